//! `GET /api/v1/zone`: the zone, its boundary in figures, and how much there is of everything.

use super::Answer;
use super::words::{Provenance, Span, Words};
use crate::portal::Portal;
use crate::text::whole;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::zone as domain;
use teukgu_office::ZoneView;
use teukgu_office::map::DRAWN_IN;
use utoipa::ToSchema;

/// A regional special zone (지역특화발전특구).
#[derive(Serialize, ToSchema)]
pub(crate) struct Zone {
    /// Stable id.
    id: String,
    /// Full name.
    name: Words,
    /// Short name.
    short_name: Words,
    /// What it is for, in a sentence.
    summary: Words,
    /// True only if the competent municipality itself runs this portal.
    official: bool,
    /// Place in words.
    place: Words,
    /// Municipality that holds it.
    municipality: Municipality,
    /// Decision that made it a zone.
    designation: Designation,
    /// Term of the zone.
    term: Span,
    /// Legal bases, the Act first.
    legal_bases: Vec<LegalBasis>,
    /// Legal dongs (법정동) that it touches, by ten-digit code.
    legal_dongs: Vec<String>,
    /// Industries that it is meant for.
    industries: Vec<Industry>,
    /// Its boundary in figures; the geometry is at `/ogc/collections/parts/items`.
    boundary: Boundary,
    /// Version of the plan that rules today.
    plan_in_force: Option<PlanInForce>,
    /// How much there is of everything.
    counts: Counts,
    /// Where the facts come from.
    provenance: Provenance,
}

/// The municipality in charge.
#[derive(Serialize, ToSchema)]
pub(crate) struct Municipality {
    name: Words,
    /// Five-digit code of the district.
    #[schema(example = "11650")]
    code: Option<String>,
    website: Option<String>,
}

/// The designation (지정).
#[derive(Serialize, ToSchema)]
pub(crate) struct Designation {
    decided_by: Words,
    authority: Words,
    /// Day of the resolution (의결).
    resolved_on: Date,
    /// Day it was announced (발표).
    announced_on: Option<Date>,
    /// Number of the public notice (고시).
    notice_number: Option<String>,
    /// Day of the gazette.
    gazetted_on: Option<Date>,
    /// What is not known about the notice.
    notice_note: Option<Words>,
}

/// An article that the zone stands on.
#[derive(Serialize, ToSchema)]
pub(crate) struct LegalBasis {
    citation: Words,
    says: Words,
    /// Day it was last compared with the promulgated text.
    checked_on: Date,
    provenance: Provenance,
}

/// An industry by its Korean standard code (KSIC, revision 10).
#[derive(Serialize, ToSchema)]
pub(crate) struct Industry {
    #[schema(example = "62010")]
    ksic: String,
    /// `core`, `related` or `support`.
    #[schema(value_type = String, example = "core")]
    tier: domain::IndustryTier,
    reason: Words,
}

/// The boundary (지형도면) in figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct Boundary {
    /// System in which the edges are straight.
    #[schema(example = "EPSG:5186")]
    crs: String,
    /// Area as the notice states it, in square metres.
    stated_area_m2: Option<i64>,
    /// Words around the stated area.
    stated_area_note: Option<Words>,
    /// Area as measured from the drawing, in whole square metres.
    measured_area_m2: i64,
    /// System in which the area was measured.
    #[schema(example = "EPSG:5186")]
    measured_in: String,
    /// Parts.
    parts: Vec<Part>,
    provenance: Provenance,
}

/// A part of the boundary.
#[derive(Serialize, ToSchema)]
pub(crate) struct Part {
    #[schema(example = "A")]
    id: String,
    name: Words,
}

/// The version of the plan that rules today.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanInForce {
    id: String,
    title: Words,
    in_force: Span,
}

/// How much there is of everything.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    programmes: usize,
    sub_projects: usize,
    operators: usize,
    special_cases: usize,
    organisations: usize,
    sites: usize,
    neighbours: usize,
    figures: usize,
    sources: usize,
}

