//! What every back end promises; a new back end adds itself to the macro below.

use crate::crowd::*;
use crate::lists::*;
use crate::shelves::*;
use crate::support::*;
use crate::tree::*;
use std::sync::Arc;
use teukgu_domain::entry::{Actor, Event, NounKind};
use teukgu_domain::snapshot::Snapshot;
use teukgu_store::{
    Appended, DraftToken, Expect, Facet, Head, InvalidEntryError, LARGEST_DRAFT, Listing, MOST_DRAFTS,
    MemoryStore, SCHEMA_VERSION, Shelf, Store, StoreError,
};

macro_rules! conformance {
    ($($name:ident;)*) => {
        mod memory {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(Arc::new(MemoryStore::new())).await;
            })*
        }

        mod sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let place = Place::new();
                super::$name(Arc::new(place.open().await)).await;
            })*
        }

        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(place) = PgPlace::new().await else { return };
                super::$name(Arc::new(place.open().await)).await;
            })*
        }
    };
}

conformance! {
    what_is_appended_is_read_back_in_order;
    an_empty_store_has_nothing;
    entries_are_read_in_pages;
    an_instant_is_kept_to_the_microsecond;
    the_head_that_is_expected_must_be_the_head;
    an_empty_request_only_checks_the_head;
    one_invalid_entry_refuses_the_whole_request;
    zones_with_equal_keys_stay_apart;
    kinds_with_equal_keys_stay_apart;
    the_snapshot_is_the_fold_of_the_entries;
    a_withdrawn_noun_leaves;
    a_noun_that_is_not_there_may_be_withdrawn;
    declaring_again_replaces_and_a_withdrawn_noun_may_return;
    a_document_is_the_bytes_of_its_latest_entry;
    folding_again_changes_no_byte;
    folding_a_zone_without_entries_is_fine;
    korean_text_is_kept_to_the_byte;
    a_thousand_appends_at_once_leave_no_gap;
    of_many_who_expect_the_same_head_one_wins;
    a_bad_request_harms_no_other;
    every_commit_moves_the_signal;
    a_draft_is_kept_replaced_and_forgotten;
    drafts_of_different_tokens_stay_apart;
    old_drafts_are_dropped_and_young_ones_stay;
    a_draft_that_is_too_large_leaves_the_one_before;
    beyond_the_limit_the_draft_left_alone_the_longest_goes;
    drafts_are_no_part_of_the_record;
    a_list_is_what_a_plain_filter_finds;
    pages_of_a_list_show_each_noun_once;
    listed_nouns_stand_in_lists_and_not_in_the_snapshot;
    text_that_no_database_keeps_is_found_nowhere;
    a_facet_that_is_too_long_is_refused;
    a_noun_must_stand_as_it_is_expected;
    what_is_expected_holds_for_erasing_too;
    of_many_who_expect_the_same_noun_one_wins;
    what_stands_beside_is_kept_replaced_and_forgotten;
    sessions_go_with_their_owner_or_their_time;
    a_paper_is_kept_by_its_hash_in_each_zone;
    what_is_too_large_or_has_no_name_leaves_the_one_before;
    what_stands_beside_is_no_part_of_the_record;
    the_tree_stands_above_every_entry;
    every_entry_is_proved_at_every_size;
    a_record_moved_to_another_store_keeps_its_root;
    what_does_not_follow_is_not_brought_in;
    an_erased_payload_leaves_its_hash;
    what_still_stands_is_not_erased;
    a_checkpoint_stays_as_it_was_first_kept;
    the_schema_is_the_newest;
    a_closed_store_refuses_everything;
    closing_answers_what_was_asked_before;
}

type Any = Arc<dyn Store>;

