//! Parts of a case as whoever asks may see them.

use crate::api::words::Words;
use serde::Serialize;
use std::collections::BTreeMap;
use teukgu_domain::case::{
    CaseDocument, CaseMessage, Consultation, ConsultationState, Decision, IssuedPaper, Outcome,
    Recommendation, Redaction, StageKind, Step, Supplement, Task, TaskState,
};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::{Date, Timestamp};
use teukgu_office::casework::{CaseView, GivenAnswer};
use utoipa::ToSchema;

/// Where a case stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseStage {
    /// Such as `received` or `in_review`; what happens inside the office has one key for those outside.
    #[schema(example = "in_check")]
    key: &'static str,
    /// What it is called: for the office, or for the applicant.
    label: Words,
    /// True while the office owes an answer.
    open: bool,
}

/// A person of the office.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    /// Account.
    id: String,
    name: String,
}

/// What the applicant is asked for (보완 요구).
#[derive(Serialize, ToSchema)]
pub(crate) struct AwaitedAnswer {
    /// Number within the case.
    number: u32,
    /// What is missing.
    items: Vec<String>,
    /// Last day for the answer.
    until: Date,
}

/// Something that the officer has to look at.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseTask {
    #[schema(example = "papers")]
    id: String,
    name: Words,
    /// `check` or `review`.
    stage: &'static str,
    /// `open`, `done` or `not_needed`.
    state: &'static str,
    /// Why it is not needed.
    reason: Option<String>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseStep {
    #[schema(example = "accept")]
    act: &'static str,
    name: Words,
    at: Timestamp,
    /// By name inside the office, by capacity outside.
    by: Words,
    /// Reason or remark; only for the office.
    note: Option<String>,
}

/// What was decided, or is recommended.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseOutcome {
    /// `granted`, `granted_with_conditions` or `refused`.
    #[schema(example = "granted")]
    outcome: &'static str,
    name: Words,
    at: Timestamp,
    conditions: Vec<String>,
    reasons: Vec<RefusalReason>,
    /// True if it decides on an objection.
    on_appeal: bool,
    /// Why, for the approver; only of a recommendation.
    note: Option<String>,
}

/// A reason for a refusal.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusalReason {
    text: String,
    /// Article.
    cite: Option<String>,
}

/// A paper that left the office.
#[derive(Serialize, ToSchema)]
pub(crate) struct CasePaper {
    #[schema(example = "2026-00042-1")]
    number: String,
    /// Kind of letter.
    #[schema(example = "granted")]
    kind: String,
    title: String,
    on: Date,
    pdf: String,
    pdf_sha256: String,
    hwpx: String,
    hwpx_sha256: String,
    /// Where everybody can check it.
    #[schema(example = "/api/v1/papers/2026-00042-1")]
    check: String,
}

/// An authority that was asked.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseOpinion {
    number: u32,
    body: Words,
    email: String,
    until: Date,
    /// `awaiting`, `responded` or `unanswered`.
    state: &'static str,
    /// `no_comment`, `comment` or `objection`.
    opinion: Option<&'static str>,
    text: Option<String>,
    /// Who wrote it.
    name: Option<String>,
}

/// An answer of the form.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseAnswer {
    id: String,
    label: Words,
    /// Answer in words.
    words: Words,
    /// True if it is about a person.
    personal: bool,
}

/// A paper that was handed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseAttachment {
    id: String,
    /// Paper of the form that it is, or `other`.
    slot: String,
    name: String,
    media_type: String,
    /// In bytes.
    size: u64,
    sha256: String,
    at: Timestamp,
    /// True if the authorities that are asked may read it.
    shared: bool,
    /// Where it is opened.
    href: String,
    /// Why there is a copy without what others must not see; null if there is none.
    copy_reason: Option<String>,
}

/// A message.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseNote {
    by: Words,
    at: Timestamp,
    text: String,
    /// True if only the office reads it.
    internal: bool,
}

impl CaseStage {
    pub(super) fn new(kind: StageKind, is_internal: bool) -> Self {
        let open = kind.is_open();
        if is_internal {
            return Self { key: kind.key(), label: (&kind.staff_label()).into(), open };
        }
        // What looks the same from outside has the key of the first of its kind.
        let label = kind.public_label();
        let first = StageKind::ALL.iter().find(|other| other.public_label() == label);
        Self { key: first.unwrap_or(&kind).key(), label: (&label).into(), open }
    }
}

impl Named {
    pub(super) fn new(id: &AccountId, name: Option<String>) -> Self {
        Self { id: id.to_string(), name: name.unwrap_or_else(|| id.to_string()) }
    }

    pub(super) fn of(id: &AccountId, people: &BTreeMap<AccountId, String>) -> Self {
        Self::new(id, people.get(id).cloned())
    }
}

impl From<&Supplement> for AwaitedAnswer {
    fn from(supplement: &Supplement) -> Self {
        Self { number: supplement.number, items: supplement.items.clone(), until: supplement.until }
    }
}

