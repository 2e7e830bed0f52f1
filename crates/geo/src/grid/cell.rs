//! A point against one cell, exactly.
//!
//! A cell holds the whole points from its corner (L, B) on, L + 8191 and B + 8191 included. Its reference
//! point lies at x = L + 8191.5 and a hair above y = B, its bottom line. A point of the cell that is on no
//! edge is joined to the reference point by a path: a hair above the point to the right as far as the
//! reference line x = L + 8191.5, then down that line. The point is inside if and only if the number of edges
//! that cross the path is even and the reference point inside, or odd and it is outside.
//!
//! The path meets no corner: the first leg lies between two whole heights, the second between two whole
//! columns. Where it turns lies no edge: a slanting edge through (L + 8191.5, y) has left that column a hair
//! above, and no vertical edge lies between two whole columns. So every edge crosses a leg or does not, and
//! integers decide it:
//!
//! * The first leg at height y is crossed by a rising edge from (x0, y0) to (x1, y1) if y0 <= y < y1, the
//!   point lies left of it, and it does not lie beyond the reference line. The last holds below, or above,
//!   the height Y at which the edge meets the reference line, so that it only shortens the range of y; as y
//!   is whole, Y can be rounded up.
//! * The second leg is crossed if the edge meets the reference line at B < Y <= y. Such heights of all edges
//!   of the polygon, in ascending order and taken two by two, are the ends of upright pieces right of all
//!   points of the cell: between the two the number is odd.
//!
//! Both are the same test: is y in the range of the piece, and does the point lie left of its line?
//!
//! Most points need not even that. A cell has 8 x 8 patches, and those that no edge meets lie inside or
//! outside as a whole, which two words of 64 bits say.

use super::GridHit;
use crate::exact::Side;

/// A cell is so many bits of a coordinate wide and high.
pub(super) const CELL_BITS: u32 = 13;
/// Units on each side of a cell.
pub(super) const SIDE: i64 = 1 << CELL_BITS;
/// A patch is so many bits of a coordinate wide and high; a cell has 8 x 8.
pub(super) const PATCH_BITS: u32 = CELL_BITS - 3;

/// A place in units east and north of the corner of Korea; both fit into 27 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Point {
    #[inline]
    pub(super) fn new(x: u32, y: u32) -> Self {
        Self { x: x.cast_signed(), y: y.cast_signed() }
    }

    /// Returns the number of the patch in the cell, row by row.
    #[inline]
    pub(super) fn patch(self) -> u32 {
        let (column, row) = (self.x >> PATCH_BITS & 7, self.y >> PATCH_BITS & 7);
        (row << 3 | column).cast_unsigned()
    }

    /// Returns the height above the bottom of the cell.
    #[inline]
    fn height(self) -> i32 {
        self.y & ((1 << CELL_BITS) - 1)
    }
}

/// A line with what of it counts in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lower end of the edge.
    pub(super) x: i32,
    pub(super) y: i32,
    /// The way to its upper end; `dy` is not negative.
    pub(super) dx: i32,
    pub(super) dy: i32,
    /// Heights above the bottom of the cell at which a ray to the right may cross: `from <= height < until`.
    pub(super) from: u16,
    pub(super) until: u16,
}

impl Piece {
    /// Returns whether a ray to the right of the point crosses the piece, and whether the point lies on the
    /// edge.
    #[inline]
    fn meets(&self, point: Point) -> (bool, bool) {
        let (right, up) = (point.x - self.x, point.y - self.y);
        let cross = i64::from(self.dx) * i64::from(up) - i64::from(self.dy) * i64::from(right);
        let counts = (i32::from(self.from)..i32::from(self.until)).contains(&point.height());
        (counts && cross > 0, cross == 0 && is_between(right, self.dx) && is_between(up, self.dy))
    }
}

fn is_between(way: i32, end: i32) -> bool {
    (end.min(0)..=end.max(0)).contains(&way)
}

