//! Full disks, damaged rows, and the guards of the record.

use crate::opening::meddle;
use crate::support::*;
use std::fs;
use std::sync::Arc;
use teukgu_domain::entry::NounKind;
use teukgu_store::{Expect, SqliteOptions, SqliteStore, Store, StoreError};

fn small() -> SqliteOptions {
    SqliteOptions { max_bytes: Some(200 * 1024), ..SqliteOptions::default() }
}

#[tokio::test]
async fn a_full_disk_fails_the_request_and_keeps_what_was_acknowledged() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = SqliteStore::open_with(place.database(), small()).await.unwrap();
    let mut acknowledged = 0;
    let error = loop {
        let request = vec![entry(source(&format!("s{acknowledged}"), &"가".repeat(500)))];
        match store.append(&zone, request, Expect::nothing()).await {
            Ok(appended) => acknowledged = appended.last_seq,
            Err(error) => break error,
        }
        assert!(acknowledged < 1000, "the limit was not felt");
    };
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    assert!(acknowledged > 10);
    assert_eq!(store.head(&zone).await.unwrap().seq, acknowledged);
    assert_eq!(store.snapshot(&zone).await.unwrap(), fold(&all_entries(&store, &zone).await));
    store.close().await.unwrap();
    let roomy = place.open().await;
    assert_eq!(append(&roomy, &zone, [source("after", "after")]).await, acknowledged + 1);
    check_whole(&roomy, &zone).await;
    roomy.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_too_large_for_the_disk_harms_no_other() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = Arc::new(SqliteStore::open_with(place.database(), small()).await.unwrap());
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let (store, zone) = (Arc::clone(&store), zone.clone());
            let title = if n % 10 == 5 { "큰".repeat(200_000) } else { "작은".to_owned() };
            let request = vec![entry(source(&format!("s{n}"), &title))];
            tokio::spawn(async move { store.append(&zone, request, Expect::nothing()).await })
        })
        .collect();
    for (n, task) in tasks.into_iter().enumerate() {
        match task.await.unwrap() {
            Ok(_) => assert_ne!(n % 10, 5),
            Err(error) => assert!(n % 10 == 5 && matches!(error, StoreError::DiskFull), "{n}: {error}"),
        }
    }
    assert_eq!(append(&*store, &zone, [source("after", "after")]).await, 37);
    check_whole(&*store, &zone).await;
}

#[tokio::test]
async fn the_log_is_moved_into_the_database_while_the_store_is_open() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = place.open().await;
    let large = "가".repeat(100_000);
    let size = || fs::metadata(place.database()).unwrap().len();
    let empty = size();
    let mut requests = 0;
    while size() < empty + 4 * 1024 * 1024 {
        append(&store, &zone, [source("large", &large)]).await;
        requests += 1;
        assert!(requests < 400, "{requests} large requests and the database is as small as before");
    }
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_damaged_row_of_a_view_is_named_and_folding_again_heals_it() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = place.open().await;
    append(&store, &zone, [source("a", "a"), source("b", "b")]).await;
    let whole = store.view_rows(&zone).await.unwrap();
    let other = serde_json::to_string(&source("b", "b")).unwrap();
    let damages = [
        "UPDATE view_noun SET document = '{' WHERE key = 'a'".to_owned(),
        "UPDATE view_noun SET document_version = 9 WHERE key = 'a'".to_owned(),
        format!("UPDATE view_noun SET document = '{other}' WHERE key = 'a'"),
    ];
    for damage in damages {
        meddle(&place.database(), &damage).await.unwrap();
        let error = store.snapshot(&zone).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Inconsistent { table: "view_noun", row, .. } if row == "yangjae/source/a"),
            "{error}"
        );
        assert!(error.help().en.contains("teukgu ledger rebuild"));
        store.rebuild(&zone).await.unwrap();
        assert_eq!(store.view_rows(&zone).await.unwrap(), whole);
        store.snapshot(&zone).await.unwrap();
    }
    meddle(&place.database(), "DELETE FROM view_noun").await.unwrap();
    store.rebuild(&zone).await.unwrap();
    assert_eq!(store.view_rows(&zone).await.unwrap(), whole);
    store.close().await.unwrap();
}

#[tokio::test]
async fn an_entry_is_never_changed_or_removed() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = place.open().await;
    append(&store, &zone, [source("a", "a"), withdrawn(NounKind::Source, "a")]).await;
    for sql in [
        "UPDATE entry SET actor = 'x'",
        "DELETE FROM entry WHERE seq = 2",
        "UPDATE entry SET payload = NULL, salt = NULL, at_us = 1",
    ] {
        let refused = meddle(&place.database(), sql).await.unwrap_err().to_string();
        assert!(refused.contains("an entry is never"), "{refused}");
    }
    assert_eq!(all_entries(&store, &zone).await.len(), 2);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_row_of_the_record_that_cannot_be_read_is_named() {
    let place = Place::new();
    let zone = zone("yangjae");
    let store = place.open().await;
    append(&store, &zone, [source("a", "a")]).await;
    let whole = store.view_rows(&zone).await.unwrap();
    let row = "INSERT INTO entry VALUES ('yangjae', 2, 'source', 'x', 0, 1, zeroblob(16), x'7b7d', zeroblob(32), zeroblob(32))";
    meddle(&place.database(), row).await.unwrap();
    for error in
        [store.entries(&zone, 0, 10).await.map(|_| ()).unwrap_err(), store.rebuild(&zone).await.unwrap_err()]
    {
        let named =
            matches!(&error, StoreError::Inconsistent { table: "entry", row, .. } if row == "yangjae/2");
        assert!(named, "{error}");
    }
    assert_eq!(store.view_rows(&zone).await.unwrap(), whole, "a rebuild that fails leaves the view");
    store.close().await.unwrap();
}
