use super::*;
use teukgu_domain::boundary::Ring;

fn ring(corners: &[(i64, i64)]) -> Ring {
    let base = |&(x, y): &(i64, i64)| Position { x: 203_000_000 + x * 1000, y: 541_000_000 + y * 1000 };
    corners.iter().map(base).collect()
}

fn square(x: i64, y: i64, side: i64) -> PolygonRings {
    let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
    PolygonRings { shell: ring(&corners), holes: vec![] }
}

fn zone(id: &str, parts: Vec<(&str, PolygonRings)>) -> ZoneShape {
    let part = |(id, polygon): (&str, PolygonRings)| PartShape {
        id: id.to_owned(),
        name: Text::default(),
        polygons: vec![polygon],
    };
    let parts = parts.into_iter().map(part).collect();
    ZoneShape { id: id.to_owned(), name: String::new(), crs: Crs::Epsg5186, parts }
}

fn locate(zones: Vec<ZoneShape>, x: f64, y: f64) -> Location {
    ZoneIndex::new(zones, Crs::Epsg5186).unwrap().locate(203_000.0 + x, 541_000.0 + y)
}

#[test]
fn a_point_in_two_parts_is_reported_once_with_the_smaller_part() {
    let z = || vec![zone("z", vec![("ALL", square(0, 0, 100)), ("A", square(10, 10, 20))])];
    let inner = locate(z(), 15.0, 18.0);
    assert_eq!(inner.zones.len(), 1);
    assert_eq!((inner.zones[0].part.as_str(), inner.zones[0].border), ("A", false));
    let on_inner_ring = locate(z(), 10.0, 15.0);
    assert_eq!((on_inner_ring.zones[0].part.as_str(), on_inner_ring.zones[0].border), ("ALL", false));
    let on_outer_ring = locate(z(), 0.0, 15.0);
    assert_eq!((on_outer_ring.zones[0].part.as_str(), on_outer_ring.zones[0].border), ("ALL", true));
}

#[test]
fn distance_is_to_the_nearest_border_and_zero_on_it() {
    let z = || vec![zone("z", vec![("A", square(0, 0, 100))])];
    let distance = |x, y| locate(z(), x, y).zones[0].distance_m;
    assert!((distance(30.0, 50.0) - 30.0).abs() < 1e-9);
    assert!(distance(0.0, 50.0) == 0.0);
    let near = locate(z(), 0.009, 50.0).zones.remove(0);
    assert!(near.near_border && !near.border);
    assert!(!locate(z(), 0.011, 50.0).zones[0].near_border);
}

#[test]
fn the_nearest_zone_is_named_if_none_holds_the_point() {
    let zones =
        || vec![zone("far", vec![("1", square(500, 0, 10))]), zone("near", vec![("1", square(0, 0, 10))])];
    let outside = locate(zones(), 13.0, 14.0);
    assert_eq!(outside.status, Status::Located);
    assert_eq!(outside.nearest, Some(Nearest { zone: "near".to_owned(), distance_m: 5.0 }));
    assert_eq!(locate(zones(), 5.0, 5.0).nearest, None);
    assert_eq!(locate(Vec::new(), 5.0, 5.0).nearest, None);
}

#[test]
fn the_answer_is_plain_json() {
    let inside = locate(vec![zone("z", vec![("A", square(0, 0, 10))])], 5.0, 4.0);
    assert_eq!(
        serde_json::to_string(&inside).unwrap(),
        r#"{"status":"located","zones":[{"zone":"z","part":"A","border":false,"near_border":false,"distance_m":4.0}]}"#
    );
    let swapped = ZoneIndex::new(Vec::new(), Crs::Epsg4326).unwrap().locate(37.5, 127.0);
    assert_eq!(
        serde_json::to_string(&swapped).unwrap(),
        r#"{"status":"looks_swapped","zones":[],"hint":{"swap":{"x":127.0,"y":37.5}}}"#
    );
    assert!(swapped.hint.unwrap().text().ko.contains("127, 37.5"));
}

#[test]
fn zones_of_several_systems_are_asked_each_in_its_own() {
    let metric = zone("metric", vec![("A", square(0, 0, 100))]);
    let mut degrees = metric.reprojected(Crs::Epsg4326, None).unwrap();
    degrees.id = "degrees".to_owned();
    let found = locate(vec![degrees, metric], 50.0, 50.0);
    let ids: Vec<&str> = found.zones.iter().map(|hit| hit.zone.as_str()).collect();
    assert_eq!(ids, ["degrees", "metric"]);
    assert!(found.zones.iter().all(|hit| (hit.distance_m - 50.0).abs() < 0.02));
}

#[test]
fn the_old_datum_is_refused_unless_its_shift_is_given() {
    let needed = CrsError::DatumShiftNeeded { crs: Crs::Epsg5174 };
    let z = || vec![zone("z", vec![("A", square(0, 0, 100))])];
    assert_eq!(ZoneIndex::new(z(), Crs::Epsg5174).unwrap_err(), needed);
    let mut old = z();
    old[0].crs = Crs::Epsg5174;
    assert_eq!(ZoneIndex::new(old, Crs::Epsg4326).unwrap_err(), needed);
    let shift = DatumShift {
        dx_m: -145.907,
        dy_m: 505.034,
        dz_m: 685.756,
        rx_arcsec: -1.162,
        ry_arcsec: 2.347,
        rz_arcsec: 1.592,
        scale_ppm: 6.342,
    };
    let index = ZoneIndex::with_shift(z(), Crs::Epsg5174, Some(shift)).unwrap();
    let there = Projector::new(Crs::Epsg5186, Crs::Epsg5174, Some(shift)).unwrap();
    let (x, y) = there.project((203_050.0, 541_050.0)).unwrap();
    assert!((x - 203_050.0).abs() > 20.0 || (y - 441_050.0).abs() > 100.0, "the datum must matter");
    assert_eq!(index.locate(x, y).zones.len(), 1);
}

#[test]
fn a_part_is_asked_over_all_its_polygons() {
    let polygons = [square(0, 0, 10), square(20, 0, 10)];
    let at = |x: i64| Position { x: 203_000_000 + x * 1000, y: 541_005_000 };
    assert_eq!(side_of(&polygons, at(25)), Side::Inside);
    assert_eq!(side_of(&polygons, at(20)), Side::Border);
    assert_eq!(side_of(&polygons, at(15)), Side::Outside);
    assert_eq!(side_of(&[], at(15)), Side::Outside);
}
