//! One event and everything it needs (행사 서류철): the requests, the duties that stay, one timeline back from the day.

mod folder;
mod plan;
mod timeline;

pub use plan::NewDossier;
pub use timeline::{Mark, TimelineEntry};

use super::{CaseFault, Casework, actor};
use crate::policy::{self, Resource, Who};
use jiff::civil::Date;
use teukgu_domain::account::Account;
use teukgu_domain::case::{By, Capacity, Case, CaseDocument};
use teukgu_domain::dossier::{Dossier, DutyDone};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::{CaseId, DossierId};
use teukgu_domain::period::{self, Moment, Request};
use teukgu_domain::text::Text;
use teukgu_rules::procedure::{self, EventDuty, EventGuide, EventKind, Procedure};
use teukgu_store::{Expect, Listing};

/// Most events that one page lists.
const MOST: u32 = 200;
/// How many days before an event the last day for a request is looked for.
const FARTHEST: i64 = 400;

/// An event with what it needs, as of today.
#[derive(Clone, Debug)]
pub struct DossierPlan {
    /// Place of the entry that says how it stands.
    pub seq: u64,
    /// Event.
    pub dossier: Dossier,
    /// Requests that it needs, and those that were filed for it.
    pub cases: Vec<PlannedCase>,
    /// Duties that no special case lifts.
    pub duties: Vec<DutyOn>,
    /// Everything in the order of the days.
    pub timeline: Vec<TimelineEntry>,
    /// Papers of all its cases.
    pub papers: Vec<CaseDocument>,
    /// What should be looked at.
    pub warnings: Vec<Text>,
    /// True if the reader may change it.
    pub may_change: bool,
}

/// A request that an event needs.
#[derive(Clone, Debug)]
pub struct PlannedCase {
    /// Procedure.
    pub procedure: Procedure,
    /// Last working day for filing it so that the office answers by the eve of the event; `None` if that cannot be counted.
    pub latest: Option<Date>,
    /// The case, once it was filed.
    pub filed: Option<Case>,
}

/// A duty with its day.
#[derive(Clone, Debug)]
pub struct DutyOn {
    /// Duty.
    pub duty: EventDuty,
    /// Last day by the count; `None` where no number of days is set.
    pub latest: Option<Date>,
    /// Last working day on or before it.
    pub safe: Option<Date>,
    /// Last day for telling a change.
    pub change_by: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// True if it depends on a number that is not known whether the event has it.
    pub is_maybe: bool,
}

impl DutyOn {
    /// Returns true if its day is over and it is not done.
    pub fn is_late(&self, today: Date) -> bool {
        self.done.is_none() && self.latest.is_some_and(|latest| latest < today)
    }
}

