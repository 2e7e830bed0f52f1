//! `GET /api/v1/catalogue`: every special case of the Act, and which of them the zone has.

use super::Answer;
use super::params::Params;
use super::words::{List, Words, list as listed};
use crate::error::PageError;
use crate::portal::Portal;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_office::catalogue::{CatalogueQuery, FoundCase, InPlan, OrdinanceNeed, ZoneKind};
use utoipa::ToSchema;

const NAMES: [&str; 5] = ["q", "kind", "taken", "useful", "ordinance"];

/// A regulatory special case (규제특례) that the Act offers.
#[derive(Serialize, ToSchema)]
pub(crate) struct CatalogueCase {
    #[schema(example = "SC-055-1")]
    id: String,
    /// `sdz` for regional special zones (지역특화발전특구), `rfz` for regulation-free zones (규제자유특구).
    #[schema(example = "sdz")]
    kind: &'static str,
    /// Heading under which it stands.
    heading: Words,
    act_article: Words,
    /// Article of the Enforcement Decree.
    decree_article: Option<Words>,
    /// Statute that it departs from (규제의 근거법률).
    base_statute: Words,
    /// What it gives, in one line.
    gives: Words,
    /// What the plan must hold beside the case itself: `yes` (details), `land_use_plan` or `ordinance_outline`.
    #[schema(example = "land_use_plan")]
    in_plan: Option<&'static str>,
    /// Ordinance (조례): `yes`, `metropolitan` or `optional`; null where none is spoken of.
    #[schema(example = "yes")]
    ordinance: Option<&'static str>,
    /// Who decides, where the article names somebody.
    authority: Option<Words>,
    /// What changes by a date, or where it does not apply.
    note: Option<Words>,
    /// True if this zone has it.
    taken: bool,
    /// Id of the zone's own special case; see `/api/v1/special-cases/{id}`.
    #[schema(example = "act.55.patent_priority")]
    special_case: Option<String>,
    /// Why it would serve a zone for artificial intelligence; null where the zone has it.
    useful: Option<Words>,
    /// Statutes that the entry was made from.
    source: Words,
    /// Day of the text that was read.
    as_of: Date,
}

/// Finds special cases of the Act
///
/// All that are found come at once, in the order of the articles.
#[utoipa::path(get, path = "/api/v1/catalogue", tag = "programmes",
    params(
        ("q" = Option<String>, Query, description = "Words that must all occur in either language; a number is an article of the Act", example = "55"),
        ("kind" = Option<String>, Query, description = "Only those for this kind of zone: `sdz` or `rfz`", example = "sdz"),
        ("taken" = Option<bool>, Query, description = "Only those that this zone has"),
        ("useful" = Option<bool>, Query, description = "Only those that would serve an AI zone and that this zone does not have"),
        ("ordinance" = Option<bool>, Query, description = "Only those that are nothing without an ordinance"),
    ),
    responses((status = 200, description = "Special cases of the Act", body = List<CatalogueCase>)))]
pub(crate) async fn list(State(portal): State<Portal>, params: Params) -> Answer<List<CatalogueCase>> {
    params.only(&NAMES)?;
    let query = query(&params)?;
    let view = portal.office().view()?;
    Ok(listed(view.find_special_cases(portal.office().catalogue(), &query)))
}

fn query(params: &Params) -> Result<CatalogueQuery, PageError> {
    let kinds = ZoneKind::WORDS.map(|(key, _)| key).join(", ");
    Ok(CatalogueQuery {
        words: params.text("q").unwrap_or_default().to_owned(),
        kind: params.read("kind", ZoneKind::find_by_key, &kinds)?,
        taken: params.flag("taken")?,
        useful: params.flag("useful")?,
        needs_ordinance: params.flag("ordinance")?,
    })
}

impl From<FoundCase<'_>> for CatalogueCase {
    fn from(case: FoundCase<'_>) -> Self {
        let entry = case.entry;
        Self {
            id: entry.id.clone(),
            kind: entry.zone_kind.key(),
            heading: (&entry.heading).into(),
            act_article: (&entry.act_article).into(),
            decree_article: Words::maybe(entry.decree_article.as_ref()),
            base_statute: (&entry.statute).into(),
            gives: (&entry.effect).into(),
            in_plan: entry.must_be_in_plan.map(InPlan::key),
            ordinance: entry.needs_ordinance.map(OrdinanceNeed::key),
            authority: Words::maybe(entry.authority.as_ref()),
            note: Words::maybe(entry.effective_note.as_ref()),
            taken: case.is_taken(),
            special_case: case.granted.map(|granted| granted.id.to_string()),
            useful: Words::maybe(entry.ai_zone.as_ref().filter(|_| case.is_useful())),
            source: (&entry.source).into(),
            as_of: entry.as_of,
        }
    }
}
