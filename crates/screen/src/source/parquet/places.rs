//! Where the rows of a piece are, and in which zones.

use super::{BATCH, ParquetFile, Piece, foreign};
use crate::failure::Failure;
use crate::job::Job;
use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int32Type};
use parquet::arrow::arrow_reader::RowSelection;
use std::ops::Range;
use teukgu_domain::text::is_no_value;
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::place_all;
use teukgu_register::buckets::{Buckets, Places};
use teukgu_register::screening::Pair;

impl ParquetFile {
    /// Returns the pairs of a piece of a prepared file; pages that no zone meets are not decoded.
    pub(super) fn pairs_of_prepared(&self, job: &Job, piece: Piece) -> Result<Vec<Pair>, Failure> {
        let kept = self.kept(job, piece);
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let in_group = kept.iter().map(|rows| rows.start + piece.first..rows.end + piece.first);
        let selection = RowSelection::from_consecutive_ranges(in_group, piece.first + piece.rows);
        let mut pairs = Vec::new();
        let mut read = 0;
        for batch in self.reader(piece, &[self.longitude, self.latitude], selection, BATCH)? {
            let batch = batch.map_err(|error| foreign(&self.path, &error.to_string()))?;
            let columns = [super::LONGITUDE, super::LATITUDE].map(|name| {
                batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<Int32Type>())
            });
            let [Some(lon), Some(lat)] = columns else { return Err(foreign(&self.path, super::LONGITUDE)) };
            pairs.extend(job.screening.pairs(read, (lon.values(), lat.values()), None));
            read += u32::try_from(batch.num_rows()).unwrap_or(u32::MAX);
        }
        renumber(&mut pairs, &kept);
        Ok(pairs)
    }

    /// Returns what became of the coordinates of a piece, and its pairs.
    pub(super) fn pairs_of_degrees(&self, job: &Job, piece: Piece) -> Result<(Buckets, Vec<Pair>), Failure> {
        let rows = piece.first..piece.first + piece.rows;
        let selection = RowSelection::from_consecutive_ranges([rows.clone()].into_iter(), rows.end);
        let (mut buckets, mut pairs) = (Buckets::default(), Vec::new());
        let (mut lons, mut lats) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        let mut read = 0;
        for batch in self.reader(piece, &[self.longitude, self.latitude], selection, BATCH)? {
            let batch = batch.map_err(|error| foreign(&self.path, &error.to_string()))?;
            let mut strange = 0;
            let mut degrees = |root: usize| {
                let column = batch.column_by_name(self.meta.schema().field(root).name());
                column.and_then(|column| degrees(column, &mut strange))
            };
            let columns = (degrees(self.longitude), degrees(self.latitude));
            let (Some(lon), Some(lat)) = columns else { return Err(foreign(&self.path, "lon, lat")) };
            lons.clear();
            lats.clear();
            let mut refused = 0;
            place_all((lon.as_ref(), lat.as_ref()), (&mut lons, &mut lats), |_, status| {
                refused += 1;
                *bucket(&mut buckets.places, status) += 1;
            });
            let rows = u64::try_from(batch.num_rows()).unwrap_or_default();
            buckets.rows += rows;
            buckets.places.located += rows - refused;
            buckets.noted.coordinate += strange;
            pairs.extend(job.screening.pairs(read, (&lons, &lats), None));
            read += u32::try_from(batch.num_rows()).unwrap_or(u32::MAX);
        }
        Ok((buckets, pairs))
    }
}

/// Returns the count of the rows of which the same became.
pub(crate) const fn bucket(places: &mut Places, status: Status) -> &mut u64 {
    match status {
        Status::Located => &mut places.located,
        Status::NoLocation => &mut places.no_location,
        Status::OutsideKorea => &mut places.outside_korea,
        Status::LooksSwapped => &mut places.looks_swapped,
        Status::WrongCrs => &mut places.wrong_crs,
    }
}

/// Degrees, borrowed where the file holds them so.
pub(crate) enum Degrees {
    Whole(ArrayRef),
    Mended(Vec<f64>),
}

impl Degrees {
    pub(crate) fn as_ref(&self) -> &[f64] {
        match self {
            Self::Whole(column) => column.as_primitive::<Float64Type>().values(),
            Self::Mended(values) => values,
        }
    }
}

/// Returns the degrees of a column; what is missing or no number is not a number, and the latter is counted.
///
/// `None` if the column holds neither numbers nor texts.
pub(crate) fn degrees(column: &ArrayRef, strange: &mut u64) -> Option<Degrees> {
    if column.data_type().is_numeric() {
        let column = cast(column, &DataType::Float64).ok()?;
        if column.null_count() == 0 {
            return Some(Degrees::Whole(column));
        }
        let mut values = column.as_primitive::<Float64Type>().values().to_vec();
        if let Some(nulls) = column.nulls() {
            (!nulls.inner()).set_indices().for_each(|row| values[row] = f64::NAN);
        }
        return Some(Degrees::Mended(values));
    }
    let texts = super::cells::texts(column, false)?;
    let mut degree = |text: Option<&str>| {
        let text = text.unwrap_or_default().trim();
        let read = text.parse().unwrap_or(f64::NAN);
        *strange += u64::from(read.is_nan() && !is_no_value(text));
        read
    };
    Some(Degrees::Mended(texts.iter().map(&mut degree).collect()))
}

/// Gives pairs, whose rows count what was read, the numbers of their rows in the piece.
fn renumber(pairs: &mut [Pair], kept: &[Range<usize>]) {
    let mut ranges = kept.iter();
    // Rows of the ranges before the one at hand, and that range.
    let (mut before, mut range) = (0, 0..0);
    for pair in pairs {
        let row = usize::try_from(pair.row).unwrap_or_default();
        while row - before >= range.len() {
            before += range.len();
            let Some(next) = ranges.next() else { return };
            range = next.clone();
        }
        pair.row = u32::try_from(range.start + row - before).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_were_read_get_back_the_numbers_that_they_have_in_the_piece() {
        let mut pairs: Vec<Pair> =
            [0, 1, 1, 2, 4, 5].map(|row| Pair { row, zone: 0, border: false }).to_vec();
        renumber(&mut pairs, &[3..5, 5..5, 10..11, 20..25]);
        assert_eq!(pairs.iter().map(|pair| pair.row).collect::<Vec<_>>(), [3, 4, 4, 10, 21, 22]);
    }
}
