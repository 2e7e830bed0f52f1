//! The part of the suite about what stands beside the record.

use crate::support::*;
use jiff::Timestamp;
use std::sync::Arc;
use teukgu_store::{Beside, LARGEST_BESIDE, Shelf, Store, StoreError};

type Any = Arc<dyn Store>;

fn beside(shelf: Shelf, key: &str, owner: &str, at: &str, bytes: &[u8]) -> Beside {
    let (key, owner) = (key.to_owned(), owner.to_owned());
    Beside { shelf, key, owner, at: at.parse().unwrap(), bytes: bytes.to_vec() }
}

fn day(day: u8) -> Timestamp {
    format!("2026-03-{day:02}T00:00:00Z").parse().unwrap()
}

pub(crate) async fn what_stands_beside_is_kept_replaced_and_forgotten(store: Any) {
    let first = beside(Shelf::Credential, "계정", "", "2026-03-02T00:00:00.123456789Z", b"\0\xff hash");
    assert_eq!(store.beside(Shelf::Credential, "계정").await.unwrap(), None);
    store.keep_beside(first.clone()).await.unwrap();
    let read = store.beside(Shelf::Credential, "계정").await.unwrap().unwrap();
    assert_eq!((read.bytes, read.at.to_string()), (first.bytes, "2026-03-02T00:00:00.123456Z".to_owned()));
    let second = beside(Shelf::Credential, "계정", "a", "2026-03-03T00:00:00Z", b"");
    store.keep_beside(second.clone()).await.unwrap();
    assert_eq!(store.beside(Shelf::Credential, "계정").await.unwrap(), Some(second));
    assert_eq!(store.beside(Shelf::Session, "계정").await.unwrap(), None);
    store.forget_beside(Shelf::Session, "계정").await.unwrap();
    assert!(store.beside(Shelf::Credential, "계정").await.unwrap().is_some());
    store.forget_beside(Shelf::Credential, "계정").await.unwrap();
    store.forget_beside(Shelf::Credential, "계정").await.unwrap();
    assert_eq!(store.beside(Shelf::Credential, "계정").await.unwrap(), None);
}

pub(crate) async fn sessions_go_with_their_owner_or_their_time(store: Any) {
    for (key, owner, at) in [("s1", "a", 1), ("s2", "a", 9), ("s3", "b", 2), ("s4", "b", 9)] {
        let session =
            Beside { at: day(at), ..beside(Shelf::Session, key, owner, "2026-03-01T00:00:00Z", b"{}") };
        store.keep_beside(session).await.unwrap();
    }
    store.keep_beside(beside(Shelf::Blob, "s1", "a", "2026-03-01T00:00:00Z", b"x")).await.unwrap();
    assert_eq!(store.drop_beside(Shelf::Session, day(2)).await.unwrap(), 1);
    assert_eq!(store.forget_beside_of(Shelf::Session, "a").await.unwrap(), 1);
    let keys = |kept: Vec<Beside>| kept.into_iter().map(|beside| beside.key).collect::<Vec<_>>();
    assert_eq!(keys(store.shelf(Shelf::Session, "", 10).await.unwrap()), ["s3", "s4"]);
    assert_eq!(keys(store.shelf(Shelf::Session, "s3", 10).await.unwrap()), ["s4"]);
    assert_eq!(keys(store.shelf(Shelf::Session, "", 1).await.unwrap()), ["s3"]);
    assert_eq!(keys(store.shelf(Shelf::Blob, "", 10).await.unwrap()), ["s1"]);
    assert_eq!(store.forget_beside_of(Shelf::Session, "a").await.unwrap(), 0);
}

pub(crate) async fn a_paper_is_kept_by_its_hash_in_each_zone(store: Any) {
    let (one, other) = (zone("yangjae"), zone("Pangyo"));
    store.keep_blob(&one, "aa", b"%PDF\0".to_vec(), day(1)).await.unwrap();
    store.keep_blob(&one, "aa", b"%PDF\0".to_vec(), day(3)).await.unwrap();
    store.keep_blob(&one, "bb", b"b".to_vec(), day(2)).await.unwrap();
    store.keep_blob(&other, "aa", b"other".to_vec(), day(1)).await.unwrap();
    assert_eq!(store.blob(&one, "aa").await.unwrap().as_deref(), Some(b"%PDF\0".as_slice()));
    assert_eq!(store.blob(&other, "aa").await.unwrap().as_deref(), Some(b"other".as_slice()));
    assert_eq!(store.blob(&other, "bb").await.unwrap(), None);
    let old = |before, after| store.shelf_keys(Shelf::Blob, before, after, 10);
    assert_eq!(old(day(3), "").await.unwrap(), ["Pangyo/aa", "yangjae/bb"]);
    assert_eq!(old(day(4), "Pangyo/aa").await.unwrap(), ["yangjae/aa", "yangjae/bb"]);
    assert_eq!(store.shelf_keys(Shelf::Blob, day(4), "", 1).await.unwrap(), ["Pangyo/aa"]);
}

pub(crate) async fn what_is_too_large_or_has_no_name_leaves_the_one_before(store: Any) {
    let zone = zone("yangjae");
    store.keep_blob(&zone, "aa", vec![7; LARGEST_BESIDE], day(1)).await.unwrap();
    let error = store.keep_blob(&zone, "aa", vec![8; LARGEST_BESIDE + 1], day(2)).await.unwrap_err();
    assert!(matches!(error, StoreError::BesideTooLarge { size } if size == LARGEST_BESIDE + 1), "{error}");
    assert!(!error.help().is_empty() && error.message().ko != error.message().en);
    assert_eq!(store.blob(&zone, "aa").await.unwrap().map(|bytes| bytes.len()), Some(LARGEST_BESIDE));
    for (key, owner) in [("", ""), ("a\0", ""), ("a", "b\0"), (&*"x".repeat(257), "")] {
        let nameless = beside(Shelf::Session, key, owner, "2026-03-01T00:00:00Z", b"");
        let error = store.keep_beside(nameless).await.unwrap_err();
        assert!(matches!(error, StoreError::BesideName { shelf: "session" }), "{error}");
    }
}

pub(crate) async fn what_stands_beside_is_no_part_of_the_record(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "a")]).await;
    let (head, changes) = (store.head(&zone).await.unwrap(), *store.changes().borrow());
    let rows = store.view_rows(&zone).await.unwrap();
    store.keep_blob(&zone, "aa", b"a".to_vec(), day(1)).await.unwrap();
    let session = beside(Shelf::Session, "s", "a", "2026-03-01T00:00:00Z", b"{}");
    store.keep_beside(session).await.unwrap();
    store.forget_beside_of(Shelf::Session, "a").await.unwrap();
    assert_eq!((store.head(&zone).await.unwrap(), *store.changes().borrow()), (head, changes));
    store.rebuild(&zone).await.unwrap();
    assert_eq!(store.view_rows(&zone).await.unwrap(), rows);
    assert!(store.blob(&zone, "aa").await.unwrap().is_some());
}
