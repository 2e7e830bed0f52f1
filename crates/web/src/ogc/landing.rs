//! `GET /ogc`, `GET /ogc/conformance` and `GET /ogc/api`: what there is and what it keeps to.

use super::{JSON, OPEN_API, OgcLink, link};
use crate::api::open::Origin;
use crate::api::{Answer, openapi};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use teukgu_domain::text::Lang;
use utoipa::ToSchema;

/// Where the features begin.
#[derive(Serialize, ToSchema)]
pub(crate) struct Landing {
    title: String,
    description: String,
    links: Vec<OgcLink>,
}

/// Parts of the standards that the addresses keep to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Conformance {
    conforms_to: [&'static str; 3],
}

/// Says where the collections, the description and the conformance are
#[utoipa::path(get, path = "/ogc", tag = "features",
    responses((status = 200, description = "Landing page", body = Landing)))]
pub(crate) async fn show(State(portal): State<Portal>, origin: Origin) -> Answer<Landing> {
    let view = portal.office().view()?;
    let zone = view.zone();
    let links = vec![
        link(origin.href("/ogc"), "self", JSON),
        link(origin.href("/ogc/api"), "service-desc", OPEN_API),
        link(origin.href("/data"), "service-doc", "text/html"),
        link(origin.href("/ogc/conformance"), "conformance", JSON),
        link(origin.href("/ogc/collections"), "data", JSON),
    ];
    let title = zone.name.get(Lang::Ko).to_owned();
    Ok(Json(Landing { title, description: zone.summary.get(Lang::Ko).to_owned(), links }))
}

/// Lists the parts of the standards that the addresses keep to
#[utoipa::path(get, path = "/ogc/conformance", tag = "features",
    responses((status = 200, description = "Conformance classes", body = Conformance)))]
pub(crate) async fn conformance() -> Json<Conformance> {
    Json(Conformance {
        conforms_to: [
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
            "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        ],
    })
}

/// Describes every address: the same document as `/api/openapi.json`
#[utoipa::path(get, path = "/ogc/api", tag = "features",
    responses((status = 200, description = "OpenAPI document", content_type = "application/vnd.oai.openapi+json;version=3.1")))]
pub(crate) async fn api() -> Response {
    openapi(OPEN_API)
}
