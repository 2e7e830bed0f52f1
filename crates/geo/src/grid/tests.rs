use super::*;
use crate::fixed::{HIGH, LOW, NOWHERE};
use crate::shape::PartShape;
use teukgu_domain::boundary::{Crs, PolygonRings, Position};
use teukgu_domain::text::Text;

/// A corner of four cells that is one of four blocks too.
const CORNER: Fixed = Fixed { lon: LOW.lon + (3008 << 13), lat: LOW.lat + (4032 << 13) };

fn at(x: i32, y: i32) -> Fixed {
    Fixed { lon: CORNER.lon + x, lat: CORNER.lat + y }
}

fn polygon(corners: &[(i32, i32)]) -> PolygonRings {
    let position = |&(x, y): &(i32, i32)| Position {
        x: i64::from(CORNER.lon + x) * 100,
        y: i64::from(CORNER.lat + y) * 100,
    };
    PolygonRings { shell: corners.iter().map(position).collect(), holes: vec![] }
}

fn zone(id: &str, polygons: Vec<PolygonRings>) -> ZoneShape {
    let part = PartShape { id: "1".to_owned(), name: Text::default(), polygons };
    ZoneShape { id: id.to_owned(), name: String::new(), crs: Crs::Epsg4326, parts: vec![part] }
}