async fn what_is_appended_is_read_back_in_order(store: Any) {
    let zone = zone("yangjae");
    let events = [source("a", "가"), history("b", "나"), withdrawn(NounKind::Source, "a")];
    let appended =
        store.append(&zone, events.iter().cloned().map(entry).collect(), Expect::nothing()).await.unwrap();
    assert_eq!(appended, Appended { first_seq: 1, last_seq: 3 });
    assert_eq!(appended.count(), 3);
    let read = all_entries(&*store, &zone).await;
    for (seq, (read, event)) in (1..).zip(read.iter().zip(&events)) {
        let new = entry(event.clone());
        assert_eq!((read.seq, &read.zone, &read.actor, read.at), (seq, &zone, &new.actor, new.at));
        assert_eq!(read.event, Some(new.event));
    }
    assert_eq!(read.len(), 3);
    assert_eq!(
        store.head(&zone).await.unwrap(),
        Head { at: Some(read[2].at), seq: 3, root: store.head(&zone).await.unwrap().root }
    );
}

async fn an_empty_store_has_nothing(store: Any) {
    let zone = zone("yangjae");
    assert_eq!(store.zones().await.unwrap(), []);
    assert_eq!(store.head(&zone).await.unwrap(), Head::default());
    assert_eq!(all_entries(&*store, &zone).await, []);
    assert!(store.snapshot(&zone).await.unwrap().is_empty());
    assert_eq!(store.view_rows(&zone).await.unwrap(), []);
}

async fn entries_are_read_in_pages(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, (0..10).map(|n| source(&format!("s{n}"), "t"))).await;
    let page = |after, limit| {
        let (store, zone) = (Arc::clone(&store), zone.clone());
        async move {
            let entries = store.entries(&zone, after, limit).await.unwrap();
            entries.iter().map(|entry| entry.seq).collect::<Vec<_>>()
        }
    };
    assert_eq!(page(0, 4).await, [1, 2, 3, 4]);
    assert_eq!(page(4, 4).await, [5, 6, 7, 8]);
    assert_eq!(page(8, 4).await, [9, 10]);
    assert_eq!(page(10, 4).await, [0; 0]);
    assert_eq!(page(3, 0).await, [0; 0]);
    assert_eq!(page(u64::MAX, u32::MAX).await, [0; 0]);
}

async fn an_instant_is_kept_to_the_microsecond(store: Any) {
    let zone = zone("yangjae");
    let cases = [
        ("2026-03-02T00:00:00.123456789Z", "2026-03-02T00:00:00.123456Z"),
        ("1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z"),
        ("-009999-01-02T01:59:59Z", "-009999-01-02T01:59:59Z"),
        ("9999-12-30T22:00:00.999999Z", "9999-12-30T22:00:00.999999Z"),
    ];
    for (given, _) in cases {
        let mut new = entry(source("a", "a"));
        new.at = given.parse().unwrap();
        store.append(&zone, vec![new], Expect::nothing()).await.unwrap();
    }
    let read = all_entries(&*store, &zone).await;
    for ((given, kept), entry) in cases.iter().zip(&read) {
        assert_eq!(entry.at.to_string(), *kept, "{given}");
    }
    assert_eq!(store.head(&zone).await.unwrap().at, Some(read[3].at));
}

async fn the_head_that_is_expected_must_be_the_head(store: Any) {
    let zone = zone("yangjae");
    let one = |title: &str| vec![entry(source("a", title))];
    store.append(&zone, one("first"), Expect::head(0)).await.unwrap();
    store.append(&zone, one("second"), Expect::head(1)).await.unwrap();
    for wrong in [0, 1, 3, u64::MAX] {
        let error = store.append(&zone, one("never"), Expect::head(wrong)).await.unwrap_err();
        assert!(matches!(error, StoreError::Conflict { expected, found: 2 } if expected == wrong), "{error}");
        assert_eq!(error.to_string(), format!("the record ends at 2, not at {wrong}"));
    }
    assert_eq!(all_entries(&*store, &zone).await.len(), 2);
    check_whole(&*store, &zone).await;
}

