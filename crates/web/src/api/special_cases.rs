//! `GET /api/v1/special-cases` and `GET /api/v1/special-cases/{id}`: what the zone may do otherwise.

use super::Answer;
use super::words::{List, Provenance, Span, Words, all_words, list as listed};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::provision as domain;
use utoipa::ToSchema;

/// A regulatory special case (규제특례) as granted to the zone.
#[derive(Serialize, ToSchema)]
pub(crate) struct SpecialCase {
    #[schema(example = "act.55.patent_priority")]
    id: String,
    name: Words,
    act_article: Words,
    /// Statute that it departs from (규제의 근거법률).
    base_statute: Words,
    /// What the base statute says without it.
    otherwise: Words,
    /// What it gives.
    gives: Words,
    /// `may`, `without_delay`, `waived`, `by_ordinance` or `ceiling`.
    #[schema(value_type = String, example = "may")]
    force: domain::ProvisionForce,
    for_whom: Words,
    /// Who decides.
    authority: Words,
    papers: Vec<Words>,
    clock: Words,
    /// What it does not lift or promise.
    limits: Words,
    /// True if nothing is given until the municipality has an ordinance (조례).
    needs_ordinance: bool,
    granted: Span,
    /// Day the article was last compared with the promulgated text.
    checked_on: Date,
    provenance: Provenance,
}

/// Lists the special cases in the order of their articles
#[utoipa::path(get, path = "/api/v1/special-cases", tag = "programmes",
    responses((status = 200, description = "Special cases", body = List<SpecialCase>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<SpecialCase>> {
    Ok(listed(portal.office().view()?.snapshot().provisions()))
}

/// Returns one special case
#[utoipa::path(get, path = "/api/v1/special-cases/{id}", tag = "programmes",
    params(("id" = String, Path, description = "Id of the special case", example = "act.55.patent_priority")),
    responses((status = 200, description = "The special case", body = SpecialCase)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<SpecialCase> {
    let view = portal.office().view()?;
    let found = view.snapshot().provisions().into_iter().find(|provision| provision.id.as_str() == id);
    found.map(|provision| Json(provision.into())).ok_or_else(PageError::not_found)
}

impl From<&domain::GrantedProvision> for SpecialCase {
    fn from(noun: &domain::GrantedProvision) -> Self {
        Self {
            id: noun.id.to_string(),
            name: (&noun.name).into(),
            act_article: (&noun.act_article).into(),
            base_statute: (&noun.base_statute).into(),
            otherwise: (&noun.otherwise).into(),
            gives: (&noun.gives).into(),
            force: noun.force,
            for_whom: (&noun.for_whom).into(),
            authority: (&noun.authority).into(),
            papers: all_words(&noun.papers),
            clock: (&noun.clock).into(),
            limits: (&noun.limits).into(),
            needs_ordinance: noun.needs_ordinance,
            granted: (&noun.granted).into(),
            checked_on: noun.checked_on,
            provenance: (&noun.provenance).into(),
        }
    }
}
