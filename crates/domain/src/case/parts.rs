//! The parts of a case: tasks, requests for more, consultations, decisions, papers, steps.

use super::act::{ActKind, By};
use super::stage::StageKind;
use crate::ids::AccountId;
use crate::organisation::worded;
use crate::text::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something that was done to a case (처리 이력).
#[doc(alias = "처리 이력")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub act: ActKind,
    /// By whom.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// Reason or remark.
    pub note: Option<String>,
    /// Stage afterwards.
    pub to: StageKind,
}

worded! {
    /// The stage that a task belongs to.
    TaskStage {
        /// While the papers are checked.
        Check = "check",
        /// While the matter is reviewed.
        Review = "review",
    }
}

/// Something that the officer has to look at before the case goes on (처리 항목).
#[doc(alias = "처리 항목")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Id in its procedure.
    pub id: String,
    /// What is to be done.
    pub name: Text,
    /// When it is to be done.
    pub stage: TaskStage,
    /// How far it is.
    pub state: TaskState,
}

/// How far a task is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TaskState {
    /// It is to be done.
    Open,
    /// It is done.
    Done {
        /// By whom.
        by: AccountId,
        /// When.
        at: Timestamp,
    },
    /// It does not apply to this case.
    NotNeeded {
        /// Who says so.
        by: AccountId,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
}

/// A request for more information (보완 요구) with its own period.
#[doc(alias = "보완 요구")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Number within the case, from 1.
    pub number: u32,
    /// Officer who asks.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// What is missing, one thing a line.
    pub items: Vec<String>,
    /// Last day for the answer.
    pub until: Date,
    /// What became of it.
    pub state: SupplementState,
}

/// What became of a request for more information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SupplementState {
    /// It waits for the applicant.
    Open,
    /// The applicant has answered.
    Answered {
        /// When.
        at: Timestamp,
        /// What.
        text: String,
    },
    /// The time for it is over and nothing came.
    Lapsed {
        /// When that was found.
        at: Timestamp,
    },
    /// The case ended before.
    Cancelled,
}

worded! {
    /// What an authority says to a case.
    Opinion {
        /// It has nothing to say.
        NoComment = "no_comment",
        /// It remarks something.
        Comment = "comment",
        /// It objects.
        Objection = "objection",
    }
}

/// An authority that was asked (협의 요청).
#[doc(alias = "협의 요청")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Number within the case, from 1.
    pub number: u32,
    /// Authority.
    pub body: Text,
    /// Address that the letter went to.
    pub email: String,
    /// When it was asked.
    pub at: Timestamp,
    /// Last day for the answer.
    pub until: Date,
    /// The link that opens the case for this authority alone.
    pub invitation: Option<Invitation>,
    /// Number of the request that this one repeats.
    pub repeats: Option<u32>,
    /// What became of it.
    pub state: ConsultationState,
}

/// A link for one authority and one case (일회용 링크): only the hash of its secret is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// SHA-256 of the secret, in hexadecimal digits.
    pub secret_hash: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it stops to work.
    pub expires_at: Timestamp,
    /// Hashes of the links before it, which open nothing and may have a new one sent to the same address.
    #[serde(default)]
    pub replaced: Vec<String>,
}

/// What became of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConsultationState {
    /// It waits for the authority.
    Awaiting,
    /// The authority has answered.
    Responded {
        /// When.
        at: Timestamp,
        /// What it comes to.
        opinion: Opinion,
        /// In its words.
        text: String,
        /// Who wrote it, as they gave their name.
        name: String,
    },
    /// The consultation ended without an answer.
    Unanswered,
}

/// What is decided about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// As asked for (승인).
    Granted,
    /// With conditions (조건부 승인).
    GrantedWithConditions {
        /// Conditions, one by one.
        conditions: Vec<String>,
    },
    /// Refused (거부).
    Refused {
        /// Reasons, one by one.
        reasons: Vec<Reason>,
    },
}

impl Outcome {
    /// Returns the key of the outcome.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::GrantedWithConditions { .. } => "granted_with_conditions",
            Self::Refused { .. } => "refused",
        }
    }

    /// Returns the name of the outcome.
    pub fn name(&self) -> Text {
        let (ko, en) = match self {
            Self::Granted => ("승인", "granted"),
            Self::GrantedWithConditions { .. } => ("조건부 승인", "granted with conditions"),
            Self::Refused { .. } => ("거부", "refused"),
        };
        Text::new(ko, en)
    }
}

/// A reason for a refusal (거부 사유): a condition that is not met, or a ground that the statute names.
#[doc(alias = "거부 사유")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// Condition of the provision that is not met, by its id.
    pub condition: Option<String>,
    /// Fact that would have to be otherwise.
    pub fact: Option<String>,
    /// Article.
    pub cite: Option<String>,
}

/// What an officer recommends (검토 의견).
#[doc(alias = "검토 의견")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Officer.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub outcome: Outcome,
    /// Why, for the approver; no letter carries it.
    pub note: String,
}

/// A decision (처분).
#[doc(alias = "처분")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub outcome: Outcome,
    /// Officer who recommended it.
    pub recommended_by: AccountId,
    /// Officer who approved it; `None` if the committee resolved it.
    pub approved_by: Option<AccountId>,
    /// Resolution of the committee, by its number.
    pub resolution: Option<String>,
    /// When.
    pub at: Timestamp,
    /// True if it decides on an objection.
    pub on_appeal: bool,
}

/// An attempt to deliver that failed (제출 시도).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// Why it failed.
    pub why: String,
}

/// An objection of the applicant (이의신청).
#[doc(alias = "이의신청")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// When.
    pub at: Timestamp,
    /// Grounds.
    pub grounds: String,
}

/// A paper that left the office (발급 문서), known by its number and the hashes of its forms.
#[doc(alias = "발급 문서")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedPaper {
    /// Number of the paper (문서번호).
    pub number: String,
    /// Kind of letter in the procedure.
    pub letter: String,
    /// Title.
    pub title: String,
    /// Day on it.
    pub on: Date,
    /// SHA-256 of the PDF, in hexadecimal digits.
    pub pdf: String,
    /// SHA-256 of the HWPX, in hexadecimal digits.
    pub hwpx: String,
    /// Who issued it.
    pub by: AccountId,
}
