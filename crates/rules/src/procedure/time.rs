//! Times of a procedure: the office's clock, mending, opinions, objection.

use super::Basis;
use crate::law::Citation;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Text;

/// How long the office takes (처리기간), and by which rules that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRule {
    /// Which counting rule.
    pub clock: Clock,
    /// How long, from the receipt of the request.
    pub period: Period,
    /// True if no statute sets the time: it is what the office promises.
    pub promise: bool,
    /// Basis.
    pub basis: Basis,
    /// What else there is to know about it.
    pub note: Option<Text>,
}

/// An answer in the form on which another clock depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// Id of a field with choices.
    pub field: String,
    /// Key of the choice.
    pub value: String,
}

/// By how much the office may put its time off (처리기간의 연장).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The most by which it is put off each time, and never more than the time of the case itself.
    pub period: Period,
    /// How often by the office's own decision.
    pub times: u8,
    /// How often more with the applicant's consent.
    pub with_consent: u8,
    /// Basis.
    pub basis: Basis,
}

/// How the office asks for what is missing (보완).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// Time for the first answer.
    pub period: Period,
    /// True if no statute sets that time: it is what the office allows.
    pub promise: bool,
    /// How often the office asks, the first time included.
    pub rounds: u8,
    /// The most that is allowed when the office asks again.
    pub again: Period,
    /// How often the applicant may have the time prolonged.
    pub prolongations: u8,
    /// Which counting rule counts the times above.
    pub clock: Clock,
    /// Citations.
    pub cite: Vec<Citation>,
}

/// Whom the office asks for an opinion (협의), and how soon they answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// Time for an answer, within the time of the case.
    pub period: Period,
    /// True if no statute sets that time.
    pub promise: bool,
    /// How often a body may prolong it, by at most the same time.
    pub prolongations: u8,
    /// Which counting rule.
    pub clock: Clock,
    /// Citations.
    pub cite: Vec<Citation>,
    /// Bodies that may be asked; none if the office decides alone.
    pub bodies: Vec<Body>,
}

/// A body that is asked for an opinion (협의기관).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Id within the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Basis.
    pub basis: Basis,
}

/// How an applicant objects to a refusal (이의신청).
#[doc(alias = "이의신청")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Which counting rule.
    pub clock: Clock,
    /// How long, from the day on which the refusal was received.
    pub period: Period,
    /// To whom.
    pub to: Text,
    /// How soon it is answered.
    pub answer: Period,
    /// By how much the answer may be put off once.
    pub answer_extension: Period,
    /// What stays open beside it, such as an administrative appeal (행정심판).
    pub beside: Text,
    /// Basis.
    pub basis: Basis,
}
