//! `GET /api/v1/figures` and `GET /api/v1/figures/{id}`: published figures as claims.

use super::Answer;
use super::words::{List, Provenance, Span, Words, list as listed};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::claim as domain;
use utoipa::ToSchema;

/// A published figure: what was said, by whom, as printed, and what was meant.
#[derive(Serialize, ToSchema)]
pub(crate) struct Figure {
    id: String,
    title: Words,
    /// `investment`, `output`, `value_added`, `income`, `jobs`, `firms`, `area` or `scheme`.
    #[schema(example = "investment")]
    topic: &'static str,
    /// Whole amount in `unit`, as meant.
    #[schema(example = 135_200_000_000_i64)]
    amount: i64,
    /// `won`, `jobs`, `firms`, `square_metres`, `zones`, `items` or `years`.
    #[schema(example = "won")]
    unit: &'static str,
    /// `exact`, `about` or `at_least`.
    #[schema(example = "about")]
    firmness: &'static str,
    /// The amount in whole won if the unit is won.
    amount_won: Option<i64>,
    /// Wording as printed.
    as_printed: String,
    /// Set if print and meaning differ.
    correction: Option<Words>,
    said_by: Words,
    said_on: Date,
    period: Option<Span>,
    /// What to know before using it.
    note: Words,
    /// True for the figure of the founding announcement; others stand beside it.
    leading: bool,
    provenance: Provenance,
}

/// Lists the published figures
#[utoipa::path(get, path = "/api/v1/figures", tag = "figures",
    responses((status = 200, description = "Figures", body = List<Figure>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Figure>> {
    Ok(listed(portal.office().view()?.snapshot().claims()))
}

/// Returns one published figure
#[utoipa::path(get, path = "/api/v1/figures/{id}", tag = "figures",
    params(("id" = String, Path, description = "Id of the figure", example = "investment-total")),
    responses((status = 200, description = "The figure", body = Figure)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<Figure> {
    let view = portal.office().view()?;
    let found = view.snapshot().claims().into_iter().find(|claim| claim.id.as_str() == id);
    found.map(|claim| Json(claim.into())).ok_or_else(PageError::not_found)
}

impl From<&domain::Claim> for Figure {
    fn from(noun: &domain::Claim) -> Self {
        let is_money = noun.value.unit == domain::Unit::Won;
        Self {
            id: noun.id.to_string(),
            title: (&noun.title).into(),
            topic: noun.topic.key(),
            amount: noun.value.amount,
            unit: noun.value.unit.key(),
            firmness: noun.value.firmness.key(),
            amount_won: is_money.then_some(noun.value.amount),
            as_printed: noun.as_printed.clone(),
            correction: Words::maybe(noun.correction.as_ref()),
            said_by: (&noun.said_by).into(),
            said_on: noun.said_on,
            period: noun.period.as_ref().map(Span::from),
            note: (&noun.note).into(),
            leading: noun.leading,
            provenance: (&noun.provenance).into(),
        }
    }
}
