//! What can be done to a case, by whom, and in which stage: a table.

use super::parts::{Invitation, IssuedPaper, Opinion, Outcome};
use super::stage::StageKind;
use crate::ids::AccountId;
use crate::organisation::worded;
use crate::period::Period;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

worded! {
    /// In which capacity somebody acts.
    Capacity {
        /// The person who filed the case.
        Applicant = "applicant",
        /// An officer.
        Officer = "officer",
        /// An officer who approves.
        Approver = "approver",
        /// An authority that was asked.
        Consultee = "consultee",
        /// The committee.
        Committee = "committee",
        /// The program itself, when a time is over.
        System = "system",
    }
}

/// Who acts: a capacity, and the account where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Account; `None` for the program and for an authority outside.
    pub account: Option<AccountId>,
    /// Capacity.
    pub capacity: Capacity,
}

/// An authority that is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsultee {
    /// Authority.
    pub body: Text,
    /// Address.
    pub email: String,
    /// Number of the request that this one repeats.
    pub repeats: Option<u32>,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident $({ $($(#[$field_doc:meta])* $field:ident: $of:ty,)* })? = $key:literal;)*) => {
        /// What is done to a case, with what it needs.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Act { $($(#[$doc])* $act $({ $($(#[$field_doc])* $field: $of,)* })?,)* }

        worded! {
            /// The name of an act.
            ActKind {
                /// The case is filed.
                File = "file",
                $($(#[$doc])* $act = $key,)*
            }
        }

        impl Act {
            /// Returns the name of the act.
            pub const fn kind(&self) -> ActKind {
                match self { $(Self::$act { .. } => ActKind::$act,)* }
            }
        }
    };
}

acts! {
    /// An officer takes the case up (접수 처리).
    Accept = "accept";
    /// The case is given to an officer (배정); `None` takes it away.
    Assign {
        /// Officer.
        officer: Option<AccountId>,
    } = "assign";
    /// A task is ticked off, or found not to apply.
    DoTask {
        /// Its id.
        id: String,
        /// Why it does not apply; `None` if it is done.
        not_needed: Option<String>,
    } = "do_task";
    /// A task is opened again.
    OpenTask {
        /// Its id.
        id: String,
    } = "open_task";
    /// The applicant is asked for more (보완 요구).
    RequestInfo {
        /// What is missing.
        items: Vec<String>,
        /// Last day for the answer.
        until: Date,
    } = "request_info";
    /// The applicant answers.
    Answer {
        /// In words; papers come beside it.
        text: String,
    } = "answer";
    /// The time for the answer is over.
    Lapse = "lapse";
    /// The papers are complete.
    CompleteCheck = "complete_check";
    /// Other authorities are asked (협의).
    Consult {
        /// Authorities.
        bodies: Vec<NewConsultee>,
        /// Last day for their answers.
        until: Date,
    } = "consult";
    /// A link is sent to an authority, in place of the one before.
    Invite {
        /// Number of the consultation.
        number: u32,
        /// Link.
        invitation: Invitation,
    } = "invite";
    /// An authority answers.
    Respond {
        /// Number of the consultation.
        number: u32,
        /// What it comes to.
        opinion: Opinion,
        /// In its words.
        text: String,
        /// Who writes it.
        name: String,
    } = "respond";
    /// The consultation ends: all have answered, or the time is over.
    EndConsultation = "end_consultation";
    /// The period is extended (처리기간 연장).
    Extend {
        /// By how much.
        period: Period,
        /// Why.
        reason: String,
        /// Article.
        cite: String,
    } = "extend";
    /// The due day is counted again, because a holiday was announced.
    Recount {
        /// New due day.
        due: Date,
        /// Why.
        reason: String,
    } = "recount";
    /// An officer recommends a decision (검토 의견).
    Recommend {
        /// What.
        outcome: Outcome,
        /// Why, for the approver.
        note: String,
    } = "recommend";
    /// Another officer approves it (결재).
    Approve = "approve";
    /// The approver sends it back to the officer (재검토 요구).
    PushBack {
        /// Why.
        reason: String,
    } = "push_back";
    /// The approver refers it to the committee (위원회 회부).
    Refer {
        /// Why.
        reason: String,
    } = "refer";
    /// The committee resolves.
    Resolve {
        /// What.
        outcome: Outcome,
        /// Number of the resolution.
        resolution: String,
    } = "resolve";
    /// A paper leaves the office (발급).
    Issue {
        /// Paper.
        paper: IssuedPaper,
    } = "issue";
    /// The result is sent to the authority outside (제출).
    Send {
        /// Authority.
        to: String,
    } = "send";
    /// The authority outside has taken it.
    Acknowledge {
        /// Receipt number or answer.
        receipt: String,
    } = "acknowledge";
    /// An attempt to send it failed.
    FailSending {
        /// Why.
        why: String,
    } = "fail_sending";
    /// An officer has it sent again.
    Retry = "retry";
    /// Nothing more is to be done.
    Close = "close";
    /// The applicant takes the case back (취하).
    Withdraw {
        /// Why; may be empty.
        reason: String,
    } = "withdraw";
    /// The office sends the case back before any review (반려).
    Return {
        /// Why.
        reason: String,
    } = "return";
    /// The applicant objects (이의신청).
    Appeal {
        /// Grounds.
        grounds: String,
    } = "appeal";
    /// The objection is decided.
    DecideAppeal {
        /// What.
        outcome: Outcome,
    } = "decide_appeal";
}

/// One row of the table: in these stages these may do this.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// Act.
    pub act: ActKind,
    /// In which capacity.
    pub by: &'static [Capacity],
    /// Stages.
    pub stages: &'static [StageKind],
}

use ActKind as A;
use Capacity::{Applicant, Approver, Committee, Consultee, Officer, System};
use StageKind as S;

const OPEN: &[StageKind] = &StageKind::OPEN;
const BEFORE_REVIEW: &[StageKind] = &[S::Received, S::InCheck, S::AwaitingApplicant];
const AT_WORK: &[StageKind] = &[S::InCheck, S::AwaitingApplicant, S::InReview, S::Consulting];
const WITH_PAPERS: &[StageKind] = &[
    S::AwaitingApplicant,
    S::Consulting,
    S::Decided,
    S::Filing,
    S::FilingFailed,
    S::Closed,
    S::Returned,
    S::UnderAppeal,
];

const fn row(act: ActKind, by: &'static [Capacity], stages: &'static [StageKind]) -> Allowed {
    Allowed { act, by, stages }
}

/// What may be done to a case: every pair that is not here is refused.
pub const ACTS: &[Allowed] = &[
    row(A::Accept, &[Officer], &[S::Received]),
    row(A::Assign, &[Officer, Approver], OPEN),
    row(A::DoTask, &[Officer], AT_WORK),
    row(A::OpenTask, &[Officer], AT_WORK),
    row(A::RequestInfo, &[Officer], &[S::InCheck]),
    row(A::Answer, &[Applicant], &[S::AwaitingApplicant]),
    row(A::Lapse, &[System], &[S::AwaitingApplicant]),
    row(A::CompleteCheck, &[Officer], &[S::InCheck]),
    row(A::Consult, &[Officer], &[S::InReview]),
    row(A::Invite, &[Officer, Consultee, System], &[S::Consulting]),
    row(A::Respond, &[Consultee], &[S::Consulting]),
    row(A::EndConsultation, &[Officer, System], &[S::Consulting]),
    row(A::Extend, &[Officer], OPEN),
    row(A::Recount, &[System], OPEN),
    row(A::Recommend, &[Officer], &[S::InReview]),
    row(A::Approve, &[Approver], &[S::Recommended]),
    row(A::PushBack, &[Approver], &[S::Recommended]),
    row(A::Refer, &[Approver], &[S::Recommended]),
    row(A::Resolve, &[Committee], &[S::InCommittee]),
    row(A::Issue, &[Officer, Approver], WITH_PAPERS),
    row(A::Send, &[Officer, System], &[S::Decided]),
    row(A::Acknowledge, &[Officer, System], &[S::Filing]),
    row(A::FailSending, &[Officer, System], &[S::Filing]),
    row(A::Retry, &[Officer], &[S::FilingFailed]),
    row(A::Close, &[Officer, System], &[S::Decided]),
    row(A::Withdraw, &[Applicant], OPEN),
    row(A::Return, &[Officer], BEFORE_REVIEW),
    row(A::Appeal, &[Applicant], &[S::Decided, S::Closed]),
    row(A::DecideAppeal, &[Approver], &[S::UnderAppeal]),
];

/// Returns what may be done in a stage in a capacity, in the order of the table.
pub fn allowed(stage: StageKind, by: Capacity) -> Vec<ActKind> {
    let fits = |row: &&Allowed| row.stages.contains(&stage) && row.by.contains(&by);
    ACTS.iter().filter(fits).map(|row| row.act).collect()
}
