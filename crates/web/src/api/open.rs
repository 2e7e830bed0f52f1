//! What open data answers share: any site may read them, and a client can ask whether they changed.

use crate::portal::Portal;
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};

/// No answer of the portal is longer.
const LONGEST: usize = 64 << 20;

/// Opens routes to the programs of any site.
pub(crate) fn to_all(router: Router<Portal>) -> Router<Portal> {
    router.layer(axum::middleware::from_fn(open))
}

async fn open(request: Request, next: Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK {
        response = with_etag(response, known.as_ref()).await;
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let exposed = HeaderValue::from_static("link, etag, content-crs, x-request-id");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    response
}

/// Marks an answer by its content, and leaves the content away if the client has it.
async fn with_etag(response: Response, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LONGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // The body of an answer to HEAD is dropped later, so both methods have the same mark.
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let etag = HeaderValue::from_str(&format!("\"{:016x}\"", hasher.finish())).ok();
    let unchanged = known.is_some() && known == etag.as_ref();
    if let Some(etag) = etag {
        parts.headers.insert(header::ETAG, etag);
    }
    if unchanged {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Scheme and host that the client used, so that links work when they are copied elsewhere; empty if unknown.
pub(crate) struct Origin(String);

impl Origin {
    /// Makes the whole address of a path.
    pub(crate) fn href(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(origin(&parts.headers).unwrap_or_default()))
    }
}

/// A host with anything but letters, digits, dots, dashes and a port is not repeated.
fn origin(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host")?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    (!host.is_empty() && host.chars().all(is_plain)).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_begins_with_the_host_that_was_asked_unless_it_is_odd() {
        let of = |host: &str, proto: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert("host", host.parse().unwrap());
            if let Some(proto) = proto {
                headers.insert("x-forwarded-proto", proto.parse().unwrap());
            }
            origin(&headers).unwrap_or_default()
        };
        assert_eq!(of("127.0.0.1:8080", None), "http://127.0.0.1:8080");
        assert_eq!(of("zone.example.kr", Some("https")), "https://zone.example.kr");
        assert_eq!(of("zone.example.kr", Some("gopher")), "http://zone.example.kr");
        assert_eq!(of("a/b?c", None), "");
    }
}
