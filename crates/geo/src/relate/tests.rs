use super::*;
use crate::shape::PartShape;
use teukgu_domain::boundary::Crs;
use teukgu_domain::text::Text;

fn square(x: i64, y: i64, side: i64) -> PolygonRings {
    let shell = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].map(Position::from);
    PolygonRings { shell: shell.to_vec(), holes: vec![] }
}

fn zone(polygons: impl IntoIterator<Item = PolygonRings>) -> ZoneShape {
    let part =
        |(n, polygon)| PartShape { id: format!("{n}"), name: Text::default(), polygons: vec![polygon] };
    let parts = polygons.into_iter().enumerate().map(part).collect();
    ZoneShape { id: "z".to_owned(), name: String::new(), crs: Crs::Epsg5186, parts }
}

#[track_caller]
fn check(a: &ZoneShape, b: &ZoneShape, there: Relation, back: Relation) {
    assert_eq!(relate(a, b), Ok(there));
    assert_eq!(relate(b, a), Ok(back));
}

#[test]
fn squares_stand_in_every_relation() {
    let big = zone([square(0, 0, 10)]);
    check(&big, &zone([square(20, 0, 5)]), Relation::Apart, Relation::Apart);
    check(&big, &zone([square(10, 0, 5)]), Relation::Touches, Relation::Touches);
    check(&big, &zone([square(10, 10, 5)]), Relation::Touches, Relation::Touches);
    check(&big, &zone([square(5, 5, 10)]), Relation::Overlaps, Relation::Overlaps);
    check(&big, &zone([square(2, 2, 3)]), Relation::Contains, Relation::Within);
    check(&big, &zone([square(0, 0, 3)]), Relation::Contains, Relation::Within);
    check(&big, &big.clone(), Relation::Within, Relation::Within);
}

#[test]
fn two_parts_side_by_side_hold_what_lies_across_their_common_edge() {
    let halves = zone([square(0, 0, 10), square(10, 0, 10)]);
    check(&zone([square(8, 3, 4)]), &halves, Relation::Within, Relation::Contains);
    check(&zone([square(8, 8, 4)]), &halves, Relation::Overlaps, Relation::Overlaps);
}

#[test]
fn a_hole_belongs_to_the_outside() {
    let mut frame = square(0, 0, 10);
    frame.holes.push([(2, 2), (2, 6), (6, 6), (6, 2)].map(Position::from).to_vec());
    let frame = zone([frame]);
    check(&frame, &zone([square(3, 3, 2)]), Relation::Apart, Relation::Apart);
    check(&frame, &zone([square(2, 2, 4)]), Relation::Touches, Relation::Touches);
    check(&frame, &zone([square(1, 1, 6)]), Relation::Overlaps, Relation::Overlaps);
    check(&frame, &zone([square(0, 0, 10)]), Relation::Within, Relation::Contains);
}

#[test]
fn edges_through_corners_are_no_crossing_but_an_overlap() {
    let diamond = PolygonRings {
        shell: [(5, -5), (15, 5), (5, 15), (-5, 5)].map(Position::from).to_vec(),
        holes: vec![],
    };
    check(&zone([diamond]), &zone([square(0, 0, 10)]), Relation::Contains, Relation::Within);
    let cross = zone([PolygonRings {
        shell: [(0, 0), (10, 10), (0, 10)].map(Position::from).to_vec(),
        holes: vec![],
    }]);
    let other = zone([PolygonRings {
        shell: [(0, 5), (10, 0), (10, 10)].map(Position::from).to_vec(),
        holes: vec![],
    }]);
    check(&cross, &other, Relation::Overlaps, Relation::Overlaps);
}

#[test]
fn zones_of_two_systems_are_compared_in_the_first() {
    let here = zone([square(203_000_000, 541_000_000, 1_000_000)]);
    let there = zone([square(203_200_000, 541_200_000, 100_000)]).reprojected(Crs::Epsg4326, None).unwrap();
    check(&here, &there, Relation::Contains, Relation::Within);
    let old = ZoneShape { crs: Crs::Epsg5174, ..here.clone() };
    assert_eq!(relate(&here, &old), Err(CrsError::DatumShiftNeeded { crs: Crs::Epsg5174 }));
}
