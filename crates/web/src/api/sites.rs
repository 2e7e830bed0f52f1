//! `GET /api/v1/sites`: facilities and sites to develop.

use super::Answer;
use super::words::{List, Place, Provenance, Words, list as listed};
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::site as domain;
use utoipa::ToSchema;

/// A facility or a site to develop (개발 예정지).
#[derive(Serialize, ToSchema)]
pub(crate) struct Site {
    id: String,
    name: Words,
    summary: Words,
    /// `open`, `under_way` or `planned`.
    #[schema(example = "planned")]
    status: &'static str,
    /// Public address in Korean.
    address: Option<String>,
    /// What happened or is planned, in order of time.
    years: Vec<SiteYear>,
    floor_area_m2: Option<i64>,
    place: Option<Place>,
    provenance: Provenance,
}

/// A year in the life of a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteYear {
    #[schema(example = 2030)]
    year: i16,
    event: Words,
}

/// Lists facilities and sites
#[utoipa::path(get, path = "/api/v1/sites", tag = "place",
    responses((status = 200, description = "Sites", body = List<Site>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Site>> {
    Ok(listed(portal.office().view()?.snapshot().sites()))
}

impl From<&domain::SupplySite> for Site {
    fn from(noun: &domain::SupplySite) -> Self {
        let year = |year: &domain::SiteYear| SiteYear { year: year.year, event: (&year.event).into() };
        Self {
            id: noun.id.to_string(),
            name: (&noun.name).into(),
            summary: (&noun.summary).into(),
            status: noun.status.key(),
            address: noun.address.clone(),
            years: noun.years.iter().map(year).collect(),
            floor_area_m2: noun.floor_area_m2,
            place: Place::maybe(noun.position, noun.position_error_m),
            provenance: (&noun.provenance).into(),
        }
    }
}
