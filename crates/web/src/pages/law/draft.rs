//! `GET /law/{id}/draft`, `POST /law/{id}/draft`: what a draft of a provision would change. Nothing is stored.

use super::PATH;
use super::shown::{Shown, shown};
use crate::error::{PageError, PageResult, render};
use crate::guard;
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use std::collections::BTreeSet;
use teukgu_domain::text::Text;
use teukgu_office::law::Edition;
use teukgu_office::law::model::Provision;
use teukgu_office::workbench::{self, Draft};

#[derive(Template)]
#[template(path = "law-draft.html")]
struct DraftPage {
    p: Page,
    name: String,
    back: String,
    action: String,
    law: File,
    cases: File,
    shown: Option<Shown>,
}

impl DraftPage {
    /// Returns the files of the draft.
    fn files(&self) -> [&File; 2] {
        [&self.law, &self.cases]
    }
}

/// A file of the draft.
struct File {
    /// Name of its field, and of the anchors of its lines.
    field: &'static str,
    path: String,
    text: String,
    /// Its lines, each true if something was found on it; none if nothing was.
    lines: Vec<(String, bool)>,
}

impl File {
    fn new(field: &'static str, path: String, text: String) -> Self {
        Self { field, path, text, lines: Vec::new() }
    }

    /// Shows the lines if something was found on one of them.
    fn mark(&mut self, lines: &BTreeSet<usize>) {
        if lines.is_empty() {
            return;
        }
        let each = (1..).zip(self.text.lines());
        self.lines = each.map(|(number, line)| (line.to_owned(), lines.contains(&number))).collect();
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    law: String,
    #[serde(default)]
    cases: String,
}

/// `GET /law/{id}/draft`: the form with the files as they are.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let edition = visit.portal.office().law().current();
    let provision = edition.law.provision(&id).ok_or_else(PageError::not_found)?;
    let [law, cases] = files(&edition, provision).map(|path| text(&edition, &path));
    let page = page(&visit, &edition, provision, Sent { law, cases });
    render(&page, &page.p)
}

/// `POST /law/{id}/draft`: the form as it was sent, with what came of it.
pub(crate) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    sent: Result<Form<Sent>, FormRejection>,
) -> PageResult {
    if !guard::is_from_here(&headers) {
        return Err(PageError::bad_request(Text::new(
            "이 누리집의 화면에서 다시 보내 주세요",
            "send the form again from a page of this site",
        )));
    }
    let Form(sent) = sent.map_err(|rejection| not_received(rejection.into_response().status()))?;
    let edition = visit.portal.office().law().current();
    let provision = edition.law.provision(&id).ok_or_else(PageError::not_found)?;
    let mut page = page(&visit, &edition, provision, sent);
    let text = |file: &File| (file.path.clone(), Some(file.text.clone()));
    let draft = Draft { files: [text(&page.law), text(&page.cases)].into() };
    let holidays = visit.portal.office().holidays().clone();
    let base = edition.clone();
    let work = visit.portal.seats().work(move |halt| workbench::try_draft(&base, &draft, &holidays, halt));
    let tried = work.await?;
    for file in [&mut page.law, &mut page.cases] {
        let here = tried.findings.iter().filter(|finding| finding.file == file.path);
        file.mark(&here.map(|finding| finding.line).collect());
    }
    let anchors = [(page.law.path.as_str(), page.law.field), (page.cases.path.as_str(), page.cases.field)];
    page.shown = Some(shown(&page.p, &edition.law, &tried, &anchors));
    let mut response = render(&page, &page.p)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn not_received(status: StatusCode) -> PageError {
    let detail = if status == StatusCode::PAYLOAD_TOO_LARGE {
        Text::new(
            "보낸 내용이 너무 큽니다. 두 파일을 합쳐 256 KiB까지 점검할 수 있습니다",
            "that is too much; both files together may take 256 KiB",
        )
    } else {
        Text::new("보낸 내용을 읽을 수 없습니다", "what was sent cannot be read")
    };
    PageError::refused(status, detail)
}

/// Returns the paths of the provision and of its cases.
fn files(edition: &Edition, provision: &Provision) -> [String; 2] {
    [provision.file.clone(), workbench::cases_path(&edition.law, provision)]
}

fn text(edition: &Edition, path: &str) -> String {
    let bytes = edition.files.files.get(path).map(Vec::as_slice).unwrap_or_default();
    String::from_utf8_lossy(bytes).into_owned()
}

fn page(visit: &Visit, edition: &Edition, provision: &Provision, sent: Sent) -> DraftPage {
    let name = provision.name.get(visit.lang).to_owned();
    let here = format!("{PATH}/{}", provision.id);
    let p = visit.page("law", "law-draft").under_key("data", "/data").under_key("law-title", PATH);
    let p = p.under(name.clone(), &here);
    let [law, cases] = files(edition, provision);
    // A form sends line ends of two characters.
    let plain = |text: String| text.replace("\r\n", "\n");
    DraftPage {
        back: p.href(&here),
        action: p.href(&format!("{here}/draft")),
        law: File::new("law", law, plain(sent.law)),
        cases: File::new("cases", cases, plain(sent.cases)),
        shown: None,
        name,
        p,
    }
}
