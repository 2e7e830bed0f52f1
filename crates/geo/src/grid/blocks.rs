//! Cells in blocks of 64 x 64, of which only those that meet a zone are kept, each once.

use super::cell::CELL_BITS;
use crate::fixed::{HIGH, LOW};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A block is so many bits of a coordinate wide and high.
const BLOCK_BITS: u32 = CELL_BITS + 6;
/// Cells on each side of a block.
pub(super) const CELLS: usize = 64;
/// The box of Korea in units.
const WIDTH: u32 = HIGH.lon.abs_diff(LOW.lon);
const HEIGHT: u32 = HIGH.lat.abs_diff(LOW.lat);
/// Places for blocks from west to east, a power of two so that a number of a cell is made of bits, and from
/// south to north.
const COLUMNS: usize = 256;
const ROWS: usize = (HEIGHT >> BLOCK_BITS) as usize + 1;
/// Where the directory has the block of every place outside Korea, which is empty.
pub(super) const OUTSIDE: usize = COLUMNS * ROWS;

/// Which list of zones each cell has.
///
/// A row of a block has two bits for each cell, is there a list, and is it another one than that of the cell
/// before; and the lists of a row stand one after another, each for a stretch of cells. Cells without a zone
/// take no more room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blocks {
    /// The block at each place, row by row from the south, and at last the one of [`OUTSIDE`].
    /// INVARIANT: every number is that of a block, and block 0 is empty.
    pub(super) directory: Vec<u16>,
    /// The rows of all blocks, 64 each: which cells have a list.
    pub(super) filled: Vec<u64>,
    /// For each of these rows, where its stretches are.
    pub(super) rows: Vec<Row>,
    /// The number of a list for each stretch.
    pub(super) lists: Vec<u32>,
}

/// The stretches of one row of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Which cells begin a stretch.
    /// INVARIANT: the first filled cell of a row does.
    pub(super) begun: u64,
    /// Where in the lists the row starts.
    pub(super) start: u32,
}

/// The number of a cell: from above the place of its block in the directory, its row and its column.
///
/// The bits of each are 6 for row and column and the rest for the block, in which 8 stand for west to east.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell(u32);

impl Cell {
    /// The cell of every place outside Korea.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 2^15 places for blocks")]
    pub(super) const ABROAD: Self = Self((OUTSIDE as u32) << 12);

    /// Returns the cell of a place; any `x` or `y` too large for Korea is abroad.
    #[inline]
    pub(super) fn of(x: u32, y: u32) -> Self {
        let block = y >> BLOCK_BITS << 8 | x >> BLOCK_BITS;
        let cell = (y >> CELL_BITS & 63) << 6 | x >> CELL_BITS & 63;
        if x <= WIDTH && y <= HEIGHT { Self(block << 12 | cell) } else { Self::ABROAD }
    }

    #[inline]
    fn column(self) -> u32 {
        self.0 & 63
    }
}

impl Blocks {
    /// Returns the number of the row of a cell, among the rows of all blocks.
    #[inline]
    fn row(&self, cell: Cell) -> usize {
        usize::from(self.directory[(cell.0 >> 12) as usize]) * CELLS + (cell.0 >> 6 & 63) as usize
    }

    /// Returns true if a cell has a zone.
    #[inline]
    pub(super) fn is_filled(&self, cell: Cell) -> bool {
        self.filled[self.row(cell)] >> cell.column() & 1 != 0
    }

    /// Returns the number of the list of a cell, `None` if it has no zone.
    #[inline]
    pub(super) fn list(&self, cell: Cell) -> Option<u32> {
        if self.is_filled(cell) { self.list_of_filled(cell) } else { None }
    }

    /// Returns the number of the list of a cell that is known to have a zone.
    #[inline]
    pub(super) fn list_of_filled(&self, cell: Cell) -> Option<u32> {
        self.stretch(self.row(cell), cell.column())
    }

    /// Returns the list of the stretch that holds a filled cell.
    #[inline]
    pub(super) fn stretch(&self, row: usize, column: u32) -> Option<u32> {
        let Row { begun, start } = self.rows[row];
        let up_to_here = begun & (u64::MAX >> (63 - column));
        let at = start.wrapping_add(up_to_here.count_ones()).wrapping_sub(1);
        self.lists.get(at as usize).copied()
    }

