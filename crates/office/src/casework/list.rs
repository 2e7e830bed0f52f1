//! Lists of cases: the officer's queue with clocks and filters, the firm's own cases, and the workload.

use super::{CaseFault, Casework};
use crate::policy::Who;
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::case::{Case, StageKind};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::facets::Facets;
use teukgu_domain::ids::AccountId;
use teukgu_store::{Assignee, Facet, Listing, Order, Tally};

/// Cases on one page.
const PAGE: u32 = 50;
/// Days before the due day from which a case is due soon.
const SOON: i64 = 3;

/// What a queue is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Stages; all open ones if none is named.
    pub stages: Vec<StageKind>,
    /// True for every case, the ended ones too.
    pub with_ended: bool,
    /// Officer; `Some(None)` for cases that nobody has.
    pub officer: Option<Option<AccountId>>,
    /// Procedure.
    pub procedure: Option<String>,
    /// Words that occur in number, title or organisation.
    pub words: String,
    /// True for those that are overdue.
    pub is_overdue: bool,
    /// Where the page begins: the last row of the one before.
    pub after: Option<(i64, String)>,
}

/// One row of a queue.
#[derive(Clone, Debug)]
pub struct QueueRow {
    /// Case.
    pub case: Case,
    /// Days until it is due by the calendar, below 0 if overdue; `None` if it has no due day or is ended.
    pub days_left: Option<i64>,
    /// True if the clock stands still.
    pub is_stopped: bool,
    /// Name of the officer.
    pub officer: Option<String>,
}

impl QueueRow {
    /// Returns true if the office is late.
    pub fn is_overdue(&self) -> bool {
        self.days_left.is_some_and(|days| days < 0)
    }

    /// Returns true if the due day is near.
    pub fn is_due_soon(&self) -> bool {
        self.days_left.is_some_and(|days| (0..=SOON).contains(&days))
    }
}

/// A page of a queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Rows, the one due first at the top.
    pub rows: Vec<QueueRow>,
    /// How many there are on all pages.
    pub total: u64,
    /// How many are in each stage, under the same filter without its stages.
    pub by_stage: BTreeMap<StageKind, u64>,
    /// How many are overdue, under the same filter.
    pub overdue: u64,
    /// Where the next page begins.
    pub next: Option<(i64, String)>,
}

/// How many open cases an officer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Officer; `None` for cases that nobody has.
    pub officer: Option<AccountId>,
    /// Name.
    pub name: String,
    /// Open cases.
    pub open: u64,
    /// Overdue ones among them.
    pub overdue: u64,
}