async fn an_empty_request_only_checks_the_head(store: Any) {
    let zone = zone("yangjae");
    let before = *store.changes().borrow();
    let nothing = store.append(&zone, Vec::new(), Expect::head(0)).await.unwrap();
    assert_eq!((nothing.first_seq, nothing.last_seq, nothing.count()), (1, 0, 0));
    assert!(matches!(
        store.append(&zone, Vec::new(), Expect::head(1)).await,
        Err(StoreError::Conflict { expected: 1, found: 0 })
    ));
    assert_eq!(store.zones().await.unwrap(), []);
    assert_eq!(*store.changes().borrow(), before);
}

async fn one_invalid_entry_refuses_the_whole_request(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "kept")]).await;
    let rows = store.view_rows(&zone).await.unwrap();
    for actor in ["", "a\0b", "line\nbreak", &"가".repeat(129)] {
        let mut bad = entry(source("c", "c"));
        bad.actor = Actor(actor.to_owned());
        let request = vec![entry(source("a", "lost")), bad, entry(source("d", "d"))];
        let error = store.append(&zone, request, Expect::nothing()).await.unwrap_err();
        let StoreError::InvalidEntry { position: 2, reason: InvalidEntryError::Actor { .. } } = error else {
            unreachable!("{actor:?} gave {error}")
        };
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
    for key in ["", "a\0", &"x".repeat(129)] {
        let request = vec![entry(source("a", "lost")), entry(withdrawn(NounKind::Source, key))];
        let error = store.append(&zone, request, Expect::nothing()).await.unwrap_err();
        let invalid =
            matches!(error, StoreError::InvalidEntry { position: 2, reason: InvalidEntryError::Key { .. } });
        assert!(invalid, "{key:?} gave {error}");
    }
    assert_eq!(store.head(&zone).await.unwrap().seq, 1);
    assert_eq!(store.view_rows(&zone).await.unwrap(), rows);
}

async fn zones_with_equal_keys_stay_apart(store: Any) {
    let (one, other) = (zone("yangjae"), zone("Pangyo"));
    append(&*store, &one, [source("a", "one"), source("b", "one")]).await;
    append(&*store, &other, [source("a", "other")]).await;
    append(&*store, &one, [withdrawn(NounKind::Source, "a")]).await;
    assert_eq!(store.zones().await.unwrap(), [other.clone(), one.clone()]);
    assert_eq!(store.snapshot(&other).await.unwrap(), Snapshot::from_events([source("a", "other")]));
    assert_eq!(store.snapshot(&one).await.unwrap(), Snapshot::from_events([source("b", "one")]));
    assert_eq!((store.head(&one).await.unwrap().seq, store.head(&other).await.unwrap().seq), (3, 1));
    check_whole(&*store, &one).await;
    assert_eq!(store.snapshot(&other).await.unwrap(), Snapshot::from_events([source("a", "other")]));
}

async fn kinds_with_equal_keys_stay_apart(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "s"), history("a", "h"), withdrawn(NounKind::Source, "a")]).await;
    assert_eq!(store.snapshot(&zone).await.unwrap(), Snapshot::from_events([history("a", "h")]));
}

async fn the_snapshot_is_the_fold_of_the_entries(store: Any) {
    let zone = zone("yangjae");
    for n in 0..40 {
        let key = format!("k{}", n % 7);
        let event = match n % 5 {
            0 => history(&key, &format!("연혁 {n}")),
            1 => withdrawn(NounKind::Source, &key),
            _ => source(&key, &format!("출처 {n}")),
        };
        append(&*store, &zone, [event]).await;
        let entries = all_entries(&*store, &zone).await;
        assert_eq!(store.snapshot(&zone).await.unwrap(), fold(&entries), "after {n}");
    }
    check_whole(&*store, &zone).await;
}

async fn a_withdrawn_noun_leaves(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "a")]).await;
    append(&*store, &zone, [withdrawn(NounKind::Source, "a")]).await;
    assert!(store.snapshot(&zone).await.unwrap().is_empty());
    assert_eq!(store.view_rows(&zone).await.unwrap(), []);
    assert_eq!(all_entries(&*store, &zone).await.len(), 2);
    assert_eq!(store.zones().await.unwrap(), std::slice::from_ref(&zone));
}

