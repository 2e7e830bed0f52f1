//! `GET /api/v1`: what the pages show, as JSON for programs, described by an OpenAPI document.

use crate::error::PageError;
use crate::portal::Portal;
use crate::{catalog, ogc};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, options};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

mod ask;
mod body;
mod cases;
mod catalogue;
mod deadline;
mod document;
mod effect;
mod figures;
mod firms;
mod governance;
mod history;
mod index;
mod law;
mod locate;
mod me;
mod neighbours;
pub(crate) mod open;
mod operators;
mod organisations;
mod papers;
pub(crate) mod params;
mod plan;
mod procedures;
mod programmes;
pub(crate) mod record;
mod screenings;
mod signed;
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
        .routes(routes!(effect::show))
        .routes(routes!(effect::tables))
        .routes(routes!(effect::run))
        .routes(routes!(effect::multipliers))
        .routes(routes!(effect::linkages))
        .routes(routes!(effect::extract))
        .routes(routes!(effect::audit))
        .routes(routes!(locate::show))
        .routes(routes!(deadline::show))
        .routes(routes!(ask::answer))
        .routes(routes!(ask::facts_schema))
        .routes(routes!(law::list))
        .routes(routes!(law::show))
        .routes(routes!(law::cases))
        .routes(routes!(law::lint))
        .routes(routes!(record::list))
        .routes(routes!(record::entry::show))
        .routes(routes!(record::proof::show))
        .routes(routes!(record::checkpoint::show))
        .routes(routes!(record::checkpoints::list))
        .routes(routes!(record::consistency::show))
        .routes(routes!(procedures::list))
        .routes(routes!(procedures::show))
        .routes(routes!(papers::show))
}

/// Returns the routes for whoever is signed in, with their description.
fn for_the_signed_in() -> OpenApiRouter<Portal> {
    OpenApiRouter::default()
        .routes(routes!(cases::list, cases::file::file))
        .layer(DefaultBodyLimit::max(signed::LARGEST))
        .routes(routes!(me::show))
        .routes(routes!(cases::one::show))
        .routes(routes!(cases::clock::show))
        .routes(routes!(cases::acts::act))
        .routes(routes!(screenings::list))
        .routes(routes!(screenings::one::show))
}

/// Returns everything that the document describes: the API, the map features and the catalogue.
fn everything() -> OpenApiRouter<Portal> {
    described().merge(for_the_signed_in()).merge(ogc::described()).merge(catalog::described())
}

pub(crate) fn routes() -> Router<Portal> {
    let described = Router::from(described()).route("/api/v1/ask", options(ask::leave));
    let for_all = open::to_all(described.route("/api/openapi.json", get(document::show)));
    for_all.merge(signed::to_one(Router::from(for_the_signed_in())))
}
