//! Edge cases of places and borders, as a table.

use teukgu_domain::boundary::Crs;
use teukgu_geo::contain::{Hint, Location, Status, ZoneIndex};
use teukgu_geo::crs::Projector;
use teukgu_geo::read::geojson::read_zones;
use teukgu_geo::shape::ZoneShape;

/// Metres east and north of a point in Yangjae, EPSG:5186.
const BASE: (f64, f64) = (203_000.0, 541_000.0);

type Corners<'a> = &'a [(f64, f64)];

/// Writes a feature of EPSG:5186: each polygon a list of rings of metres from [`BASE`].
fn feature(id: &str, polygons: &[&[Corners<'_>]]) -> String {
    let ring = |ring: &Corners<'_>| {
        let corner = |(x, y): &(f64, f64)| format!("[{},{}]", BASE.0 + x, BASE.1 + y);
        let corners: Vec<String> = ring.iter().chain(ring.first()).map(corner).collect();
        format!("[{}]", corners.join(","))
    };
    let polygon =
        |rings: &&[Corners<'_>]| format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(","));
    let polygons = polygons.iter().map(polygon).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"type":"Feature","properties":{{"zone":"{id}"}},"geometry":{{"type":"MultiPolygon","coordinates":[{polygons}]}}}}"#
    )
}

fn zones(features: &[String]) -> Vec<ZoneShape> {
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    read_zones(&text, Some(Crs::Epsg5186)).expect("sound zones").0
}

/// Shows where a point lies: `a` inside, `a*` on the border.
fn shown(location: &Location) -> String {
    assert_eq!(location.status, Status::Located);
    let hit = |hit: &teukgu_geo::contain::Hit| format!("{}{}", hit.zone, if hit.border { "*" } else { "" });
    location.zones.iter().map(hit).collect::<Vec<_>>().join(" ")
}

const SQUARE: Corners<'_> = &[(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)];
const EAST: Corners<'_> = &[(40.0, 10.0), (80.0, 10.0), (80.0, 30.0), (40.0, 30.0)];
const CORNER: Corners<'_> = &[(40.0, 40.0), (80.0, 40.0), (80.0, 80.0), (40.0, 80.0)];
const HOLE: Corners<'_> = &[(10.0, 10.0), (10.0, 20.0), (20.0, 20.0), (20.0, 10.0)];
const OVER: Corners<'_> = &[(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)];
/// Corners at one height, edges along one line, teeth up and down.
const SAW: Corners<'_> = &[
    (0.0, 0.0),
    (10.0, 0.0),
    (20.0, 0.0),
    (30.0, 10.0),
    (40.0, 0.0),
    (50.0, 10.0),
    (50.0, 20.0),
    (40.0, 20.0),
    (30.0, 10.5),
    (20.0, 20.0),
    (0.0, 20.0),
    (0.0, 10.0),
];

struct Case {
    what: &'static str,
    zones: Vec<String>,
    points: &'static [((f64, f64), &'static str)],
}

