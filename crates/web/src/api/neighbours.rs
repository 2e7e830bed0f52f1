//! `GET /api/v1/neighbours`: designations beside the zone under another law.

use super::Answer;
use super::words::{List, Provenance, Span, Words, all_words, list as listed};
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::neighbour as domain;
use utoipa::ToSchema;

/// A neighbouring designation; another law, another authority, other benefits.
#[derive(Serialize, ToSchema)]
pub(crate) struct Neighbour {
    id: String,
    name: Words,
    /// `promotion_district`, `zone`, `regulation_free_zone` or `other`.
    #[schema(example = "promotion_district")]
    kind: &'static str,
    law: Words,
    authority: Words,
    designated_on: Option<Date>,
    term: Option<Span>,
    area_m2: Option<i64>,
    /// Legal dongs that it is known to touch, by code.
    legal_dongs: Vec<String>,
    gives: Vec<Words>,
    /// How it relates to the zone.
    relation: Words,
    /// What is not known, above all its boundary.
    unknown: Words,
    provenance: Provenance,
}

/// Lists the neighbouring designations
#[utoipa::path(get, path = "/api/v1/neighbours", tag = "place",
    responses((status = 200, description = "Neighbours", body = List<Neighbour>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Neighbour>> {
    Ok(listed(portal.office().view()?.snapshot().neighbours()))
}

impl From<&domain::Neighbour> for Neighbour {
    fn from(noun: &domain::Neighbour) -> Self {
        Self {
            id: noun.id.to_string(),
            name: (&noun.name).into(),
            kind: noun.kind.key(),
            law: (&noun.law).into(),
            authority: (&noun.authority).into(),
            designated_on: noun.designated_on,
            term: noun.term.as_ref().map(Span::from),
            area_m2: noun.area_m2,
            legal_dongs: noun.legal_dongs.clone(),
            gives: all_words(&noun.gives),
            relation: (&noun.relation).into(),
            unknown: (&noun.unknown).into(),
            provenance: (&noun.provenance).into(),
        }
    }
}
