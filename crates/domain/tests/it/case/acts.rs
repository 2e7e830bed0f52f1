//! Acts with all that they need, so that only stage and capacity can be in their way.

use super::{account, day, morning};
use teukgu_domain::case::{
    Act, ActKind, By, Capacity, Invitation, IssuedPaper, NewConsultee, Opinion, Outcome, Reason, Terms,
};
use teukgu_domain::period::Period;
use teukgu_domain::text::Text;

/// Makes an act that lacks nothing; filing is no act on a case.
pub(super) fn complete(kind: ActKind) -> Option<Act> {
    let why = || "까닭".to_owned();
    Some(match kind {
        ActKind::File => return None,
        ActKind::Accept => Act::Accept,
        ActKind::Assign => Act::Assign { officer: Some(account("officer-2")) },
        ActKind::DoTask => Act::DoTask { id: "papers".to_owned(), not_needed: None },
        ActKind::OpenTask => Act::OpenTask { id: "matter".to_owned() },
        ActKind::RequestInfo => Act::RequestInfo { items: vec![why()], until: day("2026-03-20") },
        ActKind::Answer => Act::Answer { text: why() },
        ActKind::Lapse => Act::Lapse,
        ActKind::CompleteCheck => Act::CompleteCheck,
        ActKind::Consult => Act::Consult { bodies: vec![body(None)], until: day("2026-03-20") },
        ActKind::Invite => Act::Invite { number: 1, invitation: invitation() },
        ActKind::Respond => respond(1),
        ActKind::EndConsultation => Act::EndConsultation,
        ActKind::Extend => extend("7d"),
        ActKind::Recount => Act::Recount { due: day("2026-03-30"), reason: why() },
        ActKind::Recommend => Act::Recommend { outcome: Outcome::Granted, note: why() },
        ActKind::Approve => Act::Approve,
        ActKind::PushBack => Act::PushBack { reason: why() },
        ActKind::Refer => Act::Refer { reason: why() },
        ActKind::Resolve => Act::Resolve { outcome: refusal(), resolution: "2026-1".to_owned() },
        ActKind::Issue => Act::Issue { paper: paper() },
        ActKind::Send => Act::Send { to: why() },
        ActKind::Acknowledge => Act::Acknowledge { receipt: why() },
        ActKind::FailSending => Act::FailSending { why: why() },
        ActKind::Retry => Act::Retry,
        ActKind::Close => Act::Close,
        ActKind::Withdraw => Act::Withdraw { reason: String::new() },
        ActKind::Return => Act::Return { reason: why() },
        ActKind::Appeal => Act::Appeal { grounds: why() },
        ActKind::DecideAppeal => Act::DecideAppeal { outcome: Outcome::Granted },
    })
}

/// Terms under which an act lacks nothing: the time is over where that is needed, and there is an authority to send to
/// unless the case is to be closed.
pub(super) fn terms(kind: ActKind) -> Terms {
    let is_late = matches!(kind, ActKind::Lapse | ActKind::EndConsultation);
    Terms {
        today: day(if is_late { "2026-03-21" } else { "2026-03-03" }),
        supplements: 2,
        extensions: 1,
        appeal_until: Some(day("2026-05-31")),
        files_with: (kind != ActKind::Close).then(|| "특허청".to_owned()),
    }
}

/// Somebody of a capacity; the approver is never the officer.
pub(super) fn by(capacity: Capacity) -> By {
    let name = match capacity {
        Capacity::Applicant => Some("applicant"),
        Capacity::Officer => Some("officer-1"),
        Capacity::Approver => Some("approver"),
        Capacity::Consultee | Capacity::Committee | Capacity::System => None,
    };
    By { account: name.map(account), capacity }
}

pub(super) fn body(repeats: Option<u32>) -> NewConsultee {
    NewConsultee { body: Text::new("기관", "body"), email: "body@agency.test".to_owned(), repeats }
}

pub(super) fn respond(number: u32) -> Act {
    Act::Respond { number, opinion: Opinion::NoComment, text: String::new(), name: "누구".to_owned() }
}

pub(super) fn extend(period: &str) -> Act {
    let period = Period::parse(period).unwrap();
    Act::Extend { period, reason: "까닭".to_owned(), cite: "제2조".to_owned() }
}

pub(super) fn refusal() -> Outcome {
    let reason = Reason { text: "요건 미달".to_owned(), condition: None, fact: None, cite: None };
    Outcome::Refused { reasons: vec![reason] }
}

pub(super) fn invitation() -> Invitation {
    Invitation {
        secret_hash: "0".to_owned(),
        sent_at: morning(),
        expires_at: morning(),
        replaced: Vec::new(),
    }
}

fn paper() -> IssuedPaper {
    IssuedPaper {
        number: "특구-1".to_owned(),
        letter: "result".to_owned(),
        title: "알림".to_owned(),
        on: day("2026-03-03"),
        pdf: "0".to_owned(),
        hwpx: "0".to_owned(),
        by: account("officer-1"),
    }
}
