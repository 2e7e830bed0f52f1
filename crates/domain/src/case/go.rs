//! How a case goes from one stage to the next.

use super::Case;
use super::act::{Act, ActKind, By, Capacity, NewConsultee, allowed};
use super::parts::{
    Appeal, Attempt, Consultation, ConsultationState, Invitation, Opinion, Outcome, Recommendation, Step,
    Supplement, SupplementState, TaskStage, TaskState,
};
use super::refused::Refused;
use super::stage::Stage;
use crate::clock;
use crate::ids::AccountId;
use crate::period::Period;
use jiff::Timestamp;
use jiff::civil::Date;

/// Longest text that is taken, in characters.
const LONGEST: usize = 10_000;
/// Most authorities, things that are missing, conditions and reasons.
const MOST_ITEMS: usize = 30;

/// What the procedure of a case allows, and today.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Today in Korea.
    pub today: Date,
    /// How often more information may be asked for.
    pub supplements: u32,
    /// How often the period may be extended.
    pub extensions: u32,
    /// Last day for an objection; `None` if the procedure has none or nothing is decided.
    pub appeal_until: Option<Date>,
    /// Authority outside that a granted result is sent to.
    pub files_with: Option<String>,
}

type Went = Result<Stage, Refused>;

impl Case {
    /// Does something to the case and returns it as it is afterwards, with the step that says so.
    ///
    /// # Errors
    /// [`Refused`] if the stage or the capacity does not allow it, or something that it needs is missing.
    pub fn act(&self, act: Act, by: &By, at: Timestamp, terms: &Terms) -> Result<Self, Refused> {
        let kind = act.kind();
        self.check_row(kind, by)?;
        let mut case = self.clone();
        let note = note(&act);
        if let Some(note) = &note {
            check_text(note_field(kind), note, true)?;
        }
        let stage = case.stage.clone();
        case.stage = case.go(stage, act, &Hand { by, at, terms })?;
        let to = case.stage.kind();
        if !to.is_open() && self.stage.kind().is_open() {
            case.end(at);
        }
        case.steps.push(Step { act: kind, by: by.clone(), at, note, to });
        Ok(case)
    }

    fn check_row(&self, act: ActKind, by: &By) -> Result<(), Refused> {
        let stage = self.stage.kind();
        let possible = allowed(stage, by.capacity);
        if !possible.contains(&act) {
            return Err(Refused::NotNow { act, stage, by: by.capacity, possible });
        }
        let is_person = !matches!(by.capacity, Capacity::Consultee | Capacity::System | Capacity::Committee);
        if is_person && by.account.is_none() {
            return Err(Refused::Nobody { act });
        }
        if by.capacity == Capacity::Applicant && by.account.as_ref() != Some(&self.applicant) {
            return Err(Refused::NotTheApplicant);
        }
        Ok(())
    }

    fn go(&mut self, stage: Stage, act: Act, hand: &Hand<'_>) -> Went {
        match (stage, act) {
            (Stage::Received(stage), Act::Accept) => self.accept(hand).map(|()| stage.accept(hand.at).into()),
            (Stage::InCheck(stage), Act::RequestInfo { items, until }) => {
                let number = self.request_info(items, until, hand)?;
                Ok(stage.request_info(number, hand.at).into())
            }
            (Stage::InCheck(stage), Act::CompleteCheck) => {
                self.check_tasks(TaskStage::Check)?;
                Ok(stage.complete(hand.at).into())
            }
            (Stage::AwaitingApplicant(stage), Act::Answer { text }) => {
                self.answered(SupplementState::Answered { at: hand.at, text }, hand);
                Ok(stage.resume(hand.at).into())
            }
            (Stage::AwaitingApplicant(stage), Act::Lapse) => {
                self.lapse(hand)?;
                Ok(stage.resume(hand.at).into())
            }
            (Stage::InReview(stage), Act::Consult { bodies, until }) => {
                self.consult(bodies, until, hand)?;
                Ok(stage.consult(until, hand.at).into())
            }
            (Stage::Consulting(stage), Act::EndConsultation) => {
                self.end_consultation(stage.until, hand)?;
                Ok(stage.end(hand.at).into())
            }
            (Stage::InReview(stage), Act::Recommend { outcome, note }) => {
                self.check_tasks(TaskStage::Review)?;
                Ok(stage.recommend(hand.recommendation(outcome, note)?).into())
            }
            (stage, act) => self.decide(stage, act, hand),
        }
    }

