//! Why a JSON text is no GeoJSON, with every place at fault.

use crate::fault::FaultKind;
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;

type Found = Vec<(usize, FaultKind)>;

/// Lists what keeps a JSON value from being GeoJSON with polygons, by byte.
pub(crate) fn faults(root: &Value<'_>) -> Found {
    let mut found = Found::new();
    match root.as_object() {
        Some(object) => thing(object, &mut found),
        None => found.push(not_geojson(root, "an object was expected here")),
    }
    found
}

fn not_geojson(at: &impl Ranged, why: &str) -> (usize, FaultKind) {
    (at.start(), FaultKind::NotGeoJson(why.to_owned()))
}

fn kind_of<'o>(object: &'o Object<'_>) -> Option<&'o str> {
    object.get_string("type").map(|kind| kind.value.as_ref())
}

fn thing(object: &Object<'_>, found: &mut Found) {
    match kind_of(object) {
        Some("FeatureCollection") => match object.get_array("features") {
            Some(features) => features.elements.iter().for_each(|value| member(value, found)),
            None => found.push(not_geojson(object, "`features` is missing or no list")),
        },
        Some("Feature") => feature(object, found),
        _ => geometry(object, found),
    }
}

fn member(value: &Value<'_>, found: &mut Found) {
    match value.as_object() {
        Some(object) if kind_of(object) == Some("Feature") => feature(object, found),
        _ => found.push(not_geojson(value, "a feature was expected here")),
    }
}

fn feature(object: &Object<'_>, found: &mut Found) {
    if let Some(properties) = object.get("properties")
        && !matches!(properties.value, Value::Object(_) | Value::NullKeyword(_))
    {
        found.push(not_geojson(&properties.value, "`properties` is no object"));
    }
    match object.get("geometry").map(|property| &property.value) {
        Some(Value::Object(shape)) => geometry(shape, found),
        None | Some(Value::NullKeyword(_)) => found.push((object.start(), FaultKind::NoGeometry)),
        Some(other) => found.push(not_geojson(other, "a geometry was expected here")),
    }
}

fn geometry(object: &Object<'_>, found: &mut Found) {
    let depth = match kind_of(object) {
        Some("Polygon") => 2,
        Some("MultiPolygon") => 3,
        Some(kind @ ("Point" | "MultiPoint" | "LineString" | "MultiLineString" | "GeometryCollection")) => {
            found.push((object.start(), FaultKind::NotPolygon(kind.to_owned())));
            return;
        }
        Some(kind) => {
            found.push(not_geojson(object, &format!("`{kind}` is no type of GeoJSON")));
            return;
        }
        None => {
            found.push(not_geojson(object, "`type` is missing"));
            return;
        }
    };
    match object.get_array("coordinates") {
        Some(coordinates) => levels(coordinates, depth, found),
        None => found.push(not_geojson(object, "`coordinates` is missing or no list")),
    }
}

fn levels(list: &Array<'_>, depth: usize, found: &mut Found) {
    for value in &list.elements {
        match value.as_array() {
            Some(inner) if depth > 1 => levels(inner, depth - 1, found),
            Some(position) if is_position(position) => {}
            _ if depth == 1 => found.push((value.start(), FaultKind::BadPosition)),
            _ => found.push(not_geojson(value, "a list of positions was expected here")),
        }
    }
}

fn is_position(list: &Array<'_>) -> bool {
    let is_number = |value: &Value<'_>| {
        value.as_number_lit().and_then(|number| number.value.parse::<f64>().ok()).is_some_and(f64::is_finite)
    };
    list.elements.len() >= 2 && list.elements.iter().all(is_number)
}
