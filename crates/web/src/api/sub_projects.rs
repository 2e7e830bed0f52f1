//! `GET /api/v1/sub-projects` and `GET /api/v1/sub-projects/{id}`: the work inside the programmes.

use super::Answer;
use super::plan::Budget;
use super::words::{List, Provenance, Words, list as listed};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::plan as domain;
use teukgu_office::budget;
use utoipa::ToSchema;

/// A sub-project (세부사업) of a programme.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubProject {
    id: String,
    /// Id of its programme.
    #[schema(example = "talent")]
    programme: String,
    name: Words,
    summary: Words,
    /// Id of the operator in charge.
    operator: String,
    /// Ids of other operators that take part.
    co_operators: Vec<String>,
    /// Ids of the special cases that it leans on.
    special_cases: Vec<String>,
    /// Planned money by year and source.
    budget: Budget,
    /// Money that was actually spent (집행액); zero until somebody records it.
    spent: Budget,
    /// Industries that the money goes to; empty if nobody has said.
    industries: Vec<IndustryShare>,
    milestones: Vec<Milestone>,
    indicators: Vec<Indicator>,
    provenance: Provenance,
}

/// Part of the money that goes to an industry.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndustryShare {
    /// Code of KSIC revision 10, at any level.
    #[schema(example = "70")]
    ksic: String,
    /// Whole percent of the money.
    #[schema(example = 60)]
    percent: u8,
}

/// A milestone (추진 일정).
#[derive(Serialize, ToSchema)]
pub(crate) struct Milestone {
    due: Date,
    name: Words,
}

/// An indicator (지표) with its targets.
#[derive(Serialize, ToSchema)]
pub(crate) struct Indicator {
    name: Words,
    unit: Words,
    targets: Vec<Target>,
}

/// The target (목표) of one year.
#[derive(Serialize, ToSchema)]
pub(crate) struct Target {
    #[schema(example = 2026)]
    year: i16,
    value: i64,
}

/// Lists the sub-projects of all programmes
#[utoipa::path(get, path = "/api/v1/sub-projects", tag = "programmes",
    responses((status = 200, description = "Sub-projects in the order of the plan", body = List<SubProject>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<SubProject>> {
    Ok(listed(portal.office().view()?.snapshot().sub_projects()))
}

/// Returns one sub-project
#[utoipa::path(get, path = "/api/v1/sub-projects/{id}", tag = "programmes",
    params(("id" = String, Path, description = "Id of the sub-project", example = "talent-school")),
    responses((status = 200, description = "The sub-project", body = SubProject)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<SubProject> {
    let view = portal.office().view()?;
    let found = view.snapshot().sub_projects().into_iter().find(|sub| sub.id.as_str() == id);
    found.map(|sub| Json(sub.into())).ok_or_else(PageError::not_found)
}

impl From<&domain::SubProject> for SubProject {
    fn from(noun: &domain::SubProject) -> Self {
        Self {
            id: noun.id.to_string(),
            programme: noun.programme.to_string(),
            name: (&noun.name).into(),
            summary: (&noun.summary).into(),
            operator: noun.operator.to_string(),
            co_operators: noun.co_operators.iter().map(ToString::to_string).collect(),
            special_cases: noun.provisions.iter().map(ToString::to_string).collect(),
            budget: (&budget::table(&noun.budget)).into(),
            spent: (&budget::table(&noun.spent)).into(),
            industries: noun.industries.iter().map(IndustryShare::from).collect(),
            milestones: noun.milestones.iter().map(Milestone::from).collect(),
            indicators: noun.indicators.iter().map(Indicator::from).collect(),
            provenance: (&noun.provenance).into(),
        }
    }
}

impl From<&domain::IndustryShare> for IndustryShare {
    fn from(share: &domain::IndustryShare) -> Self {
        Self { ksic: share.ksic.clone(), percent: share.percent }
    }
}

impl From<&domain::Milestone> for Milestone {
    fn from(noun: &domain::Milestone) -> Self {
        Self { due: noun.due, name: (&noun.name).into() }
    }
}

impl From<&domain::Indicator> for Indicator {
    fn from(noun: &domain::Indicator) -> Self {
        let target = |target: &domain::Target| Target { year: target.year, value: target.value };
        Self {
            name: (&noun.name).into(),
            unit: (&noun.unit).into(),
            targets: noun.targets.iter().map(target).collect(),
        }
    }
}
