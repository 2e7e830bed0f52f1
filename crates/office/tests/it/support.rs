//! An office with a zone in it.

#![expect(clippy::disallowed_methods, reason = "the layers of the repository are read from disk")]

use std::path::Path;
use std::sync::Arc;
use teukgu_domain::entry::Actor;
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::chance::{Chance, CountingChance};
use teukgu_office::clock::{Clock, StoppedClock};
use teukgu_office::map::Layers;
use teukgu_office::{Office, Reference};
use teukgu_store::MemoryStore;

/// The morning on which these tests take place.
pub(crate) fn clock() -> StoppedClock {
    StoppedClock("2026-03-02T00:00:00Z".parse().unwrap())
}

pub(crate) fn layers() -> Layers {
    let geo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/geo");
    let read = |file: &str| std::fs::read_to_string(geo.join(file)).unwrap();
    Layers::read(&read("seocho_legal_dong.geojson"), &read("seocho_admin_dong.geojson")).unwrap()
}

/// Draws the same lots in every run.
pub(crate) fn chance() -> Arc<dyn Chance> {
    Arc::new(CountingChance::default())
}

/// Opens an office without a zone in its record.
pub(crate) async fn empty_office(zone: &Snapshot) -> Office {
    empty_office_with(zone, Arc::new(clock())).await
}

/// Opens an office with a clock of the test, without a zone in its record.
async fn empty_office_with(zone: &Snapshot, clock: Arc<dyn Clock>) -> Office {
    let reference = Reference {
        codes: teukgu_testkit::codes(),
        layers: layers(),
        holidays: teukgu_testkit::holidays(),
        catalogue: teukgu_testkit::catalogue(),
        law: teukgu_testkit::law().into(),
    };
    let id = zone.zone().unwrap().id.clone();
    Office::open(Arc::new(MemoryStore::new()), clock, chance(), id, reference).await.unwrap()
}

/// Opens an office with a clock of the test, and loads a zone.
pub(crate) async fn office_with(zone: &Snapshot, clock: Arc<dyn Clock>) -> Office {
    let office = empty_office_with(zone, clock).await;
    office.load(zone, &Actor::zone_folder(), office.now()).await.unwrap();
    office
}

/// Opens an office and loads a zone.
pub(crate) async fn office(zone: &Snapshot) -> Office {
    let office = empty_office(zone).await;
    office.load(zone, &Actor::zone_folder(), clock().now()).await.unwrap();
    office
}
