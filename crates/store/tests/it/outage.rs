//! A PostgreSQL server that goes away in the middle: stopped, killed, started again.

use crate::support::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use teukgu_postgres::{Cluster, Durability};
use teukgu_store::{Expect, PostgresOptions, PostgresStore, Store, StoreError};

const TASKS: usize = 8;
const ROUNDS: usize = 6;

#[test]
fn what_was_acknowledged_survives_the_end_of_the_server() {
    if std::env::var_os("TEUKGU_TEST_PG").is_none() {
        println!("skipped: run `cargo xtask test store`, which makes sure that PostgreSQL is there");
        return;
    }
    let cluster = Cluster::start(Durability::Full).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(end_again_and_again(&cluster));
}

async fn end_again_and_again(cluster: &Cluster) {
    let url = cluster.url("postgres");
    let store: Arc<dyn Store> =
        Arc::new(PostgresStore::open(&url, PostgresOptions::default()).await.unwrap());
    let over = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| tokio::spawn(append_until(Arc::clone(&store), task, Arc::clone(&over))))
        .collect();
    for round in 0..ROUNDS {
        tokio::time::sleep(Duration::from_millis(300 + 70 * round as u64)).await;
        if round % 2 == 0 { cluster.kill() } else { cluster.stop() }.unwrap();
        // Without a server, a request is refused in one line and the store stays as it is.
        let error =
            store.append(&zone("yangjae"), vec![entry(source("away", "away"))], Expect::nothing()).await;
        if let Err(error) = error {
            assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
            assert!(!error.message().ko.contains('\n') && !error.help().is_empty());
        }
        cluster.start_again().unwrap();
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    over.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeSet::new();
    let mut refused = 0;
    for task in tasks {
        let (kept, lost) = task.await.unwrap();
        acknowledged.extend(kept);
        refused += lost;
    }
    check(&*store, &acknowledged).await;
    assert!(refused > 0, "no request met the outage");
    assert!(acknowledged.len() > 100, "only {} requests were acknowledged", acknowledged.len());
    store.close().await.unwrap();
}

/// Appends until it is over; returns what was acknowledged, and how many requests were refused.
async fn append_until(
    store: Arc<dyn Store>,
    task: usize,
    over: Arc<AtomicBool>,
) -> (Vec<(String, u64)>, usize) {
    let (mut kept, mut refused) = (Vec::new(), 0);
    for n in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let key = format!("t{task}-{n}");
        match store.append(&zone("yangjae"), vec![entry(source(&key, "특구"))], Expect::nothing()).await {
            Ok(appended) => kept.push((key, appended.last_seq)),
            Err(StoreError::Unreachable { .. }) => {
                refused += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => unreachable!("{error}"),
        }
    }
    (kept, refused)
}

/// Every acknowledged entry stands at its place, and no request was carried out twice.
async fn check(store: &dyn Store, acknowledged: &BTreeSet<(String, u64)>) {
    let zone = zone("yangjae");
    let entries = all_entries(store, &zone).await;
    let keys: Vec<(String, u64)> =
        entries.iter().map(|entry| (entry.event.as_ref().unwrap().subject().1, entry.seq)).collect();
    let found: BTreeSet<_> = keys.iter().cloned().collect();
    for kept in acknowledged {
        assert!(found.contains(kept), "{kept:?} was acknowledged");
    }
    let mut once: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).filter(|key| *key != "away").collect();
    let count = once.len();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), count, "a request was carried out twice");
    check_whole(store, &zone).await;
}
