//! The year itself: cases come in, are worked, and some are late.

use super::answers;
use super::luck::Luck;
use super::{DemoError, StageClock};
use crate::Office;
use crate::casework::{Beat, CaseAct, CaseFault};
use crate::clock::Clock as _;
use crate::policy::Who;
use jiff::{SignedDuration, Timestamp};
use teukgu_domain::account::{Account, Role};
use teukgu_domain::case::{Act, NewConsultee, Outcome, Reason, StageKind, TaskState};
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::{CaseId, DossierId};
use teukgu_domain::text::Text;
use teukgu_rules::procedure::{Applicant, Procedure};
use teukgu_store::Listing;

/// Cases of the year, without those of its festivals.
pub(super) const CASES: u32 = 72;
/// Days of the year.
const DAYS: i64 = 360;
/// How long a case lies before somebody takes it up again.
const LAIN: SignedDuration = SignedDuration::from_hours(24 * 4);
/// A paper that is a PDF by its first bytes, and says what it is.
const PAPER: &[u8] = b"%PDF-1.4\n% invented for a demonstration\n%%EOF\n";

/// Returns true if the record has a case.
pub(super) async fn has_cases(office: &Office) -> Result<bool, DemoError> {
    let listing = Listing::of(NounKind::Case).limit(1);
    let found = office.store().list(office.zone_id(), &listing).await.map_err(crate::OfficeError::from)?;
    Ok(!found.is_empty())
}

/// Plays the year and returns how many cases were filed.
pub(super) async fn play(
    office: &Office,
    clock: &StageClock,
    end: Timestamp,
    seed: u64,
    people: &[Account],
) -> Result<usize, DemoError> {
    let mut stage = Stage { office, clock, end, luck: Luck(seed), people };
    let mut filed = 0;
    for number in 0..CASES {
        // One after another over the year, and more of them towards its end.
        let back = DAYS * i64::from((CASES - number) * (CASES - number)) / i64::from(CASES * CASES);
        let hours = SignedDuration::from_hours(24 * back + 2);
        stage.clock.move_to(end.checked_sub(hours).unwrap_or(end));
        filed += usize::from(stage.case(number).await?);
        office.casework().round(&mut Beat::default()).await?;
        stage.catch_up().await?;
        filed += stage.festival(number).await?;
    }
    clock.move_to(end);
    office.casework().round(&mut Beat::default()).await?;
    stage.screen().await?;
    Ok(filed)
}

pub(super) struct Stage<'a> {
    pub(super) office: &'a Office,
    clock: &'a StageClock,
    pub(super) end: Timestamp,
    pub(super) luck: Luck,
    pub(super) people: &'a [Account],
}

impl<'a> Stage<'a> {
    pub(super) fn who(&self, account: &'a Account) -> Who<'a> {
        Who { account: Some(account), link: None, today: self.office.today() }
    }

    fn with_role(&self, role: Role) -> Vec<&'a Account> {
        let today = self.office.today();
        self.people.iter().filter(|account| account.has_role(role, today)).collect()
    }

    /// Lets time go by; false if the play has come to its end.
    fn later(&mut self, hours: u64) -> bool {
        let hours = i64::try_from(1 + self.luck.below(hours)).unwrap_or(1);
        let at = self.clock.now().checked_add(SignedDuration::from_hours(hours)).unwrap_or(self.end);
        if at >= self.end {
            return false;
        }
        self.clock.move_to(at);
        true
    }

    /// Files a case and has it worked as far as it gets.
    async fn case(&mut self, number: u32) -> Result<bool, DemoError> {
        let firms = self.with_role(Role::Applicant);
        let procedures = self.office.casework().procedures();
        let Some(procedure) = self.luck.pick(&procedures).cloned() else { return Ok(false) };
        let of_office = procedure.applicant == Applicant::ZoneOffice;
        let firm = if of_office { firms.last() } else { self.luck.pick(&firms) };
        let Some(firm) = firm.copied() else { return Ok(false) };
        let Some(id) = self.file(firm, &procedure, None).await? else { return Ok(false) };
        // The latest ones still wait for somebody to take them up.
        if number + 6 < CASES {
            self.work(firm, &id).await?;
        }
        Ok(true)
    }

