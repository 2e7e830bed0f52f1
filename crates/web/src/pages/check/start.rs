//! `GET /check`, `POST /check`, `POST /check/forget`: where a check begins and where it ends.

use super::{cookie, on, open, token};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::http::HeaderMap;
use axum::response::Response;
use teukgu_office::check::{Goal, InputFault, KEPT_DAYS, Raw};

#[derive(Template)]
#[template(path = "check.html")]
struct Start {
    p: Page,
    goals: Vec<Goal>,
    raw: Raw,
    faults: Vec<InputFault>,
    running: Option<Running>,
    was_forgotten: bool,
    kept_days: u32,
}

/// A check that the visitor is in the middle of.
struct Running {
    name: String,
    done: usize,
}

impl Start {
    fn is_chosen(&self, start: &str) -> bool {
        self.raw.get("start") == start
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }
}

pub(super) async fn show(visit: Visit, headers: HeaderMap) -> PageResult {
    let asked = Asked::read(&visit.query);
    let raw = Raw::new(vec![("start".to_owned(), asked.get("goal"))]);
    page(&visit, &headers, raw, Vec::new()).await
}

pub(super) async fn begin(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let checks = visit.portal.office().checks();
    let raw = Raw::new(pairs);
    match checks.begin(&raw).await? {
        Ok(begun) => {
            if let Some(before) = token(&headers) {
                checks.forget(&before).await?;
            }
            Ok(on(&visit, "/check/question", cookie(&visit, &headers, Some(&begun))))
        }
        Err(faults) => page(&visit, &headers, raw, faults).await,
    }
}

async fn page(visit: &Visit, headers: &HeaderMap, raw: Raw, faults: Vec<InputFault>) -> PageResult {
    let p = visit.page("check", "check");
    let open = open(visit, headers).await?;
    let running = open.map(|(_, check)| Running {
        name: p.w(&check.start().name()).to_owned(),
        done: check.progress().done,
    });
    let template = Start {
        goals: visit.portal.office().checks().goals(),
        raw,
        faults,
        running,
        was_forgotten: Asked::read(&visit.query).is_ticked("forgotten"),
        kept_days: KEPT_DAYS,
        p,
    };
    render(&template, &template.p)
}

/// Removes the answers.
pub(super) async fn forget(visit: Visit, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(token) = token(&headers) {
        visit.portal.office().checks().forget(&token).await?;
    }
    Ok(on(&visit, "/check?forgotten=1", cookie(&visit, &headers, None)))
}

/// A visitor who opens the address by itself is shown where to begin.
pub(super) async fn again(visit: Visit) -> Response {
    on(&visit, "/check", None)
}