    /// What follows a recommendation.
    fn decide(&mut self, stage: Stage, act: Act, hand: &Hand<'_>) -> Went {
        match (stage, act) {
            (Stage::Recommended(stage), Act::Approve) => {
                hand.check_other(&stage.recommendation.by)?;
                Ok(stage.approve(hand.account()?, hand.at).into())
            }
            (Stage::Recommended(stage), Act::PushBack { .. }) => Ok(stage.push_back(hand.at).into()),
            (Stage::Recommended(stage), Act::Refer { reason }) => {
                hand.check_other(&stage.recommendation.by)?;
                Ok(stage.refer(hand.account()?, hand.at, reason).into())
            }
            (Stage::InCommittee(stage), Act::Resolve { outcome, resolution }) => {
                check_outcome(&outcome)?;
                Ok(stage.resolve(outcome, resolution, hand.at).into())
            }
            (Stage::Decided(stage), Act::Appeal { grounds }) => {
                hand.check_appeal(stage.decision.on_appeal)?;
                Ok(stage.appeal(Appeal { at: hand.at, grounds }).into())
            }
            (Stage::Closed(stage), Act::Appeal { grounds }) => {
                hand.check_appeal(stage.decision.on_appeal)?;
                Ok(stage.appeal(Appeal { at: hand.at, grounds }).into())
            }
            (Stage::UnderAppeal(stage), Act::DecideAppeal { outcome }) => {
                check_outcome(&outcome)?;
                hand.check_other(&stage.decision.recommended_by)?;
                Ok(stage.decide(outcome, hand.account()?, hand.at).into())
            }
            (stage, act) => self.deliver(stage, act, hand),
        }
    }

    /// What follows a decision.
    fn deliver(&mut self, stage: Stage, act: Act, hand: &Hand<'_>) -> Went {
        let must_be_sent = |outcome: &Outcome| {
            hand.terms.files_with.is_some() && !matches!(outcome, Outcome::Refused { .. })
        };
        match (stage, act) {
            (Stage::Decided(stage), Act::Send { to }) => {
                if !must_be_sent(&stage.decision.outcome) {
                    return Err(Refused::NothingToSend);
                }
                Ok(stage.file(to, hand.at).into())
            }
            (Stage::Decided(stage), Act::Close) => {
                if must_be_sent(&stage.decision.outcome) {
                    return Err(Refused::MustBeSent);
                }
                Ok(stage.close(hand.at).into())
            }
            (Stage::Filing(stage), Act::Acknowledge { receipt }) => {
                Ok(stage.acknowledge(receipt, hand.at).into())
            }
            (Stage::Filing(stage), Act::FailSending { why }) => Ok(stage.fail(Attempt { at: hand.at, why })),
            (Stage::FilingFailed(stage), Act::Retry) => Ok(stage.retry(hand.at).into()),
            (stage, act) => self.stay(stage, act, hand),
        }
    }

    /// What leaves the case in its stage, or ends it early.
    fn stay(&mut self, stage: Stage, act: Act, hand: &Hand<'_>) -> Went {
        match (stage, act) {
            (Stage::Received(stage), Act::Return { reason }) => {
                Ok(stage.send_back(hand.account()?, hand.at, reason).into())
            }
            (Stage::InCheck(stage), Act::Return { reason }) => {
                Ok(stage.send_back(hand.account()?, hand.at, reason).into())
            }
            (Stage::AwaitingApplicant(stage), Act::Return { reason }) => {
                Ok(stage.send_back(hand.account()?, hand.at, reason).into())
            }
            (_, Act::Withdraw { reason }) => Ok(super::stage::Withdrawn { at: hand.at, reason }.into()),
            (stage, act) => self.touch(act, hand).map(|()| stage),
        }
    }

