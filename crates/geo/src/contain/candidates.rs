//! Which parts may hold a point: a uniform grid over the boxes of their polygons.

use crate::exact::Extent;
use teukgu_domain::boundary::Position;

/// The grid has at most this many cells a side.
const LARGEST_SIDE: i64 = 256;

/// Boxes in a uniform grid, each with the number of its owner.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    frame: Option<Frame>,
    /// For each cell, row by row, the boxes that meet it.
    cells: Vec<Vec<u32>>,
    boxes: Vec<(Extent, usize)>,
}

#[derive(Clone, Copy, Debug)]
struct Frame {
    extent: Extent,
    side: i64,
    width: i64,
    height: i64,
}

impl Frame {
    fn cell(&self, p: Position) -> (i64, i64) {
        ((p.x - self.extent.low.x) / self.width, (p.y - self.extent.low.y) / self.height)
    }

    fn index(&self, (column, row): (i64, i64)) -> usize {
        usize::try_from(row * self.side + column).unwrap_or_default()
    }
}

impl Candidates {
    /// Lays boxes with their owners into a grid.
    pub(super) fn new(boxes: Vec<(Extent, usize)>) -> Self {
        let Some(extent) = boxes.iter().map(|&(extent, _)| extent).reduce(Extent::joined) else {
            return Self::default();
        };
        let side = i64::try_from(boxes.len().isqrt() * 2 + 1).unwrap_or(LARGEST_SIDE).min(LARGEST_SIDE);
        let width = (extent.high.x - extent.low.x) / side + 1;
        let height = (extent.high.y - extent.low.y) / side + 1;
        let frame = Frame { extent, side, width, height };
        let mut cells = vec![Vec::new(); usize::try_from(side * side).unwrap_or_default()];
        for (number, &(extent, _)) in (0_u32..).zip(&boxes) {
            let (low, high) = (frame.cell(extent.low), frame.cell(extent.high));
            for row in low.1..=high.1 {
                for column in low.0..=high.0 {
                    cells[frame.index((column, row))].push(number);
                }
            }
        }
        Self { frame: Some(frame), cells, boxes }
    }

    /// Returns the owners of the boxes that hold a point, each once, in ascending order.
    pub(super) fn at(&self, p: Position) -> Vec<usize> {
        let Some(frame) = self.frame.filter(|frame| frame.extent.holds(p)) else { return Vec::new() };
        let here = self.cells[frame.index(frame.cell(p))].iter();
        let boxes = here.filter_map(|&number| self.boxes.get(usize::try_from(number).ok()?));
        let mut owners: Vec<usize> =
            boxes.filter(|(extent, _)| extent.holds(p)).map(|&(_, owner)| owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_finds_every_box_that_holds_a_point() {
        let boxes: Vec<(Extent, usize)> = (0..200_i64)
            .map(|i| {
                let low = Position { x: i * 37 % 1009 - 300, y: i * 53 % 977 };
                let high = Position { x: low.x + i % 90, y: low.y + i * 7 % 80 };
                (Extent { low, high }, usize::try_from(i / 2).unwrap())
            })
            .collect();
        let grid = Candidates::new(boxes.clone());
        let mut found = 0;
        for i in 0..5_000_i64 {
            let p = Position { x: i * 71 % 1200 - 350, y: i * 29 % 1100 - 20 };
            let mut slow: Vec<usize> =
                boxes.iter().filter(|(extent, _)| extent.holds(p)).map(|&(_, owner)| owner).collect();
            slow.dedup();
            assert_eq!(grid.at(p), slow, "{p:?}");
            found += slow.len();
        }
        assert!(found > 1_000);
        assert!(Candidates::new(Vec::new()).at(Position { x: 0, y: 0 }).is_empty());
    }
}