fn table() -> Vec<Case> {
    let one = |id: &str, ring: Corners<'_>| feature(id, &[&[ring]]);
    vec![
        Case {
            what: "a point on a corner or an edge is on the border and counts as inside",
            zones: vec![one("a", SQUARE)],
            points: &[
                ((0.0, 0.0), "a*"),
                ((40.0, 40.0), "a*"),
                ((20.0, 40.0), "a*"),
                ((0.0, 13.0), "a*"),
                ((20.0, 20.0), "a"),
                ((40.001, 40.0), ""),
                ((20.0, -0.001), ""),
            ],
        },
        Case {
            what: "zones with a common border both report it",
            zones: vec![one("a", SQUARE), one("b", EAST)],
            points: &[
                ((40.0, 20.0), "a* b*"),
                ((40.0, 10.0), "a* b*"),
                ((40.0, 5.0), "a*"),
                ((50.0, 20.0), "b"),
            ],
        },
        Case {
            what: "zones that touch at a corner both report it",
            zones: vec![one("a", SQUARE), one("b", CORNER)],
            points: &[((40.0, 40.0), "a* b*"), ((40.0, 41.0), "b*"), ((39.0, 41.0), "")],
        },
        Case {
            what: "the inside of a hole is outside and its ring is border",
            zones: vec![feature("a", &[&[SQUARE, HOLE]])],
            points: &[((15.0, 15.0), ""), ((10.0, 15.0), "a*"), ((20.0, 20.0), "a*"), ((25.0, 15.0), "a")],
        },
        Case {
            what: "a zone of several parts is reported once, also where its parts touch",
            zones: vec![feature("a", &[&[SQUARE], &[CORNER]])],
            points: &[((40.0, 40.0), "a*"), ((50.0, 50.0), "a"), ((10.0, 10.0), "a"), ((50.0, 10.0), "")],
        },
        Case {
            what: "overlapping zones are all reported",
            zones: vec![one("a", SQUARE), one("b", OVER), one("c", EAST)],
            points: &[
                ((30.0, 30.0), "a b"),
                ((20.0, 30.0), "a b*"),
                ((50.0, 25.0), "b c"),
                ((70.0, 20.0), "c"),
            ],
        },
        Case {
            what: "a ray through corners and along edges counts each crossing once",
            zones: vec![one("a", SAW)],
            points: &[
                ((-5.0, 10.0), ""),
                ((10.0, 10.0), "a"),
                ((35.0, 10.0), "a"),
                ((30.0, 10.0), "a*"),
                ((30.0, 9.999), ""),
                ((30.0, 10.25), "a"),
                ((-5.0, 0.0), ""),
                ((15.0, 0.0), "a*"),
                ((30.0, 0.0), ""),
                ((40.0, 0.0), "a*"),
                ((-5.0, 20.0), ""),
                ((30.0, 20.0), ""),
                ((45.0, 20.0), "a*"),
                ((55.0, 20.0), ""),
            ],
        },
    ]
}

#[test]
fn every_row_of_the_table_holds() {
    for case in table() {
        let index = ZoneIndex::new(zones(&case.zones), Crs::Epsg5186).unwrap();
        for &((x, y), expected) in case.points {
            let found = index.locate(BASE.0 + x, BASE.1 + y);
            assert_eq!(shown(&found), expected, "{} at {x}, {y}", case.what);
        }
    }
}

#[test]
fn the_answer_does_not_depend_on_the_order_of_the_zones() {
    let mut features: Vec<String> = table().into_iter().flat_map(|case| case.zones).collect();
    for (n, feature) in features.iter_mut().enumerate() {
        *feature = feature.replacen("\"zone\":\"", &format!("\"zone\":\"{n}-"), 1);
    }
    let answers = |features: &[String]| {
        let index = ZoneIndex::new(zones(features), Crs::Epsg5186).unwrap();
        let at = |i: i32| {
            let found = index.locate(BASE.0 + f64::from(i % 90), BASE.1 + f64::from(i / 90));
            let mut hits: Vec<String> = shown(&found).split(' ').map(ToOwned::to_owned).collect();
            hits.sort();
            hits
        };
        (0..8_100).map(at).collect::<Vec<_>>()
    };
    let there = answers(&features);
    features.reverse();
    assert!(there == answers(&features));
    assert!(there.iter().filter(|hits| hits.len() > 3).count() > 100);
}

#[test]
fn the_top_edge_of_a_polygon_of_many_corners_is_border() {
    let top = 100.0;
    let mut ring: Vec<(f64, f64)> = (0..150).map(|i| (f64::from(i), f64::from(i % 7))).collect();
    ring.extend([(149.0, top), (75.0, top), (0.0, top)]);
    let index = ZoneIndex::new(zones(&[feature("a", &[&[&ring]])]), Crs::Epsg5186).unwrap();
    for x in 0..=149 {
        assert_eq!(shown(&index.locate(BASE.0 + f64::from(x), BASE.1 + top)), "a*", "{x}");
    }
}

/// System of the points, the pair of numbers, what becomes of it, and the hint.
type Refusal = (Crs, (f64, f64), Status, Option<Hint>);

