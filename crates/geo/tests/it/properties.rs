//! What holds for every polygon.

use proptest::prelude::*;
use teukgu_domain::boundary::{Crs, PolygonRings, Position, Ring};
use teukgu_domain::text::Text;
use teukgu_geo::contain::{Side, ZoneIndex, side_of};
use teukgu_geo::crs::{Projector, coordinates, quantise};
use teukgu_geo::measure::area_m2;
use teukgu_geo::relate::{Relation, relate};
use teukgu_geo::shape::{PartShape, ZoneShape};

const BASE: Position = Position { x: 203_000_000, y: 541_000_000 };

fn zone(id: &str, polygons: Vec<PolygonRings>) -> ZoneShape {
    let part = PartShape { id: "1".to_owned(), name: Text::default(), polygons };
    ZoneShape { id: id.to_owned(), name: String::new(), crs: Crs::Epsg5186, parts: vec![part] }
}

/// A ring on a small lattice: repeated corners, spikes, crossings and lines all occur.
fn any_ring() -> impl Strategy<Value = Ring> {
    let corner = (0..12_i64, 0..12_i64).prop_map(|(x, y)| Position { x: BASE.x + x, y: BASE.y + y });
    prop::collection::vec(corner, 1..14)
}

/// A convex polygon on the lattice, counter-clockwise.
fn convex() -> impl Strategy<Value = PolygonRings> {
    any_ring()
        .prop_map(hull)
        .prop_filter("it needs an area", |ring| ring.len() > 2)
        .prop_map(|shell| PolygonRings { shell, holes: Vec::new() })
}

fn cross(a: Position, b: Position, c: Position) -> i64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn hull(mut points: Ring) -> Ring {
    points.sort_unstable();
    points.dedup();
    let chain = |points: &mut dyn Iterator<Item = Position>| {
        let mut kept: Ring = Vec::new();
        for p in points {
            while kept.len() > 1 && cross(kept[kept.len() - 2], kept[kept.len() - 1], p) <= 0 {
                kept.pop();
            }
            kept.push(p);
        }
        kept.pop();
        kept
    };
    let mut ring = chain(&mut points.iter().copied());
    ring.extend(chain(&mut points.iter().rev().copied()));
    ring
}

/// Decides by the sum of the angles under which a point sees the edges: slow, and with nothing in common
/// with counting crossings.
fn by_angles(rings: &[&Ring], p: Position) -> Side {
    let mut turns = 0.0;
    for ring in rings {
        for (i, &a) in ring.iter().enumerate() {
            let b = ring[(i + 1) % ring.len()];
            let (ux, uy, vx, vy) = (a.x - p.x, a.y - p.y, b.x - p.x, b.y - p.y);
            let (cross, dot) = (ux * vy - uy * vx, ux * vx + uy * vy);
            if cross == 0 && dot <= 0 {
                return Side::Border;
            }
            let small = |n: i64| f64::from(i32::try_from(n).expect("the lattice is small"));
            turns += small(cross).atan2(small(dot)) / std::f64::consts::TAU;
        }
    }
    let odd = (turns.round().abs() % 2.0 - 1.0).abs() < 0.5;
    if odd { Side::Inside } else { Side::Outside }
}

fn lattice() -> impl Iterator<Item = Position> {
    (-1..13).flat_map(|x| (-1..13).map(move |y| Position { x: BASE.x + x, y: BASE.y + y }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn containment_agrees_with_the_sum_of_angles(shell in any_ring(), hole in any_ring()) {
        let polygon = PolygonRings { shell: shell.clone(), holes: vec![hole.clone()] };
        let index = ZoneIndex::new(vec![zone("z", vec![polygon.clone()])], Crs::Epsg5186).unwrap();
        for p in lattice() {
            let expected = by_angles(&[&shell, &hole], p);
            prop_assert_eq!(side_of(std::slice::from_ref(&polygon), p), expected, "{:?}", p);
            let (x, y) = coordinates(p, Crs::Epsg5186);
            let found = index.locate(x, y);
            let side = match found.zones.first() {
                None => Side::Outside,
                Some(hit) if hit.border => Side::Border,
                Some(_) => Side::Inside,
            };
            prop_assert_eq!(side, expected, "through the index at {:?}", p);
            prop_assert!(found.zones.len() <= 1);
        }
    }

    #[test]
    fn every_corner_and_every_lattice_point_of_an_edge_is_border(shell in any_ring()) {
        let polygon = [PolygonRings { shell: shell.clone(), holes: Vec::new() }];
        for (i, &a) in shell.iter().enumerate() {
            let b = shell[(i + 1) % shell.len()];
            for p in lattice().filter(|&p| {
                cross(a, b, p) == 0 && (p.x - a.x) * (p.x - b.x) <= 0 && (p.y - a.y) * (p.y - b.y) <= 0
            }) {
                prop_assert_eq!(side_of(&polygon, p), Side::Border);
            }
        }
    }

    #[test]
    fn projection_there_and_back_is_the_same_place(lon in 124.5..131.5_f64, lat in 33.1..38.9_f64) {
        for crs in [Crs::Epsg3857, Crs::Epsg5179, Crs::Epsg5181, Crs::Epsg5186, Crs::Epsg5187] {
            let there = Projector::new(Crs::Epsg4326, crs, None).unwrap();
            let back = Projector::new(crs, Crs::Epsg4326, None).unwrap();
            let again = back.project(there.project((lon, lat)).unwrap()).unwrap();
            prop_assert!((again.0 - lon).abs() < 5e-10 && (again.1 - lat).abs() < 5e-10);
            let unit = quantise((lon, lat), Crs::Epsg4326).unwrap();
            let carried = back.project_position(there.project_position(unit).unwrap()).unwrap();
            // Half a millimetre on the way is up to 8 billionths of a degree on the way back.
            prop_assert!((carried.x - unit.x).abs() <= 8 && (carried.y - unit.y).abs() <= 8);
        }
    }

    #[test]
    fn the_relation_of_two_polygons_agrees_with_their_areas(a in convex(), b in convex()) {
        let (za, zb) = (zone("a", vec![a.clone()]), zone("b", vec![b.clone()]));
        let both = zone("both", vec![a, b]);
        let square_millimetres = |z: &ZoneShape| area_m2(z).unwrap() * 1e6;
        let (of_a, of_b, of_both) = (square_millimetres(&za), square_millimetres(&zb), square_millimetres(&both));
        let relation = relate(&za, &zb).unwrap();
        let back = relate(&zb, &za).unwrap();
        let shared = of_a + of_b - of_both;
        match relation {
            Relation::Apart | Relation::Touches => {
                prop_assert_eq!(relation, back);
                prop_assert!(shared.abs() < 1e-6, "{} shared", shared);
            }
            Relation::Within => {
                prop_assert!(matches!(back, Relation::Contains | Relation::Within));
                prop_assert!((of_both - of_b).abs() < 1e-6);
            }
            Relation::Contains => {
                prop_assert_eq!(back, Relation::Within);
                prop_assert!((of_both - of_a).abs() < 1e-6 && of_b < of_a);
            }
            Relation::Overlaps => prop_assert_eq!(back, Relation::Overlaps),
        }
        let touch = lattice().any(|p| {
            side_of(&za.parts[0].polygons, p) != Side::Outside && side_of(&zb.parts[0].polygons, p) != Side::Outside
        });
        prop_assert!(!(touch && relation == Relation::Apart), "they share a lattice point");
    }
}
