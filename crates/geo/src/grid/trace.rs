//! Which cells a polygon covers, and which pieces of its border the others see.

use super::cell::{CELL_BITS, Entry, PATCH_BITS, Piece, Point, SIDE};
use super::line::Line;
use crate::exact::Side;

/// The borders of all zones together pass through at most this many cells, each counted for every edge in it.
const MOST_PIECES: usize = 1 << 24;

/// Says that borders pass through more than [`MOST_PIECES`] cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManyPieces;

/// Cells of one row that stand in the same way to a polygon: covered, or one that its border passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) row: u16,
    /// First and last column.
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) zone: u32,
    /// The entry of the border, `None` if covered.
    pub(super) border: Option<u32>,
}

/// What polygons leave on the grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Traced {
    pub(super) runs: Vec<Run>,
    pub(super) borders: Vec<Entry>,
    pub(super) pieces: Vec<Piece>,
}

impl Traced {
    /// Adds a polygon of a zone.
    pub(super) fn add(&mut self, zone: u32, lines: &[Line]) -> Result<(), TooManyPieces> {
        let room = MOST_PIECES.saturating_sub(self.pieces.len());
        let touches = touches(lines, room)?;
        let crossings = crossings(lines);
        let mut crossings = crossings.as_slice();
        for row in touches.chunk_by(|a, b| a.row() == b.row()) {
            let number = row.first().map_or(0, |touch| touch.row());
            let after = crossings.partition_point(|&(row, _)| row <= number);
            let (here, rest) = crossings.split_at(after);
            crossings = rest;
            self.add_row(Row { zone, number, lines }, row, here);
        }
        if self.pieces.len() > MOST_PIECES { Err(TooManyPieces) } else { Ok(()) }
    }

    /// Adds the cells of a row from left to right: those that lines pass through, and the stretches between
    /// them.
    fn add_row(&mut self, row: Row<'_>, touches: &[Touch], mut crossings: &[(u16, u16)]) {
        let mut inside = false;
        let mut at = |column: u16| {
            let passed = crossings.partition_point(|&(_, crossing)| crossing <= column);
            inside ^= passed % 2 == 1;
            crossings = &crossings[passed..];
            inside
        };
        let mut next = None;
        for cell in touches.chunk_by(|a, b| a.column() == b.column()) {
            let Some(column) = cell.first().map(|touch| touch.column()) else { continue };
            if let Some(from) = next.filter(|&from| from < column)
                && at(from)
            {
                self.runs.push(row.run(from, column - 1));
            }
            let inside = at(column);
            self.add_cell(row, column, cell, inside);
            next = Some(column + 1);
        }
    }

    fn add_cell(&mut self, row: Row<'_>, column: u16, touches: &[Touch], inside: bool) {
        let first = self.pieces.len();
        let cell = Cell { left: i64::from(column) << CELL_BITS, bottom: row.bottom() };
        let mut heights = Vec::new();
        for touch in touches {
            let line = row.lines[touch.line()];
            heights.extend(cell.height(line));
            self.pieces.extend(cell.piece(line));
        }
        heights.sort_unstable();
        self.pieces.extend(heights.chunks(2).map(|ends| cell.upright(ends)));
        let pieces = &self.pieces[first..];
        if pieces.is_empty() {
            self.runs.extend(inside.then(|| row.run(column, column)));
            return;
        }
        let mark = if inside { Entry::INSIDE } else { 0 };
        let count = number(pieces.len()) | mark;
        let border = Entry { zone: row.zone, first: 0, count, decided: 0, inside: 0 };
        let lines = touches.iter().map(|touch| row.lines[touch.line()]);
        let border = Entry { first: number(first), ..cell.with_patches(border, pieces, lines) };
        self.runs.push(Run { border: Some(number(self.borders.len())), ..row.run(column, column) });
        self.borders.push(border);
    }
}

/// A row of cells and a polygon.
#[derive(Clone, Copy, Debug)]
struct Row<'a> {
    zone: u32,
    number: u16,
    lines: &'a [Line],
}

impl Row<'_> {
    fn bottom(self) -> i64 {
        i64::from(self.number) << CELL_BITS
    }

    /// Returns covered cells.
    fn run(self, from: u16, to: u16) -> Run {
        Run { row: self.number, from, to, zone: self.zone, border: None }
    }
}

