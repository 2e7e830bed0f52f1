//! `GET /api/v1/record/checkpoints`: every signed checkpoint that was kept, the newest first.

use super::FARTHEST;
use super::checkpoint::Checkpoint;
use crate::api::Answer;
use crate::api::params::Params;
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

const USUAL: u64 = 30;
const MOST: u64 = 100;

/// Signed checkpoints.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckpointPage {
    /// `before` for the next stretch; null at the end.
    #[schema(example = 120)]
    next_before: Option<u64>,
    /// Checkpoints, the largest first.
    checkpoints: Vec<Checkpoint>,
}

/// Lists signed checkpoints, the newest first
#[utoipa::path(get, path = "/api/v1/record/checkpoints", tag = "record",
    params(
        ("before" = Option<u64>, Query, description = "Only checkpoints of fewer entries", example = 120),
        ("limit" = Option<u64>, Query, description = "1 to 100; 30 if left out", minimum = 1, maximum = 100),
    ),
    responses((status = 200, description = "Checkpoints", body = CheckpointPage)))]
pub(crate) async fn list(State(portal): State<Portal>, params: Params) -> Answer<CheckpointPage> {
    params.only(&["before", "limit"])?;
    let before = params.whole("before", FARTHEST, 1..=FARTHEST)?;
    let limit = u32::try_from(params.whole("limit", USUAL, 1..=MOST)?).unwrap_or(u32::MAX);
    // One more than asked for tells whether there is a next stretch.
    let mut kept = portal.office().checkpoint_views(before, limit + 1).await?;
    let is_more = kept.len() > limit as usize;
    kept.truncate(limit as usize);
    let next_before = kept.last().map(|checkpoint| checkpoint.size).filter(|_| is_more);
    Ok(Json(CheckpointPage { next_before, checkpoints: kept.into_iter().map(Checkpoint::from).collect() }))
}
