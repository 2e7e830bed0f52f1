//! The stages of a case: each a type with its facts, and with the ways that lead out of it.
//!
//! A way that is not a method here does not exist.
#![expect(
    clippy::unused_self,
    reason = "a stage is used up by leaving it, whether or not its facts are needed"
)]

use super::parts::{Appeal, Attempt, Decision, Outcome, Recommendation};
use crate::ids::AccountId;
use crate::organisation::worded;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Deliveries that fail before the office has to look (제출 실패).
pub const MOST_ATTEMPTS: usize = 3;

macro_rules! stages {
    ($($(#[$doc:meta])* $stage:ident = $key:literal { $($(#[$field_doc:meta])* $field:ident: $of:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $stage { $($(#[$field_doc])* pub $field: $of,)* }

        impl From<$stage> for Stage {
            fn from(stage: $stage) -> Self { Self::$stage(stage) }
        })*

        /// Where a case stands.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "state", rename_all = "snake_case")]
        pub enum Stage { $($(#[$doc])* $stage($stage),)* }

        worded! {
            /// The name of a stage without its facts.
            StageKind { $($(#[$doc])* $stage = $key,)* }
        }

        impl Stage {
            /// Returns the name of the stage.
            pub const fn kind(&self) -> StageKind {
                match self { $(Self::$stage(_) => StageKind::$stage,)* }
            }
        }
    };
}

stages! {
    /// It has arrived and nobody has looked at it (접수).
    Received = "received" {
        /// When it arrived.
        at: Timestamp,
    }
    /// The officer checks whether the papers are complete (서류 확인).
    InCheck = "in_check" {
        /// Since when.
        since: Timestamp,
    }
    /// The applicant is asked for more (보완 요구).
    AwaitingApplicant = "awaiting_applicant" {
        /// Number of the request.
        supplement: u32,
        /// Since when.
        since: Timestamp,
    }
    /// The officer reviews the matter itself (검토).
    InReview = "in_review" {
        /// Since when.
        since: Timestamp,
    }
    /// Other authorities are asked (협의).
    Consulting = "consulting" {
        /// Since when.
        since: Timestamp,
        /// Last day for their answers.
        until: Date,
    }
    /// One officer has recommended a decision and another one has to approve it (결재 대기).
    Recommended = "recommended" {
        /// What is recommended.
        recommendation: Recommendation,
    }
    /// The committee deliberates (위원회 심의).
    InCommittee = "in_committee" {
        /// What was recommended.
        recommendation: Recommendation,
        /// Approver who referred it.
        referred_by: AccountId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    }
    /// It is decided (처분).
    Decided = "decided" {
        /// Decision.
        decision: Decision,
    }
    /// The result is on its way to an authority outside (제출).
    Filing = "filing" {
        /// Decision.
        decision: Decision,
        /// Authority.
        to: String,
        /// Attempts that failed.
        attempts: Vec<Attempt>,
        /// Since when.
        since: Timestamp,
    }
    /// The delivery failed so often that an officer has to look (제출 실패).
    FilingFailed = "filing_failed" {
        /// Decision.
        decision: Decision,
        /// Authority.
        to: String,
        /// Attempts that failed.
        attempts: Vec<Attempt>,
    }
    /// Nothing more is to be done (종결).
    Closed = "closed" {
        /// Decision.
        decision: Decision,
        /// When.
        at: Timestamp,
        /// What the authority outside answered, such as a receipt number.
        receipt: Option<String>,
    }
    /// The applicant has taken it back (취하).
    Withdrawn = "withdrawn" {
        /// When.
        at: Timestamp,
        /// Why, if the applicant said so.
        reason: String,
    }
    /// The office has sent it back before any review (반려).
    Returned = "returned" {
        /// Officer.
        by: AccountId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    }
    /// The applicant objects to the decision (이의신청).
    UnderAppeal = "under_appeal" {
        /// Decision that is objected to.
        decision: Decision,
        /// Objection.
        appeal: Appeal,
    }
}

impl Stage {
    /// Returns the decision, once there is one.
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Decided(Decided { decision })
            | Self::Filing(Filing { decision, .. })
            | Self::FilingFailed(FilingFailed { decision, .. })
            | Self::Closed(Closed { decision, .. })
            | Self::UnderAppeal(UnderAppeal { decision, .. }) => Some(decision),
            _ => None,
        }
    }
}

impl StageKind {
    /// Stages in which the office owes an answer.
    pub const OPEN: [Self; 7] = [
        Self::Received,
        Self::InCheck,
        Self::AwaitingApplicant,
        Self::InReview,
        Self::Consulting,
        Self::Recommended,
        Self::InCommittee,
    ];

    /// Returns true if the office owes an answer.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Returns true if nothing leads out of it but an objection.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Returned)
    }
}

impl Received {
    pub(super) const fn accept(self, at: Timestamp) -> InCheck {
        InCheck { since: at }
    }

    pub(super) const fn send_back(self, by: AccountId, at: Timestamp, reason: String) -> Returned {
        Returned { by, at, reason }
    }
}

impl InCheck {
    pub(super) const fn request_info(self, supplement: u32, at: Timestamp) -> AwaitingApplicant {
        AwaitingApplicant { supplement, since: at }
    }

    pub(super) const fn complete(self, at: Timestamp) -> InReview {
        InReview { since: at }
    }

    pub(super) const fn send_back(self, by: AccountId, at: Timestamp, reason: String) -> Returned {
        Returned { by, at, reason }
    }
}

impl AwaitingApplicant {
    /// The applicant has answered, or the time for it is over.
    pub(super) const fn resume(self, at: Timestamp) -> InCheck {
        InCheck { since: at }
    }

    pub(super) const fn send_back(self, by: AccountId, at: Timestamp, reason: String) -> Returned {
        Returned { by, at, reason }
    }
}

impl InReview {
    pub(super) const fn consult(self, until: Date, at: Timestamp) -> Consulting {
        Consulting { since: at, until }
    }

    pub(super) const fn recommend(self, recommendation: Recommendation) -> Recommended {
        Recommended { recommendation }
    }
}

impl Consulting {
    /// All have answered, or their time is over.
    pub(super) const fn end(self, at: Timestamp) -> InReview {
        InReview { since: at }
    }
}

impl Recommended {
    pub(super) fn approve(self, by: AccountId, at: Timestamp) -> Decided {
        let Recommendation { by: recommended_by, outcome, .. } = self.recommendation;
        let decision = Decision {
            outcome,
            recommended_by,
            approved_by: Some(by),
            resolution: None,
            at,
            on_appeal: false,
        };
        Decided { decision }
    }

    pub(super) fn push_back(self, at: Timestamp) -> InReview {
        // The reason is in the step; the recommendation stays in the record.
        InReview { since: at }
    }

    pub(super) fn refer(self, by: AccountId, at: Timestamp, reason: String) -> InCommittee {
        InCommittee { recommendation: self.recommendation, referred_by: by, at, reason }
    }
}

impl InCommittee {
    pub(super) fn resolve(self, outcome: Outcome, resolution: String, at: Timestamp) -> Decided {
        let decision = Decision {
            outcome,
            recommended_by: self.recommendation.by,
            approved_by: None,
            resolution: Some(resolution),
            at,
            on_appeal: false,
        };
        Decided { decision }
    }
}

impl Decided {
    pub(super) fn file(self, to: String, at: Timestamp) -> Filing {
        Filing { decision: self.decision, to, attempts: Vec::new(), since: at }
    }

    pub(super) fn close(self, at: Timestamp) -> Closed {
        Closed { decision: self.decision, at, receipt: None }
    }

    pub(super) fn appeal(self, appeal: Appeal) -> UnderAppeal {
        UnderAppeal { decision: self.decision, appeal }
    }
}

impl Filing {
    pub(super) fn acknowledge(self, receipt: String, at: Timestamp) -> Closed {
        Closed { decision: self.decision, at, receipt: Some(receipt) }
    }

    /// Notes an attempt that failed; after the third one an officer has to look.
    pub(super) fn fail(mut self, attempt: Attempt) -> Stage {
        self.attempts.push(attempt);
        if self.attempts.len() < MOST_ATTEMPTS {
            return self.into();
        }
        FilingFailed { decision: self.decision, to: self.to, attempts: self.attempts }.into()
    }
}

impl FilingFailed {
    pub(super) fn retry(self, at: Timestamp) -> Filing {
        Filing { decision: self.decision, to: self.to, attempts: Vec::new(), since: at }
    }
}

impl Closed {
    pub(super) fn appeal(self, appeal: Appeal) -> UnderAppeal {
        UnderAppeal { decision: self.decision, appeal }
    }
}

impl UnderAppeal {
    /// A decision on an objection replaces the one before it, which stays in the record.
    pub(super) fn decide(self, outcome: Outcome, by: AccountId, at: Timestamp) -> Decided {
        let decision = Decision {
            outcome,
            recommended_by: self.decision.recommended_by,
            approved_by: Some(by),
            resolution: None,
            at,
            on_appeal: true,
        };
        Decided { decision }
    }
}
