//! `GET /api/v1/firms`: how many firms there were, and how many there are to be.

use super::Answer;
use super::words::{Provenance, Words};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::site as domain;
use utoipa::ToSchema;

/// The number of firms, counted and aimed at.
#[derive(Serialize, ToSchema)]
pub(crate) struct Firms {
    /// Count that the road begins with; null while there is no count or no goal.
    start: Option<FirmCount>,
    /// Goal that it leads to.
    goal: Option<FirmCount>,
    /// Firms still missing from the start to the goal.
    #[schema(example = 500)]
    missing: Option<i64>,
    /// Every count and goal by day; counts of different scope are not one series.
    points: Vec<FirmCount>,
}

/// A count or a goal.
#[derive(Serialize, ToSchema)]
pub(crate) struct FirmCount {
    on: Date,
    #[schema(example = 500)]
    firms: i64,
    /// True for a goal, false for what was counted or reported.
    goal: bool,
    /// What was counted.
    scope: Words,
    provenance: Provenance,
}

/// Returns the counts of firms and the goal
#[utoipa::path(get, path = "/api/v1/firms", tag = "figures",
    responses((status = 200, description = "Counts and goal", body = Firms)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<Firms> {
    let view = portal.office().view()?;
    let growth = view.growth();
    Ok(Json(Firms {
        start: growth.as_ref().map(|growth| growth.start.into()),
        goal: growth.as_ref().map(|growth| growth.goal.into()),
        missing: growth.as_ref().map(teukgu_office::growth::Growth::missing),
        points: view.snapshot().firm_counts().into_iter().map(FirmCount::from).collect(),
    }))
}

impl From<&domain::FirmCount> for FirmCount {
    fn from(noun: &domain::FirmCount) -> Self {
        Self {
            on: noun.on,
            firms: noun.firms,
            goal: noun.goal,
            scope: (&noun.scope).into(),
            provenance: (&noun.provenance).into(),
        }
    }
}
