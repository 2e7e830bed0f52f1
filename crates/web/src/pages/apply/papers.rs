//! `GET /applications/{token}/papers` and what is sent from there: papers are uploaded before the application is filed.

use super::{back, open};
use crate::error::{PageError, PageResult, render, with_help};
use crate::page::Page;
use crate::session::{Sent, SentFile, Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use teukgu_domain::text::Text;
use teukgu_office::casework::procedures::Paper;
use teukgu_office::casework::{Application, CaseFault, DraftDocument, InputFault};

#[derive(Template)]
#[template(path = "application-papers.html")]
struct PapersPage {
    p: Page,
    token: String,
    slots: Vec<Slot>,
    faults: Vec<InputFault>,
    chosen: String,
}

/// A paper that is asked for, with the files that are there.
struct Slot {
    paper: Paper,
    files: Vec<DraftDocument>,
}

impl PapersPage {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }
}

pub(super) async fn show(signed: Signed, Path(token): Path<String>) -> PageResult {
    let (_, application) = open(&signed, &token).await?;
    page(&signed, &token, &application, Vec::new(), String::new())
}

fn page(
    signed: &Signed,
    token: &str,
    application: &Application,
    faults: Vec<InputFault>,
    chosen: String,
) -> PageResult {
    let procedure = signed.visit.portal.office().casework().open_procedure(&application.procedure)?;
    let p = signed.page("apply", "apply-papers").under_key("apply", "/apply");
    let p = p.under(procedure.name.get(signed.visit.lang), &format!("/applications/{token}"));
    let other = Paper {
        id: "other".to_owned(),
        name: Text::new("그 밖의 서류", "Other papers"),
        required: false,
        hint: None,
        basis: teukgu_office::casework::procedures::Basis::default(),
    };
    let slot = |paper: Paper| {
        let files = application.documents.iter().filter(|document| document.slot == paper.id).cloned();
        Slot { files: files.collect(), paper }
    };
    let slots = procedure.form.papers.into_iter().chain([other]).map(slot).collect();
    let template = PapersPage { p, token: token.to_owned(), slots, faults, chosen };
    private(render(&template, &template.p))
}

pub(super) async fn add(Path(token): Path<String>, sent: SentFile) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let (draft, application) = open(signed, &token).await?;
    let slot = sent.raw.get("slot").to_owned();
    let Some((name, bytes)) = sent.file else {
        let message = Text::new("파일을 고르세요", "Choose a file");
        return page(
            signed,
            &token,
            &application,
            vec![InputFault { field: "file".to_owned(), message }],
            slot,
        );
    };
    let casework = signed.visit.portal.office().casework();
    match casework.attach(&signed.who(), &draft, &slot, (&name, bytes)).await {
        Ok(_) => Ok(back(signed, &token, "/papers")),
        Err(CaseFault::Form(faults)) => page(signed, &token, &application, faults, slot),
        Err(CaseFault::Upload(fault)) => {
            let message = with_help(&fault.message(), &fault.help());
            let fault = InputFault { field: "file".to_owned(), message };
            page(signed, &token, &application, vec![fault], slot)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(Path(token): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let (draft, _) = open(signed, &token).await?;
    let (slot, hash) = (sent.raw.get("slot"), sent.raw.get("hash"));
    signed.visit.portal.office().casework().detach(&signed.who(), &draft, slot, hash).await?;
    Ok(back(signed, &token, "/papers"))
}

pub(super) async fn again(signed: Signed, Path(token): Path<String>) -> Response {
    back(&signed, &token, "/papers")
}
