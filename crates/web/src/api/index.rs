//! `GET /api/v1`: where to go from here.

use super::Answer;
use super::words::{Link, Words};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// Addresses of the API.
const LINKS: &[Link] = &[
    link("describedby", "/api/openapi.json"),
    link("zone", "/api/v1/zone"),
    link("plan", "/api/v1/plan"),
    link("programmes", "/api/v1/programmes"),
    link("programme", "/api/v1/programmes/{id}"),
    link("sub_projects", "/api/v1/sub-projects"),
    link("sub_project", "/api/v1/sub-projects/{id}"),
    link("operators", "/api/v1/operators"),
    link("governance", "/api/v1/governance"),
    link("special_cases", "/api/v1/special-cases"),
    link("special_case", "/api/v1/special-cases/{id}"),
    link("catalogue", "/api/v1/catalogue"),
    link("organisations", "/api/v1/organisations"),
    link("organisation", "/api/v1/organisations/{id}"),
    link("sites", "/api/v1/sites"),
    link("firms", "/api/v1/firms"),
    link("neighbours", "/api/v1/neighbours"),
    link("history", "/api/v1/history"),
    link("figures", "/api/v1/figures"),
    link("figure", "/api/v1/figures/{id}"),
    link("sources", "/api/v1/sources"),
    link("effect", "/api/v1/effect"),
    link("effect_tables", "/api/v1/effect/tables"),
    link("effect_run", "/api/v1/effect/run"),
    link("effect_multipliers", "/api/v1/effect/multipliers"),
    link("effect_linkages", "/api/v1/effect/linkages"),
    link("effect_extract", "/api/v1/effect/extract"),
    link("effect_audit", "/api/v1/effect/audit"),
    link("locate", "/api/v1/locate"),
    link("deadline", "/api/v1/deadline"),
    link("ask", "/api/v1/ask"),
    link("facts_schema", "/api/v1/facts.schema.json"),
    link("law", "/api/v1/law"),
    link("law_provision", "/api/v1/law/{id}"),
    link("law_cases", "/api/v1/law/{id}/cases"),
    link("law_lint", "/api/v1/law/lint"),
    link("record", "/api/v1/record"),
    link("record_entry", "/api/v1/record/{seq}"),
    link("record_proof", "/api/v1/record/{seq}/proof"),
    link("record_checkpoint", "/api/v1/record/checkpoint"),
    link("record_checkpoints", "/api/v1/record/checkpoints"),
    link("record_consistency", "/api/v1/record/consistency"),
    link("procedures", "/api/v1/procedures"),
    link("procedure", "/api/v1/procedures/{id}"),
    link("paper", "/api/v1/papers/{number}"),
    link("me", "/api/v1/me"),
    link("cases", "/api/v1/cases"),
    link("case", "/api/v1/cases/{id}"),
    link("case_clock", "/api/v1/cases/{id}/clock"),
    link("case_acts", "/api/v1/cases/{id}/acts"),
    link("screenings", "/api/v1/screenings"),
    link("screening", "/api/v1/screenings/{id}"),
    link("features", "/ogc"),
];

const fn link(rel: &'static str, href: &'static str) -> Link {
    Link { rel, href }
}

/// The zone in a line, and the addresses of the API.
#[derive(Serialize, ToSchema)]
pub(crate) struct Index {
    /// Id of the zone.
    #[schema(example = "yeongdong")]
    zone: String,
    /// Its name.
    name: Words,
    /// True only if the competent municipality itself runs this portal.
    official: bool,
    /// Number of the entry of the record that every answer was made after.
    #[schema(example = 214)]
    record_head: u64,
    /// Addresses; `{id}` stands for an id of the list above it.
    links: Vec<&'static Link>,
}

/// Says which zone this is and lists the addresses of the API
#[utoipa::path(get, path = "/api/v1", tag = "zone", responses((status = 200, description = "Index", body = Index)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<Index> {
    let view = portal.office().view()?;
    let zone = view.zone();
    Ok(Json(Index {
        zone: zone.id.to_string(),
        name: (&zone.name).into(),
        official: zone.official,
        record_head: view.seq(),
        links: LINKS.iter().collect(),
    }))
}
