//! What each act needs, and how it is read from a request: the same names as in the forms of the pages.

use crate::pages::read_act;
use serde_json::{Map, Value};
use teukgu_domain::case::{Act, ActKind};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::procedures::LetterKind;
use teukgu_office::casework::{CaseView, InputFault, Raw};
use teukgu_office::law::facts::FactFault;

/// Names that every request has beside its inputs.
const ALWAYS: [&str; 2] = ["act", "expects"];

/// Something that an act needs or takes.
pub(super) struct Input {
    pub(super) name: &'static str,
    /// `text`, `lines`, `day`, `period`, `choice` or `bodies`.
    pub(super) kind: &'static str,
    pub(super) required: bool,
    ko: &'static str,
    en: &'static str,
}

impl Input {
    pub(super) fn label(&self) -> Text {
        Text::new(self.ko, self.en)
    }
}

const fn needed(name: &'static str, kind: &'static str, ko: &'static str, en: &'static str) -> Input {
    Input { name, kind, required: true, ko, en }
}

const fn taken(name: &'static str, kind: &'static str, ko: &'static str, en: &'static str) -> Input {
    Input { name, kind, required: false, ko, en }
}

const TASK: Input = needed("task", "choice", "처리 항목", "task");
const UNTIL: Input = needed("until", "day", "기한", "last day");
const REASON: Input = needed("reason", "text", "사유", "reason");
const OUTCOME: Input = needed("outcome", "choice", "결과", "outcome");
const CONDITIONS: Input = taken("conditions", "lines", "조건", "conditions, if granted with conditions");
const REASONS: Input = taken("reasons", "lines", "거부 사유", "reasons, if refused");

/// Returns what an act needs and takes, in the order of the pages.
pub(super) fn of(act: ActKind) -> &'static [Input] {
    match act {
        ActKind::Assign => {
            const {
                &[taken("officer", "choice", "담당자(없으면 배정 취소)", "officer; nobody if left out")]
            }
        }
        ActKind::DoTask => {
            const { &[TASK, taken("not_needed", "text", "해당 없음 사유", "why it is not needed")] }
        }
        ActKind::OpenTask => const { &[TASK] },
        ActKind::RequestInfo => {
            const { &[needed("items", "lines", "보완할 사항", "what is missing"), UNTIL] }
        }
        ActKind::Answer => const { &[needed("text", "text", "보완 내용", "answer")] },
        ActKind::Consult => const { &[needed("bodies", "bodies", "협의기관", "authorities"), UNTIL] },
        ActKind::Extend => const { &[REASON, taken("period", "period", "연장 기간", "by how much")] },
        ActKind::Recommend => {
            const {
                &[OUTCOME, CONDITIONS, REASONS, needed("note", "text", "검토 의견", "why, for the approver")]
            }
        }
        ActKind::PushBack | ActKind::Refer | ActKind::Return => const { &[REASON] },
        ActKind::Resolve => {
            const {
                &[
                    OUTCOME,
                    CONDITIONS,
                    REASONS,
                    needed("resolution", "text", "의결 번호", "number of the resolution"),
                ]
            }
        }
        ActKind::Issue => {
            const {
                &[
                    needed("letter", "choice", "문서", "letter"),
                    taken("lang", "choice", "문서의 언어", "language"),
                ]
            }
        }
        ActKind::Send => const { &[taken("to", "text", "제출처", "authority")] },
        ActKind::Acknowledge => {
            const { &[needed("receipt", "text", "접수번호 등", "receipt number or answer")] }
        }
        ActKind::FailSending => const { &[needed("why", "text", "실패 사유", "why it failed")] },
        ActKind::Withdraw => const { &[taken("reason", "text", "사유", "reason")] },
        ActKind::Appeal => const { &[needed("grounds", "text", "이의신청 사유", "grounds")] },
        ActKind::DecideAppeal => const { &[OUTCOME, CONDITIONS, REASONS] },
        _ => &[],
    }
}

/// What somebody wants to do.
pub(super) enum Wanted {
    Act(Act),
    Letter(LetterKind, Lang),
}

/// Reads what is to be done.
///
/// # Errors
/// Each input that is missing, cannot be used, or that the act does not take.
pub(super) fn read(
    kind: ActKind,
    view: &CaseView,
    members: &Map<String, Value>,
) -> Result<Wanted, Vec<FactFault>> {
    let inputs = of(kind);
    let is_known = |name: &str| ALWAYS.contains(&name) || inputs.iter().any(|input| input.name == name);
    let strangers = members.keys().filter(|name| !is_known(name)).map(|name| stranger(name, kind));
    let is_there = |input: &&Input| members.get(input.name).is_some_and(|value| !is_blank(value));
    let missing = inputs.iter().filter(|input| input.required && !is_there(input)).map(missing);
    let faults: Vec<FactFault> = strangers.chain(missing).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    if kind == ActKind::Issue {
        return letter(members);
    }
    let raw = raw(view, members)?;
    let act = read_act(kind, view, &raw);
    act.map(Wanted::Act).map_err(|faults| faults.into_iter().map(told).collect())
}

