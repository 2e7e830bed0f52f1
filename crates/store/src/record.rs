//! The form in which an entry is kept: checked, its instant cut to the microsecond, its event as bytes.
//!
//! Every back end shares this file, so that they keep the same bytes for the same entry.

use crate::error::{InvalidEntryError, StoreError};
use crate::store::{Head, ViewRow};
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, Entry, Event, NewEntry, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;

/// Version of the form of a payload that is written today.
pub const PAYLOAD_VERSION: u32 = 1;

const LONGEST_NAME: usize = 128;

/// An entry that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Kind of the event.
    pub(crate) kind: &'static str,
    /// Who did it.
    pub(crate) actor: String,
    /// When, in microseconds since 1970.
    pub(crate) at_us: i64,
    /// The bytes of the event.
    pub(crate) payload: String,
    /// What it does to the view.
    pub(crate) effect: Effect,
}

/// What an event does to the row of its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Kind of the noun.
    pub(crate) noun: NounKind,
    /// Its key.
    pub(crate) key: String,
    /// True if the noun leaves.
    pub(crate) withdrawn: bool,
}

impl Effect {
    /// Returns what an event does.
    pub(crate) fn of(event: &Event) -> Self {
        let (noun, key) = event.subject();
        Self { noun, key, withdrawn: matches!(event, Event::Withdrawn { .. }) }
    }
}

/// Checks and encodes the entries of a request.
pub(crate) fn encode_all(entries: Vec<NewEntry>) -> Result<Vec<Record>, StoreError> {
    let numbered = (1..).zip(entries);
    numbered
        .map(|(position, entry)| {
            encode(entry).map_err(|reason| StoreError::InvalidEntry { position, reason })
        })
        .collect()
}

fn encode(entry: NewEntry) -> Result<Record, InvalidEntryError> {
    let NewEntry { actor: Actor(actor), at, event } = entry;
    if !is_name(&actor) {
        return Err(InvalidEntryError::Actor { actor: actor.escape_debug().to_string() });
    }
    let effect = Effect::of(&event);
    if !is_name(&effect.key) {
        return Err(InvalidEntryError::Key { key: effect.key.escape_debug().to_string() });
    }
    let kind = if effect.withdrawn { "withdrawn" } else { effect.noun.key() };
    Ok(Record { kind, actor, at_us: at.as_microsecond(), payload: encode_event(&event)?, effect })
}

/// Writes an event and reads it back: a record that cannot be read again is worth nothing.
fn encode_event(event: &Event) -> Result<String, InvalidEntryError> {
    let payload = serde_json::to_string(event).map_err(|_| InvalidEntryError::Unreadable)?;
    match serde_json::from_str::<Event>(&payload) {
        Ok(read) if read == *event => Ok(payload),
        _ => Err(InvalidEntryError::Unreadable),
    }
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// A row of the table of entries, as stored.
#[derive(Clone, Debug)]
pub(crate) struct EntryRow {
    pub(crate) seq: i64,
    pub(crate) actor: String,
    pub(crate) at_us: i64,
    pub(crate) payload_version: i64,
    pub(crate) payload: String,
}

impl EntryRow {
    /// Reads the entry of a row.
    pub(crate) fn decode(self, zone: &ZoneId) -> Result<Entry, StoreError> {
        let row = || format!("{zone}/{}", self.seq);
        let broken = |reason: String| StoreError::Inconsistent { table: "entry", row: row(), reason };
        Ok(Entry {
            zone: zone.clone(),
            seq: u64::try_from(self.seq).map_err(|e| broken(e.to_string()))?,
            at: instant(self.at_us).map_err(broken)?,
            event: decode_event(self.payload_version, &self.payload).map_err(broken)?,
            actor: Actor(self.actor),
        })
    }
}

/// Reads an instant from microseconds since 1970.
pub(crate) fn instant(at_us: i64) -> Result<Timestamp, String> {
    // Not `from_microsecond`, which refuses the fraction of the very last second.
    let nanoseconds = i32::try_from(at_us.rem_euclid(1_000_000) * 1000).map_err(|e| e.to_string())?;
    Timestamp::new(at_us.div_euclid(1_000_000), nanoseconds).map_err(|e| e.to_string())
}

/// Reads the event of a payload; an older form would be lifted here.
pub(crate) fn decode_event(version: i64, payload: &str) -> Result<Event, String> {
    if version != i64::from(PAYLOAD_VERSION) {
        return Err(format!("payload version {version} is not known"));
    }
    serde_json::from_str(payload).map_err(|e| e.to_string())
}

/// A row of the view of nouns, as stored.
#[derive(Clone, Debug)]
pub(crate) struct NounRow {
    pub(crate) kind: String,
    pub(crate) key: String,
    pub(crate) document_version: i64,
    pub(crate) document: String,
}

impl NounRow {
    /// Reads the row for a comparison of bytes.
    pub(crate) fn view(self, zone: &ZoneId) -> Result<ViewRow, StoreError> {
        let kind = NounKind::find_by_key(&self.kind)
            .ok_or_else(|| self.broken(zone, format!("`{}` is not a kind of noun", self.kind)))?;
        Ok(ViewRow { kind, key: self.key, document: self.document })
    }

    /// Reads the noun of the row as the event that declared it, and makes sure that it is that noun.
    pub(crate) fn decode(&self, zone: &ZoneId) -> Result<Event, StoreError> {
        let event = decode_event(self.document_version, &self.document).map_err(|e| self.broken(zone, e))?;
        let effect = Effect::of(&event);
        if effect.withdrawn || effect.noun.key() != self.kind || effect.key != self.key {
            return Err(self.broken(zone, "its document is about another noun".to_owned()));
        }
        Ok(event)
    }

    fn broken(&self, zone: &ZoneId, reason: String) -> StoreError {
        StoreError::Inconsistent {
            table: "view_noun",
            row: format!("{zone}/{}/{}", self.kind, self.key),
            reason,
        }
    }
}

/// Reads a whole view into what stands.
pub(crate) fn snapshot(zone: &ZoneId, rows: &[NounRow]) -> Result<Snapshot, StoreError> {
    let events: Result<Vec<Event>, StoreError> = rows.iter().map(|row| row.decode(zone)).collect();
    Ok(Snapshot::from_events(events?))
}

/// Reads a whole view in order of kind and key.
///
/// The order is made here, because databases differ in the order of text.
pub(crate) fn view(zone: &ZoneId, rows: Vec<NounRow>) -> Result<Vec<ViewRow>, StoreError> {
    let rows: Result<Vec<ViewRow>, StoreError> = rows.into_iter().map(|row| row.view(zone)).collect();
    let mut rows = rows?;
    rows.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    Ok(rows)
}

/// Compares the place where the caller thinks the record ends with the place where it does.
pub(crate) fn expect(expected: Option<u64>, found: u64) -> Result<(), StoreError> {
    match expected {
        Some(expected) if expected != found => Err(StoreError::Conflict { expected, found }),
        _ => Ok(()),
    }
}

/// Reads where a record ends.
pub(crate) fn head(zone: &ZoneId, seq: u64, at_us: Option<i64>) -> Result<Head, StoreError> {
    let broken = |reason| StoreError::Inconsistent { table: "entry", row: format!("{zone}/{seq}"), reason };
    Ok(Head { seq, at: at_us.map(instant).transpose().map_err(broken)? })
}
