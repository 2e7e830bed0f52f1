//! Who is signed in: the cookie, the pages that are for somebody, and the forms that they send.
//!
//! Nothing of this touches a public page: those are the same for everybody, whoever is signed in.

use crate::error::{PageError, PageResult};
use crate::page::Page;
use crate::portal::Portal;
use crate::visit::Visit;
use crate::{cookies, guard, lang};
use axum::body::HttpBody as _;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, RequestExt};
use std::future::poll_fn;
use std::pin::Pin;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::text::Text;
use teukgu_office::casework::Raw;
use teukgu_office::people::Session;
use teukgu_office::policy::Who;

/// Name of the cookie that says who is signed in.
pub(crate) const COOKIE: &str = "teukgu_session";
/// Name of the field in which each form carries the word of its session.
pub(crate) const CSRF: &str = "csrf";
/// Largest file with what belongs to it.
pub(crate) const LARGEST_UPLOAD: usize = (20 << 20) + (64 << 10);

/// Most bytes of a form with a file that are read only to be thrown away.
const LARGEST_READ: u64 = 100 << 20;

/// A visit of somebody who is signed in; anybody else is asked to.
pub(crate) struct Signed {
    pub(crate) visit: Visit,
    pub(crate) session: Session,
}

impl Signed {
    /// Returns who asks, for the policy.
    pub(crate) fn who(&self) -> Who<'_> {
        Who { account: Some(&self.session.account), link: None, today: self.visit.portal.office().today() }
    }

    /// Returns the account.
    pub(crate) const fn account(&self) -> &Account {
        &self.session.account
    }

    /// Begins a page for the person; `title_key` names its title in the text files.
    pub(crate) fn page(&self, section: &'static str, title_key: &str) -> Page {
        self.visit.page(section, title_key).for_person(self.person())
    }

    pub(crate) fn person(&self) -> Person {
        let account = &self.session.account;
        let today = self.visit.portal.office().today();
        let has = |role| account.has_role(role, today);
        Person {
            name: account.name.clone(),
            csrf: self.session.csrf.clone(),
            works_here: [Role::Officer, Role::Approver, Role::Auditor, Role::Finance].into_iter().any(has),
            is_admin: has(Role::Admin),
            is_invented: account.is_invented,
            seconds_left: self.session.expires.duration_since(self.visit.portal.office().now()).as_secs(),
        }
    }

    /// Sends the visitor on after a form (303).
    pub(crate) fn on(&self, path: &str) -> Response {
        on(&lang::join(self.visit.lang, path))
    }
}

/// The person that a page is for.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// Word of the session, which each form sends back.
    pub(crate) csrf: String,
    /// True if the person works for the office.
    pub(crate) works_here: bool,
    pub(crate) is_admin: bool,
    /// True for the invented persons of a demonstration.
    pub(crate) is_invented: bool,
    /// Seconds after which the session ends if nobody uses it any more.
    pub(crate) seconds_left: i64,
}

/// Finds the session of a request.
pub(crate) async fn find(portal: &Portal, headers: &HeaderMap) -> Result<Option<Session>, PageError> {
    let Some(token) = cookies::find(headers, COOKIE) else { return Ok(None) };
    Ok(portal.office().people().session(token).await?)
}

impl FromRequestParts<Portal> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, portal).await.map_err(IntoResponse::into_response)?;
        match find(portal, &parts.headers).await.map_err(IntoResponse::into_response)? {
            // A password that somebody else made up opens nothing but the page where another one is chosen.
            Some(session) if session.must_change_password && !may_go_on(&visit.path) => {
                Err(on(&lang::join(visit.lang, CHANGE)))
            }
            Some(session) => Ok(Self { visit, session }),
            None => Err(sign_in_first(&visit)),
        }
    }
}

/// Page where another password is chosen.
const CHANGE: &str = "/my/password";

fn may_go_on(path: &str) -> bool {
    matches!(path, CHANGE | "/sign-out")
}

fn sign_in_first(visit: &Visit) -> Response {
    // A form cannot be sent again after signing in, so the way back is to the page.
    let back = Page::encoded(&visit.path);
    on(&format!("{}?back={back}", lang::join(visit.lang, "/sign-in")))
}

