//! Papers of a case: added, opened, copied without what others must not see, shown to authorities.

use super::acts::answer;
use super::number;
use crate::error::{PageError, PageResult};
use crate::pages::organisations::asked::Asked;
use crate::session::{Sent, SentFile, Signed};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use teukgu_domain::ids::DocumentId;
use teukgu_domain::text::Text;
use teukgu_office::casework::{CaseFault, InputFault, NewDocument, Opened};

pub(super) async fn add(Path(id): Path<String>, sent: SentFile) -> Result<Response, PageError> {
    let id = number(&id)?;
    let signed = &sent.signed;
    let done = match sent.file {
        Some((name, bytes)) => {
            let slot = match sent.raw.get("slot") {
                "" => "other".to_owned(),
                slot => slot.to_owned(),
            };
            let new = NewDocument { slot, name, bytes };
            signed.visit.portal.office().casework().add_document(&signed.who(), &id, new).await.map(|_| ())
        }
        None => Err(no_file("file")),
    };
    answer(signed, &id, done, &sent.raw).await
}

pub(super) async fn redact(
    Path((id, document)): Path<(String, String)>,
    sent: SentFile,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let document = DocumentId::parse(document).map_err(|_| PageError::not_found())?;
    let signed = &sent.signed;
    let done = match sent.file {
        Some((name, bytes)) => {
            let casework = signed.visit.portal.office().casework();
            let reason = sent.raw.get("reason");
            casework.redact(&signed.who(), &id, &document, (&name, bytes), reason).await
        }
        None => Err(no_file(&format!("copy-{document}"))),
    };
    answer(signed, &id, done, &sent.raw).await
}

pub(super) async fn share(
    Path((id, document)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let document = DocumentId::parse(document).map_err(|_| PageError::not_found())?;
    let signed = &sent.signed;
    let casework = signed.visit.portal.office().casework();
    let done = casework.share_document(&signed.who(), &id, &document, sent.raw.get("shared") == "yes").await;
    answer(signed, &id, done, &sent.raw).await
}

pub(super) async fn open(signed: Signed, Path((id, document)): Path<(String, String)>) -> PageResult {
    let id = number(&id)?;
    let document = DocumentId::parse(document).map_err(|_| PageError::not_found())?;
    let wants_original = Asked::read(&signed.visit.query).is_ticked("original");
    let casework = signed.visit.portal.office().casework();
    Ok(download(casework.open_document(&signed.who(), &id, &document, wants_original).await?))
}

fn no_file(field: &str) -> CaseFault {
    let message = Text::new("파일을 고르세요", "Choose a file");
    CaseFault::Form(vec![InputFault { field: field.to_owned(), message }])
}

/// Hands out a file; nothing in it is ever shown as a page of this site.
pub(in crate::pages) fn download(opened: Opened) -> Response {
    let mut response = opened.bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&opened.media_type);
    headers
        .insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    let name = crate::page::Page::encoded(&opened.name);
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
