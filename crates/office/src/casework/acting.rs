//! Doing something to a case: the act, the clock, the letters that it causes, in one transaction.

use super::application::fault;
use super::{CaseFault, Casework, Standing, actor, system};
use crate::policy::{self, Who};
use jiff::Timestamp;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{Act, By, Capacity, Case, Terms};
use teukgu_domain::entry::Event;
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::period;
use teukgu_rules::procedure::Procedure;

/// What somebody wants to do, and which state of the case they saw.
#[derive(Clone, Debug)]
pub struct CaseAct {
    /// Act.
    pub act: Act,
    /// Place of the entry that they saw; `None` if whatever stands is fine.
    pub seen: Option<u64>,
}

impl Casework<'_> {
    /// Does something to a case and returns the place of its entry.
    ///
    /// # Errors
    /// [`CaseFault`]: there is none, the role or the stage does not allow it, somebody else was quicker.
    pub async fn act(self, who: &Who<'_>, id: &CaseId, wanted: CaseAct) -> Result<u64, CaseFault> {
        let standing = self.seen(who, id).await?;
        if wanted.seen.is_some_and(|seen| seen != standing.seq) {
            return Err(CaseFault::Moved);
        }
        let kind = wanted.act.kind();
        self.check(who, &format!("case.{}", kind.key()), &standing.case)?;
        let capacity = policy::capacity(who, kind, &super::resource(&standing.case));
        let capacity = capacity.ok_or_else(|| CaseFault::Forbidden { rule: "capacity".to_owned() })?;
        if let Act::Assign { officer } = &wanted.act {
            if *officer == standing.case.officer {
                // It is as it is wanted; nobody is told again.
                return Ok(standing.seq);
            }
            self.check_officer(officer.as_ref()).await?;
        }
        let by = By { account: who.account.map(|account| account.id.clone()), capacity };
        self.carry_out(standing, wanted.act, &by).await
    }

    /// Checks that a case is given to somebody who works on cases.
    async fn check_officer(self, officer: Option<&AccountId>) -> Result<(), CaseFault> {
        let Some(id) = officer else { return Ok(()) };
        let today = self.office.today();
        let is_officer = |account: Account| account.grants_on(today).any(|grant| grant.role == Role::Officer);
        if self.account(id).await?.is_some_and(is_officer) {
            return Ok(());
        }
        Err(fault("officer", "담당자 가운데 고르세요", "Choose one of the officers"))
    }

    /// Does something that nobody had to ask for, such as ending a time that is over.
    pub(super) async fn act_by_itself(self, standing: Standing, act: Act) -> Result<u64, CaseFault> {
        self.carry_out(standing, act, &system()).await
    }

    pub(super) async fn carry_out(self, standing: Standing, act: Act, by: &By) -> Result<u64, CaseFault> {
        let at = self.office.now();
        let procedure = self.procedure(&standing.case)?;
        let terms = self.terms(&standing.case, &procedure)?;
        let kind = act.kind();
        let mut case = standing.case.act(act, by, at, &terms)?;
        if case.clock != standing.case.clock {
            self.recount(&mut case)?;
        }
        let mut events = Vec::new();
        let letters = self.consultation_letters(&mut case, &procedure, at)?;
        let news = self.news(&standing.case, &case, kind, &procedure, at).await?;
        events.push(Event::Case(case));
        events.extend(letters.into_iter().chain(news).map(Event::Notice));
        self.append(&standing, actor(by), at, events).await
    }

    /// Returns what the procedure allows today.
    pub(super) fn terms(self, case: &Case, procedure: &Procedure) -> Result<Terms, CaseFault> {
        let files_with = procedure.filing.as_ref().and_then(|filing| {
            let is_ours = filing.by == teukgu_rules::procedure::Filer::Office;
            let name = filing.authority_on(self.office.today())?;
            is_ours.then(|| name.ko.clone())
        });
        let extensions = procedure.extension.as_ref().map_or(0, |extension| u32::from(extension.times));
        Ok(Terms {
            today: self.office.today(),
            supplements: u32::from(procedure.supplement.rounds),
            extensions,
            appeal_until: self.appeal_until(case, procedure)?,
            files_with,
        })
    }

    fn appeal_until(
        self,
        case: &Case,
        procedure: &Procedure,
    ) -> Result<Option<jiff::civil::Date>, CaseFault> {
        let (Some(appeal), Some(decision)) = (&procedure.appeal, case.decision()) else { return Ok(None) };
        self.until(appeal.clock, appeal.period, decision.at).map(Some)
    }

    /// Counts a period from an instant and returns its last day.
    pub(super) fn until(
        self,
        clock: period::Clock,
        period: period::Period,
        from: Timestamp,
    ) -> Result<jiff::civil::Date, CaseFault> {
        let request = period::Request {
            clock,
            from: period::Moment::Day(super::seoul(from)),
            period,
            stops: &[],
            known_on: None,
        };
        let due = period::due(&request, self.office.holidays());
        due.map(|deadline| deadline.due.date()).map_err(|error| CaseFault::Clock(error.message()))
    }

    /// Returns in which capacity somebody acts on a case, for pages that offer only what is possible.
    pub fn possible(self, who: &Who<'_>, case: &Case) -> Vec<teukgu_domain::case::ActKind> {
        let stage = case.stage.kind();
        let resource = super::resource(case);
        let mut possible = Vec::new();
        for row in teukgu_domain::case::ACTS {
            let capacity = policy::capacity(who, row.act, &resource);
            let is_allowed = policy::allow(who, &format!("case.{}", row.act.key()), &resource).allowed;
            let fits = |capacity: Capacity| row.by.contains(&capacity) && row.stages.contains(&stage);
            if is_allowed && capacity.is_some_and(fits) {
                possible.push(row.act);
            }
        }
        possible
    }
}