fn letter(members: &Map<String, Value>) -> Result<Wanted, Vec<FactFault>> {
    let said = |name: &str| members.get(name).map(text).unwrap_or_default();
    let (kind, lang) = (said("letter"), said("lang"));
    let found = LetterKind::WORDS.iter().find(|(word, _)| *word == kind).map(|(_, kind)| *kind);
    let found =
        found.ok_or_else(|| vec![fault("letter", "그런 문서가 없습니다", "there is no such letter")])?;
    let lang = match lang.as_str() {
        "" | "ko" => Lang::Ko,
        "en" => Lang::En,
        _ => return Err(vec![fault("lang", "`ko` 또는 `en`을 쓰세요", "write `ko` or `en`")]),
    };
    Ok(Wanted::Letter(found, lang))
}

/// Writes the inputs as a form would send them.
fn raw(view: &CaseView, members: &Map<String, Value>) -> Result<Raw, Vec<FactFault>> {
    let mut pairs = Vec::new();
    for (name, value) in members {
        if name == "bodies" {
            pairs.extend(bodies(view, value).map_err(|fault| vec![fault])?);
        } else {
            pairs.push((name.clone(), text(value)));
        }
    }
    Ok(Raw::new(pairs))
}

/// Writes a value as a form would: one item of a list a line, a reason with its article in brackets.
fn text(value: &Value) -> String {
    let in_one_line = |value: &Value| text(value).split_whitespace().collect::<Vec<_>>().join(" ");
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_one_line).collect::<Vec<_>>().join("\n"),
        Value::Object(reason) => {
            let part = |name: &str| reason.get(name).map(text).unwrap_or_default();
            let cite = part("cite");
            if cite.is_empty() { part("text") } else { format!("{} [{cite}]", part("text")) }
        }
        other => other.to_string(),
    }
}

/// Writes the authorities that are to be asked: those of the procedure by their id, and at most one other by its name.
fn bodies(view: &CaseView, value: &Value) -> Result<Vec<(String, String)>, FactFault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for one in value.as_array().into_iter().flatten() {
        let said = |name: &str| one[name].as_str().unwrap_or_default().trim().to_owned();
        let (body, name, email) = (said("body"), said("name"), said("email"));
        let is_ours = view.procedure.consultation.bodies.iter().any(|known| known.id == body);
        let field = if is_ours { format!("email-{body}") } else { "other-email".to_owned() };
        let is_fit = is_ours || (body.is_empty() && !name.is_empty());
        if !is_fit || email.is_empty() || pairs.iter().any(|(known, _)| *known == field) {
            return Err(unfit_body());
        }
        pairs.push((field, email));
        if !is_ours {
            pairs.push(("other-body".to_owned(), name));
        }
    }
    Ok(pairs)
}

fn unfit_body() -> FactFault {
    let ko = "`{\"body\": \"사무의 협의기관\", \"email\": \"…\"}`로 적고, 그 밖의 기관은 하나만 \
              `{\"name\": \"…\", \"email\": \"…\"}`로 적으세요";
    let en = "write `{\"body\": \"one of the procedure\", \"email\": \"…\"}`, and at most one other as \
              `{\"name\": \"…\", \"email\": \"…\"}`";
    fault("bodies", ko, en)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(members) => members.is_empty(),
        value => text(value).trim().is_empty(),
    }
}

fn missing(input: &Input) -> FactFault {
    let name = input.name;
    let (ko, en) = (format!("`{name}` 값이 필요합니다"), format!("`{name}` is needed"));
    fault(name, &ko, &en)
}

fn stranger(name: &str, kind: ActKind) -> FactFault {
    let key = kind.key();
    let (ko, en) = (format!("`{key}`에 없는 값입니다: `{name}`"), format!("`{key}` does not take `{name}`"));
    fault(name, &ko, &en)
}

/// Says what is wrong with a field of a form in the names of the request.
pub(super) fn told(fault: InputFault) -> FactFault {
    let is_body = fault.field.starts_with("email-") || fault.field.starts_with("other-");
    let path = match fault.field.as_str() {
        _ if is_body => "bodies".to_owned(),
        "actions" => "act".to_owned(),
        "kind" => "letter".to_owned(),
        _ => fault.field,
    };
    FactFault { path, message: fault.message, help: help() }
}

/// Says what is wrong with an input.
pub(super) fn fault(path: &str, ko: &str, en: &str) -> FactFault {
    FactFault { path: path.to_owned(), message: Text::new(ko, en), help: help() }
}

fn help() -> Text {
    Text::new(
        "건의 `possible`에 각 행위가 받는 값이 있습니다",
        "`possible` of the case says what each act takes",
    )
}
