//! A server around the store that does nothing else: what it costs to keep a case and to read a page of rows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;
use teukgu_domain::ids::ZoneId;
use teukgu_store::{Expect, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::cases::{Case, dashboard, rows, zone};
use super::open;

/// What every request has at hand.
struct Desk {
    store: Arc<dyn Store>,
    zone: ZoneId,
    dashboard: ZoneId,
    next: AtomicU64,
}

/// The place that a case got.
#[derive(Serialize)]
struct Place {
    seq: u64,
}

/// A line of the page.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    office: &'a str,
}

/// An error that the client sees as 500.
struct Failure(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{:#}\n", self.0)).into_response()
    }
}

/// Serves the store at an address until SIGTERM.
pub(crate) fn serve(url: &str, listen: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(url, listen))
}

async fn run(url: &str, listen: &str) -> Result<()> {
    let desk = Arc::new(Desk::open(url).await?);
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on `{listen}`"))?;
    let mut end = signal(SignalKind::terminate())?;
    println!("listening on http://{}", listener.local_addr()?);
    let server = axum::serve(listener, routes(Arc::clone(&desk)));
    // The load has gone by then; a client that is still there is left.
    tokio::select! {
        served = server => served?,
        _ = end.recv() => {}
    }
    Ok(desk.store.close().await?)
}

fn routes(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/cases", post(keep))
        .route("/count", get(count))
        .route("/dashboard.json", get(page))
        .with_state(desk)
}

impl Desk {
    async fn open(url: &str) -> Result<Self> {
        let (store, zone, dashboard) = (open(url).await?, zone()?, dashboard()?);
        if store.head(&dashboard).await?.seq == 0 {
            store.append(&dashboard, rows()?, Expect::nothing()).await?;
        }
        let next = AtomicU64::new(store.head(&zone).await?.seq + 1);
        Ok(Self { store, zone, dashboard, next })
    }
}

/// Keeps a case; the answer is given after the commit.
async fn keep(
    State(desk): State<Arc<Desk>>,
    Json(case): Json<Case>,
) -> Result<(StatusCode, Json<Place>), Failure> {
    let entry = case.entry(desk.next.fetch_add(1, Ordering::Relaxed))?;
    let kept = desk.store.append(&desk.zone, vec![entry], Expect::nothing()).await?;
    Ok((StatusCode::CREATED, Json(Place { seq: kept.last_seq })))
}

/// Says how long the record is.
async fn count(State(desk): State<Arc<Desk>>) -> Result<Json<Place>, Failure> {
    Ok(Json(Place { seq: desk.store.head(&desk.zone).await?.seq }))
}

/// Reads the rows of the page anew.
async fn page(State(desk): State<Arc<Desk>>) -> Result<Response, Failure> {
    let snapshot = desk.store.snapshot(&desk.dashboard).await?;
    let lines: Vec<Line<'_>> = snapshot
        .sources()
        .into_iter()
        .map(|source| Line { id: source.id.as_str(), title: &source.title.ko, office: &source.publisher.ko })
        .collect();
    Ok(Json(lines).into_response())
}