fn square(x: i32, y: i32, side: i32) -> PolygonRings {
    polygon(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
}

/// Two zones that share a border, a third one in pieces far around them.
fn sample() -> Grid {
    let zones = [
        zone("a", vec![square(-20_000, -9_000, 30_000)]),
        zone("b", vec![square(10_000, -9_000, 40_000), square(15_000, 0, 3)]),
        zone("c", vec![polygon(&[(-700_000, -600_000), (900_000, -650_000), (-600_000, 800_000)])]),
    ];
    Grid::new(&zones).unwrap()
}

fn shown(grid: &Grid, place: Fixed) -> Vec<(u32, bool)> {
    grid.hits(place).map(|hit| (hit.zone, hit.border)).collect()
}

#[test]
fn every_zone_of_a_place_is_listed_once_in_ascending_order() {
    let grid = sample();
    assert_eq!(shown(&grid, at(0, 0)), [(0, false), (2, false)]);
    assert_eq!(shown(&grid, at(10_000, 5)), [(0, true), (1, true), (2, false)]);
    assert_eq!(shown(&grid, at(15_000, 1)), [(1, false), (2, false)], "inside of one part, on the other");
    assert_eq!(shown(&grid, at(-700_000, -600_000)), [(2, true)]);
    assert_eq!(shown(&grid, at(700_000, 700_000)), []);
    assert_eq!(grid.zones(), 3);
    assert_eq!(grid.extent(0), Some((at(-20_000, -9_000), at(10_000, 21_000))));
    assert_eq!(grid.extent(3), None);
}

#[test]
fn a_column_is_screened_as_its_places_are() {
    let grid = sample();
    let step = |i: i32| at(i * 7_919 % 150_001 - 60_000, i * 6_007 % 120_011 - 50_000);
    let mut places: Vec<Fixed> = (0..3_000).map(step).collect();
    places[1_500] = Fixed { lon: NOWHERE, lat: NOWHERE };
    places[1_501] = Fixed { lon: HIGH.lon + 1, lat: HIGH.lat };
    places[1_502] = Fixed { lon: i32::MAX, lat: LOW.lat - 1 };
    for is_sorted in [false, true] {
        if is_sorted {
            places.sort_by_key(|&place| crate::fixed::z_order(place));
        }
        let first_row = u32::MAX - 1_000;
        let expected: Vec<Pair> = (0_u32..)
            .zip(&places)
            .flat_map(|(row, &place)| grid.hits(place).map(move |hit| (row, hit)))
            .map(|(row, hit)| Pair { row: first_row.wrapping_add(row), zone: hit.zone, border: hit.border })
            .collect();
        assert!(expected.len() > 2_000);
        let lon: Vec<i32> = places.iter().map(|place| place.lon).collect();
        let mut lat: Vec<i32> = places.iter().map(|place| place.lat).collect();
        lat.push(0);
        let mut out = vec![Pair { row: 1, zone: 1, border: true }];
        grid.screen(&lon, &lat, first_row, &mut out);
        assert_eq!(out[0], Pair { row: 1, zone: 1, border: true }, "what was there stays");
        assert_eq!(out[1..], expected[..]);
    }
}

#[test]
fn a_zone_as_large_as_korea_takes_no_more_room_than_its_border() {
    let korea = |units: Fixed| (units.lon - CORNER.lon, units.lat - CORNER.lat);
    let ((west, south), (east, north)) = (korea(LOW), korea(HIGH));
    let whole = polygon(&[(west, south), (east, south), (east, north), (west, north)]);
    let grid = Grid::new(&[zone("whole", vec![whole]), zone("small", vec![square(-50, -50, 100)])]).unwrap();
    assert!(grid.to_bytes().len() < 8_000_000);
    assert_eq!(shown(&grid, at(0, 0)), [(0, false), (1, false)]);
    assert_eq!(shown(&grid, at(1_000_000, 0)), [(0, false)]);
    for corner in
        [LOW, HIGH, Fixed { lon: LOW.lon, lat: HIGH.lat }, Fixed { lon: HIGH.lon, lat: 360_000_000 }]
    {
        assert_eq!(shown(&grid, corner), [(0, true)]);
    }
    let beyond = [(-1, 0), (0, -1)].map(|(x, y)| Fixed { lon: LOW.lon + x, lat: LOW.lat + y });
    assert!(beyond.iter().all(|&place| shown(&grid, place).is_empty()));
    assert!(shown(&grid, Fixed { lon: HIGH.lon + 1, lat: HIGH.lat }).is_empty());
}

#[test]
fn a_zone_that_cannot_be_laid_out_is_named() {
    let error = |zone: ZoneShape| Grid::new(&[zone]).unwrap_err();
    let flat = error(zone("flat", vec![polygon(&[(0, 0), (9, 9), (4, 4)])]));
    assert_eq!(flat, GridError::NoArea { zone: "flat".to_owned() });
    assert_eq!(error(zone("none", vec![])), GridError::NoArea { zone: "none".to_owned() });
    let mut tiny = zone("tiny", vec![square(0, 0, 1)]);
    tiny.parts[0].polygons[0].shell.iter_mut().for_each(|corner| corner.x -= corner.x % 100);
    tiny.parts[0].polygons[0].shell = vec![Position { x: 127_000_000_010, y: 37_000_000_000 }; 3];
    assert!(error(tiny).to_string().contains("`tiny`"));
    let far = error(zone("far", vec![square(60_000_000, 0, 9)]));
    assert!(matches!(&far, GridError::OutsideKorea { zone, .. } if zone == "far"), "{far}");
    let mut old = zone("old", vec![square(0, 0, 9)]);
    old.crs = Crs::Epsg5174;
    let old = error(old);
    assert!(old.to_string().contains("`old`") && old.to_string().contains("EPSG:5174"), "{old}");
    for error in [flat, far, old, GridError::Checksum, GridError::Version(7)] {
        assert!(!error.text().ko.is_empty() && error.text().en == error.to_string());
        assert_ne!(error.help(), error.text());
    }
}

#[test]
fn a_part_that_falls_together_is_still_a_border() {
    let dot =
        PolygonRings { shell: vec![Position { x: 127_000_000_010, y: 37_000_000_020 }; 3], holes: vec![] };
    let grid = Grid::new(&[zone("z", vec![square(0, 0, 9), dot])]).unwrap();
    assert_eq!(shown(&grid, Fixed { lon: 1_270_000_000, lat: 370_000_000 }), [(0, true)]);
    assert_eq!(shown(&grid, Fixed { lon: 1_270_000_001, lat: 370_000_000 }), []);
}

#[test]
fn a_box_is_touched_if_a_cell_with_a_zone_meets_it() {
    let grid = sample();
    let is_filled = |place: Fixed| {
        let (x, y) = offset(place);
        grid.blocks.is_filled(Cell::of(x, y))
    };
    let has = |zone: u32, place: Fixed| grid.hits(place).any(|hit| hit.zone == zone);
    let mut seen = [0; 4];
    for i in 0..400 {
        let reach = if i % 2 == 0 { 1_200_000 } else { 60_000 };
        let low = at(i * 104_729 % (2 * reach) - reach, i * 91_193 % (2 * reach) - reach);
        let (width, height) = (i * 7_919 % 70_000, i * 6_007 % 60_000);
        let high = Fixed { lon: low.lon + width, lat: low.lat + height };
        let steps = |way: i32| (0..way).step_by(4_000).chain([way]);
        let places: Vec<Fixed> = steps(width)
            .flat_map(|x| steps(height).map(move |y| Fixed { lon: low.lon + x, lat: low.lat + y }))
            .collect();
        assert_eq!(grid.touches(low, high), places.iter().any(|&place| is_filled(place)), "{low:?} {high:?}");
        seen[0] += usize::from(grid.touches(low, high));
        for zone in 0..3 {
            let is_touched = grid.touches_zone(zone, low, high);
            assert!(is_touched || places.iter().all(|&place| !has(zone, place)), "{low:?} {high:?}");
            assert!(!is_touched || grid.touches(low, high));
            seen[1 + zone as usize] += usize::from(is_touched);
        }
    }
    assert!(seen.iter().all(|&count| count > 0 && count < 300), "{seen:?}");
    assert!(!grid.touches_zone(3, LOW, HIGH) && grid.touches_zone(1, LOW, HIGH));
    assert!(grid.touches(Fixed { lon: i32::MIN, lat: i32::MIN }, Fixed { lon: i32::MAX, lat: i32::MAX }));
    assert!(!grid.touches(HIGH, LOW) && !grid.touches(HIGH, Fixed { lon: i32::MAX, lat: i32::MAX }));
}

#[test]
fn a_grid_is_read_as_it_was_written() {
    let grid = sample();
    let bytes = grid.to_bytes();
    assert_eq!(bytes, sample().to_bytes());
    assert_eq!(Grid::from_bytes(&bytes).unwrap(), grid);
    let none = Grid::new(&[]).unwrap();
    assert_eq!(Grid::from_bytes(&none.to_bytes()).unwrap(), none);
    assert!(none.hits(at(0, 0)).next().is_none() && !none.touches(LOW, HIGH));
}

#[test]
fn damaged_bytes_are_refused() {
    let bytes = Grid::new(&[zone("z", vec![square(0, 0, 9)])]).unwrap().to_bytes();
    for place in (0..bytes.len()).filter(|place| *place < 300 || place % 61 == 0) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 1 << (place % 8);
        assert!(Grid::from_bytes(&damaged).is_err(), "byte {place}");
        if place % 7 == 0 {
            assert!(Grid::from_bytes(&bytes[..place]).is_err());
        }
    }
    let longer = [bytes.clone(), vec![0]].concat();
    let found = bytes.len() as u64 + 1;
    assert_eq!(Grid::from_bytes(&longer), Err(GridError::Length { needed: found - 1, found }));
    assert_eq!(Grid::from_bytes(b"PK"), Err(GridError::NotAGrid));
    let newer = [b"TEUKGRID\x02\0\0\0", &bytes[12..]].concat();
    assert_eq!(Grid::from_bytes(&newer), Err(GridError::Version(2)));
}

