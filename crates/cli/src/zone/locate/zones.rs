//! The zones to look in: a file, a zone folder, or the built-in zone.

use crate::args::ZoneLocate;
use crate::failure::Failure;
use crate::folder;
use crate::whole_file;
use std::path::Path;
use teukgu_codes::Codes;
use teukgu_domain::date::Term;
use teukgu_domain::text::{Lang, Text};
use teukgu_geo::fault::Fault;
use teukgu_geo::read::{geojson, shapefile};
use teukgu_geo::shape::ZoneShape;

/// Zones, and the term of the one zone where it is known.
pub(crate) struct Found {
    pub(crate) shapes: Vec<ZoneShape>,
    pub(crate) term: Option<Term>,
}

/// Reads the zones that the arguments name.
pub(crate) fn read(args: &ZoneLocate, codes: &Codes, lang: Lang) -> Result<Found, Failure> {
    if let Some(path) = &args.zones {
        return Ok(Found { shapes: from_file(path, args, lang)?, term: None });
    }
    let snapshot = folder::zone(args.tenant.as_ref(), codes, lang)?;
    let shapes = snapshot.zone().zip(snapshot.boundary());
    let shapes = shapes.map(|(zone, boundary)| ZoneShape::from_boundary(zone.id.as_str(), boundary));
    Ok(Found { shapes: shapes.into_iter().collect(), term: snapshot.zone().map(|zone| zone.term) })
}

fn from_file(path: &Path, args: &ZoneLocate, lang: Lang) -> Result<Vec<ZoneShape>, Failure> {
    let bytes = whole_file::read(path)?;
    let read = if bytes.starts_with(b"PK") {
        shapefile::read_zones(&bytes, args.zones_crs)
    } else {
        let text = std::str::from_utf8(&bytes).map_err(|error| not_text(path, error.valid_up_to()))?;
        geojson::read_zones(text, args.zones_crs)
    };
    let (shapes, repairs) = read.map_err(|faults| failure(path, &faults, lang))?;
    for repair in repairs {
        let shown = path.display();
        eprintln!("note: {shown}:{}:{} {}", repair.line, repair.column, repair.text().get(lang));
    }
    Ok(shapes)
}

fn not_text(path: &Path, byte: usize) -> Failure {
    let path = path.display();
    Failure::input(
        Text::new(
            format!("`{path}`: {byte}번째 바이트부터 UTF-8이 아닙니다"),
            format!("`{path}`: not UTF-8 from byte {byte}"),
        ),
        Text::new(
            "GeoJSON(UTF-8)이나 압축한 셰이프파일(.zip)을 지정하세요",
            "give GeoJSON in UTF-8, or a zipped shapefile",
        ),
    )
}

/// Prints every fault but the first, which becomes the failure.
fn failure(path: &Path, faults: &[Fault], lang: Lang) -> Failure {
    let path = path.display();
    let place = |fault: &Fault, lang: Lang| {
        format!("{path}:{}:{} {}", fault.line, fault.column, fault.text().get(lang))
    };
    for fault in faults.iter().skip(1) {
        eprintln!("error: {}", place(fault, lang));
    }
    match faults.first() {
        Some(first) => {
            Failure::input(Text::new(place(first, Lang::Ko), place(first, Lang::En)), first.help())
        }
        None => Failure::input(
            Text::new(format!("`{path}`: 읽을 수 없습니다"), format!("`{path}`: cannot be read")),
            Text::new("파일을 확인하세요", "check the file"),
        ),
    }
}
