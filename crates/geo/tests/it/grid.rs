//! The grid against a walk over all rings.

use proptest::prelude::*;
use teukgu_domain::boundary::{Crs, PolygonRings, Position, Ring};
use teukgu_domain::text::Text;
use teukgu_geo::contain::{Side, ZoneIndex, side_of};
use teukgu_geo::fixed::{Fixed, z_order};
use teukgu_geo::grid::{Grid, Pair};
use teukgu_geo::read::geojson::read_zones;
use teukgu_geo::shape::{PartShape, ZoneShape};

const CELL: i64 = 8_192;
/// A corner of four cells, and of four blocks.
const CORNER: Position = Position { x: 1_240_000_000 + 3008 * CELL, y: 330_000_000 + 4032 * CELL };

const SYNTHETIC: &str = include_str!("fixtures/zones_synthetic.geojson");
const YANGJAE: &str = include_str!("fixtures/yangjae_zone_illustrative.geojson");

fn p(x: i64, y: i64) -> Position {
    Position { x: CORNER.x + x, y: CORNER.y + y }
}

fn ring(corners: &[(i64, i64)]) -> Ring {
    corners.iter().map(|&(x, y)| p(x, y)).collect()
}

fn solid(corners: &[(i64, i64)]) -> PolygonRings {
    PolygonRings { shell: ring(corners), holes: vec![] }
}

