//! `GET /api/v1/record/{seq}/proof`: the bundle that proves an entry offline.

use super::place;
use crate::error::PageResult;
use crate::portal::Portal;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// A proof bundle: one entry, its place in the hash tree, and a signed checkpoint.
///
/// `teukgu ledger verify --bundle FILE --key KEY` checks it without a network.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofBundle {
    /// `teukgu-proof/1`.
    #[schema(example = "teukgu-proof/1")]
    format: String,
    /// Zone whose record it is.
    #[schema(example = "yangjae")]
    zone: String,
    /// Place of the entry, from 1.
    #[schema(example = 17)]
    seq: u64,
    entry: ProofEntry,
    /// Hash of the leaf.
    leaf: String,
    inclusion: ProofInclusion,
    /// Signed checkpoint, a C2SP signed note.
    checkpoint: String,
    /// Public keys that the record names; trust them only if the office publishes them.
    keys: Vec<String>,
}

/// What the leaf of the entry says, and its content.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofEntry {
    /// Kind of the event.
    #[schema(example = "source")]
    kind: String,
    /// A role; never a person.
    #[schema(example = "zone-folder")]
    actor: String,
    /// Microseconds since 1970.
    at_us: i64,
    /// Version of the form of the content.
    payload_version: u32,
    /// SHA-256 of salt and content.
    payload_hash: String,
    /// Null if it is withheld or was erased; header and leaf are proved all the same.
    payload: Option<ProofPayload>,
}

/// The content of the entry with its salt.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofPayload {
    /// 16 bytes in hexadecimal digits, hashed before the content.
    salt: String,
    /// Content as it was written.
    text: String,
}

/// Where the leaf stands, and the hashes from there to the root (RFC 6962).
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofInclusion {
    /// Place of the leaf, from 0.
    #[schema(example = 16)]
    index: u64,
    /// Number of entries of the checkpoint.
    #[schema(example = 214)]
    size: u64,
    /// Audit path, from the leaf to the root.
    hashes: Vec<String>,
}

/// Proves that an entry is in the record
///
/// The content is left out where the entry is `withheld`.
#[utoipa::path(get, path = "/api/v1/record/{seq}/proof", tag = "record",
    params(("seq" = u64, Path, description = "Place in the record, from 1", example = 17)),
    responses((status = 200, description = "Proof bundle", body = ProofBundle)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(seq): Path<String>) -> PageResult {
    let office = portal.office();
    let seq = place(&seq, office.record_head().await?.seq)?;
    let bundle = office.bundle(seq).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bundle.to_json()).into_response())
}
