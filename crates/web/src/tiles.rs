//! Tiles of the national map service (VWorld), handed through so that its key stays here and pages ask no other host.
//!
//! The service may be slow, gone or unwilling: then there is no tile and nothing else happens.

use crate::error::PageError;
use crate::portal::{Portal, VworldConfig};
use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use teukgu_domain::Timestamp;
use ureq::Agent;

/// Longest wait for a tile.
const PATIENCE: Duration = Duration::from_secs(2);
/// Largest tile that is passed on.
const LARGEST_TILE: u64 = 1 << 20;
/// After so many failures in a row the service is left alone for a while.
const FAILURES: u32 = 3;
const REST: Duration = Duration::from_mins(1);
/// Zoom levels of the service.
const ZOOMS: std::ops::RangeInclusive<u8> = 6..=19;
/// Kinds of pictures that are passed on; others could carry scripts.
const PICTURES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

pub(crate) fn routes() -> Router<Portal> {
    let service = Arc::new(Service::new());
    Router::new().route("/tiles/vworld/{layer}/{z}/{y}/{x}", get(show)).layer(Extension(service))
}

/// A layer of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Base,
    Gray,
    Midnight,
    Satellite,
    Hybrid,
}

impl Layer {
    const ALL: [Self; 5] = [Self::Base, Self::Gray, Self::Midnight, Self::Satellite, Self::Hybrid];

    const fn name(self) -> &'static str {
        match self {
            Self::Base => "Base",
            Self::Gray => "gray",
            Self::Midnight => "midnight",
            Self::Satellite => "Satellite",
            Self::Hybrid => "Hybrid",
        }
    }

    const fn extension(self) -> &'static str {
        if matches!(self, Self::Satellite) { "jpeg" } else { "png" }
    }
}

/// A tile that the service can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tile {
    layer: Layer,
    z: u8,
    y: u32,
    x: u32,
}

impl Tile {
    /// Checks what an address asks for; `None` if there cannot be such a tile.
    fn checked(layer: &str, z: &str, y: &str, x: &str) -> Option<Self> {
        let layer = Layer::ALL.into_iter().find(|known| known.name() == layer)?;
        let z: u8 = z.parse().ok().filter(|z| ZOOMS.contains(z))?;
        let within = |text: &str| text.parse::<u32>().ok().filter(|number| *number < 1 << z);
        Some(Self { layer, z, y: within(y)?, x: within(x)? })
    }

    fn address(self, config: &VworldConfig) -> String {
        let Self { layer, z, y, x } = self;
        let (base, key) = (&config.base, &config.key);
        format!("{base}/req/wmts/1.0.0/{key}/{}/{z}/{y}/{x}.{}", layer.name(), layer.extension())
    }
}

/// `GET /tiles/vworld/{layer}/{z}/{y}/{x}`: a tile, or nothing.
async fn show(
    State(portal): State<Portal>,
    Extension(service): Extension<Arc<Service>>,
    Path([layer, z, y, x]): Path<[String; 4]>,
) -> Result<Response, PageError> {
    let tile = Tile::checked(&layer, &z, &y, &x).ok_or_else(PageError::not_found)?;
    let config = portal.config().vworld.as_ref().ok_or_else(PageError::not_found)?;
    let (kind, picture) =
        service.tile(tile, config, portal.office().now()).await.ok_or_else(PageError::not_found)?;
    let mut response = picture.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=0"));
    Ok(response)
}

/// The service as we know it: how to ask it, and whether it answered lately.
struct Service {
    agent: Agent,
    health: Mutex<Health>,
}

#[derive(Debug, Default)]
struct Health {
    failures: u32,
    rests_until: Option<Timestamp>,
}

/// Why there is no tile. The reason must not name the address: it holds the key.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
enum NoTile {
    #[error("the map service did not answer as it should")]
    NoAnswer,
    #[error("the map service answered with status {0}")]
    Status(u16),
    #[error("the map service sent something else than a picture")]
    NotAPicture,
    #[error("the map service sent too much or broke off")]
    Unreadable,
}

impl Service {
    fn new() -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .new_agent();
        Self { agent, health: Mutex::default() }
    }

    /// Asks the service unless it rests.
    async fn tile(&self, tile: Tile, config: &VworldConfig, now: Timestamp) -> Option<(&'static str, Bytes)> {
        if self.rests(now) {
            return None;
        }
        let (agent, address) = (self.agent.clone(), tile.address(config));
        let asked = tokio::task::spawn_blocking(move || fetch(&agent, &address)).await;
        let answer = asked.unwrap_or(Err(NoTile::NoAnswer));
        self.note(answer.as_ref().err(), now);
        answer.ok()
    }

    fn rests(&self, now: Timestamp) -> bool {
        let health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.rests_until.is_some_and(|until| now < until)
    }

    /// Counts failures; the log hears of them once for every rest.
    fn note(&self, failure: Option<&NoTile>, now: Timestamp) {
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        // A tile that the service does not have says nothing about the service.
        let failure = failure.filter(|failure| **failure != NoTile::Status(404));
        let Some(reason) = failure else {
            *health = Health::default();
            return;
        };
        health.failures += 1;
        if health.failures >= FAILURES && health.rests_until.is_none_or(|until| until <= now) {
            health.rests_until = Some(now + REST);
            tracing::warn!(%reason, "map tiles are left out for a minute");
        }
    }
}

/// Fetches a picture; redirects are not followed, for they could lead anywhere.
fn fetch(agent: &Agent, address: &str) -> Result<(&'static str, Bytes), NoTile> {
    let mut response = agent.get(address).call().map_err(|_| NoTile::NoAnswer)?;
    let status = response.status().as_u16();
    if status != 200 {
        return Err(NoTile::Status(status));
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    let kind = PICTURES.into_iter().find(|picture| Some(*picture) == kind).ok_or(NoTile::NotAPicture)?;
    let body = response.body_mut().with_config().limit(LARGEST_TILE).read_to_vec();
    body.map(|bytes| (kind, Bytes::from(bytes))).map_err(|_| NoTile::Unreadable)
}

#[cfg(test)]
mod tests;
