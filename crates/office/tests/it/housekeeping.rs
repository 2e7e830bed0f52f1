//! What happens to cases by itself: times that are over, and holidays that were announced later.

use crate::casework::{act, file, people, stage_of};
use crate::support::{MovedClock, chance, reference, stage_with};
use jiff::SignedDuration;
use std::sync::Arc;
use teukgu_domain::calendar::{Certainty, Holiday, HolidayKind, Holidays};
use teukgu_domain::case::{Act, Case, StageKind};
use teukgu_domain::text::Text;
use teukgu_office::casework::{Beat, Rounds};
use teukgu_office::{Office, Reference};

#[tokio::test]
async fn a_request_for_more_information_lapses_on_the_day_after_its_last_one_and_only_once() {
    let clock = Arc::new(MovedClock::at("2026-03-02T00:00:00Z"));
    let stage = stage_with(clock.clone()).await;
    let [firm, officer, ..] = people(&stage).await;
    let [firm, officer] = [&firm, &officer].map(|one| stage.who(one));
    let id = file(&stage, &firm, "recommendation.e7").await;
    act(&stage, &officer, &id, Act::Accept).await.unwrap();
    let (items, until) = (vec!["고용계약서".to_owned()], stage.day(10));
    act(&stage, &officer, &id, Act::RequestInfo { items, until }).await.unwrap();

    let mut beat = Beat::default();
    clock.pass(SignedDuration::from_hours(24 * 10));
    assert_eq!(stage.office.casework().round(&mut beat).await.unwrap(), Rounds::default());
    assert_eq!(stage_of(&stage, &officer, &id).await, StageKind::AwaitingApplicant);
    clock.pass(SignedDuration::from_hours(24));
    assert_eq!(stage.office.casework().round(&mut beat).await.unwrap().lapsed, 1);
    assert_ne!(stage_of(&stage, &officer, &id).await, StageKind::AwaitingApplicant);
    assert_eq!(stage.office.casework().round(&mut beat).await.unwrap(), Rounds::default());
}

/// The holidays of the repository, and one that was decided later.
fn with_a_new_holiday(on: &str) -> Holidays {
    let new = Holiday {
        on: on.parse().unwrap(),
        name: Text::new("임시공휴일", "Special holiday"),
        kind: HolidayKind::AdHoc,
        certainty: Certainty::Certain,
        known_since: Some("2026-03-03".parse().unwrap()),
    };
    Holidays::new(teukgu_testkit::holidays().all().cloned().chain([new]))
}

#[tokio::test]
async fn a_holiday_that_is_announced_later_moves_the_due_day_and_not_the_promised_one() {
    let stage = stage_with(Arc::new(MovedClock::at("2026-03-02T00:00:00Z"))).await;
    let [firm, officer, ..] = people(&stage).await;
    let [firm, officer] = [&firm, &officer].map(|one| stage.who(one));
    let id = file(&stage, &firm, "recommendation.e7").await;
    act(&stage, &officer, &id, Act::Accept).await.unwrap();
    let before: Case = stage.office.casework().case(&officer, &id).await.unwrap().case;

    let reference = Reference { holidays: with_a_new_holiday("2026-03-06"), ..reference() };
    let clock = Arc::new(MovedClock::at("2026-03-04T00:00:00Z"));
    let zone = stage.office.zone_id().clone();
    let later = Office::open(stage.store.clone(), clock, chance(), zone, reference).await.unwrap();
    let mut beat = Beat::default();
    assert_eq!(later.casework().round(&mut beat).await.unwrap().recounted, 1);
    let after = later.casework().case(&officer, &id).await.unwrap().case;
    assert!(after.due > before.due, "{:?} {:?}", before.due, after.due);
    assert_eq!(after.promised, before.promised);
    assert_eq!(later.casework().round(&mut beat).await.unwrap(), Rounds::default());
}
