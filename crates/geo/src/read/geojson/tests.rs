use super::*;
use crate::exact::doubled_area;

/// Two features over several lines, so that lines and columns mean something.
fn two_parts(first: &str, second: &str) -> String {
    format!(
        "{{\"type\": \"FeatureCollection\", \"features\": [\n  {{\"type\": \"Feature\", \"properties\": {{\"part\": \"가\", \"x\": 1}},\n   \
         \"geometry\": {{\"type\": \"Polygon\", \"coordinates\": {first}}}}},\n  {{\"type\": \"Feature\", \"properties\": {{}},\n   \
         \"geometry\": {{\"type\": \"MultiPolygon\", \"coordinates\": [{second}]}}}}\n]}}"
    )
}

const GOOD: &str = "[[[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.0]]]";
const EAST: &str = "[[[127.5, 37.0], [127.6, 37.0], [127.6, 37.1], [127.5, 37.0]]]";

fn feature(properties: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"f\",\"properties\":{properties},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{coordinates}}}}}"
    )
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

fn zone_faults(text: &str) -> Vec<String> {
    shown(&read_zones(text, None).unwrap_err())
}

#[test]
fn every_fault_of_a_text_is_named_with_line_and_column() {
    let bow_tie = "[[[127.0, 37.0], [127.1, 37.1], [127.1, 37.0], [127.0, 37.1], [127.0, 37.0]]]";
    let open = "[[[127.5, 37.0], [127.6, 37.0], [127.6, 37.1]]]";
    let faults = shown(&read_boundary(&two_parts(bow_tie, open), Crs::Epsg4326).unwrap_err());
    assert_eq!(
        faults,
        [
            "2:46 `가` is not an id of a part: use 1 to 64 of a-z, A-Z, 0-9, `-`, `_` and `.`",
            "3:53 the ring crosses itself: (127, 37) to (127.1, 37.1) and (127.1, 37) to (127, 37.1)",
            "4:3 the feature has no `part`",
            "5:89 the ring is not closed: it starts at (127.5, 37) and ends at (127.6, 37.1)",
        ]
    );
}

#[test]
fn a_repair_has_a_place_too() {
    let clockwise = "[[[127.0, 37.0], [127.1, 37.1], [127.1, 37.1], [127.1, 37.0], [127.0, 37.0]]]";
    let (zones, repairs) = read_zones(&two_parts(clockwise, EAST), None).unwrap();
    let shown: Vec<String> = repairs.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["3:52 the ring ran the wrong way round and was turned", "3:83 1 repeated position was dropped"]
    );
    assert!(doubled_area(&zones[0].polygons().next().unwrap().shell) > 0);
}

#[test]
fn the_id_of_a_zone_is_the_first_that_the_feature_has() {
    let features = [
        feature("{\"zone_id\":\"Z1\",\"zone\":\"no\",\"part\":7}", GOOD),
        feature("{\"zone\":\"\u{1103}\u{1169}\u{11BC}\",\"id\":\"no\"}", EAST),
        feature("{\"id\":12}", GOOD),
        feature("{\"zone_id\":\"  \"}", GOOD),
        feature("{}", GOOD).replace("\"id\":\"f\",", ""),
        feature("{\"zone_id\":\"Z1\",\"part\":\"B\"}", EAST),
    ];
    let (zones, _) = read_zones(&collection(&features), None).unwrap();
    let ids: Vec<&str> = zones.iter().map(|zone| zone.id.as_str()).collect();
    assert_eq!(ids, ["Z1", "동", "12", "f", "zone-5"]);
    let parts: Vec<&str> = zones[0].parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(parts, ["7", "B"]);
}

#[test]
fn polygons_without_a_part_are_numbered_through_the_zone() {
    let features = [feature("{\"zone\":\"z\"}", GOOD), feature("{\"zone\":\"z\"}", EAST)];
    let (zones, _) = read_zones(&collection(&features), None).unwrap();
    let parts: Vec<&str> = zones[0].parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(parts, ["1", "2"]);
}

