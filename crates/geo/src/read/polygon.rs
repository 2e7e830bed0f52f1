//! From rings as a file has them to sound polygons in whole units.

use super::{Findings, Place};
use crate::crs::{Projector, guess, is_in_korea, looks_swapped, quantise};
use crate::exact::doubled_area;
use crate::fault::{FaultKind, RepairKind, Spot};
use crate::soundness::{hole_faults, ring_faults};
use std::collections::BTreeSet;
use teukgu_domain::boundary::{Crs, PolygonRings, Position, Ring};

/// The rings of a polygon as a file has them: outer ring first, closed.
pub(crate) type RawPolygon = Vec<Vec<(f64, f64)>>;

/// Reads the polygons of one feature; those with a fault are left out and reported.
pub(crate) fn polygons(
    raw: &[RawPolygon],
    place: Place,
    crs: Crs,
    findings: &mut Findings,
) -> Vec<(Place, PolygonRings)> {
    if let Some((at, kind)) = misplaced(raw, place, crs) {
        findings.fault(at, kind);
        return Vec::new();
    }
    let numbered = raw.iter().enumerate().map(|(i, rings)| (place.polygon(i), rings));
    numbered.filter_map(|(place, rings)| Some((place, polygon(rings, place, crs, findings)?))).collect()
}

fn polygon(raw: &RawPolygon, place: Place, crs: Crs, findings: &mut Findings) -> Option<PolygonRings> {
    let before = findings.faults.len();
    if raw.is_empty() {
        findings.fault(place, FaultKind::TooFewCorners(0));
    }
    let mut rings = Vec::with_capacity(raw.len());
    for (i, positions) in raw.iter().enumerate() {
        rings.extend(ring(positions, place.ring(i), crs, findings));
    }
    if findings.faults.len() > before {
        return None;
    }
    let mut rings = rings.into_iter();
    let polygon = PolygonRings { shell: rings.next()?, holes: rings.collect() };
    for (hole, kind) in hole_faults(&polygon, crs) {
        findings.fault(place.ring(hole + 1), kind);
    }
    (findings.faults.len() == before).then_some(polygon)
}

fn ring(raw: &[(f64, f64)], place: Place, crs: Crs, findings: &mut Findings) -> Option<Ring> {
    let mut corners: Vec<(usize, Position)> = Vec::with_capacity(raw.len());
    for (i, &point) in raw.iter().enumerate() {
        match quantise(point, crs) {
            Ok(position) => corners.push((i, position)),
            Err(_) => findings.fault(place.corner(i), FaultKind::BadPosition),
        }
    }
    if corners.len() < raw.len() {
        return None;
    }
    if let Some(kind) = open_ring(raw, &corners) {
        findings.fault(place.corner(raw.len() - 1), kind);
        return None;
    }
    corners.pop();
    drop_repeated(&mut corners, place, findings);
    let mut ring: Ring = corners.iter().map(|&(_, position)| position).collect();
    let faults = ring_faults(&ring, crs);
    if faults.is_empty() {
        turn(&mut ring, place, findings);
        return Some(ring);
    }
    for (corner, kind) in faults {
        let corner = corners.get(corner).map_or(0, |&(i, _)| i);
        findings.fault(place.corner(corner), kind);
    }
    None
}

/// Says that a ring is not closed, if it has enough corners to be a ring at all.
fn open_ring(raw: &[(f64, f64)], corners: &[(usize, Position)]) -> Option<FaultKind> {
    let (first, last) = (corners.first()?, corners.last()?);
    if first.1 == last.1 {
        return None;
    }
    let distinct = corners.iter().map(|&(_, position)| position).collect::<BTreeSet<_>>().len();
    let (first, last) = (Spot::new(raw[first.0]), Spot::new(raw[last.0]));
    Some(if distinct < 3 { FaultKind::TooFewCorners(distinct) } else { FaultKind::NotClosed { first, last } })
}

