//! A portal with a zone in it, and what it answers.

#![expect(clippy::disallowed_methods, reason = "the layers of the repository are read from disk")]

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use teukgu_domain::entry::Actor;
use teukgu_domain::snapshot::Snapshot;
use teukgu_office::chance::{Chance, CountingChance};
use teukgu_office::clock::{Clock, StoppedClock};
use teukgu_office::law::Edition;
use teukgu_office::map::Layers;
use teukgu_office::{Office, Reference};
use teukgu_store::MemoryStore;
use teukgu_web::{Front, Portal, PortalConfig, service};
use tower::ServiceExt;

/// A portal to ask.
pub(crate) struct Site {
    router: Front,
    office: Arc<Office>,
}

/// What it answered.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
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

/// Opens a portal whose record is empty.
pub(crate) async fn empty_site(zone: &Snapshot) -> Site {
    let geo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/geo");
    let read = |file: &str| std::fs::read_to_string(geo.join(file)).unwrap();
    let layers =
        Layers::read(&read("seocho_legal_dong.geojson"), &read("seocho_admin_dong.geojson")).unwrap();
    let (holidays, catalogue) = (teukgu_testkit::holidays(), teukgu_testkit::catalogue());
    let (codes, law) = (teukgu_testkit::codes(), edition());
    let reference = Reference { codes, layers, holidays, catalogue, law };
    let id = zone.zone().unwrap().id.clone();
    let office =
        Office::open(Arc::new(MemoryStore::new()), Arc::new(clock()), chance(), id, reference).await.unwrap();
    let office = Arc::new(office);
    let portal = Portal::new(Arc::clone(&office), PortalConfig::default()).unwrap();
    Site { router: service(portal), office }
}

/// Opens a portal and loads a zone.
pub(crate) async fn site(zone: &Snapshot) -> Site {
    let site = empty_site(zone).await;
    site.load(zone).await;
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

    /// Exchanges the law of the office.
    pub(crate) fn exchange_law(&self, edition: Edition) {
        self.office.law().replace(edition);
    }

    async fn send(&self, request: Builder, headers: &[(&str, &str)], body: Body) -> Reply {
        let mut request = request.header("host", "portal.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
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
