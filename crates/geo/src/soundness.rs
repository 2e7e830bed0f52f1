//! Whether a ring and a polygon are sound: no crossing, no spike, holes inside.

use crate::crs::coordinates;
use crate::exact::{
    Edge, Extent, cross, dot, doubled_area, edges_cross, edges_overlap, on_edge, polygon_extent, ring_edges,
};
use crate::fault::{EdgeSpot, FaultKind, Spot};
use crate::relate::{Relation, relate_polygons};
use crate::sweep::meeting_within;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::boundary::{Crs, PolygonRings, Position};

/// No ring reports more self-crossings than this; the rest follows from the first ones.
const CROSSINGS_A_RING: usize = 10;

/// Shows a position in a message.
pub(crate) fn spot(position: Position, crs: Crs) -> Spot {
    Spot::new(coordinates(position, crs))
}

fn edge_spot((a, b): Edge, crs: Crs) -> EdgeSpot {
    EdgeSpot(spot(a, crs), spot(b, crs))
}

/// Lists what is wrong with an open ring without repeated neighbours, each with the corner it is about.
pub(crate) fn ring_faults(ring: &[Position], crs: Crs) -> Vec<(usize, FaultKind)> {
    let distinct = ring.iter().collect::<BTreeSet<_>>().len();
    if distinct < 3 {
        return vec![(0, FaultKind::TooFewCorners(distinct))];
    }
    let mut faults = spikes(ring, crs);
    faults.extend(crossings(ring, crs));
    if faults.is_empty() && doubled_area(ring) == 0 {
        faults.push((0, FaultKind::ZeroArea));
    }
    if distinct == ring.len() && ring.iter().all(|&p| cross(ring[0], ring[1], p) == 0) {
        return vec![(0, FaultKind::ZeroArea)];
    }
    faults
}

fn spikes(ring: &[Position], crs: Crs) -> Vec<(usize, FaultKind)> {
    let n = ring.len();
    let is_spike = |&i: &usize| {
        let (before, here, after) = (ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]);
        cross(here, before, after) == 0 && dot(here, before, after) > 0
    };
    (0..n).filter(is_spike).map(|i| (i, FaultKind::Spike(spot(ring[i], crs)))).collect()
}

/// How a ring goes through a point: by a corner of it, or along an edge of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pass {
    Corner(usize),
    Along(usize),
}

fn crossings(ring: &[Position], crs: Crs) -> Vec<(usize, FaultKind)> {
    let edges: Vec<Edge> = ring_edges(ring).collect();
    let extents: Vec<Extent> = edges.iter().map(|&edge| Extent::of_edge(edge)).collect();
    let n = edges.len();
    let mut faults = Vec::new();
    let mut touches: BTreeMap<Position, BTreeSet<Pass>> = BTreeMap::new();
    meeting_within(&extents, |i, j| {
        if j == i + 1 || (i == 0 && j == n - 1) {
            return;
        }
        let (one, two) = (edges[i], edges[j]);
        if edges_cross(one, two) {
            faults.push((i, FaultKind::Crossing(edge_spot(one, crs), edge_spot(two, crs))));
        } else if edges_overlap(one, two) {
            faults.push((i, FaultKind::RunsAlong(edge_spot(one, crs), edge_spot(two, crs))));
        } else {
            for p in touching_points(one, two) {
                touches.entry(p).or_default().extend([pass(p, i, one, n), pass(p, j, two, n)]);
            }
        }
    });
    if faults.is_empty() {
        faults = crossings_at_corners(ring, &touches, crs);
    }
    faults.sort_by_key(|&(corner, _)| corner);
    faults.truncate(CROSSINGS_A_RING);
    faults
}

fn touching_points(one: Edge, two: Edge) -> impl Iterator<Item = Position> {
    let of_two = [two.0, two.1].into_iter().filter(move |&p| on_edge(p, one));
    of_two.chain([one.0, one.1].into_iter().filter(move |&p| on_edge(p, two)))
}

fn pass(p: Position, index: usize, edge: Edge, n: usize) -> Pass {
    if p == edge.0 {
        Pass::Corner(index)
    } else if p == edge.1 {
        Pass::Corner((index + 1) % n)
    } else {
        Pass::Along(index)
    }
}

