//! `GET /sign-in/provider`, `GET /sign-in/provider/back`: signing in with the provider of the organisation.
//!
//! What is sent along belongs to one browser and is used once: the state that comes back has to be the one in the
//! browser's own cookie, so that nobody is signed in as somebody else by a link.

use super::{SignIn, page_with, welcome_at};
use crate::error::{PageError, PageResult, with_faults, with_help};
use crate::pages::organisations::asked::Asked;
use crate::session::{on, private};
use crate::settings::safe_return;
use crate::visit::Visit;
use crate::{cookies, lang};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::InputFault;
use teukgu_office::people::{PendingSignOn, ProvenIdentity};
use teukgu_office::sign_on::SignOn;

/// Name of the cookie that holds the language and the state of a sign-in that has begun.
pub(in crate::pages) const COOKIE: &str = "teukgu_sign_on";
/// How long somebody may be away at the provider, in seconds.
const AWAY: u32 = 600;
/// Address that the provider sends visitors back to; it is registered there, so it is the same in both languages.
pub(super) const BACK: &str = "/sign-in/provider/back";

/// Sends a visitor to the provider.
pub(super) async fn begin(visit: Visit) -> PageResult {
    let portal = visit.portal.clone();
    let provider = portal.config().sign_on.as_deref().ok_or_else(PageError::not_found)?;
    let office = portal.office();
    let back = lang::join(visit.lang, page_wanted(&Asked::read(&visit.query).get("back")));
    let begun = match provider.begin(&format!("{}{BACK}", office.public_url())).await {
        Ok(begun) => begun,
        Err(error) => {
            return refused(&visit, StatusCode::BAD_GATEWAY, &with_help(&error.message(), &error.help()));
        }
    };
    let state = office.people().begin_sign_on(&PendingSignOn::new(&begun, &back)).await?;
    let mut response = on(&begun.with_state(&state).url);
    let kept = format!("{}.{state}", visit.lang.tag());
    response.headers_mut().append(header::SET_COOKIE, cookie(office.public_url(), &kept, AWAY));
    Ok(response)
}

/// Takes a visitor who comes back from the provider.
pub(super) async fn end(visit: Visit, headers: HeaderMap) -> PageResult {
    let portal = visit.portal.clone();
    let provider = portal.config().sign_on.as_deref().ok_or_else(PageError::not_found)?;
    let kept = cookies::find(&headers, COOKIE).and_then(|kept| kept.split_once('.'));
    let tag = kept.map_or("", |(tag, _)| tag);
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == tag).unwrap_or(visit.lang);
    let visit = Visit { lang, ..visit };
    let state = kept.map_or("", |(_, state)| state);
    let mut answer = ended(&visit, &headers, provider, state).await?;
    let forgotten = cookie(portal.office().public_url(), "", 0);
    answer.headers_mut().append(header::SET_COOKIE, forgotten);
    Ok(answer)
}

async fn ended(visit: &Visit, headers: &HeaderMap, provider: &dyn SignOn, state: &str) -> PageResult {
    let asked = Asked::read(&visit.query);
    let people = visit.portal.office().people();
    // The state of another browser, or of a visit that is over, is not even looked up.
    if state.is_empty() || asked.whole("state") != state {
        return refused(visit, StatusCode::BAD_REQUEST, &elsewhere());
    }
    let Some(pending) = people.take_sign_on(state).await? else {
        return refused(visit, StatusCode::BAD_REQUEST, &elsewhere());
    };
    let code = asked.whole("code");
    if code.is_empty() {
        return refused(visit, StatusCode::FORBIDDEN, &not_let_in());
    }
    let proved = match provider.finish(code, &pending.begun(state)).await {
        Ok(proved) => proved,
        Err(error) => {
            return refused(visit, StatusCode::BAD_GATEWAY, &with_help(&error.message(), &error.help()));
        }
    };
    match people.sign_on_with(ProvenIdentity::new(proved, visit.lang)).await? {
        Ok(signed_in) => Ok(welcome_at(visit, headers, &signed_in, safe_return(&pending.back))),
        Err(fault) => refused(visit, StatusCode::FORBIDDEN, &fault.message()),
    }
}

/// Returns the page that somebody wanted, without its language; their own cases if they wanted none.
fn page_wanted(back: &str) -> &str {
    match safe_return(back) {
        "/" => "/my",
        path => path,
    }
}

/// Shows the page to sign in on again, with why the provider's way did not work.
fn refused(visit: &Visit, status: StatusCode, message: &Text) -> PageResult {
    let fault = InputFault { field: SignIn::PROVIDER.to_owned(), message: message.clone() };
    with_faults(status, private(page_with(visit, vec![fault])))
}

fn elsewhere() -> Text {
    Text::new(
        "이 브라우저에서 시작한 로그인이 아니거나 시간이 지났습니다. 처음부터 다시 로그인하세요",
        "this sign-in was not begun in this browser, or it took too long; begin again",
    )
}

fn not_let_in() -> Text {
    Text::new(
        "통합 인증을 취소했거나 허용되지 않았습니다. 다시 시도하거나 비밀번호로 로그인하세요",
        "the provider let nobody in, or it was cancelled; try again, or sign in with a password",
    )
}

/// Writes the cookie of a sign-in that has begun, or the one that takes it away.
fn cookie(public_url: &str, value: &str, seconds: u32) -> HeaderValue {
    let secure = if public_url.starts_with("https://") { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path={BACK}; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("teukgu_sign_on=; Max-Age=0"))
}
