//! Databases of every earlier schema, filled and brought up to date.

use crate::lists::case;
use crate::opening::meddle;
use crate::support::*;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqlStr};
use std::fs;
use std::path::Path;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_store::{Head, Listing, SCHEMA_VERSION, Store};

/// What an earlier program would have made: the migrations up to a version, from the files that never change.
async fn old_database(path: &Path, version: u32) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let list = files.iter().take(version as usize).zip(1..).map(|(file, number)| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let sql: &'static str = Box::leak(fs::read_to_string(file).unwrap().into_boxed_str());
        Migration::new(number, name.into(), MigrationType::Simple, SqlStr::from_static(sql), false)
    });
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = options.connect().await.unwrap();
    Migrator::with_migrations(list.collect()).run_direct(None, &mut connection, false).await.unwrap();
    connection.close().await.unwrap();
    let marks = format!("PRAGMA application_id = 1414219605; PRAGMA user_version = {version}");
    meddle(path, &marks).await.unwrap();
}

/// Writes entries as programs before version 8 did.
async fn fill(path: &Path, version: u32, events: &[Event]) {
    for (seq, event) in (1..).zip(events) {
        let payload = serde_json::to_string(event).unwrap().replace('\'', "''");
        let (noun, key) = event.subject();
        let kind = event.kind().key();
        let entry = format!(
            "INSERT INTO entry VALUES ('yangjae', {seq}, '{kind}', '서초구', {seq}000001, 1, '{payload}')"
        );
        meddle(path, &entry).await.unwrap();
        if version >= 2 && kind != "withdrawn" {
            let (noun, key) = (noun.key(), key.replace('\'', "''"));
            let row = format!(
                "INSERT OR REPLACE INTO view_noun VALUES ('yangjae', '{noun}', '{key}', {seq}, 1, '{payload}')"
            );
            meddle(path, &row).await.unwrap();
        }
    }
}

#[tokio::test]
async fn every_earlier_schema_comes_up_to_date_with_all_of_its_entries() {
    let events: Vec<Event> = (0..30)
        .map(|n| source(&format!("k{}", n % 9), "양재 ‘AI’ 특구"))
        .chain([withdrawn(NounKind::Source, "k3"), history("h", "연혁")])
        .collect();
    for version in 1..=6 {
        let place = Place::new();
        old_database(&place.database(), version).await;
        fill(&place.database(), version, &events).await;
        let store = place.open().await;
        let zone = zone("yangjae");
        let read: Vec<_> = all_entries(&store, &zone).await.into_iter().map(|e| e.event.unwrap()).collect();
        assert_eq!(read, events, "from version {version}");
        assert_eq!(store.schema_version().await.unwrap(), SCHEMA_VERSION);
        check_whole(&store, &zone).await;
        let head = store.head(&zone).await.unwrap();
        store.close().await.unwrap();
        let again = place.open().await;
        assert_eq!(again.head(&zone).await.unwrap(), head, "a second start changes nothing");
        assert_eq!(append(&again, &zone, [source("new", "새것")]).await, 33);
        check_whole(&again, &zone).await;
        again.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_upgrade_that_was_cut_short_is_finished_by_the_next_start() {
    let events: Vec<Event> = (0..5).map(|n| source(&format!("k{n}"), "특구")).collect();
    let place = Place::new();
    old_database(&place.database(), 6).await;
    fill(&place.database(), 6, &events).await;
    let store = place.open().await;
    let head = store.head(&zone("yangjae")).await.unwrap();
    store.close().await.unwrap();
    // As if the program had ended between moving the entries and dropping the old table.
    let back = "CREATE TABLE entry_before_tree AS SELECT zone, seq, kind, actor, at_us, payload_version, \
         CAST(payload AS TEXT) AS payload FROM entry; \
         DELETE FROM _sqlx_migrations WHERE version = 10; PRAGMA user_version = 6";
    meddle(&place.database(), &format!("{}; {back}", before_lists())).await.unwrap();
    let again = place.open().await;
    assert_eq!(again.head(&zone("yangjae")).await.unwrap(), head);
    check_whole(&again, &zone("yangjae")).await;
    again.close().await.unwrap();
}

/// Leads a database back to the schema before lists.
const BEFORE_LISTS: [&str; 14] = [
    "DROP TABLE beside",
    "DROP INDEX view_noun_without_list",
    "DROP INDEX view_noun_by_sort",
    "DROP INDEX view_noun_by_load",
    "DROP INDEX view_noun_by_state",
    "DROP INDEX view_noun_by_owner",
    "DROP INDEX view_noun_by_assignee",
    "DROP INDEX view_noun_by_parent",
    "ALTER TABLE view_noun DROP COLUMN state",
    "ALTER TABLE view_noun DROP COLUMN owner",
    "ALTER TABLE view_noun DROP COLUMN assignee",
    "ALTER TABLE view_noun DROP COLUMN parent",
    "ALTER TABLE view_noun DROP COLUMN sort",
    "ALTER TABLE view_noun DROP COLUMN search",
];

fn before_lists() -> String {
    format!("{}; DELETE FROM _sqlx_migrations WHERE version > 10", BEFORE_LISTS.join("; "))
}

async fn fill_before_lists(store: &dyn Store) -> Head {
    let events = (0..700).map(|n| source(&format!("k{}", n % 50), "양재 ‘AI’ 특구"));
    append(store, &zone("yangjae"), events.chain([withdrawn(NounKind::Source, "k3")])).await;
    store.keep_draft(draft(1, "2026-03-02T00:00:00Z", "{}")).await.unwrap();
    let head = store.head(&zone("yangjae")).await.unwrap();
    store.close().await.unwrap();
    head
}

async fn check_with_lists(store: &dyn Store, before: Head) {
    let zone = zone("yangjae");
    assert_eq!(store.schema_version().await.unwrap(), SCHEMA_VERSION);
    assert_eq!(store.head(&zone).await.unwrap(), before);
    assert_eq!(store.snapshot(&zone).await.unwrap().sources().len(), 49);
    assert!(store.draft(&draft(1, "2026-03-02T00:00:00Z", "").token).await.unwrap().is_some());
    check_whole(store, &zone).await;
    append(store, &zone, [case(1, "도로 점용").into()]).await;
    assert_eq!(store.count(&zone, &Listing::of(NounKind::Case)).await.unwrap(), 1);
    check_whole(store, &zone).await;
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_filled_database_from_before_lists_is_taken_over_as_it_is() {
    let place = Place::new();
    let head = fill_before_lists(&place.open().await).await;
    meddle(&place.database(), &format!("{}; PRAGMA user_version = 10", before_lists())).await.unwrap();
    check_with_lists(&place.open().await, head).await;
    if let Some(place) = PgPlace::new().await {
        let head = fill_before_lists(&place.open().await).await;
        place.meddle(&before_lists()).await.unwrap();
        check_with_lists(&place.open().await, head).await;
    }
}
