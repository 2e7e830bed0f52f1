//! `GET /api/v1`: what the pages show, as JSON for programs, described by an OpenAPI document.

use crate::error::PageError;
use crate::portal::Portal;
use crate::{catalog, ogc};
use axum::Router;
use axum::routing::{get, options};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

mod ask;
mod catalogue;
mod deadline;
mod document;
mod figures;
mod firms;
mod governance;
mod history;
mod index;
mod law;
mod locate;
mod neighbours;
pub(crate) mod open;
mod operators;
mod organisations;
pub(crate) mod params;
mod plan;
mod programmes;
pub(crate) mod record;
mod sites;
pub(crate) mod sources;
mod special_cases;
mod sub_projects;
pub(crate) mod words;
mod zone;

pub(crate) use document::openapi;

/// An answer as JSON, or why there is none.
pub(crate) type Answer<T> = Result<axum::Json<T>, PageError>;

/// Returns the routes with their description.
fn described() -> OpenApiRouter<Portal> {
    OpenApiRouter::default()
        .routes(routes!(index::show))
        .routes(routes!(zone::show))
        .routes(routes!(plan::show))
        .routes(routes!(programmes::list))
        .routes(routes!(programmes::show))
        .routes(routes!(sub_projects::list))
        .routes(routes!(sub_projects::show))
        .routes(routes!(operators::list))
        .routes(routes!(governance::show))
        .routes(routes!(special_cases::list))
        .routes(routes!(special_cases::show))
        .routes(routes!(catalogue::list))
        .routes(routes!(organisations::list))
        .routes(routes!(organisations::show))
        .routes(routes!(sites::list))
        .routes(routes!(firms::show))
        .routes(routes!(neighbours::list))
        .routes(routes!(history::list))
        .routes(routes!(figures::list))
        .routes(routes!(figures::show))
        .routes(routes!(sources::list))
        .routes(routes!(locate::show))
        .routes(routes!(deadline::show))
        .routes(routes!(ask::answer))
        .routes(routes!(ask::facts_schema))
        .routes(routes!(law::list))
        .routes(routes!(law::show))
        .routes(routes!(law::cases))
        .routes(routes!(law::lint))
        .routes(routes!(record::list))
}

/// Returns everything that the document describes: the API, the map features and the catalogue.
fn everything() -> OpenApiRouter<Portal> {
    described().merge(ogc::described()).merge(catalog::described())
}

pub(crate) fn routes() -> Router<Portal> {
    let described = Router::from(described()).route("/api/v1/ask", options(ask::leave));
    open::to_all(described.route("/api/openapi.json", get(document::show)))
}
