//! `GET /applications/{token}`, `POST /applications/{token}`: the form.

use super::{FieldInput, FieldRow, open};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use teukgu_office::casework::{Application, CaseFault, InputFault, Raw};

#[derive(Template)]
#[template(path = "application-form.html")]
struct FormPage {
    p: Page,
    token: String,
    rows: Vec<FieldRow>,
    faults: Vec<InputFault>,
    has_facts: bool,
}

pub(super) async fn show(signed: Signed, Path(token): Path<String>) -> PageResult {
    let (_, application) = open(&signed, &token).await?;
    page(&signed, &token, &application, None, Vec::new())
}

fn page(
    signed: &Signed,
    token: &str,
    application: &Application,
    sent: Option<&Raw>,
    faults: Vec<InputFault>,
) -> PageResult {
    let casework = signed.visit.portal.office().casework();
    let procedure = casework.open_procedure(&application.procedure)?;
    let mut p = signed.page("apply", "apply").under_key("apply", "/apply");
    procedure.name.get(p.lang).clone_into(&mut p.title);
    let form = casework.form(application)?;
    let rows = form.fields.iter().map(|field| FieldRow::new(&p, field, sent, &faults)).collect();
    let has_facts = application.facts.is_some();
    let template = FormPage { token: token.to_owned(), rows, faults, has_facts, p };
    private(render(&template, &template.p))
}

pub(super) async fn send(Path(token): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let (draft, application) = open(signed, &token).await?;
    let answered = signed.visit.portal.office().casework().answer(&signed.who(), &draft, &sent.raw).await;
    match answered {
        Ok(_) => Ok(signed.on(&format!("/applications/{token}/papers"))),
        Err(CaseFault::Form(faults)) => page(signed, &token, &application, Some(&sent.raw), faults),
        Err(error) => Err(error.into()),
    }
}
