//! The part of the suite about nouns of which there are very many: lists, counts, tallies, and what is expected of them.

use crate::support::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use teukgu_domain::case::{Case, NewCase, Stage, stage};
use teukgu_domain::clock;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::facets::Facets;
use teukgu_domain::ids::{AccountId, CaseId, ProcedureId};
use teukgu_domain::period::{Clock, Period, Unit};
use teukgu_store::{Assignee, Expect, Facet, InvalidEntryError, Listing, Order, Store, StoreError, Tally};

type Any = Arc<dyn Store>;

/// A case as it was filed.
pub(crate) fn case(number: u32, title: &str) -> Case {
    let new = NewCase {
        id: CaseId::parse(format!("2026-{number:05}")).unwrap(),
        procedure: ProcedureId::parse("recommendation.e7").unwrap(),
        provision: None,
        dossier: None,
        applicant: account(0),
        organisation: "양재 Lab".to_owned(),
        title: title.to_owned(),
        rule: clock::Rule {
            clock: Clock::Petition,
            period: Period { amount: 7, unit: Unit::Days },
            cite: "민원 처리에 관한 법률 제19조".to_owned(),
            promise: false,
        },
        tasks: Vec::new(),
    };
    Case::file(new, "2026-03-02T09:00:00+09:00".parse().unwrap())
}

fn account(number: u32) -> AccountId {
    AccountId::parse(format!("a{number}")).unwrap()
}

/// Numbers without an order that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end)).unwrap()
    }

    /// One of so many, or none of them.
    fn some(&mut self, end: u32) -> Option<u32> {
        self.below(end + 1).checked_sub(1)
    }
}

const TITLES: [&str; 6] = ["도로 점용", "AI 실증 50%", "Robot_run", "공원 점용 ROBOT", "50 퍼센트!", "실증"];
const WORDS: [&str; 8] = ["점용", "ai", "50%", "robot", "robot_", "!", "양재", "없음"];
const STATES: [&str; 4] = ["received", "in_check", "in_review", "withdrawn"];

fn any_case(numbers: &mut Numbers, number: u32) -> Case {
    let at = "2026-03-03T09:00:00+09:00".parse().unwrap();
    let mut case = case(number, TITLES[numbers.below(6) as usize]);
    case.stage = match numbers.below(4) {
        0 => case.stage,
        1 => Stage::InCheck(stage::InCheck { since: at }),
        2 => Stage::InReview(stage::InReview { since: at }),
        _ => Stage::Withdrawn(stage::Withdrawn { at, reason: String::new() }),
    };
    case.procedure = ProcedureId::parse(format!("procedure.{}", numbers.below(3))).unwrap();
    case.applicant = account(numbers.below(20));
    case.officer = numbers.some(4).map(account);
    case.due = numbers.some(28).map(|day| jiff::civil::date(2026, 4, i8::try_from(day + 1).unwrap()));
    case
}

fn any_listing(numbers: &mut Numbers) -> Listing {
    let states = (0..numbers.below(4)).map(|_| STATES[numbers.below(4) as usize].to_owned()).collect();
    let order = [Order::Sort, Order::SortDown, Order::KeyDown][numbers.below(3) as usize];
    let after = (numbers.below(3) == 0).then(|| {
        let key = format!("2026-{:05}", numbers.below(2000));
        (i64::from(20_260_400 + numbers.below(30)), key)
    });
    Listing {
        states,
        owner: (numbers.below(4) == 0).then(|| account(numbers.below(20)).to_string()),
        assignee: match numbers.below(4) {
            0 => Some(Assignee::Nobody),
            1 => Some(Assignee::Is(account(numbers.below(4)).to_string())),
            _ => None,
        },
        parent: (numbers.below(4) == 0).then(|| format!("procedure.{}", numbers.below(3))),
        sort_below: (numbers.below(4) == 0).then(|| i64::from(20_260_400 + numbers.below(30))),
        words: (0..numbers.below(3)).map(|_| WORDS[numbers.below(8) as usize].to_owned()).collect(),
        after,
        order,
        limit: numbers.below(80) + 1,
        ..Listing::of(NounKind::Case)
    }
}

type Row = (Facets, String);

