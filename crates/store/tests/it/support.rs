//! Short builders, so that a test reads as what happens.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;
use teukgu_domain::entry::{Actor, Entry, Event, NewEntry, NounKind};
use teukgu_domain::history::{DatePrecision, HistoryEvent};
use teukgu_domain::ids::{HistoryId, SourceId, ZoneId};
use teukgu_domain::provenance::{Provenance, Source};
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Text;
use teukgu_ledger::{Frontier, Hash};
use teukgu_store::{Draft, DraftToken, Expect, PostgresOptions, PostgresStore, SqliteStore, Store};

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
    store.append(zone, events.into_iter().map(entry).collect(), Expect::nothing()).await.unwrap().last_seq
}

pub(crate) fn draft(bits: u128, touched_at: &str, document: &str) -> Draft {
    let touched_at = touched_at.parse().unwrap();
    Draft { token: DraftToken::new(bits), touched_at, document: document.to_owned() }
}

pub(crate) async fn all_entries(store: &dyn Store, zone: &ZoneId) -> Vec<Entry> {
    store.entries(zone, 0, u32::MAX).await.unwrap()
}

/// Folds what everybody reads as a whole; nouns that have lists of their own are left out.
pub(crate) fn fold(entries: &[Entry]) -> Snapshot {
    let events = entries.iter().filter_map(|entry| entry.event.clone());
    Snapshot::from_events(events.filter(|event| event.facets().is_none()))
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
    check_tree(store, zone).await;
}

/// Fails unless every leaf, node and the root are what the entries say.
pub(crate) async fn check_tree(store: &dyn Store, zone: &ZoneId) {
    let kept = store.kept(zone, 0, u32::MAX).await.unwrap();
    let (mut frontier, mut nodes) = (Frontier::new(), BTreeMap::new());
    for kept in &kept {
        let entry = kept.entry.as_ref().unwrap();
        assert_eq!(kept.leaf, Some(entry.header.leaf()), "{}", kept.seq);
        assert!(entry.payload_fits(), "{}", kept.seq);
        frontier.push_with(entry.header.leaf(), |id, hash| {
            if id.level > 0 && id.level % 8 == 0 {
                nodes.insert((id.level, id.index), hash);
            }
        });
    }
    assert_eq!(store.head(zone).await.unwrap().root, frontier.root());
    for level in [8, 16, 24] {
        let expected: Vec<Hash> =
            nodes.iter().filter(|((at, _), _)| *at == level).map(|(_, hash)| *hash).collect();
        assert_eq!(store.nodes(zone, level, 0, u32::MAX).await.unwrap(), expected, "level {level}");
    }
}

/// A database of its own on the server that `TEUKGU_TEST_PG` names.
pub(crate) struct PgPlace {
    pub(crate) url: String,
}

impl PgPlace {
    /// Makes a database; `None` without a server, which `cargo xtask test` never leaves out.
    #[expect(
        clippy::print_stdout,
        reason = "who reads the output of the test should see that it did nothing"
    )]
    pub(crate) async fn new() -> Option<Self> {
        let Ok(server) = std::env::var("TEUKGU_TEST_PG") else {
            println!(
                "skipped: name a PostgreSQL server with TEUKGU_TEST_PG, or run `cargo xtask test store`"
            );
            return None;
        };
        let mut bits = [0; 8];
        getrandom::fill(&mut bits).unwrap();
        let name = format!("store_{:016x}", u64::from_le_bytes(bits));
        let mut connection = PgConnection::connect(&server).await.unwrap();
        let made = sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection);
        made.await.unwrap();
        connection.close().await.unwrap();
        let (address, _) = server.rsplit_once('/').unwrap();
        Some(Self { url: format!("{address}/{name}") })
    }

    pub(crate) async fn open(&self) -> PostgresStore {
        PostgresStore::open(&self.url, PostgresOptions::default()).await.unwrap()
    }

    /// Runs statements behind the back of the store.
    pub(crate) async fn meddle(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut connection = PgConnection::connect(&self.url).await?;
        sqlx::query("SET search_path = teukgu").execute(&mut connection).await?;
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await;
        connection.close().await?;
        done.map(|_| ())
    }
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
