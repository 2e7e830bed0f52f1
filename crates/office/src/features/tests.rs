use super::*;
use crate::map::Layers;
use std::sync::Arc;

const GROUND: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"1165010200","properties":{"id":"1165010200","code":"1165010200","name_ko":"양재동","name_en":"Yangjae-dong"},
     "geometry":{"type":"Polygon","coordinates":[[[127.03,37.46],[127.06,37.46],[127.06,37.49],[127.03,37.49],[127.03,37.46]]]}}]}"#;

fn view() -> ZoneView {
    let snapshot = teukgu_testkit::yangjae();
    let id = snapshot.zone().unwrap().id.clone();
    let layers = Arc::new(Layers::read(GROUND, GROUND).unwrap());
    ZoneView::build(&id, snapshot, 1, &layers).unwrap()
}

fn query(frame: Frame) -> FeatureQuery {
    FeatureQuery { within: None, days: None, frame, offset: 0, limit: 1_000 }
}

fn first_corner(feature: &Value) -> (f64, f64) {
    let mut value = &feature["geometry"]["coordinates"];
    while !value[0].is_number() {
        value = &value[0];
    }
    (value[0].as_f64().unwrap(), value[1].as_f64().unwrap())
}

#[test]
fn every_collection_gives_each_feature_by_its_id_and_in_its_page() {
    let view = view();
    for collection in Collection::ALL {
        let page = view.features(collection, &query(Frame::LON_LAT)).unwrap();
        assert!(page.matched > 0 && page.matched == page.features.len(), "{}", collection.key());
        for feature in &page.features {
            let id = feature["id"].as_str().unwrap();
            let alone = view.feature(collection, id, Frame::LON_LAT).unwrap();
            assert_eq!(alone.as_ref(), Some(feature), "{}", collection.key());
        }
        assert_eq!(Collection::find_by_key(collection.key()), Some(collection));
        assert!(view.feature(collection, "nothing", Frame::LON_LAT).unwrap().is_none());
    }
}

#[test]
fn a_page_skips_and_stops_where_it_is_told() {
    let view = view();
    let all = view.features(Collection::Parts, &query(Frame::LON_LAT)).unwrap();
    let asked = FeatureQuery { offset: 1, limit: 2, ..query(Frame::LON_LAT) };
    let page = view.features(Collection::Parts, &asked).unwrap();
    assert_eq!(page.matched, all.matched);
    assert_eq!(
        page.features.iter().collect::<Vec<_>>(),
        all.features.iter().skip(1).take(2).collect::<Vec<_>>()
    );
}

#[test]
fn coordinates_come_in_the_system_and_in_the_order_that_was_asked_for() {
    let view = view();
    let of = |crs, north_first| {
        let page = view.features(Collection::Parts, &query(Frame { crs, north_first })).unwrap();
        first_corner(&page.features[0])
    };
    let (lon, lat) = of(Crs::Epsg4326, false);
    assert!((126.9..127.2).contains(&lon) && (37.4..37.5).contains(&lat), "{lon} {lat}");
    assert_eq!(of(Crs::Epsg4326, true), (lat, lon));
    let (east, north) = of(Crs::Epsg5186, false);
    assert!((190e3..210e3).contains(&east) && (535e3..545e3).contains(&north), "{east} {north}");
    assert_eq!(of(Crs::Epsg5186, true), (north, east));
}

#[test]
fn a_box_keeps_what_it_meets_in_any_system() {
    let view = view();
    let [west, south, east, north] = view.extent(Collection::Parts).unwrap().unwrap();
    let all = view.features(Collection::Parts, &query(Frame::LON_LAT)).unwrap().matched;
    let count = |corners, frame| {
        let bounds = Bounds::try_new(corners, frame).unwrap();
        let asked = FeatureQuery { within: Some(vec![bounds]), ..query(Frame::LON_LAT) };
        view.features(Collection::Parts, &asked).unwrap().matched
    };
    let lat_lon = Frame { crs: Crs::Epsg4326, north_first: true };
    assert_eq!(count([west, south, east, north], Frame::LON_LAT), all);
    assert_eq!(count([south, west, north, east], lat_lon), all);
    assert_eq!(count([-180.0, -90.0, 180.0, 90.0], Frame::LON_LAT), all);
    assert_eq!(count([0.0, 0.0, 1.0, 1.0], Frame::LON_LAT), 0);
    assert_eq!(count([0.0, 0.0, 1e6, 1e6], Frame { crs: Crs::Epsg5186, north_first: true }), all);
    let corner = first_corner(&view.features(Collection::Parts, &query(Frame::LON_LAT)).unwrap().features[0]);
    assert!(count([corner.0, corner.1, corner.0, corner.1], Frame::LON_LAT) >= 1, "a box that is a point");
}

#[test]
fn points_outside_the_box_and_without_a_place_are_left_out() {
    let view = view();
    let here = Bounds::try_new([124.0, 33.0, 132.0, 39.0], Frame::LON_LAT).unwrap();
    let asked = FeatureQuery { within: Some(vec![here]), ..query(Frame::LON_LAT) };
    let page = view.features(Collection::Organisations, &asked).unwrap();
    let placed = view.snapshot().organisations().iter().filter(|org| org.position.is_some()).count();
    assert_eq!(page.matched, placed);
    assert!(page.features.iter().all(|feature| feature["geometry"]["type"] == "Point"));
}

#[test]
fn days_before_the_zone_find_no_zone_but_still_the_ground() {
    let view = view();
    let early = Days { from: None, until: Some(jiff::civil::date(1999, 12, 31)) };
    let asked = FeatureQuery { days: Some(early), ..query(Frame::LON_LAT) };
    assert_eq!(view.features(Collection::Zones, &asked).unwrap().matched, 0);
    assert_eq!(view.features(Collection::Dongs, &asked).unwrap().matched, 1);
    let open = Days { from: Some(view.zone().term.from), until: None };
    let asked = FeatureQuery { days: Some(open), ..query(Frame::LON_LAT) };
    assert_eq!(view.features(Collection::Zones, &asked).unwrap().matched, 1);
}

#[test]
fn four_numbers_that_are_no_box_are_refused() {
    let read = |corners| Bounds::try_new(corners, Frame::LON_LAT);
    assert_eq!(read([1.0, 0.0, 0.0, 1.0]), Err(BoundsError::Order));
    assert_eq!(read([0.0, 0.0, 181.0, 1.0]), Err(BoundsError::Range));
    assert_eq!(read([0.0, f64::NAN, 1.0, 1.0]), Err(BoundsError::Range));
    let far = Bounds::try_new([0.0, 0.0, 1e300, 1.0], Frame { crs: Crs::Epsg5179, north_first: true });
    assert_eq!(far, Err(BoundsError::Range));
}
