//! Whole numbers on a drawing: exact up to a tenth of a unit, the same on every machine.

use std::fmt;
use std::ops::{Add, Sub};

/// A length in tenths of a unit of the drawing, written as a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tenths(u32);

impl Tenths {
    /// Makes a length of whole units.
    pub(super) const fn units(units: u32) -> Self {
        Self(units * 10)
    }

    /// Returns how far `value` lies on a stretch of `length` units that ends at `end`; never beyond the stretch.
    pub(super) fn of(value: u64, end: u64, length: u32) -> Self {
        let tenths = u128::from(value.min(end)) * u128::from(length) * 10 / u128::from(end.max(1));
        Self(u32::try_from(tenths).unwrap_or(u32::MAX))
    }

    /// Returns the half of a length.
    pub(super) const fn half(self) -> Self {
        Self(self.0 / 2)
    }
}

impl Add for Tenths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Tenths {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// Returns the marks of an axis from 0 to at least `most`: round steps of 1, 2 or 5, six marks at most.
pub(super) fn marks(most: u64) -> Vec<u64> {
    let mut power = 1_u64;
    loop {
        for digit in [1, 2, 5] {
            let step = power.saturating_mul(digit);
            let steps = most.max(1).div_ceil(step);
            if steps <= 5 {
                return (0..=steps).map(|i| step.saturating_mul(i)).collect();
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Returns the distance between the names that fit below an axis with `n` places.
pub(super) fn stride(n: usize) -> usize {
    n.div_ceil(6).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_marks_and_reaches_its_highest_value() {
        assert_eq!(marks(0), [0, 1]);
        assert_eq!(marks(7), [0, 2, 4, 6, 8]);
        assert_eq!(marks(1_000), [0, 200, 400, 600, 800, 1_000]);
        assert_eq!(marks(28_850_000_000), [0, 10_000_000_000, 20_000_000_000, 30_000_000_000]);
        for most in [1, 3, 99, 101, 123_456_789, u64::MAX] {
            let marks = marks(most);
            assert!(marks.len() <= 6 && marks.last() >= Some(&most), "{most}: {marks:?}");
        }
    }

    #[test]
    fn a_length_is_exact_to_a_tenth_and_stays_on_its_stretch() {
        assert_eq!(Tenths::of(1, 3, 276).to_string(), "92.0");
        assert_eq!(Tenths::of(2, 3, 100).to_string(), "66.6");
        assert_eq!(Tenths::of(9, 3, 100), Tenths::units(100));
        assert_eq!(Tenths::of(5, 0, 100), Tenths::units(0));
        assert_eq!(Tenths::of(u64::MAX, u64::MAX, 720), Tenths::units(720));
    }

    #[test]
    fn names_thin_out_before_they_run_into_one_another() {
        assert_eq!([0, 1, 6, 7, 12, 13].map(stride), [1, 1, 1, 2, 2, 3]);
    }
}
