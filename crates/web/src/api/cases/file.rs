//! `POST /api/v1/cases`: an application is filed as a whole, once however often it is sent.

use super::one::{self, CaseInFull};
use crate::api::params::refused;
use crate::api::signed::Sending;
use crate::error::{PageError, PageResult, Problem};
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Object};
use teukgu_domain::ids::DossierId;
use teukgu_domain::text::Text;
use teukgu_office::casework::procedures::{Field, FieldKind, Form};
use teukgu_office::casework::{CaseFault, InputFault, NewDocument, Raw};
use teukgu_office::law::facts::FactFault;
use teukgu_office::submission::Submission;
use utoipa::ToSchema;

/// Header that names the request.
const KEY: &str = "idempotency-key";
/// Longest key, in characters.
const LONGEST_KEY: usize = 200;
const NAMES: [&str; 4] = ["procedure", "answers", "papers", "dossier"];

/// An application.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the body, which is read member by member")]
pub(crate) struct FileBody {
    /// Id of the procedure.
    #[schema(example = "petition.general")]
    procedure: String,
    /// Answers by field; a text, a number, or true and false.
    #[schema(value_type = std::collections::BTreeMap<String, Object>, example = json!({ "subject": "주차 안내" }))]
    answers: Object,
    /// Papers; may be left out if none is required.
    papers: Option<Vec<FilePaper>>,
    /// Event that it belongs to.
    dossier: Option<String>,
}

/// A paper.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the body, which is read member by member")]
pub(crate) struct FilePaper {
    /// Paper of the procedure, or `other`.
    #[schema(example = "contract")]
    slot: String,
    /// Name of the file.
    #[schema(example = "contract.pdf")]
    name: String,
    /// Content in base64; at most 20 MiB before.
    content: String,
}

