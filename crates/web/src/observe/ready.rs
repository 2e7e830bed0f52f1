//! `GET /readyz`: whether a proxy may send visitors here.

use crate::headers;
use crate::portal::Portal;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use teukgu_office::OfficeError;

/// How long the record may take to answer; a probe of a proxy seldom waits longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the portal can answer, and if not, why in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// It can; its record has so many entries.
    Ready(u64),
    /// It was asked to stop and answers what is open.
    Stopping,
    /// It cannot, for a reason that says nothing of the inside.
    NotReady(&'static str),
}

impl Readiness {
    /// Looks whether the portal can answer now.
    pub(crate) async fn look(portal: &Portal) -> Self {
        if portal.observer().is_stopping() {
            return Self::Stopping;
        }
        match tokio::time::timeout(PATIENCE, portal.office().ready()).await {
            Ok(Ok(entries)) => Self::Ready(entries),
            Ok(Err(OfficeError::NoZone { .. })) => Self::NotReady("the record holds no zone yet"),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the record cannot be read");
                Self::NotReady("the record cannot be read")
            }
            Err(_) => Self::NotReady("the record does not answer in time"),
        }
    }

    /// Returns the number of entries in the record if the portal is ready.
    pub(crate) fn entries(self) -> Option<u64> {
        if let Self::Ready(entries) = self { Some(entries) } else { None }
    }

    /// Says it to a probe.
    pub(crate) fn answer(self) -> Response {
        let (status, said) = match self {
            Self::Ready(_) => (StatusCode::OK, "ready".to_owned()),
            Self::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping".to_owned()),
            Self::NotReady(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {why}")),
        };
        let never_kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        let mut response = (status, never_kept, said).into_response();
        headers::secure(response.headers_mut());
        response
    }
}

/// Returns true if a request asks whether the portal is ready.
pub(crate) fn is_asked(request: &Request) -> bool {
    request.uri().path() == "/readyz" && matches!(*request.method(), Method::GET | Method::HEAD)
}
