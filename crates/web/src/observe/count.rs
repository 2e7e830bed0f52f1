//! What is counted, under names that dashboards and alerts rely on.

use super::route::{NONE, Route};
use axum::http::{Method, StatusCode};
use metrics::{Counter, Gauge, Histogram, Key, Label, Level, Metadata, NoopRecorder, Recorder};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use teukgu_domain::ids::ZoneId;

const REQUESTS: &str = "teukgu_http_requests_total";
/// Name of the histogram of durations, for whoever sets its buckets.
pub const DURATION: &str = "teukgu_http_request_duration_seconds";
const IN_FLIGHT: &str = "teukgu_http_requests_in_flight";
const ABANDONED: &str = "teukgu_http_requests_abandoned_total";
const HITS: &str = "teukgu_page_cache_hits_total";
const MISSES: &str = "teukgu_page_cache_misses_total";
const PAGES: &str = "teukgu_page_cache_pages";
const ENTRIES: &str = "teukgu_record_entries";
const READY: &str = "teukgu_ready";
const BUILD: &str = "teukgu_build_info";

const COUNTERS: [(&str, &str); 4] = [
    (REQUESTS, "Requests that were answered, by method, route template and status."),
    (ABANDONED, "Requests whose visitor left before the answer was ready."),
    (HITS, "Pages that were answered as they lay ready."),
    (MISSES, "Pages that had to be rendered before they lay ready."),
];
const GAUGES: [(&str, &str); 5] = [
    (IN_FLIGHT, "Requests that are being answered; pages that lie ready are not among them."),
    (PAGES, "Pages that lie ready."),
    (ENTRIES, "Entries in the record of a zone."),
    (READY, "1 if the portal can answer from its record and was not asked to stop, else 0."),
    (BUILD, "Always 1; the version that runs stands in the label."),
];
const DURATION_IS: &str = "Seconds from the head of a request until its answer was ready to be sent.";

/// The counts of a portal; without a recorder every one of them does nothing.
pub(crate) struct Counts {
    recorder: Arc<dyn Recorder + Send + Sync>,
    /// INVARIANT: holds templates of the router alone, so it ends at the number of routes.
    routes: RwLock<HashMap<String, Arc<Route>>>,
    pub(crate) nowhere: Arc<Route>,
    pub(crate) health: Arc<Route>,
    pub(crate) readiness: Arc<Route>,
    in_flight: Gauge,
    abandoned: Counter,
    pub(crate) hits: Counter,
    pub(crate) misses: Counter,
    pages: Gauge,
    ready: Gauge,
}

/// The counts of one method and status of a route.
pub(super) struct Series {
    answered: Counter,
    took: Histogram,
}

/// Method and status of an answer, each of a short list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SeriesKey {
    method: &'static str,
    status: StatusCode,
}

impl SeriesKey {
    pub(super) fn new(method: &Method, status: StatusCode) -> Self {
        Self { method: method_name(method), status }
    }
}

impl Counts {
    pub(super) fn new(recorder: Option<Arc<dyn Recorder + Send + Sync>>) -> Self {
        let recorder = recorder.unwrap_or_else(|| Arc::new(NoopRecorder));
        describe(&*recorder);
        let build = key(BUILD, [("version", env!("CARGO_PKG_VERSION").to_owned())]);
        recorder.register_gauge(&build, &METADATA).set(1.0);
        let counter = |name| recorder.register_counter(&Key::from_static_name(name), &METADATA);
        let gauge = |name| recorder.register_gauge(&Key::from_static_name(name), &METADATA);
        let route = |template| Arc::new(Route::new(template));
        Self {
            routes: RwLock::default(),
            nowhere: route(NONE),
            health: route("/healthz"),
            readiness: route("/readyz"),
            in_flight: gauge(IN_FLIGHT),
            abandoned: counter(ABANDONED),
            hits: counter(HITS),
            misses: counter(MISSES),
            pages: gauge(PAGES),
            ready: gauge(READY),
            recorder,
        }
    }

