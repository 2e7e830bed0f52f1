//! Letters of a case: looked at before they are issued, issued once, opened as PDF or HWPX.

use super::acts::answer;
use super::files::download;
use super::number;
use crate::error::{PageError, PageResult};
use crate::session::{Sent, Signed};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use teukgu_domain::text::Lang;
use teukgu_office::casework::procedures::LetterKind;

fn kind(text: &str) -> Result<LetterKind, PageError> {
    let found = LetterKind::WORDS.iter().find(|(word, _)| *word == text).map(|(_, kind)| *kind);
    found.ok_or_else(PageError::not_found)
}

/// Shows a letter as it would be printed.
pub(super) async fn preview(signed: Signed, Path((id, letter)): Path<(String, String)>) -> PageResult {
    let (id, kind) = (number(&id)?, kind(&letter)?);
    let casework = signed.visit.portal.office().casework();
    let pdf = casework.preview_pdf(&signed.who(), &id, kind, signed.visit.lang).await?;
    let mut response = pdf.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"preview.pdf\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub(super) async fn issue(
    Path((id, letter)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let (id, kind) = (number(&id)?, kind(&letter)?);
    let signed = &sent.signed;
    let lang = if sent.raw.get("lang") == "en" { Lang::En } else { Lang::Ko };
    let seen = sent.raw.get("seen").parse().ok();
    let done = signed.visit.portal.office().casework().issue(&signed.who(), &id, kind, lang, seen).await;
    answer(signed, &id, done.map(|_| ()), &sent.raw).await
}

pub(super) async fn open(signed: Signed, Path((id, file)): Path<(String, String)>) -> PageResult {
    let id = number(&id)?;
    let (paper, ending) = file.rsplit_once('.').ok_or_else(PageError::not_found)?;
    if !matches!(ending, "pdf" | "hwpx") {
        return Err(PageError::not_found());
    }
    let casework = signed.visit.portal.office().casework();
    Ok(download(casework.open_paper(&signed.who(), &id, paper, ending == "hwpx").await?))
}