/// Drops positions that repeat the one before them: edges without length.
fn drop_repeated(corners: &mut Vec<(usize, Position)>, place: Place, findings: &mut Findings) {
    let before = corners.len();
    let mut first_repeated = None;
    corners.dedup_by(|later, earlier| {
        let repeated = later.1 == earlier.1;
        first_repeated = first_repeated.or(repeated.then_some(later.0));
        repeated
    });
    while corners.len() > 1 && corners.first().map(|c| c.1) == corners.last().map(|c| c.1) {
        first_repeated = first_repeated.or(corners.pop().map(|(i, _)| i));
    }
    if let Some(i) = first_repeated {
        let kind = RepairKind::RepeatedPositions(before - corners.len());
        findings.repairs.push((place.corner(i), kind));
    }
}

/// Turns outer rings counter-clockwise and holes clockwise.
fn turn(ring: &mut Ring, place: Place, findings: &mut Findings) {
    let is_outer = place.ring == Some(0);
    if (doubled_area(ring) > 0) != is_outer {
        ring.reverse();
        findings.repairs.push((place, RepairKind::RingReversed));
    }
}

/// Finds a coordinate that has no business in the coordinate system, among the outermost of a feature.
fn misplaced(raw: &[RawPolygon], place: Place, crs: Crs) -> Option<(Place, FaultKind)> {
    let mut outermost: [Option<(Place, (f64, f64))>; 4] = [None; 4];
    let ways = [|p: (f64, f64)| p.0, |p: (f64, f64)| -p.0, |p: (f64, f64)| p.1, |p: (f64, f64)| -p.1];
    for (i, rings) in raw.iter().enumerate() {
        for (j, ring) in rings.iter().enumerate() {
            for (k, &point) in ring.iter().enumerate().filter(|(_, p)| p.0.is_finite() && p.1.is_finite()) {
                for (most, way) in outermost.iter_mut().zip(ways) {
                    if most.is_none_or(|(_, held)| way(point) > way(held)) {
                        *most = Some((place.polygon(i).ring(j).corner(k), point));
                    }
                }
            }
        }
    }
    let wrong = outermost.into_iter().flatten().filter_map(|(at, p)| Some((at, wrong_place(p, crs)?)));
    wrong.min_by_key(|(at, _)| (at.polygon, at.ring, at.corner))
}

/// Says why a coordinate has no business in a system, if so.
fn wrong_place(point: (f64, f64), crs: Crs) -> Option<FaultKind> {
    let (at, swapped) = (Spot::new(point), (point.1, point.0));
    let guess = guess(point).filter(|&guess| guess != crs);
    if crs.is_degrees() {
        return match point {
            _ if is_in_korea(point) => None,
            _ if looks_swapped(point) => Some(FaultKind::LooksSwapped(at)),
            (x, y) if x.abs() <= 180.0 && y.abs() <= 90.0 => Some(FaultKind::OutsideKorea { at, crs }),
            _ => Some(FaultKind::WrongCrs { at, crs, guess }),
        };
    }
    if in_korea(point, crs) {
        None
    } else if guess.is_some() {
        Some(FaultKind::WrongCrs { at, crs, guess })
    } else if looks_swapped(point) {
        Some(FaultKind::WrongCrs { at, crs, guess: Some(Crs::Epsg4326) })
    } else if in_korea(swapped, crs) {
        Some(FaultKind::LooksSwapped(at))
    } else {
        Some(FaultKind::OutsideKorea { at, crs })
    }
}

