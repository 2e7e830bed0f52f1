//! `GET /api/v1/record/{seq}`: one entry with its hashes and what it says.

use super::{Entry, place};
use crate::api::Answer;
use crate::api::words::Words;
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Value;
use teukgu_office::record::Content;
use utoipa::ToSchema;

/// One entry of the record, with what its leaf in the hash tree is made of.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryDetail {
    #[serde(flatten)]
    entry: Entry,
    /// True once the content was erased (파기); its hash stays.
    erased: bool,
    /// The entry that erased it; null if it is not erased, or if that entry is more than 10,000 places further on.
    erased_by: Option<ErasedBy>,
    /// Version of the form of the content.
    #[schema(example = 1)]
    payload_version: u32,
    /// SHA-256 of the salt and the content; the proof has both.
    #[schema(example = "f4effffe2c64c6c375792154199f6fc3a8fa0f1e265cb7ca1a01ba7690ba4135")]
    payload_hash: String,
    /// The eight lines that the leaf is the hash of.
    leaf_text: String,
    /// SHA-256 of a zero byte and those lines (RFC 6962).
    #[schema(example = "b960535dfc90ca161287f4b83008aaec714aee5b0c3d88cc7eb125efbaa5a81c")]
    leaf: String,
    /// What the entry says: its kind and the noun; null if `withheld` or `erased`.
    content: Option<Value>,
}

/// The entry that erased the content of another one, and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasedBy {
    /// Its place in the record.
    #[schema(example = 301)]
    seq: u64,
    at: teukgu_domain::Timestamp,
    /// Article, or the end of the time that it is kept.
    basis: Words,
}

/// Shows one entry with its hashes
#[utoipa::path(get, path = "/api/v1/record/{seq}", tag = "record",
    params(("seq" = u64, Path, description = "Place in the record, from 1", example = 17)),
    responses((status = 200, description = "Entry", body = EntryDetail)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(seq): Path<String>) -> Answer<EntryDetail> {
    let office = portal.office();
    let seq = place(&seq, office.record_head().await?.seq)?;
    let shown = office.entry_view(seq).await?;
    let entry = office.entries(seq - 1, 1).await?.pop().ok_or_else(PageError::not_found)?;
    let erased = shown.content == Content::Erased;
    let erased_by = if erased { office.erasure_of(seq).await? } else { None };
    let parse = |text: String| serde_json::from_str(&text).map_err(|error| PageError::internal(&error));
    Ok(Json(EntryDetail {
        entry: entry.into(),
        erased,
        erased_by: erased_by.map(|by| ErasedBy { seq: by.seq, at: by.at, basis: (&by.basis).into() }),
        payload_version: shown.payload_version,
        payload_hash: shown.payload_hash,
        leaf_text: shown.leaf_text,
        leaf: shown.leaf,
        content: shown.content.shown().map(parse).transpose()?,
    }))
}
