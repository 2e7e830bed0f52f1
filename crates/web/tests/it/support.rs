//! A portal with a zone in it, and what it answers.

#![expect(clippy::disallowed_methods, reason = "the layers of the repository are read from disk")]

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use teukgu_domain::Timestamp;
use teukgu_domain::account::Role;
use teukgu_domain::entry::{Actor, Event, NewEntry};
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Text;
use teukgu_ledger::SigningKey;
use teukgu_office::chance::{Chance, CountingChance};
use teukgu_office::clock::{Clock, StoppedClock};
use teukgu_office::effect::Tables;
use teukgu_office::law::Edition;
use teukgu_office::map::Layers;
use teukgu_office::people::{Doer, NewAccount, NewGrant};
use teukgu_office::record::erase;
use teukgu_office::sign_on::SignOn;
use teukgu_office::{Office, Reference};
use teukgu_store::{Expect, MemoryStore, Store as _};
use teukgu_web::{Front, Instruments, Portal, PortalConfig, service};
use tower::ServiceExt;

/// A portal to ask.
pub(crate) struct Site {
    router: Front,
    pub(crate) portal: Portal,
    pub(crate) office: Arc<Office>,
    pub(crate) store: Arc<MemoryStore>,
}

/// What it answered.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body as text; what is none of it reads as a replacement character.
    pub(crate) body: String,
}

/// The morning on which these tests take place.
pub(crate) fn clock() -> StoppedClock {
    StoppedClock("2026-03-02T00:00:00Z".parse().unwrap())
}

/// Draws the same lots in every run.
pub(crate) fn chance() -> Arc<dyn Chance> {
    Arc::new(CountingChance::default())
}

/// The law of the repository with its files, read once.
pub(crate) fn edition() -> Edition {
    static EDITION: LazyLock<Edition> = LazyLock::new(|| Edition::read(teukgu_testkit::law_files()).unwrap());
    EDITION.clone()
}

/// Opens a portal whose record is empty; it has the key of its record at hand.
pub(crate) async fn empty_site(zone: &Snapshot) -> Site {
    opened(zone, Instruments::default(), Some(key_of(zone))).await
}

fn key_of(zone: &Snapshot) -> SigningKey {
    let name = teukgu_ledger::origin(zone.zone().unwrap().id.as_str());
    SigningKey::from_seed(&name, [7; 32]).unwrap()
}

/// Opens a portal whose time the test moves, and loads a zone.
pub(crate) async fn site_at(zone: &Snapshot, clock: Arc<MovingClock>) -> Site {
    let address = "http://localhost:8080";
    let site = opened_as(zone, PortalConfig::default(), Some(key_of(zone)), (clock, address)).await;
    site.load(zone).await;
    site.declare_key().await;
    site
}

/// A clock that a test moves on.
pub(crate) struct MovingClock(AtomicI64);

impl MovingClock {
    /// Begins on the morning of the tests.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(clock().now().as_second())))
    }

    pub(crate) fn move_on(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60, Ordering::Relaxed);
    }
}

impl Clock for MovingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Opens a portal that has no key, and loads a zone.
pub(crate) async fn keyless_site(zone: &Snapshot) -> Site {
    let site = opened(zone, Instruments::default(), None).await;
    site.load(zone).await;
    site
}

/// Opens a portal that observes itself, and loads a zone.
pub(crate) async fn observed_site(zone: &Snapshot, instruments: Instruments) -> Site {
    let site = opened(zone, instruments, None).await;
    site.load(zone).await;
    site
}

async fn opened(zone: &Snapshot, instruments: Instruments, key: Option<SigningKey>) -> Site {
    let config = PortalConfig { instruments, ..PortalConfig::default() };
    opened_as(zone, config, key, (Arc::new(clock()), "http://localhost:8080")).await
}

/// Opens a portal whose people come and go by a clock of the test, reached under an address, and loads a zone.
pub(crate) async fn site_of_people(zone: &Snapshot, clock: Arc<dyn Clock>, public_url: &str) -> Site {
    let config = PortalConfig { is_demo: true, ..PortalConfig::default() };
    let site = opened_as(zone, config, Some(key_of(zone)), (clock, public_url)).await;
    site.load(zone).await;
    site
}

/// Opens a portal with a provider of sign-ins, and loads a zone.
pub(crate) async fn site_with_provider(zone: &Snapshot, provider: Arc<dyn SignOn>) -> Site {
    let config = PortalConfig { sign_on: Some(provider), ..PortalConfig::default() };
    let at = (Arc::new(clock()) as Arc<dyn Clock>, "http://localhost:8080");
    let site = opened_as(zone, config, Some(key_of(zone)), at).await;
    site.load(zone).await;
    site
}

async fn opened_as(
    zone: &Snapshot,
    config: PortalConfig,
    key: Option<SigningKey>,
    (clock, public_url): (Arc<dyn Clock>, &str),
) -> Site {
    let geo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/geo");
    let read = |file: &str| std::fs::read_to_string(geo.join(file)).unwrap();
    let layers =
        Layers::read(&read("seocho_legal_dong.geojson"), &read("seocho_admin_dong.geojson")).unwrap();
    let (holidays, catalogue) = (teukgu_testkit::holidays(), teukgu_testkit::catalogue());
    let (codes, law) = (teukgu_testkit::codes(), edition());
    let (tables, concordance) = teukgu_testkit::tables();
    let tables = Tables::new(tables).with_concordance("seoul-2020", concordance);
    let reference = Reference { codes, layers, holidays, catalogue, law, tables };
    let id = zone.zone().unwrap().id.clone();
    let store = Arc::new(MemoryStore::new());
    let office =
        Office::open(Arc::<MemoryStore>::clone(&store), clock, chance(), id, reference).await.unwrap();
    let office = office.reached_at(public_url);
    let office = Arc::new(match key {
        Some(key) => office.signing_with(key),
        None => office,
    });
    let portal = Portal::new(Arc::clone(&office), config).unwrap();
    Site { router: service(portal.clone()), portal, office, store }
}

