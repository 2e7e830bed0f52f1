//! What happens to cases by itself when a time is over or a holiday is announced.

use super::{CaseFault, Casework, Standing};
use jiff::civil::Date;
use teukgu_domain::case::{Act, Case, StageKind};
use teukgu_domain::clock;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::text::Lang;
use teukgu_store::Listing;

/// Cases that one round looks at.
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

impl Casework<'_> {
    /// Ends the times that are over and counts again what a new holiday moves; what cannot be done now is left for the
    /// next round.
    ///
    /// # Errors
    /// [`CaseFault`] if the record cannot be read or written.
    pub async fn round(self) -> Result<Rounds, CaseFault> {
        let mut rounds = Rounds::default();
        for case in self.in_stage(StageKind::AwaitingApplicant).await? {
            let is_over = case.open_supplement().is_some_and(|open| open.until < self.office.today());
            rounds.lapsed += u32::from(is_over && self.by_itself(&case, Act::Lapse).await?);
        }
        for case in self.in_stage(StageKind::Consulting).await? {
            let is_over = case.consultations.iter().all(|one| one.until < self.office.today());
            rounds.ended += u32::from(is_over && self.by_itself(&case, Act::EndConsultation).await?);
        }
        rounds.recounted = self.recount_open().await?;
        Ok(rounds)
    }

    async fn recount_open(self) -> Result<u32, CaseFault> {
        let mut count = 0;
        for stage in StageKind::OPEN {
            for case in self.in_stage(stage).await? {
                let Some(due) = self.moved(&case)? else { continue };
                let reason = format!(
                    "공휴일이 새로 알려져 기한을 {}(으)로 다시 셈",
                    teukgu_domain::date::day(due, Lang::Ko)
                );
                count += u32::from(self.by_itself(&case, Act::Recount { due, reason }).await?);
            }
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

    /// Lists cases of a stage, the one that is due first at the top.
    pub(crate) async fn in_stage(self, stage: StageKind) -> Result<Vec<Case>, CaseFault> {
        let listing = Listing { states: vec![stage.key().to_owned()], ..Listing::of(NounKind::Case) };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(ROUND)).await?;
        Ok(found
            .into_iter()
            .filter_map(|event| if let Event::Case(case) = event { Some(case) } else { None })
            .collect())
    }
}
