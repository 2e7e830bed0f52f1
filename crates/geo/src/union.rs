//! The outline of several polygons together, and how edges are cut where they meet.

use crate::contain::slabs::Slabs;
use crate::crs::whole;
use crate::exact::{Edge, Extent, Side, edges_cross, on_edge, polygon_edges};
use crate::sweep::meeting_within;
use std::collections::BTreeMap;
use teukgu_domain::boundary::{PolygonRings, Position};

/// Several polygons as one area: its outline, and each polygon ready to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    /// Edges of the outline, cut where they meet, interior on the left.
    pub(crate) outline: Vec<Edge>,
    /// The polygons, in doubled units so that midpoints are whole.
    polygons: Vec<Slabs>,
    /// The box around all of it in plain units; `None` without an edge.
    pub(crate) extent: Option<Extent>,
}

impl Region {
    /// Joins the polygons.
    ///
    /// Exact if they do not cross one another; where two do, the crossing point is rounded to a unit.
    pub(crate) fn new<'a>(polygons: impl IntoIterator<Item = &'a PolygonRings>) -> Self {
        let owned: Vec<Vec<Edge>> = polygons.into_iter().map(|p| polygon_edges(p).collect()).collect();
        let slabs: Vec<Slabs> = owned.iter().filter_map(|edges| Slabs::new(&doubled(edges))).collect();
        let outline = outline(&owned);
        let extent = outline.iter().map(|&edge| Extent::of_edge(edge)).reduce(Extent::joined);
        Self { outline, polygons: slabs, extent }
    }

    /// Says whether the midpoint of an edge that is no part of the outline lies in the area.
    pub(crate) fn holds_midpoint(&self, edge: Edge) -> bool {
        let middle = midpoint(edge);
        self.polygons.iter().any(|polygon| polygon.side(middle) != Side::Outside)
    }
}

/// Returns the midpoint of an edge in doubled units.
fn midpoint((a, b): Edge) -> Position {
    Position { x: a.x + b.x, y: a.y + b.y }
}

fn doubled(edges: &[Edge]) -> Vec<Edge> {
    edges.iter().map(|&(a, b)| (midpoint((a, a)), midpoint((b, b)))).collect()
}

/// Returns the edges between the area and what is not the area.
///
/// Edges inside of another polygon go, edges with area on both sides go, edges that stand twice stay once.
fn outline(polygons: &[Vec<Edge>]) -> Vec<Edge> {
    let mut owners: Vec<(usize, Edge)> = Vec::new();
    for (owner, edges) in polygons.iter().enumerate() {
        owners.extend(edges.iter().map(|&edge| (owner, edge)));
    }
    let edges: Vec<Edge> = owners.iter().map(|&(_, edge)| edge).collect();
    let cuts = cuts_within(&edges);
    let slabs: Vec<Option<Slabs>> = polygons.iter().map(|edges| Slabs::new(&doubled(edges))).collect();
    let covered = |owner: usize, piece: Edge| {
        let others = slabs.iter().enumerate().filter(|&(other, _)| other != owner);
        others
            .filter_map(|(_, slabs)| slabs.as_ref())
            .any(|slabs| slabs.side(midpoint(piece)) == Side::Inside)
    };
    let mut ways: BTreeMap<Edge, (bool, bool)> = BTreeMap::new();
    for ((owner, edge), cuts) in owners.into_iter().zip(cuts) {
        for piece in split(edge, cuts).into_iter().filter(|&piece| !covered(owner, piece)) {
            let forward = piece.0 <= piece.1;
            let seen = ways.entry(if forward { piece } else { (piece.1, piece.0) }).or_default();
            *(if forward { &mut seen.0 } else { &mut seen.1 }) = true;
        }
    }
    let one_way = ways.into_iter().filter(|(_, (forward, backward))| forward != backward);
    one_way.map(|((a, b), (forward, _))| if forward { (a, b) } else { (b, a) }).collect()
}

/// Returns for every edge the points at which the others meet it.
fn cuts_within(edges: &[Edge]) -> Vec<Vec<Position>> {
    let extents: Vec<Extent> = edges.iter().map(|&edge| Extent::of_edge(edge)).collect();
    let mut cuts = vec![Vec::new(); edges.len()];
    meeting_within(&extents, |i, j| {
        let (ours, theirs) = (edges[i], edges[j]);
        cuts[i].extend([theirs.0, theirs.1].into_iter().filter(|&p| on_edge(p, ours)));
        cuts[j].extend([ours.0, ours.1].into_iter().filter(|&p| on_edge(p, theirs)));
        if edges_cross(ours, theirs) {
            let p = crossing_point(ours, theirs);
            cuts[i].push(p);
            cuts[j].push(p);
        }
    });
    cuts
}

/// Cuts an edge at the given points of it.
pub(crate) fn split((a, b): Edge, mut cuts: Vec<Position>) -> Vec<Edge> {
    cuts.extend([a, b]);
    cuts.sort_unstable_by_key(|&p| (p.x - a.x).abs().max((p.y - a.y).abs()));
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Returns the point where two crossing edges meet, rounded to a unit.
#[expect(clippy::cast_precision_loss, reason = "a ratio between 0 and 1 needs no more than 53 bits")]
pub(crate) fn crossing_point((a, b): Edge, (c, d): Edge) -> Position {
    let (from, to) = (crate::exact::cross(c, d, a), crate::exact::cross(c, d, b));
    let share = from as f64 / (from - to) as f64;
    let along = |low: i64, high: i64| low + whole((share * (high - low) as f64).round());
    Position { x: along(a.x, b.x), y: along(a.y, b.y) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i64, y: i64, side: i64) -> PolygonRings {
        let shell = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].map(Position::from);
        PolygonRings { shell: shell.to_vec(), holes: vec![] }
    }

    fn doubled_area(region: &Region) -> i128 {
        let origin = Position { x: 0, y: 0 };
        region.outline.iter().map(|&(a, b)| crate::exact::cross(origin, a, b)).sum()
    }

    #[test]
    fn neighbours_lose_the_edge_between_them() {
        let (left, right) = (square(0, 0, 4), square(4, 1, 2));
        let region = Region::new([&left, &right]);
        assert_eq!(doubled_area(&region), 2 * (16 + 4));
        let between: Edge = (Position { x: 4, y: 1 }, Position { x: 4, y: 3 });
        assert!(!region.outline.contains(&between) && !region.outline.contains(&(between.1, between.0)));
        assert!(region.holds_midpoint(between), "what lies between two parts is inside of both together");
    }

    #[test]
    fn a_part_within_another_and_a_part_twice_count_once() {
        let (whole, inner) = (square(0, 0, 10), square(2, 2, 3));
        assert_eq!(doubled_area(&Region::new([&whole, &inner, &whole])), 200);
    }

    #[test]
    fn crossing_parts_are_joined_at_their_crossing_points() {
        let (left, right) = (square(0, 0, 10), square(5, 5, 10));
        assert_eq!(doubled_area(&Region::new([&left, &right])), 2 * (100 + 100 - 25));
    }

    #[test]
    fn a_hole_along_the_shell_leaves_no_edge_there() {
        let mut frame = square(0, 0, 10);
        frame.holes.push([(0, 2), (0, 5), (3, 5), (3, 2)].map(Position::from).to_vec());
        let region = Region::new([&frame]);
        assert_eq!(doubled_area(&region), 2 * (100 - 9));
        assert!(
            region
                .outline
                .iter()
                .all(|&(a, b)| (a.x, b.x) != (0, 0) || a.y.max(b.y) <= 2 || a.y.min(b.y) >= 5)
        );
    }
}
