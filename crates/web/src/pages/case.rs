//! `/cases/{id}`: one case, for whoever filed it and for whoever works on it; each sees what is theirs to see and do.

mod acts;
mod files;
mod letters;
mod show;

use crate::lang;
use crate::portal::Portal;
use crate::session::LARGEST_UPLOAD;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use teukgu_domain::ids::CaseId;

use crate::error::PageError;
pub(crate) use acts::read as read_act;
pub(super) use files::download;
pub(super) use show::tone;

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/cases/{id}", get(show::show)),
        ("/cases/{id}/act/{act}", post(acts::act).get(show::again)),
        ("/cases/{id}/letters/{kind}", get(letters::preview).post(letters::issue)),
        ("/cases/{id}/papers/{file}", get(letters::open)),
        ("/cases/{id}/messages", post(acts::message).get(show::again)),
        ("/cases/{id}/documents", post(files::add).get(show::again)),
        ("/cases/{id}/documents/{document}", get(files::open)),
        ("/cases/{id}/documents/{document}/copy", post(files::redact).get(show::again)),
        ("/cases/{id}/documents/{document}/share", post(files::share).get(show::again)),
    ];
    let router = lang::routes(pages);
    router.layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
}

/// Reads the number of a case from an address.
fn number(text: &str) -> Result<CaseId, PageError> {
    CaseId::parse(text).map_err(|_| PageError::not_found())
}
