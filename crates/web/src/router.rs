//! The routes, and the layers that every request passes.

use crate::front::{Door, Front};
use crate::portal::Portal;
use crate::{api, assets, catalog, error, health, observe, ogc, pages, settings, sitemap, tiles};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;

/// Largest body of a request; forms of the portal are far smaller.
pub(crate) const LARGEST_BODY: usize = 256 << 10;

/// Longest time for a request.
const LONGEST: Duration = Duration::from_secs(30);

/// Longest time for a form with files: the largest on a line of 0.3 Mbit/s.
const LONGEST_UPLOAD: Duration = Duration::from_mins(10);

/// Returns the portal as a service: the front, and the routes behind it.
pub fn service(portal: Portal) -> Front {
    Front::new(portal.clone(), router(portal))
}

/// Every route, without what a request passes on its way there.
fn routes() -> Router<Portal> {
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
}

fn router(portal: Portal) -> Router {
    routes()
        .fallback(health::nothing_here)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::custom(observe::after_panic))
        .layer(from_fn_with_state(portal.clone(), error::dress_errors))
        .layer(from_fn(observe::note_route))
        .with_state(portal)
}

/// Ends a request that takes too long; a form with files is as slow as the line of whoever sends it.
async fn in_time(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&[][..], HeaderValue::as_bytes);
    let longest = if kind.starts_with(b"multipart/") { LONGEST_UPLOAD } else { LONGEST };
    let answer = tokio::time::timeout(longest, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
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
    let stopped = portal.clone();
    let stop = async move {
        stop.await;
        stopped.observer().stop();
    };
    axum::serve(listener, Door(service(portal))).with_graceful_shutdown(stop).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Methods by which a route may be asked that does not only read.
    const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "connect"];

    /// Lists method and path of every route, as the router itself writes them down.
    fn written_down() -> BTreeSet<(String, String)> {
        let written = format!("{:?}", routes());
        let (methods, paths) = written.split_once("node: Node").unwrap();
        let path = |id: &str| {
            let (_, rest) = paths.split_once(&format!("RouteId({id}): \"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        let mut found = BTreeSet::new();
        for route in methods.split("RouteId(").skip(1) {
            let (id, methods) = route.split_once(')').unwrap();
            for method in METHODS {
                let of_method = methods.split_once(&format!("{method}: ")).unwrap().1;
                if !of_method.starts_with("None") {
                    found.insert((method.to_uppercase(), path(id)));
                }
            }
        }
        found
    }

    /// The crawl of the permission tests asks every route of the list, so that a new one cannot be forgotten.
    #[test]
    fn the_list_of_routes_that_is_crawled_is_the_whole_of_them() {
        let mut listed = BTreeSet::new();
        for line in include_str!("../tests/it/routes.csv").lines().skip(1) {
            let [method, path, languages, ..] = line.split(',').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            listed.insert((method.to_owned(), path.to_owned()));
            if languages == "2" {
                listed.insert((method.to_owned(), format!("/en{path}")));
            }
        }
        let known = written_down();
        assert!(known.len() > 150, "{}", known.len());
        assert_eq!(known.difference(&listed).collect::<Vec<_>>(), Vec::<&_>::new(), "are not in the list");
        assert_eq!(listed.difference(&known).collect::<Vec<_>>(), Vec::<&_>::new(), "are no more");
    }
}
