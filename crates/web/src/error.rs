//! What a visitor sees when something cannot be shown: a helpful page, or a problem document for programs.

use crate::api::words::Words;
use crate::page::Page;
use crate::portal::Portal;
use crate::visit::Visit;
use crate::{headers, lang};
use askama::Template;
use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_office::OfficeError;
use teukgu_office::law::facts::FactFault;

/// Why a page or an API answer cannot be given.
#[derive(Clone, Debug)]
pub(crate) struct PageError {
    status: StatusCode,
    detail: Option<Text>,
    faults: Vec<FactFault>,
}

impl PageError {
    /// Nothing lives at the address.
    pub(crate) fn not_found() -> Self {
        Self { status: StatusCode::NOT_FOUND, detail: None, faults: Vec::new() }
    }

    /// The request cannot be understood; `detail` says what to change.
    pub(crate) fn bad_request(detail: Text) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, detail)
    }

    /// The request is refused for a reason that has a status of its own; `detail` says what to change.
    pub(crate) fn refused(status: StatusCode, detail: Text) -> Self {
        Self { status, detail: Some(detail), faults: Vec::new() }
    }

    /// Values of the request cannot be used; each is named, with what to do about it.
    pub(crate) fn faulty(detail: Text, faults: Vec<FactFault>) -> Self {
        Self { faults, ..Self::bad_request(detail) }
    }

    /// Something on our side failed; the reason goes to the log, not to the visitor.
    pub(crate) fn internal(reason: &dyn std::fmt::Display) -> Self {
        tracing::error!(reason = %reason, "a request failed");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, detail: None, faults: Vec::new() }
    }
}

impl From<OfficeError> for PageError {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::NoZone { .. } => Self::refused(StatusCode::SERVICE_UNAVAILABLE, error.help()),
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
    /// What to change, in Korean and English, where something can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Every value that cannot be used, where the request holds several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemFault>,
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
}

/// Turns bare error answers into pages or problem documents, and adds the headers that every answer carries.
pub(crate) async fn dress_errors(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let visit = Visit::from_request_parts(&mut parts, &portal).await.ok();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let known = response.extensions().get::<PageError>().cloned();
        let (detail, faults) = known.map(|error| (error.detail, error.faults)).unwrap_or_default();
        response = if is_for_programs(&path) {
            // A program on another site may read why it was refused.
            let open = response.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).cloned();
            let mut problem = problem(status, detail, &faults);
            problem.headers_mut().extend(open.map(|open| (header::ACCESS_CONTROL_ALLOW_ORIGIN, open)));
            problem
        } else {
            error_page(visit, status, detail)
        };
    }
    headers::secure(response.headers_mut());
    response
}

fn is_for_programs(path: &str) -> bool {
    ["/api/", "/ogc", "/catalog", "/tiles/"].iter().any(|prefix| path.starts_with(prefix)) || path == "/api"
}

fn problem(status: StatusCode, detail: Option<Text>, faults: &[FactFault]) -> Response {
    let problem = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail: detail.map(|text| format!("{} / {}", text.ko, text.en)),
        errors: faults.iter().map(ProblemFault::from).collect(),
    };
    let mut response = (status, Json(problem)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn error_page(visit: Option<Visit>, status: StatusCode, detail: Option<Text>) -> Response {
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
    let template = ErrorPage { p, status: status.as_u16(), detail, kind };
    let html = template.render().unwrap_or_else(|_| status.to_string());
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    response
}

/// Sends a visitor who left out the slash of `/en/` on.
pub(crate) async fn to_english_home() -> Response {
    axum::response::Redirect::permanent(&lang::join(teukgu_domain::text::Lang::En, "/")).into_response()
}