    /// Returns the cells from a filled cell to the end of its stretch.
    pub(super) fn rest_of_stretch(&self, row: usize, column: u32) -> u64 {
        let from_here = u64::MAX << column;
        let next = self.rows[row].begun & from_here & !(1 << column);
        from_here & !(u64::MAX.checked_shl(next.trailing_zeros()).unwrap_or(0))
    }

    /// Returns true if a filled cell meets a box of places, its sides included.
    pub(super) fn any_filled(&self, low: (i64, i64), high: (i64, i64)) -> bool {
        clipped(low, high).is_some_and(|(xs, ys)| self.any_row(&xs, &ys, |_, cells| cells != 0))
    }

    /// Hands on the filled cells of each row in a box of places, its sides included, as number of the row and
    /// bits; stops at the first row for which `found` says so, and returns whether there was one.
    pub(super) fn any_row(
        &self,
        xs: &RangeInclusive<u32>,
        ys: &RangeInclusive<u32>,
        mut found: impl FnMut(usize, u64) -> bool,
    ) -> bool {
        let blocks =
            |units: &RangeInclusive<u32>| (*units.start() >> BLOCK_BITS)..=(*units.end() >> BLOCK_BITS);
        for north in blocks(ys) {
            let rows = cells_of(north, ys);
            for east in blocks(xs) {
                let block = usize::from(self.directory[north as usize * COLUMNS + east as usize]);
                let columns = cells_of(east, xs);
                let mask = bits(columns);
                let mut numbers = rows.clone().map(|row| block * CELLS + row as usize);
                if block > 0 && numbers.any(|row| found(row, self.filled[row] & mask)) {
                    return true;
                }
            }
        }
        false
    }
}

/// Returns the part of a box that lies in Korea, as ranges of units; `None` if there is none.
pub(super) fn clipped(
    (west, south): (i64, i64),
    (east, north): (i64, i64),
) -> Option<(RangeInclusive<u32>, RangeInclusive<u32>)> {
    let range = |from: i64, to: i64, end: u32| {
        let (from, to) = (u32::try_from(from.max(0)).ok()?, u32::try_from(to.min(end.into())).ok()?);
        (from <= to).then_some(from..=to)
    };
    Some((range(west, east, WIDTH)?, range(south, north, HEIGHT)?))
}

/// Returns which cells of a block a range of units meets.
fn cells_of(block: u32, units: &RangeInclusive<u32>) -> RangeInclusive<u32> {
    let first = block << 6;
    let cell = |units: u32| (units >> CELL_BITS).clamp(first, first + 63) - first;
    cell(*units.start())..=cell(*units.end())
}

/// Returns a number with these bits set.
fn bits(range: RangeInclusive<u32>) -> u64 {
    (u64::MAX << range.start()) & (u64::MAX >> (63 - range.end()))
}

/// A list for some cells of one row of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    row: u32,
    columns: RangeInclusive<u32>,
    list: u32,
}

/// Takes rows of cells from south to north and makes blocks of them.
#[derive(Debug)]
pub(super) struct Builder {
    blocks: Blocks,
    /// The row of blocks that is being filled, and for each of its blocks what was added.
    north: u32,
    open: Vec<Vec<Stretch>>,
    /// Blocks that one list fills, which are kept once.
    whole: BTreeMap<u32, u16>,
}

impl Default for Builder {
    fn default() -> Self {
        let empty = Blocks {
            directory: vec![0; OUTSIDE + 1],
            filled: vec![0; CELLS],
            rows: vec![Row::default(); CELLS],
            lists: Vec::new(),
        };
        Self { blocks: empty, north: 0, open: vec![Vec::new(); COLUMNS], whole: BTreeMap::new() }
    }
}

impl Builder {
    /// Gives cells of a row a list; rows come from south to north, and columns of a row from west to east.
    pub(super) fn add(&mut self, row: u16, columns: RangeInclusive<u16>, list: u32) {
        let north = u32::from(row >> 6);
        if north != self.north {
            self.close();
            self.north = north;
        }
        let (from, to) = (u32::from(*columns.start()), u32::from(*columns.end()));
        for east in from >> 6..=to >> 6 {
            let first = east << 6;
            let columns = from.max(first) - first..=to.min(first + 63) - first;
            self.open[east as usize].push(Stretch { row: u32::from(row & 63), columns, list });
        }
    }

    /// Returns the blocks.
    pub(super) fn finished(mut self) -> Blocks {
        self.close();
        self.blocks
    }

