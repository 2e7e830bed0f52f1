//! `GET /api/v1/plan`: the versions of the zone plan and its money by year and source.

use super::Answer;
use super::words::{Provenance, Span, Words};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::money::Won;
use teukgu_domain::plan as domain;
use teukgu_domain::plan::FundSource;
use teukgu_office::budget::{BudgetTable, column};
use utoipa::ToSchema;

/// The zone plan (특화특구계획).
#[derive(Serialize, ToSchema)]
pub(crate) struct Plan {
    /// Versions, oldest first; a plan is amended, never edited.
    versions: Vec<PlanVersion>,
    /// Money of all sub-projects.
    budget: Budget,
}

/// A version of the plan.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanVersion {
    id: String,
    title: Words,
    /// Days on which this version rules.
    in_force: Span,
    /// Years of the programmes.
    period: Span,
    /// Total cost as the plan states it, in whole won.
    #[schema(example = 135_200_000_000_i64)]
    amount_won: i64,
    /// What this version changed.
    note: Option<Words>,
    provenance: Provenance,
}

/// Money by year and source, summed exactly.
#[derive(Serialize, ToSchema)]
pub(crate) struct Budget {
    /// Sum in whole won.
    amount_won: i64,
    /// Sums by source.
    by_fund: Vec<FundAmount>,
    /// Years in order.
    years: Vec<BudgetYear>,
}

/// One year of a budget.
#[derive(Serialize, ToSchema)]
pub(crate) struct BudgetYear {
    #[schema(example = 2026)]
    year: i16,
    amount_won: i64,
    by_fund: Vec<FundAmount>,
}

/// Money from one source.
#[derive(Serialize, ToSchema)]
pub(crate) struct FundAmount {
    /// `national`, `city`, `district` or `private`.
    #[schema(example = "city")]
    fund: &'static str,
    amount_won: i64,
}

/// Returns the versions of the plan and its money by year and source
#[utoipa::path(get, path = "/api/v1/plan", tag = "zone", responses((status = 200, description = "The plan", body = Plan)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<Plan> {
    let view = portal.office().view()?;
    Ok(Json(Plan {
        versions: view.snapshot().plan_versions().into_iter().map(PlanVersion::from).collect(),
        budget: (&view.plan_budget()).into(),
    }))
}

impl From<&domain::PlanVersion> for PlanVersion {
    fn from(noun: &domain::PlanVersion) -> Self {
        Self {
            id: noun.id.to_string(),
            title: (&noun.title).into(),
            in_force: (&noun.in_force).into(),
            period: (&noun.period).into(),
            amount_won: noun.budget.won(),
            note: Words::maybe(noun.note.as_ref()),
            provenance: (&noun.provenance).into(),
        }
    }
}

impl From<&BudgetTable> for Budget {
    fn from(table: &BudgetTable) -> Self {
        let year = |row: &teukgu_office::budget::BudgetRow| BudgetYear {
            year: row.year,
            amount_won: row.total.won(),
            by_fund: funds(&row.by_fund),
        };
        Self {
            amount_won: table.total.won(),
            by_fund: funds(&table.by_fund),
            years: table.rows.iter().map(year).collect(),
        }
    }
}

fn funds(amounts: &[Won; 4]) -> Vec<FundAmount> {
    let amount = |fund: FundSource| FundAmount { fund: fund.key(), amount_won: amounts[column(fund)].won() };
    FundSource::ALL.into_iter().map(amount).collect()
}
