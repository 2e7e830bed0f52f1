//! `GET /api/v1/operators`: who carries the programmes out.

use super::Answer;
use super::words::{List, Provenance, Span, Words, list as listed};
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::operator as domain;
use utoipa::ToSchema;

/// An operator (특화사업자).
#[derive(Serialize, ToSchema)]
pub(crate) struct Operator {
    id: String,
    name: Words,
    /// `general` (총괄) or `unit` (단위): words of the plan, not of the Act.
    #[schema(value_type = String, example = "unit")]
    kind: domain::OperatorKind,
    /// What it answers for.
    role: Words,
    /// Days on which it is an operator.
    term: Span,
    provenance: Provenance,
}

/// Lists the operators, the general one first
#[utoipa::path(get, path = "/api/v1/operators", tag = "programmes",
    responses((status = 200, description = "Operators", body = List<Operator>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Operator>> {
    Ok(listed(portal.office().view()?.snapshot().operators()))
}

impl From<&domain::Operator> for Operator {
    fn from(noun: &domain::Operator) -> Self {
        Self {
            id: noun.id.to_string(),
            name: (&noun.name).into(),
            kind: noun.kind,
            role: (&noun.role).into(),
            term: (&noun.term).into(),
            provenance: (&noun.provenance).into(),
        }
    }
}
