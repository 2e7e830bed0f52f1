//! A batch of cases in columns, borrowed from whoever holds them.

use super::bits::{Bits, ROWS};
use crate::program::Row;
use std::ops::Range;

/// A column: a value a row, and whether it is known.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// The values; what stands in the place of an unknown one does not matter.
    pub values: Values<'a>,
    /// A bit a row, 1 where the value is known; `None` if all are.
    pub known: Option<Bits<'a>>,
}

/// The values of a column, as Arrow lays them out.
#[derive(Clone, Copy, Debug)]
pub enum Values<'a> {
    /// Yes or no: Arrow's `Boolean`.
    Bool(Bits<'a>),
    /// Numbers: Arrow's `Int64`.
    Int64(&'a [i64]),
    /// Numbers, or days since 1970-01-01: Arrow's `Int32` and `Date32`.
    Int32(&'a [i32]),
    /// Codes and texts by their place in a dictionary.
    Dictionary {
        /// Place in the dictionary, a row.
        keys: Keys<'a>,
        /// What each entry of the dictionary is compared as; `None` for one that is not in the list, which is unknown.
        codes: &'a [Option<i64>],
    },
}

/// Keys of a dictionary column.
#[derive(Clone, Copy, Debug)]
pub enum Keys<'a> {
    /// Arrow's `UInt8`.
    U8(&'a [u8]),
    /// Arrow's `UInt16`.
    U16(&'a [u16]),
    /// Arrow's `Int32`.
    I32(&'a [i32]),
}

/// A key as a place in its dictionary.
pub(super) trait Key: Copy + Default {
    fn place(self) -> usize;

    /// Looks up the entry of each key of a strip; `table` ends with the entry of keys beyond the dictionary.
    fn look_up(keys: &[Self; ROWS], table: &[u8], entries: &mut [u8; ROWS]) {
        let last = table.len().saturating_sub(1);
        for (entry, key) in entries.iter_mut().zip(keys) {
            *entry = table[key.place().min(last)];
        }
    }
}

impl Key for u8 {
    #[inline]
    fn place(self) -> usize {
        self.into()
    }

    fn look_up(keys: &[Self; ROWS], table: &[u8], entries: &mut [u8; ROWS]) {
        let Some(table) = table.first_chunk::<256>() else { return };
        for (entry, key) in entries.iter_mut().zip(keys) {
            *entry = table[usize::from(*key)];
        }
    }
}

impl Key for u16 {
    #[inline]
    fn place(self) -> usize {
        self.into()
    }
}

impl Key for i32 {
    #[inline]
    fn place(self) -> usize {
        // A negative key lies beyond every dictionary.
        usize::try_from(self.cast_unsigned()).unwrap_or(usize::MAX)
    }
}

impl<'a> Column<'a> {
    /// A column of which every value is known.
    pub const fn new(values: Values<'a>) -> Self {
        Self { values, known: None }
    }

    /// A column of which some values are known.
    pub const fn nullable(values: Values<'a>, known: Bits<'a>) -> Self {
        Self { values, known: Some(known) }
    }

    /// Returns how many rows it has at least.
    fn len(&self) -> usize {
        let values = match self.values {
            Values::Bool(bits) => bits.len(),
            Values::Int64(values) => values.len(),
            Values::Int32(values) => values.len(),
            Values::Dictionary { keys: Keys::U8(keys), .. } => keys.len(),
            Values::Dictionary { keys: Keys::U16(keys), .. } => keys.len(),
            Values::Dictionary { keys: Keys::I32(keys), .. } => keys.len(),
        };
        self.known.map_or(values, |known| values.min(known.len()))
    }

    /// Returns the number of a row; `None` where it is not known.
    pub fn get(&self, row: usize) -> Option<i64> {
        if self.known.is_some_and(|known| !known.get(row)) {
            return None;
        }
        match self.values {
            Values::Bool(bits) => (row < bits.len()).then(|| i64::from(bits.get(row))),
            Values::Int64(values) => values.get(row).copied(),
            Values::Int32(values) => values.get(row).copied().map(i64::from),
            Values::Dictionary { keys, codes } => codes.get(keys.place(row)?).copied().flatten(),
        }
    }

    fn slice(&self, rows: &Range<usize>) -> Self {
        let values = match self.values {
            Values::Bool(bits) => Values::Bool(bits.after(rows.start)),
            Values::Int64(values) => Values::Int64(part(values, rows)),
            Values::Int32(values) => Values::Int32(part(values, rows)),
            Values::Dictionary { keys, codes } => Values::Dictionary { keys: keys.slice(rows), codes },
        };
        Self { values, known: self.known.map(|known| known.after(rows.start)) }
    }
}

impl Keys<'_> {
    fn place(self, row: usize) -> Option<usize> {
        match self {
            Self::U8(keys) => keys.get(row).map(|key| key.place()),
            Self::U16(keys) => keys.get(row).map(|key| key.place()),
            Self::I32(keys) => keys.get(row).map(|key| key.place()),
        }
    }

    fn slice(self, rows: &Range<usize>) -> Self {
        match self {
            Self::U8(keys) => Self::U8(part(keys, rows)),
            Self::U16(keys) => Self::U16(part(keys, rows)),
            Self::I32(keys) => Self::I32(part(keys, rows)),
        }
    }
}

fn part<'a, T>(values: &'a [T], rows: &Range<usize>) -> &'a [T] {
    values.get(rows.clone()).unwrap_or_default()
}

/// The sites of each case: Arrow's `List`.
#[derive(Clone, Debug)]
pub struct Sites<'a> {
    offsets: Offsets<'a>,
    known: Option<Bits<'a>>,
    rows: Box<Batch<'a>>,
}

