//! Answers of a strip of rows in three-valued logic: a bit where it holds, another where it does not.

use super::bits::{Strip, WORDS};
use crate::value::Truth;

/// Answers of a strip; a row with neither bit is unknown, and none has both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answers {
    pub(super) holds: Strip,
    pub(super) fails: Strip,
}

impl Answers {
    pub(super) const UNKNOWN: Self = Self { holds: [0; WORDS], fails: [0; WORDS] };

    pub(super) const fn all(truth: Truth) -> Self {
        match truth {
            Truth::True => Self { holds: [u64::MAX; WORDS], fails: [0; WORDS] },
            Truth::False => Self { holds: [0; WORDS], fails: [u64::MAX; WORDS] },
            Truth::Unknown => Self::UNKNOWN,
        }
    }

    /// Answers of rows that pass or do not, as far as they are known.
    #[inline]
    pub(super) fn of(passes: &Strip, known: &Strip) -> Self {
        Self { holds: zip(passes, known, |p, k| p & k), fails: zip(passes, known, |p, k| !p & k) }
    }

    #[inline]
    pub(super) fn not(&self) -> Self {
        Self { holds: self.fails, fails: self.holds }
    }

    /// Both hold.
    #[inline]
    pub(super) fn and(&self, other: &Self) -> Self {
        Self {
            holds: zip(&self.holds, &other.holds, |a, b| a & b),
            fails: zip(&self.fails, &other.fails, |a, b| a | b),
        }
    }

    /// One of them holds.
    #[inline]
    pub(super) fn or(&self, other: &Self) -> Self {
        self.not().and(&other.not()).not()
    }

    /// The other answers where these are unknown.
    pub(super) fn or_else(&self, other: &Self) -> Self {
        let open = zip(&self.holds, &self.fails, |h, f| !(h | f));
        self.join(&other.only(&open))
    }

    /// These answers in some rows, unknown in the rest.
    pub(super) fn only(&self, rows: &Strip) -> Self {
        Self { holds: zip(&self.holds, rows, |a, b| a & b), fails: zip(&self.fails, rows, |a, b| a & b) }
    }

    fn join(&self, other: &Self) -> Self {
        Self {
            holds: zip(&self.holds, &other.holds, |a, b| a | b),
            fails: zip(&self.fails, &other.fails, |a, b| a | b),
        }
    }
}

#[inline]
pub(super) fn zip(a: &Strip, b: &Strip, join: impl Fn(u64, u64) -> u64) -> Strip {
    std::array::from_fn(|word| join(a[word], b[word]))
}
