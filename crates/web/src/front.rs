//! The front of the portal: what is answered before any route is looked for.
//!
//! Oversized requests are refused, a monitor hears `ok`, and ready pages go out as they lie; everything else goes on
//! to the router. None of that needs an allocation beyond the answer, so a cached page costs little more than `ok`.
//! Every request is noted here, whoever answers it.

use crate::cache::{Lookup, Missing};
use crate::observe::ready::{self, Readiness};
use crate::observe::{RequestId, Seen};
use crate::portal::Portal;
use crate::{cache, health};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use axum::serve::IncomingStream;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::net::TcpListener;
use tower::{Service, ServiceExt};

/// The front with the router behind it; cheap to clone, once a connection.
#[derive(Clone)]
pub struct Front {
    portal: Portal,
    router: Router,
    /// Where the connection comes from.
    peer: Option<Peer>,
}

/// Where a connection comes from: the visitor, or a proxy in front of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Hands a front to every connection that knows where it comes from.
#[derive(Clone)]
pub(crate) struct Door(pub(crate) Front);

impl Service<IncomingStream<'_, TcpListener>> for Door {
    type Response = Front;
    type Error = Infallible;
    type Future = Ready<Result<Front, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, stream: IncomingStream<'_, TcpListener>) -> Self::Future {
        let peer = Some(Peer(stream.remote_addr().ip()));
        ready(Ok(Front { peer, ..self.0.clone() }))
    }
}

impl Front {
    pub(crate) fn new(portal: Portal, router: Router) -> Self {
        Self { portal, router, peer: None }
    }
}

/// An answer at once, or one that has to be waited for.
pub enum Answering {
    /// The answer; taken when it is asked for.
    Now(Option<Response>),
    /// An answer that is being made.
    Later(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Now(answer) => Poll::Ready(Ok(answer.take().unwrap_or_default())),
            Self::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl Service<Request<Body>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answering {
        let observer = self.portal.observer();
        let seen = observer.begin(&request);
        if let Some(answer) = health::answer(&request) {
            let is_ok = answer.status() == StatusCode::OK;
            let route = if is_ok { &observer.counts().health } else { &observer.counts().nowhere };
            return Answering::Now(Some(observer.end(seen, route, answer)));
        }
        if ready::is_asked(&request) {
            return Answering::Later(Box::pin(readiness(self.portal.clone(), seen)));
        }
        match cache::look_up(&self.portal, &request) {
            Lookup::Ready(page, answer) => {
                observer.counts().hits.increment(1);
                Answering::Now(Some(observer.end(seen, &page.route, answer)))
            }
            Lookup::Missing(missing) => self.route(request, seen, Some(missing)),
            Lookup::NotKept => self.route(request, seen, None),
        }
    }
}

impl Front {
    /// Hands a request on to the router, and keeps the page that it answers if it may be kept.
    fn route(&self, mut request: Request<Body>, seen: Seen, missing: Option<Missing>) -> Answering {
        let (portal, router) = (self.portal.clone(), self.router.clone());
        request.extensions_mut().insert::<RequestId>(seen.id());
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(peer);
        }
        Answering::Later(Box::pin(async move {
            let observer = portal.observer();
            let in_flight = observer.counts().in_flight();
            let response = seen.around(router.oneshot(request)).await?;
            let route = observer.route_of(&response);
            let response = match missing {
                Some(missing) => cache::keep(&portal, missing, Arc::clone(&route), response).await,
                None => response,
            };
            in_flight.done();
            Ok(observer.end(seen, &route, response))
        }))
    }
}

async fn readiness(portal: Portal, seen: Seen) -> Result<Response, Infallible> {
    let answer = seen.around(Readiness::look(&portal)).await.answer();
    Ok(portal.observer().end(seen, &portal.observer().counts().readiness, answer))
}
