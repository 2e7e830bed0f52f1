//! GeoJSON text to parts of a boundary, or to zones.

use super::assemble::{RawFeature, boundary_parts, zones};
use super::locate::{Lines, offset, parse};
use super::polygon::RawPolygon;
use super::structure;
use super::{Findings, Place};
use crate::fault::{Fault, FaultKind, Repair, RepairKind};
use crate::shape::ZoneShape;
use geojson::{Feature, GeoJson, GeometryValue, JsonObject, JsonValue, PolygonType};
use teukgu_domain::boundary::{BoundaryPart, Crs};

/// Reads the boundary drawing (지형도면) of a zone's folder: every feature is a part.
///
/// A feature has `properties.part`, an id of its own, and `properties.name_ko` and `properties.name_en`.
///
/// # Errors
/// Every [`Fault`] of the text, in the order of the text.
#[doc(alias = "지형도면")]
pub fn read_boundary(text: &str, crs: Crs) -> Result<(Vec<BoundaryPart>, Vec<Repair>), Vec<Fault>> {
    read(text, Some(crs), boundary_parts)
}

/// Reads zones from any GeoJSON text; without `crs` the file's own `crs` member counts, else EPSG:4326.
///
/// The zone of a feature is the first of `properties.zone_id`, `properties.zone`, `properties.id` and its `id`,
/// else `zone-<number>`; its part is `properties.part`, else the number of the polygon in the zone.
///
/// # Errors
/// Every [`Fault`] of the text, in the order of the text.
pub fn read_zones(text: &str, crs: Option<Crs>) -> Result<(Vec<ZoneShape>, Vec<Repair>), Vec<Fault>> {
    read(text, crs, zones)
}

fn read<T>(
    text: &str,
    crs: Option<Crs>,
    assemble: impl Fn(&[RawFeature], Crs, &mut Findings) -> Vec<T>,
) -> Result<(Vec<T>, Vec<Repair>), Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Ok(document) = text.parse::<GeoJson>() else { return Err(unreadable(text)) };
    let mut findings = Findings::default();
    let member = Place::default().property("crs");
    let crs = match (stated_crs(&document), crs) {
        (Err(kind), None) => return Err(located(text, &[(member, kind)], fault)),
        (Ok(Some(stated)), Some(given)) if stated != given => {
            findings.fault(member, FaultKind::CrsDiffers { stated, given });
            given
        }
        (Ok(Some(only)), _) | (_, Some(only)) => only,
        (Ok(None), None) => Crs::Epsg4326,
    };
    let features = raw_features(document, &mut findings);
    let read = assemble(&features, crs, &mut findings);
    if features.iter().all(|feature| feature.polygons.is_empty()) && findings.faults.is_empty() {
        findings.fault(Place::default(), FaultKind::Empty);
    }
    if findings.faults.is_empty() {
        return Ok((read, located(text, &findings.repairs, repair)));
    }
    Err(located(text, &findings.faults, fault))
}

fn fault(line: usize, column: usize, kind: FaultKind) -> Fault {
    Fault { line, column, kind }
}

fn repair(line: usize, column: usize, kind: RepairKind) -> Repair {
    Repair { line, column, kind }
}

/// Gives findings their line and column, in the order of the text.
fn located<K: Clone, F>(text: &str, found: &[(Place, K)], make: impl Fn(usize, usize, K) -> F) -> Vec<F> {
    if found.is_empty() {
        return Vec::new();
    }
    let root = parse(text).ok().flatten();
    let lines = Lines::new(text);
    let start = |place| root.as_ref().map_or(0, |root| offset(root, place));
    let mut placed: Vec<(usize, &K)> = found.iter().map(|(place, kind)| (start(*place), kind)).collect();
    placed.sort_by_key(|&(start, _)| start);
    let place = |(start, kind): (usize, &K)| {
        let (line, column) = lines.at(start);
        make(line, column, kind.clone())
    };
    placed.into_iter().map(place).collect()
}

/// Says why a text is no GeoJSON.
fn unreadable(text: &str) -> Vec<Fault> {
    let found = match parse(text) {
        Ok(Some(root)) => structure::faults(&root),
        Ok(None) => vec![(0, FaultKind::Syntax("the text is empty".to_owned()))],
        Err(error) => {
            vec![(error.range().start, FaultKind::Syntax(error.kind().to_string().to_lowercase()))]
        }
    };
    let lines = Lines::new(text);
    let place = |(start, kind)| {
        let (line, column) = lines.at(start);
        Fault { line, column, kind }
    };
    let mut faults: Vec<Fault> = found.into_iter().map(place).collect();
    if faults.is_empty() {
        let why = text.parse::<GeoJson>().err().map_or_else(String::new, |error| error.to_string());
        faults.push(Fault { line: 1, column: 1, kind: FaultKind::NotGeoJson(why.to_lowercase()) });
    }
    faults
}

/// Reads the `crs` member that GeoJSON had before RFC 7946 and that Korean files still carry.
fn stated_crs(document: &GeoJson) -> Result<Option<Crs>, FaultKind> {
    let members: Option<&JsonObject> = match document {
        GeoJson::FeatureCollection(collection) => collection.foreign_members.as_ref(),
        GeoJson::Feature(feature) => feature.foreign_members.as_ref(),
        GeoJson::Geometry(geometry) => geometry.foreign_members.as_ref(),
    };
    let Some(crs) = members.and_then(|members| members.get("crs")).filter(|crs| !crs.is_null()) else {
        return Ok(None);
    };
    let named = crs.pointer("/properties/name").or_else(|| crs.pointer("/properties/code")).unwrap_or(crs);
    let name = named.as_str().map_or_else(|| named.to_string(), ToOwned::to_owned);
    Crs::parse(&name).map(Some).map_err(|_| FaultKind::UnknownCrs(name))
}

fn raw_features(document: GeoJson, findings: &mut Findings) -> Vec<RawFeature> {
    let features = match document {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => vec![Feature::from(geometry)],
    };
    features.into_iter().enumerate().map(|(number, feature)| raw_feature(number, feature, findings)).collect()
}

fn raw_feature(number: usize, feature: Feature, findings: &mut Findings) -> RawFeature {
    let place = Place::feature(number);
    let polygons = match feature.geometry.map(|geometry| geometry.value) {
        None => {
            findings.fault(place, FaultKind::NoGeometry);
            Vec::new()
        }
        Some(GeometryValue::Polygon { coordinates }) => vec![raw_polygon(&coordinates)],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().map(raw_polygon).collect(),
        Some(other) => {
            findings.fault(place, FaultKind::NotPolygon(other.type_name().to_owned()));
            Vec::new()
        }
    };
    let id = feature.id.map(|id| match id {
        geojson::feature::Id::String(text) => JsonValue::String(text),
        geojson::feature::Id::Number(number) => JsonValue::Number(number),
    });
    RawFeature { number, id, properties: feature.properties.unwrap_or_default(), polygons }
}

fn raw_polygon(rings: &PolygonType) -> RawPolygon {
    // A position with fewer than two numbers is named as a fault by its value, which is none.
    let axis =
        |position: &geojson::Position, at: usize| position.as_slice().get(at).copied().unwrap_or(f64::NAN);
    let point = |position: &geojson::Position| (axis(position, 0), axis(position, 1));
    rings.iter().map(|ring| ring.iter().map(point).collect()).collect()
}

#[cfg(test)]
mod tests;
