//! From features to parts and zones.

use super::polygon::{RawPolygon, polygons};
use super::{Findings, Place, composed};
use crate::fault::FaultKind;
use crate::shape::{PartShape, ZoneShape};
use crate::soundness::{canonical, overlaps, spot};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use teukgu_domain::boundary::{BoundaryPart, Crs, PolygonRings};
use teukgu_domain::ids::PartId;
use teukgu_domain::text::Text;

/// One feature of a file, whatever its format.
#[derive(Debug, Default)]
pub(crate) struct RawFeature {
    /// Its number in the file, from 0.
    pub(crate) number: usize,
    /// Id beside the properties.
    pub(crate) id: Option<Value>,
    /// Properties, keys in lower case for shapefiles.
    pub(crate) properties: Map<String, Value>,
    /// Polygons as the file has them.
    pub(crate) polygons: Vec<RawPolygon>,
}

impl RawFeature {
    fn place(&self) -> Place {
        Place::feature(self.number)
    }

    fn text(&self, property: &str) -> Option<String> {
        as_text(self.properties.get(property)?)
    }

    fn first_text(&self, properties: &[&str]) -> Option<String> {
        properties.iter().find_map(|property| self.text(property))
    }

    fn zone_id(&self) -> String {
        let id = || self.id.as_ref().and_then(as_text);
        let named = self.first_text(&["zone_id", "zone", "id"]).or_else(id);
        named.unwrap_or_else(|| format!("zone-{}", self.number + 1))
    }

    fn zone_name(&self) -> String {
        self.first_text(&["zone_name", "name", "zone", "name_ko"]).unwrap_or_default()
    }

    fn part_name(&self, names: &[&str]) -> Text {
        Text { ko: self.first_text(names).unwrap_or_default(), en: self.text("name_en").unwrap_or_default() }
    }
}

/// Returns a string or a number as text, nothing for blanks.
fn as_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => composed(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Reads every feature as one part of a boundary, in the order of the file.
pub(crate) fn boundary_parts(
    features: &[RawFeature],
    crs: Crs,
    findings: &mut Findings,
) -> Vec<BoundaryPart> {
    let mut parts: Vec<BoundaryPart> = Vec::new();
    let mut all: Vec<(Place, PolygonRings)> = Vec::new();
    for feature in features {
        let found = polygons(&feature.polygons, feature.place(), crs, findings);
        all.extend(found.iter().cloned());
        if let Some(id) = part_id(feature, &parts, findings) {
            let polygons = found.into_iter().map(|(_, polygon)| polygon).collect();
            parts.push(BoundaryPart { id, name: feature.part_name(&["name_ko", "name"]), polygons });
        }
    }
    report_overlaps(&all, crs, findings);
    parts
}

fn part_id(feature: &RawFeature, parts: &[BoundaryPart], findings: &mut Findings) -> Option<PartId> {
    let place = feature.place().property("part");
    let Some(text) = feature.text("part") else {
        findings.fault(place, FaultKind::PartMissing);
        return None;
    };
    let Ok(id) = PartId::parse(text.as_str()) else {
        findings.fault(place, FaultKind::BadPartId(text));
        return None;
    };
    if parts.iter().any(|part| part.id == id) {
        findings.fault(place, FaultKind::DuplicatePart(text));
        return None;
    }
    Some(id)
}

/// Reads features as zones: features of one zone id are parts of one zone, zones in the order of the file.
pub(crate) fn zones(features: &[RawFeature], crs: Crs, findings: &mut Findings) -> Vec<ZoneShape> {
    let mut zones: Vec<ZoneShape> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for feature in features {
        let found = polygons(&feature.polygons, feature.place(), crs, findings);
        report_overlaps(&found, crs, findings);
        let id = feature.zone_id();
        let index = *known.entry(id.clone()).or_insert_with(|| {
            zones.push(ZoneShape { id, name: feature.zone_name(), crs, parts: Vec::new() });
            zones.len() - 1
        });
        add_parts(&mut zones[index], feature, found.into_iter().map(|(_, polygon)| polygon).collect());
    }
    zones
}

/// Adds the polygons of a feature to the part that it names, or as parts numbered on.
fn add_parts(zone: &mut ZoneShape, feature: &RawFeature, polygons: Vec<PolygonRings>) {
    let Some(id) = feature.text("part") else {
        for polygon in polygons {
            let id = (zone.polygons().count() + 1).to_string();
            zone.parts.push(PartShape { id, name: Text::default(), polygons: vec![polygon] });
        }
        return;
    };
    match zone.parts.iter_mut().find(|part| part.id == id) {
        Some(part) => part.polygons.extend(polygons),
        None => zone.parts.push(PartShape { id, name: feature.part_name(&["name_ko"]), polygons }),
    }
}

/// Reports polygons that share area, at the later one.
fn report_overlaps(polygons: &[(Place, PolygonRings)], crs: Crs, findings: &mut Findings) {
    let rings: Vec<&PolygonRings> = polygons.iter().map(|(_, polygon)| polygon).collect();
    for (i, j) in overlaps(&rings) {
        let (other, here) = (spot(rings[i].shell[0], crs), spot(rings[j].shell[0], crs));
        let twice = canonical(&rings[i].shell) == canonical(&rings[j].shell);
        let kind =
            if twice { FaultKind::DuplicateRing(other) } else { FaultKind::PolygonsOverlap { here, other } };
        findings.fault(polygons[j].0, kind);
    }
}
