//! `GET /api/v1/record`: what happened to the zone, entry by entry, oldest first.

pub(super) mod checkpoint;
pub(super) mod checkpoints;
pub(super) mod consistency;
pub(super) mod entry;
pub(super) mod proof;

use super::params::Params;
use crate::error::{PageError, PageResult};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Serialize;
use teukgu_domain::Timestamp;
use teukgu_domain::entry::{EventKind, NounKind};
use teukgu_domain::text::Text;
use teukgu_office::record::{Content, PublicEntry};
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
    /// `declared` (added or replaced), `withdrawn`, or `erased` (the content of an earlier entry was erased).
    #[schema(example = "declared")]
    event: &'static str,
    /// Kind of the noun.
    #[schema(example = "sub_project")]
    kind: Option<&'static str>,
    /// Its key, unique among its kind; null if the content of this entry is withheld or was erased.
    key: Option<String>,
    /// True if the content is not public (비공개), because the kind of noun holds personal data.
    withheld: bool,
}

/// Lists entries of the record, oldest first
///
/// The record is only ever added to. What entries say of persons and their cases is withheld: such an entry has
/// `withheld` and no `key`. To follow it, ask again with the last `seq` as `after`.
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

impl From<PublicEntry> for Entry {
    fn from(entry: PublicEntry) -> Self {
        let (noun, key) = match &entry.content {
            Content::Shown(event) => (Some(event.subject().0), Some(event.subject().1)),
            Content::Withheld(withheld) => (Some(withheld.noun), None),
            Content::Erased => (None, None),
        };
        let (event, kind) = match entry.kind {
            EventKind::Declared(noun) => ("declared", Some(noun)),
            EventKind::Withdrawn => ("withdrawn", None),
            EventKind::Erased => ("erased", None),
        };
        Self {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor.0,
            event,
            kind: kind.or(noun).map(NounKind::key),
            key,
            withheld: entry.content.is_withheld(),
        }
    }
}

/// Reads the place of an entry, or the size of a record, from an address; each has one way to be written.
pub(crate) fn place(text: &str, head: u64) -> Result<u64, PageError> {
    let number = text.parse::<u64>().ok().filter(|number| number.to_string() == text);
    number.filter(|number| (1..=head).contains(number)).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        let detail = Text::new(
            format!("기록에 `{shown}`번이 없습니다. 1부터 {head}까지 있습니다"),
            format!("the record has no entry `{shown}`; there are 1 to {head}"),
        );
        PageError::refused(StatusCode::NOT_FOUND, detail)
    })
}

/// Says that no checkpoint speaks of what was asked for.
pub(crate) fn no_checkpoint() -> PageError {
    let detail = Text::new(
        "아직 서명한 확인점이 없습니다. 잠시 뒤에 다시 확인해 주세요",
        "there is no signed checkpoint yet; look again in a while",
    );
    PageError::refused(StatusCode::NOT_FOUND, detail)
}

/// Says that the record has no checkpoint of a size.
pub(crate) fn no_checkpoint_of(size: u64) -> PageError {
    let detail = Text::new(
        format!("항목 {size}개의 확인점은 없습니다. `/api/v1/record/checkpoints`에서 있는 것을 확인하세요"),
        format!(
            "there is no checkpoint of {size} entries; `/api/v1/record/checkpoints` lists those there are"
        ),
    );
    PageError::refused(StatusCode::NOT_FOUND, detail)
}

/// Returns an instant as clocks in Korea show it (UTC+9 all year).
pub(crate) fn in_korea(at: Timestamp) -> jiff::Zoned {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)))
}
