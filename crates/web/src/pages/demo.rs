//! `GET /demo`, `POST /demo`: the roles of an invented year; there only while the portal runs as a demonstration.

use super::sign_in::{check_origin, welcome};
use crate::error::{PageError, PageResult, render};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::private;
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use teukgu_domain::account::Role;
use teukgu_domain::text::Lang;
use teukgu_office::casework::Raw;
use teukgu_office::demo::{CAST, Part};

pub(super) fn routes() -> Router<Portal> {
    Lang::ALL
        .into_iter()
        .fold(Router::new(), |router, lang| router.route(&lang::join(lang, "/demo"), get(show).post(enter)))
}

#[derive(Template)]
#[template(path = "demo.html")]
struct Demo {
    p: Page,
    cast: &'static [Part],
}

async fn show(visit: Visit) -> PageResult {
    if !visit.portal.config().is_demo {
        return Err(PageError::not_found());
    }
    let template = Demo { p: visit.page("", "demo"), cast: &CAST };
    private(render(&template, &template.p))
}

async fn enter(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    if !visit.portal.config().is_demo {
        return Err(PageError::not_found());
    }
    check_origin(&headers)?;
    let raw = Raw::new(pairs);
    let login = raw.get("login");
    let entered = visit.portal.office().people().enter_as_invented(login).await?;
    let entered = entered.ok_or_else(PageError::not_found)?;
    let part = CAST.iter().find(|part| part.login == login);
    let works_here =
        part.is_some_and(|part| matches!(part.role, Role::Officer | Role::Approver | Role::Auditor));
    Ok(welcome(&visit, &headers, &entered, if works_here { "/desk" } else { "/my" }))
}
