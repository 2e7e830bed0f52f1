//! What became of every row: no row is lost, and sums say so.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use teukgu_geo::contain::Status;

/// Counts of rows by what became of them; every count adds up over slices in any order.
///
/// A row is left out for one reason, or it falls into exactly one of the places. What is noted of a row comes on top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buckets {
    /// Rows of the register, without its head.
    pub rows: u64,
    /// Rows that could not be used, by reason.
    pub left_out: LeftOut,
    /// Rows by what became of their coordinates.
    pub places: Places,
    /// Rows of establishments that are closed (폐업); they have a place and are not screened.
    #[doc(alias = "폐업")]
    pub closed: u64,
    /// Cells that could not be used, by reason.
    pub noted: Noted,
}

/// Rows that could not be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Too few or too many fields.
    pub fields: u64,
    /// A field is too long.
    pub long_field: u64,
    /// The id is empty.
    pub no_id: u64,
    /// An earlier row has the id.
    pub duplicate_id: u64,
}

/// Rows by what became of their coordinates: the words of [`Status`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// A place in Korea.
    pub located: u64,
    /// No coordinate, or none that is a number.
    pub no_location: u64,
    /// Outside of Korea.
    pub outside_korea: u64,
    /// Longitude and latitude seem to have changed places.
    pub looks_swapped: u64,
    /// A coordinate of another system.
    pub wrong_crs: u64,
}

/// Cells that could not be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// A coordinate is no number.
    pub coordinate: u64,
    /// The industry code is one of another revision.
    pub other_revision: u64,
    /// The industry code is one of no revision.
    pub unknown_industry: u64,
    /// The word for open or closed is not known.
    pub unknown_status: u64,
    /// A value does not fit its fact.
    pub fact_value: u64,
    /// The sigungu code does not have five digits.
    pub municipality: u64,
}

impl Buckets {
    /// Counts a row that has a place or the reason why it has none.
    pub fn add(&mut self, status: Status, is_closed: bool) {
        self.rows += 1;
        self.closed += u64::from(is_closed);
        *self.places.of(status) += 1;
    }

    /// Adds the counts of other rows.
    pub fn merge(&mut self, other: &Self) {
        let each = self.counts_mut().into_iter().zip(other.counts());
        each.for_each(|(count, other)| count.add_assign(other));
    }

    /// Returns true if every row is in exactly one bucket.
    pub fn is_whole(&self) -> bool {
        self.rows == self.left_out.sum() + self.places.sum()
    }

    fn counts(&self) -> [u64; 17] {
        let mut copy = *self;
        copy.counts_mut().map(|count| *count)
    }

    fn counts_mut(&mut self) -> [&mut u64; 17] {
        let Self { rows, left_out, places, closed, noted } = self;
        [
            rows,
            closed,
            &mut left_out.fields,
            &mut left_out.long_field,
            &mut left_out.no_id,
            &mut left_out.duplicate_id,
            &mut places.located,
            &mut places.no_location,
            &mut places.outside_korea,
            &mut places.looks_swapped,
            &mut places.wrong_crs,
            &mut noted.coordinate,
            &mut noted.other_revision,
            &mut noted.unknown_industry,
            &mut noted.unknown_status,
            &mut noted.fact_value,
            &mut noted.municipality,
        ]
    }
}

impl Noted {
    /// Adds the counts of other rows.
    pub fn merge(&mut self, other: &Self) {
        let mut buckets = Buckets { noted: *self, ..Buckets::default() };
        buckets.merge(&Buckets { noted: *other, ..Buckets::default() });
        *self = buckets.noted;
    }
}

impl LeftOut {
    /// Returns how many rows were left out.
    pub const fn sum(&self) -> u64 {
        self.fields + self.long_field + self.no_id + self.duplicate_id
    }
}

impl Places {
    /// Returns how many rows were read.
    pub const fn sum(&self) -> u64 {
        self.located + self.no_location + self.outside_korea + self.looks_swapped + self.wrong_crs
    }

    const fn of(&mut self, status: Status) -> &mut u64 {
        match status {
            Status::Located => &mut self.located,
            Status::NoLocation => &mut self.no_location,
            Status::OutsideKorea => &mut self.outside_korea,
            Status::LooksSwapped => &mut self.looks_swapped,
            Status::WrongCrs => &mut self.wrong_crs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_bucket_of_its_own_and_merging_adds_every_count() {
        let all = [
            Status::Located,
            Status::NoLocation,
            Status::OutsideKorea,
            Status::LooksSwapped,
            Status::WrongCrs,
        ];
        let mut buckets = Buckets::default();
        for status in all {
            buckets.add(status, status == Status::Located);
        }
        assert!(buckets.is_whole());
        assert_eq!((buckets.rows, buckets.closed, buckets.places.wrong_crs), (5, 1, 1));
        let mut twice = Buckets::default();
        (1..).zip(twice.counts_mut()).for_each(|(number, count)| *count = number);
        let once = twice;
        twice.merge(&once);
        assert_eq!(twice.counts(), once.counts().map(|count| 2 * count));
    }
}
