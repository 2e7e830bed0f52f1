//! `GET /privacy`: the privacy policy (개인정보처리방침): nothing of whoever only reads, and what an application needs.

use crate::display::{KEPT_SECONDS, MODE_COOKIE, SIZE_COOKIE};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::pages::check;
use crate::pages::sign_in::provider::COOKIE as PROVIDER_COOKIE;
use crate::session;
use crate::visit::Visit;
use askama::Template;
use teukgu_office::check::KEPT_DAYS;
use teukgu_office::screening;

#[derive(Template)]
#[template(path = "privacy.html", whitespace = "minimize")]
struct Privacy {
    p: Page,
    cookies: [Cookie; 5],
    /// How long the answers of a self-check are kept.
    check_days: u32,
    /// How long the rows of a screening are kept.
    screening_days: i64,
    /// True if this server fetches map pictures from the national map service for visitors.
    fetches_tiles: bool,
    release: &'static str,
}

struct Cookie {
    name: &'static str,
    purpose: &'static str,
    kept_key: &'static str,
    kept_days: u32,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("", "privacy");
    let template = Privacy {
        p,
        cookies: [
            setting(MODE_COOKIE, "privacy-cookie-mode"),
            setting(SIZE_COOKIE, "privacy-cookie-size"),
            Cookie {
                name: check::COOKIE,
                purpose: "privacy-cookie-check",
                kept_key: "privacy-cookie-check-days",
                kept_days: KEPT_DAYS,
            },
            fixed(session::COOKIE, "privacy-cookie-session", "privacy-cookie-session-kept"),
            fixed(PROVIDER_COOKIE, "privacy-cookie-sign-on", "privacy-cookie-sign-on-kept"),
        ],
        check_days: KEPT_DAYS,
        screening_days: screening::KEPT_DAYS,
        fetches_tiles: visit.portal.config().vworld.is_some(),
        release: env!("CARGO_PKG_VERSION"),
    };
    render(&template, &template.p)
}

/// A cookie whose end is told in words.
const fn fixed(name: &'static str, purpose: &'static str, kept_key: &'static str) -> Cookie {
    Cookie { name, purpose, kept_key, kept_days: 0 }
}

/// A cookie of the display settings.
const fn setting(name: &'static str, purpose: &'static str) -> Cookie {
    Cookie { name, purpose, kept_key: "privacy-cookie-days", kept_days: KEPT_SECONDS / 86_400 }
}
