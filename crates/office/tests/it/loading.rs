//! A zone folder becomes entries, once.

use crate::support::{clock, empty_office, office};
use teukgu_domain::claim::ClaimTopic;
use teukgu_domain::entry::{Actor, Event, NounKind};
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::OfficeError;
use teukgu_office::clock::Clock;
use teukgu_office::record::PublicEntry;

#[tokio::test]
async fn the_first_load_declares_every_noun_and_the_second_nothing() {
    for zone in [teukgu_testkit::yangjae(), teukgu_testkit::second_zone()] {
        let office = empty_office(&zone).await;
        assert!(matches!(office.view(), Err(OfficeError::NoZone { .. })));
        let first = office.load(&zone, &Actor::zone_folder(), clock().now()).await.unwrap();
        assert_eq!(first.entries, zone.events().count());
        assert_eq!(office.view().unwrap().snapshot(), &zone);
        let second = office.load(&zone, &Actor::zone_folder(), clock().now()).await.unwrap();
        assert_eq!((second.entries, second.head), (0, first.head));
    }
}

#[tokio::test]
async fn a_corrected_folder_appends_only_what_changed() {
    let zone = teukgu_testkit::yangjae();
    let office = office(&zone).await;
    let before = office.view().unwrap().seq();
    let mut corrected = zone.clone();
    let mut claim = zone.claims()[0].clone();
    claim.note.en.push_str(" Corrected.");
    corrected.apply(Event::Claim(claim));
    let gone = zone.history()[0].id.to_string();
    corrected.apply(Event::Withdrawn { noun: NounKind::History, key: gone.clone() });
    let loaded = office.load(&corrected, &Actor::zone_folder(), clock().now()).await.unwrap();
    assert_eq!(loaded.entries, 2);
    let new = office.entries(before, 10).await.unwrap();
    assert_eq!(new.len(), 2);
    assert_eq!(new[1].clone().event(), Some(Event::Withdrawn { noun: NounKind::History, key: gone }));
    assert_eq!(office.view().unwrap().snapshot(), &corrected);
    let all = office.entries(0, 10_000).await.unwrap();
    assert_eq!(Snapshot::from_events(all.into_iter().filter_map(PublicEntry::event)), corrected);
}

#[tokio::test]
async fn a_zone_that_cannot_be_used_leaves_the_record_as_it_was() {
    let zone = teukgu_testkit::yangjae();
    let office = office(&zone).await;
    let before = office.view().unwrap().seq();
    let mut broken = zone.clone();
    broken.apply(Event::Withdrawn { noun: NounKind::Boundary, key: "boundary".to_owned() });
    assert!(office.load(&broken, &Actor::zone_folder(), clock().now()).await.is_err());
    assert_eq!(office.view().unwrap().seq(), before);
    assert_eq!(office.entries(before, 10).await.unwrap(), []);
}

#[tokio::test]
async fn the_money_of_the_plan_is_the_published_sum() {
    let office = office(&teukgu_testkit::yangjae()).await;
    let view = office.view().unwrap();
    let plan = view.plan_budget();
    assert_eq!(plan.total, view.snapshot().plan_versions()[0].budget);
    assert_eq!(plan.total.won(), 135_200_000_000);
    let of_programmes: i64 = view.programme_budgets().iter().map(|row| row.table.total.won()).sum();
    assert_eq!(of_programmes, plan.total.won());
    let growth = view.growth().unwrap();
    assert_eq!((growth.start.firms, growth.goal.firms, growth.missing()), (500, 1_000, 500));
    let claims = view.snapshot().claims();
    let promised =
        claims.iter().find(|claim| claim.leading && claim.topic == ClaimTopic::Investment).unwrap();
    assert_eq!((promised.value.amount, promised.as_printed.as_str()), (plan.total.won(), "1,352원"));
    assert!(promised.correction.is_some(), "print and meaning differ");
}
