//! The form in which an entry is kept: checked, its instant cut to the microsecond, its event as bytes.
//!
//! Every back end shares this file, so that they keep the same bytes for the same entry.

use crate::error::{InvalidEntryError, StoreError};
use crate::store::{Head, ViewRow};
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, Entry, Event, EventKind, NewEntry, NounKind};
use teukgu_domain::facets::Facets;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_ledger::{Hash, KeptEntry};

/// Version of the form of a payload that is written today.
pub const PAYLOAD_VERSION: u32 = 1;

const LONGEST_NAME: usize = 128;

/// Characters of the longest facet that lists are filtered by: an index of a database takes no longer ones.
const LONGEST_FACET: usize = 512;

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

impl Record {
    /// Returns true if it erases what an earlier entry said.
    pub(crate) const fn erases(&self) -> bool {
        matches!(self.effect.turn, Turn::Erased(_))
    }
}

/// What an event does to its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Kind of the noun.
    pub(crate) noun: NounKind,
    /// Its key.
    pub(crate) key: String,
    /// What happens to it.
    pub(crate) turn: Turn,
    /// What it is found by afterwards.
    pub(crate) facets: Option<Facets>,
}

/// What happens to a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It stands as the event says.
    Declared,
    /// It leaves.
    Withdrawn,
    /// What the entry at that place said about it is erased; the view stays as it is.
    Erased(u64),
}

impl Effect {
    /// Returns what an event does.
    pub(crate) fn of(event: &Event) -> Self {
        let (noun, key) = event.subject();
        let turn = match event {
            Event::Withdrawn { .. } => Turn::Withdrawn,
            Event::Erased { entry, .. } => Turn::Erased(*entry),
            _ => Turn::Declared,
        };
        Self { noun, key, turn, facets: event.facets().map(plain) }
    }
}

/// Takes out of facets the one character that not every database keeps.
fn plain(facets: Facets) -> Facets {
    let plain = |text: String| if text.contains('\0') { text.replace('\0', " ") } else { text };
    Facets {
        state: plain(facets.state),
        owner: facets.owner.map(plain),
        assignee: facets.assignee.map(plain),
        parent: facets.parent.map(plain),
        sort: facets.sort,
        search: plain(facets.search),
    }
}

/// Finds a facet that is too long to be filtered by.
fn too_long(facets: &Facets) -> Option<&str> {
    let texts =
        [Some(&facets.state), facets.owner.as_ref(), facets.assignee.as_ref(), facets.parent.as_ref()];
    texts.into_iter().flatten().find(|text| text.chars().count() > LONGEST_FACET).map(String::as_str)
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
    if let Some(facet) = effect.facets.as_ref().and_then(too_long) {
        return Err(InvalidEntryError::Facet { start: facet.chars().take(32).collect() });
    }
    let kind = event.kind().key();
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

/// An entry as a back end keeps it, with what of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Place in the record.
    pub seq: u64,
    /// The leaf as it is kept beside the entry; `None` if it is no hash.
    pub leaf: Option<Hash>,
    /// The entry, or why its row cannot be read.
    pub entry: Result<KeptEntry, String>,
}

impl Kept {
    /// Reads the entry; one that was erased has no event.
    pub(crate) fn decode(self, zone: &ZoneId) -> Result<Entry, StoreError> {
        let broken = |reason| broken(zone, self.seq, reason);
        let KeptEntry { header, payload } = self.entry.map_err(broken)?;
        let unknown = || broken(format!("`{}` is not a kind of event", header.kind.escape_debug()));
        let event = payload.map(|payload| decode_event(header.payload_version, &payload.bytes));
        Ok(Entry {
            zone: zone.clone(),
            seq: self.seq,
            kind: EventKind::find_by_key(&header.kind).ok_or_else(unknown)?,
            at: instant(header.at_us).map_err(broken)?,
            event: event.transpose().map_err(broken)?,
            actor: Actor(header.actor),
        })
    }
}

/// Reads what entries that were kept elsewhere do to the view; an erased one does nothing.
pub(crate) fn effects(entries: Vec<KeptEntry>) -> Result<Vec<(KeptEntry, Option<Effect>)>, StoreError> {
    entries.into_iter().map(|kept| effect_of(&kept).map(|effect| (kept, effect))).collect()
}

fn effect_of(kept: &KeptEntry) -> Result<Option<Effect>, StoreError> {
    let refuse = |reason| StoreError::DoesNotFollow { seq: kept.header.seq, reason };
    if EventKind::find_by_key(&kept.header.kind).is_none() {
        return Err(refuse("its kind is not known to this program"));
    }
    let Some(payload) = &kept.payload else { return Ok(None) };
    let event = decode_event(kept.header.payload_version, &payload.bytes)
        .map_err(|_| refuse("its content cannot be read by this program"))?;
    if event.kind().key() != kept.header.kind {
        return Err(refuse("its content is of another kind"));
    }
    Ok(Some(Effect::of(&event)))
}