/// What becomes of numbers that are no place.
fn refusals() -> Vec<Refusal> {
    let nan = f64::NAN;
    let looks = |crs| Some(Hint::Crs { crs });
    let swap = |x, y| Some(Hint::Swap { x, y });
    let (degrees, metres) = (Crs::Epsg4326, Crs::Epsg5186);
    vec![
        (degrees, (nan, 37.47), Status::NoLocation, None),
        (degrees, (127.03, nan), Status::NoLocation, None),
        (degrees, (f64::INFINITY, 37.47), Status::NoLocation, None),
        (degrees, (127.03, f64::NEG_INFINITY), Status::NoLocation, None),
        (degrees, (0.0, 0.0), Status::NoLocation, None),
        (metres, (0.0, 0.0), Status::NoLocation, None),
        (degrees, (37.4703, 127.0353), Status::LooksSwapped, swap(127.0353, 37.4703)),
        (degrees, (2.35, 48.85), Status::OutsideKorea, None),
        (degrees, (181.0, 91.0), Status::OutsideKorea, None),
        (degrees, (203_122.654, 541_208.402), Status::WrongCrs, looks(Crs::Epsg5186)),
        (degrees, (958_908.751, 1_941_332.708), Status::WrongCrs, looks(Crs::Epsg5179)),
        (degrees, (14_141_504.0, 4_505_000.0), Status::WrongCrs, looks(Crs::Epsg3857)),
        (metres, (127.0353, 37.4703), Status::WrongCrs, looks(Crs::Epsg4326)),
        (metres, (37.4703, 127.0353), Status::WrongCrs, looks(Crs::Epsg4326)),
        (metres, (10.0, 20.0), Status::WrongCrs, None),
        (metres, (958_908.751, 1_941_332.708), Status::WrongCrs, looks(Crs::Epsg5179)),
        (Crs::Epsg5179, (203_122.654, 541_208.402), Status::WrongCrs, looks(Crs::Epsg5186)),
        (metres, (551_000.0, 203_000.0), Status::LooksSwapped, swap(203_000.0, 551_000.0)),
        (Crs::Epsg5179, (1_941_332.708, 958_908.751), Status::LooksSwapped, swap(958_908.751, 1_941_332.708)),
        (metres, (9e6, 9e6), Status::OutsideKorea, None),
        (metres, (1e300, 5.0), Status::OutsideKorea, None),
    ]
}

#[test]
fn what_is_no_place_is_named_for_what_it_is_and_never_put_right_silently() {
    for (crs, (x, y), status, hint) in refusals() {
        let index = ZoneIndex::new(zones(&[feature("a", &[&[SQUARE]])]), crs).unwrap();
        let found = index.locate(x, y);
        assert_eq!((found.status, found.hint), (status, hint), "{x}, {y} in {crs}");
        assert!(found.zones.is_empty() && found.nearest.is_none());
    }
}

#[test]
fn every_point_falls_into_one_bucket() {
    let all = refusals();
    let index = ZoneIndex::new(zones(&[feature("a", &[&[SQUARE]])]), Crs::Epsg4326).unwrap();
    let mut buckets = [0; 5];
    for (_, (x, y), ..) in &all {
        buckets[index.locate(*x, *y).status as usize] += 1;
    }
    assert_eq!(buckets.iter().sum::<usize>(), all.len());
    assert_eq!(buckets[Status::Located as usize], 1, "one of them is a place in degrees");
    assert_eq!(buckets[Status::NoLocation as usize], 6);
}

#[test]
fn numbers_in_the_wrong_order_may_still_lie_in_korea_and_are_measured_against_the_zones() {
    let to_degrees = Projector::new(Crs::Epsg5186, Crs::Epsg4326, None).unwrap();
    let (lon, lat) = to_degrees.project((551_000.0, 203_000.0)).unwrap();
    assert!((lon - 130.81).abs() < 0.01 && (lat - 34.36).abs() < 0.01, "{lon}, {lat}");
    let nowhere = ZoneIndex::new(Vec::new(), Crs::Epsg5186).unwrap();
    assert_eq!(nowhere.locate(551_000.0, 203_000.0).status, Status::Located);
}