    fn touch(&mut self, act: Act, hand: &Hand<'_>) -> Result<(), Refused> {
        match act {
            Act::Assign { officer } => {
                self.officer = officer;
                Ok(())
            }
            Act::DoTask { id, not_needed } => self.set_task(id, hand.task_state(not_needed)?),
            Act::OpenTask { id } => self.set_task(id, TaskState::Open),
            Act::Invite { number, invitation } => self.invite(number, invitation),
            Act::Respond { number, opinion, text, name } => {
                self.respond(number, (opinion, text, name), hand.at)
            }
            Act::Extend { period, cite, .. } => self.extend(period, cite, hand),
            Act::Recount { due, .. } => {
                self.due = Some(due);
                Ok(())
            }
            Act::Issue { paper } => {
                self.papers.push(paper);
                Ok(())
            }
            act => {
                let (stage, by) = (self.stage.kind(), hand.by.capacity);
                Err(Refused::NotNow { act: act.kind(), stage, by, possible: allowed(stage, by) })
            }
        }
    }

    fn accept(&mut self, hand: &Hand<'_>) -> Result<(), Refused> {
        self.officer = Some(hand.account()?);
        Ok(())
    }

    fn set_task(&mut self, id: String, state: TaskState) -> Result<(), Refused> {
        match self.tasks.iter_mut().find(|task| task.id == id) {
            Some(task) => {
                task.state = state;
                Ok(())
            }
            None => Err(Refused::NoTask { id }),
        }
    }

    fn check_tasks(&self, stage: TaskStage) -> Result<(), Refused> {
        let open = self.tasks.iter().filter(|task| task.stage == stage && task.state == TaskState::Open);
        let ids: Vec<String> = open.map(|task| task.id.clone()).collect();
        if ids.is_empty() { Ok(()) } else { Err(Refused::TasksOpen { ids }) }
    }

    fn request_info(&mut self, items: Vec<String>, until: Date, hand: &Hand<'_>) -> Result<u32, Refused> {
        check_list("items", &items)?;
        hand.check_after_today(until)?;
        let asked = count(self.supplements.len());
        if asked >= hand.terms.supplements {
            return Err(Refused::TooManySupplements { most: hand.terms.supplements });
        }
        let number = asked + 1;
        let (by, at) = (hand.account()?, hand.at);
        self.supplements.push(Supplement { number, by, at, items, until, state: SupplementState::Open });
        self.mark(clock::Kind::Stop, Some(number), hand.at);
        Ok(number)
    }

    fn answered(&mut self, state: SupplementState, hand: &Hand<'_>) {
        let open = self.supplements.iter_mut().find(|supplement| supplement.state == SupplementState::Open);
        let number = open.map(|supplement| {
            supplement.state = state;
            supplement.number
        });
        self.mark(clock::Kind::Resume, number, hand.at);
    }

    fn lapse(&mut self, hand: &Hand<'_>) -> Result<(), Refused> {
        match self.open_supplement().map(|supplement| supplement.until) {
            Some(until) if hand.terms.today <= until => Err(Refused::NotYet { until }),
            _ => {
                self.answered(SupplementState::Lapsed { at: hand.at }, hand);
                Ok(())
            }
        }
    }

    fn consult(&mut self, bodies: Vec<NewConsultee>, until: Date, hand: &Hand<'_>) -> Result<(), Refused> {
        hand.check_after_today(until)?;
        if bodies.is_empty() {
            return Err(Refused::Empty { field: "bodies" });
        }
        if bodies.len() > MOST_ITEMS {
            return Err(Refused::TooLong { field: "bodies", most: MOST_ITEMS });
        }
        for new in bodies {
            if let Some(number) = new.repeats.filter(|number| self.consultation(*number).is_none()) {
                return Err(Refused::NoConsultation { number });
            }
            let number = count(self.consultations.len()) + 1;
            let NewConsultee { body, email, repeats } = new;
            let (at, state) = (hand.at, ConsultationState::Awaiting);
            self.consultations.push(Consultation {
                number,
                body,
                email,
                at,
                until,
                invitation: None,
                repeats,
                state,
            });
        }
        Ok(())
    }

