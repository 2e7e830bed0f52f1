//! Edges of a polygon in horizontal slabs: a point meets only the edges of its own slab.

use crate::exact::{Edge, Extent, Side, side_of_edges};
use teukgu_domain::boundary::Position;

/// Slabs never hold more than this many times the edges of the polygon.
const COPIES: usize = 8;
/// A slab is laid for every so many edges.
const EDGES_A_SLAB: usize = 4;

/// The edges of one polygon, sorted into slabs of equal height.
#[derive(Clone, Debug)]
pub(crate) struct Slabs {
    extent: Extent,
    height: i64,
    /// `edges[starts[i]..starts[i + 1]]` are the edges of slab `i`.
    starts: Vec<usize>,
    edges: Vec<Edge>,
}

impl Slabs {
    /// Sorts the edges of one polygon; `None` without an edge.
    pub(crate) fn new(edges: &[Edge]) -> Option<Self> {
        let extent = edges.iter().map(|&edge| Extent::of_edge(edge)).reduce(Extent::joined)?;
        let rise = extent.high.y - extent.low.y;
        let mut count = (edges.len() / EDGES_A_SLAB).clamp(1, 1 << 14);
        loop {
            let height = rise / i64::try_from(count).unwrap_or(i64::MAX) + 1;
            let slabs = Self::laid(extent, height, edges);
            if count == 1 || slabs.edges.len() <= COPIES * edges.len() {
                return Some(slabs);
            }
            count /= 2;
        }
    }

    fn laid(extent: Extent, height: i64, edges: &[Edge]) -> Self {
        let slab = |y: i64| usize::try_from((y - extent.low.y) / height).unwrap_or_default();
        let span = |&(a, b): &Edge| slab(a.y.min(b.y))..=slab(a.y.max(b.y));
        let mut starts = vec![0; slab(extent.high.y) + 2];
        for i in edges.iter().flat_map(span) {
            starts[i + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let filler = Position { x: 0, y: 0 };
        let mut sorted = vec![(filler, filler); starts.last().copied().unwrap_or_default()];
        for &edge in edges {
            for i in span(&edge) {
                sorted[next[i]] = edge;
                next[i] += 1;
            }
        }
        Self { extent, height, starts, edges: sorted }
    }

    /// Returns the box around the edges.
    pub(crate) fn extent(&self) -> Extent {
        self.extent
    }

    /// Says where a point lies against the polygon.
    pub(crate) fn side(&self, p: Position) -> Side {
        if !self.extent.holds(p) {
            return Side::Outside;
        }
        let slab = usize::try_from((p.y - self.extent.low.y) / self.height).unwrap_or_default();
        side_of_edges(p, self.edges[self.starts[slab]..self.starts[slab + 1]].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::ring_edges;

    /// A comb: many teeth, long and short edges, horizontal tops.
    fn comb(teeth: i64) -> Vec<Position> {
        let mut ring = vec![Position { x: 0, y: 0 }, Position { x: teeth * 10, y: 0 }];
        for tooth in (0..teeth).rev() {
            let (x, y) = (tooth * 10, 20 + tooth % 7);
            ring.extend([(x + 10, y), (x + 5, y), (x + 5, 3), (x + 1, 3)].map(Position::from));
        }
        ring
    }

    #[test]
    fn slabs_agree_with_all_edges_at_every_point() {
        let edges: Vec<Edge> = ring_edges(&comb(60)).collect();
        let slabs = Slabs::new(&edges).unwrap();
        assert!(slabs.starts.len() > 10, "the comb must use several slabs");
        for x in -2..610 {
            for y in -2..30 {
                let p = Position { x, y };
                assert_eq!(slabs.side(p), side_of_edges(p, edges.iter().copied()), "{p:?}");
            }
        }
    }

    #[test]
    fn long_edges_do_not_fill_the_memory() {
        let ring: Vec<Position> = (0..4_000).map(|i| Position { x: i, y: (i % 2) * 1_000_000 }).collect();
        let edges: Vec<Edge> = ring_edges(&ring).collect();
        let slabs = Slabs::new(&edges).unwrap();
        assert!(slabs.edges.len() <= COPIES * edges.len());
        assert!(Slabs::new(&[]).is_none());
    }
}
