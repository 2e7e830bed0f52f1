//! `GET /sitemap.xml` and `GET /robots.txt`: every page, for search engines and for our own crawl.

use crate::lang;
use crate::pages;
use crate::visit::Visit;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;
use teukgu_domain::text::Lang;

/// `GET /sitemap.xml`: addresses are relative to the site, since the portal does not know its public name.
pub(crate) async fn show(visit: Visit) -> Response {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let office = visit.portal.office();
    for path in pages::every_path(&visit.view, &office.law().law(), office.today()) {
        for language in Lang::ALL {
            let _ = writeln!(xml, "<url><loc>{}</loc></url>", lang::join(language, &path));
        }
    }
    xml.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}

/// `GET /robots.txt`.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nAllow: /\n"
}
