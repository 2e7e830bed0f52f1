//! `GET /api/v1/history`: what led to the zone and what happened since.

use super::Answer;
use super::words::{List, Provenance, Words, list as listed};
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::history as domain;
use utoipa::ToSchema;

/// An event of the zone's history (연혁).
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryEvent {
    id: String,
    /// Day; the first of the month or year where no more is known.
    on: Date,
    /// `day`, `month` or `year`: how exactly the day is known.
    #[schema(value_type = String, example = "month")]
    precision: domain::DatePrecision,
    title: Words,
    detail: Words,
    provenance: Provenance,
}

/// Lists the history, oldest first
#[utoipa::path(get, path = "/api/v1/history", tag = "figures",
    responses((status = 200, description = "Events", body = List<HistoryEvent>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<HistoryEvent>> {
    Ok(listed(portal.office().view()?.snapshot().history()))
}

impl From<&domain::HistoryEvent> for HistoryEvent {
    fn from(noun: &domain::HistoryEvent) -> Self {
        Self {
            id: noun.id.to_string(),
            on: noun.on,
            precision: noun.precision,
            title: (&noun.title).into(),
            detail: (&noun.detail).into(),
            provenance: (&noun.provenance).into(),
        }
    }
}