/// What a reader who has all the time in the world would find, without the beginning and the limit.
fn filtered(rows: &[Row], listing: &Listing) -> Vec<Row> {
    let fits = |(facets, _): &&Row| {
        let assignee = match &listing.assignee {
            None => true,
            Some(Assignee::Nobody) => facets.assignee.is_none(),
            Some(Assignee::Is(id)) => facets.assignee.as_deref() == Some(id.as_str()),
        };
        let state = listing.states.is_empty() || listing.states.contains(&facets.state);
        let owner = listing.owner.is_none() || listing.owner == facets.owner;
        let parent = listing.parent.is_none() || listing.parent == facets.parent;
        let early = listing.sort_below.is_none_or(|below| facets.sort < below);
        let words = listing.words.iter().all(|word| facets.search.contains(word.as_str()));
        assignee && state && owner && parent && early && words
    };
    let mut found: Vec<Row> = rows.iter().filter(fits).cloned().collect();
    found.sort_by_key(|(facets, key)| (facets.sort, key.clone()));
    match listing.order {
        Order::Sort => (),
        Order::SortDown => found.reverse(),
        Order::KeyDown => found.sort_by_key(|(_, key)| std::cmp::Reverse(key.clone())),
    }
    found
}

fn page(mut found: Vec<Row>, listing: &Listing) -> Vec<String> {
    if let Some((sort, key)) = &listing.after {
        found.retain(|(facets, own)| match listing.order {
            Order::Sort => (facets.sort, own) > (*sort, key),
            Order::SortDown => (facets.sort, own) < (*sort, key),
            Order::KeyDown => own < key,
        });
    }
    found.into_iter().take(listing.limit as usize).map(|(_, key)| key).collect()
}

async fn keys(store: &dyn Store, listing: &Listing) -> Vec<String> {
    let events = store.list(&zone("yangjae"), listing).await.unwrap();
    events.iter().map(|event| event.subject().1).collect()
}

pub(crate) async fn a_list_is_what_a_plain_filter_finds(store: Any) {
    let zone = zone("yangjae");
    let mut numbers = Numbers(11);
    let cases: Vec<Event> = (0..2000).map(|number| any_case(&mut numbers, number).into()).collect();
    for events in cases.chunks(500) {
        append(&*store, &zone, events.iter().cloned()).await;
    }
    append(&*store, &crate::support::zone("Pangyo"), [case(7, "점용").into()]).await;
    append(&*store, &zone, [source("2026-00007", "점용")]).await;
    let rows: Vec<Row> = cases.iter().map(|event| (event.facets().unwrap(), event.subject().1)).collect();
    for _ in 0..300 {
        let listing = any_listing(&mut numbers);
        let found = filtered(&rows, &listing);
        assert_eq!(store.count(&zone, &listing).await.unwrap(), found.len() as u64, "{listing:?}");
        for by in [Facet::State, Facet::Assignee, Facet::Owner, Facet::Parent] {
            let mark = found.get(found.len() / 3).map_or(0, |(facets, _)| facets.sort);
            let tally = store.tally(&zone, &listing, by, mark).await.unwrap();
            assert_eq!(tally, tallied(&found, by, mark), "{by:?} {listing:?}");
        }
        assert_eq!(keys(&*store, &listing).await, page(found, &listing), "{listing:?}");
    }
    check_whole(&*store, &zone).await;
}

fn tallied(found: &[Row], by: Facet, mark: i64) -> Vec<Tally> {
    let mut counts: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    for (facets, _) in found {
        let value = match by {
            Facet::State => Some(facets.state.clone()),
            Facet::Owner => facets.owner.clone(),
            Facet::Assignee => facets.assignee.clone(),
            Facet::Parent => facets.parent.clone(),
        };
        let (count, before) = counts.entry(value).or_default();
        *count += 1;
        *before += u64::from(facets.sort < mark);
    }
    counts.into_iter().map(|(of, (count, before))| Tally { of, count, before }).collect()
}