    fn awaiting(&mut self, number: u32) -> Result<&mut Consultation, Refused> {
        let found = self.consultations.iter_mut().find(|consultation| consultation.number == number);
        let found = found.ok_or(Refused::NoConsultation { number })?;
        let is_open = found.state == ConsultationState::Awaiting;
        if is_open { Ok(found) } else { Err(Refused::ConsultationOver { number }) }
    }

    fn invite(&mut self, number: u32, invitation: Invitation) -> Result<(), Refused> {
        self.awaiting(number)?.invitation = Some(invitation);
        Ok(())
    }

    fn respond(
        &mut self,
        number: u32,
        (opinion, text, name): (Opinion, String, String),
        at: Timestamp,
    ) -> Result<(), Refused> {
        check_text("name", &name, true)?;
        check_text("text", &text, opinion != Opinion::NoComment)?;
        let consultation = self.awaiting(number)?;
        consultation.state = ConsultationState::Responded { at, opinion, text, name };
        consultation.invitation = None;
        Ok(())
    }

    fn end_consultation(&mut self, until: Date, hand: &Hand<'_>) -> Result<(), Refused> {
        let open = self.consultations.iter_mut().filter(|c| c.state == ConsultationState::Awaiting);
        let mut open: Vec<&mut Consultation> = open.collect();
        if !open.is_empty() && hand.terms.today <= until {
            return Err(Refused::AnswersMissing { waiting: count(open.len()), until });
        }
        for consultation in &mut open {
            consultation.state = ConsultationState::Unanswered;
            consultation.invitation = None;
        }
        Ok(())
    }

    fn extend(&mut self, period: Period, cite: String, hand: &Hand<'_>) -> Result<(), Refused> {
        let is_extension = |event: &&clock::Event| matches!(event.kind, clock::Kind::Extend(_));
        if count(self.clock.iter().filter(is_extension).count()) >= hand.terms.extensions {
            return Err(Refused::TooManyExtensions { most: hand.terms.extensions });
        }
        check_text("cite", &cite, true)?;
        if period.unit != self.rule.period.unit {
            return Err(Refused::OtherUnit { period: self.rule.period });
        }
        self.tick(clock::Kind::Extend(period), cite, None, hand.at);
        Ok(())
    }

    fn mark(&mut self, kind: clock::Kind, reference: Option<u32>, at: Timestamp) {
        let basis = self.rule.cite.clone();
        self.tick(kind, basis, reference, at);
    }

    /// Adds an event to the clock, never before the last one, whatever the time of the machine was set to.
    fn tick(&mut self, kind: clock::Kind, basis: String, reference: Option<u32>, at: Timestamp) {
        let at = self.clock.last().map_or(at, |last| last.at.max(at));
        self.clock.push(clock::Event { at, kind, basis, reference });
    }

    /// Stops what still runs when the office no longer owes an answer.
    fn end(&mut self, at: Timestamp) {
        let is_stopped = self.open_supplement().map(|supplement| supplement.number);
        if let Some(number) = is_stopped {
            self.mark(clock::Kind::Resume, Some(number), at);
        }
        for supplement in &mut self.supplements {
            if supplement.state == SupplementState::Open {
                supplement.state = SupplementState::Cancelled;
            }
        }
        for consultation in &mut self.consultations {
            if consultation.state == ConsultationState::Awaiting {
                consultation.state = ConsultationState::Unanswered;
                consultation.invitation = None;
            }
        }
        self.mark(clock::Kind::End, None, at);
    }
}

/// Who acts, when, and under which terms.
struct Hand<'a> {
    by: &'a By,
    at: Timestamp,
    terms: &'a Terms,
}

