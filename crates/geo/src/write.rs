//! GeoJSON out: 7 decimals for degrees, 3 for metres.

use crate::crs::CrsError;
use crate::shape::{PartShape, ZoneShape, closed};
use serde_json::{Value, json};
use teukgu_domain::boundary::{Boundary, Crs};

/// Writes a zone as a FeatureCollection in `crs`: one feature a part, long edges in pieces if projected.
///
/// A system other than EPSG:4326 is named in a `crs` member, as GeoJSON had it before RFC 7946.
///
/// # Errors
/// [`CrsError`] if the zone cannot be carried into `crs`.
pub fn zone_to_geojson(zone: &ZoneShape, crs: Crs) -> Result<Value, CrsError> {
    let carried = zone.reprojected(crs, None)?;
    let features: Vec<Value> = carried.parts.iter().map(|part| feature(&carried, part)).collect();
    let mut collection = json!({ "type": "FeatureCollection", "features": features });
    if crs != Crs::Epsg4326 {
        let name = format!("urn:ogc:def:crs:EPSG::{}", crs.code());
        collection["crs"] = json!({ "type": "name", "properties": { "name": name } });
    }
    Ok(collection)
}

/// Writes a boundary (지형도면) as a FeatureCollection in `crs`: one feature a part.
///
/// # Errors
/// As [`zone_to_geojson`].
#[doc(alias = "지형도면")]
pub fn boundary_to_geojson(boundary: &Boundary, crs: Crs) -> Result<Value, CrsError> {
    let mut zone = zone_to_geojson(&ZoneShape::from_boundary("", boundary), crs)?;
    for properties in zone["features"].as_array_mut().into_iter().flatten().map(|f| &mut f["properties"]) {
        if let Some(properties) = properties.as_object_mut() {
            properties.remove("zone_id");
        }
    }
    Ok(zone)
}

fn feature(zone: &ZoneShape, part: &PartShape) -> Value {
    let mut properties = json!({ "zone_id": zone.id, "part": part.id });
    let texts = [("zone_name", &zone.name), ("name_ko", &part.name.ko), ("name_en", &part.name.en)];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        properties[key] = json!(text);
    }
    json!({ "type": "Feature", "properties": properties, "geometry": geometry(part, zone.crs) })
}

fn geometry(part: &PartShape, crs: Crs) -> Value {
    let ring = |ring: &teukgu_domain::boundary::Ring| -> Vec<[f64; 2]> {
        closed(ring, crs).into_iter().map(|(x, y)| [rounded(x, crs), rounded(y, crs)]).collect()
    };
    let polygons: Vec<Vec<_>> =
        part.polygons.iter().map(|p| std::iter::once(&p.shell).chain(&p.holes).map(ring).collect()).collect();
    match <[_; 1]>::try_from(polygons) {
        Ok([polygon]) => json!({ "type": "Polygon", "coordinates": polygon }),
        Err(polygons) => json!({ "type": "MultiPolygon", "coordinates": polygons }),
    }
}

/// Rounds to a unit of the system: a position shows the same digits that it was read from.
fn rounded(number: f64, crs: Crs) -> f64 {
    (number * crs.units()).round() / crs.units()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::geojson::{read_boundary, read_zones};

    const TWO_PARTS: &str = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"part":"A","name_ko":"동","name_en":"east"},"geometry":{"type":"Polygon",
         "coordinates":[[[127.0353001,37.4],[127.04,37.4],[127.04,37.41],[127.0353001,37.4]]]}},
        {"type":"Feature","properties":{"part":"B"},"geometry":{"type":"MultiPolygon",
         "coordinates":[[[[127.1,37.4],[127.11,37.4],[127.11,37.41],[127.1,37.4]]],[[[127.2,37.4],[127.21,37.4],[127.21,37.41],[127.2,37.4]]]]}}]}"#;

    #[test]
    fn what_is_written_reads_back_as_the_same_zone() {
        let (zones, _) = read_zones(
            &TWO_PARTS.replace("\"part\"", "\"zone_id\":\"z\",\"zone_name\":\"특구\",\"part\""),
            None,
        )
        .unwrap();
        let written = zone_to_geojson(&zones[0], Crs::Epsg4326).unwrap().to_string();
        assert!(written.contains("[127.0353001,37.4]"), "{written}");
        assert_eq!(read_zones(&written, None).unwrap().0, zones);
        let metric = zone_to_geojson(&zones[0], Crs::Epsg5186).unwrap().to_string();
        assert_eq!(read_zones(&metric, None).unwrap().0[0].crs, Crs::Epsg5186);
    }

    #[test]
    fn a_boundary_reads_back_as_the_same_boundary() {
        let (parts, _) = read_boundary(TWO_PARTS, Crs::Epsg4326).unwrap();
        let boundary = Boundary {
            crs: Crs::Epsg4326,
            parts,
            stated_area_m2: None,
            stated_area_note: None,
            provenance: teukgu_domain::provenance::Provenance::illustrative(),
        };
        let written = boundary_to_geojson(&boundary, Crs::Epsg4326).unwrap().to_string();
        assert!(!written.contains("zone_id"));
        assert_eq!(read_boundary(&written, Crs::Epsg4326).unwrap().0, boundary.parts);
    }
}
