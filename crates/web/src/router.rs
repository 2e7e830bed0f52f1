//! The routes, and the layers that every request passes.

use crate::front::Front;
use crate::portal::Portal;
use crate::{api, assets, catalog, error, health, ogc, pages, settings, sitemap, tiles};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::time::Duration;
use tower::make::Shared;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Largest body of a request; forms of the portal are far smaller.
pub(crate) const LARGEST_BODY: usize = 256 << 10;

/// Returns the portal as a service: the front, and the routes behind it.
pub fn service(portal: Portal) -> Front {
    Front::new(portal.clone(), router(portal))
}

fn router(portal: Portal) -> Router {
    let slow =
        TimeoutLayer::with_status_code(axum::http::StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(30));
    Router::new()
        .merge(pages::routes())
        .merge(settings::routes())
        .merge(api::routes())
        .merge(ogc::routes())
        .merge(catalog::routes())
        .merge(tiles::routes())
        .route("/en", get(error::to_english_home))
        .route("/assets/{build}/{*name}", get(assets::show))
        .route("/sitemap.xml", get(sitemap::show))
        .route("/robots.txt", get(sitemap::robots))
        .fallback(health::nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(slow)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(portal.clone(), error::dress_errors))
        .with_state(portal)
}

/// Answers requests on a listener until `stop` is done, then lets open ones finish.
///
/// # Errors
/// What the listener says if it can no longer accept.
pub async fn serve(
    listener: tokio::net::TcpListener,
    portal: Portal,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, Shared::new(service(portal))).with_graceful_shutdown(stop).await
}