impl Casework<'_> {
    /// Lists cases for the office.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever does not work there.
    pub async fn queue(self, who: &Who<'_>, filter: &QueueFilter) -> Result<Queue, CaseFault> {
        self.check_at_all(who, "queue.read")?;
        let listing = self.listing(filter);
        let store = self.office.store();
        let zone = self.office.zone_id();
        let events = store.list(zone, &listing.clone().limit(PAGE + 1)).await?;
        let mut cases: Vec<Case> = events.into_iter().filter_map(case).collect();
        let is_more = cases.len() > PAGE as usize;
        cases.truncate(PAGE as usize);
        let next = cases.last().filter(|_| is_more).map(place);
        let whole = Listing { after: None, ..listing };
        // One walk through the cases says everything that is counted: how many are in each stage, on all pages, and late.
        let shown = states(&[], filter.with_ended);
        let mut counted = shown.clone();
        if !shown.is_empty() {
            counted.extend(whole.states.iter().filter(|state| !shown.contains(state)).cloned());
        }
        let of_all_stages = Listing { states: counted, ..whole.clone() };
        let tallies = store.tally(zone, &of_all_stages, Facet::State, self.day_key()).await?;
        let is_in = |states: &[String], one: &Tally| {
            states.is_empty() || one.of.as_ref().is_some_and(|state| states.contains(state))
        };
        let open = open_states();
        Ok(Queue {
            rows: self.rows(cases).await?,
            total: tallies.iter().filter(|one| is_in(&whole.states, one)).map(|one| one.count).sum(),
            overdue: tallies.iter().filter(|one| is_in(&open, one)).map(|one| one.before).sum(),
            by_stage: tallies.into_iter().filter(|one| is_in(&shown, one)).filter_map(stage_count).collect(),
            next,
        })
    }

    /// Lists the cases of whoever asks, the latest first.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if nobody is signed in.
    pub async fn mine(self, who: &Who<'_>) -> Result<Vec<QueueRow>, CaseFault> {
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let listing = Listing {
            owner: Some(account.id.to_string()),
            order: Order::KeyDown,
            ..Listing::of(NounKind::Case)
        };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(PAGE * 4)).await?;
        self.rows(found.into_iter().filter_map(case).collect()).await
    }

    /// Tells how many open cases each officer has.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever does not work there.
    pub async fn workload(self, who: &Who<'_>) -> Result<Vec<Workload>, CaseFault> {
        self.check_at_all(who, "workload.read")?;
        let open = Listing { states: open_states(), ..Listing::of(NounKind::Case) };
        let (store, zone) = (self.office.store(), self.office.zone_id());
        let mut loads = Vec::new();
        for Tally { of, count, before } in store.tally(zone, &open, Facet::Assignee, self.day_key()).await? {
            let officer = of.and_then(|id| AccountId::parse(id).ok());
            let name = match &officer {
                Some(id) => self.account(id).await?.map_or_else(|| id.to_string(), |account| account.name),
                None => String::new(),
            };
            loads.push(Workload { officer, name, open: count, overdue: before });
        }
        loads.sort_by(|a, b| (&a.name, &a.officer).cmp(&(&b.name, &b.officer)));
        Ok(loads)
    }

    async fn rows(self, cases: Vec<Case>) -> Result<Vec<QueueRow>, CaseFault> {
        let officers = self.names(cases.iter().filter_map(|case| case.officer.clone()).collect()).await?;
        let today = self.office.today();
        let row = |case: Case| {
            let kind = case.stage.kind();
            QueueRow {
                days_left: case.due.filter(|_| kind.is_open()).map(|due| days_between(today, due)),
                is_stopped: kind == StageKind::AwaitingApplicant,
                officer: case.officer.as_ref().and_then(|id| officers.get(id).cloned()),
                case,
            }
        };
        Ok(cases.into_iter().map(row).collect())
    }

    fn listing(self, filter: &QueueFilter) -> Listing {
        let officer = filter.officer.as_ref().map(|officer| match officer {
            Some(id) => Assignee::Is(id.to_string()),
            None => Assignee::Nobody,
        });
        Listing {
            states: if filter.is_overdue { open_states() } else { states(&filter.stages, filter.with_ended) },
            assignee: officer,
            parent: filter.procedure.clone(),
            words: Facets::searched(&[&filter.words]).split_whitespace().map(str::to_owned).collect(),
            sort_below: filter.is_overdue.then(|| self.day_key()),
            after: filter.after.clone(),
            ..Listing::of(NounKind::Case)
        }
    }

    /// Returns today as lists of cases are ordered; what is below is overdue.
    fn day_key(self) -> i64 {
        key(self.office.today())
    }
}

pub(super) fn case(event: Event) -> Option<Case> {
    if let Event::Case(case) = event { Some(case) } else { None }
}

pub(super) fn place(case: &Case) -> (i64, String) {
    (case.due.map_or(Facets::NEVER, key), case.id.to_string())
}

fn key(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn stage_count(tally: Tally) -> Option<(StageKind, u64)> {
    Some((StageKind::find_by_key(&tally.of?)?, tally.count))
}

fn open_states() -> Vec<String> {
    StageKind::OPEN.iter().map(|kind| kind.key().to_owned()).collect()
}

fn states(stages: &[StageKind], with_ended: bool) -> Vec<String> {
    match (stages, with_ended) {
        ([], true) => Vec::new(),
        ([], false) => open_states(),
        (stages, _) => stages.iter().map(|kind| kind.key().to_owned()).collect(),
    }
}
