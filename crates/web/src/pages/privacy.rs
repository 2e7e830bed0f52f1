//! `GET /privacy`: the privacy policy (개인정보처리방침): nothing personal is collected, and what is kept instead.

use crate::display::{KEPT_SECONDS, MODE_COOKIE, SIZE_COOKIE};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;

#[derive(Template)]
#[template(path = "privacy.html", whitespace = "minimize")]
struct Privacy {
    p: Page,
    cookies: [Cookie; 2],
    kept_days: u32,
    /// True if this server fetches map pictures from the national map service for visitors.
    fetches_tiles: bool,
    release: &'static str,
}

struct Cookie {
    name: &'static str,
    purpose: &'static str,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("", "privacy");
    let template = Privacy {
        p,
        cookies: [
            Cookie { name: MODE_COOKIE, purpose: "privacy-cookie-mode" },
            Cookie { name: SIZE_COOKIE, purpose: "privacy-cookie-size" },
        ],
        kept_days: KEPT_SECONDS / 86_400,
        fetches_tiles: visit.portal.config().vworld.is_some(),
        release: env!("CARGO_PKG_VERSION"),
    };
    render(&template, &template.p)
}
