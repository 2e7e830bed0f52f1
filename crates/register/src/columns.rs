//! Columns of facts: borrowed from whoever holds them, or held here as a register of text gives them.

use std::ops::Range;
use teukgu_rules::columns::{Batch, Bits, Column, ShapeError, Values};

/// What a register says of its establishments, in columns that somebody else holds, such as a record batch of Arrow.
///
/// A fact without a column is unknown of every row. A fact of a site (`site.…`) is one of the establishment itself,
/// which is the only site of its row; a list of sites is not read.
#[derive(Clone, Debug)]
pub struct FactColumns<'a> {
    batch: Batch<'a>,
    columns: Vec<(usize, Column<'a>)>,
}

impl<'a> FactColumns<'a> {
    /// Columns of `rows` rows of which none of `slots` facts is known.
    pub fn new(slots: usize, rows: usize) -> Self {
        Self { batch: Batch::new(slots, rows), columns: Vec::new() }
    }

    /// Adds the column of a fact, in place of an earlier one.
    ///
    /// # Errors
    /// If the column is too short or the slot is none.
    pub fn with(self, slot: usize, column: Column<'a>) -> Result<Self, ShapeError> {
        let batch = self.batch.with(slot, column)?;
        let mut columns = self.columns;
        columns.retain(|(known, _)| *known != slot);
        columns.push((slot, column));
        Ok(Self { batch, columns })
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.batch.len()
    }

    /// Returns true if there are no rows.
    pub fn is_empty(&self) -> bool {
        self.batch.is_empty()
    }

    /// Returns the columns as a batch, to run a kernel on all rows.
    pub const fn batch(&self) -> &Batch<'a> {
        &self.batch
    }

    /// Returns each column with its slot.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (usize, &Column<'a>)> {
        self.columns.iter().map(|(slot, column)| (*slot, column))
    }
}

/// One bit a row, as Arrow packs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    bytes: Vec<u8>,
    len: usize,
}

impl Flags {
    pub(crate) fn push(&mut self, flag: bool) {
        if self.len.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(flag) << (self.len % 8);
        }
        self.len += 1;
    }

    pub(crate) fn bits(&self) -> Bits<'_> {
        self.from(0)
    }

    /// Returns the bits from a row on.
    pub(crate) fn from(&self, row: usize) -> Bits<'_> {
        Bits::new(&self.bytes, row)
    }

    pub(crate) fn get(&self, row: usize) -> bool {
        row < self.len && self.bits().get(row)
    }
}

/// Numbers of which some are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    values: Vec<i64>,
    known: Flags,
}

impl Numbers {
    pub(crate) fn push(&mut self, value: Option<i64>) {
        self.values.push(value.unwrap_or_default());
        self.known.push(value.is_some());
    }

    pub(crate) fn column(&self) -> Column<'_> {
        Column::nullable(Values::Int64(&self.values), self.known.bits())
    }

    /// Returns the column of some of the rows.
    pub(crate) fn part(&self, rows: &Range<usize>) -> Column<'_> {
        let values = self.values.get(rows.clone()).unwrap_or_default();
        Column::nullable(Values::Int64(values), self.known.from(rows.start))
    }
}

impl FromIterator<Option<i64>> for Numbers {
    fn from_iter<I: IntoIterator<Item = Option<i64>>>(values: I) -> Self {
        let mut numbers = Self::default();
        values.into_iter().for_each(|value| numbers.push(value));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pushed_is_read_back_and_a_part_keeps_its_rows() {
        let numbers: Numbers = (0..40).map(|n| (n % 3 != 0).then_some(n * 7)).collect();
        for row in 0..40_usize {
            let expected = (row % 3 != 0).then(|| i64::try_from(row).unwrap() * 7);
            assert_eq!(numbers.column().get(row), expected);
            let part = numbers.part(&(5..30));
            assert_eq!(part.get(row), (row < 25).then(|| numbers.column().get(row + 5)).flatten(), "{row}");
        }
    }

    #[test]
    fn a_column_that_is_too_short_or_of_no_slot_is_refused() {
        let numbers: Numbers = (0..3).map(Some).collect();
        let columns = |rows| FactColumns::new(2, rows);
        assert!(columns(4).with(0, numbers.column()).is_err());
        assert!(columns(3).with(2, numbers.column()).is_err());
        let twice =
            columns(3).with(1, numbers.column()).and_then(|columns| columns.with(1, numbers.column()));
        assert_eq!(twice.map(|columns| columns.columns().count()), Ok(1));
    }
}
