//! Not written yet.

use crate::portal::Portal;
use axum::Router;

pub(crate) fn routes() -> Router<Portal> {
    Router::new()
}
