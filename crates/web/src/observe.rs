//! What is noted of every request: its number, one line in the log, and the counts.
//!
//! Neither a path nor a query, header, body or address of a visitor is noted: they can hold tokens and personal data.
//! In their place stands the template of the route that answered, and what is noted of a method or a status is one of
//! a short list.

mod count;
mod id;
mod instruments;
mod line;
pub(crate) mod operations;
pub(crate) mod ready;
mod route;

use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tracing::Instrument;

pub(crate) use count::Counts;
pub use count::DURATION;
pub(crate) use id::RequestId;
pub use instruments::Instruments;
pub(crate) use route::{Route, note_route};

/// Carries the number of a request, from a proxy and to the visitor.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Notes requests of one portal.
pub(crate) struct Observer {
    ids: id::Ids,
    elapsed: fn() -> Duration,
    counts: Counts,
    stopping: AtomicBool,
}

/// One request while it is answered.
pub(crate) struct Seen {
    id: RequestId,
    method: Method,
    begun: Duration,
}

/// Answers for a handler that panicked; what the panic said may hold what a visitor sent and is not repeated here.
pub(crate) fn after_panic(_: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

impl Observer {
    pub(crate) fn new(instruments: &Instruments) -> Self {
        Self {
            ids: id::Ids::new(&instruments.id_prefix),
            elapsed: instruments.elapsed,
            counts: Counts::new(instruments.recorder.clone()),
            stopping: AtomicBool::new(false),
        }
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Notes that the portal was asked to stop and only answers what is open.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Begins a request: it gets its number, and its time runs.
    pub(crate) fn begin(&self, request: &Request) -> Seen {
        let id = self.ids.take(request.headers());
        Seen { id, method: request.method().clone(), begun: (self.elapsed)() }
    }

    /// Ends a request: its answer carries the number, and it is counted and logged.
    pub(crate) fn end(&self, seen: Seen, route: &Route, mut response: Response) -> Response {
        let took = (self.elapsed)().saturating_sub(seen.begun);
        self.counts.answered(route, &seen.method, response.status(), took);
        line::write(&seen, route, &response, took);
        response.headers_mut().insert(REQUEST_ID, seen.id.into_header());
        response
    }

    /// Finds the route that an answer came from; the one of unknown addresses if none says so.
    pub(crate) fn route_of(&self, response: &Response) -> Arc<Route> {
        self.counts.route(route::template(response))
    }
}

impl Seen {
    /// Lets what answers know the number, in the request and in every line of the log that is written on the way.
    pub(crate) fn around<F: Future>(&self, answering: F) -> tracing::instrument::Instrumented<F> {
        answering.instrument(tracing::error_span!("request", request.id = self.id.as_str()))
    }

    pub(crate) fn id(&self) -> RequestId {
        self.id.clone()
    }
}