/// Where the sites of each case begin: those of row `n` are `offsets[n]..offsets[n + 1]`.
#[derive(Clone, Copy, Debug)]
pub enum Offsets<'a> {
    /// Arrow's `List`.
    I32(&'a [i32]),
    /// The same without a sign.
    U32(&'a [u32]),
}

impl Offsets<'_> {
    fn len(self) -> usize {
        match self {
            Self::I32(offsets) => offsets.len(),
            Self::U32(offsets) => offsets.len(),
        }
    }

    /// Returns an offset; one that cannot be leads beyond all sites.
    fn at(self, place: usize) -> usize {
        let found = match self {
            Self::I32(offsets) => offsets.get(place).and_then(|offset| usize::try_from(*offset).ok()),
            Self::U32(offsets) => offsets.get(place).and_then(|offset| usize::try_from(*offset).ok()),
        };
        found.unwrap_or(usize::MAX)
    }

    fn slice(self, places: &Range<usize>) -> Self {
        match self {
            Self::I32(offsets) => Self::I32(part(offsets, places)),
            Self::U32(offsets) => Self::U32(part(offsets, places)),
        }
    }
}

impl<'a> Sites<'a> {
    /// Puts the sites of all cases, one after the other, together with where those of each case begin.
    ///
    /// `known` has a bit a case, 1 where it is known which sites there are; `None` if it is known of all.
    pub fn new(offsets: Offsets<'a>, known: Option<Bits<'a>>, rows: Batch<'a>) -> Self {
        Self { offsets, known, rows: Box::new(rows) }
    }

    /// Returns the sites of all cases.
    pub(super) fn rows(&self) -> &Batch<'a> {
        &self.rows
    }

    /// Returns the cases of which the sites are known.
    pub(super) fn known(&self) -> Option<Bits<'a>> {
        self.known
    }

    /// Returns which rows are the sites of a case.
    #[inline]
    pub(super) fn of(&self, case: usize) -> Range<usize> {
        self.offsets.at(case)..self.offsets.at(case + 1)
    }
}

/// A batch of cases: a column for each slot that anything is known of.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    len: usize,
    columns: Vec<Option<Column<'a>>>,
    sites: Option<Sites<'a>>,
}

