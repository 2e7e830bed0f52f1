//! `POST /settings/display`: keeps the display settings in cookies and goes back to where the visitor was.

use crate::display::{KEPT_SECONDS, MODE_COOKIE, Mode, SIZE_COOKIE, Size};
use crate::error::PageError;
use crate::portal::Portal;
use crate::{cookies, guard, lang};
use axum::Form;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;
use teukgu_domain::text::{Lang, Text};

pub(crate) fn routes() -> Router<Portal> {
    Lang::ALL.into_iter().fold(Router::new(), |router, language| {
        let form = Redirect::to(&lang::join(language, "/display"));
        // A visitor who opens the address by itself is shown the form.
        let methods = post(keep).get(move || async { form });
        router.route(&lang::join(language, "/settings/display"), methods)
    })
}

#[derive(Deserialize)]
struct Settings {
    mode: String,
    size: String,
    #[serde(default)]
    back: String,
}

async fn keep(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(settings): Form<Settings>,
) -> Result<Response, PageError> {
    if !guard::is_from_here(&headers) {
        return Err(PageError::bad_request(Text::new(
            "이 화면에서 다시 선택해 주세요",
            "choose again on the settings page of this site",
        )));
    }
    let unknown = || PageError::bad_request(Text::new("고를 수 없는 설정입니다", "there is no such setting"));
    let mode = Mode::find_by_key(&settings.mode).ok_or_else(unknown)?;
    let size = Size::find_by_key(&settings.size).ok_or_else(unknown)?;
    let secure = cookies::secure(&portal, &headers);
    let mut response = StatusCode::SEE_OTHER.into_response();
    let back = HeaderValue::from_str(safe_return(&settings.back)).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, back);
    for (name, value) in [(MODE_COOKIE, mode.key().to_owned()), (SIZE_COOKIE, size.number().to_string())] {
        let cookie =
            format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax; HttpOnly{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    Ok(response)
}

/// Returns a path of this site to go back to; anything that could lead elsewhere becomes home.
pub(crate) fn safe_return(back: &str) -> &str {
    // Browsers read a backslash as a slash and drop tabs and line ends before they look for the host.
    let is_path = back.starts_with('/') && !back.contains("//");
    let is_path = is_path && !back.chars().any(|c| c == '\\' || c.is_control());
    if is_path && back.is_ascii() { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_this_site_only() {
        assert_eq!(safe_return("/en/map?x=1"), "/en/map?x=1");
        for elsewhere in [
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "",
            "javascript:1",
            "/a\r\nb",
            "/\t/example.org",
        ] {
            assert_eq!(safe_return(elsewhere), "/", "{elsewhere}");
        }
    }
}