    /// Finds the route of a template of the router.
    pub(super) fn route(&self, template: &str) -> Arc<Route> {
        if template == NONE {
            return Arc::clone(&self.nowhere);
        }
        if let Some(route) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(template) {
            return Arc::clone(route);
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        let made = || Arc::new(Route::new(template));
        Arc::clone(routes.entry(template.to_owned()).or_insert_with(made))
    }

    /// Counts an answer.
    pub(super) fn answered(&self, route: &Route, method: &Method, status: StatusCode, took: Duration) {
        let register = |key| self.register(route.template(), key);
        route.with_series(method, status, register, |series| {
            series.answered.increment(1);
            series.took.record(took.as_secs_f64());
        });
    }

    fn register(&self, route: &str, SeriesKey { method, status }: SeriesKey) -> Series {
        let labels = || [("method", method.to_owned()), ("route", route.to_owned())];
        let [method, route] = labels();
        let answered = key(REQUESTS, [method, route, ("status", status.as_str().to_owned())]);
        Series {
            answered: self.recorder.register_counter(&answered, &METADATA),
            took: self.recorder.register_histogram(&key(DURATION, labels()), &METADATA),
        }
    }

    /// Notes that a request is being answered until the returned mark is done with or dropped.
    pub(crate) fn in_flight(&self) -> InFlight {
        self.in_flight.increment(1.0);
        InFlight { number: self.in_flight.clone(), abandoned: Some(self.abandoned.clone()) }
    }

    /// Takes what stands rather than grows: ready pages, whether the portal is ready, and the length of the record.
    pub(crate) fn stand(&self, pages: usize, zone: &ZoneId, ready: Option<u64>) {
        self.pages.set(measured(u64::try_from(pages).unwrap_or(u64::MAX)));
        self.ready.set(if ready.is_some() { 1.0 } else { 0.0 });
        if let Some(entries) = ready {
            let key = key(ENTRIES, [("zone", zone.to_string())]);
            self.recorder.register_gauge(&key, &METADATA).set(measured(entries));
        }
    }
}

/// Counts one request as being answered for as long as it lives.
pub(crate) struct InFlight {
    number: Gauge,
    abandoned: Option<Counter>,
}

impl InFlight {
    /// Says that the answer is ready.
    pub(crate) fn done(mut self) {
        self.abandoned = None;
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.number.decrement(1.0);
        if let Some(abandoned) = &self.abandoned {
            abandoned.increment(1);
        }
    }
}

/// Names a method; one that HTTP does not know is `other`, whatever it was called.
pub(super) fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}

const METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

fn describe(recorder: &dyn Recorder) {
    for (name, help) in COUNTERS {
        recorder.describe_counter(name.into(), None, help.into());
    }
    for (name, help) in GAUGES {
        recorder.describe_gauge(name.into(), None, help.into());
    }
    recorder.describe_histogram(DURATION.into(), None, DURATION_IS.into());
}

fn key<const N: usize>(name: &'static str, labels: [(&'static str, String); N]) -> Key {
    let labels: Vec<Label> = labels.into_iter().map(|(name, value)| Label::new(name, value)).collect();
    Key::from_parts(name, labels)
}

/// Gauges are floating-point numbers; whole numbers are exact up to nine million thousand million.
#[expect(clippy::cast_precision_loss, reason = "no record and no cache is that long")]
fn measured(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_that_http_does_not_know_is_not_repeated() {
        assert_eq!(method_name(&Method::from_bytes(b"BREW").unwrap()), "other");
        assert_eq!(method_name(&Method::PATCH), "PATCH");
    }

    #[test]
    fn a_route_is_made_once_and_unknown_addresses_share_one() {
        let counts = Counts::new(None);
        assert!(Arc::ptr_eq(&counts.route("/law/{id}"), &counts.route("/law/{id}")));
        assert!(Arc::ptr_eq(&counts.route(NONE), &counts.nowhere));
    }
}
