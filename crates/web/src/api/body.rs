//! The body of a request: a JSON object, or what to send instead.

use crate::error::PageError;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value};
use teukgu_domain::text::Text;

/// Reads a JSON object; `most` is the size in bytes that the address takes, `example` is shown if it is no object.
pub(super) fn object(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    most: usize,
    example: &str,
) -> Result<Map<String, Value>, PageError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(PageError::refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Text::new(
                "`Content-Type: application/json`으로 보내십시오",
                "send it with `Content-Type: application/json`",
            ),
        ));
    }
    let body = body.map_err(|rejection| not_received(rejection.into_response().status(), most))?;
    let body: Value = serde_json::from_slice(&body).map_err(|error| {
        PageError::bad_request(Text::new(
            format!("본문이 JSON이 아닙니다: {}행 {}열", error.line(), error.column()),
            format!("the body is not JSON: line {}, column {}", error.line(), error.column()),
        ))
    })?;
    let Value::Object(members) = body else {
        return Err(PageError::bad_request(Text::new(
            format!("본문은 `{example}` 같은 JSON 객체여야 합니다"),
            format!("the body is a JSON object such as `{example}`"),
        )));
    };
    Ok(members)
}

fn not_received(status: StatusCode, most: usize) -> PageError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let most = most >> 10;
        return PageError::refused(
            status,
            Text::new(format!("본문은 {most} KiB까지 보낼 수 있습니다"), format!("send at most {most} KiB")),
        );
    }
    PageError::bad_request(Text::new("본문을 끝까지 받지 못했습니다", "the body did not arrive as a whole"))
}
