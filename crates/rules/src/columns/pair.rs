//! Comparisons of two columns, exact whatever the numbers are.

use super::answers::Answers;
use super::batch::{Batch, Column, Key, Keys, Values};
use super::bits::{ROWS, Strip, WORDS, strip_of};
use super::plan::Pair;
use crate::formula::{Linear, Op};
use std::cmp::Ordering;

/// The numbers of a strip, and which are known.
pub(super) struct Numbers {
    values: [i64; ROWS],
    known: Strip,
}

impl Numbers {
    /// Reads the strip of a column that begins at `row`.
    pub(super) fn read(column: Option<&Column<'_>>, row: usize, live: &Strip) -> Self {
        let mut out = Self { values: [0; ROWS], known: [0; WORDS] };
        let Some(column) = column else { return out };
        out.known =
            column.known.map_or(*live, |known| super::answers::zip(&known.strip(row), live, |a, b| a & b));
        match column.values {
            Values::Bool(bits) => {
                let strip = bits.strip(row);
                for (at, value) in out.values.iter_mut().enumerate() {
                    *value = i64::from((strip[at / 64] >> (at % 64)) & 1 == 1);
                }
            }
            Values::Int64(values) => out.values = *strip_of(values, row, &mut [0; ROWS]),
            Values::Int32(values) => {
                out.values = strip_of(values, row, &mut [0; ROWS]).map(i64::from);
            }
            Values::Dictionary { keys: Keys::U8(keys), codes } => out.decode(keys, codes, row),
            Values::Dictionary { keys: Keys::U16(keys), codes } => out.decode(keys, codes, row),
            Values::Dictionary { keys: Keys::I32(keys), codes } => out.decode(keys, codes, row),
        }
        out
    }

    fn decode<K: Key>(&mut self, keys: &[K], codes: &[Option<i64>], row: usize) {
        let mut pad = [K::default(); ROWS];
        for (at, key) in strip_of(keys, row, &mut pad).iter().enumerate() {
            match codes.get(key.place()).copied().flatten() {
                Some(code) => self.values[at] = code,
                None => self.known[at / 64] &= !(1 << (at % 64)),
            }
        }
    }

    /// Takes the number of its case for each site that has none.
    pub(super) fn or_of_case(&mut self, slot: usize, cases: &Batch<'_>, first: usize, owners: &[u16]) {
        let Some(column) = cases.column(slot) else { return };
        for (at, owner) in owners.iter().enumerate() {
            let bit = 1 << (at % 64);
            if self.known[at / 64] & bit == 0
                && let Some(value) = column.get(first + usize::from(*owner))
            {
                self.values[at] = value;
                self.known[at / 64] |= bit;
            }
        }
    }

    /// Computes `times * value + plus`; `None` where that might not fit.
    fn scaled(&self, linear: Linear) -> Option<[i64; ROWS]> {
        if linear.times == 1 && linear.plus == 0 {
            return Some(self.values);
        }
        let (times, plus) = (i32::try_from(linear.times).ok()?, i32::try_from(linear.plus).ok()?);
        let is_small = self.values.iter().fold(0, |all, value| all | (value ^ (value >> 63))) >> 31 == 0;
        // A product of two numbers of 32 bits and a third one fit into 64.
        is_small.then(|| self.values.map(|value| value.wrapping_mul(times.into()).wrapping_add(plus.into())))
    }
}

/// Compares two columns.
pub(super) fn compare(pair: &Pair, left: &Numbers, right: &Numbers) -> Answers {
    let known = super::answers::zip(&left.known, &right.known, |a, b| a & b);
    let passes = match (left.scaled(pair.left), right.scaled(pair.right)) {
        (Some(a), Some(b)) => of_order(pair.op, |at| a[at].cmp(&b[at])),
        _ => of_order(pair.op, |at| pair.left.at(left.values[at]).cmp(&pair.right.at(right.values[at]))),
    };
    Answers::of(&passes, &known)
}

#[inline]
fn of_order(op: Op, order: impl Fn(usize) -> Ordering) -> Strip {
    let (mut less, mut equal) = ([0; WORDS], [0; WORDS]);
    for at in 0..ROWS {
        let order = order(at);
        less[at / 64] |= u64::from(order.is_lt()) << (at % 64);
        equal[at / 64] |= u64::from(order.is_eq()) << (at % 64);
    }
    std::array::from_fn(|word| match op {
        Op::Lt => less[word],
        Op::Le => less[word] | equal[word],
        Op::Eq => equal[word],
        Op::Ne => !equal[word],
        Op::Ge => !less[word],
        Op::Gt => !(less[word] | equal[word]),
    })
}