fn square(x: i64, y: i64, side: i64) -> PolygonRings {
    solid(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
}

/// A zone whose corners are given in units of the grid, each polygon a part.
fn zone(id: &str, polygons: &[PolygonRings]) -> ZoneShape {
    let finer = |ring: &Ring| ring.iter().map(|p| Position { x: p.x * 100, y: p.y * 100 }).collect();
    let part = |(number, polygon): (usize, &PolygonRings)| PartShape {
        id: number.to_string(),
        name: Text::default(),
        polygons: vec![PolygonRings {
            shell: finer(&polygon.shell),
            holes: polygon.holes.iter().map(finer).collect(),
        }],
    };
    let parts = polygons.iter().enumerate().map(part).collect();
    ZoneShape { id: id.to_owned(), name: String::new(), crs: Crs::Epsg4326, parts }
}

/// Rounds a zone to units of the grid in the plainest way.
fn rounded(zone: &ZoneShape) -> Vec<PolygonRings> {
    let unit = |billionths: i64| (billionths + 50) / 100;
    let round = |ring: &Ring| ring.iter().map(|p| Position { x: unit(p.x), y: unit(p.y) }).collect();
    let zone = zone.reprojected(Crs::Epsg4326, None).expect("a zone of Korea");
    zone.polygons()
        .map(|polygon| PolygonRings {
            shell: round(&polygon.shell),
            holes: polygon.holes.iter().map(round).collect(),
        })
        .collect()
}

fn fixed(p: Position) -> Fixed {
    Fixed {
        lon: i32::try_from(p.x).expect("a place in Korea"),
        lat: i32::try_from(p.y).expect("a place in Korea"),
    }
}

fn expected(polygons: &[Vec<PolygonRings>], p: Position) -> Vec<(u32, bool)> {
    let side = |(zone, polygons): (u32, &Vec<PolygonRings>)| (zone, side_of(polygons, p));
    let held = (0..).zip(polygons).map(side).filter(|&(_, side)| side != Side::Outside);
    held.map(|(zone, side)| (zone, side == Side::Border)).collect()
}

/// Compares the grid with the walk, one by one and as columns, before and after bytes; returns how many are
/// on a border.
fn compare(zones: &[ZoneShape], points: &[Position]) -> usize {
    let grid = Grid::new(zones).expect("sound zones");
    let grid = Grid::from_bytes(&grid.to_bytes()).expect("its own bytes");
    let polygons: Vec<Vec<PolygonRings>> = zones.iter().map(rounded).collect();
    let mut pairs = Vec::new();
    for (row, &point) in (0_u32..).zip(points) {
        let hits: Vec<(u32, bool)> = grid.hits(fixed(point)).map(|hit| (hit.zone, hit.border)).collect();
        let away = (point.x - CORNER.x, point.y - CORNER.y);
        assert_eq!(hits, expected(&polygons, point), "{away:?} from the corner");
        pairs.extend(hits.into_iter().map(|(zone, border)| Pair { row, zone, border }));
    }
    let lon: Vec<i32> = points.iter().map(|&p| fixed(p).lon).collect();
    let lat: Vec<i32> = points.iter().map(|&p| fixed(p).lat).collect();
    let mut screened = Vec::new();
    grid.screen(&lon, &lat, 0, &mut screened);
    assert_eq!(screened, pairs);
    pairs.iter().filter(|pair| pair.border).count()
}

fn around(p: Position) -> impl Iterator<Item = Position> {
    (-1..=1).flat_map(move |x| (-1..=1).map(move |y| Position { x: p.x + x, y: p.y + y }))
}

/// Corners, places on edges, and where the edges meet the sides of cells and patches, each with its
/// neighbours.
fn doubtful(polygons: &[PolygonRings]) -> Vec<Position> {
    let rings = polygons.iter().flat_map(|polygon| std::iter::once(&polygon.shell).chain(&polygon.holes));
    let edges = rings.flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let mut points = Vec::new();
    for (&a, &b) in edges {
        points.extend(around(a));
        points.extend(around(Position { x: i64::midpoint(a.x, b.x), y: i64::midpoint(a.y, b.y) }));
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let sides = |from: i64, to: i64, corner: i64| {
            let first = (from.min(to) - corner).div_euclid(1_024) + 1;
            (first..)
                .map(move |side| corner + side * 1_024)
                .take_while(move |&side| side <= from.max(to))
                .take(5)
        };
        for x in sides(a.x, b.x, CORNER.x) {
            points.extend(around(Position { x, y: a.y + (x - a.x) * dy / dx }));
        }
        for y in sides(a.y, b.y, CORNER.y) {
            points.extend(around(Position { x: a.x + (y - a.y) * dx / dy, y }));
        }
    }
    points
}

fn lattice() -> Vec<Position> {
    (-7..=7).flat_map(|x| (-7..=7).map(move |y| p(x, y))).collect()
}

#[test]
fn every_edge_case_of_polygons_is_as_the_walk_says() {
    let teeth: Vec<(i64, i64)> = (0..150).map(|i| (-75 + i, if i % 2 == 0 { -9 } else { -3 })).collect();
    let comb: Vec<(i64, i64)> = teeth.into_iter().chain([(80, 7), (-80, 7)]).collect();
    let with_hole = PolygonRings {
        shell: ring(&[(-6, -6), (6, -6), (6, 6), (-6, 6)]),
        holes: vec![ring(&[(-3, -3), (-3, 3), (3, 3), (3, -3)])],
    };
    let table = [
        ("sides along the sides of cells", vec![zone("a", &[square(0, 0, CELL)])]),
        (
            "sides one unit beside them",
            vec![zone("a", &[square(-1, -1, CELL + 1)]), zone("b", &[square(1, 1, 9)])],
        ),
        ("a long top edge of many corners", vec![zone("a", &[solid(&comb)])]),
        ("a shared border", vec![zone("a", &[square(-5, -4, 5)]), zone("b", &[square(0, -5, 6)])]),
        ("a shared corner", vec![zone("a", &[square(-5, -5, 5)]), zone("b", &[square(0, 0, 5)])]),
        ("a hole", vec![zone("a", std::slice::from_ref(&with_hole))]),
        ("a part in a hole", vec![zone("a", &[with_hole.clone(), square(-3, -3, 2)])]),
        ("parts that touch at a point", vec![zone("a", &[square(-5, -5, 5), square(0, 0, 5)])]),
        ("parts side by side", vec![zone("a", &[square(-5, -5, 5), square(0, -5, 5)])]),
        ("parts that overlap", vec![zone("a", &[square(-5, -5, 7), square(-2, -2, 7), square(-9, -9, 20)])]),
        ("zones that overlap", vec![zone("a", &[square(-5, -5, 7)]), zone("b", &[with_hole])]),
        ("a spike", vec![zone("a", &[solid(&[(-5, -5), (5, -5), (5, 0), (7, 0), (5, 0), (5, 5), (-5, 5)])])]),
        (
            "repeated corners",
            vec![zone("a", &[solid(&[(-5, -5), (-5, -5), (5, -5), (5, 5), (5, 5), (-5, -5)])])],
        ),
        (
            "edges in line",
            vec![zone("a", &[solid(&[(-5, 0), (-2, 0), (0, 0), (3, 0), (5, 0), (0, 5), (-2, 3)])])],
        ),
        ("a bow", vec![zone("a", &[solid(&[(-5, -5), (5, 5), (5, -5), (-5, 6)])])]),
    ];
    for (what, zones) in table {
        let polygons: Vec<PolygonRings> = zones.iter().flat_map(rounded).collect();
        let points = [lattice(), doubtful(&polygons)].concat();
        assert!(compare(&zones, &points) > 10, "{what}");
    }
}

#[test]
fn a_zone_is_named_once_however_many_parts_hold_the_point() {
    let zones = [zone("a", &[square(-5, -5, 7), square(-2, -2, 7), square(-2, -2, 3)])];
    let grid = Grid::new(&zones).unwrap();
    let hits = |x, y| grid.hits(fixed(p(x, y))).map(|hit| (hit.zone, hit.border)).collect::<Vec<_>>();
    assert_eq!(hits(-1, -1), [(0, false)]);
    assert_eq!(hits(-2, -2), [(0, false)], "inside wins over border");
    assert_eq!(hits(5, 5), [(0, true)]);
}

#[test]
fn the_files_of_this_room_are_screened_as_the_walk_says() {
    for text in [SYNTHETIC, YANGJAE] {
        let (zones, _) = read_zones(text, None).unwrap();
        let metric: Vec<ZoneShape> =
            zones.iter().map(|zone| zone.reprojected(Crs::Epsg5186, None).unwrap()).collect();
        for zones in [zones, metric] {
            for zone in zones.chunks(3) {
                let polygons: Vec<PolygonRings> = zone.iter().flat_map(rounded).collect();
                let points: Vec<Position> = doubtful(&polygons).into_iter().step_by(7).collect();
                assert!(compare(zone, &points) > 10);
            }
        }
    }
}

#[test]
fn a_grid_agrees_with_the_index_at_drawings_of_seven_decimals() {
    let (zones, _) = read_zones(SYNTHETIC, None).unwrap();
    let grid = Grid::new(&zones).unwrap();
    let index = ZoneIndex::new(zones.clone(), Crs::Epsg4326).unwrap();
    let polygons: Vec<PolygonRings> = zones.iter().flat_map(rounded).collect();
    for point in doubtful(&polygons).into_iter().step_by(211) {
        let place = fixed(point);
        let found = index.locate(f64::from(place.lon) / 1e7, f64::from(place.lat) / 1e7);
        let by_index: Vec<(&str, bool)> =
            found.zones.iter().map(|hit| (hit.zone.as_str(), hit.border)).collect();
        let by_grid: Vec<(&str, bool)> =
            grid.hits(place).map(|hit| (zones[hit.zone as usize].id.as_str(), hit.border)).collect();
        assert_eq!(by_grid, by_index, "{place:?}");
    }
}

#[test]
fn a_sorted_register_has_the_same_pairs() {
    let (zones, _) = read_zones(SYNTHETIC, None).unwrap();
    let grid = Grid::new(&zones).unwrap();
    let polygons: Vec<PolygonRings> = zones.iter().flat_map(rounded).collect();
    let mut places: Vec<Fixed> = doubtful(&polygons).into_iter().step_by(4).map(fixed).collect();
    let screened = |places: &[Fixed]| {
        let lon: Vec<i32> = places.iter().map(|place| place.lon).collect();
        let lat: Vec<i32> = places.iter().map(|place| place.lat).collect();
        let mut pairs = Vec::new();
        grid.screen(&lon, &lat, 0, &mut pairs);
        let mut pairs: Vec<_> =
            pairs.iter().map(|pair| (places[pair.row as usize], pair.zone, pair.border)).collect();
        pairs.sort_unstable();
        pairs
    };
    let unsorted = screened(&places);
    places.sort_by_key(|&place| z_order(place));
    assert_eq!(screened(&places), unsorted);
}

/// Rings whose corners repeat, lie in line and cross, some units or some cells wide.
fn any_ring() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-6..=6_i64, -6..=6_i64), 3..12)
}