pub(crate) async fn pages_of_a_list_show_each_noun_once(store: Any) {
    let zone = zone("yangjae");
    let mut numbers = Numbers(5);
    append(&*store, &zone, (0..120).map(|number| any_case(&mut numbers, number).into())).await;
    for order in [Order::Sort, Order::SortDown, Order::KeyDown] {
        let mut seen = Vec::new();
        let mut listing = Listing { order, ..Listing::of(NounKind::Case) }.limit(7);
        loop {
            let events = store.list(&zone, &listing).await.unwrap();
            let Some(last) = events.last() else { break };
            listing.after = Some((last.facets().unwrap().sort, last.subject().1));
            seen.extend(events.iter().map(|event| event.subject().1));
        }
        let whole = Listing { order, ..Listing::of(NounKind::Case) }.limit(1000);
        assert_eq!(seen, keys(&*store, &whole).await, "{order:?}");
        assert_eq!(seen.len(), 120);
    }
}

pub(crate) async fn listed_nouns_stand_in_lists_and_not_in_the_snapshot(store: Any) {
    let zone = zone("yangjae");
    let (first, second) = (case(1, "가"), case(2, "나"));
    append(&*store, &zone, [first.clone().into(), source("a", "a"), second.clone().into()]).await;
    let all = Listing::of(NounKind::Case);
    assert_eq!(store.snapshot(&zone).await.unwrap().events().count(), 1);
    assert_eq!(store.list(&zone, &all).await.unwrap(), [first.clone().into(), second.clone().into()]);
    let standing = store.standing(&zone, NounKind::Case, "2026-00002").await.unwrap();
    assert_eq!(standing, Some((3, second.into())));
    assert_eq!(store.standing(&zone, NounKind::Case, "2026-00003").await.unwrap(), None);
    let row = &store.view_rows(&zone).await.unwrap()[1];
    assert_eq!(row.facets, Event::from(first.clone()).facets());
    let moved = Case { officer: Some(account(3)), ..first };
    append(&*store, &zone, [moved.clone().into(), withdrawn(NounKind::Case, "2026-00002")]).await;
    assert_eq!(store.list(&zone, &all).await.unwrap(), [Event::from(moved)]);
    let nobody = Listing { assignee: Some(Assignee::Nobody), ..all };
    assert_eq!(store.count(&zone, &nobody).await.unwrap(), 0);
    // Kinds that everybody reads as a whole have no lists.
    assert_eq!(store.list(&zone, &Listing::of(NounKind::Source)).await.unwrap(), []);
    check_whole(&*store, &zone).await;
}

pub(crate) async fn text_that_no_database_keeps_is_found_nowhere(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [case(1, "가\0나 다").into()]).await;
    let words = |words: &[&str]| Listing {
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        ..Listing::of(NounKind::Case)
    };
    assert_eq!(keys(&*store, &words(&["가", "나 다"])).await, ["2026-00001"]);
    let nothing = words(&["가\0나"]);
    assert_eq!(keys(&*store, &nothing).await, [""; 0]);
    assert_eq!(store.count(&zone, &nothing).await.unwrap(), 0);
    assert_eq!(store.tally(&zone, &nothing, Facet::State, 0).await.unwrap(), []);
    check_whole(&*store, &zone).await;
}

pub(crate) async fn a_facet_that_is_too_long_is_refused(store: Any) {
    let file = |once: &str| {
        entry(Event::CaseFile(teukgu_domain::case::CaseFile {
            case: CaseId::parse("2026-00001").unwrap(),
            form_version: 1,
            form: "{}".to_owned(),
            answers: BTreeMap::new(),
            standing: None,
            once: once.to_owned(),
        }))
    };
    let zone = zone("yangjae");
    let error = store.append(&zone, vec![file(&"가".repeat(513))], Expect::nothing()).await.unwrap_err();
    let named =
        matches!(error, StoreError::InvalidEntry { position: 1, reason: InvalidEntryError::Facet { .. } });
    assert!(named, "{error}");
    store.append(&zone, vec![file(&"가".repeat(512))], Expect::nothing()).await.unwrap();
    assert_eq!(store.count(&zone, &Listing::of(NounKind::CaseFile)).await.unwrap(), 1);
}