/// Opens a portal and loads a zone.
pub(crate) async fn site(zone: &Snapshot) -> Site {
    let site = empty_site(zone).await;
    site.load(zone).await;
    site.sign().await;
    site
}

/// Opens the portal of each zone of the repository, so that nothing is true of one zone alone.
pub(crate) async fn both_sites() -> [(Site, Snapshot); 2] {
    let (one, two) = (teukgu_testkit::yangjae(), teukgu_testkit::second_zone());
    [(site(&one).await, one), (site(&two).await, two)]
}

impl Site {
    /// Loads a zone into the record, as the start of the portal does.
    pub(crate) async fn load(&self, zone: &Snapshot) {
        self.office.load(zone, &Actor::zone_folder(), clock().now()).await.unwrap();
    }

    /// Signs a checkpoint of the record as it stands.
    pub(crate) async fn sign(&self) {
        self.office.keep_checkpoint().await.unwrap();
    }

    /// Names the key in the record, as the start of the portal does, and signs a checkpoint.
    pub(crate) async fn declare_key(&self) {
        self.office.declare_record_key(&Actor::record_keeper()).await.unwrap();
        self.sign().await;
    }

    /// Appends entries that no zone folder declares.
    pub(crate) async fn append(&self, events: impl IntoIterator<Item = Event>) {
        let new = |event| NewEntry { actor: Actor::record_keeper(), at: clock().now(), event };
        let entries = events.into_iter().map(new).collect();
        self.store.append(self.office.zone_id(), entries, Expect::nothing()).await.unwrap();
        self.office.refresh().await.unwrap();
    }

    /// Erases what an entry says.
    pub(crate) async fn erase(&self, seq: u64, basis: Text) {
        let (zone, at) = (self.office.zone_id(), clock().now());
        erase(&*self.store, zone, seq, basis, &Actor::record_keeper(), at).await.unwrap();
        self.office.refresh().await.unwrap();
        self.sign().await;
    }

    /// Opens an account in a role and signs it in; returns the cookie and the word of its session.
    pub(crate) async fn enter(&self, login: &str, role: Role) -> (String, String) {
        let organisation =
            if role == Role::Applicant { format!("{login} 주식회사") } else { String::new() };
        let new = NewAccount {
            login: login.to_owned(),
            name: format!("{login} 사람"),
            organisation_name: organisation,
            is_invented: true,
            ..NewAccount::default()
        };
        self.office.people().open(Doer::Machine, new, vec![NewGrant::in_zone(role)]).await.unwrap();
        let signed_in = self.office.people().enter_as_invented(login).await.unwrap().unwrap();
        (format!("teukgu_session={}", signed_in.token), signed_in.session.csrf)
    }

    /// Opens an account whose password the office has made up, and signs it in; returns the cookie.
    pub(crate) async fn enter_with_made_up_password(&self, login: &str) -> String {
        let new = NewAccount { login: login.to_owned(), name: login.to_owned(), ..NewAccount::default() };
        let grants = vec![NewGrant::in_zone(Role::Officer)];
        let opened = self.office.people().open(Doer::Machine, new, grants).await.unwrap();
        let password = opened.initial_password.unwrap();
        let signed_in = self.office.people().sign_in(login, &password, "test").await.unwrap().unwrap();
        format!("teukgu_session={}", signed_in.token)
    }

    /// Asks for an address.
    pub(crate) async fn get(&self, address: &str) -> Reply {
        self.get_with(address, &[]).await
    }

    /// Asks for an address with headers.
    pub(crate) async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(Request::get(address), headers, Body::empty()).await
    }

    /// Sends a body to an address.
    pub(crate) async fn post(&self, address: &str, headers: &[(&str, &str)], body: String) -> Reply {
        self.send(Request::post(address), headers, Body::from(body)).await
    }

    /// Asks by a method that need not exist.
    pub(crate) async fn send_as(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(Request::builder().method(method).uri(address), headers, Body::empty()).await
    }

    /// Exchanges the law of the office.
    pub(crate) fn exchange_law(&self, edition: Edition) {
        self.office.law().replace(edition);
    }

    /// Sends a request that is nearly made.
    pub(crate) async fn send(&self, request: Builder, headers: &[(&str, &str)], body: Body) -> Reply {
        let mut request = request.header("host", "portal.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// Asks for an address that answers with JSON.
    pub(crate) async fn json(&self, address: &str) -> Value {
        let reply = self.get(address).await;
        assert_eq!(reply.status, StatusCode::OK, "{address}: {}", reply.body);
        reply.value()
    }

    /// Asks for an address that cannot answer, and returns its problem document.
    pub(crate) async fn problem(&self, address: &str, status: u16) -> Value {
        let reply = self.get(address).await;
        assert_eq!(reply.status.as_u16(), status, "{address}: {}", reply.body);
        assert_eq!(reply.header("content-type"), "application/problem+json", "{address}");
        let problem = reply.value();
        assert_eq!(problem["status"], status, "{address}");
        problem
    }
}

impl Reply {
    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Returns a header, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