    pub(super) async fn file(
        &mut self,
        firm: &'a Account,
        procedure: &Procedure,
        event: Option<(DossierId, &'static str)>,
    ) -> Result<Option<CaseId>, DemoError> {
        let who = self.who(firm);
        let casework = self.office.casework();
        let token =
            casework.begin(&who, &procedure.id, None, event.as_ref().map(|(id, _)| id.clone())).await?;
        let today = self.office.today();
        for _ in 0..4 {
            let name = event.as_ref().map(|(_, name)| *name);
            let raw = answers::fill(&procedure.form, &mut self.luck, today, name);
            match casework.answer(&who, &token, &raw).await {
                Ok(_) => break,
                Err(CaseFault::Form(_)) => (),
                Err(error) => return Err(error.into()),
            }
        }
        for paper in procedure.form.papers.iter().filter(|paper| paper.required) {
            let name = format!("{}.pdf", paper.name.ko.replace('/', " "));
            casework.attach(&who, &token, &paper.id, (&name, PAPER.to_vec())).await?;
        }
        match casework.file(&who, &token).await {
            Ok(filed) => Ok(Some(filed.case)),
            // What the form does not take from an invented answer is simply not filed.
            Err(CaseFault::Form(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn act(&self, by: &'a Account, id: &CaseId, act: Act) -> Result<bool, DemoError> {
        let who = self.who(by);
        match self.office.casework().act(&who, id, CaseAct { act, seen: None }).await {
            Ok(_) => Ok(true),
            Err(CaseFault::Refused(_) | CaseFault::Forbidden { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn work(&mut self, firm: &'a Account, id: &CaseId) -> Result<(), DemoError> {
        let officers = self.with_role(Role::Officer);
        let Some(officer) = self.luck.pick(&officers).copied() else { return Ok(()) };
        if !self.later(20) || !self.act(officer, id, Act::Accept).await? {
            return Ok(());
        }
        if self.luck.happens(25) && !self.supplement(firm, officer, id).await? {
            return Ok(());
        }
        if !self.later(30) {
            return Ok(());
        }
        self.check(officer, id).await?;
        if self.luck.happens(30) {
            self.consult(officer, id).await?;
        }
        if self.later(50) { self.go_on(officer, id).await } else { Ok(()) }
    }

    async fn check(&self, officer: &'a Account, id: &CaseId) -> Result<bool, DemoError> {
        self.tasks(officer, id, StageKind::InCheck).await?;
        self.act(officer, id, Act::CompleteCheck).await
    }

    /// Works a case from its review to its end, as far as the time goes.
    async fn go_on(&mut self, officer: &'a Account, id: &CaseId) -> Result<(), DemoError> {
        let Some(approver) = self.with_role(Role::Approver).first().copied() else { return Ok(()) };
        self.tasks(officer, id, StageKind::InReview).await?;
        let outcome = self.outcome();
        let note = "요건과 서류를 확인함(시연)".to_owned();
        if !self.act(officer, id, Act::Recommend { outcome, note }).await? || !self.later(30) {
            return Ok(());
        }
        self.act(approver, id, Act::Approve).await?;
        if self.later(20) && !self.act(officer, id, Act::Close).await? {
            let to = "관계 기관(시연)".to_owned();
            self.act(officer, id, Act::Send { to }).await?;
            if self.later(20) {
                let receipt = format!("시연-{id}");
                self.act(officer, id, Act::Acknowledge { receipt }).await?;
            }
        }
        Ok(())
    }

    /// Takes up again what has lain for some days: what came back from an authority, or from a firm that let its time
    /// go by.
    async fn catch_up(&mut self) -> Result<(), DemoError> {
        for stage in [StageKind::InCheck, StageKind::InReview] {
            for case in self.office.casework().in_stage(stage).await? {
                let last = case.steps.last().map_or(case.filed_at, |step| step.at);
                let has_lain = self.clock.now().duration_since(last) > LAIN;
                let officer = self.people.iter().find(|account| Some(&account.id) == case.officer.as_ref());
                let Some(officer) = officer.filter(|_| has_lain) else { continue };
                if stage == StageKind::InCheck {
                    self.check(officer, &case.id).await?;
                }
                self.go_on(officer, &case.id).await?;
            }
        }
        Ok(())
    }

    /// Asks for more, and has it answered unless the firm forgets; false if it is still waiting.
    async fn supplement(
        &mut self,
        firm: &'a Account,
        officer: &'a Account,
        id: &CaseId,
    ) -> Result<bool, DemoError> {
        let until = self.office.today().checked_add(jiff::Span::new().days(10)).unwrap_or_default();
        let items = vec!["사업계획서에 특화사업과의 관련을 적어 주십시오.(시연)".to_owned()];
        self.act(officer, id, Act::RequestInfo { items, until }).await?;
        if self.luck.happens(15) || !self.later(120) {
            return Ok(false);
        }
        self.act(firm, id, Act::Answer { text: "보완했습니다.(시연)".to_owned() }).await
    }

    async fn consult(&mut self, officer: &'a Account, id: &CaseId) -> Result<(), DemoError> {
        let until = self.office.today().checked_add(jiff::Span::new().days(7)).unwrap_or_default();
        let body = Text::new("협의기관(시연)", "consulted authority (demo)");
        let bodies = vec![NewConsultee { body, email: "authority@example.com".to_owned(), repeats: None }];
        self.act(officer, id, Act::Consult { bodies, until }).await?;
        if self.luck.happens(70) && self.later(24 * 9) {
            self.act(officer, id, Act::EndConsultation).await?;
        }
        Ok(())
    }

    async fn tasks(&self, officer: &'a Account, id: &CaseId, stage: StageKind) -> Result<(), DemoError> {
        let view = self.office.casework().case(&self.who(officer), id).await?;
        if view.case.stage.kind() != stage {
            return Ok(());
        }
        for task in view.case.tasks.iter().filter(|task| task.state == TaskState::Open) {
            self.act(officer, id, Act::DoTask { id: task.id.clone(), not_needed: None }).await?;
        }
        Ok(())
    }

    fn outcome(&mut self) -> Outcome {
        match self.luck.below(10) {
            0 => {
                let text = "특화사업과의 관련이 확인되지 않습니다.(시연)".to_owned();
                Outcome::Refused { reasons: vec![Reason { text, condition: None, fact: None, cite: None }] }
            }
            1 | 2 => Outcome::GrantedWithConditions {
                conditions: vec!["행사 뒤 7일 안에 원상으로 회복할 것(시연)".to_owned()],
            },
            _ => Outcome::Granted,
        }
    }
}
