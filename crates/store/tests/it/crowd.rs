//! The part of the suite in which many ask at once.

use crate::support::*;
use std::sync::Arc;
use teukgu_store::{Expect, Store, StoreError};

type Any = Arc<dyn Store>;

pub(crate) async fn a_thousand_appends_at_once_leave_no_gap(store: Any) {
    let zone = zone("yangjae");
    let tasks: Vec<_> = (0..64)
        .map(|task| {
            let (store, zone) = (Arc::clone(&store), zone.clone());
            tokio::spawn(async move {
                let mut places = Vec::new();
                for n in (task..1000).step_by(64) {
                    let last = append(&*store, &zone, [source(&format!("s{n}"), "동시")]).await;
                    places.push((n, last));
                }
                places
            })
        })
        .collect();
    let mut places = Vec::new();
    for task in tasks {
        places.extend(task.await.unwrap());
    }
    let entries = all_entries(&*store, &zone).await;
    assert_eq!(entries.len(), 1000);
    for (n, seq) in &places {
        let at = usize::try_from(*seq).unwrap() - 1;
        assert_eq!(entries[at].event.as_ref().unwrap().subject().1, format!("s{n}"));
    }
    places.sort_by_key(|(_, seq)| *seq);
    let seqs: Vec<u64> = places.into_iter().map(|(_, seq)| seq).collect();
    assert_eq!(seqs, (1..=1000).collect::<Vec<u64>>());
    check_whole(&*store, &zone).await;
}

pub(crate) async fn of_many_who_expect_the_same_head_one_wins(store: Any) {
    let zone = zone("yangjae");
    let tasks: Vec<_> = (0..32)
        .map(|n| {
            let (store, zone) = (Arc::clone(&store), zone.clone());
            let request = vec![entry(source("a", &format!("{n}")))];
            tokio::spawn(async move { store.append(&zone, request, Expect::head(0)).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert!(matches!(error, StoreError::Conflict { expected: 0, found: 1 }), "{error}"),
        }
    }
    assert_eq!((won, store.head(&zone).await.unwrap().seq), (1, 1));
}

pub(crate) async fn a_bad_request_harms_no_other(store: Any) {
    let zone = zone("yangjae");
    let tasks: Vec<_> = (0..200)
        .map(|n| {
            let (store, zone) = (Arc::clone(&store), zone.clone());
            let expect = (n % 4 == 0).then_some(1_000_000);
            let request =
                vec![entry(source(&format!("s{n}"), "1")), entry(source("shared", &format!("{n}")))];
            tokio::spawn(async move {
                store.append(&zone, request, Expect { head: expect, nouns: Vec::new() }).await.is_ok()
            })
        })
        .collect();
    for (n, task) in tasks.into_iter().enumerate() {
        assert_eq!(task.await.unwrap(), n % 4 != 0, "request {n}");
    }
    assert_eq!(store.head(&zone).await.unwrap().seq, 300);
    check_whole(&*store, &zone).await;
}

pub(crate) async fn closing_answers_what_was_asked_before(store: Any) {
    let zone = zone("yangjae");
    let tasks: Vec<_> = (0..100)
        .map(|n| {
            let (store, zone) = (Arc::clone(&store), zone.clone());
            let request = vec![entry(source(&format!("s{n}"), "s"))];
            tokio::spawn(async move { store.append(&zone, request, Expect::nothing()).await })
        })
        .collect();
    store.close().await.unwrap();
    let mut places = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            Ok(appended) => places.push(appended.last_seq),
            Err(error) => assert!(matches!(error, StoreError::Closed), "{error}"),
        }
    }
    places.sort_unstable();
    assert_eq!(places, (1..=places.len() as u64).collect::<Vec<u64>>());
}
