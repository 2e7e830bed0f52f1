//! What is decided before anything else runs: oversized requests, `GET /healthz`; and the answer where nothing lives.

use crate::error::PageError;
use crate::headers;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Longest address and largest sum of headers; browsers send far less.
const LONGEST_ADDRESS: usize = 8 << 10;
const LARGEST_HEADERS: usize = 32 << 10;

/// Refuses oversized requests, and answers `ok` while the process serves; a monitor asks often, so nothing else runs
/// for it.
pub(crate) async fn answer(request: Request, next: Next) -> Response {
    if let Some(status) = oversized(&request) {
        let mut response = status.into_response();
        headers::secure(response.headers_mut());
        return response;
    }
    if request.uri().path() != "/healthz" || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let mut response = "ok".into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers::secure(headers);
    response
}

fn oversized(request: &Request) -> Option<StatusCode> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let sum: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    (sum > LARGEST_HEADERS).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
}

/// Answers for addresses where nothing lives.
pub(crate) async fn nothing_here() -> PageError {
    PageError::not_found()
}