/// Files an application
///
/// The same `Idempotency-Key` of the same account again is the same case, whatever else is sent, and answered with 200.
#[utoipa::path(post, path = "/api/v1/cases", tag = "casework", security(("session" = [])),
    params(
        ("Idempotency-Key" = String, Header, description = "Made up by the sender for this application; 1 to 200 letters, digits and signs", example = "0c0f6c2e-7d2b-4a52"),
        ("X-CSRF-Token" = String, Header, description = "`csrf` of `/api/v1/me`"),
    ),
    request_body(content = FileBody, content_type = "application/json"),
    responses(
        (status = 201, description = "The case that was filed", body = CaseInFull,
            headers(("location" = String, description = "Its address"))),
        (status = 200, description = "The case that was filed with this key before", body = CaseInFull),
        (status = 422, description = "Answers or papers are missing or cannot be used; `errors` names each", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn file(headers: HeaderMap, sending: Sending) -> PageResult {
    let Sending { asker, members } = sending;
    let key = key(&headers)?;
    let procedure = text(&members, "procedure");
    let known = asker.casework().open_procedure(&procedure).map_err(|_| no_procedure(&procedure))?;
    let read = read(&key, &procedure, &known.form, &members).map_err(unusable)?;
    let filed = match asker.portal().office().submit(&asker.who(), read).await {
        Err(CaseFault::Form(faults)) => {
            return Err(unusable(faults.into_iter().map(|fault| told(fault, &known.form)).collect()));
        }
        filed => filed?,
    };
    let status = if filed.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = (status, Json(one::read(&asker, &filed.case).await?)).into_response();
    let place = HeaderValue::from_str(&format!("/api/v1/cases/{}", filed.case));
    response.headers_mut().extend(place.ok().map(|place| (header::LOCATION, place)));
    Ok(response)
}

fn key(headers: &HeaderMap) -> Result<String, PageError> {
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default().trim();
    let is_fit = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    is_fit.then(|| key.to_owned()).ok_or_else(|| {
        refused(
            "`Idempotency-Key` 헤더에 이 신청만의 이름을 넣으세요(빈칸 없이 200자까지)",
            "send a name of your own for this application in the header `Idempotency-Key`: up to 200 characters, \
             no blanks",
        )
    })
}

/// Reads the application; every fault is collected.
fn read(
    key: &str,
    procedure: &str,
    form: &Form,
    members: &Map<String, Object>,
) -> Result<Submission, Vec<FactFault>> {
    let strangers = members.keys().filter(|name| !NAMES.contains(&name.as_str()));
    let mut faults: Vec<FactFault> =
        strangers.map(|name| fault(name, "없는 이름입니다", "there is no such member")).collect();
    let dossier = Some(text(members, "dossier")).filter(|id| !id.is_empty());
    let dossier = dossier.and_then(|id| {
        let read = DossierId::parse(id).ok();
        faults.extend(
            read.is_none().then(|| fault("dossier", "행사의 번호가 아닙니다", "this names no event")),
        );
        read
    });
    let answers = answers(form, members.get("answers"), &mut faults);
    let papers = papers(members.get("papers"), &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let (key, procedure) = (key.to_owned(), procedure.to_owned());
    Ok(Submission { key, procedure, dossier, answers, papers })
}

fn text(members: &Map<String, Object>, name: &str) -> String {
    members.get(name).and_then(Object::as_str).unwrap_or_default().trim().to_owned()
}

fn answers(form: &Form, answers: Option<&Object>, faults: &mut Vec<FactFault>) -> Raw {
    let mut pairs = Vec::new();
    for (name, value) in answers.and_then(Object::as_object).into_iter().flatten() {
        let path = format!("answers.{name}");
        match form.field(name).map(|field| answer(field, value)) {
            None => faults.push(fault(&path, "양식에 없는 항목입니다", "the form has no such field")),
            Some(None) => faults.push(fault(&path, "글이나 수로 적으세요", "write a text or a number")),
            Some(Some(answer)) => pairs.push((name.clone(), answer)),
        }
    }
    Raw::new(pairs)
}

/// Writes an answer as the form would send it.
fn answer(field: &Field, value: &Object) -> Option<String> {
    match value {
        Object::Null => Some(String::new()),
        Object::String(text) => Some(text.clone()),
        Object::Number(number) => Some(number.to_string()),
        Object::Bool(is_ticked) if field.kind == FieldKind::Yes => {
            Some(if *is_ticked { "yes" } else { "" }.to_owned())
        }
        Object::Bool(said) => Some(said.to_string()),
        Object::Array(_) | Object::Object(_) => None,
    }
}

fn papers(papers: Option<&Object>, faults: &mut Vec<FactFault>) -> Vec<NewDocument> {
    let papers = papers.and_then(Object::as_array).into_iter().flatten();
    let mut read = Vec::new();
    for (place, paper) in papers.enumerate() {
        let part = |name: &str| paper[name].as_str().unwrap_or_default().trim();
        match STANDARD.decode(part("content")) {
            Ok(bytes) if !bytes.is_empty() => {
                let (slot, name) = (part("slot").to_owned(), part("name").to_owned());
                read.push(NewDocument { slot, name, bytes });
            }
            _ => {
                let path = format!("papers.{place}.content");
                faults.push(fault(&path, "파일 내용을 base64로 적으세요", "write the content in base64"));
            }
        }
    }
    read
}

fn no_procedure(id: &str) -> PageError {
    let (ko, en) = (format!("그런 사무가 없습니다: `{id}`"), format!("there is no procedure `{id}`"));
    unusable(vec![fault("procedure", &ko, &en)])
}

/// Says what is wrong with a field or a paper in the names of the request.
fn told(fault: InputFault, form: &Form) -> FactFault {
    let field = &fault.field;
    // A fault of a day leads to the first of its three boxes on a page.
    let day = field.strip_suffix("-year").filter(|name| form.field(name).is_some());
    let path = match field.strip_prefix("paper-") {
        Some(paper) => format!("papers.{paper}"),
        None if field.starts_with("papers.") => field.clone(),
        None => format!("answers.{}", day.unwrap_or(field)),
    };
    FactFault { path, message: fault.message, help: help() }
}

fn fault(path: &str, ko: &str, en: &str) -> FactFault {
    FactFault { path: path.to_owned(), message: Text::new(ko, en), help: help() }
}

fn help() -> Text {
    Text::new(
        "`/api/v1/procedures/{id}`에 양식과 서류가 있습니다",
        "`/api/v1/procedures/{id}` has the form and the papers",
    )
}

fn unusable(faults: Vec<FactFault>) -> PageError {
    let detail = Text::new(
        format!("빠졌거나 쓸 수 없는 값이 {}건 있습니다. `errors`를 보십시오", faults.len()),
        format!("{} values are missing or cannot be used, see `errors`", faults.len()),
    );
    PageError::unusable(detail, faults)
}
