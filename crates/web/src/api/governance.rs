//! `GET /api/v1/governance`: who steers the zone.

use super::Answer;
use super::words::{Provenance, Words};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::governance as domain;
use utoipa::ToSchema;

/// Who steers the zone.
#[derive(Serialize, ToSchema)]
pub(crate) struct Governance {
    /// Operating committee (특구 운영위원회), once formed.
    committee: Option<Committee>,
    /// Dedicated agency (전담기관), once named.
    agency: Option<Agency>,
}

/// The operating committee (특구 운영위원회).
#[derive(Serialize, ToSchema)]
pub(crate) struct Committee {
    name: Words,
    /// What it does and what it rests on.
    role: Words,
    launched_on: Option<Date>,
    /// Institutions with a seat; never persons.
    members: Vec<Member>,
    provenance: Provenance,
}

/// An institution with a seat.
#[derive(Serialize, ToSchema)]
pub(crate) struct Member {
    name: Words,
    /// Id in the list of organisations, if it has one.
    organisation: Option<String>,
}

/// The dedicated agency (전담기관).
#[derive(Serialize, ToSchema)]
pub(crate) struct Agency {
    name: Words,
    role: Words,
    provenance: Provenance,
}

/// Returns the operating committee and the dedicated agency
#[utoipa::path(get, path = "/api/v1/governance", tag = "zone",
    responses((status = 200, description = "Who steers the zone", body = Governance)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<Governance> {
    let view = portal.office().view()?;
    Ok(Json(Governance {
        committee: view.snapshot().committee().map(Committee::from),
        agency: view.snapshot().agency().map(Agency::from),
    }))
}

impl From<&domain::OperatingCommittee> for Committee {
    fn from(noun: &domain::OperatingCommittee) -> Self {
        let member = |member: &domain::CommitteeMember| Member {
            name: (&member.name).into(),
            organisation: member.organisation.as_ref().map(ToString::to_string),
        };
        Self {
            name: (&noun.name).into(),
            role: (&noun.role).into(),
            launched_on: noun.launched_on,
            members: noun.members.iter().map(member).collect(),
            provenance: (&noun.provenance).into(),
        }
    }
}

impl From<&domain::Agency> for Agency {
    fn from(noun: &domain::Agency) -> Self {
        Self { name: (&noun.name).into(), role: (&noun.role).into(), provenance: (&noun.provenance).into() }
    }
}
