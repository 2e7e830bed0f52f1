//! Whether the office can answer from its record.

use crate::support::{clock, empty_office};
use teukgu_domain::entry::Actor;
use teukgu_office::OfficeError;
use teukgu_office::clock::Clock;

#[tokio::test]
async fn an_office_is_ready_once_its_record_holds_a_zone_and_says_how_long_it_is() {
    let zone = teukgu_testkit::yangjae();
    let office = empty_office(&zone).await;
    assert!(matches!(office.ready().await, Err(OfficeError::NoZone { .. })));
    let loaded = office.load(&zone, &Actor::zone_folder(), clock().now()).await.unwrap();
    assert_eq!(office.ready().await.unwrap(), loaded.head);
}
