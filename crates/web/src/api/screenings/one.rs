//! `GET /api/v1/screenings/{id}`: what a screening found, by provision.

use super::ScreeningRow;
use crate::api::Answer;
use crate::api::params::Params;
use crate::api::signed::Asker;
use crate::api::words::Words;
use crate::error::PageError;
use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use std::collections::BTreeMap;
use teukgu_domain::ids::ScreeningId;
use teukgu_office::screening::{Deciding, ProvisionCounts, Said};
use utoipa::ToSchema;

/// A screening with its counts; no establishment is in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningInFull {
    #[serde(flatten)]
    screening: ScreeningRow,
    /// False once ids and names were removed; who has applied is not known then.
    has_rows: bool,
    /// Rows about provisions that the law folder does not have, by provision; they were only counted.
    not_held: BTreeMap<String, u64>,
    /// What became of the rows of a register, by the names of its summary; empty for a result.
    buckets: BTreeMap<String, u64>,
    provisions: Vec<ScreenedProvision>,
}

/// What a provision says of the establishments in the zone.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreenedProvision {
    #[schema(example = "act.31.letter")]
    id: String,
    /// Requirements met, which does not mean approved.
    met: u64,
    /// Those among them of whose name somebody has applied.
    applied: u64,
    /// Those of whose name nobody has.
    not_yet: u64,
    unknown: u64,
    not_met: u64,
    not_in_force: u64,
    /// What is open first where it cannot be said yet, the most frequent at the top.
    open: Vec<Decided>,
    /// What is not met first, the most frequent at the top.
    missing: Vec<Decided>,
}

/// A part of a provision that decided first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Decided {
    #[schema(example = "role")]
    part: String,
    text: Words,
    count: u64,
}

/// Returns what a screening found
#[utoipa::path(get, path = "/api/v1/screenings/{id}", tag = "casework", security(("session" = [])),
    params(("id" = String, Path, description = "Id of the screening", example = "xvd9zxx3ak34yqbh")),
    responses((status = 200, description = "The counts of the screening", body = ScreeningInFull)))]
pub(crate) async fn show(asker: Asker, Path(id): Path<String>, params: Params) -> Answer<ScreeningInFull> {
    params.only(&[])?;
    let id = ScreeningId::parse(id).map_err(|_| PageError::not_found())?;
    let opened = asker.portal().office().screenings().open(&asker.who(), &id).await?;
    Ok(Json(ScreeningInFull {
        provisions: opened.counts().iter().map(ScreenedProvision::from).collect(),
        has_rows: opened.rows.is_some(),
        screening: (&opened.screening).into(),
        not_held: opened.screening.not_held,
        buckets: opened.screening.buckets,
    }))
}

impl From<&ProvisionCounts> for ScreenedProvision {
    fn from(counts: &ProvisionCounts) -> Self {
        let decided = |(part, count): &(Deciding, u64)| Decided {
            part: part.id.clone(),
            text: (&part.text).into(),
            count: *count,
        };
        Self {
            id: counts.id.clone(),
            met: counts.met(),
            applied: counts.of(Said::Applied),
            not_yet: counts.of(Said::NotYet),
            unknown: counts.of(Said::Unknown),
            not_met: counts.of(Said::NotMet),
            not_in_force: counts.of(Said::NotInForce),
            open: counts.open.iter().map(decided).collect(),
            missing: counts.missing.iter().map(decided).collect(),
        }
    }
}
