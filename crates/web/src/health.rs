//! `GET /healthz`, answered before anything else, and the answer where nothing lives.

use crate::error::PageError;
use crate::headers;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers `ok` while the process serves; a monitor asks often, so nothing else runs for it.
pub(crate) async fn answer(request: Request, next: Next) -> Response {
    if request.uri().path() != "/healthz" || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let mut response = "ok".into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers::secure(headers);
    response
}

/// Answers for addresses where nothing lives.
pub(crate) async fn nothing_here() -> PageError {
    PageError::not_found()
}
