//! Columns of places against all zones.

use super::Grid;
use super::blocks::{Blocks, Cell};
use super::cell::{Entry, Point};
use crate::fixed::{Fixed, offset};

/// Rows that are looked up together: many reads of memory are then under way at a time.
const BATCH: usize = 256;
/// A box of places is tried if it is not wider or higher than this: two blocks.
const SMALL: u32 = 2 << 19;

/// A row of a register and a zone that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pair {
    /// Number of the row.
    pub row: u32,
    /// Number of the zone, in the order in which the zones were given.
    pub zone: u32,
    /// True if the place lies exactly on a border of the zone, and strictly inside of none of its polygons.
    pub border: bool,
}

impl Grid {
    /// Appends a pair to `out` for each row and each zone that holds it, sorted by row, then by zone.
    ///
    /// `lon` and `lat` are in 1e-7 degree, [`NOWHERE`](crate::fixed::NOWHERE) where a row has no place; rows
    /// end with the shorter column. The first row has the number `first_row`; numbers start again at 0 after
    /// `u32::MAX`.
    pub fn screen(&self, lon: &[i32], lat: &[i32], first_row: u32, out: &mut Vec<Pair>) {
        let mut batch = Batch { cells: [Cell::ABROAD; BATCH], kept: [0; BATCH] };
        let mut pairs = Pairs { found: [Pair { row: 0, zone: 0, border: false }; BATCH], count: 0, out };
        let mut first_row = first_row;
        for (lon, lat) in lon.chunks(BATCH).zip(lat.chunks(BATCH)) {
            if self.may_hit(lon, lat) {
                let kept = batch.sift(&self.blocks, lon, lat);
                self.look_up(&batch, kept, (lon, lat), first_row, &mut pairs);
            }
            first_row = first_row.wrapping_add(number(lon.len().min(lat.len())).into());
        }
        pairs.flush();
    }

    /// Returns false if no cell with a zone meets a box around the places, which is tried if it is small.
    ///
    /// No number is below the bits that all have, or above the bits that any has. In a sorted register this
    /// is about as tight as their least and greatest, and it is had with less.
    fn may_hit(&self, lon: &[i32], lat: &[i32]) -> bool {
        let (mut low, mut high) = ((u32::MAX, u32::MAX), (0, 0));
        for (&lon, &lat) in lon.iter().zip(lat) {
            let (x, y) = offset(Fixed { lon, lat });
            low = (low.0 & x, low.1 & y);
            high = (high.0 | x, high.1 | y);
        }
        let is_small = |low: u32, high: u32| high.saturating_sub(low) <= SMALL;
        let is_small = is_small(low.0, high.0) && is_small(low.1, high.1);
        !is_small || self.blocks.any_filled((low.0.into(), low.1.into()), (high.0.into(), high.1.into()))
    }

    /// Adds the pairs of the first `kept` rows of a batch that may have some.
    ///
    /// Most cells have one zone and most patches decide: then a pair is written in any case and kept if it
    /// counts, so that the way does not depend on what is inside. In a sorted register the next row is mostly
    /// in the same cell.
    #[inline(never)]
    fn look_up(
        &self,
        batch: &Batch,
        kept: usize,
        (lon, lat): (&[i32], &[i32]),
        first_row: u32,
        pairs: &mut Pairs<'_>,
    ) {
        let mut here = (Cell::ABROAD, 0, Entry::cover(0));
        for &row in &batch.kept[..kept] {
            let cell = batch.cells[usize::from(row)];
            if cell != here.0 {
                let Some(list) = self.blocks.list_of_filled(cell) else { continue };
                let Some(&entry) = self.entries.get(list as usize) else { continue };
                here = (cell, list, entry);
            }
            let (_, list, entry) = here;
            let (x, y) = offset(Fixed { lon: lon[usize::from(row)], lat: lat[usize::from(row)] });
            let (row, point) = (first_row.wrapping_add(row.into()), Point::new(x, y));
            match entry.decision(point) {
                Some(inside) if entry.has(Entry::LAST) => {
                    pairs.add(Pair { row, zone: entry.zone, border: false }, inside);
                }
                _ => self.walk(row, list, point, pairs),
            }
        }
    }

    /// Adds the pairs of a row, whatever its list holds.
    #[inline(never)]
    fn walk(&self, row: u32, list: u32, point: Point, pairs: &mut Pairs<'_>) {
        for hit in self.hits_of(list, point) {
            pairs.add(Pair { row, zone: hit.zone, border: hit.border }, true);
        }
    }
}

/// Rows that are looked up together.
struct Batch {
    cells: [Cell; BATCH],
    kept: [u16; BATCH],
}

impl Batch {
    /// Notes the cells of the rows and which of them have a zone, and returns how many have; the way taken is
    /// the same for all rows.
    #[inline(never)]
    fn sift(&mut self, blocks: &Blocks, lon: &[i32], lat: &[i32]) -> usize {
        for ((cell, &lon), &lat) in self.cells.iter_mut().zip(lon).zip(lat) {
            let (x, y) = offset(Fixed { lon, lat });
            *cell = Cell::of(x, y);
        }
        let mut count = 0;
        for (row, &cell) in self.cells[..lon.len().min(lat.len())].iter().enumerate() {
            self.kept[count] = number(row);
            count += usize::from(blocks.is_filled(cell));
        }
        count
    }
}

/// Pairs on their way out.
struct Pairs<'a> {
    found: [Pair; BATCH],
    count: usize,
    out: &'a mut Vec<Pair>,
}

impl Pairs<'_> {
    #[inline]
    fn add(&mut self, pair: Pair, counts: bool) {
        if self.count == BATCH {
            self.flush();
        }
        self.found[self.count] = pair;
        self.count += usize::from(counts);
    }

    fn flush(&mut self) {
        self.out.extend_from_slice(&self.found[..self.count]);
        self.count = 0;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a batch has 1,024 rows")]
fn number(row: usize) -> u16 {
    row as u16
}
