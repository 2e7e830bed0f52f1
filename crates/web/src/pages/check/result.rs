//! `GET /check/result`, `GET /check/result.json`: what the answers come to.

mod view;

pub(super) use view::{CiteView, cites};

use super::{gone, open};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use teukgu_domain::Date;
use teukgu_domain::text::Text;
use teukgu_office::check::{AnswerGroup, KEPT_DAYS, Progress};
use view::{CaseView, View};

#[derive(Template)]
#[template(path = "check-result.html")]
struct CheckResult {
    p: Page,
    start: Text,
    law_on: Date,
    law_on_is_chosen: bool,
    cases: Vec<CaseView>,
    routes: Vec<CaseView>,
    duties: Vec<CaseView>,
    groups: Vec<AnswerGroup>,
    progress: Progress,
    kept_days: u32,
}

impl CheckResult {
    /// Lists what a reader jumps to in the order of the page, and whether it stands beside the one above.
    fn contents(&self) -> impl Iterator<Item = (&CaseView, bool)> {
        let with_routes = |case| [(case, false)].into_iter().chain(case_routes(case));
        let others = self.routes.iter().chain(&self.duties).map(|case| (case, false));
        self.cases.iter().flat_map(with_routes).chain(others)
    }
}

fn case_routes(case: &CaseView) -> impl Iterator<Item = (&CaseView, bool)> {
    case.routes.iter().map(|route| (route, true))
}

pub(super) async fn show(visit: Visit, headers: HeaderMap) -> PageResult {
    let Some((_, check)) = open(&visit, &headers).await? else { return gone(&visit) };
    let p = visit.page("check", "check-result").under_key("check", "/check");
    let outcome = check.outcome();
    let view = View { p: &p, check: &check };
    let list = |judged: &[_]| judged.iter().map(|judged| view.case(judged)).collect();
    let (cases, routes, duties) = (list(&outcome.cases), list(&outcome.routes), list(&outcome.duties));
    let (law_on, law_on_is_chosen) = check.law_on();
    let template = CheckResult {
        start: check.start().name(),
        law_on,
        law_on_is_chosen,
        cases,
        routes,
        duties,
        groups: check.groups(),
        progress: check.progress(),
        kept_days: KEPT_DAYS,
        p,
    };
    render(&template, &template.p)
}

/// Hands the result out as `teukgu ask` prints it, with the answers that it rests on.
pub(super) async fn export(visit: Visit, headers: HeaderMap) -> PageResult {
    let Some((_, check)) = open(&visit, &headers).await? else { return Err(PageError::not_found()) };
    let mut document = check.json(visit.lang);
    document["facts"] = check.facts();
    let day = visit.portal.office().today();
    let name = HeaderValue::from_str(&format!("attachment; filename=\"teukgu-check-{day}.json\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    Ok((headers, format!("{document:#}\n")).into_response())
}
