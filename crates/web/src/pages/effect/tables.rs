//! `GET /effect/tables`: which tables there are, from where, and what they cannot answer.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_office::effect::TableAnswer;

#[derive(Template)]
#[template(path = "effect-tables.html")]
struct Shown {
    p: Page,
    tables: Vec<TableAnswer>,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("effect", "effect-tables-title").under_key("effect-title", super::PATH);
    let template = Shown { tables: visit.portal.office().tables().listed(), p };
    render(&template, &template.p)
}