async fn a_noun_that_is_not_there_may_be_withdrawn(store: Any) {
    let zone = zone("yangjae");
    assert_eq!(append(&*store, &zone, [withdrawn(NounKind::Claim, "none")]).await, 1);
    check_whole(&*store, &zone).await;
}

async fn declaring_again_replaces_and_a_withdrawn_noun_may_return(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "old"), source("a", "new")]).await;
    assert_eq!(store.snapshot(&zone).await.unwrap(), Snapshot::from_events([source("a", "new")]));
    assert_eq!(store.view_rows(&zone).await.unwrap().len(), 1);
    append(&*store, &zone, [withdrawn(NounKind::Source, "a"), source("a", "back")]).await;
    assert_eq!(store.snapshot(&zone).await.unwrap(), Snapshot::from_events([source("a", "back")]));
    let seqs: Vec<u64> = all_entries(&*store, &zone).await.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4]);
}

async fn a_document_is_the_bytes_of_its_latest_entry(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("b", "b"), source("a", "old"), history("z", "z"), source("a", "새것")])
        .await;
    let rows = store.view_rows(&zone).await.unwrap();
    let subjects: Vec<_> = rows.iter().map(|row| (row.kind, row.key.as_str())).collect();
    let expected = [(NounKind::History, "z"), (NounKind::Source, "a"), (NounKind::Source, "b")];
    assert_eq!(subjects, expected);
    assert_eq!(rows[1].document, serde_json::to_string(&source("a", "새것")).unwrap());
    let noun = store.noun(&zone, NounKind::Source, "a").await.unwrap();
    assert_eq!(noun, Some(source("a", "새것")));
    assert_eq!(store.noun(&zone, NounKind::History, "a").await.unwrap(), None);
    assert!(rows[1].document.starts_with(r#"{"kind":"source","noun":{"id":"a","title":{"ko":"새것","#));
}

async fn folding_again_changes_no_byte(store: Any) {
    let zone = zone("yangjae");
    let events = (0..1200).map(|n| match n % 3 {
        0 => withdrawn(NounKind::Source, &format!("k{}", n % 50)),
        _ => source(&format!("k{}", n % 50), &format!("{n}")),
    });
    append(&*store, &zone, events).await;
    let before = store.view_rows(&zone).await.unwrap();
    assert!(!before.is_empty());
    store.rebuild(&zone).await.unwrap();
    assert_eq!(store.view_rows(&zone).await.unwrap(), before);
    assert_eq!(store.head(&zone).await.unwrap().seq, 1200);
    check_whole(&*store, &zone).await;
}

async fn folding_a_zone_without_entries_is_fine(store: Any) {
    store.rebuild(&zone("nowhere")).await.unwrap();
    assert_eq!(store.zones().await.unwrap(), []);
}

async fn korean_text_is_kept_to_the_byte(store: Any) {
    let zone = zone("yangjae");
    let composed = "양재 인공지능 특구 ‘AI’ 1,352억 원 😀\u{2028}\"\\";
    let decomposed = "\u{110b}\u{1163}\u{11bc}\u{110c}\u{1162}";
    let mut new = entry(source("a", composed));
    new.actor = Actor("서초구 담당".to_owned());
    store.append(&zone, vec![new, entry(source("b", decomposed))], Expect::nothing()).await.unwrap();
    let entries = all_entries(&*store, &zone).await;
    assert_eq!(entries[0].actor.0, "서초구 담당");
    for (entry, expected) in entries.iter().zip([composed, decomposed]) {
        let Some(Event::Source(source)) = &entry.event else { unreachable!("only sources were appended") };
        assert_eq!(source.title.ko.as_bytes(), expected.as_bytes());
    }
    let snapshot = store.snapshot(&zone).await.unwrap();
    let titles: Vec<&str> = snapshot.sources().iter().map(|source| source.title.en.as_str()).collect();
    assert_eq!(titles, [composed, decomposed]);
}

async fn every_commit_moves_the_signal(store: Any) {
    let zone = zone("yangjae");
    let mut changes = store.changes();
    assert_eq!(*changes.borrow_and_update(), 0);
    append(&*store, &zone, [source("a", "a")]).await;
    assert!(changes.has_changed().unwrap());
    assert_eq!(*changes.borrow_and_update(), 1);
    store.append(&zone, vec![entry(source("a", "b"))], Expect::head(7)).await.unwrap_err();
    assert!(!changes.has_changed().unwrap());
    store.rebuild(&zone).await.unwrap();
    assert_eq!(*changes.borrow_and_update(), 2);
    assert_eq!(*store.changes().borrow(), 2);
}

async fn a_draft_is_kept_replaced_and_forgotten(store: Any) {
    let first = draft(1, "2026-03-02T00:00:00.123456789Z", r#"{"첫":"답"}"#);
    assert_eq!(store.draft(&first.token).await.unwrap(), None);
    store.keep_draft(first.clone()).await.unwrap();
    let read = store.draft(&first.token).await.unwrap().unwrap();
    assert_eq!((read.document.as_str(), &read.token), (first.document.as_str(), &first.token));
    assert_eq!(read.touched_at.to_string(), "2026-03-02T00:00:00.123456Z");
    let second = draft(1, "2026-03-03T00:00:00Z", "{}");
    store.keep_draft(second.clone()).await.unwrap();
    assert_eq!(store.draft(&first.token).await.unwrap(), Some(second));
    assert!(store.forget_draft(&first.token).await.unwrap());
    assert!(!store.forget_draft(&first.token).await.unwrap());
    assert_eq!(store.draft(&first.token).await.unwrap(), None);
}

async fn drafts_of_different_tokens_stay_apart(store: Any) {
    let (one, other) = (draft(1, "2026-03-02T00:00:00Z", "one"), draft(2, "2026-03-02T00:00:00Z", "other"));
    store.keep_draft(one.clone()).await.unwrap();
    store.keep_draft(other.clone()).await.unwrap();
    store.forget_draft(&one.token).await.unwrap();
    assert_eq!(store.draft(&other.token).await.unwrap(), Some(other));
}

async fn old_drafts_are_dropped_and_young_ones_stay(store: Any) {
    for (n, day) in (1..).zip(["2026-03-01", "2026-03-02", "2026-03-03"]) {
        store.keep_draft(draft(n, &format!("{day}T00:00:00Z"), "{}")).await.unwrap();
    }
    assert_eq!(store.drop_drafts("2026-03-02T00:00:00Z".parse().unwrap()).await.unwrap(), 1);
    for (n, is_there) in [(1, false), (2, true), (3, true)] {
        assert_eq!(store.draft(&DraftToken::new(n)).await.unwrap().is_some(), is_there, "{n}");
    }
    assert_eq!(store.drop_drafts("2026-03-02T00:00:00Z".parse().unwrap()).await.unwrap(), 0);
}

async fn a_draft_that_is_too_large_leaves_the_one_before(store: Any) {
    let before = draft(1, "2026-03-02T00:00:00Z", &"x".repeat(LARGEST_DRAFT));
    store.keep_draft(before.clone()).await.unwrap();
    let large = draft(1, "2026-03-03T00:00:00Z", &"x".repeat(LARGEST_DRAFT + 1));
    let error = store.keep_draft(large).await.unwrap_err();
    assert!(matches!(error, StoreError::DraftTooLarge { size } if size == LARGEST_DRAFT + 1), "{error}");
    assert!(!error.help().is_empty() && error.message().ko != error.message().en);
    assert_eq!(store.draft(&before.token).await.unwrap(), Some(before));
}

async fn beyond_the_limit_the_draft_left_alone_the_longest_goes(store: Any) {
    let most = u128::from(MOST_DRAFTS);
    let kept = (0..most).map(|n| {
        let store = Arc::clone(&store);
        // The second draft is the oldest; the others are as old as each other.
        let at = if n == 1 { "2026-03-01T00:00:00Z" } else { "2026-03-02T00:00:00Z" };
        tokio::spawn(async move { store.keep_draft(draft(n, at, "{}")).await.unwrap() })
    });
    for task in kept.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert!(store.draft(&DraftToken::new(1)).await.unwrap().is_some());
    store.keep_draft(draft(most, "2026-03-03T00:00:00Z", "{}")).await.unwrap();
    for (n, is_there) in [(0, true), (1, false), (2, true), (most, true)] {
        assert_eq!(store.draft(&DraftToken::new(n)).await.unwrap().is_some(), is_there, "{n}");
    }
}

async fn drafts_are_no_part_of_the_record(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "a")]).await;
    let (changes, rows) = (*store.changes().borrow(), store.view_rows(&zone).await.unwrap());
    let draft = draft(1, "2026-03-02T00:00:00Z", "{}");
    store.keep_draft(draft.clone()).await.unwrap();
    assert_eq!((store.head(&zone).await.unwrap().seq, *store.changes().borrow()), (1, changes));
    assert_eq!(store.zones().await.unwrap(), std::slice::from_ref(&zone));
    store.rebuild(&zone).await.unwrap();
    assert_eq!(store.view_rows(&zone).await.unwrap(), rows);
    assert_eq!(store.draft(&draft.token).await.unwrap(), Some(draft));
}

