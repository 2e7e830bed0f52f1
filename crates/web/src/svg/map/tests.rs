//! The sheet, the cut and the crowd; pages as a whole are looked at from outside.

use super::frame::WIDTH;
use super::*;
use std::sync::Arc;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Text;
use teukgu_office::ZoneView;
use teukgu_office::map::Layers;

const LEGAL: &str = include_str!("../../../../../data/geo/seocho_legal_dong.geojson");
const ADMIN: &str = include_str!("../../../../../data/geo/seocho_admin_dong.geojson");

fn drawing(id: &str, snapshot: Snapshot) -> Drawing {
    let layers = Arc::new(Layers::read(LEGAL, ADMIN).unwrap());
    ZoneView::build(&ZoneId::parse(id).unwrap(), snapshot, 1, &layers).unwrap().drawing().unwrap()
}

fn both() -> [Drawing; 2] {
    [drawing("yangjae", teukgu_testkit::yangjae()), drawing("gaon", teukgu_testkit::second_zone())]
}

#[test]
fn every_part_is_on_the_sheet_and_large_enough_to_be_seen() {
    for drawing in both() {
        let frame = Frame::around(&drawing).unwrap();
        assert!((0.5 * WIDTH..=1.2 * WIDTH).contains(&frame.height), "{frame:?}");
        for part in &drawing.parts {
            let points: Vec<Px> = part.rings.iter().flatten().map(|point| frame.place(*point)).collect();
            assert!(points.iter().all(|point| frame.shows(*point)), "{}", part.id);
            let area = label::Area::of(&points).unwrap();
            assert!(area.x1 - area.x0 > 12.0 && area.y1 - area.y0 > 12.0, "{}: {area:?}", part.id);
        }
    }
}

#[test]
fn outlines_are_cut_at_the_sheet_and_written_short() {
    for drawing in both() {
        let frame = Frame::around(&drawing).unwrap();
        let all = drawing.dongs.iter().chain(&drawing.parts);
        let rings: Vec<Vec<Px>> = all.flat_map(|outline| path::clipped(&outline.rings, &frame)).collect();
        let on_sheet =
            |(x, y): &Px| (-7.0..WIDTH + 7.0).contains(x) && (-7.0..frame.height + 7.0).contains(y);
        assert!(rings.iter().flatten().all(on_sheet));
        assert!(path::data(&rings).len() < 30_000, "{}", path::data(&rings).len());
    }
}

#[test]
fn a_ring_that_surrounds_the_sheet_covers_it_and_one_beside_it_vanishes() {
    let square = |w: f64, s: f64, side: f64| {
        vec![vec![(w, s), (w + side, s), (w + side, s + side), (w, s + side), (w, s)]]
    };
    let part = Outline { id: "A".to_owned(), name: Text::default(), rings: square(0.0, 0.0, 1000.0) };
    let frame = Frame::around(&Drawing { parts: vec![part], ..Drawing::default() }).unwrap();
    assert_eq!(path::clipped(&square(-9000.0, -9000.0, 20_000.0), &frame)[0].len(), 4);
    assert!(path::clipped(&square(5000.0, 5000.0, 100.0), &frame).is_empty());
}

#[test]
fn marks_of_one_place_do_not_stay_on_each_other() {
    let drawing = drawing("yangjae", teukgu_testkit::yangjae());
    let frame = Frame::around(&drawing).unwrap();
    let places = Places::of(&drawing);
    let mut markers: Vec<Marker> = places.list.iter().map(|place| marker(place, &frame, true)).collect();
    markers.push(markers[0]);
    let markers = spread::apart(markers, &small_parts(&drawing, &frame), &frame);
    for (i, a) in markers.iter().enumerate() {
        for b in markers.iter().take(i) {
            assert!((a.at.0 - b.at.0).hypot(a.at.1 - b.at.1) > 25.0, "{a:?} {b:?}");
        }
        assert!(frame.shows(a.at), "{a:?}");
    }
}

#[test]
fn a_word_keeps_clear_of_marks_and_stays_in_its_outline() {
    let drawing = drawing("yangjae", teukgu_testkit::yangjae());
    let frame = Frame::around(&drawing).unwrap();
    let square = vec![vec![(100.0, 100.0), (400.0, 100.0), (400.0, 400.0), (100.0, 400.0)]];
    let mark = label::Area::around((250.0, 250.0), (60.0, 60.0));
    let size = label::size("양재동");
    let at = label::inside(&square, size, &[mark], &[], &frame).unwrap();
    let area = label::Area::around(at, size);
    assert!(!area.meets(mark) && (100.0..400.0).contains(&at.0) && (100.0..400.0).contains(&at.1), "{at:?}");
    let full = label::Area::around((250.0, 250.0), (400.0, 400.0));
    assert!(label::inside(&square, size, &[full], &[], &frame).is_none());
}

#[test]
fn a_number_is_written_short() {
    assert_eq!([1.0, -0.01, 2.25, -3.26].map(path::number), ["1", "0", "2.2", "-3.3"]);
}
