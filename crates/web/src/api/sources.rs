//! `GET /api/v1/sources`: what the facts can be checked against.

use super::Answer;
use super::words::{List, Words, list as listed};
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use std::collections::BTreeMap;
use teukgu_domain::Date;
use teukgu_domain::entry::Event;
use teukgu_domain::ids::SourceId;
use teukgu_domain::provenance as domain;
use teukgu_domain::snapshot::Snapshot;
use utoipa::ToSchema;

/// Something published that facts cite (출처).
#[derive(Serialize, ToSchema)]
pub(crate) struct Source {
    #[schema(example = "act-21738")]
    id: String,
    title: Words,
    publisher: Words,
    published_on: Option<Date>,
    /// Address, article number or gazette number.
    locator: Option<String>,
    licence: Option<String>,
    /// How many facts cite it.
    cited_by: usize,
}

/// Lists the sources by id
#[utoipa::path(get, path = "/api/v1/sources", tag = "figures",
    responses((status = 200, description = "Sources", body = List<Source>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<Source>> {
    let view = portal.office().view()?;
    let counts = citations(view.snapshot());
    let counted = |source: &domain::Source| (source.clone(), counts.get(&source.id).copied().unwrap_or(0));
    Ok(listed(view.snapshot().sources().into_iter().map(counted).collect()))
}

/// Counts how many facts cite each source; a noun that cites one twice counts once a citation.
pub(crate) fn citations(snapshot: &Snapshot) -> BTreeMap<SourceId, usize> {
    let mut counts = BTreeMap::new();
    for source in snapshot.events().flat_map(provenances).flat_map(|provenance| &provenance.sources) {
        *counts.entry(source.clone()).or_insert(0) += 1;
    }
    counts
}

/// Lists what a noun says about where it comes from.
pub(crate) fn provenances(event: &Event) -> Vec<&domain::Provenance> {
    let one = match event {
        Event::Zone(zone) => {
            let bases = zone.legal_bases.iter().map(|basis| &basis.provenance);
            return std::iter::once(&zone.provenance).chain(bases).collect();
        }
        Event::Source(_)
        | Event::RecordKey(_)
        | Event::Account(_)
        | Event::Case(_)
        | Event::CaseFile(_)
        | Event::CaseDocument(_)
        | Event::CaseMessage(_)
        | Event::Dossier(_)
        | Event::Notice(_)
        | Event::Paper(_)
        | Event::Screening(_)
        | Event::Withdrawn { .. }
        | Event::Erased { .. } => return Vec::new(),
        Event::Boundary(noun) => &noun.provenance,
        Event::PlanVersion(noun) => &noun.provenance,
        Event::Programme(noun) => &noun.provenance,
        Event::SubProject(noun) => &noun.provenance,
        Event::Operator(noun) => &noun.provenance,
        Event::Provision(noun) => &noun.provenance,
        Event::Committee(noun) => &noun.provenance,
        Event::Agency(noun) => &noun.provenance,
        Event::Organisation(noun) => &noun.provenance,
        Event::Site(noun) => &noun.provenance,
        Event::FirmCount(noun) => &noun.provenance,
        Event::Neighbour(noun) => &noun.provenance,
        Event::History(noun) => &noun.provenance,
        Event::Claim(noun) => &noun.provenance,
    };
    vec![one]
}

impl From<(domain::Source, usize)> for Source {
    fn from((noun, cited_by): (domain::Source, usize)) -> Self {
        Self {
            id: noun.id.to_string(),
            title: (&noun.title).into(),
            publisher: (&noun.publisher).into(),
            published_on: noun.published_on,
            locator: noun.locator,
            licence: noun.licence,
            cited_by,
        }
    }
}
