//! `POST /api/v1/ask`, `GET /api/v1/facts.schema.json`: which special cases are met, and the form of the facts.

use super::body;
use super::params::Params;
use crate::error::{PageError, PageResult};
use crate::portal::Portal;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value as Object, json};
use teukgu_domain::Date;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::ask::{self, Question};
use teukgu_office::law::facts::{FactFault, schema};
use utoipa::ToSchema;

const NAMES: [&str; 5] = ["facts", "provisions", "law_on", "fact_on", "known_on"];

/// What is asked; every member may be left out.
#[derive(Default, ToSchema)]
pub(crate) struct AskBody {
    /// Facts, in the form of `/api/v1/facts.schema.json`.
    #[schema(value_type = std::collections::BTreeMap<String, Object>, example = json!({ "applicant": { "role": "participant" }, "sites": [{ "in_zone": true }] }))]
    facts: Object,
    /// Ids of provisions; all special cases of the zone if none is named.
    #[schema(example = json!(["act.55.patent_priority"]))]
    provisions: Vec<String>,
    /// Day of law; today if left out.
    law_on: Option<Date>,
    /// Day of the facts; the day of law if left out.
    fact_on: Option<Date>,
    /// Day of knowledge; what is believed last if left out.
    known_on: Option<Date>,
}

/// Findings, one for each provision: verdict (`met`, `not_met`, `unknown`, `not_in_force`), conditions with state and
/// article, what to ask next and who answers it, papers, deadlines with their arithmetic, and provisions beside it.
#[derive(Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = std::collections::BTreeMap<String, Object>, example = json!({ "zone": "yangjae", "law_on": "2026-03-02", "findings": [] }))]
pub(crate) struct AskAnswer(Object);

/// Says which special cases are met, not met, or cannot be said yet
///
/// The same answer as `teukgu ask --format json`. It tells requirements and never an approval. What is not known stays
/// unknown and is named as a question with who answers it. Nothing that is sent here is kept.
#[utoipa::path(post, path = "/api/v1/ask", tag = "law",
    params(("lang" = Option<String>, Query, description = "`ko` or `en`; Korean if left out", example = "en")),
    request_body(content = AskBody, content_type = "application/json"),
    responses((status = 200, description = "Findings", body = AskAnswer)))]
pub(crate) async fn answer(
    State(portal): State<Portal>,
    params: Params,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<AskAnswer>, PageError> {
    let lang = lang(&params)?;
    let body = read(&headers, body)?;
    let today = portal.office().today();
    let law_on = body.law_on.unwrap_or(today);
    let question = Question {
        facts: &body.facts,
        provisions: &body.provisions,
        law_on,
        fact_on: body.fact_on.unwrap_or(law_on),
        known_on: body.known_on,
        today,
    };
    let answer = portal.office().ask(&question)?.map_err(|error| cannot_be_used(error.faults()))?;
    Ok(Json(AskAnswer(ask::json(&answer, lang))))
}

/// Describes the facts as JSON Schema
///
/// Made from the vocabulary of the law folder: every fact with its values, its question and who answers it (`x-who`).
#[utoipa::path(get, path = "/api/v1/facts.schema.json", tag = "law",
    params(("lang" = Option<String>, Query, description = "`ko` or `en`; Korean if left out", example = "en")),
    responses((status = 200, description = "JSON Schema, 2020-12", body = AskAnswer, content_type = "application/schema+json")))]
pub(crate) async fn facts_schema(State(portal): State<Portal>, params: Params) -> PageResult {
    let schema = schema(&portal.office().law().law().vocabulary, lang(&params)?);
    let kind = HeaderValue::from_static("application/schema+json");
    Ok(([(header::CONTENT_TYPE, kind)], schema.to_string()).into_response())
}

/// Lets programs on other sites send JSON: browsers ask for leave first.
pub(super) async fn leave() -> Response {
    let allowed = [
        (HeaderName::from_static("access-control-allow-methods"), "POST"),
        (HeaderName::from_static("access-control-allow-headers"), "content-type"),
        (HeaderName::from_static("access-control-max-age"), "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

fn lang(params: &Params) -> Result<Lang, PageError> {
    params.only(&["lang"])?;
    let find = |text: &str| Lang::ALL.into_iter().find(|lang| lang.tag() == text);
    Ok(params.read("lang", find, "ko, en")?.unwrap_or_default())
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<AskBody, PageError> {
    let members = body::object(headers, body, crate::router::LARGEST_BODY, "{\"facts\": {…}}")?;
    members_of(members).map_err(cannot_be_used)
}

fn cannot_be_used(faults: Vec<FactFault>) -> PageError {
    PageError::faulty(
        Text::new(
            format!("쓸 수 없는 값이 {}건 있습니다. `errors`를 보십시오", faults.len()),
            format!("{} values cannot be used, see `errors`", faults.len()),
        ),
        faults,
    )
}

/// Reads the members of the body; every fault is collected.
fn members_of(members: Map<String, Object>) -> Result<AskBody, Vec<FactFault>> {
    let mut body = AskBody { facts: json!({}), ..AskBody::default() };
    let mut faults = Vec::new();
    for (name, value) in members {
        let read = match name.as_str() {
            _ if value.is_null() => Ok(()),
            "facts" => {
                body.facts = value;
                Ok(())
            }
            "provisions" => strings(value).map(|ids| body.provisions = ids),
            "law_on" => day(&value).map(|day| body.law_on = Some(day)),
            "fact_on" => day(&value).map(|day| body.fact_on = Some(day)),
            "known_on" => day(&value).map(|day| body.known_on = Some(day)),
            _ => Err(unknown_member(&name)),
        };
        if let Err((message, help)) = read {
            faults.push(FactFault { path: name, message, help });
        }
    }
    if faults.is_empty() { Ok(body) } else { Err(faults) }
}

fn strings(value: Object) -> Result<Vec<String>, (Text, Text)> {
    serde_json::from_value(value).map_err(|_| {
        (
            Text::new("문자열의 목록이 아닙니다", "this is not a list of texts"),
            Text::new(
                "`[\"act.55.patent_priority\"]`처럼 적으십시오",
                "write it like `[\"act.55.patent_priority\"]`",
            ),
        )
    })
}

fn day(value: &Object) -> Result<Date, (Text, Text)> {
    value.as_str().and_then(|text| text.parse().ok()).ok_or_else(|| {
        (
            Text::new(format!("날짜가 아닙니다: `{value}`"), format!("`{value}` is not a day")),
            Text::new("`\"2026-03-02\"`처럼 적으십시오", "write it like `\"2026-03-02\"`"),
        )
    })
}

fn unknown_member(name: &str) -> (Text, Text) {
    let list = NAMES.join(", ");
    (
        Text::new(format!("없는 이름입니다: `{name}`"), format!("there is no `{name}` here")),
        Text::new(format!("쓸 수 있는 이름: {list}"), format!("there are {list}")),
    )
}
