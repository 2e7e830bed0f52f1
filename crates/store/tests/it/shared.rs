//! What only a database that several servers share can do: take turns, tell each other, go away and come back.

use crate::support::*;
use std::sync::Arc;
use std::time::Duration;
use teukgu_store::{Expect, PostgresOptions, PostgresStore, SCHEMA_VERSION, Store, StoreError};

/// Ends every connection but the own.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_take_turns_and_leave_no_gap() {
    let Some(place) = PgPlace::new().await else { return };
    let stores = [Arc::new(place.open().await), Arc::new(place.open().await)];
    let zone = zone("yangjae");
    let tasks: Vec<_> = (0..200)
        .map(|n| {
            let (store, zone) = (Arc::clone(&stores[n % 2]), zone.clone());
            tokio::spawn(async move { append(&*store, &zone, [source(&format!("s{n}"), "특구")]).await })
        })
        .collect();
    let mut places = Vec::new();
    for task in tasks {
        places.push(task.await.unwrap());
    }
    places.sort_unstable();
    assert_eq!(places, (1..=200).collect::<Vec<u64>>());
    check_whole(&*stores[0], &zone).await;
    assert_eq!(stores[1].head(&zone).await.unwrap(), stores[0].head(&zone).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_server_hears_what_another_commits() {
    let Some(place) = PgPlace::new().await else { return };
    let (one, other) = (place.open().await, place.open().await);
    let mut heard = other.changes();
    // The listener may still be connecting, so a change is made until one is heard.
    for n in 0..50 {
        append(&one, &zone("yangjae"), [source("a", &format!("{n}"))]).await;
        if tokio::time::timeout(Duration::from_millis(200), heard.changed()).await.is_ok() {
            return;
        }
    }
    unreachable!("nothing was heard in ten seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_cut_is_made_again_and_nothing_is_lost() {
    let Some(place) = PgPlace::new().await else { return };
    let store = place.open().await;
    let zone = zone("yangjae");
    for n in 0..20 {
        append(&store, &zone, [source(&format!("s{n}"), "특구")]).await;
        place.meddle(CUT).await.unwrap();
    }
    assert_eq!(append(&store, &zone, [source("last", "특구")]).await, 21);
    check_whole(&store, &zone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hung_up_first_does_not_make_closing_a_fault() {
    let Some(place) = PgPlace::new().await else { return };
    for n in 0..10 {
        let store = place.open().await;
        append(&store, &zone("yangjae"), [source(&format!("s{n}"), "특구")]).await;
        place.meddle(CUT).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_open_for_reading_is_read_beside_the_server_and_changes_nothing() {
    let zone = zone("yangjae");
    let place = Place::new();
    let writing = place.open().await;
    append(&writing, &zone, [source("a", "a")]).await;
    let reading = teukgu_store::SqliteStore::open_reading(place.database()).await.unwrap();
    refuse_writing(&reading).await;
    if let Some(place) = PgPlace::new().await {
        let error = PostgresStore::open_reading(&place.url).await.unwrap_err();
        assert!(matches!(error, StoreError::Empty), "{error}");
        let writing = place.open().await;
        append(&writing, &zone, [source("a", "a")]).await;
        refuse_writing(&PostgresStore::open_reading(&place.url).await.unwrap()).await;
    }
}

async fn refuse_writing(reading: &dyn Store) {
    let zone = zone("yangjae");
    assert_eq!(all_entries(reading, &zone).await.len(), 1);
    let error = reading.append(&zone, vec![entry(source("b", "b"))], Expect::nothing()).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error}");
    assert!(matches!(reading.rebuild(&zone).await, Err(StoreError::ReadOnly)));
    reading.close().await.unwrap();
}

#[tokio::test]
async fn an_entry_of_postgres_is_never_changed_or_removed() {
    let Some(place) = PgPlace::new().await else { return };
    let store = place.open().await;
    append(&store, &zone("yangjae"), [source("a", "a")]).await;
    let statements = [
        "UPDATE entry SET actor = 'x'",
        "UPDATE entry SET payload = '{}'",
        "UPDATE entry SET payload = NULL, salt = NULL, leaf = payload_hash",
        "DELETE FROM entry",
        "TRUNCATE entry",
    ];
    for sql in statements {
        let refused = place.meddle(sql).await.unwrap_err().to_string();
        assert!(refused.contains("an entry is never"), "{sql}: {refused}");
    }
    check_whole(&store, &zone("yangjae")).await;
}

#[tokio::test]
async fn a_newer_postgres_database_is_refused_and_left_alone() {
    let Some(place) = PgPlace::new().await else { return };
    place.open().await.close().await.unwrap();
    let newer = SCHEMA_VERSION + 1;
    let row = format!("INSERT INTO _sqlx_migrations VALUES ({newer}, 'later', now(), TRUE, ''::bytea, 0)");
    place.meddle(&row).await.unwrap();
    for error in [
        PostgresStore::open(&place.url, PostgresOptions::default()).await.unwrap_err(),
        PostgresStore::open_reading(&place.url).await.unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::NewerSchema { found, .. } if found == newer), "{error}");
        assert!(!error.help().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_in_one_line() {
    let url = "postgres://teukgu:secret@127.0.0.1:9/teukgu";
    let error = PostgresStore::open(url, PostgresOptions::default()).await.unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    let message = error.message();
    assert!(!message.ko.contains("secret") && !message.ko.contains('\n'), "{}", message.ko);
    for url in ["postgres://", "mysql://h/d", ""] {
        assert!(PostgresStore::open(url, PostgresOptions::default()).await.is_err(), "{url}");
    }
}
