//! What happens to cases by itself when a time is over or a holiday is announced.

use super::list::{case, place};
use super::{CaseFault, Casework, Standing};
use jiff::civil::Date;
use teukgu_domain::case::{Act, Case, StageKind};
use teukgu_domain::clock;
use teukgu_domain::entry::NounKind;
use teukgu_domain::text::Lang;
use teukgu_store::Listing;

/// Cases of a kind that one round looks at; the next one goes on behind them.
const ROUND: u32 = 500;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    /// Requests for more information whose time was over.
    pub lapsed: u32,
    /// Consultations whose time was over.
    pub ended: u32,
    /// Cases whose due day was counted again.
    pub recounted: u32,
}

/// How far the rounds have come, so that a round is short however many cases there are, and none is passed over.
#[derive(Clone, Debug, Default)]
pub struct Beat {
    awaiting: Walk,
    consulting: Walk,
    open: Walk,
    /// Holidays do not change while a program runs, so every open case is counted again once.
    is_recounted: bool,
}

/// Behind which case a list goes on.
#[derive(Clone, Debug, Default)]
struct Walk(Option<(i64, String)>);

impl Casework<'_> {
    /// Ends the times that are over and counts again what a new holiday moves, for some cases of each kind; what cannot
    /// be done now is left for when they come round again.
    ///
    /// # Errors
    /// [`CaseFault`] if the record cannot be read or written.
    pub async fn round(self, beat: &mut Beat) -> Result<Rounds, CaseFault> {
        let (mut rounds, today) = (Rounds::default(), self.office.today());
        for case in self.some(&[StageKind::AwaitingApplicant], &mut beat.awaiting).await? {
            let is_over = case.open_supplement().is_some_and(|open| open.until < today);
            rounds.lapsed += u32::from(is_over && self.by_itself(&case, Act::Lapse).await?);
        }
        for case in self.some(&[StageKind::Consulting], &mut beat.consulting).await? {
            let is_over = case.consultations.iter().all(|one| one.until < today);
            rounds.ended += u32::from(is_over && self.by_itself(&case, Act::EndConsultation).await?);
        }
        if !beat.is_recounted {
            rounds.recounted = self.recount_open(&mut beat.open).await?;
            beat.is_recounted = beat.open.0.is_none();
        }
        Ok(rounds)
    }

    async fn recount_open(self, walk: &mut Walk) -> Result<u32, CaseFault> {
        let mut count = 0;
        for case in self.some(&StageKind::OPEN, walk).await? {
            let Some(due) = self.moved(&case)? else { continue };
            let day = teukgu_domain::date::day(due, Lang::Ko);
            let reason = format!("공휴일이 새로 알려져 기한을 {day}(으)로 다시 셈");
            count += u32::from(self.by_itself(&case, Act::Recount { due, reason }).await?);
        }
        Ok(count)
    }

    /// Returns the due day by what is known today, if it is another one than the case says.
    fn moved(self, case: &Case) -> Result<Option<Date>, CaseFault> {
        // A clock that stands still has no due day yet.
        if case.stage.kind() == StageKind::AwaitingApplicant {
            return Ok(None);
        }
        let read = clock::read(&case.rule, &case.clock, self.office.holidays(), None, self.office.today());
        let due = read.map_err(|error| CaseFault::Clock(error.message()))?.due.date();
        Ok(Some(due).filter(|due| case.due.is_some_and(|before| before != *due)))
    }

    async fn by_itself(self, case: &Case, act: Act) -> Result<bool, CaseFault> {
        let Some(standing) = self.standing(&case.id).await? else { return Ok(false) };
        let standing: Standing = standing;
        match self.act_by_itself(standing, act).await {
            Ok(_) => Ok(true),
            Err(CaseFault::Moved | CaseFault::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Lists the next cases of some stages, the one that is due first at the top; behind the last one it begins anew.
    async fn some(self, stages: &[StageKind], walk: &mut Walk) -> Result<Vec<Case>, CaseFault> {
        let listing = Listing {
            states: stages.iter().map(|stage| stage.key().to_owned()).collect(),
            after: walk.0.take(),
            ..Listing::of(NounKind::Case)
        };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(ROUND)).await?;
        let is_last = found.len() < ROUND as usize;
        let cases: Vec<Case> = found.into_iter().filter_map(case).collect();
        walk.0 = cases.last().filter(|_| !is_last).map(place);
        Ok(cases)
    }

    /// Lists cases of a stage, the one that is due first at the top.
    pub(crate) async fn in_stage(self, stage: StageKind) -> Result<Vec<Case>, CaseFault> {
        self.some(&[stage], &mut Walk::default()).await
    }
}
