//! What the operator asks on a listener of its own: `/metrics`, `/healthz` and `/readyz`.

use super::ready::Readiness;
use crate::portal::Portal;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

/// The text format of Prometheus.
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers `/metrics`, `/healthz` and `/readyz` on a listener, until it is dropped.
///
/// `exposition` writes the counts down, in the text format of Prometheus. The listener has no lock on its door: it
/// belongs on an address that visitors do not reach.
///
/// # Errors
/// What the listener says if it can no longer accept.
pub async fn serve_operations(
    listener: TcpListener,
    portal: Portal,
    exposition: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(portal, exposition)).await
}

fn router(portal: Portal, exposition: impl Fn() -> String + Clone + Send + Sync + 'static) -> Router {
    let probed = portal.clone();
    let metrics = move || {
        let (portal, exposition) = (portal.clone(), exposition.clone());
        async move { metrics(&portal, exposition).await }
    };
    let readiness = move || {
        let portal = probed.clone();
        async move { Readiness::look(&portal).await.answer() }
    };
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(|| async { kept_by_nobody("text/plain; charset=utf-8", "ok".to_owned()) }))
        .route("/readyz", get(readiness))
        .fallback(|| async { (StatusCode::NOT_FOUND, "/metrics /healthz /readyz\n") })
}

async fn metrics(portal: &Portal, exposition: impl Fn() -> String) -> Response {
    let ready = Readiness::look(portal).await.entries();
    portal.observer().counts().stand(portal.cache().len(), portal.office().zone_id(), ready);
    kept_by_nobody(EXPOSITION, exposition())
}

fn kept_by_nobody(kind: &'static str, text: String) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")];
    (headers.map(|(name, value)| (name, HeaderValue::from_static(value))), text).into_response()
}
