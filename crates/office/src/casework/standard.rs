//! The service standard (처리기간 공시): what was promised, beside what it took.

use super::{CaseFault, Casework, seoul};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use teukgu_domain::case::{ActKind, Case, StageKind};
use teukgu_domain::clock;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_rules::procedure::Procedure;
use teukgu_store::{Listing, Order};

/// Fewest cases from which numbers are told.
pub const LEAST: usize = 5;
/// How long a standard that was counted is shown again.
const KEPT: SignedDuration = SignedDuration::from_mins(10);
/// Cases that are read at once.
const PAGE: u32 = 500;
/// Stages of cases on which something was decided.
const DECIDED: [StageKind; 5] = [
    StageKind::Decided,
    StageKind::Filing,
    StageKind::FilingFailed,
    StageKind::Closed,
    StageKind::UnderAppeal,
];

/// What was promised and what it took, by procedure.
#[derive(Clone, Debug)]
pub struct ServiceStandard {
    /// First day of the decisions that are counted.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// A line for each procedure of today.
    pub lines: Vec<ServiceLine>,
}

/// One procedure.
#[derive(Clone, Debug)]
pub struct ServiceLine {
    /// Procedure.
    pub procedure: Procedure,
    /// How many cases were decided.
    pub count: usize,
    /// What it took; `None` if there are fewer than [`LEAST`] cases.
    pub taken: Option<Taken>,
}

/// How long cases took, in the days that the clock of the procedure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Median (중앙값): half of the cases took at most so many days.
    pub median: u32,
    /// 90th percentile: nine of ten cases took at most so many days.
    pub nine_in_ten: u32,
    /// Cases of a hundred that were decided by their due day, rounded down.
    pub in_time_percent: u32,
}

/// The standard that was counted last, shown for a few minutes so that a page that many read costs little.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<Option<(Timestamp, Arc<ServiceStandard>)>>);

impl Counted {
    fn fresh(&self, now: Timestamp) -> Option<Arc<ServiceStandard>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, standard) = kept.as_ref()?;
        let age = now.duration_since(*at);
        let is_fresh = (SignedDuration::ZERO..KEPT).contains(&age) && seoul(*at) == seoul(now);
        is_fresh.then(|| Arc::clone(standard))
    }

    fn keep(&self, now: Timestamp, standard: &Arc<ServiceStandard>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(standard)));
    }
}

/// What one case took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    days: u32,
    in_time: bool,
}

impl Casework<'_> {
    /// Tells what was promised and what it took in the last twelve months; counted at most once in ten minutes.
    ///
    /// # Errors
    /// [`CaseFault`] if the record cannot be read.
    pub async fn service_standard(self) -> Result<Arc<ServiceStandard>, CaseFault> {
        let now = self.office.now();
        if let Some(standard) = self.office.counted().fresh(now) {
            return Ok(standard);
        }
        let until = self.office.today();
        let from = until.checked_sub(jiff::Span::new().years(1)).unwrap_or(until);
        let mut runs = self.runs(from).await?;
        let lines = self.procedures().into_iter().map(|procedure| {
            let runs = runs.remove(&procedure.id).unwrap_or_default();
            ServiceLine { count: runs.len(), taken: taken(&runs), procedure }
        });
        let standard = Arc::new(ServiceStandard { from, until, lines: lines.collect() });
        self.office.counted().keep(now, &standard);
        Ok(standard)
    }

    /// Returns what each case took that was decided from a day on, by procedure.
    async fn runs(self, from: Date) -> Result<BTreeMap<String, Vec<Run>>, CaseFault> {
        let states = DECIDED.iter().map(|kind| kind.key().to_owned()).collect();
        let all = Listing { states, order: Order::KeyDown, ..Listing::of(NounKind::Case) };
        let mut listing = all.limit(PAGE);
        let mut runs: BTreeMap<String, Vec<Run>> = BTreeMap::new();
        loop {
            let found = self.office.store().list(self.office.zone_id(), &listing).await?;
            let is_last = found.len() < PAGE as usize;
            for event in found {
                let Event::Case(case) = event else { continue };
                listing.after = Some((0, case.id.to_string()));
                if let Some(run) = self.run(&case, from) {
                    runs.entry(case.procedure.to_string()).or_default().push(run);
                }
            }
            if is_last {
                return Ok(runs);
            }
        }
    }

    /// Returns what a case took until it was first decided, if that was from a day on.
    fn run(self, case: &Case, from: Date) -> Option<Run> {
        let is_decision = |act: ActKind| matches!(act, ActKind::Approve | ActKind::Resolve);
        let decided = case.steps.iter().find(|step| is_decision(step.act))?;
        let on = seoul(decided.at);
        let reading = clock::read(&case.rule, &case.clock, self.office.holidays(), None, on).ok()?;
        let is_counted = on >= from;
        is_counted.then(|| Run { days: reading.day, in_time: on <= reading.due.date() })
    }
}

fn taken(runs: &[Run]) -> Option<Taken> {
    if runs.len() < LEAST {
        return None;
    }
    let in_time = runs.iter().filter(|run| run.in_time).count();
    let mut days: Vec<u32> = runs.iter().map(|run| run.days).collect();
    days.sort_unstable();
    let in_time_percent = u32::try_from(in_time * 100 / days.len()).unwrap_or(100);
    Some(Taken { median: rank(&days, 50), nine_in_ten: rank(&days, 90), in_time_percent })
}

/// Returns the smallest value that at least so many in a hundred do not exceed (nearest rank); values in order.
fn rank(sorted: &[u32], percent: usize) -> u32 {
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(days: &[u32]) -> Vec<Run> {
        days.iter().map(|days| Run { days: *days, in_time: *days <= 7 }).collect()
    }

    #[test]
    fn numbers_are_told_by_nearest_rank_and_only_of_enough_cases() {
        assert_eq!(taken(&runs(&[1, 2, 3, 4])), None);
        let told = |days: &[u32]| taken(&runs(days)).map(|t| (t.median, t.nine_in_ten, t.in_time_percent));
        assert_eq!(told(&[9, 1, 5, 3, 7]), Some((5, 9, 80)));
        assert_eq!(told(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), Some((5, 9, 70)));
        assert_eq!(told(&[4; 7]), Some((4, 4, 100)));
    }

    #[test]
    fn a_rank_leaves_at_most_the_rest_above_it() {
        for length in 1..200_usize {
            let sorted: Vec<u32> = (1..=u32::try_from(length).unwrap()).collect();
            for percent in [50, 90] {
                let value = rank(&sorted, percent) as usize;
                assert!(value * 100 >= length * percent, "{length} {percent}");
                assert!((value - 1) * 100 < length * percent, "{length} {percent}");
            }
        }
    }
}
