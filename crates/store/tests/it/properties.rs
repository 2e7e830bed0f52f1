//! Both back ends agree about any sequence of requests.

use crate::support::*;
use proptest::prelude::*;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_store::{Expect, Head, MemoryStore, Store};

fn event() -> impl Strategy<Value = Event> {
    let key = prop::sample::select(vec!["a", "b", "c", "A", "a-b", "a.b"]);
    let title =
        prop_oneof![Just("양재"), Just(""), Just("‘AI’ \"특구\""), Just("\u{1112}\u{1161}\u{11ab}\0")];
    (0..6, key, title).prop_map(|(sort, key, title)| match sort {
        0 => withdrawn(NounKind::Source, key),
        1 => withdrawn(NounKind::History, key),
        2 | 3 => history(key, title),
        _ => source(key, title),
    })
}

/// A request: its zone, what it expects relative to the head, its events.
fn request() -> impl Strategy<Value = (bool, Option<u64>, Vec<Event>)> {
    (any::<bool>(), prop::option::weighted(0.3, 0u64..12), prop::collection::vec(event(), 0..6))
}

async fn agree(requests: Vec<(bool, Option<u64>, Vec<Event>)>) {
    let place = Place::new();
    let (memory, sqlite) = (MemoryStore::new(), place.open().await);
    let zones = [zone("yangjae"), zone("Yangjae")];
    for (first, expect, events) in requests {
        let zone = &zones[usize::from(!first)];
        let entries: Vec<_> = events.into_iter().map(entry).collect();
        let kept = memory.append(zone, entries.clone(), Expect { head: expect, nouns: Vec::new() }).await;
        let same = sqlite.append(zone, entries, Expect { head: expect, nouns: Vec::new() }).await;
        assert_eq!(kept.map_err(|e| e.to_string()), same.map_err(|e| e.to_string()));
    }
    assert_eq!(memory.zones().await.unwrap(), sqlite.zones().await.unwrap());
    for zone in &zones {
        assert_eq!(memory.snapshot(zone).await.unwrap(), sqlite.snapshot(zone).await.unwrap());
        assert_eq!(memory.view_rows(zone).await.unwrap(), sqlite.view_rows(zone).await.unwrap());
        assert_eq!(all_entries(&memory, zone).await, all_entries(&sqlite, zone).await);
        // Salts are drawn anew, so the roots differ.
        let ends = |head: Head| (head.seq, head.at);
        assert_eq!(ends(memory.head(zone).await.unwrap()), ends(sqlite.head(zone).await.unwrap()));
        check_whole(&memory, zone).await;
        check_whole(&sqlite, zone).await;
    }
    sqlite.close().await.unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_and_sqlite_agree_about_any_requests(requests in prop::collection::vec(request(), 0..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(agree(requests));
    }
}