#[test]
fn numbers_out_of_range_are_refused_or_harmless_though_the_checksum_fits() {
    let bytes = sample().to_bytes();
    let (mut refused, mut read) = (0, 0);
    let head_and_rows = (32..9_000).step_by(52);
    for place in head_and_rows.chain((9_000..bytes.len() - 8).step_by(4_241)) {
        for value in [0, 1, 0x7f, 0xff] {
            let mut forged = bytes.clone();
            let end = (place + 5).min(forged.len() - 8);
            forged[place..end].fill(value);
            bytes::seal(&mut forged);
            let Ok(grid) = Grid::from_bytes(&forged) else {
                refused += 1;
                continue;
            };
            read += 1;
            let mut out = Vec::new();
            let places: Vec<Fixed> =
                (0..40).flat_map(|x| (0..40).map(move |y| at(x * 1_999 - 30_000, y * 1_999))).collect();
            let lon: Vec<i32> = places.iter().map(|place| place.lon).collect();
            let lat: Vec<i32> = places.iter().map(|place| place.lat).collect();
            grid.screen(&lon, &lat, 0, &mut out);
            assert!(out.is_sorted() && out.iter().all(|pair| (pair.zone as usize) < grid.zones()));
            let _ = (grid.touches(LOW, HIGH), grid.touches_zone(2, LOW, HIGH));
        }
    }
    assert!(refused > 50 && read > 50, "{refused} refused, {read} read");
}

#[test]
fn rings_are_handed_out_as_they_are_laid_out() {
    let mut with_hole = square(0, 0, 90);
    let tiny = Position { x: i64::from(CORNER.lon + 5) * 100, y: i64::from(CORNER.lat + 5) * 100 };
    with_hole.holes.push(vec![
        tiny,
        Position { x: tiny.x + 30, y: tiny.y },
        Position { x: tiny.x, y: tiny.y + 30 },
    ]);
    let rings = Grid::rings(&zone("a", vec![with_hole, square(200, 200, 3)])).unwrap();
    assert_eq!(rings[0], [vec![at(0, 0), at(90, 0), at(90, 90), at(0, 90)], vec![at(5, 5)]]);
    assert_eq!(rings[1], [[at(200, 200), at(203, 200), at(203, 203), at(200, 203)]]);
    assert!(Grid::rings(&zone("b", vec![polygon(&[(0, 0), (1, 1)])])).is_err());
}