#[test]
fn a_boundary_has_parts_with_ids_of_their_own_that_share_no_area() {
    let part = |id: &str, at| {
        feature(&format!("{{\"part\":\"{id}\",\"name_ko\":\"\u{1100}\u{1161}\",\"name_en\":\"a\"}}"), at)
    };
    let (parts, _) = read_boundary(&collection(&[part("A", GOOD), part("B", EAST)]), Crs::Epsg4326).unwrap();
    assert_eq!(
        (parts[1].id.as_str(), parts[1].name.ko.as_str(), parts[1].name.en.as_str()),
        ("B", "가", "a")
    );
    let twice = read_boundary(&collection(&[part("A", GOOD), part("A", GOOD)]), Crs::Epsg4326).unwrap_err();
    let kinds: Vec<FaultKind> = twice.into_iter().map(|fault| fault.kind).collect();
    assert!(kinds.contains(&FaultKind::DuplicatePart("A".to_owned())), "{kinds:?}");
    assert!(kinds.iter().any(|kind| matches!(kind, FaultKind::DuplicateRing(_))), "{kinds:?}");
    let over = "[[[127.05, 37.01], [127.2, 37.0], [127.2, 37.1], [127.05, 37.01]]]";
    let faults = read_boundary(&collection(&[part("A", GOOD), part("B", over)]), Crs::Epsg4326).unwrap_err();
    assert!(matches!(faults[0].kind, FaultKind::PolygonsOverlap { .. }), "{faults:?}");
}

#[test]
fn the_old_crs_member_counts_and_may_not_contradict() {
    let metric = "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::5186\"}},\n \
                  \"coordinates\":[[[203000,541000],[203100,541000],[203100,541100],[203000,541000]]]}";
    assert_eq!(read_zones(metric, None).unwrap().0[0].crs, Crs::Epsg5186);
    let faults = shown(&read_zones(metric, Some(Crs::Epsg5179)).unwrap_err());
    assert_eq!(faults[0], "1:25 the file says EPSG:5186, but it is to be read as EPSG:5179");
    let unknown = metric.replace("5186", "2097");
    assert_eq!(
        zone_faults(&unknown),
        ["1:25 `urn:ogc:def:crs:EPSG::2097` is not a coordinate system that we know"]
    );
    assert_eq!(read_zones(&unknown, Some(Crs::Epsg5186)).unwrap().0[0].crs, Crs::Epsg5186);
}

#[test]
fn metres_under_degrees_name_the_system_that_they_look_like() {
    let metric = feature("{}", "[[[203122,541208],[203200,541208],[203200,541300],[203122,541208]]]");
    let faults = zone_faults(&metric);
    assert!(faults[0].ends_with("is no place in EPSG:4326; it looks like EPSG:5186"), "{faults:?}");
}

#[test]
fn broken_json_is_named_at_the_place_where_it_breaks() {
    assert_eq!(
        zone_faults("{\"type\": \"특구\",\n  'a': 1}"),
        ["2:3 not valid JSON: single-quoted strings are not allowed"]
    );
    assert_eq!(zone_faults(""), ["1:1 not valid JSON: the text is empty"]);
    for text in ["[", "{\"type\"", "{\"a\": NaN}", "nonsense", "{} {}"] {
        assert!(zone_faults(text)[0].contains("not valid JSON"), "{text}: {:?}", zone_faults(text));
    }
}

#[test]
fn every_place_that_is_no_geojson_is_named() {
    let text = "{\"type\":\"FeatureCollection\",\"features\":[\n7,\n\
        {\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[127.0,null],[127.1],\n[127,\"x\"],[1e999,37]]]}},\n\
        {\"type\":\"Feature\",\"properties\":3,\"geometry\":{\"type\":\"Circle\"}},\n\
        {\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[5]}}]}";
    let faults = zone_faults(text);
    let places: Vec<&str> = faults.iter().map(|fault| fault.split(' ').next().unwrap()).collect();
    assert_eq!(places, ["2:1", "3:80", "3:93", "4:1", "4:11", "5:32", "5:45", "6:79"], "{faults:#?}");
    assert_eq!(zone_faults("[]"), ["1:1 not GeoJSON: an object was expected here"]);
    assert_eq!(zone_faults("{}"), ["1:1 not GeoJSON: `type` is missing"]);
}

#[test]
fn shapes_that_are_no_areas_are_refused() {
    let point =
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[127,37]}}";
    assert!(zone_faults(point)[0].contains("`Point` is not an area"));
    assert!(
        zone_faults(&point.replace("{\"type\":\"Point\",\"coordinates\":[127,37]}", "null"))[0]
            .contains("no geometry")
    );
    assert_eq!(zone_faults(&collection(&[])), ["1:1 the file has no polygon"]);
    assert!(zone_faults(&feature("{}", "[]"))[0].contains("at least 3 distinct corners"));
}

#[test]
fn a_byte_order_mark_and_altitudes_do_no_harm() {
    let text = format!("\u{feff}{}", feature("{}", "[[[127,37,9],[127.1,37,9],[127.1,37.1,9],[127,37,9]]]"));
    assert_eq!(read_zones(&text, None).unwrap().0[0].polygons().next().unwrap().shell.len(), 3);
}
