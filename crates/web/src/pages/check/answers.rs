//! `GET /check/answers`: every answer, to look over and to change.

use super::question::address;
use super::{gone, open};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::http::HeaderMap;
use teukgu_domain::Date;
use teukgu_domain::text::Text;
use teukgu_office::check::{AnswerGroup, AnswerRow, KEPT_DAYS, Progress};

#[derive(Template)]
#[template(path = "check-answers.html")]
struct Answers {
    p: Page,
    start: Text,
    law_on: Date,
    groups: Vec<AnswerGroup>,
    progress: Progress,
    kept_days: u32,
}

impl Answers {
    fn change(&self, row: &AnswerRow) -> String {
        address(&self.p, &row.question, true)
    }
}

pub(super) async fn show(visit: Visit, headers: HeaderMap) -> PageResult {
    let Some((_, check)) = open(&visit, &headers).await? else { return gone(&visit) };
    let template = Answers {
        p: visit.page("check", "check-answers").under_key("check", "/check"),
        start: check.start().name(),
        law_on: check.law_on().0,
        groups: check.groups(),
        progress: check.progress(),
        kept_days: KEPT_DAYS,
    };
    render(&template, &template.p)
}
