//! `GET /api/v1/programmes` and `GET /api/v1/programmes/{id}`: what the plan does.

use super::Answer;
use super::plan::Budget;
use super::sub_projects::SubProject;
use super::words::{List, Provenance, Words};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_office::budget::ProgrammeBudget;
use utoipa::ToSchema;

/// A specialised programme (특화사업).
#[derive(Serialize, ToSchema)]
pub(crate) struct Programme {
    #[schema(example = "talent")]
    id: String,
    name: Words,
    /// What it is for.
    purpose: Words,
    /// Ids of its sub-projects, in the order of the plan.
    sub_projects: Vec<String>,
    /// Planned money by year and source.
    budget: Budget,
    provenance: Provenance,
}

/// A specialised programme with its sub-projects in full.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProgrammeInFull {
    #[serde(flatten)]
    programme: Programme,
    /// Sub-projects in full.
    details: Vec<SubProject>,
}

/// Lists the programmes with their money
#[utoipa::path(get, path = "/api/v1/programmes", tag = "programmes",
    responses((status = 200, description = "Programmes in the order of the plan", body = List<Programme>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Programme>> {
    let view = portal.office().view()?;
    Ok(super::words::list(view.programme_budgets().iter().collect()))
}

/// Returns one programme with its sub-projects
#[utoipa::path(get, path = "/api/v1/programmes/{id}", tag = "programmes",
    params(("id" = String, Path, description = "Id of the programme", example = "talent")),
    responses((status = 200, description = "The programme", body = ProgrammeInFull)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<ProgrammeInFull> {
    let view = portal.office().view()?;
    let budgets = view.programme_budgets();
    let found =
        budgets.iter().find(|row| row.programme.id.as_str() == id).ok_or_else(PageError::not_found)?;
    let details = found.sub_projects.iter().map(|sub| SubProject::from(*sub)).collect();
    Ok(Json(ProgrammeInFull { programme: found.into(), details }))
}

impl From<&ProgrammeBudget<'_>> for Programme {
    fn from(row: &ProgrammeBudget<'_>) -> Self {
        Self {
            id: row.programme.id.to_string(),
            name: (&row.programme.name).into(),
            purpose: (&row.programme.purpose).into(),
            sub_projects: row.sub_projects.iter().map(|sub| sub.id.to_string()).collect(),
            budget: (&row.table).into(),
            provenance: (&row.programme.provenance).into(),
        }
    }
}
