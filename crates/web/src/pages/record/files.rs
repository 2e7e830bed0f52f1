//! `GET /record/checkpoint`, `/record/checkpoints/{size}`, `/record/{seq}/proof.json`: what a visitor takes home.

use crate::api::record::{no_checkpoint, no_checkpoint_of, place};
use crate::error::PageResult;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Returns the name under which the proof of an entry is kept.
pub(super) fn name(visit: &Visit, seq: u64) -> String {
    format!("teukgu-{}-{seq}.json", visit.portal.office().zone_id())
}

/// `GET /record/checkpoint`: the newest signed checkpoint.
pub(crate) async fn newest(visit: Visit) -> PageResult {
    let newest = visit.portal.office().newest_checkpoint().await?;
    newest.map(|checkpoint| text(checkpoint.note)).ok_or_else(no_checkpoint)
}

/// `GET /record/checkpoints/{size}`: the signed checkpoint of that many entries.
pub(crate) async fn kept(visit: Visit, Path(size): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let size = place(&size, office.record_head().await?.seq)?;
    let found = office.checkpoint_view(size).await?;
    found.map(|checkpoint| text(checkpoint.note)).ok_or_else(|| no_checkpoint_of(size))
}

fn text(note: String) -> Response {
    let kind = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
    ([kind, (header::CACHE_CONTROL, "no-cache")], note).into_response()
}

/// `GET /record/{seq}/proof.json`: the proof of an entry as a file.
pub(crate) async fn proof(visit: Visit, Path(seq): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let seq = place(&seq, office.record_head().await?.seq)?;
    let bundle = office.bundle(seq).await?;
    let attachment = format!("attachment; filename=\"{}\"", name(&visit, seq));
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, &attachment),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, bundle.to_json()).into_response())
}
