//! `GET /ogc`: the zone and what lies around it for map programs, as OGC API Features (Part 1 and Part 2).

use crate::api::open;
use crate::portal::Portal;
use axum::Router;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

mod collections;
mod frame;
mod items;
mod landing;

/// A link as OGC API has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct OgcLink {
    /// Address.
    #[schema(example = "http://localhost:8080/ogc/collections")]
    href: String,
    /// How it is related to this answer.
    #[schema(example = "data")]
    rel: &'static str,
    /// Media type of what stands there.
    #[serde(rename = "type")]
    #[schema(example = "application/json")]
    media_type: &'static str,
}

const JSON: &str = "application/json";
const GEO_JSON: &str = "application/geo+json";
const OPEN_API: &str = "application/vnd.oai.openapi+json;version=3.1";

fn link(href: String, rel: &'static str, media_type: &'static str) -> OgcLink {
    OgcLink { href, rel, media_type }
}

/// Returns the routes with their description.
pub(crate) fn described() -> OpenApiRouter<Portal> {
    OpenApiRouter::default()
        .routes(routes!(landing::show))
        .routes(routes!(landing::conformance))
        .routes(routes!(landing::api))
        .routes(routes!(collections::list))
        .routes(routes!(collections::show))
        .routes(routes!(items::list))
        .routes(routes!(items::show))
}

pub(crate) fn routes() -> Router<Portal> {
    open::to_all(Router::from(described()))
}
