//! An office with a zone in it.

#![expect(clippy::disallowed_methods, reason = "the layers of the repository are read from disk")]

use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use teukgu_domain::Date;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::entry::{Actor, Event, NounKind};
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::chance::{Chance, CountingChance};
use teukgu_office::clock::{Clock, StoppedClock};
use teukgu_office::effect::Tables;
use teukgu_office::map::Layers;
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_office::policy::Who;
use teukgu_office::{Office, Reference};
use teukgu_store::{Listing, MemoryStore, SqliteStore, Store as _};

/// The morning on which these tests take place.
pub(crate) fn clock() -> StoppedClock {
    StoppedClock("2026-03-02T00:00:00Z".parse().unwrap())
}

/// A clock that a test moves on.
pub(crate) struct MovedClock(AtomicI64);

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

impl MovedClock {
    pub(crate) fn at(instant: &str) -> Self {
        Self(AtomicI64::new(instant.parse::<Timestamp>().unwrap().as_second()))
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.0.fetch_add(time.as_secs(), Ordering::Relaxed);
    }

    pub(crate) fn pass_minutes(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes));
    }
}

pub(crate) fn layers() -> Layers {
    let geo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/geo");
    let read = |file: &str| std::fs::read_to_string(geo.join(file)).unwrap();
    Layers::read(&read("seocho_legal_dong.geojson"), &read("seocho_admin_dong.geojson")).unwrap()
}

/// Returns what does not belong to a zone.
pub(crate) fn reference() -> Reference {
    Reference {
        codes: teukgu_testkit::codes(),
        layers: layers(),
        holidays: teukgu_testkit::holidays(),
        catalogue: teukgu_testkit::catalogue(),
        law: teukgu_testkit::law().into(),
        tables: tables(),
    }
}

/// Returns the input-output tables of the repository.
pub(crate) fn tables() -> Tables {
    let (tables, concordance) = teukgu_testkit::tables();
    Tables::new(tables).with_concordance("seoul-2020", concordance)
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
    let id = zone.zone().unwrap().id.clone();
    Office::open(Arc::new(MemoryStore::new()), clock, chance(), id, reference()).await.unwrap()
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

/// An office with a zone, its store, and people who come and go.
pub(crate) struct Stage {
    pub(crate) office: Office,
    pub(crate) store: Arc<MemoryStore>,
}

/// Opens an office of the invented zone.
pub(crate) async fn stage() -> Stage {
    stage_with(Arc::new(clock())).await
}

/// Opens an office of the invented zone with a clock of the test.
pub(crate) async fn stage_with(clock: Arc<dyn Clock>) -> Stage {
    stage_in(teukgu_testkit::second_zone(), clock).await
}

/// Opens an office of a zone with a clock of the test.
pub(crate) async fn stage_in(zone: Snapshot, clock: Arc<dyn Clock>) -> Stage {
    let store = Arc::new(MemoryStore::new());
    let id = zone.zone().unwrap().id.clone();
    let office = Office::open(store.clone(), clock, chance(), id, reference()).await.unwrap();
    office.load(&zone, &Actor::zone_folder(), office.now()).await.unwrap();
    Stage { office, store }
}

/// Opens two offices of the invented zone on one database, as two portals do.
pub(crate) async fn two_offices(database: &Path) -> (Office, Office) {
    let (zone, chance) = (teukgu_testkit::second_zone(), chance());
    let id = zone.zone().unwrap().id.clone();
    let store = Arc::new(SqliteStore::open(database).await.unwrap());
    let open = || Office::open(store.clone(), Arc::new(clock()), chance.clone(), id.clone(), reference());
    let (one, other) = (open().await.unwrap(), open().await.unwrap());
    one.load(&zone, &Actor::zone_folder(), one.now()).await.unwrap();
    other.refresh().await.unwrap();
    (one, other)
}

impl Stage {
    pub(crate) async fn person(&self, login: &str, role: Role) -> Account {
        let organisation = if role == Role::Applicant { format!("{login}의 회사") } else { String::new() };
        let new = NewAccount {
            login: login.to_owned(),
            name: format!("{login} 사람"),
            email: Some(format!("{}@example.com", login.replace('@', "."))),
            organisation_name: organisation,
            ..NewAccount::default()
        };
        let grants = vec![NewGrant::in_zone(role)];
        self.office.people().open(Doer::Machine, new, grants).await.unwrap().account
    }

    pub(crate) fn who<'a>(&self, account: &'a Account) -> Who<'a> {
        Who { account: Some(account), link: None, today: self.office.today() }
    }

    /// Returns the day so many days from today.
    pub(crate) fn day(&self, days: i64) -> Date {
        self.office.today().checked_add(jiff::Span::new().days(days)).unwrap()
    }

    /// Finds the link in the letter that was written last to an authority.
    pub(crate) async fn link(&self) -> String {
        let listing = Listing::of(NounKind::Notice).limit(500);
        let letters = self.store.list(self.office.zone_id(), &listing).await.unwrap();
        let texts = letters.into_iter().filter_map(|event| match event {
            Event::Notice(letter) if letter.to.is_none() => Some(letter.text),
            _ => None,
        });
        let text = texts.collect::<Vec<_>>().pop().unwrap();
        let (_, rest) = text.split_once("/consult/").unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    }
}