impl Casework<'_> {
    /// Checks that somebody may plan an event.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] if the role does not allow it.
    pub fn may_plan(self, who: &Who<'_>) -> Result<(), CaseFault> {
        self.check_at_all(who, "dossier.open")
    }

    /// Plans an event.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] if the role does not allow it.
    pub async fn plan_event(self, who: &Who<'_>, new: NewDossier) -> Result<DossierId, CaseFault> {
        self.check_at_all(who, "dossier.open")?;
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let id = DossierId::parse(self.office.random_word()?).map_err(|_| CaseFault::NotFound)?;
        let event = Event::Dossier(new.begin(id.clone(), account.id.clone()));
        let expect = Expect::nothing().noun(NounKind::Dossier, id.as_str(), None);
        self.append_expecting(actor(&owner(account)), self.office.now(), vec![event], expect).await?;
        Ok(id)
    }

    /// Lists events, the next one first: one's own, and every one for the office.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever has nothing to do with events.
    pub async fn events(self, who: &Who<'_>) -> Result<Vec<Dossier>, CaseFault> {
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let sees_all = policy::allow(who, "dossier.read", &Resource::default()).allowed;
        if !sees_all {
            self.check_at_all(who, "dossier.open")?;
        }
        let owner = (!sees_all).then(|| account.id.to_string());
        let listing = Listing { owner, ..Listing::of(NounKind::Dossier) }.limit(MOST);
        let found = self.office.store().list(self.office.zone_id(), &listing).await?;
        let dossiers = found.into_iter().filter_map(dossier);
        Ok(dossiers.filter(|one| self.may_with(who, "dossier.read", one)).collect())
    }

    /// Shows an event with everything that it needs.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is none, or whoever asks may not know of it.
    pub async fn event(self, who: &Who<'_>, id: &DossierId) -> Result<DossierPlan, CaseFault> {
        let (seq, dossier) = self.seen_event(who, id).await?;
        let law = self.office.law().law();
        let guide = law.event.as_ref();
        let cases = self.planned(who, &dossier, guide).await?;
        let duties = guide.map_or_else(Vec::new, |guide| self.duties(&dossier, guide));
        let mut papers = Vec::new();
        for case in cases.iter().filter_map(|planned| planned.filed.as_ref()) {
            papers.extend(self.documents(who, case).await?);
        }
        let today = self.office.today();
        Ok(DossierPlan {
            seq,
            timeline: timeline::of(&dossier, &cases, &duties, today),
            warnings: timeline::warnings(&dossier, &cases, &duties, today),
            may_change: !dossier.is_called_off && self.may_with(who, "dossier.change", &dossier),
            dossier,
            cases,
            duties,
            papers,
        })
    }

    /// Changes the plan of an event; what was filed for it stays as it is.
    ///
    /// # Errors
    /// As [`Casework::event`]; [`CaseFault::Moved`] if somebody else was quicker.
    pub async fn change_event(self, who: &Who<'_>, id: &DossierId, new: NewDossier) -> Result<(), CaseFault> {
        let (seq, dossier) = self.open_event(who, id, "dossier.change").await?;
        let changed = new.change(dossier.clone());
        // The same plan sent again changes nothing.
        if changed == dossier { Ok(()) } else { self.keep_event(who, seq, changed).await }
    }

    /// Notes that a duty was done.
    ///
    /// # Errors
    /// As [`Casework::event`]; [`CaseFault::NotFound`] if the event has no such duty.
    pub async fn do_duty(self, who: &Who<'_>, id: &DossierId, duty: &str, on: Date) -> Result<(), CaseFault> {
        let (seq, mut dossier) = self.open_event(who, id, "dossier.do_duty").await?;
        let law = self.office.law().law();
        let is_known = law.event.as_ref().is_some_and(|guide| guide.duty(duty).is_some());
        if !is_known {
            return Err(CaseFault::NotFound);
        }
        // A second press notes nothing more.
        if dossier.done.iter().any(|done| done.duty == duty) {
            return Ok(());
        }
        dossier.done.push(DutyDone { duty: duty.to_owned(), on });
        self.keep_event(who, seq, dossier).await
    }

    /// Calls an event off; nothing more is filed for it.
    ///
    /// # Errors
    /// As [`Casework::event`].
    pub async fn call_off(self, who: &Who<'_>, id: &DossierId) -> Result<(), CaseFault> {
        let (seq, mut dossier) = self.open_event(who, id, "dossier.call_off").await?;
        dossier.is_called_off = true;
        self.keep_event(who, seq, dossier).await
    }

    /// Finds an event for which somebody may file a request.
    pub(super) async fn event_to_file_for(
        self,
        who: &Who<'_>,
        id: &DossierId,
    ) -> Result<(u64, Dossier), CaseFault> {
        self.open_event(who, id, "dossier.change").await
    }

    async fn open_event(
        self,
        who: &Who<'_>,
        id: &DossierId,
        action: &str,
    ) -> Result<(u64, Dossier), CaseFault> {
        let (seq, dossier) = self.seen_event(who, id).await?;
        CaseFault::unless(&policy::allow(who, action, &about(&dossier)))?;
        if dossier.is_called_off { Err(CaseFault::Moved) } else { Ok((seq, dossier)) }
    }

    async fn seen_event(self, who: &Who<'_>, id: &DossierId) -> Result<(u64, Dossier), CaseFault> {
        let store = self.office.store();
        let found = store.standing(self.office.zone_id(), NounKind::Dossier, id.as_str()).await?;
        let found = found.and_then(|(seq, event)| Some((seq, dossier(event)?)));
        found.filter(|(_, one)| self.may_with(who, "dossier.read", one)).ok_or(CaseFault::NotFound)
    }

    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about a case")]
    fn may_with(self, who: &Who<'_>, action: &str, dossier: &Dossier) -> bool {
        policy::allow(who, action, &about(dossier)).allowed
    }

    async fn keep_event(self, who: &Who<'_>, seq: u64, dossier: Dossier) -> Result<(), CaseFault> {
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let expect = Expect::nothing().noun(NounKind::Dossier, dossier.id.as_str(), Some(seq));
        let by = actor(&owner(account));
        let events = vec![Event::Dossier(dossier)];
        self.append_expecting(by, self.office.now(), events, expect).await.map(|_| ())
    }

    /// Lists the requests that an event needs, then those that were filed and are not needed any more.
    async fn planned(
        self,
        who: &Who<'_>,
        dossier: &Dossier,
        guide: Option<&EventGuide>,
    ) -> Result<Vec<PlannedCase>, CaseFault> {
        let mut filed = self.filed_for(who, &dossier.cases).await?;
        let kinds = kinds(dossier);
        let requests = guide.into_iter().flat_map(|guide| &guide.requests);
        let mut planned = Vec::new();
        for request in requests.filter(|request| request.concerns(&kinds)) {
            let Ok(procedure) = self.open_procedure(&request.procedure) else { continue };
            let at = filed.iter().position(|case| case.procedure.as_str() == procedure.id);
            let latest = self.latest_for(&procedure, dossier.opens);
            planned.push(PlannedCase { latest, filed: at.map(|at| filed.remove(at)), procedure });
        }
        for case in filed {
            let procedure = self.procedure(&case)?;
            planned.push(PlannedCase { latest: None, filed: Some(case), procedure });
        }
        Ok(planned)
    }

    async fn filed_for(self, who: &Who<'_>, ids: &[CaseId]) -> Result<Vec<Case>, CaseFault> {
        let mut cases = Vec::new();
        for id in ids {
            let Some(standing) = self.standing(id).await? else { continue };
            if self.may(who, "case.read", &standing.case) {
                cases.push(standing.case);
            }
        }
        Ok(cases)
    }

    /// Returns the last working day on which a request can come in so that its period ends before the event begins.
    fn latest_for(self, procedure: &Procedure, opens: Date) -> Option<Date> {
        let rule = &procedure.clock;
        (1..FARTHEST).find_map(|days| {
            let day = opens.checked_sub(jiff::Span::new().days(days)).ok()?;
            let noon = day.at(12, 0, 0, 0);
            let request = Request {
                clock: rule.clock,
                from: Moment::At(noon),
                period: rule.period,
                stops: &[],
                known_on: None,
            };
            let due = period::due(&request, self.office.holidays()).ok()?;
            let is_day_off = self.office.holidays().last_working_day(day, None).ok()? != day;
            (due.due.date() < opens && !is_day_off).then_some(day)
        })
    }

    fn duties(self, dossier: &Dossier, guide: &EventGuide) -> Vec<DutyOn> {
        let (law, kinds) = (self.office.law().law(), kinds(dossier));
        let event = procedure::Event {
            on: dossier.opens,
            kinds: &kinds,
            host: &dossier.host,
            visitors: dossier.visitors.map(i64::from),
        };
        let back = |period: Option<period::Period>| {
            period.and_then(|period| period::before(dossier.opens, period, self.office.holidays()).ok())
        };
        let on = |duty: &EventDuty| {
            let concerns = duty.concerns(&law, &event);
            let latest = back(duty.before);
            (concerns != Some(false)).then(|| DutyOn {
                latest: latest.as_ref().map(|back| back.due),
                safe: latest.map(|back| back.safe),
                change_by: back(duty.change_before).map(|back| back.due),
                done: dossier.done.iter().find(|done| done.duty == duty.id).map(|done| done.on),
                is_maybe: concerns.is_none(),
                duty: duty.clone(),
            })
        };
        guide.duties.iter().filter_map(on).collect()
    }
}

/// Returns the traits of an event that the law folder still knows.
fn kinds(dossier: &Dossier) -> Vec<EventKind> {
    dossier.kinds.iter().filter_map(|key| EventKind::find_by_key(key)).collect()
}

fn about(dossier: &Dossier) -> Resource<'_> {
    Resource { owner: Some(&dossier.owner), ..Resource::default() }
}

/// Returns as whom the record names whoever plans an event.
fn owner(account: &Account) -> By {
    By { account: Some(account.id.clone()), capacity: Capacity::Applicant }
}

fn dossier(event: Event) -> Option<Dossier> {
    if let Event::Dossier(dossier) = event { Some(dossier) } else { None }
}
