//! Exact geometry on whole units: signs of cross products, nothing else.
//!
//! Positions lie within 2^53 units, doubled ones within 2^54, so every product fits into `i128`.

use std::cmp::Ordering;
use teukgu_domain::boundary::{PolygonRings, Position};

/// Where a point lies against a polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Strictly inside.
    Inside,
    /// On a ring: on an edge or on a corner.
    Border,
    /// Strictly outside, or inside a hole.
    Outside,
}

/// A straight edge from its first to its second end; the interior lies on its left.
pub(crate) type Edge = (Position, Position);

/// Returns twice the signed area of the triangle: positive if `c` lies left of the line from `a` to `b`.
pub(crate) fn cross(a: Position, b: Position, c: Position) -> i128 {
    let (ux, uy) = (i128::from(b.x) - i128::from(a.x), i128::from(b.y) - i128::from(a.y));
    let (vx, vy) = (i128::from(c.x) - i128::from(a.x), i128::from(c.y) - i128::from(a.y));
    ux * vy - uy * vx
}

/// Returns the scalar product of the ways from `a` to `b` and from `a` to `c`.
pub(crate) fn dot(a: Position, b: Position, c: Position) -> i128 {
    let (ux, uy) = (i128::from(b.x) - i128::from(a.x), i128::from(b.y) - i128::from(a.y));
    let (vx, vy) = (i128::from(c.x) - i128::from(a.x), i128::from(c.y) - i128::from(a.y));
    ux * vx + uy * vy
}

/// Says on which side of the line the point lies: `Greater` is left.
pub(crate) fn turn(a: Position, b: Position, c: Position) -> Ordering {
    cross(a, b, c).cmp(&0)
}

/// Returns true if `p` lies on the closed edge.
pub(crate) fn on_edge(p: Position, (a, b): Edge) -> bool {
    p.x >= a.x.min(b.x)
        && p.x <= a.x.max(b.x)
        && p.y >= a.y.min(b.y)
        && p.y <= a.y.max(b.y)
        && cross(a, b, p) == 0
}

/// Returns true if a ray to the right of `p` crosses the edge, which counts its lower end and not its upper one.
pub(crate) fn ray_crosses(p: Position, (a, b): Edge) -> bool {
    let rising = b.y > a.y;
    (a.y > p.y) != (b.y > p.y) && (turn(a, b, p) == Ordering::Greater) == rising
}

/// Returns true if the edges cross at a point that is inside both.
pub(crate) fn edges_cross((a, b): Edge, (c, d): Edge) -> bool {
    let apart = |left: Ordering, right: Ordering| left.is_ne() && right.is_ne() && left != right;
    apart(turn(a, b, c), turn(a, b, d)) && apart(turn(c, d, a), turn(c, d, b))
}

/// Returns true if the edges lie on one line and share more than a point.
pub(crate) fn edges_overlap((a, b): Edge, (c, d): Edge) -> bool {
    if cross(a, b, c) != 0 || cross(a, b, d) != 0 {
        return false;
    }
    let shared = |low: [i64; 2], high: [i64; 2]| {
        low[0].min(low[1]).max(high[0].min(high[1])) < low[0].max(low[1]).min(high[0].max(high[1]))
    };
    if a.x == b.x { shared([a.y, b.y], [c.y, d.y]) } else { shared([a.x, b.x], [c.x, d.x]) }
}

/// Lists the edges of a ring, the closing one last.
pub(crate) fn ring_edges(ring: &[Position]) -> impl Iterator<Item = Edge> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)).take(ring.len())
}

/// Lists the edges of shell and holes.
pub(crate) fn polygon_edges(polygon: &PolygonRings) -> impl Iterator<Item = Edge> + '_ {
    ring_edges(&polygon.shell).chain(polygon.holes.iter().flat_map(|hole| ring_edges(hole)))
}

/// Returns twice the signed area of a ring in square units: positive if counter-clockwise.
pub fn doubled_area(ring: &[Position]) -> i128 {
    let Some(&origin) = ring.first() else { return 0 };
    ring_edges(ring).map(|(a, b)| cross(origin, a, b)).sum()
}

