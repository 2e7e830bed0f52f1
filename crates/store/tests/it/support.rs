//! Short builders, so that a test reads as what happens.

use std::path::PathBuf;
use tempfile::TempDir;
use teukgu_domain::entry::{Actor, Entry, Event, NewEntry, NounKind};
use teukgu_domain::history::{DatePrecision, HistoryEvent};
use teukgu_domain::ids::{HistoryId, SourceId, ZoneId};
use teukgu_domain::provenance::{Provenance, Source};
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Text;
use teukgu_store::{Draft, DraftToken, SqliteStore, Store};

pub(crate) fn zone(id: &str) -> ZoneId {
    ZoneId::parse(id).unwrap()
}

pub(crate) fn source(id: &str, title: &str) -> Event {
    Event::Source(Source {
        id: SourceId::parse(id).unwrap(),
        title: Text::new(title, title),
        publisher: Text::default(),
        published_on: None,
        locator: None,
        licence: None,
    })
}

pub(crate) fn history(id: &str, title: &str) -> Event {
    Event::History(HistoryEvent {
        id: HistoryId::parse(id).unwrap(),
        on: "2024-11-28".parse().unwrap(),
        precision: DatePrecision::Day,
        title: Text::new(title, title),
        detail: Text::default(),
        provenance: Provenance::illustrative(),
    })
}

pub(crate) fn withdrawn(noun: NounKind, key: &str) -> Event {
    Event::Withdrawn { noun, key: key.to_owned() }
}

/// An entry by a clerk at a fixed instant.
pub(crate) fn entry(event: Event) -> NewEntry {
    NewEntry {
        actor: Actor("clerk".to_owned()),
        at: "2026-03-02T09:00:00.123456+09:00".parse().unwrap(),
        event,
    }
}

/// Appends one request and returns the place of its last entry.
pub(crate) async fn append(store: &dyn Store, zone: &ZoneId, events: impl IntoIterator<Item = Event>) -> u64 {
    store.append(zone, events.into_iter().map(entry).collect(), None).await.unwrap().last_seq
}

pub(crate) fn draft(bits: u128, touched_at: &str, document: &str) -> Draft {
    let touched_at = touched_at.parse().unwrap();
    Draft { token: DraftToken::new(bits), touched_at, document: document.to_owned() }
}

pub(crate) async fn all_entries(store: &dyn Store, zone: &ZoneId) -> Vec<Entry> {
    store.entries(zone, 0, u32::MAX).await.unwrap()
}

pub(crate) fn fold(entries: &[Entry]) -> Snapshot {
    Snapshot::from_events(entries.iter().map(|entry| entry.event.clone()))
}

/// Fails unless the record has no gap, the view is what the record folds to, and folding again changes no byte.
pub(crate) async fn check_whole(store: &dyn Store, zone: &ZoneId) {
    let entries = all_entries(store, zone).await;
    let places: Vec<u64> = entries.iter().map(|entry| entry.seq).collect();
    let expected: Vec<u64> = (1..=entries.len() as u64).collect();
    assert_eq!(places, expected);
    assert_eq!(store.snapshot(zone).await.unwrap(), fold(&entries));
    let before = store.view_rows(zone).await.unwrap();
    store.rebuild(zone).await.unwrap();
    assert_eq!(store.view_rows(zone).await.unwrap(), before);
}

/// A folder of its own, gone after the test.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    pub(crate) async fn open(&self) -> SqliteStore {
        SqliteStore::open(self.database()).await.unwrap()
    }
}
