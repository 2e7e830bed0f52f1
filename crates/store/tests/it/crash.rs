//! A process that is killed while it appends: what it acknowledged is there, and nothing is there by half.

use crate::support::*;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use teukgu_domain::entry::Entry;
use teukgu_store::{Expect, PostgresOptions, PostgresStore, SqliteStore, Store};

const KILLS: u64 = 200;
const TASKS: u64 = 12;
const DATABASE: &str = "TEUKGU_STORE_CRASH_DATABASE";
const ROUND: &str = "TEUKGU_STORE_CRASH_ROUND";

/// The tests start themselves again as the process that is to be killed.
#[test]
fn what_sqlite_acknowledged_survives_a_kill() {
    // Made only where it is needed: the process that is killed could not remove it.
    let mut place = None;
    let database = async || {
        let place = place.insert(Place::new());
        Some(place.database().display().to_string())
    };
    run("crash::what_sqlite_acknowledged_survives_a_kill", database);
}

#[test]
fn what_postgres_acknowledged_survives_a_kill() {
    let database = async || Some(PgPlace::new().await?.url);
    run("crash::what_postgres_acknowledged_survives_a_kill", database);
}

fn run(name: &str, database: impl AsyncFnOnce() -> Option<String>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        match std::env::var(DATABASE) {
            Ok(database) => append_until_killed(&database).await,
            Err(_) => {
                if let Some(database) = database().await {
                    kill_again_and_again(name, &database).await;
                }
            }
        }
    });
}

async fn open(database: &str) -> Arc<dyn Store> {
    if database.starts_with("postgres") {
        return Arc::new(PostgresStore::open(database, PostgresOptions::default()).await.unwrap());
    }
    Arc::new(SqliteStore::open(database).await.unwrap())
}

/// Requests have 1 to 5 entries, of which every key says the request, the place in it and how many there are.
async fn append_until_killed(database: &str) {
    let round = std::env::var(ROUND).unwrap();
    let store = open(database).await;
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let (store, round) = (Arc::clone(&store), round.clone());
            tokio::spawn(async move {
                for n in 0.. {
                    append_one(&*store, &format!("r{round}-t{task}-n{n}"), 1 + (task + n) % 5).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

async fn append_one(store: &dyn Store, request: &str, count: u64) {
    let entries = (0..count).map(|i| entry(source(&format!("{request}.{i}.{count}"), &"특구".repeat(40))));
    let appended = store.append(&zone("yangjae"), entries.collect(), Expect::nothing()).await.unwrap();
    let line = format!("ack {request} {} {}\n", appended.first_seq, appended.last_seq);
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

type Acknowledged = BTreeMap<String, (u64, u64)>;

async fn kill_again_and_again(name: &str, database: &str) {
    let mut acknowledged = Acknowledged::new();
    let mut checked = 0;
    let mut seed = 0x2024_1128_u64;
    for round in 0..KILLS {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The first rounds are killed before, while or just after the database is made.
        let patience = if round < 4 { round } else { (seed >> 33) % 50 };
        let new = kill_after(start(name, database, round), patience);
        assert!(new.len() as u64 >= patience, "round {round} ended by itself");
        acknowledged.extend(new.clone());
        let store = open(database).await;
        checked = check_survivors(&*store, &new, checked).await;
        if round % 100 == 99 {
            check_survivors(&*store, &acknowledged, 0).await;
            check_whole(&*store, &zone("yangjae")).await;
        }
        store.close().await.unwrap();
    }
    assert!(acknowledged.len() > 300, "only {} requests were acknowledged", acknowledged.len());
}

fn start(name: &str, database: &str, round: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(DATABASE, database)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the process once it has acknowledged so many requests, and returns all that it acknowledged.
fn kill_after(mut child: Child, patience: u64) -> Acknowledged {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Acknowledged::new();
    while (acknowledged.len() as u64) < patience {
        let Some(line) = lines.next() else { break };
        acknowledged.extend(read(&line.unwrap()));
    }
    child.kill().unwrap();
    acknowledged.extend(lines.filter_map(|line| read(&line.unwrap())));
    assert!(!child.wait().unwrap().success());
    acknowledged
}

fn read(line: &str) -> Option<(String, (u64, u64))> {
    let (_, rest) = line.split_once("ack ")?;
    let words: Vec<&str> = rest.split(' ').collect();
    let [request, first, last] = words.as_slice() else { return None };
    Some(((*request).to_owned(), (first.parse().ok()?, last.parse().ok()?)))
}

/// Looks at what came after a place, and returns the place where the record ends.
async fn check_survivors(store: &dyn Store, acknowledged: &Acknowledged, after: u64) -> u64 {
    let zone = zone("yangjae");
    let entries = store.entries(&zone, after, u32::MAX).await.unwrap();
    let end = store.head(&zone).await.unwrap().seq;
    assert_eq!(end, after + entries.len() as u64);
    let found = requests(&entries);
    for (request, places) in acknowledged {
        assert_eq!(found.get(request), Some(places), "{request} was acknowledged");
    }
    end
}

/// Returns the first and last place of every request, after making sure that each is whole.
fn requests(entries: &[Entry]) -> Acknowledged {
    let mut found = Acknowledged::new();
    let mut rest = entries.iter();
    while let Some(first) = rest.next() {
        let (request, place, count) = parts(first);
        assert_eq!(place, 0, "{request} lacks its beginning");
        let mut last = first;
        for expected in 1..count {
            last = rest.next().unwrap();
            assert_eq!(parts(last), (request.clone(), expected, count), "{request} was torn");
        }
        assert_eq!(found.insert(request, (first.seq, last.seq)), None);
    }
    found
}

fn parts(entry: &Entry) -> (String, u64, u64) {
    let (_, key) = entry.event.as_ref().unwrap().subject();
    let words: Vec<&str> = key.split('.').collect();
    let [request, place, count] = words.as_slice() else { unreachable!("a key has three parts") };
    ((*request).to_owned(), place.parse().unwrap(), count.parse().unwrap())
}