/// A star: a ring whose corners are seen from its middle in order, with a smaller one as its hole.
fn star() -> impl Strategy<Value = PolygonRings> {
    let radii = prop::collection::vec((0.3..1.0_f64, 0.05..0.9_f64), 5..24);
    (radii, -9_000..9_000_i64, -9_000..9_000_i64, 50.0..40_000.0_f64).prop_map(|(radii, x, y, size)| {
        let count = f64::from(u32::try_from(radii.len()).expect("some corners"));
        let corner = |(number, radius): (u32, f64)| {
            let angle = std::f64::consts::TAU * f64::from(number) / count;
            #[expect(clippy::cast_possible_truncation, reason = "some ten thousands of units")]
            let whole = |number: f64| number.round() as i64;
            p(x + whole(size * radius * angle.cos()), y + whole(size * radius * angle.sin()))
        };
        let ring = |share: fn(&(f64, f64)) -> f64| (0..).zip(radii.iter().map(share)).map(corner).collect();
        PolygonRings { shell: ring(|&(outer, _)| outer), holes: vec![ring(|&(outer, inner)| outer * inner)] }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rings_of_any_kind_are_as_the_walk_says_at_every_point(shell in any_ring(), hole in any_ring()) {
        let any = PolygonRings { shell: ring(&shell), holes: vec![ring(&hole)] };
        compare(&[zone("z", &[any, square(90_000, 90_000, 5)])], &lattice());
    }

    #[test]
    fn large_rings_of_any_kind_are_as_the_walk_says(
        shell in any_ring(),
        hole in any_ring(),
        unit in prop::sample::select(vec![512, 1_024, 1_365, 4_096, 8_191, 8_192, 70_001]),
        shift in -2..=2_i64,
    ) {
        let large = |corners: &[(i64, i64)]| {
            corners.iter().map(|&(x, y)| p(x * unit + shift, y * unit)).collect::<Ring>()
        };
        let any = PolygonRings { shell: large(&shell), holes: vec![large(&hole)] };
        let mut points = doubtful(std::slice::from_ref(&any));
        points.extend((-6..=6).flat_map(|x| (-6..=6).flat_map(move |y| around(p(x * unit, y * unit)))));
        points.extend((-3..=3).flat_map(|x| (-3..=3).flat_map(move |y| around(p(x * CELL, y * CELL)))));
        compare(&[zone("z", &[any, square(900_000, 900_000, 5)])], &points);
    }

    #[test]
    fn stars_with_holes_are_as_the_walk_says(
        stars in prop::collection::vec(star(), 1..3),
        offsets in prop::collection::vec((-45_000..45_000_i64, -45_000..45_000_i64), 100),
    ) {
        let mut points = doubtful(&stars);
        points.extend(offsets.iter().map(|&(x, y)| p(x, y)));
        let apart: Vec<ZoneShape> = stars.iter().map(|star| zone("star", std::slice::from_ref(star))).collect();
        prop_assert!(compare(&apart, &points) > 0);
        compare(&[zone("all", &stars)], &points);
    }
}
