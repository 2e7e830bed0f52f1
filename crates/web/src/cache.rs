//! Ready pages: rendered once per state of the record and of the law, kept with their compressed form, dropped on change.
//!
//! Only pages without a query are kept, so their number is bounded by the pages that exist.

use crate::display::Display;
use crate::headers;
use crate::observe::Route;
use crate::portal::Portal;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};
use teukgu_domain::Date;
use tokio::sync::watch;

/// More pages than any zone has; a guard, not a limit that is met.
const MOST_PAGES: usize = 20_000;
/// Larger answers are exports and are not kept.
const LARGEST_PAGE: usize = 2 << 20;

type Key = (String, Display);

/// Ready pages of one state of the record, one law and one day.
pub(crate) struct PageCache {
    changes: watch::Receiver<u64>,
    ready: RwLock<Ready>,
}

#[derive(Default)]
struct Ready {
    stamp: Option<Stamp>,
    pages: HashMap<Key, Arc<ReadyPage>>,
}

/// What pages depend on beside their address: the state of the record, the law and the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    change: u64,
    /// Place of the last entry that pages show; another server may have appended more by now.
    view: u64,
    law: u64,
    day: Date,
}

/// A page as it goes out.
pub(crate) struct ReadyPage {
    /// The route that it came from, with its counts.
    pub(crate) route: Arc<Route>,
    plain: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
    content_type: HeaderValue,
    language: Option<HeaderValue>,
}

impl PageCache {
    pub(crate) fn new(changes: watch::Receiver<u64>) -> Self {
        Self { changes, ready: RwLock::default() }
    }

    /// Returns the number of pages that lie ready.
    pub(crate) fn len(&self) -> usize {
        self.ready.read().unwrap_or_else(PoisonError::into_inner).pages.len()
    }

    fn find(&self, stamp: Stamp, key: &Key) -> Option<Arc<ReadyPage>> {
        let ready = self.ready.read().unwrap_or_else(PoisonError::into_inner);
        (ready.stamp == Some(stamp)).then(|| ready.pages.get(key).cloned()).flatten()
    }

    fn keep(&self, stamp: Stamp, key: Key, page: Arc<ReadyPage>) {
        let mut ready = self.ready.write().unwrap_or_else(PoisonError::into_inner);
        if ready.stamp != Some(stamp) {
            ready.stamp = Some(stamp);
            ready.pages.clear();
        }
        if ready.pages.len() < MOST_PAGES {
            ready.pages.insert(key, page);
        }
    }
}

/// What the ready pages have for a request.
pub(crate) enum Lookup {
    /// The page, and the answer that it gives.
    Ready(Arc<ReadyPage>, Response),
    /// A page that may be kept once it is rendered.
    Missing(Missing),
    /// Nothing that is ever kept.
    NotKept,
}

/// A page that is not ready, and how it was asked for.
pub(crate) struct Missing {
    stamp: Stamp,
    key: Key,
    asked: Asked,
}

/// Looks for the ready page of a request.
pub(crate) fn look_up(portal: &Portal, request: &Request) -> Lookup {
    let is_get = request.method() == Method::GET;
    if !(is_get || request.method() == Method::HEAD) || request.uri().query().is_some() {
        return Lookup::NotKept;
    }
    let cache = portal.cache();
    let office = portal.office();
    let stamp = Stamp {
        change: *cache.changes.borrow(),
        view: office.view().map_or(0, |view| view.seq()),
        law: office.law().edition(),
        day: office.today(),
    };
    let key = (request.uri().path().to_owned(), Display::from_headers(request.headers()));
    let asked = Asked::from_headers(request.headers());
    match cache.find(stamp, &key) {
        Some(page) => {
            let response = answer(&page, &asked);
            Lookup::Ready(page, response)
        }
        // The answer to HEAD has no body to keep.
        None if is_get => Lookup::Missing(Missing { stamp, key, asked }),
        None => Lookup::NotKept,
    }
}

/// Keeps a page that was just rendered by a route, and answers with it; anything else goes through as it is.
pub(crate) async fn keep(
    portal: &Portal,
    missing: Missing,
    route: Arc<Route>,
    response: Response,
) -> Response {
    if !is_page(&response) {
        return response;
    }
    portal.observer().counts().misses.increment(1);
    match ready(route, response).await {
        Ok(page) => {
            let page = Arc::new(page);
            portal.cache().keep(missing.stamp, missing.key, Arc::clone(&page));
            answer(&page, &missing.asked)
        }
        Err(status) => {
            let mut response = status.into_response();
            headers::secure(response.headers_mut());
            response
        }
    }
}

/// Returns true if a visitor takes gzip, which `q=0` refuses.
pub(crate) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|value| {
        value.split(',').any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            parts.next() == Some("gzip") && !parts.any(|q| matches!(q, "q=0" | "q=0.0" | "q=0.00"))
        })
    })
}

/// What the visitor's headers say about the form of the answer.
struct Asked {
    gzip: bool,
    if_none_match: Option<HeaderValue>,
}

impl Asked {
    fn from_headers(headers: &HeaderMap) -> Self {
        let gzip = accepts_gzip(headers);
        Self { gzip, if_none_match: headers.get(header::IF_NONE_MATCH).cloned() }
    }
}

fn is_page(response: &Response) -> bool {
    let is_html = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    response.status() == StatusCode::OK
        && response.headers().get(header::CONTENT_TYPE).is_some_and(is_html)
        && !response.headers().contains_key(header::SET_COOKIE)
        && !response.headers().contains_key(header::CACHE_CONTROL)
}

async fn ready(route: Arc<Route>, response: Response) -> Result<ReadyPage, StatusCode> {
    let (parts, body) = response.into_parts();
    let plain =
        axum::body::to_bytes(body, LARGEST_PAGE).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let mut hasher = DefaultHasher::new();
    plain.hash(&mut hasher);
    let etag = HeaderValue::from_str(&format!("W/\"{:016x}\"", hasher.finish()));
    let content_type = parts.headers.get(header::CONTENT_TYPE).cloned();
    Ok(ReadyPage {
        route,
        gzip: gzip(&plain).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?,
        plain,
        etag: etag.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?,
        content_type: content_type.unwrap_or(HeaderValue::from_static("text/html; charset=utf-8")),
        language: parts.headers.get(header::CONTENT_LANGUAGE).cloned(),
    })
}

pub(crate) fn gzip(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::best());
    encoder.write_all(plain)?;
    Ok(Bytes::from(encoder.finish()?))
}

fn answer(page: &ReadyPage, asked: &Asked) -> Response {
    let matches = asked.if_none_match.as_ref() == Some(&page.etag);
    let body = match (matches, asked.gzip) {
        (true, _) => Body::empty(),
        (false, true) => Body::from(page.gzip.clone()),
        (false, false) => Body::from(page.plain.clone()),
    };
    let mut response = Response::new(body);
    if matches {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.reserve(14);
    headers.insert(header::CONTENT_TYPE, page.content_type.clone());
    headers.insert(header::ETAG, page.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    if let Some(language) = &page.language {
        headers.insert(header::CONTENT_LANGUAGE, language.clone());
    }
    if asked.gzip && !matches {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers::secure(headers);
    response
}
