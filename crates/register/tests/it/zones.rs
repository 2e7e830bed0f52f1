//! Zones from GeoJSON: what is known of each, and what stays unknown.

use crate::support::zones;
use jiff::civil::date;
use proptest::prelude::*;
use teukgu_geo::read::geojson::read_zones;
use teukgu_register::zone::Zone;
use teukgu_rules::value::Truth;

const SQUARE: &str =
    r#""geometry":{"type":"Polygon","coordinates":[[[127,37],[127.1,37],[127.1,37.1],[127,37]]]}"#;
const OTHER: &str =
    r#""geometry":{"type":"Polygon","coordinates":[[[128,37],[128.1,37],[128.1,37.1],[128,37]]]}"#;

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{{properties}}},{geometry}}}"#)
}

fn read(features: &[String]) -> Result<Vec<Zone>, Vec<(&'static str, usize)>> {
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"));
    match Zone::read_all("zones.geojson", &text) {
        Ok(read) => Ok(read.zones),
        Err(faults) => Err(faults.iter().map(|fault| (fault.code, fault.line)).collect()),
    }
}

#[test]
fn what_is_not_said_of_a_zone_stays_unknown() {
    let zones = zones();
    let find = |id: &str| zones.iter().find(|zone| zone.shape.id == id).unwrap();
    let on = date(2026, 6, 8);
    let known = |id: &str| (find(id).in_force_on(on), find(id).lists("act.31.letter"));
    assert_eq!(known("all"), (Truth::True, Some(true)));
    assert_eq!(known("touching"), (Truth::True, Some(false)));
    assert_eq!(known("over"), (Truth::False, Some(true)));
    assert_eq!(known("later"), (Truth::False, Some(true)));
    assert_eq!(known("unknown_term"), (Truth::Unknown, Some(true)));
    assert_eq!(known("unknown_plan"), (Truth::True, None));
    assert_eq!(
        known("parts"),
        (Truth::True, Some(true)),
        "the second part leaves what is known to the first"
    );
    assert!(find("all").illustrative && !find("over").illustrative);
    assert_eq!(find("parts").shape.parts.len(), 2);
}

#[test]
fn both_ends_of_a_term_are_in_it_and_an_end_alone_closes_only_what_is_over() {
    let mut zone = zones().remove(0);
    assert_eq!(zone.in_force_on(date(2024, 11, 27)), Truth::False);
    assert_eq!(zone.in_force_on(date(2024, 11, 28)), Truth::True);
    assert_eq!(zone.in_force_on(date(2029, 12, 31)), Truth::True);
    assert_eq!(zone.in_force_on(date(2030, 1, 1)), Truth::False);
    zone.from = None;
    assert_eq!(zone.in_force_on(date(2029, 12, 31)), Truth::Unknown);
    assert_eq!(zone.in_force_on(date(2030, 1, 1)), Truth::False);
}

#[test]
fn a_case_is_listed_by_its_article() {
    let zone = zones().remove(0);
    for (provision, listed) in
        [("act.31.stay_period", true), ("act.31.letter", true), ("act.33.road_control", false)]
    {
        assert_eq!(zone.lists(provision), Some(listed), "{provision}");
    }
}

#[test]
fn every_fault_of_the_properties_comes_at_once_with_its_line() {
    let wrong = feature(
        r#""zone_id":"a","from":"2024-13-01","to":7,"special_cases":"act.31","illustrative":1"#,
        SQUARE,
    );
    assert_eq!(read(&[wrong]), Err(vec![("R51", 2); 4]));
    let turned = feature(r#""zone_id":"a","from":"2024-02-01","to":"2024-01-31""#, SQUARE);
    assert_eq!(read(&[turned]), Err(vec![("R52", 2)]));
    let [one, two] = [("2024-01-01", SQUARE), ("2024-01-02", OTHER)]
        .map(|(from, geometry)| feature(&format!(r#""zone_id":"a","from":"{from}""#), geometry));
    assert_eq!(read(&[one, two]), Err(vec![("R53", 3)]));
    let ids = feature(r#""zone_id":"a","special_cases":["act.31.letter",""]"#, SQUARE);
    assert_eq!(read(&[ids]), Err(vec![("R51", 2)]));
    let open =
        feature("", r#""geometry":{"type":"Polygon","coordinates":[[[127,37],[127.1,37],[127.1,37.1]]]}"#);
    assert_eq!(read(&[open]).unwrap_err()[0].0, "R50");
    assert_eq!(Zone::read_all("a", "no json").unwrap_err()[0].code, "R50");
}

#[test]
fn null_is_not_known_and_names_of_zones_are_those_of_the_drawing() {
    let features = [
        feature(r#""zone":"양재","from":null,"to":null,"special_cases":null,"illustrative":null"#, SQUARE),
        feature(r#""id":7,"from":"2024-01-01""#, OTHER),
    ];
    let zones = read(&features).unwrap();
    assert_eq!((zones[0].shape.id.as_str(), zones[0].from, &zones[0].special_cases), ("양재", None, &None));
    assert_eq!((zones[1].shape.id.as_str(), zones[1].from), ("7", Some(date(2024, 1, 1))));
    let single = Zone::read_all("a", &feature(r#""from":"2024-01-01""#, SQUARE)).unwrap().zones;
    assert_eq!((single[0].shape.id.as_str(), single[0].from), ("zone-1", Some(date(2024, 1, 1))));
}

proptest! {
    /// What is said of a zone is found under the id that the drawing gives it.
    #[test]
    fn properties_follow_the_ids_of_the_drawing(
        keys in prop::sample::subsequence(vec!["zone_id", "zone", "id"], 0..=3),
        values in prop::collection::vec(
            prop::sample::select(vec![r#""가""#, r#""""#, r#"" 나 ""#, "12", "1.50", "null", r#""\u1100\u1161""#]),
            3,
        ),
        beside in prop::sample::select(vec!["", r#""id":"f-1","#, r#""id":3,"#]),
    ) {
        let named = keys.iter().zip(&values).map(|(key, value)| format!("\"{key}\":{value},"));
        let properties = format!("{}\"from\":\"2024-05-05\"", named.collect::<String>());
        let text = format!(r#"{{"type":"Feature",{beside}"properties":{{{properties}}},{SQUARE}}}"#);
        let zones = Zone::read_all("a", &text).unwrap().zones;
        let (shapes, _) = read_zones(&text, None).unwrap();
        prop_assert_eq!(&zones[0].shape, &shapes[0]);
        prop_assert_eq!(zones[0].from, Some(date(2024, 5, 5)), "{}", text);
    }
}