impl Hand<'_> {
    fn account(&self) -> Result<AccountId, Refused> {
        // The table lets nobody without an account this far; the act that names nobody is the approval.
        self.by.account.clone().ok_or(Refused::Nobody { act: ActKind::Approve })
    }

    fn check_other(&self, recommended_by: &AccountId) -> Result<(), Refused> {
        if self.by.account.as_ref() == Some(recommended_by) {
            Err(Refused::OwnRecommendation)
        } else {
            Ok(())
        }
    }

    fn check_after_today(&self, until: Date) -> Result<(), Refused> {
        if until > self.terms.today { Ok(()) } else { Err(Refused::NoTimeLeft { until }) }
    }

    fn check_appeal(&self, is_on_appeal: bool) -> Result<(), Refused> {
        if is_on_appeal {
            return Err(Refused::SecondAppeal);
        }
        match self.terms.appeal_until {
            Some(until) if self.terms.today <= until => Ok(()),
            until => Err(Refused::AppealOver { until }),
        }
    }

    fn task_state(&self, not_needed: Option<String>) -> Result<TaskState, Refused> {
        let (by, at) = (self.account()?, self.at);
        let Some(reason) = not_needed else { return Ok(TaskState::Done { by, at }) };
        check_text("reason", &reason, true)?;
        Ok(TaskState::NotNeeded { by, at, reason })
    }

    fn recommendation(&self, outcome: Outcome, note: String) -> Result<Recommendation, Refused> {
        check_outcome(&outcome)?;
        Ok(Recommendation { by: self.account()?, at: self.at, outcome, note })
    }
}

/// Returns the field of an act that holds its reason or remark.
const fn note_field(act: ActKind) -> &'static str {
    match act {
        ActKind::PushBack
        | ActKind::Refer
        | ActKind::Return
        | ActKind::Extend
        | ActKind::Recount
        | ActKind::Withdraw => "reason",
        ActKind::Answer => "text",
        ActKind::Send => "to",
        _ => "note",
    }
}

/// Returns the reason or remark of an act, which its step keeps.
fn note(act: &Act) -> Option<String> {
    match act {
        Act::PushBack { reason }
        | Act::Refer { reason }
        | Act::Return { reason }
        | Act::Extend { reason, .. }
        | Act::Recount { reason, .. } => Some(reason.clone()),
        Act::Withdraw { reason } => Some(reason.clone()).filter(|reason| !reason.is_empty()),
        Act::DoTask { id, not_needed: Some(reason) } => Some(format!("{id}: {reason}")),
        Act::DoTask { id, .. } | Act::OpenTask { id } => Some(id.clone()),
        Act::Answer { text } => Some(text.clone()),
        Act::Recommend { note, .. } => Some(note.clone()),
        Act::Send { to } => Some(to.clone()),
        Act::Acknowledge { receipt } => Some(receipt.clone()),
        Act::FailSending { why } => Some(why.clone()),
        Act::Appeal { grounds } => Some(grounds.clone()),
        Act::Resolve { resolution, .. } => Some(resolution.clone()),
        Act::Issue { paper } => Some(paper.number.clone()),
        _ => None,
    }
}

fn check_outcome(outcome: &Outcome) -> Result<(), Refused> {
    match outcome {
        Outcome::Granted => Ok(()),
        Outcome::GrantedWithConditions { conditions } => check_list("conditions", conditions),
        Outcome::Refused { reasons } => {
            let texts: Vec<String> = reasons.iter().map(|reason| reason.text.clone()).collect();
            check_list("reasons", &texts)
        }
    }
}

fn check_list(field: &'static str, texts: &[String]) -> Result<(), Refused> {
    if texts.is_empty() {
        return Err(Refused::Empty { field });
    }
    if texts.len() > MOST_ITEMS {
        return Err(Refused::TooLong { field, most: MOST_ITEMS });
    }
    texts.iter().try_for_each(|text| check_text(field, text, true))
}

fn check_text(field: &'static str, text: &str, is_required: bool) -> Result<(), Refused> {
    if is_required && text.trim().is_empty() {
        return Err(Refused::Empty { field });
    }
    if text.chars().count() > LONGEST { Err(Refused::TooLong { field, most: LONGEST }) } else { Ok(()) }
}

/// Counts within a case; no case has four thousand million of anything.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