/// Returns true if a coordinate in metres lies in the wider box around Korea.
///
/// EPSG:5174 differs from EPSG:5181 by its datum alone: some 300 m, which matters little for this box.
fn in_korea(point: (f64, f64), crs: Crs) -> bool {
    let crs = if crs == Crs::Epsg5174 { Crs::Epsg5181 } else { crs };
    let lon_lat = Projector::new(crs, Crs::Epsg4326, None).and_then(|projector| projector.project(point));
    lon_lat.is_ok_and(is_in_korea)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [(f64, f64); 5] =
        [(127.0, 37.0), (127.1, 37.0), (127.1, 37.1), (127.0, 37.1), (127.0, 37.0)];

    fn read(rings: &[&[(f64, f64)]], crs: Crs) -> (Vec<PolygonRings>, Findings) {
        let mut findings = Findings::default();
        let raw: RawPolygon = rings.iter().map(|ring| ring.to_vec()).collect();
        let found = polygons(&[raw], Place::feature(0), crs, &mut findings);
        (found.into_iter().map(|(_, polygon)| polygon).collect(), findings)
    }

    fn only_fault(rings: &[&[(f64, f64)]], crs: Crs) -> (Place, FaultKind) {
        let (polygons, mut findings) = read(rings, crs);
        assert!(polygons.is_empty() && findings.faults.len() == 1, "{:?}", findings.faults);
        findings.faults.remove(0)
    }

    #[test]
    fn a_ring_the_wrong_way_round_and_repeated_positions_are_repaired_with_a_record() {
        let mut clockwise = SQUARE.to_vec();
        clockwise.reverse();
        clockwise.insert(2, clockwise[2]);
        clockwise.push(clockwise[0]);
        let (polygons, findings) = read(&[&clockwise], Crs::Epsg4326);
        assert_eq!(findings.faults, []);
        let kinds: Vec<RepairKind> = findings.repairs.iter().map(|&(_, kind)| kind).collect();
        assert_eq!(kinds, [RepairKind::RepeatedPositions(2), RepairKind::RingReversed]);
        assert_eq!(findings.repairs[0].0.corner, Some(3));
        assert_eq!(polygons[0].shell.len(), 4);
        assert!(doubled_area(&polygons[0].shell) > 0);
    }

    #[test]
    fn an_open_ring_is_refused_at_its_last_corner() {
        let (place, kind) = only_fault(&[&SQUARE[..4]], Crs::Epsg4326);
        assert_eq!(place.corner, Some(3));
        assert!(matches!(kind, FaultKind::NotClosed { .. }));
    }

    #[test]
    fn numbers_of_another_system_are_recognised() {
        let metres =
            [(203_122.0, 541_208.0), (203_200.0, 541_208.0), (203_200.0, 541_300.0), (203_122.0, 541_208.0)];
        let (_, kind) = only_fault(&[&metres], Crs::Epsg4326);
        assert!(matches!(kind, FaultKind::WrongCrs { guess: Some(Crs::Epsg5186), .. }), "{kind}");
        let (_, kind) = only_fault(&[&metres], Crs::Epsg5179);
        assert!(matches!(kind, FaultKind::WrongCrs { guess: Some(Crs::Epsg5186), .. }), "{kind}");
        let (_, kind) = only_fault(&[&SQUARE], Crs::Epsg5186);
        assert!(matches!(kind, FaultKind::WrongCrs { guess: Some(Crs::Epsg4326), .. }), "{kind}");
        let swapped = SQUARE.map(|(x, y)| (y, x));
        assert!(matches!(only_fault(&[&swapped], Crs::Epsg4326).1, FaultKind::LooksSwapped(_)));
        let utmk = [
            (1_941_332.0, 958_908.0),
            (1_941_400.0, 958_908.0),
            (1_941_400.0, 958_999.0),
            (1_941_332.0, 958_908.0),
        ];
        assert!(matches!(only_fault(&[&utmk], Crs::Epsg5179).1, FaultKind::LooksSwapped(_)));
        let paris = SQUARE.map(|(x, y)| (x - 125.0, y + 11.0));
        assert!(matches!(only_fault(&[&paris], Crs::Epsg4326).1, FaultKind::OutsideKorea { .. }));
        assert_eq!(read(&[&metres], Crs::Epsg5174).1.faults, []);
    }

    #[test]
    fn every_ring_with_a_fault_is_reported() {
        let bow_tie = [(127.01, 37.01), (127.02, 37.02), (127.02, 37.01), (127.01, 37.02), (127.01, 37.01)];
        let line = [(127.05, 37.05), (127.06, 37.06), (127.05, 37.05)];
        let (_, findings) = read(&[&SQUARE, &bow_tie, &line, &[]], Crs::Epsg4326);
        let rings: Vec<Option<usize>> = findings.faults.iter().map(|(place, _)| place.ring).collect();
        assert_eq!(rings, [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused() {
        let mut broken = SQUARE;
        broken[1].0 = f64::NAN;
        assert_eq!(only_fault(&[&broken], Crs::Epsg4326).1, FaultKind::BadPosition);
    }
}
