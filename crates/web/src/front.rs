//! The front of the portal: what is answered before any route is looked for.
//!
//! Oversized requests are refused, a monitor hears `ok`, and ready pages go out as they lie; everything else goes on
//! to the router. None of that needs an allocation beyond the answer, so a cached page costs little more than `ok`.

use crate::cache::Lookup;
use crate::portal::Portal;
use crate::{cache, health};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::{Service, ServiceExt};

/// The front with the router behind it; cheap to clone, once a connection.
#[derive(Clone)]
pub struct Front {
    portal: Portal,
    router: Router,
}

impl Front {
    pub(crate) fn new(portal: Portal, router: Router) -> Self {
        Self { portal, router }
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
        if let Some(answer) = health::answer(&request) {
            return Answering::Now(Some(answer));
        }
        let router = self.router.clone();
        match cache::look_up(&self.portal, &request) {
            Lookup::Ready(answer) => Answering::Now(Some(answer)),
            Lookup::Missing(missing) => {
                let portal = self.portal.clone();
                Answering::Later(Box::pin(async move {
                    let response = router.oneshot(request).await?;
                    Ok(cache::keep(&portal, missing, response).await)
                }))
            }
            Lookup::NotKept => Answering::Later(Box::pin(router.oneshot(request))),
        }
    }
}