/// Returns the zone with its boundary in figures
#[utoipa::path(get, path = "/api/v1/zone", tag = "zone", responses((status = 200, description = "The zone", body = Zone)))]
pub(crate) async fn show(State(portal): State<Portal>) -> Answer<Zone> {
    let view = portal.office().view()?;
    Ok(Json(described(&view, portal.office().today())))
}

fn described(view: &ZoneView, today: Date) -> Zone {
    let zone = view.zone();
    Zone {
        id: zone.id.to_string(),
        name: (&zone.name).into(),
        short_name: (&zone.short_name).into(),
        summary: (&zone.summary).into(),
        official: zone.official,
        place: (&zone.place).into(),
        municipality: (&zone.municipality).into(),
        designation: (&zone.designation).into(),
        term: (&zone.term).into(),
        legal_bases: zone.legal_bases.iter().map(LegalBasis::from).collect(),
        legal_dongs: zone.legal_dongs.clone(),
        industries: zone.industries.iter().map(Industry::from).collect(),
        boundary: boundary(view),
        plan_in_force: plan_in_force(view, today),
        counts: counts(view),
        provenance: (&zone.provenance).into(),
    }
}

fn boundary(view: &ZoneView) -> Boundary {
    let boundary = view.boundary();
    let part = |part: &teukgu_domain::boundary::BoundaryPart| Part {
        id: part.id.to_string(),
        name: (&part.name).into(),
    };
    Boundary {
        crs: boundary.crs.to_string(),
        stated_area_m2: boundary.stated_area_m2,
        stated_area_note: Words::maybe(boundary.stated_area_note.as_ref()),
        measured_area_m2: whole(view.area_m2()),
        measured_in: DRAWN_IN.to_string(),
        parts: boundary.parts.iter().map(part).collect(),
        provenance: (&boundary.provenance).into(),
    }
}

fn plan_in_force(view: &ZoneView, today: Date) -> Option<PlanInForce> {
    let plan = view.snapshot().plan_on(today)?;
    Some(PlanInForce {
        id: plan.id.to_string(),
        title: (&plan.title).into(),
        in_force: (&plan.in_force).into(),
    })
}

fn counts(view: &ZoneView) -> Counts {
    let snapshot = view.snapshot();
    Counts {
        programmes: snapshot.programmes().len(),
        sub_projects: snapshot.sub_projects().len(),
        operators: snapshot.operators().len(),
        special_cases: snapshot.provisions().len(),
        organisations: snapshot.organisations().len(),
        sites: snapshot.sites().len(),
        neighbours: snapshot.neighbours().len(),
        figures: snapshot.claims().len(),
        sources: snapshot.sources().len(),
    }
}

impl From<&domain::Municipality> for Municipality {
    fn from(noun: &domain::Municipality) -> Self {
        Self { name: (&noun.name).into(), code: noun.code.clone(), website: noun.website.clone() }
    }
}

impl From<&domain::Designation> for Designation {
    fn from(noun: &domain::Designation) -> Self {
        Self {
            decided_by: (&noun.decided_by).into(),
            authority: (&noun.authority).into(),
            resolved_on: noun.resolved_on,
            announced_on: noun.announced_on,
            notice_number: noun.notice.as_ref().map(|notice| notice.number.clone()),
            gazetted_on: noun.notice.as_ref().map(|notice| notice.gazetted_on),
            notice_note: Words::maybe(noun.notice_note.as_ref()),
        }
    }
}

impl From<&domain::LegalBasis> for LegalBasis {
    fn from(noun: &domain::LegalBasis) -> Self {
        Self {
            citation: (&noun.citation).into(),
            says: (&noun.says).into(),
            checked_on: noun.checked_on,
            provenance: (&noun.provenance).into(),
        }
    }
}

impl From<&domain::Industry> for Industry {
    fn from(noun: &domain::Industry) -> Self {
        Self { ksic: noun.ksic.clone(), tier: noun.tier, reason: (&noun.reason).into() }
    }
}