/// A ring may touch itself at a point, but two passes through it may not change sides.
fn crossings_at_corners(
    ring: &[Position],
    touches: &BTreeMap<Position, BTreeSet<Pass>>,
    crs: Crs,
) -> Vec<(usize, FaultKind)> {
    let n = ring.len();
    let ways = |pass: Pass| match pass {
        Pass::Corner(i) => (ring[(i + n - 1) % n], ring[(i + 1) % n]),
        Pass::Along(i) => (ring[i], ring[(i + 1) % n]),
    };
    let mut faults = Vec::new();
    for (&p, passes) in touches {
        let passes: Vec<Pass> = passes.iter().copied().collect();
        let pairs =
            passes.iter().enumerate().flat_map(|(i, &a)| passes.iter().skip(i + 1).map(move |&b| (a, b)));
        if let Some((a, _)) = pairs.into_iter().find(|&(a, b)| changes_sides(p, ways(a), ways(b))) {
            let (Pass::Corner(corner) | Pass::Along(corner)) = a;
            faults.push((corner, FaultKind::CrossingAtCorner(spot(p, crs))));
        }
    }
    faults
}

fn changes_sides(p: Position, (from, to): Edge, (other_from, other_to): Edge) -> bool {
    sweeps_over(p, from, to, other_from) != sweeps_over(p, from, to, other_to)
}

/// Returns true if the way from `p` to `w` lies strictly within the left turn from `u` to `v` about `p`.
fn sweeps_over(p: Position, u: Position, v: Position, w: Position) -> bool {
    match cross(p, u, v).cmp(&0) {
        Ordering::Greater => cross(p, u, w) > 0 && cross(p, w, v) > 0,
        Ordering::Less => !(cross(p, v, w) >= 0 && cross(p, w, u) >= 0),
        Ordering::Equal => dot(p, u, v) < 0 && cross(p, u, w) > 0,
    }
}

/// Lists what is wrong between the rings of a polygon whose rings are sound, by the hole that it is about.
pub(crate) fn hole_faults(polygon: &PolygonRings, crs: Crs) -> Vec<(usize, FaultKind)> {
    let shell = alone(&polygon.shell);
    let holes: Vec<PolygonRings> = polygon.holes.iter().map(|hole| alone(hole)).collect();
    let start = |i: usize| spot(polygon.holes[i][0], crs);
    let mut faults = Vec::new();
    for (i, hole) in holes.iter().enumerate() {
        if canonical(&hole.shell) == canonical(&shell.shell) {
            faults.push((i, FaultKind::DuplicateRing(spot(shell.shell[0], crs))));
        } else if relate_polygons(hole, &shell) != Relation::Within {
            faults.push((i, FaultKind::HoleOutside(start(i))));
        }
    }
    let overlap = overlaps(&holes.iter().collect::<Vec<_>>());
    faults.extend(overlap.into_iter().map(|(i, j)| {
        let twice = canonical(&holes[i].shell) == canonical(&holes[j].shell);
        (j, if twice { FaultKind::DuplicateRing(start(i)) } else { FaultKind::HolesOverlap(start(j)) })
    }));
    faults
}

/// Returns the pairs of polygons that share area.
pub(crate) fn overlaps(polygons: &[&PolygonRings]) -> Vec<(usize, usize)> {
    let boxed: Vec<(usize, Extent)> =
        polygons.iter().enumerate().filter_map(|(i, p)| Some((i, polygon_extent(p)?))).collect();
    let extents: Vec<Extent> = boxed.iter().map(|&(_, extent)| extent).collect();
    let mut pairs = Vec::new();
    meeting_within(&extents, |i, j| {
        let (i, j) = (boxed[i].0, boxed[j].0);
        if !matches!(relate_polygons(polygons[i], polygons[j]), Relation::Apart | Relation::Touches) {
            pairs.push((i.min(j), i.max(j)));
        }
    });
    pairs.sort_unstable();
    pairs
}

/// Returns a ring as a polygon of its own, counter-clockwise.
fn alone(ring: &[Position]) -> PolygonRings {
    let mut shell = ring.to_vec();
    if doubled_area(&shell) < 0 {
        shell.reverse();
    }
    PolygonRings { shell, holes: Vec::new() }
}

