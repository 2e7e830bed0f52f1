//! `POST /cases/{id}/act/{act}`: something is done to a case; the form says what, and which state of the case it saw.

use super::number;
use super::show;
use crate::error::{PageError, with_faults, with_help};
use crate::session::{Sent, Signed};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::Date;
use teukgu_domain::case::{Act, ActKind, NewConsultee, Outcome, Reason};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::period::Period;
use teukgu_domain::text::Text;
use teukgu_office::casework::{CaseAct, CaseFault, CaseView, InputFault, Raw};

/// Authorities that one form can name.
const MOST_BODIES: usize = 8;

pub(super) async fn act(Path((id, key)): Path<(String, String)>, sent: Sent) -> Result<Response, PageError> {
    let id = number(&id)?;
    let kind = ActKind::find_by_key(&key).ok_or_else(PageError::not_found)?;
    let signed = &sent.signed;
    let casework = signed.visit.portal.office().casework();
    let view = casework.case(&signed.who(), &id).await?;
    let seen = sent.raw.get("seen").parse().ok();
    let done = match read(kind, &view, &sent.raw) {
        Ok(act) => casework.act(&signed.who(), &id, CaseAct { act, seen }).await.map(|_| ()),
        Err(faults) => Err(CaseFault::Form(faults)),
    };
    answer(signed, &id, done, &sent.raw).await
}

pub(super) async fn message(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let id = number(&id)?;
    let signed = &sent.signed;
    let casework = signed.visit.portal.office().casework();
    let is_internal = sent.raw.get("internal") == "yes";
    let (text, once) = (sent.raw.get("text"), sent.raw.get("after"));
    let done = casework.message_once(&signed.who(), &id, text, is_internal, once).await;
    // On the page the answer to a request has the same field, so that of a message is told apart.
    let done = done.map(|_| ()).map_err(|fault| match fault {
        CaseFault::Form(faults) => CaseFault::Form(faults.into_iter().map(in_message).collect()),
        other => other,
    });
    answer(signed, &id, done, &sent.raw).await
}

fn in_message(fault: InputFault) -> InputFault {
    InputFault { field: "message".to_owned(), ..fault }
}

