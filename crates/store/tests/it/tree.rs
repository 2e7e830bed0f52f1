//! The part of the suite that is about the tree: roots, proofs, moving, erasing.

use crate::support::*;
use std::sync::Arc;
use teukgu_domain::entry::{Event, EventKind, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_ledger::{Hash, KeptEntry, verify_consistency, verify_inclusion};
use teukgu_store::{
    Expect, InvalidEntryError, MemoryStore, SignedCheckpoint, Store, StoreError, prove_consistency,
    prove_inclusion, root_at,
};

type Any = Arc<dyn Store>;

async fn kept(store: &dyn Store, zone: &ZoneId) -> Vec<KeptEntry> {
    let kept = store.kept(zone, 0, u32::MAX).await.unwrap();
    kept.into_iter().map(|kept| kept.entry.unwrap()).collect()
}

fn erased(key: &str, entry: u64) -> Event {
    let basis = Text::new("보존기간 만료", "the time that it is kept is over");
    Event::Erased { noun: NounKind::Source, key: key.to_owned(), entry, basis }
}

pub(crate) async fn the_tree_stands_above_every_entry(store: Any) {
    let zone = zone("yangjae");
    assert_eq!(store.head(&zone).await.unwrap().root, Hash::EMPTY_ROOT);
    for size in [1, 2, 3, 250, 258, 1100] {
        let from = store.head(&zone).await.unwrap().seq;
        append(&*store, &zone, (from..size).map(|n| source(&format!("k{n}"), "특구"))).await;
        check_tree(&*store, &zone).await;
    }
    assert_eq!(store.nodes(&zone, 8, 0, 10).await.unwrap().len(), 4);
    assert_eq!(store.nodes(&zone, 8, 3, 10).await.unwrap().len(), 1);
    assert_eq!(store.nodes(&zone, 0, 1099, 10).await.unwrap().len(), 1);
    store.rebuild(&zone).await.unwrap();
    check_tree(&*store, &zone).await;
}

pub(crate) async fn every_entry_is_proved_at_every_size(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, (0..600).map(|n| source(&format!("k{n}"), "특구"))).await;
    let leaves: Vec<Hash> = kept(&*store, &zone).await.iter().map(|kept| kept.header.leaf()).collect();
    let head = store.head(&zone).await.unwrap();
    for size in [1, 2, 255, 256, 257, 511, 512, 513, 600] {
        let root = root_at(&*store, &zone, size).await.unwrap();
        for seq in [1, size / 2 + 1, size] {
            let proof = prove_inclusion(&*store, &zone, seq, size).await.unwrap();
            let leaf = &leaves[usize::try_from(seq - 1).unwrap()];
            verify_inclusion(leaf, seq - 1, size, &root, &proof).unwrap();
        }
        let proof = prove_consistency(&*store, &zone, size, 600).await.unwrap();
        verify_consistency((size, &root), (600, &head.root), &proof).unwrap();
    }
    for (seq, size) in [(0, 600), (601, 600), (1, 601)] {
        let error = prove_inclusion(&*store, &zone, seq, size).await.unwrap_err();
        assert!(matches!(error, StoreError::Inconsistent { table: "tree_node", .. }), "{error}");
    }
}

pub(crate) async fn a_record_moved_to_another_store_keeps_its_root(store: Any) {
    let zone = zone("yangjae");
    let memory = MemoryStore::new();
    append(&memory, &zone, (0..300).map(|n| source(&format!("k{}", n % 40), "\u{c591}\u{c7ac} 특구"))).await;
    append(&memory, &zone, [withdrawn(NounKind::Source, "k1"), erased("k1", 282), erased("k0", 1)]).await;
    let all = kept(&memory, &zone).await;
    let (first, rest) = all.split_at(130);
    let appended = store.import(&zone, first.to_vec(), Some(0)).await.unwrap();
    assert_eq!((appended.first_seq, appended.last_seq), (1, 130));
    store.import(&zone, rest.to_vec(), Some(130)).await.unwrap();
    assert_eq!(store.head(&zone).await.unwrap(), memory.head(&zone).await.unwrap());
    assert_eq!(store.view_rows(&zone).await.unwrap(), memory.view_rows(&zone).await.unwrap());
    assert_eq!(all_entries(&*store, &zone).await, all_entries(&memory, &zone).await);
    assert_eq!(kept(&*store, &zone).await, all);
    check_tree(&*store, &zone).await;
    store.rebuild(&zone).await.unwrap();
    assert_eq!(store.head(&zone).await.unwrap(), memory.head(&zone).await.unwrap());
}