/// Returns the same list for rings that differ in start and direction alone.
pub(crate) fn canonical(ring: &[Position]) -> Vec<Position> {
    let mut ring = alone(ring).shell;
    let least = (0..ring.len()).min_by_key(|&i| (ring[i], ring[(i + 1) % ring.len()])).unwrap_or_default();
    ring.rotate_left(least);
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i64, i64)]) -> Vec<Position> {
        corners.iter().map(|&c| Position::from(c)).collect()
    }

    fn faults(corners: &[(i64, i64)]) -> Vec<String> {
        ring_faults(&ring(corners), Crs::Epsg5186).into_iter().map(|(_, kind)| kind.to_string()).collect()
    }

    #[test]
    fn a_crossing_names_both_edges() {
        let bow_tie = faults(&[(0, 0), (4000, 4000), (4000, 0), (0, 4000)]);
        assert_eq!(bow_tie, ["the ring crosses itself: (0, 0) to (4, 4) and (4, 0) to (0, 4)"]);
    }

    #[test]
    fn touching_at_a_point_is_allowed_and_passing_through_it_is_not() {
        let touching = [(0, 0), (2, 2), (4, 0), (4, 4), (2, 2), (0, 4)];
        assert_eq!(faults(&touching), [""; 0]);
        let passing = [(0, 0), (2000, 2000), (4000, 4000), (4000, 0), (2000, 2000), (0, 4000)];
        assert_eq!(faults(&passing), ["the ring crosses itself at the corner (2, 2)"]);
        let corner_on_edge = [(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)];
        assert_eq!(faults(&corner_on_edge), [""; 0], "a corner on an edge, from inside");
        let through_edge = [(0, 0), (10, 0), (10, 10), (5, 0), (5, -5), (0, -5)];
        assert_eq!(faults(&through_edge).len(), 1, "a corner on an edge, and out on the other side");
    }

    #[test]
    fn degenerate_rings_are_named() {
        assert_eq!(faults(&[(0, 0), (1, 1)]), ["a ring needs at least 3 distinct corners, this one has 2"]);
        assert_eq!(faults(&[(0, 0), (5, 5), (9, 9)]), ["the ring encloses no area"]);
        let spike = faults(&[(0, 0), (4000, 0), (8000, 0), (4000, 0), (4000, 4000), (0, 4000)]);
        assert_eq!(spike, ["the ring has a spike at (8, 0)"]);
        let slit = faults(&[(0, 0), (9, 0), (9, 9), (5, 9), (5, 4), (6, 4), (5, 4), (5, 9), (0, 9)]);
        assert!(slit.iter().any(|message| message.contains("runs along itself")), "{slit:?}");
    }

    #[test]
    fn holes_must_lie_inside_and_apart() {
        let polygon = |holes: &[&[(i64, i64)]]| PolygonRings {
            shell: ring(&[(0, 0), (10, 0), (10, 10), (0, 10)]),
            holes: holes.iter().map(|hole| ring(hole)).collect(),
        };
        let kinds =
            |p: &PolygonRings| hole_faults(p, Crs::Epsg5186).into_iter().map(|f| f.1).collect::<Vec<_>>();
        let good: &[(i64, i64)] = &[(0, 5), (2, 7), (2, 3)];
        assert_eq!(kinds(&polygon(&[good])), [], "a hole may touch its outer ring at a point");
        let outside: &[(i64, i64)] = &[(8, 8), (8, 12), (12, 12)];
        assert!(matches!(kinds(&polygon(&[good, outside]))[..], [FaultKind::HoleOutside(_)]));
        let over: &[(i64, i64)] = &[(1, 4), (1, 6), (4, 5)];
        assert!(matches!(kinds(&polygon(&[good, over]))[..], [FaultKind::HolesOverlap(_)]));
        assert!(matches!(kinds(&polygon(&[good, good]))[..], [FaultKind::DuplicateRing(_)]));
        let all: &[(i64, i64)] = &[(10, 0), (0, 0), (0, 10), (10, 10)];
        assert!(matches!(kinds(&polygon(&[all]))[..], [FaultKind::DuplicateRing(_)]));
    }
}
