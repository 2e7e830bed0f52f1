//! The self-check (자가 점검): `/check` and the pages behind it. What is asked and what it comes to, the office says.
//!
//! Every answer here is made for one visitor: none is kept for another, by us or on the way.

mod answers;
mod question;
mod result;
mod start;

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::portal::Portal;
use crate::visit::Visit;
use crate::{cookies, guard, lang};
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use teukgu_domain::text::Text;
use teukgu_office::check::{Check, KEPT_DAYS, Token};

/// Name of the cookie that opens the answers.
pub(super) const COOKIE: &str = "teukgu_check";

/// The first page; it is the one that the list of pages names.
pub(super) fn first() -> MethodRouter<Portal> {
    get(start::show).post(start::begin).layer(from_fn(private))
}

/// The pages behind the first one; nobody gets there without having begun.
pub(super) fn routes() -> Router<Portal> {
    let pages: [(&str, MethodRouter<Portal>); 5] = [
        ("/check/question", get(question::show).post(question::answer)),
        ("/check/answers", get(answers::show)),
        ("/check/result", get(result::show)),
        ("/check/result.json", get(result::export)),
        ("/check/forget", post(start::forget).get(start::again)),
    ];
    let router = lang::routes(pages);
    router.layer(from_fn(private))
}

/// Takes forms from this site only, and lets nobody keep the answer.
async fn private(request: Request, next: Next) -> Response {
    if *request.method() == Method::POST && !guard::is_from_here(request.headers()) {
        return PageError::bad_request(Text::new(
            "이 누리집의 화면에서 다시 보내 주세요",
            "send the form again from a page of this site",
        ))
        .into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Reads the token of a visitor.
fn token(headers: &HeaderMap) -> Option<Token> {
    cookies::find(headers, COOKIE).and_then(Token::parse)
}

/// Opens the check of a visitor; `None` if there is none or it is over.
async fn open(visit: &Visit, headers: &HeaderMap) -> Result<Option<(Token, Check)>, PageError> {
    let Some(token) = token(headers) else { return Ok(None) };
    let check = visit.portal.office().checks().open(&token).await?;
    Ok(check.map(|check| (token, check)))
}

/// Writes the cookie for a token, or the one that takes it away.
///
/// `Secure` only where the visitor came by https: on plain http, as on a trial machine, the browser would drop it.
fn cookie(visit: &Visit, headers: &HeaderMap, token: Option<&Token>) -> Option<HeaderValue> {
    let (value, seconds) = token.map_or(("", 0), |token| (token.as_str(), KEPT_DAYS * 86_400));
    let secure = cookies::secure(&visit.portal, headers);
    HeaderValue::from_str(&format!(
        "{COOKIE}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}"
    ))
    .ok()
}

/// Sends a visitor on after a form (303), so that going back and loading again send nothing twice.
fn on(visit: &Visit, path: &str, cookie: Option<HeaderValue>) -> Response {
    let to =
        HeaderValue::from_str(&lang::join(visit.lang, path)).unwrap_or(HeaderValue::from_static("/check"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, to);
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

#[derive(Template)]
#[template(path = "check-gone.html")]
struct Gone {
    p: Page,
}

/// Says that there are no answers here, and where to begin.
fn gone(visit: &Visit) -> PageResult {
    let template = Gone { p: visit.page("check", "check-gone") };
    render(&template, &template.p)
}
