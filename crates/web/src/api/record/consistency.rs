//! `GET /api/v1/record/consistency`: the proof that a later record begins with an earlier one.

use crate::api::Answer;
use crate::api::params::{Params, refused};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// A consistency proof (RFC 6962, section 2.1.2).
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsistencyProof {
    /// Number of entries of the earlier checkpoint.
    #[schema(example = 120)]
    from: u64,
    /// Number of entries of the later one.
    #[schema(example = 214)]
    to: u64,
    /// The proof, in hexadecimal digits; empty if both are the same.
    hashes: Vec<String>,
}

/// Proves that the record only grew between two checkpoints
///
/// The roots are not told: take them from the two checkpoints that you hold.
#[utoipa::path(get, path = "/api/v1/record/consistency", tag = "record",
    params(
        ("from" = u64, Query, description = "Number of entries of the earlier checkpoint", minimum = 1, example = 1),
        ("to" = u64, Query, description = "Number of entries of the later checkpoint", minimum = 1, example = 2),
    ),
    responses((status = 200, description = "Proof", body = ConsistencyProof)))]
pub(crate) async fn show(State(portal): State<Portal>, params: Params) -> Answer<ConsistencyProof> {
    params.only(&["from", "to"])?;
    let office = portal.office();
    let head = office.record_head().await?.seq;
    let end = head.to_string();
    params.needed("from", "1").and(params.needed("to", &end))?;
    let from = params.whole("from", 0, 1..=head)?;
    let to = params.whole("to", 0, 1..=head)?;
    if from > to {
        return Err(refused(
            &format!("`from`은 `to`보다 클 수 없습니다: {from} > {to}"),
            &format!("`from` cannot be larger than `to`: {from} > {to}"),
        ));
    }
    let hashes = office.consistency(from, to).await?.iter().map(ToString::to_string).collect();
    Ok(Json(ConsistencyProof { from, to, hashes }))
}