/// Goes back to the case, or shows it with what is wrong and with what was written.
pub(super) async fn answer(
    signed: &Signed,
    id: &CaseId,
    done: Result<(), CaseFault>,
    raw: &Raw,
) -> Result<Response, PageError> {
    let (status, faults) = match done {
        Ok(()) => return Ok(signed.on(&format!("/cases/{id}"))),
        Err(CaseFault::Form(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(fault @ (CaseFault::Moved | CaseFault::Refused(_))) => (StatusCode::CONFLICT, vec![told(&fault)]),
        Err(fault @ (CaseFault::Upload(_) | CaseFault::Paper(_))) => {
            (StatusCode::UNPROCESSABLE_ENTITY, vec![told(&fault)])
        }
        Err(fault) => return Err(fault.into()),
    };
    with_faults(status, show::page(signed, id, faults, Some(raw)).await)
}

fn told(fault: &CaseFault) -> InputFault {
    InputFault { field: "actions".to_owned(), message: with_help(&fault.message(), &fault.help()) }
}

/// Reads what is to be done from a form, or from the same names in a program's request.
pub(crate) fn read(kind: ActKind, view: &CaseView, raw: &Raw) -> Result<Act, Vec<InputFault>> {
    let text = |name: &str| raw.get(name).replace("\r\n", "\n");
    Ok(match kind {
        ActKind::Accept => Act::Accept,
        ActKind::Assign => Act::Assign { officer: AccountId::parse(raw.get("officer")).ok() },
        ActKind::DoTask => {
            let reason = text("not_needed");
            Act::DoTask { id: text("task"), not_needed: Some(reason).filter(|reason| !reason.is_empty()) }
        }
        ActKind::OpenTask => Act::OpenTask { id: text("task") },
        ActKind::RequestInfo => Act::RequestInfo { items: lines(raw, "items")?, until: day(raw, "until")? },
        ActKind::Answer => Act::Answer { text: required(raw, "text")? },
        ActKind::CompleteCheck => Act::CompleteCheck,
        ActKind::Consult => Act::Consult { bodies: bodies(view, raw)?, until: day(raw, "until")? },
        ActKind::EndConsultation => Act::EndConsultation,
        ActKind::Extend => extend(view, raw)?,
        ActKind::Recommend => Act::Recommend { outcome: outcome(raw)?, note: required(raw, "note")? },
        ActKind::Approve => Act::Approve,
        ActKind::PushBack => Act::PushBack { reason: required(raw, "reason")? },
        ActKind::Refer => Act::Refer { reason: required(raw, "reason")? },
        ActKind::Resolve => Act::Resolve { outcome: outcome(raw)?, resolution: required(raw, "resolution")? },
        ActKind::Send => Act::Send { to: to(view, raw) },
        ActKind::Acknowledge => Act::Acknowledge { receipt: required(raw, "receipt")? },
        ActKind::FailSending => Act::FailSending { why: required(raw, "why")? },
        ActKind::Retry => Act::Retry,
        ActKind::Close => Act::Close,
        ActKind::Withdraw => Act::Withdraw { reason: text("reason") },
        ActKind::Return => Act::Return { reason: required(raw, "reason")? },
        ActKind::Appeal => Act::Appeal { grounds: required(raw, "grounds")? },
        ActKind::DecideAppeal => Act::DecideAppeal { outcome: outcome(raw)? },
        // These come from elsewhere: the form of an application, a link, the clock, a letter.
        ActKind::File
        | ActKind::Lapse
        | ActKind::Invite
        | ActKind::Respond
        | ActKind::Recount
        | ActKind::Issue => {
            return Err(fault("actions", "여기서는 할 수 없습니다", "This cannot be done here"));
        }
    })
}

fn to(view: &CaseView, raw: &Raw) -> String {
    let named = raw.get("to").to_owned();
    let filing = view.procedure.filing.as_ref();
    let known =
        filing.and_then(|filing| filing.authorities.last()).map(|authority| authority.name.ko.clone());
    if named.is_empty() { known.unwrap_or_default() } else { named }
}

fn extend(view: &CaseView, raw: &Raw) -> Result<Act, Vec<InputFault>> {
    let reason = required(raw, "reason")?;
    let none =
        || fault("reason", "이 사무는 처리기간을 연장하지 않습니다", "This procedure has no extension");
    let extension = view.procedure.extension.as_ref().ok_or_else(none)?;
    let cite = extension.basis.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let period = Period::parse(raw.get("period")).unwrap_or(extension.period);
    Ok(Act::Extend { period, reason, cite })
}

fn bodies(view: &CaseView, raw: &Raw) -> Result<Vec<NewConsultee>, Vec<InputFault>> {
    let mut bodies = Vec::new();
    for body in &view.procedure.consultation.bodies {
        let email = raw.get(&format!("email-{}", body.id));
        if !email.is_empty() {
            bodies.push(consultee(body.name.clone(), email, &format!("email-{}", body.id))?);
        }
    }
    let (name, email) = (raw.get("other-body"), raw.get("other-email"));
    if !name.is_empty() || !email.is_empty() {
        bodies.push(consultee(Text::new(name, name), email, "other-email")?);
    }
    if bodies.is_empty() || bodies.len() > MOST_BODIES {
        let first = view.procedure.consultation.bodies.first();
        let at = first.map_or_else(|| "other-email".to_owned(), |body| format!("email-{}", body.id));
        return Err(fault(
            &at,
            "의견을 들을 기관의 전자우편 주소를 적으세요",
            "Enter the address of an authority",
        ));
    }
    Ok(bodies)
}

fn consultee(body: Text, email: &str, field: &str) -> Result<NewConsultee, Vec<InputFault>> {
    let parts = email.split_once('@');
    let is_address = parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let is_plain = !email.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',');
    if body.ko.is_empty() {
        return Err(fault("other-body", "기관 이름을 적으세요", "Enter the name of the authority"));
    }
    if !is_address || !is_plain {
        let (ko, en) = ("name@example.go.kr처럼 적으세요", "Enter an address such as name@example.go.kr");
        return Err(fault(field, ko, en));
    }
    Ok(NewConsultee { body, email: email.to_owned(), repeats: None })
}

fn outcome(raw: &Raw) -> Result<Outcome, Vec<InputFault>> {
    match raw.get("outcome") {
        "granted" => Ok(Outcome::Granted),
        "granted_with_conditions" => {
            Ok(Outcome::GrantedWithConditions { conditions: lines(raw, "conditions")? })
        }
        "refused" => {
            let reason = |line: String| match line.rsplit_once(" [") {
                Some((text, cite)) => Reason {
                    text: text.to_owned(),
                    condition: None,
                    fact: None,
                    cite: Some(cite.trim_end_matches(']').to_owned()),
                },
                None => Reason { text: line, condition: None, fact: None, cite: None },
            };
            Ok(Outcome::Refused { reasons: lines(raw, "reasons")?.into_iter().map(reason).collect() })
        }
        _ => Err(fault("outcome", "승인, 조건부 승인, 거부 가운데 고르세요", "Choose what you recommend")),
    }
}

/// Reads one thing a line.
fn lines(raw: &Raw, field: &str) -> Result<Vec<String>, Vec<InputFault>> {
    let lines = raw.get(field).lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    if lines.is_empty() {
        return Err(fault(field, "한 줄에 하나씩 적으세요", "Write one thing a line"));
    }
    Ok(lines)
}

fn required(raw: &Raw, field: &str) -> Result<String, Vec<InputFault>> {
    let text = raw.get(field).replace("\r\n", "\n");
    if text.is_empty() { Err(fault(field, "내용을 적으세요", "Write something")) } else { Ok(text) }
}

fn day(raw: &Raw, field: &str) -> Result<Date, Vec<InputFault>> {
    let none = || fault(field, "날짜를 적으세요. 예: 2027-03-04", "Enter a day such as 2027-03-04");
    raw.get(field).parse().map_err(|_| none())
}

fn fault(field: &str, ko: &str, en: &str) -> Vec<InputFault> {
    vec![InputFault { field: field.to_owned(), message: Text::new(ko, en) }]
}
