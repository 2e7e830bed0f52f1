//! Times of a procedure: how long the office, the applicant and others have.

use super::ProcedureBasis;
use crate::api::words::Words;
use serde::Serialize;
use teukgu_domain::period::Period;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::procedures::{Appeal, Body, ClockRule, Consultation, Extension, Supplement};
use utoipa::ToSchema;

/// How long the office takes (처리기간).
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureClock {
    /// Rules that count, which say what a day off is: `petition`, `civil` or `restrictive`; see `/api/v1/deadline`.
    #[schema(example = "petition")]
    clock: &'static str,
    /// Number and unit.
    #[schema(example = "7d")]
    period: String,
    amount: u32,
    /// `h`, `d`, `w`, `mo` or `y`.
    #[schema(example = "d")]
    unit: &'static str,
    /// The period in words.
    words: Words,
    /// True if no statute sets it and the office promises it.
    promise: bool,
    note: Option<Words>,
    basis: ProcedureBasis,
}

/// By how much the office may put its time off (처리기간의 연장).
#[derive(Serialize, ToSchema)]
pub(crate) struct Prolongation {
    /// The most each time.
    #[schema(example = "7d")]
    period: String,
    /// How often by its own decision.
    times: u8,
    /// How often more if the applicant agrees.
    with_consent: u8,
    basis: ProcedureBasis,
}

/// How the office asks for what is missing (보완).
#[derive(Serialize, ToSchema)]
pub(crate) struct SupplementTime {
    clock: &'static str,
    /// Time for the first answer.
    #[schema(example = "10d")]
    period: String,
    /// The most when the office asks again.
    again: String,
    /// True if no statute sets that time.
    promise: bool,
    /// How often the office asks.
    rounds: u8,
    /// How often the applicant may have the time prolonged.
    prolongations: u8,
    /// Articles, in Korean.
    cite: Vec<String>,
}

/// Whom the office asks for an opinion (협의), and how soon they answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpinionTime {
    clock: &'static str,
    #[schema(example = "5d")]
    period: String,
    /// True if no statute sets that time.
    promise: bool,
    /// How often a body may prolong it.
    prolongations: u8,
    /// Bodies that may be asked.
    bodies: Vec<OpinionBody>,
    /// Articles, in Korean.
    cite: Vec<String>,
}

/// A body that is asked (협의기관).
#[derive(Serialize, ToSchema)]
pub(crate) struct OpinionBody {
    #[schema(example = "immigration")]
    id: String,
    name: Words,
    basis: ProcedureBasis,
}

/// How one objects to a refusal (이의신청).
#[derive(Serialize, ToSchema)]
pub(crate) struct Objection {
    clock: &'static str,
    /// From the day on which the refusal was received.
    #[schema(example = "60d")]
    period: String,
    to: Words,
    /// How soon it is answered.
    answer: String,
    /// By how much the answer may be put off once.
    answer_extension: String,
    /// What stays open beside it.
    beside: Words,
    basis: ProcedureBasis,
}

fn words(period: Period) -> Words {
    let [ko, en] = Lang::ALL.map(|lang| period.display(lang));
    (&Text::new(ko, en)).into()
}

impl From<&ClockRule> for ProcedureClock {
    fn from(rule: &ClockRule) -> Self {
        Self {
            clock: rule.clock.key(),
            period: rule.period.to_string(),
            amount: rule.period.amount,
            unit: rule.period.unit.key(),
            words: words(rule.period),
            promise: rule.promise,
            note: Words::maybe(rule.note.as_ref()),
            basis: (&rule.basis).into(),
        }
    }
}

impl From<&Extension> for Prolongation {
    fn from(extension: &Extension) -> Self {
        Self {
            period: extension.period.to_string(),
            times: extension.times,
            with_consent: extension.with_consent,
            basis: (&extension.basis).into(),
        }
    }
}

impl From<&Supplement> for SupplementTime {
    fn from(supplement: &Supplement) -> Self {
        Self {
            clock: supplement.clock.key(),
            period: supplement.period.to_string(),
            again: supplement.again.to_string(),
            promise: supplement.promise,
            rounds: supplement.rounds,
            prolongations: supplement.prolongations,
            cite: supplement.cite.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Consultation> for OpinionTime {
    fn from(consultation: &Consultation) -> Self {
        Self {
            clock: consultation.clock.key(),
            period: consultation.period.to_string(),
            promise: consultation.promise,
            prolongations: consultation.prolongations,
            bodies: consultation.bodies.iter().map(OpinionBody::from).collect(),
            cite: consultation.cite.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Body> for OpinionBody {
    fn from(body: &Body) -> Self {
        Self { id: body.id.clone(), name: (&body.name).into(), basis: (&body.basis).into() }
    }
}

impl From<&Appeal> for Objection {
    fn from(appeal: &Appeal) -> Self {
        Self {
            clock: appeal.clock.key(),
            period: appeal.period.to_string(),
            to: (&appeal.to).into(),
            answer: appeal.answer.to_string(),
            answer_extension: appeal.answer_extension.to_string(),
            beside: (&appeal.beside).into(),
            basis: (&appeal.basis).into(),
        }
    }
}