/// A zone in the list of a cell: it covers the cell, or a polygon of it has a border here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) zone: u32,
    /// The first piece.
    pub(super) first: u32,
    /// How many pieces, none if the zone covers the cell; and the marks.
    pub(super) count: u32,
    /// Patches that no edge meets, and those of them that lie inside.
    pub(super) decided: u64,
    pub(super) inside: u64,
}

impl Entry {
    /// The list ends here.
    pub(super) const LAST: u32 = 1 << 31;
    /// The next entry is another polygon of the same zone.
    pub(super) const CONTINUED: u32 = 1 << 30;
    /// The reference point lies inside.
    pub(super) const INSIDE: u32 = 1 << 29;

    /// Returns the entry of a zone that covers the cell.
    pub(super) fn cover(zone: u32) -> Self {
        Self { zone, first: 0, count: 0, decided: u64::MAX, inside: u64::MAX }
    }

    /// Returns true if the point lies inside as the whole patch does, false if outside, `None` if an edge
    /// meets the patch.
    #[inline]
    pub(super) fn decision(&self, point: Point) -> Option<bool> {
        let patch = point.patch();
        (self.decided >> patch & 1 != 0).then_some(self.inside >> patch & 1 != 0)
    }

    /// Returns the range of the pieces.
    #[inline]
    pub(super) fn pieces(&self) -> std::ops::Range<usize> {
        let count = self.count & (Self::INSIDE - 1);
        self.first as usize..self.first as usize + count as usize
    }

    #[inline]
    pub(super) fn has(&self, mark: u32) -> bool {
        self.count & mark != 0
    }

    /// Says where a point of the cell lies against the polygon.
    #[inline]
    fn side(&self, pieces: &[Piece], point: Point) -> Side {
        match self.decision(point) {
            Some(true) => Side::Inside,
            Some(false) => Side::Outside,
            None => self.exact_side(pieces, point),
        }
    }

    /// Says where a point of the cell lies against the polygon, by its pieces.
    pub(super) fn exact_side(&self, pieces: &[Piece], point: Point) -> Side {
        let mut inside = self.has(Self::INSIDE);
        for piece in pieces.get(self.pieces()).unwrap_or_default() {
            let (crosses, touches) = piece.meets(point);
            if touches {
                return Side::Border;
            }
            inside ^= crosses;
        }
        if inside { Side::Inside } else { Side::Outside }
    }
}

/// The zones of one place; see [`Grid::hits`](super::Grid::hits).
#[derive(Clone, Debug)]
pub struct Hits<'a> {
    entries: &'a [Entry],
    pieces: &'a [Piece],
    point: Point,
}

impl Default for Hits<'_> {
    fn default() -> Self {
        Self { entries: &[], pieces: &[], point: Point { x: 0, y: 0 } }
    }
}

impl<'a> Hits<'a> {
    /// Walks the list at the head of `entries`.
    #[inline]
    pub(super) fn new(entries: &'a [Entry], pieces: &'a [Piece], point: Point) -> Self {
        Self { entries, pieces, point }
    }

    /// Takes the next zone of the list and says where the point lies against it: inside of any polygon before
    /// border.
    #[inline]
    fn next_zone(&mut self) -> Option<(u32, Side)> {
        let mut best = Side::Outside;
        loop {
            let (entry, rest) = self.entries.split_first()?;
            self.entries = if entry.has(Entry::LAST) { &[] } else { rest };
            let side = entry.side(self.pieces, self.point);
            if (side as u8) < best as u8 {
                best = side;
            }
            if !entry.has(Entry::CONTINUED) {
                return Some((entry.zone, best));
            }
        }
    }
}

impl Iterator for Hits<'_> {
    type Item = GridHit;

    #[inline]
    fn next(&mut self) -> Option<GridHit> {
        loop {
            match self.next_zone()? {
                (_, Side::Outside) => {}
                (zone, side) => return Some(GridHit { zone, border: side == Side::Border }),
            }
        }
    }
}
