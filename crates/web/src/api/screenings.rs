//! `GET /api/v1/screenings`: the screenings of registers that the office keeps.

pub(super) mod one;

use super::Answer;
use super::params::Params;
use super::signed::Asker;
use axum::Json;
use serde::Serialize;
use teukgu_domain::{Date, Timestamp};
use teukgu_office::screening;
use utoipa::ToSchema;

/// Screenings of registers (등록부 심사).
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningList {
    /// The latest first.
    items: Vec<ScreeningRow>,
}

/// A screening of a register, without an establishment of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningRow {
    #[schema(example = "xvd9zxx3ak34yqbh")]
    id: String,
    /// `result` of another tool, or `register` that was screened by the portal.
    #[schema(example = "result")]
    origin: &'static str,
    /// Name of the file.
    file: String,
    /// SHA-256 of the file, in hexadecimal digits.
    hash: String,
    loaded_at: Timestamp,
    /// When ids and names are removed at the latest.
    rows_until: Timestamp,
    /// Day that was screened for.
    on: Date,
    /// True if none of the establishments is real (예시).
    illustrative: bool,
    /// Rows of the file.
    rows: u64,
    /// Rows that are of other zones, which were only counted.
    of_other_zones: u64,
    /// Establishments in the zone or on its border.
    inside: u64,
    /// Those exactly on the border.
    on_border: u64,
}

impl From<&screening::Screening> for ScreeningRow {
    fn from(found: &screening::Screening) -> Self {
        Self {
            id: found.id.to_string(),
            origin: found.origin.key(),
            file: found.file.clone(),
            hash: found.hash.clone(),
            loaded_at: found.at,
            rows_until: found.rows_until,
            on: found.on,
            illustrative: found.is_illustrative,
            rows: found.rows,
            of_other_zones: found.of_other_zones,
            inside: found.inside,
            on_border: found.on_border,
        }
    }
}

/// Lists the screenings of registers
///
/// For those who work in the office. Files are loaded on the page `/desk/screening`.
#[utoipa::path(get, path = "/api/v1/screenings", tag = "casework", security(("session" = [])),
    responses((status = 200, description = "The screenings", body = ScreeningList)))]
pub(crate) async fn list(asker: Asker, params: Params) -> Answer<ScreeningList> {
    params.only(&[])?;
    let found = asker.portal().office().screenings().list(&asker.who()).await?;
    Ok(Json(ScreeningList { items: found.iter().map(|one| (&one.screening).into()).collect() }))
}