#[test]
fn edges_stay_straight_in_the_system_of_the_drawing() {
    let long: Corners<'_> = &[(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 3_000.0), (0.0, 3_000.0)];
    let drawn = zones(&[feature("a", &[&[long]])]);
    let to_degrees = Projector::new(Crs::Epsg5186, Crs::Epsg4326, None).unwrap();
    let to_metres = Projector::new(Crs::Epsg4326, Crs::Epsg5186, None).unwrap();
    let ends =
        [(0.0, 0.0), (10_000.0, 0.0)].map(|(x, y)| to_degrees.project((BASE.0 + x, BASE.1 + y)).unwrap());
    let middle = (f64::midpoint(ends[0].0, ends[1].0), f64::midpoint(ends[0].1, ends[1].1));
    let chord = to_metres.project(middle).unwrap();
    let bend = BASE.1 - chord.1;
    assert!((bend.abs() - 1.63).abs() < 0.2, "the chord in degrees is {bend} m off");

    let half_way = to_degrees.project((chord.0, BASE.1 - bend / 2.0)).unwrap();
    let index = ZoneIndex::new(drawn.clone(), Crs::Epsg4326).unwrap();
    let found = index.locate(half_way.0, half_way.1);
    let inside = bend < 0.0;
    assert_eq!(shown(&found), if inside { "a" } else { "" }, "0.8 m off the edge of the drawing");
    let away = if inside { found.zones[0].distance_m } else { found.nearest.as_ref().unwrap().distance_m };
    assert!((away - bend.abs() / 2.0).abs() < 0.002, "{away}");

    let mut by_corners = drawn[0].clone();
    by_corners.crs = Crs::Epsg4326;
    let corner = |p: &mut teukgu_domain::boundary::Position| {
        let there = to_degrees.project(teukgu_geo::crs::coordinates(*p, Crs::Epsg5186)).unwrap();
        *p = teukgu_geo::crs::quantise(there, Crs::Epsg4326).unwrap();
    };
    by_corners.parts[0].polygons[0].shell.iter_mut().for_each(corner);
    let other = ZoneIndex::new(vec![by_corners], Crs::Epsg4326).unwrap().locate(half_way.0, half_way.1);
    assert_ne!(shown(&other), shown(&found), "corners alone, joined in degrees, would give the wrong answer");

    let carried = drawn[0].reprojected(Crs::Epsg4326, None).unwrap();
    let right = ZoneIndex::new(vec![carried], Crs::Epsg4326).unwrap().locate(half_way.0, half_way.1);
    assert_eq!(shown(&right), shown(&found), "edges in pieces of 500 m give the right one");
}

#[test]
fn a_point_within_a_centimetre_of_a_border_is_flagged() {
    let index = ZoneIndex::new(zones(&[feature("a", &[&[SQUARE]])]), Crs::Epsg5186).unwrap();
    let flags = |x: f64| {
        let hit = index.locate(BASE.0 + x, BASE.1 + 20.0).zones.remove(0);
        (hit.border, hit.near_border)
    };
    assert_eq!(flags(0.0), (true, true));
    assert_eq!(flags(0.004), (false, true));
    assert_eq!(flags(0.02), (false, false));
}

#[test]
fn drawings_with_a_fault_are_refused_at_import_and_repairs_are_recorded() {
    let zone = |ring: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let refused = [
        ("[[127,37],[127.1,37.1],[127.2,37.2],[127,37]]", "encloses no area"),
        ("[[127,37],[127.1,37.1],[127.1,37],[127,37.1],[127,37]]", "crosses itself"),
        ("[[127,37],[127.1,37],[127.1,37.1]]", "not closed"),
        ("[[127,37],[127.1,37],[127,37]]", "at least 3 distinct corners"),
        ("[[127,37],[127.1,37],[127.2,37],[127.1,37],[127.1,37.1],[127,37]]", "spike at (127.2, 37)"),
        (
            "[[127,37],[127.1,37],[127.1,37.1],[127,37]],[[127,37],[127.1,37],[127.1,37.1],[127,37]]",
            "same ring stands twice",
        ),
        (
            "[[127,37],[127.1,37],[127.1,37.1],[127,37]],[[127.3,37],[127.4,37],[127.4,37.1],[127.3,37]]",
            "not inside of its outer ring",
        ),
    ];
    for (ring, message) in refused {
        let faults = read_zones(&zone(ring), None).unwrap_err();
        assert!(faults.iter().any(|fault| fault.to_string().contains(message)), "{ring}: {faults:?}");
        assert!(faults.iter().all(|fault| fault.line == 1 && fault.column > 70), "{faults:?}");
    }
    let repaired = [
        ("[[127,37],[127.1,37.1],[127.1,37],[127,37]]", "wrong way round"),
        ("[[127,37],[127,37],[127.1,37],[127.1,37.1],[127,37]]", "1 repeated position"),
    ];
    for (ring, message) in repaired {
        let (_, repairs) = read_zones(&zone(ring), None).unwrap();
        assert_eq!(repairs.len(), 1);
        assert!(repairs[0].to_string().contains(message), "{ring}: {}", repairs[0]);
    }
}