/// A form of somebody who is signed in, sent from a page of this site within the same session.
pub(crate) struct Sent {
    pub(crate) signed: Signed,
    pub(crate) raw: Raw,
}

impl FromRequest<Portal> for Sent {
    type Rejection = Response;

    async fn from_request(mut request: Request, portal: &Portal) -> Result<Self, Response> {
        let signed = request.extract_parts_with_state::<Signed, _>(portal).await?;
        let is_from_here = guard::is_from_here(request.headers());
        let pairs = Form::<Vec<(String, String)>>::from_request(request, portal).await;
        let Form(pairs) = pairs.map_err(IntoResponse::into_response)?;
        let raw = Raw::new(pairs);
        check(&signed, is_from_here, raw.get(CSRF))?;
        Ok(Self { signed, raw })
    }
}

/// A form with a file; it has at most `MOST` bytes with all that belongs to it.
pub(crate) struct SentFile<const MOST: usize = LARGEST_UPLOAD> {
    pub(crate) signed: Signed,
    pub(crate) raw: Raw,
    /// Name and content; `None` if no file was chosen.
    pub(crate) file: Option<(String, Vec<u8>)>,
}

impl<const MOST: usize> FromRequest<Portal> for SentFile<MOST> {
    type Rejection = Response;

    async fn from_request(mut request: Request, portal: &Portal) -> Result<Self, Response> {
        let signed = request.extract_parts_with_state::<Signed, _>(portal).await?;
        let is_from_here = guard::is_from_here(request.headers());
        let request = not_too_large(request, MOST as u64).await?;
        let mut parts =
            Multipart::from_request(request, portal).await.map_err(IntoResponse::into_response)?;
        let (mut pairs, mut file) = (Vec::new(), None);
        while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let bytes = part.bytes().await.map_err(IntoResponse::into_response)?;
                    if !file_name.is_empty() || !bytes.is_empty() {
                        file = Some((file_name, bytes.to_vec()));
                    }
                }
                None => pairs.push((name, part.text().await.map_err(IntoResponse::into_response)?)),
            }
        }
        let raw = Raw::new(pairs);
        check(&signed, is_from_here, raw.get(CSRF))?;
        Ok(Self { signed, raw, file })
    }
}

/// Refuses a form that says itself that it is too large.
///
/// A browser shows the answer only after it has sent all of the form, so one that is not far above what is taken is
/// let in and thrown away; of any other nothing is read.
async fn not_too_large(request: Request, most: u64) -> Result<Request, Response> {
    let length = request.body().size_hint().lower();
    if length <= most {
        return Ok(request);
    }
    if length <= LARGEST_READ {
        let mut body = request.into_body();
        while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {}
    }
    Err(StatusCode::PAYLOAD_TOO_LARGE.into_response())
}

#[expect(clippy::result_large_err, reason = "an extractor refuses with an answer")]
fn check(signed: &Signed, is_from_here: bool, word: &str) -> Result<(), Response> {
    if is_from_here && is_same(word, &signed.session.csrf) {
        return Ok(());
    }
    let text = Text::new(
        "화면이 오래되었거나 다른 곳에서 온 요청입니다. 화면을 새로 열어 다시 보내 주세요",
        "the page is too old, or the form came from elsewhere; open the page again and send it once more",
    );
    Err(PageError::refused(StatusCode::FORBIDDEN, text).into_response())
}

/// Compares two words in a time that does not tell how much of them is the same.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// Keeps a page that is for one person out of every cache.
pub(crate) fn private(page: PageResult) -> PageResult {
    let mut response = page?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Sends a visitor on after a form (303), so that going back and loading again send nothing twice.
pub(crate) fn on(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Writes the cookie of a session, or the one that takes it away.
pub(crate) fn cookie(portal: &Portal, headers: &HeaderMap, token: Option<&str>) -> HeaderValue {
    let secure = cookies::secure(portal, headers);
    let text = match token {
        Some(token) => format!("{COOKIE}={token}; Path=/; SameSite=Lax; HttpOnly{secure}"),
        None => format!("{COOKIE}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly{secure}"),
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("teukgu_session=; Path=/; Max-Age=0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_only_as_a_whole() {
        assert!(is_same("abc", "abc"));
        for other in ["", "ab", "abd", "abcd"] {
            assert!(!is_same("abc", other), "{other}");
        }
    }
}