    /// Makes blocks of what was added to the open row of blocks.
    fn close(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        for (east, stretches) in open.iter_mut().enumerate().filter(|(_, stretches)| !stretches.is_empty()) {
            let block = self.block(stretches);
            self.blocks.directory[self.north as usize * COLUMNS + east] = block;
            stretches.clear();
        }
        self.open = open;
    }

    fn block(&mut self, stretches: &[Stretch]) -> u16 {
        let whole = whole_list(stretches);
        if let Some(&block) = whole.and_then(|list| self.whole.get(&list)) {
            return block;
        }
        let block = self.laid(stretches);
        if let Some(list) = whole {
            self.whole.insert(list, block);
        }
        block
    }

    #[expect(clippy::cast_possible_truncation, reason = "there are 17,595 places for blocks and 2^25 lists")]
    fn laid(&mut self, stretches: &[Stretch]) -> u16 {
        let blocks = &mut self.blocks;
        let number = blocks.filled.len() / CELLS;
        let mut stretches = stretches.iter().peekable();
        for row in 0..64 {
            let (mut filled, mut begun) = (0, 0);
            let start = blocks.lists.len() as u32;
            while let Some(stretch) = stretches.next_if(|stretch| stretch.row == row) {
                filled |= bits(stretch.columns.clone());
                begun |= 1 << stretch.columns.start();
                blocks.lists.push(stretch.list);
            }
            blocks.filled.push(filled);
            blocks.rows.push(Row { begun, start });
        }
        number as u16
    }
}

/// Returns the list of a block that has the same one in all of its cells.
fn whole_list(stretches: &[Stretch]) -> Option<u32> {
    let list = stretches.first()?.list;
    let is_whole = |stretch: &Stretch| stretch.list == list && stretch.columns == (0..=63);
    (stretches.len() == CELLS && stretches.iter().all(is_whole)).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(column: u32, row: u32) -> Cell {
        Cell::of((column << CELL_BITS) + 77, (row << CELL_BITS) + 8_191)
    }

    #[test]
    fn every_cell_has_the_list_it_was_given() {
        let mut builder = Builder::default();
        builder.add(3, 60..=70, 5);
        builder.add(3, 71..=71, 6);
        builder.add(3, 80..=80, 7);
        builder.add(64, 0..=0, 8);
        let blocks = builder.finished();
        let list = |column, row| blocks.list(at(column, row));
        assert_eq!(
            [59, 60, 63, 64, 70].map(|column| list(column, 3)),
            [None, Some(5), Some(5), Some(5), Some(5)]
        );
        assert_eq!([71, 72, 80, 81].map(|column| list(column, 3)), [Some(6), None, Some(7), None]);
        assert_eq!((list(0, 64), list(0, 63), list(60, 4)), (Some(8), None, None));
        assert_eq!(blocks.filled.len(), 4 * CELLS, "two blocks, a third one above, and the empty one");
    }

    #[test]
    fn blocks_that_one_list_fills_are_kept_once() {
        let mut builder = Builder::default();
        for row in 0..128 {
            builder.add(row, 0..=64 * 150 - 1, 1);
        }
        let blocks = builder.finished();
        assert_eq!(blocks.filled.len(), 2 * CELLS);
        assert_eq!(blocks.list(at(9_599, 127)), Some(1));
        assert_eq!(blocks.list(at(9_600, 127)), None);
    }

    #[test]
    fn no_place_outside_korea_has_a_list() {
        let mut builder = Builder::default();
        builder.add(0, 0..=0, 1);
        let blocks = builder.finished();
        for far in [(u32::MAX, 0), (0, u32::MAX), (WIDTH + 1, 0), (0, HEIGHT + 1), (1 << 31, 1 << 31)] {
            assert_eq!(Cell::of(far.0, far.1), Cell::ABROAD, "{far:?}");
        }
        assert!(blocks.is_filled(Cell::of(0, 0)) && !blocks.is_filled(Cell::of(WIDTH, HEIGHT)));
        assert_eq!(blocks.list(Cell::ABROAD), None);
    }

    #[test]
    fn a_box_is_clipped_to_korea() {
        assert_eq!(clipped((-9, 5), (7, 6)), Some((0..=7, 5..=6)));
        assert_eq!(clipped((-9, 5), (-7, 6)), None);
        assert_eq!(clipped((8, 5), (7, 6)), None);
        assert_eq!(clipped((0, 0), (i64::from(u32::MAX), i64::MAX)), Some((0..=WIDTH, 0..=HEIGHT)));
    }
}