async fn the_schema_is_the_newest(store: Any) {
    assert_eq!(store.schema_version().await.unwrap(), SCHEMA_VERSION);
}

async fn a_closed_store_refuses_everything(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "a")]).await;
    store.close().await.unwrap();
    store.close().await.unwrap();
    let closed = |error: StoreError| {
        assert!(matches!(error, StoreError::Closed), "{error}");
        assert!(!error.help().is_empty());
    };
    closed(store.append(&zone, Vec::new(), Expect::nothing()).await.unwrap_err());
    closed(store.rebuild(&zone).await.unwrap_err());
    closed(store.entries(&zone, 0, 1).await.unwrap_err());
    closed(store.head(&zone).await.unwrap_err());
    closed(store.zones().await.unwrap_err());
    closed(store.snapshot(&zone).await.unwrap_err());
    closed(store.noun(&zone, NounKind::Source, "a").await.unwrap_err());
    closed(store.view_rows(&zone).await.unwrap_err());
    closed(store.schema_version().await.unwrap_err());
    closed(store.ready().await.unwrap_err());
    closed(store.kept(&zone, 0, 1).await.unwrap_err());
    closed(store.nodes(&zone, 0, 0, 1).await.unwrap_err());
    closed(store.import(&zone, Vec::new(), None).await.unwrap_err());
    closed(store.checkpoints(&zone, 1, 1).await.unwrap_err());
    closed(store.keep_checkpoint(&zone, 1, "").await.unwrap_err());
    let draft = draft(1, "2026-03-02T00:00:00Z", "{}");
    closed(store.draft(&draft.token).await.unwrap_err());
    closed(store.forget_draft(&draft.token).await.unwrap_err());
    closed(store.drop_drafts(draft.touched_at).await.unwrap_err());
    closed(store.keep_draft(draft).await.unwrap_err());
    let listing = Listing::of(NounKind::Case);
    closed(store.standing(&zone, NounKind::Source, "a").await.unwrap_err());
    closed(store.list(&zone, &listing).await.unwrap_err());
    closed(store.count(&zone, &listing).await.unwrap_err());
    closed(store.tally(&zone, &listing, Facet::State, 0).await.unwrap_err());
    closed(store.beside(Shelf::Blob, "a").await.unwrap_err());
    closed(store.shelf(Shelf::Blob, "", 1).await.unwrap_err());
    closed(store.forget_beside(Shelf::Blob, "a").await.unwrap_err());
    closed(
        store.keep_blob(&zone, "a", Vec::new(), "2026-03-02T00:00:00Z".parse().unwrap()).await.unwrap_err(),
    );
}
