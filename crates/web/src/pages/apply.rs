//! `/apply`: what can be asked for, and an application from its first page to the button that files it.

mod fields;
mod form;
mod papers;
mod review;

pub(super) use fields::{FieldInput, FieldRow};

use crate::error::{PageError, PageResult, render, with_help};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::portal::Portal;
use crate::session::{LARGEST_UPLOAD, Sent, Signed, private};
use crate::visit::Visit;
use crate::{cookies, lang};
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use teukgu_domain::ids::DossierId;
use teukgu_office::casework::procedures::{Applicant, Procedure};
use teukgu_office::casework::{Application, CaseFault};
use teukgu_office::check::Token;

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/apply/{procedure}", get(show).post(begin)),
        ("/applications/{token}", get(form::show).post(form::send)),
        ("/applications/{token}/papers", get(papers::show).post(papers::add)),
        ("/applications/{token}/papers/remove", post(papers::remove).get(papers::again)),
        ("/applications/{token}/review", get(review::show)),
        ("/applications/{token}/file", post(review::file).get(review::again)),
        ("/applications/{token}/discard", post(review::discard).get(review::again)),
    ];
    let router = lang::routes(pages);
    router.layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
}

#[derive(Template)]
#[template(path = "apply.html")]
struct Apply {
    p: Page,
    rows: Vec<Offer>,
}

/// Something that can be asked for.
struct Offer {
    procedure: Procedure,
    period: String,
    basis: String,
    href: String,
}

/// Lists what can be asked for; everybody may look.
pub(super) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("apply", "apply");
    let procedures = visit.portal.office().casework().procedures();
    let rows: Vec<Offer> = procedures.into_iter().map(|procedure| offer(&p, procedure)).collect();
    let template = Apply { p, rows };
    render(&template, &template.p)
}

fn offer(p: &Page, procedure: Procedure) -> Offer {
    Offer {
        period: procedure.clock.period.display(p.lang),
        basis: procedure.clock.basis.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        href: p.href(&format!("/apply/{}", procedure.id)),
        procedure,
    }
}

#[derive(Template)]
#[template(path = "apply-procedure.html")]
struct ApplyProcedure {
    p: Page,
    offer: Offer,
    dossier: String,
    has_check: bool,
    is_for_office: bool,
}

async fn show(visit: Visit, headers: HeaderMap, Path(id): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let procedure = office.casework().open_procedure(&id).map_err(|_| PageError::not_found())?;
    let session = crate::session::find(&visit.portal, &headers).await?;
    let title = procedure.name.get(visit.lang).to_owned();
    let mut p = Page::new(&visit, "apply", title).under_key("apply", "/apply");
    if let Some(session) = session {
        p = p.for_person(Signed { visit: visit.clone(), session }.person());
    }
    let template = ApplyProcedure {
        dossier: Asked::read(&visit.query).get("dossier"),
        has_check: cookies::find(&headers, super::check::COOKIE).is_some(),
        is_for_office: procedure.applicant == Applicant::ZoneOffice,
        offer: offer(&p, procedure),
        p,
    };
    private(render(&template, &template.p))
}

/// Begins an application, with what the self-check of the visitor knows.
async fn begin(headers: HeaderMap, Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let office = signed.visit.portal.office();
    let check = match cookies::find(&headers, super::check::COOKIE).and_then(Token::parse) {
        Some(token) => office.checks().open(&token).await?,
        None => None,
    };
    let dossier = DossierId::parse(sent.raw.get("dossier")).ok();
    let token = office.casework().begin(&signed.who(), &id, check.as_ref(), dossier).await?;
    Ok(signed.on(&format!("/applications/{}", token.as_str())))
}

/// Opens the application that an address names.
async fn open(signed: &Signed, token: &str) -> Result<(Token, Application), PageError> {
    let token = Token::parse(token).ok_or_else(PageError::not_found)?;
    let application = signed.visit.portal.office().casework().application(&signed.who(), &token).await?;
    Ok((token, application))
}

impl From<CaseFault> for PageError {
    fn from(fault: CaseFault) -> Self {
        let status = match &fault {
            CaseFault::NotFound | CaseFault::NoProcedure { .. } => StatusCode::NOT_FOUND,
            CaseFault::Forbidden { .. } => StatusCode::FORBIDDEN,
            CaseFault::Moved | CaseFault::Refused(_) => StatusCode::CONFLICT,
            CaseFault::Form(_) | CaseFault::Upload(_) | CaseFault::Paper(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            CaseFault::Clock(text) => return Self::internal(&text.en),
            CaseFault::Office(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if let CaseFault::Office(error) = fault {
            return error.into();
        }
        if status == StatusCode::NOT_FOUND {
            return Self::not_found();
        }
        Self::refused(status, with_help(&fault.message(), &fault.help()))
    }
}

/// Sends a visitor who opens the address of a button by itself to the page of the button.
fn back(signed: &Signed, token: &str, page: &str) -> Response {
    signed.on(&format!("/applications/{token}{page}")).into_response()
}
