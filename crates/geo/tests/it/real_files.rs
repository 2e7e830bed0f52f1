//! Whole files, as the product reads them.

use std::collections::BTreeMap;
use teukgu_domain::boundary::Crs;
use teukgu_geo::contain::ZoneIndex;
use teukgu_geo::crs::Projector;
use teukgu_geo::exact::doubled_polygon_area;
use teukgu_geo::measure::{area_m2, part_area_m2};
use teukgu_geo::read::geojson::{read_boundary, read_zones};
use teukgu_geo::relate::{Relation, relate};
use teukgu_geo::shape::ZoneShape;

const YANGJAE: &str = include_str!("fixtures/yangjae_zone_illustrative.geojson");
const SYNTHETIC: &str = include_str!("fixtures/zones_synthetic.geojson");

fn yangjae() -> ZoneShape {
    let (mut zones, _) = read_zones(YANGJAE, None).expect("a sound file");
    assert_eq!(zones.len(), 1, "all features carry one zone");
    zones.remove(0)
}

#[test]
fn the_illustrative_zone_has_its_area_although_its_parts_stand_twice() {
    let zone = yangjae();
    assert_eq!(zone.parts.len(), 12);
    let area = area_m2(&zone).unwrap();
    let parts: f64 = zone.parts.iter().map(|part| part_area_m2(part, zone.crs).unwrap()).sum();
    assert!((parts - 2.0 * area).abs() < 0.05, "{parts}");
    assert!((area - 399_999.8).abs() < 0.2, "{area}");
}

/// Projects every number pair of a GeoJSON value in place.
fn project_all(value: &mut serde_json::Value, projector: &Projector) {
    let Some(list) = value.as_array_mut() else { return };
    match (list.first().and_then(serde_json::Value::as_f64), list.get(1).and_then(serde_json::Value::as_f64))
    {
        (Some(x), Some(y)) => {
            let (x, y) = projector.project((x, y)).expect("a place in Seoul");
            *value = serde_json::json!([x, y]);
        }
        _ => list.iter_mut().for_each(|inner| project_all(inner, projector)),
    }
}

#[test]
fn drawn_in_millimetres_the_illustrative_zone_has_its_stated_area() {
    let projector = Projector::new(Crs::Epsg4326, Crs::Epsg5186, None).unwrap();
    let mut document: serde_json::Value = serde_json::from_str(YANGJAE).unwrap();
    for feature in document["features"].as_array_mut().unwrap() {
        project_all(&mut feature["geometry"]["coordinates"], &projector);
    }
    let (zones, _) = read_zones(&document.to_string(), Some(Crs::Epsg5186)).unwrap();
    let area = area_m2(&zones[0]).unwrap();
    assert!((area - 399_999.8).abs() < 0.2, "{area}: half a millimetre a corner");
}

#[test]
fn the_parts_are_a_boundary_and_the_whole_beside_them_is_refused() {
    let lines: Vec<&str> = YANGJAE.lines().filter(|line| !line.contains("\"part\":\"ALL\"")).collect();
    let (parts, _) = read_boundary(&lines.join("\n"), Crs::Epsg4326).unwrap();
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(ids, ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]);
    let faults = read_boundary(YANGJAE, Crs::Epsg4326).unwrap_err();
    assert!(faults.iter().all(|fault| fault.text().en.contains("twice")), "{faults:?}");
    assert_eq!(faults.len(), 11, "each part repeats a polygon of the whole");
}

#[test]
fn a_point_in_a_part_is_reported_once_and_for_the_part_not_the_whole() {
    let zone = yangjae();
    let index = ZoneIndex::new(vec![zone.clone()], Crs::Epsg4326).unwrap();
    for part in zone.parts.iter().filter(|part| part.id != "ALL") {
        let shell = &part.polygons[0].shell;
        let corner = teukgu_geo::crs::coordinates(shell[0], zone.crs);
        let found = index.locate(corner.0, corner.1);
        assert_eq!(found.zones.len(), 1);
        assert_eq!((found.zones[0].part.as_str(), found.zones[0].border), (part.id.as_str(), true));
    }
    let outside = index.locate(127.0, 37.4);
    assert_eq!(outside.nearest.unwrap().zone, zone.id);
}

#[test]
fn synthetic_zones_are_read_whole_and_their_area_is_the_stated_one() {
    let (zones, _) = read_zones(SYNTHETIC, None).unwrap();
    assert_eq!(zones.len(), 14);
    let document: serde_json::Value = serde_json::from_str(SYNTHETIC).unwrap();
    let stated: BTreeMap<&str, f64> = document["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            let properties = &feature["properties"];
            (properties["zone_id"].as_str().unwrap(), properties["area_m2"].as_f64().unwrap())
        })
        .collect();
    for zone in &zones {
        let ratio = area_m2(zone).unwrap() / stated[zone.id.as_str()];
        assert!((ratio - 1.0).abs() < 2e-3, "{}: {ratio}", zone.id);
        assert!(zone.polygons().all(|polygon| doubled_polygon_area(polygon) > 0));
    }
    assert!(zones.iter().flat_map(ZoneShape::polygons).any(|polygon| !polygon.holes.is_empty()));
}

#[test]
fn a_zone_holds_its_parts_and_lies_apart_from_the_others() {
    let (zones, _) = read_zones(SYNTHETIC, None).unwrap();
    let alone = |zone: &ZoneShape, i: usize| ZoneShape { parts: vec![zone.parts[i].clone()], ..zone.clone() };
    for zone in &zones {
        let part = alone(zone, 0);
        assert_eq!(relate(&part, zone), Ok(Relation::Within), "{}", zone.id);
        if zone.parts.len() > 1 {
            assert_eq!(relate(zone, &part), Ok(Relation::Contains), "{}", zone.id);
        }
    }
    assert_eq!(relate(&zones[0], &zones[1]), Ok(Relation::Apart));
}