pub(crate) async fn a_noun_must_stand_as_it_is_expected(store: Any) {
    let zone = zone("yangjae");
    let key = "2026-00001";
    let one = |title: &str| vec![entry(case(1, title).into()), entry(source("a", title))];
    let new = Expect::nothing().noun(NounKind::Case, key, None);
    store.append(&zone, one("first"), new.clone()).await.unwrap();
    store.append(&zone, one("second"), Expect::head(2).noun(NounKind::Case, key, Some(1))).await.unwrap();
    for (expect, expected) in [
        (new, None),
        (Expect::nothing().noun(NounKind::Source, "a", Some(4)).noun(NounKind::Case, key, Some(1)), Some(1)),
        (Expect::head(4).noun(NounKind::Case, key, Some(4)), Some(4)),
    ] {
        let error = store.append(&zone, one("never"), expect).await.unwrap_err();
        let moved = matches!(
            &error,
            StoreError::Moved { noun: NounKind::Case, key: named, expected: of, found: Some(3) }
                if named == key && *of == expected
        );
        assert!(moved, "{error:?}");
        assert!(!error.help().is_empty() && error.message().ko != error.message().en);
    }
    let wrong_head = Expect::head(1).noun(NounKind::Case, key, Some(3));
    let error = store.append(&zone, Vec::new(), wrong_head).await.unwrap_err();
    assert!(matches!(error, StoreError::Conflict { expected: 1, found: 4 }), "{error}");
    assert_eq!(store.head(&zone).await.unwrap().seq, 4);
    append(&*store, &zone, [withdrawn(NounKind::Case, key)]).await;
    let gone = Expect::nothing().noun(NounKind::Case, key, None);
    let places = store.append(&zone, Vec::new(), gone.clone()).await.unwrap();
    assert_eq!((places.first_seq, places.count()), (6, 0));
    store.append(&zone, one("again"), gone).await.unwrap();
    check_whole(&*store, &zone).await;
}

pub(crate) async fn what_is_expected_holds_for_erasing_too(store: Any) {
    let zone = zone("yangjae");
    append(&*store, &zone, [source("a", "old"), source("a", "new"), source("b", "b")]).await;
    let erased = Event::Erased {
        noun: NounKind::Source,
        key: "a".to_owned(),
        entry: 1,
        basis: teukgu_domain::text::Text::new("기간", "time"),
    };
    let wrong = Expect::nothing().noun(NounKind::Source, "b", None);
    let error = store.append(&zone, vec![entry(erased.clone())], wrong).await.unwrap_err();
    assert!(matches!(error, StoreError::Moved { .. }), "{error}");
    assert!(all_entries(&*store, &zone).await[0].event.is_some());
    let right = Expect::nothing().noun(NounKind::Source, "b", Some(3));
    store.append(&zone, vec![entry(erased)], right).await.unwrap();
    assert!(all_entries(&*store, &zone).await[0].event.is_none());
}

/// A hundred decide the same case again and again; each time one of them is told that it was the first.
pub(crate) async fn of_many_who_expect_the_same_noun_one_wins(store: Any) {
    let zone = zone("yangjae");
    let key = "2026-00001";
    let mut standing = append(&*store, &zone, [case(1, "0").into()]).await;
    for round in 0..5 {
        let tasks: Vec<_> = (0..100)
            .map(|n| {
                let (store, zone) = (Arc::clone(&store), zone.clone());
                let request = vec![
                    entry(case(1, &format!("{round}-{n}")).into()),
                    entry(source(&format!("s{round}-{n}"), "무관")),
                ];
                let expect = Expect::nothing().noun(NounKind::Case, key, Some(standing));
                tokio::spawn(async move { (n, store.append(&zone, request, expect).await) })
            })
            .collect();
        let mut winners = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                (n, Ok(places)) => winners.push((n, places.first_seq)),
                (_, Err(StoreError::Moved { expected, found, .. })) => {
                    assert_eq!(expected, Some(standing));
                    assert!(found > expected);
                }
                (n, Err(error)) => unreachable!("{n}: {error}"),
            }
        }
        let [(winner, place)] = winners[..] else { unreachable!("{} winners", winners.len()) };
        let stands = store.standing(&zone, NounKind::Case, key).await.unwrap();
        assert_eq!(stands, Some((place, case(1, &format!("{round}-{winner}")).into())));
        standing = place;
    }
    assert_eq!(store.head(&zone).await.unwrap().seq, 1 + 2 * 5);
    check_whole(&*store, &zone).await;
}
