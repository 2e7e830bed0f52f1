//! What is for whoever is signed in: the session of the cookie, and bodies that are sent within it.
//!
//! None of it may be kept on the way, and no other site's scripts may read it.

use super::body;
use crate::error::PageError;
use crate::portal::Portal;
use crate::router::LARGEST_BODY;
use crate::{guard, session};
use axum::RequestExt;
use axum::Router;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Map, Value};
use teukgu_domain::text::Text;
use teukgu_office::casework::Casework;
use teukgu_office::people::Session;
use teukgu_office::policy::Who;

/// Header that carries the word of the session.
pub(super) const CSRF: &str = "x-csrf-token";
/// Largest body of an application: one paper of the largest size in base64, with what belongs to it.
pub(super) const LARGEST: usize = 28 << 20;

/// Keeps answers out of every cache; they are not open to other sites.
pub(super) fn to_one(router: Router<Portal>) -> Router<Portal> {
    router.layer(axum::middleware::from_fn(unkept))
}

async fn unkept(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Somebody who asks with the cookie of a session; anybody else is told to sign in.
pub(crate) struct Asker {
    portal: Portal,
    pub(super) session: Session,
}

impl Asker {
    /// Returns who asks, for the policy.
    pub(super) fn who(&self) -> Who<'_> {
        Who { account: Some(&self.session.account), link: None, today: self.portal.office().today() }
    }

    pub(super) fn casework(&self) -> Casework<'_> {
        self.portal.office().casework()
    }

    pub(super) const fn portal(&self) -> &Portal {
        &self.portal
    }
}

impl FromRequestParts<Portal> for Asker {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, PageError> {
        let session = session::find(portal, &parts.headers).await?.ok_or_else(nobody)?;
        if session.must_change_password {
            return Err(other_password_first());
        }
        Ok(Self { portal: portal.clone(), session })
    }
}

fn nobody() -> PageError {
    let detail = Text::new(
        "로그인한 사람만 볼 수 있습니다. `/sign-in`에서 로그인하고 그 쿠키를 함께 보내세요",
        "nobody is signed in, or the session is over; sign in at `/sign-in` and send its cookie",
    );
    PageError::refused(StatusCode::UNAUTHORIZED, detail)
}

fn other_password_first() -> PageError {
    let detail = Text::new(
        "처음 받은 비밀번호를 `/my/password`에서 먼저 바꾸세요",
        "choose another password at `/my/password` first",
    );
    PageError::refused(StatusCode::FORBIDDEN, detail)
}

/// A JSON object that somebody sends within their session.
pub(crate) struct Sending {
    pub(super) asker: Asker,
    pub(super) members: Map<String, Value>,
}

impl FromRequest<Portal> for Sending {
    type Rejection = PageError;

    async fn from_request(mut request: Request, portal: &Portal) -> Result<Self, PageError> {
        let asker = request.extract_parts_with_state::<Asker, _>(portal).await?;
        check(&asker, request.headers())?;
        let headers = request.headers().clone();
        // Only an application carries files.
        let most = if request.uri().path().ends_with("/acts") { LARGEST_BODY } else { LARGEST };
        let body = Bytes::from_request(request, portal).await;
        let members = body::object(&headers, body, most, "{\"name\": \"value\"}")?;
        Ok(Self { asker, members })
    }
}

/// Takes a body only from a program that has read the word of the session.
fn check(asker: &Asker, headers: &HeaderMap) -> Result<(), PageError> {
    let word = headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if guard::is_from_here(headers) && session::is_same(word, &asker.session.csrf) {
        return Ok(());
    }
    let detail = Text::new(
        "`X-CSRF-Token` 헤더에 `/api/v1/me`의 `csrf` 값을 넣어 보내세요",
        "send `csrf` of `/api/v1/me` in the header `X-CSRF-Token`",
    );
    Err(PageError::refused(StatusCode::FORBIDDEN, detail))
}