pub(crate) async fn what_does_not_follow_is_not_brought_in(store: Any) {
    let zone = zone("yangjae");
    let memory = MemoryStore::new();
    append(&memory, &zone, (0..4).map(|n| source(&format!("k{n}"), "특구"))).await;
    let all = kept(&memory, &zone).await;
    store.import(&zone, all[..2].to_vec(), None).await.unwrap();
    let changes: [fn(&mut KeptEntry); 6] = [
        |kept| kept.header.seq = 4,
        |kept| "pangyo".clone_into(&mut kept.header.zone),
        |kept| "history".clone_into(&mut kept.header.kind),
        |kept| "unheard_of".clone_into(&mut kept.header.kind),
        |kept| kept.header.payload_hash = Hash::EMPTY_ROOT,
        |kept| kept.payload.as_mut().unwrap().bytes.push(b' '),
    ];
    for (n, change) in changes.iter().enumerate() {
        let mut bad = all[2].clone();
        change(&mut bad);
        let error = store.import(&zone, vec![bad, all[3].clone()], None).await.unwrap_err();
        assert!(matches!(error, StoreError::DoesNotFollow { .. }), "{n}: {error}");
        assert!(!error.help().is_empty());
    }
    let good_then_bad = vec![all[2].clone(), all[2].clone()];
    store.import(&zone, good_then_bad, None).await.unwrap_err();
    assert!(matches!(
        store.import(&zone, all[2..].to_vec(), Some(1)).await,
        Err(StoreError::Conflict { expected: 1, found: 2 })
    ));
    assert_eq!(store.head(&zone).await.unwrap().seq, 2);
    check_whole(&*store, &zone).await;
}

pub(crate) async fn an_erased_payload_leaves_its_hash(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "비밀 하나"), source("b", "b"), source("a", "새것")]).await;
    let (root, before) = (root_at(&*store, &zone, 3).await.unwrap(), kept(&*store, &zone).await);
    append(&*store, &zone, [erased("a", 1)]).await;
    // Withdrawing and erasing go together in one request.
    append(&*store, &zone, [withdrawn(NounKind::Source, "b"), erased("b", 2)]).await;
    let after = kept(&*store, &zone).await;
    for (old, new) in before.iter().zip(&after).take(2) {
        assert_eq!((&new.header, &new.payload), (&old.header, &None));
    }
    assert_eq!(root_at(&*store, &zone, 3).await.unwrap(), root);
    let entries = all_entries(&*store, &zone).await;
    assert_eq!((entries[0].kind, &entries[0].event), (EventKind::Declared(NounKind::Source), &None));
    assert_eq!((entries[5].kind, entries[5].event.clone()), (EventKind::Erased, Some(erased("b", 2))));
    let titles: Vec<_> =
        store.snapshot(&zone).await.unwrap().sources().iter().map(|s| s.title.clone()).collect();
    assert_eq!(titles, [Text::new("새것", "새것")]);
    check_whole(&*store, &zone).await;
}

pub(crate) async fn what_still_stands_is_not_erased(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "a"), source("b", "old"), source("b", "new")]).await;
    append(&*store, &zone, [erased("b", 2)]).await;
    let cases = [
        (vec![source("c", "c"), erased("a", 1)], 2, InvalidEntryError::StillStands { entry: 1 }),
        (vec![erased("b", 3)], 1, InvalidEntryError::StillStands { entry: 3 }),
        (vec![erased("b", 2)], 1, InvalidEntryError::NotErasable { entry: 2 }),
        (vec![erased("b", 1)], 1, InvalidEntryError::NotErasable { entry: 1 }),
        (vec![erased("b", 4)], 1, InvalidEntryError::NotErasable { entry: 4 }),
        (vec![erased("b", 0)], 1, InvalidEntryError::NotErasable { entry: 0 }),
        (vec![erased("b", u64::MAX)], 1, InvalidEntryError::NotErasable { entry: u64::MAX }),
    ];
    for (events, expected, why) in cases {
        let request = events.into_iter().map(entry).collect();
        let error = store.append(&zone, request, Expect::nothing()).await.unwrap_err();
        let StoreError::InvalidEntry { position, reason } = error else { unreachable!("{error}") };
        assert_eq!((position, reason), (expected, why));
    }
    assert_eq!(store.head(&zone).await.unwrap().seq, 4);
    let conflict = store.append(&zone, vec![entry(erased("a", 1))], Expect::head(9)).await.unwrap_err();
    assert!(matches!(conflict, StoreError::Conflict { expected: 9, found: 4 }), "{conflict}");
    check_whole(&*store, &zone).await;
}

pub(crate) async fn a_checkpoint_stays_as_it_was_first_kept(store: Any) {
    let zone = zone("yangjae");
    for (size, note) in [(3, "three"), (1, "one"), (3, "other"), (7, "seven")] {
        store.keep_checkpoint(&zone, size, note).await.unwrap();
    }
    let sizes = |list: Vec<SignedCheckpoint>| {
        list.into_iter().map(|checkpoint| (checkpoint.size, checkpoint.note)).collect::<Vec<_>>()
    };
    let own = |size: u64, note: &str| (size, note.to_owned());
    let all = sizes(store.checkpoints(&zone, u64::MAX, 10).await.unwrap());
    assert_eq!(all, [own(7, "seven"), own(3, "three"), own(1, "one")]);
    assert_eq!(sizes(store.checkpoints(&zone, 7, 1).await.unwrap()), [own(3, "three")]);
    assert_eq!(store.zones().await.unwrap(), []);
}