/// Returns twice the area of a polygon in square units: shell less holes.
pub fn doubled_polygon_area(polygon: &PolygonRings) -> i128 {
    let holes: i128 = polygon.holes.iter().map(|hole| doubled_area(hole).abs()).sum();
    doubled_area(&polygon.shell).abs() - holes
}

/// Says where a point lies against edges that bound one polygon: half-open parity, border first.
pub(crate) fn side_of_edges(p: Position, edges: impl Iterator<Item = Edge>) -> Side {
    let mut inside = false;
    for edge in edges {
        if on_edge(p, edge) {
            return Side::Border;
        }
        inside ^= ray_crosses(p, edge);
    }
    if inside { Side::Inside } else { Side::Outside }
}

/// Says where a point lies against one polygon.
pub fn side_of_polygon(polygon: &PolygonRings, p: Position) -> Side {
    side_of_edges(p, polygon_edges(polygon))
}

/// An axis-parallel box in whole units, its sides included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) low: Position,
    pub(crate) high: Position,
}

impl Extent {
    /// Returns the box of some positions, `None` without any.
    pub(crate) fn of(positions: impl IntoIterator<Item = Position>) -> Option<Self> {
        positions.into_iter().fold(None, |extent, p| {
            let one = Self { low: p, high: p };
            Some(extent.map_or(one, |extent: Self| extent.joined(one)))
        })
    }

    pub(crate) fn of_edge((a, b): Edge) -> Self {
        Self { low: a, high: a }.joined(Self { low: b, high: b })
    }

    pub(crate) fn joined(self, other: Self) -> Self {
        Self {
            low: Position { x: self.low.x.min(other.low.x), y: self.low.y.min(other.low.y) },
            high: Position { x: self.high.x.max(other.high.x), y: self.high.y.max(other.high.y) },
        }
    }

    pub(crate) fn holds(self, p: Position) -> bool {
        (self.low.x..=self.high.x).contains(&p.x) && (self.low.y..=self.high.y).contains(&p.y)
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.low.x <= other.high.x
            && other.low.x <= self.high.x
            && self.low.y <= other.high.y
            && other.low.y <= self.high.y
    }
}

/// Returns the box of a polygon, `None` if its shell is empty.
pub(crate) fn polygon_extent(polygon: &PolygonRings) -> Option<Extent> {
    Extent::of(polygon.shell.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: i64, y: i64) -> Position {
        Position { x, y }
    }

    #[test]
    fn a_point_on_a_corner_or_an_edge_is_on_the_border() {
        let square = PolygonRings { shell: vec![p(0, 0), p(4, 0), p(4, 4), p(0, 4)], holes: vec![] };
        for (x, y) in [(0, 0), (4, 4), (2, 0), (2, 4), (0, 1), (4, 3)] {
            assert_eq!(side_of_polygon(&square, p(x, y)), Side::Border, "{x}, {y}");
        }
        assert_eq!(side_of_polygon(&square, p(1, 3)), Side::Inside);
        assert_eq!(side_of_polygon(&square, p(5, 0)), Side::Outside);
        assert_eq!(side_of_polygon(&square, p(-1, 4)), Side::Outside);
    }

    #[test]
    fn crossing_touching_and_running_along_are_told_apart() {
        assert!(edges_cross((p(0, 0), p(4, 4)), (p(0, 4), p(4, 0))));
        assert!(!edges_cross((p(0, 0), p(4, 4)), (p(0, 4), p(2, 2))), "a touch is no crossing");
        assert!(edges_overlap((p(0, 0), p(4, 0)), (p(3, 0), p(9, 0))));
        assert!(!edges_overlap((p(0, 0), p(4, 0)), (p(4, 0), p(9, 0))));
        assert!(edges_overlap((p(0, 0), p(0, 4)), (p(0, 3), p(0, 1))));
    }

    #[test]
    fn the_area_of_the_largest_ring_does_not_overflow() {
        let far = 1 << 52;
        let ring = [p(-far, -far), p(far, -far), p(far, far), p(-far, far)];
        assert_eq!(doubled_area(&ring), 8 * (1_i128 << 104));
    }
}
