//! `GET /api/v1/record`: what happened to the zone, entry by entry, oldest first.

use super::params::Params;
use crate::error::PageResult;
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Serialize;
use teukgu_domain::Timestamp;
use teukgu_domain::entry as domain;
use utoipa::ToSchema;

const USUAL: u64 = 100;
const MOST: u64 = 1_000;

/// A stretch of the record.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordPage {
    /// Number of the last entry of the record.
    #[schema(example = 214)]
    head: u64,
    /// `after` for the next stretch; null at the end.
    #[schema(example = 100)]
    next_after: Option<u64>,
    /// Entries, oldest first.
    entries: Vec<Entry>,
}

/// One entry: what happened to which noun, when, by whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    /// Place in the record: 1, 2, 3 without a gap.
    #[schema(example = 17)]
    seq: u64,
    at: Timestamp,
    /// A role; never a person.
    #[schema(example = "zone-folder")]
    actor: String,
    /// `declared` (added or replaced) or `withdrawn`.
    #[schema(example = "declared")]
    event: &'static str,
    /// Kind of the noun.
    #[schema(example = "sub_project")]
    kind: &'static str,
    /// Its key, unique among its kind.
    key: String,
}

/// Lists entries of the record, oldest first
///
/// The record is only ever added to. To follow it, ask again with the last `seq` as `after`.
#[utoipa::path(get, path = "/api/v1/record", tag = "record",
    params(
        ("after" = Option<u64>, Query, description = "Only entries with a larger `seq`", example = 0),
        ("limit" = Option<u64>, Query, description = "1 to 1000; 100 if left out", minimum = 1, maximum = 1000),
    ),
    responses((status = 200, description = "Entries", body = RecordPage)))]
pub(crate) async fn list(State(portal): State<Portal>, params: Params) -> PageResult {
    params.only(&["after", "limit"])?;
    let after = params.whole("after", 0, 0..=u64::MAX)?;
    let limit = u32::try_from(params.whole("limit", USUAL, 1..=MOST)?).unwrap_or(u32::MAX);
    let entries = portal.office().entries(after.min(FARTHEST), limit).await?;
    let head = portal.office().view()?.seq();
    let next_after = entries.last().map(|entry| entry.seq).filter(|seq| *seq < head);
    let entries = entries.into_iter().map(Entry::from).collect();
    Ok(Json(RecordPage { head, next_after, entries }).into_response())
}

/// The largest number of an entry that a store can count to.
pub(crate) const FARTHEST: u64 = i64::MAX.unsigned_abs();

impl From<domain::Entry> for Entry {
    fn from(entry: domain::Entry) -> Self {
        let (kind, key) = entry.event.subject();
        let withdrawn = matches!(entry.event, domain::Event::Withdrawn { .. });
        Self {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor.0,
            event: if withdrawn { "withdrawn" } else { "declared" },
            kind: kind.key(),
            key,
        }
    }
}

/// Returns an instant as clocks in Korea show it (UTC+9 all year).
pub(crate) fn in_korea(at: Timestamp) -> jiff::Zoned {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)))
}