/// The corner of a cell.
#[derive(Clone, Copy, Debug)]
struct Cell {
    left: i64,
    bottom: i64,
}

impl Cell {
    fn last_column(self) -> i64 {
        self.left + SIDE - 1
    }

    /// Returns the height above the bottom, held between 0 and the top.
    #[expect(clippy::cast_sign_loss, reason = "it lies between 0 and 8192")]
    fn held(self, y: i64) -> u16 {
        (y - self.bottom).clamp(0, SIDE) as u16
    }

    /// Returns the height at which the line meets the reference line, if a path to the reference point can
    /// cross there.
    fn height(self, line: Line) -> Option<u16> {
        let height = self.held(line.height_right_of(self.last_column())?);
        (1..self.held(self.bottom + SIDE)).contains(&height).then_some(height)
    }

    /// Returns what of a line counts in the cell, `None` if nothing does.
    fn piece(self, line: Line) -> Option<Piece> {
        let (low, high) = (i64::from(line.low.y), i64::from(line.high.y));
        let (from, until) = match line.height_right_of(self.last_column()) {
            None if i64::from(line.low.x) > self.last_column() => return None,
            None => (low, high),
            Some(_) if line.dy() == 0 => (low, low),
            Some(meets) if line.dx() > 0 => (low, meets),
            Some(meets) => (meets, high),
        };
        let (from, until) = (self.held(from), self.held(until));
        (from < until || self.may_touch(line)).then(|| Piece {
            x: line.low.x,
            y: line.low.y,
            dx: line.high.x - line.low.x,
            dy: line.high.y - line.low.y,
            from,
            until: until.max(from),
        })
    }

    /// Returns true if the box of the line meets the whole points of the cell.
    fn may_touch(self, line: Line) -> bool {
        let (left, right) = (i64::from(line.low.x.min(line.high.x)), i64::from(line.low.x.max(line.high.x)));
        left <= self.last_column()
            && right >= self.left
            && i64::from(line.low.y) < self.bottom + SIDE
            && i64::from(line.high.y) >= self.bottom
    }

    /// Decides the patches that no line meets, one of each region; `pieces` are those of the border, from its
    /// `first` on.
    fn with_patches(self, border: Entry, pieces: &[Piece], lines: impl Iterator<Item = Line>) -> Entry {
        let decided = !lines.fold(0, |met, line| met | self.patches_met(line));
        let (mut open, mut inside) = (decided, 0);
        while open != 0 {
            let region = region_of(open & open.wrapping_neg(), decided);
            if border.exact_side(pieces, self.corner_of(open.trailing_zeros())) == Side::Inside {
                inside |= region;
            }
            open &= !region;
        }
        Entry { decided, inside, ..border }
    }

    /// Returns the patches of the cell that a line meets.
    fn patches_met(self, line: Line) -> u64 {
        let patch_row = |y: i32| (i64::from(y) - self.bottom).clamp(0, SIDE - 1) >> PATCH_BITS;
        let mut met = 0;
        for row in patch_row(line.low.y)..=patch_row(line.high.y) {
            let bottom = self.bottom + (row << PATCH_BITS);
            let columns = line.columns(bottom, bottom + (1 << PATCH_BITS), PATCH_BITS);
            let first = self.left >> PATCH_BITS;
            let (from, to) = ((columns.start() - first).max(0), (columns.end() - first).min(7));
            if from <= to {
                met |= (0xff >> (7 - to + from) << from) << (8 * row);
            }
        }
        met
    }

    /// Returns the lower left point of a patch.
    #[expect(clippy::cast_possible_truncation, reason = "a corner of a cell of Korea has 27 bits")]
    fn corner_of(self, patch: u32) -> Point {
        let (column, row) = (i64::from(patch & 7), i64::from(patch >> 3));
        let (x, y) = (self.left + (column << PATCH_BITS), self.bottom + (row << PATCH_BITS));
        Point { x: x as i32, y: y as i32 }
    }

    /// Returns an upright piece right of all points of the cell, between two heights or from one to the top.
    #[expect(clippy::cast_possible_truncation, reason = "a corner of a cell of Korea has 27 bits")]
    fn upright(self, ends: &[u16]) -> Piece {
        let end = |at: usize| ends.get(at).copied().unwrap_or(self.held(self.bottom + SIDE));
        let (x, y) = ((self.left + SIDE) as i32, self.bottom as i32);
        Piece { x, y, dx: 0, dy: 1, from: end(0), until: end(1) }
    }
}

