//! `GET /map`: the zone drawn, and the same as lists: parts, sites, organisations, files.

use crate::assets;
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::svg::map::places::Places;
use crate::svg::map::{Size, figure};
use crate::visit::Visit;
use askama::Template;
use std::collections::BTreeMap;
use teukgu_domain::boundary::Position;
use teukgu_domain::organisation::Organisation;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::site::SupplySite;
use teukgu_office::map::{Drawing, Outline};

/// Files that hold what the map shows: name of the collection, key of its title.
const FILES: [(&str, &str); 5] = [
    ("zones", "map-file-zones"),
    ("parts", "map-file-parts"),
    ("sites", "map-file-sites"),
    ("organisations", "map-file-organisations"),
    ("dongs", "map-file-dongs"),
];

#[derive(Template)]
#[template(path = "map.html")]
struct Map<'a> {
    p: Page,
    figure: String,
    provenance: &'a Provenance,
    interactive: bool,
    vworld: bool,
    measured: String,
    stated: Option<String>,
    difference: Option<String>,
    parts: Vec<Part>,
    sites: Vec<Entry<'a>>,
    organisations: Vec<Entry<'a>>,
    files: Vec<File>,
    has_dongs: bool,
}

struct Part {
    id: String,
    letter: String,
    name: String,
    area: String,
}

/// A site or an organisation in the list beside the map.
struct Entry<'a> {
    id: String,
    name: String,
    foreign: bool,
    number: Option<usize>,
    at_site: bool,
    address: Option<&'a str>,
    position: Option<String>,
    precision: Option<String>,
    provenance: &'a Provenance,
}

struct File {
    title: String,
    href: String,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("map", "map-title");
    let view = &*visit.view;
    let drawing = view.drawing()?;
    let places = Places::of(&drawing);
    let snapshot = view.snapshot();
    let stated = view.boundary().stated_area_m2;
    let file = |(name, key): (&str, &str)| File { title: p.t(key), href: address_of(name) };
    let template = Map {
        figure: figure(&p, Size::Full)?,
        provenance: &view.boundary().provenance,
        interactive: assets::built_in_parts().map,
        vworld: visit.portal.config().vworld.is_some(),
        measured: p.area(view.area_m2()),
        stated: stated.map(|m2| format!("{} m²", p.number(&m2))),
        difference: stated.map(|m2| difference(&p, crate::text::whole(view.area_m2()) - m2, m2)),
        parts: parts(&p, &drawing, &places),
        sites: numbered(snapshot.sites().into_iter().map(|site| of_site(&p, site, &places))),
        organisations: numbered(
            placed(snapshot.organisations()).map(|org| of_organisation(&p, org, &places)),
        ),
        files: FILES.into_iter().map(file).collect(),
        has_dongs: !drawing.dongs.is_empty(),
        p,
    };
    render(&template, &template.p)
}

/// Returns the address of a collection as one GeoJSON file.
fn address_of(collection: &str) -> String {
    format!("/ogc/collections/{collection}/items?limit=1000")
}

/// Says by how much the measured area differs from the stated one.
fn difference(p: &Page, by: i64, stated: i64) -> String {
    let sign = match by {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let tenths = (i128::from(by.abs()) * 1000 + i128::from(stated / 2)) / i128::from(stated.max(1));
    let share = format!("{sign}{}.{} %", tenths / 10, tenths % 10);
    p.t2("map-difference-value", "area", format!("{sign}{} m²", p.number(&by.abs())), "share", share)
}

fn parts(p: &Page, drawing: &Drawing, places: &Places) -> Vec<Part> {
    let letters: BTreeMap<&str, &str> =
        places.parts.iter().map(|part| (part.id.as_str(), part.letter.as_str())).collect();
    let part = |outline: &Outline| Part {
        letter: letters.get(outline.id.as_str()).copied().unwrap_or_default().to_owned(),
        name: p.w(&outline.name).to_owned(),
        area: p.number(&crate::text::whole(area_m2(outline))),
        id: outline.id.clone(),
    };
    drawing.parts.iter().map(part).collect()
}

/// Measures an outline in metres: shells run one way and holes the other, so that holes count against.
fn area_m2(outline: &Outline) -> f64 {
    let (x0, y0) = outline.rings.first().and_then(|ring| ring.first()).copied().unwrap_or_default();
    let doubled = |ring: &Vec<(f64, f64)>| -> f64 {
        let pairs = ring.iter().zip(ring.iter().skip(1));
        pairs.map(|(a, b)| (a.0 - x0) * (b.1 - y0) - (b.0 - x0) * (a.1 - y0)).sum()
    };
    outline.rings.iter().map(doubled).sum::<f64>() / 2.0
}

fn placed(organisations: Vec<&Organisation>) -> impl Iterator<Item = &Organisation> {
    organisations.into_iter().filter(|org| org.position.is_some())
}

/// Puts entries in the order of their numbers; those without a place come last.
fn numbered<'a>(entries: impl Iterator<Item = Entry<'a>>) -> Vec<Entry<'a>> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|entry| entry.number.unwrap_or(usize::MAX));
    entries
}

fn of_site<'a>(p: &Page, site: &'a SupplySite, places: &Places) -> Entry<'a> {
    let number = places.site(site.id.as_str());
    Entry {
        id: format!("site-{}", site.id),
        name: p.w(&site.name).to_owned(),
        foreign: false,
        number,
        at_site: true,
        address: site.address.as_deref(),
        position: site.position.map(degrees),
        precision: precision(p, site.position_error_m),
        provenance: &site.provenance,
    }
}

fn of_organisation<'a>(p: &Page, org: &'a Organisation, places: &Places) -> Entry<'a> {
    let number = places.organisation(org.id.as_str());
    Entry {
        id: format!("org-{}", org.id),
        name: org.name(p.lang).to_owned(),
        foreign: org.name(p.lang) == org.name_ko && p.lang.tag() != "ko",
        number,
        at_site: number.is_some_and(|number| places.is_site(number)),
        address: org.address.as_deref(),
        position: org.position.map(degrees),
        precision: precision(p, org.position_error_m),
        provenance: &org.provenance,
    }
}

fn precision(p: &Page, error_m: Option<u32>) -> Option<String> {
    error_m.map(|metres| p.t1("map-precision", "m", p.number(&i64::from(metres))))
}

/// Writes a position in degrees, latitude first, to about a decimetre.
pub(super) fn degrees(position: Position) -> String {
    let (lon, lat) = teukgu_office::features::lon_lat(position);
    format!("{lat:.6}, {lon:.6}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::text::Text;

    #[test]
    fn a_position_is_written_in_degrees_with_latitude_first() {
        assert_eq!(degrees(Position { x: 127_022_575_000, y: 37_465_197_000 }), "37.465197, 127.022575");
    }

    #[test]
    fn a_hole_counts_against_the_area() {
        let square = |side: f64| vec![(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)];
        let mut hole = square(10.0);
        hole.reverse();
        let outline = Outline { id: "A".to_owned(), name: Text::default(), rings: vec![square(100.0), hole] };
        assert!((area_m2(&outline) - 9900.0).abs() < 1e-6);
    }
}
