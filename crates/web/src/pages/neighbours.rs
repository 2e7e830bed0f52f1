//! `GET /neighbours`: designations beside the zone under other laws, and how they differ from it.

use super::zone::{DongName, dong_names};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::neighbour::{Neighbour, NeighbourKind};
use teukgu_domain::provision::GrantedProvision;
use teukgu_office::Office;

#[derive(Template)]
#[template(path = "neighbours.html", whitespace = "minimize")]
struct Neighbours<'a> {
    p: Page,
    zone_law: Option<&'a str>,
    zone_term: String,
    zone_gives: Vec<&'a GrantedProvision>,
    neighbours: Vec<Card<'a>>,
}

struct Card<'a> {
    neighbour: &'a Neighbour,
    name: &'a str,
    kind: &'static str,
    /// From when, and until when if that is known.
    since: String,
    term: Option<String>,
    area: Option<String>,
    dongs: Vec<DongName>,
    ahead: bool,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("zone", "neighbours").under_key("menu-zone", "/zone");
    let view = &*visit.view;
    let office = visit.portal.office();
    let neighbours = view.snapshot().neighbours();
    let template = Neighbours {
        zone_law: view.zone().legal_bases.first().map(|basis| basis.citation.get(p.lang)),
        zone_term: view.zone().term.display(p.lang),
        zone_gives: view.snapshot().provisions(),
        neighbours: neighbours.into_iter().map(|neighbour| card(&p, neighbour, office)).collect(),
        p,
    };
    render(&template, &template.p)
}

fn card<'a>(p: &Page, neighbour: &'a Neighbour, office: &Office) -> Card<'a> {
    Card {
        neighbour,
        name: neighbour.name.get(p.lang),
        kind: kind(neighbour.kind),
        since: since(p, neighbour),
        term: neighbour.term.map(|term| term.display(p.lang)),
        area: neighbour.area_m2.map(|m2| format!("{} m²", p.number(&m2))),
        dongs: dong_names(p, office, &neighbour.legal_dongs),
        ahead: neighbour.designated_on.is_none_or(|day| day > p.today),
    }
}

/// Writes since when and until when, as far as it is known.
fn since(p: &Page, neighbour: &Neighbour) -> String {
    match (neighbour.term, &neighbour.designated_on) {
        (Some(term), _) => term.display(p.lang),
        (None, Some(day)) => p.t1("neighbours-since", "day", p.day(day)),
        (None, None) => p.t("neighbours-not-known"),
    }
}

const fn kind(kind: NeighbourKind) -> &'static str {
    match kind {
        NeighbourKind::PromotionDistrict => "neighbours-kind-promotion-district",
        NeighbourKind::Zone => "neighbours-kind-zone",
        NeighbourKind::RegulationFreeZone => "neighbours-kind-regulation-free-zone",
        NeighbourKind::Other => "neighbours-kind-other",
    }
}
