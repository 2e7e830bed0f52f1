//! `GET /applications/{token}/review` and the button that files the application.

use super::{back, open};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use teukgu_office::casework::{Application, CaseFault, DraftDocument, GivenAnswer, InputFault};

#[derive(Template)]
#[template(path = "application-review.html")]
struct ReviewPage {
    p: Page,
    token: String,
    name: String,
    answers: Vec<GivenAnswer>,
    documents: Vec<(String, DraftDocument)>,
    missing: Vec<InputFault>,
    period: String,
}

pub(super) async fn show(signed: Signed, Path(token): Path<String>) -> PageResult {
    let (_, application) = open(&signed, &token).await?;
    page(&signed, &token, &application)
}

fn page(signed: &Signed, token: &str, application: &Application) -> PageResult {
    let casework = signed.visit.portal.office().casework();
    let procedure = casework.open_procedure(&application.procedure)?;
    let p = signed.page("apply", "apply-review").under_key("apply", "/apply");
    let name = procedure.name.get(p.lang).to_owned();
    let p = p.under(name.clone(), &format!("/applications/{token}"));
    let slot = |id: &str| match procedure.form.paper(id) {
        Some(paper) => p.w(&paper.name).to_owned(),
        None => p.t("apply-other-papers"),
    };
    let documents = application.documents.iter().map(|document| (slot(&document.slot), document.clone()));
    let template = ReviewPage {
        documents: documents.collect(),
        answers: casework.told(application)?,
        missing: casework.missing(application)?,
        period: procedure.clock.period.display(p.lang),
        token: token.to_owned(),
        name,
        p,
    };
    private(render(&template, &template.p))
}

pub(super) async fn file(Path(token): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let draft = teukgu_office::check::Token::parse(&token).ok_or_else(PageError::not_found)?;
    match signed.visit.portal.office().casework().file(&signed.who(), &draft).await {
        Ok(filed) => Ok(signed.on(&format!("/cases/{}?filed=1", filed.case))),
        Err(CaseFault::Form(_)) => {
            let (_, application) = open(signed, &token).await?;
            page(signed, &token, &application)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn discard(Path(token): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let (draft, _) = open(signed, &token).await?;
    signed.visit.portal.office().casework().discard(&signed.who(), &draft).await?;
    Ok(signed.on("/my"))
}

pub(super) async fn again(signed: Signed, Path(token): Path<String>) -> Response {
    back(&signed, &token, "/review")
}
