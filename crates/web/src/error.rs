//! What a visitor sees when something cannot be shown: a helpful page, or a problem document for programs.

use crate::api::record;
use crate::api::words::Words;
use crate::observe::RequestId;
use crate::page::Page;
use crate::portal::Portal;
use crate::visit::Visit;
use crate::{headers, lang};
use askama::Template;
use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::OfficeError;
use teukgu_office::law::facts::FactFault;

/// Why a page or an API answer cannot be given.
#[derive(Clone, Debug)]
pub(crate) struct PageError {
    status: StatusCode,
    detail: Option<Text>,
    faults: Vec<FactFault>,
    conflict: Option<Conflict>,
}

/// Why something cannot be done to what it was meant for, in words for programs.
#[derive(Clone, Debug)]
pub(crate) struct Conflict {
    /// Word for the reason.
    pub(crate) reason: &'static str,
    /// Acts that are possible instead.
    pub(crate) possible: Vec<&'static str>,
}

impl PageError {
    const fn bare(status: StatusCode) -> Self {
        Self { status, detail: None, faults: Vec::new(), conflict: None }
    }

    /// Nothing lives at the address.
    pub(crate) const fn not_found() -> Self {
        Self::bare(StatusCode::NOT_FOUND)
    }

    /// The request cannot be understood; `detail` says what to change.
    pub(crate) fn bad_request(detail: Text) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, detail)
    }

    /// The request is refused for a reason that has a status of its own; `detail` says what to change.
    pub(crate) fn refused(status: StatusCode, detail: Text) -> Self {
        Self { detail: Some(detail), ..Self::bare(status) }
    }

    /// Values of the request cannot be used; each is named, with what to do about it.
    pub(crate) fn faulty(detail: Text, faults: Vec<FactFault>) -> Self {
        Self { faults, ..Self::bad_request(detail) }
    }

    /// Inputs that can be read and not be used; each is named, with what to do about it.
    pub(crate) fn unusable(detail: Text, faults: Vec<FactFault>) -> Self {
        Self { faults, ..Self::refused(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// What was asked for does not go together with how things stand.
    pub(crate) fn conflict(detail: Text, conflict: Conflict) -> Self {
        Self { conflict: Some(conflict), ..Self::refused(StatusCode::CONFLICT, detail) }
    }

    /// Something on our side failed; the reason goes to the log, not to the visitor.
    pub(crate) fn internal(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!(reason = %reason, "a request failed");
        Self::bare(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl PageError {
    /// The database is away; the reason goes to the log, not to the visitor.
    fn away(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!(reason = %reason, "a request failed");
        let detail = Text::new(
            "데이터베이스에 잠시 연결할 수 없습니다. 조금 뒤에 다시 시도해 주세요.",
            "The database is away for a moment. Please try again a little later.",
        );
        Self::refused(StatusCode::SERVICE_UNAVAILABLE, detail)
    }
}

impl From<OfficeError> for PageError {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::NoZone { .. } => Self::refused(StatusCode::SERVICE_UNAVAILABLE, error.help()),
            OfficeError::NoEntry { .. } => Self::refused(StatusCode::NOT_FOUND, error.message()),
            OfficeError::NoKey { .. } => record::no_checkpoint(),
            other if other.is_for_a_while() => Self::away(&other),
            other => Self::internal(&other),
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Marks an answer with an error status that is a page already, such as a form with what is wrong in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dressed;

/// Says what is wrong, then what to do about it, as pages say it.
pub(crate) fn with_help(message: &Text, help: &Text) -> Text {
    let both = |lang: Lang| format!("{}. {}", message.get(lang).trim_end_matches('.'), help.get(lang));
    Text::new(both(Lang::Ko), both(Lang::En))
}

/// Gives a page that says what is wrong in a form the status of that; it is a page already and no error to be dressed.
pub(crate) fn with_faults(status: StatusCode, page: PageResult) -> PageResult {
    let mut response = page?;
    *response.status_mut() = status;
    response.extensions_mut().insert(Dressed);
    Ok(response)
}

/// A page or the reason why there is none.
pub(crate) type PageResult = Result<Response, PageError>;

/// Renders a template as an answer in the language of its page.
pub(crate) fn render(template: &impl Template, page: &Page) -> PageResult {
    let mut response = Html(template.render()?).into_response();
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(page.lang.tag()));
    Ok(response)
}

/// An error as a problem document (RFC 9457).
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Problem {
    /// What kind of problem it is; `about:blank` means that the status says it all.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Short title in English.
    title: String,
    /// HTTP status.
    status: u16,
    /// Number of the request, to name when help is asked for; the log holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "5b1f09c2-1a")]
    request_id: Option<String>,
    /// What to change, in Korean and English, where something can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Every value that cannot be used, where the request holds several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemFault>,
    /// Where something cannot be done to a case: `moved` (somebody else was quicker), `not_now` (the stage does not
    /// allow it) or `refused` (`detail` says why).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "moved")]
    reason: Option<&'static str>,
    /// With `reason`: the acts that are possible now.
    #[serde(skip_serializing_if = "Option::is_none")]
    possible: Option<Vec<&'static str>>,
}

/// A value that cannot be used.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ProblemFault {
    /// Where it stands.
    #[schema(example = "application.state")]
    path: String,
    /// What is wrong.
    message: Words,
    /// What to do about it.
    help: Words,
}

impl From<&FactFault> for ProblemFault {
    fn from(fault: &FactFault) -> Self {
        Self { path: fault.path.clone(), message: (&fault.message).into(), help: (&fault.help).into() }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    p: Page,
    status: u16,
    detail: Option<String>,
    kind: &'static str,
    request_id: Option<RequestId>,
}

/// Turns bare error answers into pages or problem documents, and adds the headers that every answer carries.
pub(crate) async fn dress_errors(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let visit = Visit::from_request_parts(&mut parts, &portal).await.ok();
    let id = parts.extensions.get::<RequestId>().cloned();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_dressed = response.extensions().get::<Dressed>().is_some();
    if (status.is_client_error() || status.is_server_error()) && !is_dressed {
        let known = response.extensions().get::<PageError>().cloned();
        let known = known.unwrap_or(PageError::bare(status));
        response = if is_for_programs(&path) {
            let mut problem = problem(status, known, id);
            keep_headers(response.headers(), problem.headers_mut());
            problem
        } else {
            error_page(visit, status, known.detail, id)
        };
    }
    headers::secure(response.headers_mut());
    response
}

/// Keeps who may read an answer and whether it may be kept: a program on another site may read why it was refused.
fn keep_headers(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::ACCESS_CONTROL_ALLOW_ORIGIN, header::CACHE_CONTROL] {
        to.extend(from.get(&name).cloned().map(|value| (name, value)));
    }
}

fn is_for_programs(path: &str) -> bool {
    ["/api/", "/ogc", "/catalog", "/tiles/", "/record/checkpoint"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
        || path == "/api"
        || path.ends_with("/proof.json")
}

fn problem(status: StatusCode, error: PageError, id: Option<RequestId>) -> Response {
    let (reason, possible) = error.conflict.map(|conflict| (conflict.reason, conflict.possible)).unzip();
    let problem = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        request_id: id.map(|id| id.as_str().to_owned()),
        detail: error.detail.map(|text| format!("{} / {}", text.ko, text.en)),
        errors: error.faults.iter().map(ProblemFault::from).collect(),
        reason,
        possible,
    };
    let mut response = (status, Json(problem)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn error_page(
    visit: Option<Visit>,
    status: StatusCode,
    detail: Option<Text>,
    request_id: Option<RequestId>,
) -> Response {
    let Some(visit) = visit else {
        return (status, "teukgu").into_response();
    };
    let kind = match status {
        StatusCode::NOT_FOUND => "not-found",
        status if status.is_server_error() => "server",
        _ => "request",
    };
    let p = visit.page("", &format!("error-{kind}-title"));
    let detail = detail.map(|text| p.w(&text).to_owned());
    let language = HeaderValue::from_static(p.lang.tag());
    let template = ErrorPage { p, status: status.as_u16(), detail, kind, request_id };
    let html = template.render().unwrap_or_else(|_| status.to_string());
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    response
}

/// Sends a visitor who left out the slash of `/en/` on.
pub(crate) async fn to_english_home() -> Response {
    axum::response::Redirect::permanent(&lang::join(Lang::En, "/")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_store::StoreError;

    #[test]
    fn a_database_that_is_away_is_told_from_one_that_fails() {
        let status = |error: StoreError| PageError::from(OfficeError::from(error)).status;
        let away = StoreError::Unreachable { doing: "reading entries", source: "refused".into() };
        assert_eq!(status(away), StatusCode::SERVICE_UNAVAILABLE);
        let failed = StoreError::Driver { doing: "reading entries", source: "broken".into() };
        assert_eq!(status(failed), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