impl From<&Task> for CaseTask {
    fn from(task: &Task) -> Self {
        let (state, reason) = match &task.state {
            TaskState::Open => ("open", None),
            TaskState::Done { .. } => ("done", None),
            TaskState::NotNeeded { reason, .. } => ("not_needed", Some(reason.clone())),
        };
        let stage = task.stage.key();
        Self { id: task.id.clone(), name: (&task.name).into(), stage, state, reason }
    }
}

impl CaseStep {
    pub(super) fn new(view: &CaseView, step: &Step) -> Self {
        Self {
            act: step.act.key(),
            name: (&step.act.name()).into(),
            at: step.at,
            by: (&view.called(&step.by)).into(),
            note: step.note.clone().filter(|_| view.is_internal),
        }
    }
}

impl CaseOutcome {
    fn new(outcome: &Outcome, at: Timestamp) -> Self {
        let (conditions, reasons) = match outcome {
            Outcome::Granted => (Vec::new(), Vec::new()),
            Outcome::GrantedWithConditions { conditions } => (conditions.clone(), Vec::new()),
            Outcome::Refused { reasons } => (Vec::new(), reasons.clone()),
        };
        let reason =
            |reason: teukgu_domain::case::Reason| RefusalReason { text: reason.text, cite: reason.cite };
        Self {
            outcome: outcome.key(),
            name: (&outcome.name()).into(),
            at,
            conditions,
            reasons: reasons.into_iter().map(reason).collect(),
            on_appeal: false,
            note: None,
        }
    }
}

impl From<&Decision> for CaseOutcome {
    fn from(decision: &Decision) -> Self {
        Self { on_appeal: decision.on_appeal, ..Self::new(&decision.outcome, decision.at) }
    }
}

impl From<&Recommendation> for CaseOutcome {
    fn from(recommendation: &Recommendation) -> Self {
        let note = Some(recommendation.note.clone());
        Self { note, ..Self::new(&recommendation.outcome, recommendation.at) }
    }
}

impl CasePaper {
    pub(super) fn new(case: &CaseId, paper: &IssuedPaper) -> Self {
        let number = &paper.number;
        Self {
            number: number.clone(),
            kind: paper.letter.clone(),
            title: paper.title.clone(),
            on: paper.on,
            pdf: format!("/cases/{case}/papers/{number}.pdf"),
            pdf_sha256: paper.pdf.clone(),
            hwpx: format!("/cases/{case}/papers/{number}.hwpx"),
            hwpx_sha256: paper.hwpx.clone(),
            check: format!("/api/v1/papers/{number}"),
        }
    }
}

impl From<&Consultation> for CaseOpinion {
    fn from(consultation: &Consultation) -> Self {
        let mut opinion = Self {
            number: consultation.number,
            body: (&consultation.body).into(),
            email: consultation.email.clone(),
            until: consultation.until,
            state: "awaiting",
            opinion: None,
            text: None,
            name: None,
        };
        match &consultation.state {
            ConsultationState::Awaiting => (),
            ConsultationState::Unanswered => opinion.state = "unanswered",
            ConsultationState::Responded { opinion: said, text, name, .. } => {
                opinion.state = "responded";
                opinion.opinion = Some(said.key());
                opinion.text = Some(text.clone());
                opinion.name = Some(name.clone());
            }
        }
        opinion
    }
}

impl From<&GivenAnswer> for CaseAnswer {
    fn from(answer: &GivenAnswer) -> Self {
        Self {
            id: answer.id.clone(),
            label: (&answer.label).into(),
            words: (&answer.words).into(),
            personal: answer.personal,
        }
    }
}

impl CaseAttachment {
    pub(super) fn new(view: &CaseView, document: &CaseDocument) -> Self {
        let original = if view.is_internal { "?original=1" } else { "" };
        // Whoever may not read the original is told of the copy in its place, and of nothing that is the original's.
        let is_copy = |copy: &&Redaction| copy.name == document.name && copy.size == document.size;
        let shown = document.redaction.as_ref().filter(is_copy);
        Self {
            id: document.id.to_string(),
            slot: document.slot.clone(),
            name: document.name.clone(),
            media_type: shown.map_or(&document.media_type, |copy| &copy.media_type).clone(),
            size: document.size,
            sha256: shown.map_or(&document.hash, |copy| &copy.hash).clone(),
            at: document.at,
            shared: document.is_for_consultees,
            href: format!("/cases/{}/documents/{}{original}", view.case.id, document.id),
            copy_reason: document.redaction.as_ref().map(|copy| copy.reason.clone()),
        }
    }
}

impl CaseNote {
    pub(super) fn new(view: &CaseView, message: &CaseMessage) -> Self {
        Self {
            by: (&view.called(&message.by)).into(),
            at: message.at,
            text: message.text.clone(),
            internal: message.is_internal,
        }
    }
}
