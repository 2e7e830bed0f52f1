//! The route of a request: the template of its address, never the address.

use super::count::{Series, SeriesKey};
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{OnceLock, PoisonError, RwLock};

/// Stands for every address that no route knows, so that strangers cannot make up routes.
pub(super) const NONE: &str = "none";

/// A route with the counts of its answers.
///
/// What ready pages are answered with lies at hand; the rest is a short list.
pub(crate) struct Route {
    template: String,
    whole: OnceLock<Series>,
    unchanged: OnceLock<Series>,
    rest: RwLock<Vec<(SeriesKey, Series)>>,
}

impl Route {
    pub(super) fn new(template: &str) -> Self {
        let rest = RwLock::default();
        Self { template: template.to_owned(), whole: OnceLock::new(), unchanged: OnceLock::new(), rest }
    }

    /// Returns the template, such as `/programmes/{id}`.
    pub(crate) fn template(&self) -> &str {
        &self.template
    }

    /// Finds the counts of one method and status; `register` makes them once.
    pub(super) fn with_series(
        &self,
        method: &Method,
        status: StatusCode,
        register: impl FnOnce(SeriesKey) -> Series,
        work: impl FnOnce(&Series),
    ) {
        let key = SeriesKey::new(method, status);
        match (method, status) {
            (&Method::GET, StatusCode::OK) => work(self.whole.get_or_init(|| register(key))),
            (&Method::GET, StatusCode::NOT_MODIFIED) => work(self.unchanged.get_or_init(|| register(key))),
            _ => self.with_rest(key, register, work),
        }
    }

    fn with_rest(
        &self,
        key: SeriesKey,
        register: impl FnOnce(SeriesKey) -> Series,
        work: impl FnOnce(&Series),
    ) {
        let known = self.rest.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, series)) = known.iter().find(|(known, _)| *known == key) {
            return work(series);
        }
        drop(known);
        // Two that come at once register the same counts, so it does not matter which one is found later.
        let series = register(key);
        work(&series);
        self.rest.write().unwrap_or_else(PoisonError::into_inner).push((key, series));
    }
}

/// Lets an answer say which route it came from.
pub(crate) async fn note_route(request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(matched);
    }
    response
}

/// Returns the template of the route that an answer came from.
pub(super) fn template(response: &Response) -> &str {
    response.extensions().get::<MatchedPath>().map_or(NONE, MatchedPath::as_str)
}