/// Why columns do not make a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// A column ends before the batch does.
    #[error("the column of slot `{slot}` has `{len}` rows and the batch has `{rows}`")]
    Short {
        /// Slot.
        slot: usize,
        /// Rows of the column.
        len: usize,
        /// Rows of the batch.
        rows: usize,
    },
    /// There is no such slot.
    #[error("slot `{slot}` is not one of `{slots}`")]
    Slot {
        /// Slot.
        slot: usize,
        /// How many there are.
        slots: usize,
    },
    /// The offsets of sites are too few, fall, or lead beyond the sites.
    #[error("the offsets of the sites do not fit at row `{row}`")]
    Offsets {
        /// First row at which they do not.
        row: usize,
    },
    /// Sites have sites, or other slots than cases.
    #[error("sites have the slots of cases and no sites of their own")]
    Nested,
}

impl<'a> Batch<'a> {
    /// A batch of `rows` cases of which none of `slots` facts is known.
    pub fn new(slots: usize, rows: usize) -> Self {
        Self { len: rows, columns: vec![None; slots], sites: None }
    }

    /// Adds the column of a slot.
    ///
    /// # Errors
    /// If the column is too short or the slot is none.
    pub fn with(mut self, slot: usize, column: Column<'a>) -> Result<Self, ShapeError> {
        let (rows, slots) = (self.len, self.columns.len());
        let place = self.columns.get_mut(slot).ok_or(ShapeError::Slot { slot, slots })?;
        if column.len() < rows {
            return Err(ShapeError::Short { slot, len: column.len(), rows });
        }
        *place = Some(column.slice(&(0..rows)));
        Ok(self)
    }

    /// Adds the sites.
    ///
    /// # Errors
    /// If the offsets do not fit.
    pub fn with_sites(mut self, sites: Sites<'a>) -> Result<Self, ShapeError> {
        if sites.rows.columns.len() != self.columns.len() || sites.rows.sites.is_some() {
            return Err(ShapeError::Nested);
        }
        let fits = |row: &usize| {
            let range = sites.of(*row);
            range.start <= range.end && range.end <= sites.rows.len
        };
        if sites.offsets.len() <= self.len {
            return Err(ShapeError::Offsets { row: sites.offsets.len().saturating_sub(1) });
        }
        if let Some(row) = (0..self.len).find(|row| !fits(row)) {
            return Err(ShapeError::Offsets { row });
        }
        if sites.known.is_some_and(|known| known.len() < self.len) {
            return Err(ShapeError::Offsets { row: sites.known.map_or(0, Bits::len) });
        }
        self.sites = Some(sites);
        Ok(self)
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns true if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the column of a slot, if anything is known of it.
    pub(super) fn column(&self, slot: usize) -> Option<&Column<'a>> {
        self.columns.get(slot)?.as_ref()
    }

    /// Returns the sites, if anything is known of them.
    pub(super) fn sites(&self) -> Option<&Sites<'a>> {
        self.sites.as_ref()
    }

    /// Returns some of the rows, such as the share of one thread.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Self {
        let rows = rows.start.min(self.len)..rows.end.min(self.len);
        let columns = self.columns.iter().map(|column| column.map(|column| column.slice(&rows))).collect();
        let sites = self.sites.as_ref().map(|sites| Sites {
            offsets: sites.offsets.slice(&(rows.start..rows.end + 1)),
            known: sites.known.map(|known| known.after(rows.start)),
            rows: sites.rows.clone(),
        });
        Self { len: rows.len(), columns, sites }
    }

    /// Returns one case as a row, on which [`crate::program::Node::truth`] gives the same verdict.
    ///
    /// A trace of many cases is never stored: whoever wants to know why takes the row and asks again.
    pub fn row(&self, at: usize) -> Row {
        let sites = self.sites.as_ref().filter(|sites| sites.known.is_none_or(|known| known.get(at)));
        let of_site = |sites: &Sites<'_>| sites.of(at).map(|site| sites.rows.cells(site)).collect();
        Row { cells: self.cells(at), sites: sites.map(of_site) }
    }

    fn cells(&self, at: usize) -> Vec<Option<i64>> {
        self.columns.iter().map(|column| column.as_ref().and_then(|column| column.get(at))).collect()
    }
}
