//! `GET /accessibility`: the accessibility statement (접근성 안내): what was tested, what was not, whom to tell.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;

#[derive(Template)]
#[template(path = "accessibility.html", whitespace = "minimize")]
struct Accessibility {
    p: Page,
    /// The statement is about this release; its tests ran when the release was made.
    release: &'static str,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("", "accessibility");
    let template = Accessibility { p, release: env!("CARGO_PKG_VERSION") };
    render(&template, &template.p)
}
