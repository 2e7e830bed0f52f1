//! `GET /api/v1/me`: who is signed in, in which roles, and the word that every change has to carry.

use super::Answer;
use super::signed::Asker;
use super::words::Words;
use axum::Json;
use serde::Serialize;
use teukgu_domain::account::{Grant, Scope};
use teukgu_domain::{Date, Timestamp};
use teukgu_office::policy::{self, Resource};
use utoipa::ToSchema;

/// Whoever is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    /// Id of the account; a word that tells nothing.
    #[schema(example = "quiet-otter")]
    id: String,
    name: String,
    /// Organisation for which the person files; empty for the office.
    organisation: String,
    /// Roles of today.
    roles: Vec<MyRole>,
    /// True if `/api/v1/cases` lists the queue of the office.
    reads_queue: bool,
    /// True for an invented person of a demonstration.
    invented: bool,
    /// Send it in the header `X-CSRF-Token` with every POST.
    csrf: String,
    /// When the session ends if nobody uses it any more.
    expires: Timestamp,
}

/// A role that somebody has.
#[derive(Serialize, ToSchema)]
pub(crate) struct MyRole {
    /// Such as `applicant`, `officer` or `approver`.
    #[schema(example = "officer")]
    role: &'static str,
    name: Words,
    /// Where it holds: `zone`, `programme`, `case` or `committee`.
    #[schema(example = "zone")]
    scope: &'static str,
    /// Id of the programme or of the case.
    of: Option<String>,
    from: Date,
    until: Option<Date>,
}

/// Says who is signed in
#[utoipa::path(get, path = "/api/v1/me", tag = "casework", security(("session" = [])),
    responses((status = 200, description = "The account and its roles", body = Me)))]
pub(crate) async fn show(asker: Asker) -> Answer<Me> {
    let who = asker.who();
    let account = &asker.session.account;
    Ok(Json(Me {
        id: account.id.to_string(),
        name: account.name.clone(),
        organisation: account.organisation_name.clone(),
        roles: account.grants_on(who.today).map(MyRole::from).collect(),
        reads_queue: policy::allow(&who, "queue.read", &Resource::default()).allowed,
        invented: account.is_invented,
        csrf: asker.session.csrf.clone(),
        expires: asker.session.expires,
    }))
}

impl From<&Grant> for MyRole {
    fn from(grant: &Grant) -> Self {
        let (scope, of) = match &grant.scope {
            Scope::Zone => ("zone", None),
            Scope::Programme(id) => ("programme", Some(id.to_string())),
            Scope::Case(id) => ("case", Some(id.to_string())),
            Scope::Committee => ("committee", None),
        };
        Self {
            role: grant.role.key(),
            name: (&grant.role.name()).into(),
            scope,
            of,
            from: grant.term.from,
            until: grant.term.until,
        }
    }
}