/// Returns the patches that are joined to one of them, side by side, within others.
fn region_of(patch: u64, within: u64) -> u64 {
    const FIRST_COLUMN: u64 = 0x0101_0101_0101_0101;
    let mut region = patch;
    loop {
        let across = (region << 1 & !FIRST_COLUMN) | (region & !FIRST_COLUMN) >> 1;
        let grown = (region | across | region << 8 | region >> 8) & within;
        if grown == region {
            return region;
        }
        region = grown;
    }
}

/// A cell and a line that passes through it, in the order of rows, columns and lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Touch(u64);

impl Touch {
    #[expect(clippy::cast_sign_loss, reason = "cells of Korea are counted from 0")]
    fn new(row: i64, column: i64, line: u32) -> Self {
        Self((row as u64) << 48 | (column as u64) << 32 | u64::from(line))
    }

    fn row(self) -> u16 {
        (self.0 >> 48) as u16
    }

    #[expect(clippy::cast_possible_truncation, reason = "these 16 bits are meant")]
    fn column(self) -> u16 {
        (self.0 >> 32) as u16
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lower 32 bits are meant")]
    fn line(self) -> usize {
        self.0 as u32 as usize
    }
}

/// Lists the cells that the lines of a polygon pass through.
fn touches(lines: &[Line], room: usize) -> Result<Vec<Touch>, TooManyPieces> {
    let mut touches = Vec::new();
    for (number, &line) in (0_u32..).zip(lines) {
        for row in i64::from(line.low.y >> CELL_BITS)..=i64::from(line.high.y >> CELL_BITS) {
            let bottom = row << CELL_BITS;
            let columns = line.columns(bottom, bottom + SIDE, CELL_BITS);
            touches.extend(columns.map(|column| Touch::new(row, column, number)));
            if touches.len() > room {
                return Err(TooManyPieces);
            }
        }
    }
    touches.sort_unstable();
    Ok(touches)
}

/// Lists by row the columns from which on the reference points lie right of a line that crosses their height.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of Korea are below 2^14")]
fn crossings(lines: &[Line]) -> Vec<(u16, u16)> {
    let mut crossings = Vec::new();
    for &line in lines {
        let first = (i64::from(line.low.y) + SIDE - 1) >> CELL_BITS;
        let rows = (first..).take_while(|row| row << CELL_BITS < i64::from(line.high.y));
        crossings.extend(rows.map(|row| (row as u16, line.column_right_of(row << CELL_BITS) as u16)));
    }
    crossings.sort_unstable();
    crossings
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "there are at most 2^24 touches, and fewer pieces than twice that"
)]
fn number(pieces: usize) -> u32 {
    pieces as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_through_too_many_cells_is_refused_before_memory_is_full() {
        let along = Line { low: Point { x: 0, y: 7 }, high: Point { x: 79_999_999, y: 7 } };
        assert_eq!(touches(&[along], 9_766).map(|touches| touches.len()), Ok(9_766));
        assert_eq!(touches(&[along, along], 9_766), Err(TooManyPieces));
    }

    #[test]
    fn patches_without_a_line_are_decided() {
        let cell = Cell { left: 8_192, bottom: 0 };
        let upright =
            Line { low: Point { x: 8_192 + 2_000, y: -5 }, high: Point { x: 8_192 + 2_000, y: 9_000 } };
        assert_eq!(cell.patches_met(upright), 0x0202_0202_0202_0202);
        let level = Line { low: Point { x: 0, y: 1_024 }, high: Point { x: 8_191, y: 1_024 } };
        assert_eq!(cell.patches_met(level), 0, "left of the cell");
        let slope = Line { low: Point { x: 8_192, y: 0 }, high: Point { x: 16_384, y: 8_192 } };
        let met = cell.patches_met(slope);
        assert!((0..8).all(|i| met >> (9 * i) & 1 == 1));
        let (below, above) = (region_of(1 << 7, !met), region_of(1 << 56, !met));
        assert_eq!((below & above, below | above | met), (0, u64::MAX));
    }
}