/// Names a row of the record that cannot be read.
pub(crate) fn broken(zone: &ZoneId, seq: u64, reason: String) -> StoreError {
    StoreError::Inconsistent { table: "entry", row: format!("{zone}/{seq}"), reason }
}

/// Says why an entry may not be erased: it must have declared that noun, and the noun must not stand as it says.
pub(crate) fn check_erasure(
    target: Option<&KeptEntry>,
    effect: &Effect,
    standing: Option<u64>,
) -> Result<(), InvalidEntryError> {
    let Turn::Erased(entry) = effect.turn else { return Ok(()) };
    let not_it = InvalidEntryError::NotErasable { entry };
    let (header, payload) = match target {
        Some(KeptEntry { header, payload: Some(payload) }) if header.seq == entry => (header, payload),
        _ => return Err(not_it),
    };
    let event = decode_event(header.payload_version, &payload.bytes).map_err(|_| not_it.clone())?;
    let declared = Effect::of(&event);
    if (declared.noun, &declared.key, declared.turn) != (effect.noun, &effect.key, Turn::Declared) {
        return Err(not_it);
    }
    // Checkpoints of an earlier key are checked with what its entry says.
    if effect.noun == NounKind::RecordKey {
        return Err(not_it);
    }
    if standing == Some(entry) { Err(InvalidEntryError::StillStands { entry }) } else { Ok(()) }
}

/// Reads an instant from microseconds since 1970.
pub(crate) fn instant(at_us: i64) -> Result<Timestamp, String> {
    // Not `from_microsecond`, which refuses the fraction of the very last second.
    let nanoseconds = i32::try_from(at_us.rem_euclid(1_000_000) * 1000).map_err(|e| e.to_string())?;
    Timestamp::new(at_us.div_euclid(1_000_000), nanoseconds).map_err(|e| e.to_string())
}

/// Reads the event of a payload; an older form would be lifted here.
pub(crate) fn decode_event(version: u32, payload: &[u8]) -> Result<Event, String> {
    if version != PAYLOAD_VERSION {
        return Err(format!("payload version {version} is not known"));
    }
    serde_json::from_slice(payload).map_err(|e| e.to_string())
}

/// A row of the view of nouns, as stored.
#[derive(Clone, Debug)]
pub(crate) struct NounRow {
    pub(crate) kind: String,
    pub(crate) key: String,
    pub(crate) document_version: i64,
    pub(crate) document: String,
    pub(crate) facets: Option<Facets>,
}

impl NounRow {
    /// Reads the row for a comparison of bytes.
    pub(crate) fn view(self, zone: &ZoneId) -> Result<ViewRow, StoreError> {
        let kind = NounKind::find_by_key(&self.kind)
            .ok_or_else(|| self.broken(zone, format!("`{}` is not a kind of noun", self.kind)))?;
        Ok(ViewRow { kind, key: self.key, document: self.document, facets: self.facets })
    }

    /// Reads the noun of the row as the event that declared it, and makes sure that it is that noun.
    pub(crate) fn decode(&self, zone: &ZoneId) -> Result<Event, StoreError> {
        let version = u32::try_from(self.document_version).unwrap_or(u32::MAX);
        let event = decode_event(version, self.document.as_bytes()).map_err(|e| self.broken(zone, e))?;
        let effect = Effect::of(&event);
        if effect.turn != Turn::Declared || effect.noun.key() != self.kind || effect.key != self.key {
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

/// Reads a view into what stands, without the nouns that have lists of their own.
pub(crate) fn snapshot(zone: &ZoneId, rows: &[NounRow]) -> Result<Snapshot, StoreError> {
    let plain = rows.iter().filter(|row| row.facets.is_none());
    let events: Result<Vec<Event>, StoreError> = plain.map(|row| row.decode(zone)).collect();
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
pub(crate) fn head(zone: &ZoneId, row: Option<&HeadRow>) -> Result<Head, StoreError> {
    let Some(row) = row else { return Ok(Head::default()) };
    let at = instant(row.at_us).map_err(|reason| broken_head(zone, reason))?;
    Ok(Head { seq: row.seq, at: Some(at), root: row.root })
}

/// Names a row of the heads that cannot be read.
pub(crate) fn broken_head(zone: &ZoneId, reason: String) -> StoreError {
    StoreError::Inconsistent { table: "record_head", row: zone.to_string(), reason }
}

/// A row of the table of heads: where a record ends, and the growing end of its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadRow {
    pub(crate) seq: u64,
    pub(crate) at_us: i64,
    pub(crate) root: Hash,
    pub(crate) peaks: Vec<Hash>,
}
