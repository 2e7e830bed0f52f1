//! Distance from a point to the edges of a zone in EPSG:5186.

use crate::crs::{CrsError, DatumShift, coordinates};
use crate::exact::polygon_edges;
use crate::shape::ZoneShape;
use teukgu_domain::boundary::Crs;

/// Edges that follow one another share a box; a box too far away spares all of them.
const EDGES_A_BOX: usize = 16;

/// The edges of a zone in metres of EPSG:5186.
#[derive(Clone, Debug)]
pub(super) struct MetricEdges {
    edges: Vec<[(f64, f64); 2]>,
    boxes: Vec<Bounds>,
    bounds: Bounds,
}

/// A box in metres.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: (f64, f64),
    high: (f64, f64),
}

impl Bounds {
    const NOWHERE: Self =
        Self { low: (f64::INFINITY, f64::INFINITY), high: (f64::NEG_INFINITY, f64::NEG_INFINITY) };

    fn with(self, p: (f64, f64)) -> Self {
        Self {
            low: (self.low.0.min(p.0), self.low.1.min(p.1)),
            high: (self.high.0.max(p.0), self.high.1.max(p.1)),
        }
    }

    /// Returns the distance to the box, 0 inside of it.
    fn distance(self, p: (f64, f64)) -> f64 {
        let beyond = |low: f64, at: f64, high: f64| (low - at).max(at - high).max(0.0);
        beyond(self.low.0, p.0, self.high.0).hypot(beyond(self.low.1, p.1, self.high.1))
    }
}

impl MetricEdges {
    /// Carries the edges of a zone to EPSG:5186, long ones in pieces.
    pub(super) fn new(zone: &ZoneShape, shift: Option<DatumShift>) -> Result<Self, CrsError> {
        let metric = zone.reprojected(Crs::Epsg5186, shift)?;
        let place = |p| coordinates(p, Crs::Epsg5186);
        let edges: Vec<[(f64, f64); 2]> =
            metric.polygons().flat_map(polygon_edges).map(|(a, b)| [place(a), place(b)]).collect();
        let around =
            |edges: &[[(f64, f64); 2]]| edges.iter().flatten().fold(Bounds::NOWHERE, |b, &p| b.with(p));
        let boxes = edges.chunks(EDGES_A_BOX).map(around).collect();
        Ok(Self { bounds: around(&edges), boxes, edges })
    }

    /// Returns a distance that no edge falls short of.
    pub(super) fn at_least(&self, p: (f64, f64)) -> f64 {
        self.bounds.distance(p)
    }

    /// Returns the distance to the nearest edge in metres, or `limit` if all are farther.
    pub(super) fn distance(&self, p: (f64, f64), limit: f64) -> f64 {
        let mut best = limit;
        for (edges, bounds) in self.edges.chunks(EDGES_A_BOX).zip(&self.boxes) {
            if bounds.distance(p) < best {
                best = edges.iter().map(|&[a, b]| to_edge(p, a, b)).fold(best, f64::min);
            }
        }
        best
    }
}

/// Returns the distance from a point to an edge.
fn to_edge(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let share = ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / square;
    let share = if square > 0.0 { share.clamp(0.0, 1.0) } else { 0.0 };
    (p.0 - a.0 - share * dx).hypot(p.1 - a.1 - share * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_to_the_edge_or_to_its_end() {
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} is not {right}");
        near(to_edge((5.0, 3.0), (0.0, 0.0), (10.0, 0.0)), 3.0);
        near(to_edge((13.0, 4.0), (0.0, 0.0), (10.0, 0.0)), 5.0);
        near(to_edge((-3.0, 4.0), (0.0, 0.0), (0.0, 0.0)), 5.0);
        let bounds = Bounds::NOWHERE.with((0.0, 0.0)).with((2.0, 2.0));
        near(bounds.distance((1.0, 1.0)), 0.0);
        near(bounds.distance((5.0, 6.0)), 5.0);
    }
}
