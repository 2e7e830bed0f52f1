//! What is decided before anything else runs: oversized requests, `GET /healthz`; and the answer where nothing lives.

use crate::error::PageError;
use crate::headers;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Longest address and largest sum of headers; browsers send far less.
const LONGEST_ADDRESS: usize = 8 << 10;
const LARGEST_HEADERS: usize = 32 << 10;

/// Refuses oversized requests, and says `ok` to a monitor; `None` for everything else.
pub(crate) fn answer(request: &Request) -> Option<Response> {
    let mut response = if let Some(status) = oversized(request) {
        status.into_response()
    } else if request.uri().path() == "/healthz" && matches!(*request.method(), Method::GET | Method::HEAD) {
        ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], "ok").into_response()
    } else {
        return None;
    };
    headers::secure(response.headers_mut());
    Some(response)
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
