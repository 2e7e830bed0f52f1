//! `GET /api/v1/record/checkpoint`: the newest signed checkpoint, and the key to check it with.

use super::no_checkpoint;
use crate::api::Answer;
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Timestamp;
use teukgu_office::record::CheckpointView;
use utoipa::ToSchema;

/// A signed checkpoint: how many entries the record has, and the root of their hash tree.
#[derive(Serialize, ToSchema)]
pub(crate) struct Checkpoint {
    /// Name of the record.
    #[schema(example = "teukgu/yangjae")]
    origin: String,
    /// Number of entries.
    #[schema(example = 214)]
    size: u64,
    /// Root of the hash tree (RFC 6962), in hexadecimal digits.
    root: String,
    /// When the last of these entries was made.
    at: Option<Timestamp>,
    /// Who has signed by the note's own words, as `name+id`; only a check with the key proves it.
    signers: Vec<String>,
    /// The signed note itself (C2SP signed-note), to the byte.
    note: String,
}

/// The newest checkpoint with the key that the record names today.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewestCheckpoint {
    #[serde(flatten)]
    checkpoint: Checkpoint,
    /// Public key as `name+id+base64` (C2SP verifier key); null while the record names none.
    key: Option<String>,
}

impl From<CheckpointView> for Checkpoint {
    fn from(view: CheckpointView) -> Self {
        let CheckpointView { origin, size, root, signers, note, at } = view;
        Self { origin, size, root, at, signers, note }
    }
}

/// Shows the newest signed checkpoint
///
/// While nothing is signed yet the answer is 404, a problem document.
#[utoipa::path(get, path = "/api/v1/record/checkpoint", tag = "record",
    responses((status = 200, description = "Checkpoint", body = NewestCheckpoint)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<NewestCheckpoint> {
    let view = portal.office().view()?;
    let newest = portal.office().newest_checkpoint_view().await?.ok_or_else(no_checkpoint)?;
    let key = view.snapshot().record_key().map(|key| key.verifier.clone());
    Ok(Json(NewestCheckpoint { checkpoint: newest.into(), key }))
}
