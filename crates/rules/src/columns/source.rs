//! Columns as a kernel reads them: prepared once a batch, read once a strip for all tests of a fact.

use super::answers::{Answers, zip};
use super::batch::{Column, Key, Keys, Values};
use super::bits::{Bits, ROWS, Strip, WORDS, plane, strip_of, test};
use super::plan::{FactTests, Place, Test};

/// A column with the tests that are made on it.
#[derive(Debug)]
pub(super) struct Source<'k, 'b> {
    known: Option<Bits<'b>>,
    kind: Kind<'k, 'b>,
}

#[derive(Debug)]
enum Kind<'k, 'b> {
    Bits { values: Bits<'b>, tests: Vec<Choice> },
    Int64 { values: &'b [i64], tests: &'k [(Test, Place)] },
    Int32 { values: &'b [i32], tests: &'k [(Test, Place)] },
    Dictionary { keys: Keys<'b>, lanes: Vec<Lane> },
}

/// A test of a yes/no fact, by what it says of each.
#[derive(Debug)]
struct Choice {
    yes: u64,
    no: u64,
    place: Place,
}

/// Up to seven tests of a dictionary: a byte for each entry, in which bit 0 says whether the entry is known and each
/// other bit whether it passes a test.
#[derive(Debug)]
struct Lane {
    table: Vec<u8>,
    places: Vec<(u32, Place)>,
}

impl<'k, 'b> Source<'k, 'b> {
    pub(super) fn new(column: &Column<'b>, fact: &'k FactTests) -> Self {
        let kind = match column.values {
            Values::Bool(values) => Kind::Bits {
                values,
                tests: fact.tests.iter().map(|(test, place)| choice(test, *place)).collect(),
            },
            Values::Int64(values) => Kind::Int64 { values, tests: &fact.tests },
            Values::Int32(values) => Kind::Int32 { values, tests: &fact.tests },
            Values::Dictionary { keys, codes } => Kind::Dictionary {
                keys,
                lanes: fact.tests.chunks(7).map(|tests| lane(tests, codes)).collect(),
            },
        };
        Self { known: column.known, kind }
    }

    /// Makes all tests on the strip that begins at `row`, of which the `live` rows exist.
    pub(super) fn read(&self, row: usize, live: &Strip, answers: &mut [Answers]) {
        let known = self.known.map_or(*live, |known| zip(&known.strip(row), live, |a, b| a & b));
        match &self.kind {
            Kind::Bits { values, tests } => {
                let values = values.strip(row);
                for Choice { yes, no, place } in tests {
                    let passes = values.map(|word| (word & yes) | (!word & no));
                    answers[*place] = Answers::of(&passes, &known);
                }
            }
            Kind::Int64 { values, tests } => {
                let mut pad = [0; ROWS];
                numbers(strip_of(values, row, &mut pad), tests, &known, answers);
            }
            Kind::Int32 { values, tests } => {
                let mut pad = [0; ROWS];
                numbers(strip_of(values, row, &mut pad), tests, &known, answers);
            }
            Kind::Dictionary { keys: Keys::U8(keys), lanes } => coded(keys, lanes, row, &known, answers),
            Kind::Dictionary { keys: Keys::U16(keys), lanes } => coded(keys, lanes, row, &known, answers),
            Kind::Dictionary { keys: Keys::I32(keys), lanes } => coded(keys, lanes, row, &known, answers),
        }
    }
}

fn choice(test: &Test, place: Place) -> Choice {
    let mask = |value: i64| if test.passes(value) { u64::MAX } else { 0 };
    Choice { yes: mask(1), no: mask(0), place }
}

fn lane(tests: &[(Test, Place)], codes: &[Option<i64>]) -> Lane {
    let places: Vec<(u32, Place)> = (1..).zip(tests.iter().map(|(_, place)| *place)).collect();
    let entry = |code: &Option<i64>| {
        code.map_or(0, |code| {
            let passed = (1..).zip(tests).filter(|(_, (test, _))| test.passes(code));
            passed.fold(1, |entry, (bit, _)| entry | (1 << bit))
        })
    };
    let mut table: Vec<u8> = codes.iter().map(entry).collect();
    // What lies beyond the dictionary is unknown; 256 entries serve every key of one byte without a comparison.
    table.resize((codes.len() + 1).max(256), 0);
    Lane { table, places }
}

/// A number that is compared in its own width.
trait Number: Copy + Into<i64> {
    /// Makes a range test, branch-free: a value lies in it if what it exceeds the least by is not more than the width.
    fn within(values: &[Self; ROWS], lo: i64, hi: i64) -> Strip;
}

impl Number for i64 {
    #[inline]
    fn within(values: &[Self; ROWS], lo: i64, hi: i64) -> Strip {
        let width = hi.wrapping_sub(lo).cast_unsigned();
        test(values, |value| value.wrapping_sub(lo).cast_unsigned() <= width)
    }
}

impl Number for i32 {
    #[inline]
    fn within(values: &[Self; ROWS], lo: i64, hi: i64) -> Strip {
        let clamp =
            |bound: i64| Self::try_from(bound).unwrap_or(if bound < 0 { Self::MIN } else { Self::MAX });
        if hi < Self::MIN.into() || lo > Self::MAX.into() {
            return [0; WORDS];
        }
        let (lo, hi) = (clamp(lo), clamp(hi));
        let width = hi.wrapping_sub(lo).cast_unsigned();
        test(values, |value| value.wrapping_sub(lo).cast_unsigned() <= width)
    }
}

fn numbers<T: Number>(values: &[T; ROWS], tests: &[(Test, Place)], known: &Strip, answers: &mut [Answers]) {
    for (made, place) in tests {
        let passes = match made {
            Test::Range { lo, hi } if lo > hi => [0; WORDS],
            Test::Range { lo, hi } => T::within(values, *lo, *hi),
            other => test(values, |value| other.passes(value.into())),
        };
        answers[*place] = Answers::of(&passes, known);
    }
}

fn coded<K: Key>(keys: &[K], lanes: &[Lane], row: usize, known: &Strip, answers: &mut [Answers]) {
    let mut pad = [K::default(); ROWS];
    let keys = strip_of(keys, row, &mut pad);
    for lane in lanes {
        let mut entries = [0; ROWS];
        K::look_up(keys, &lane.table, &mut entries);
        let (entries, _) = entries.as_chunks::<64>();
        let of = |bit: u32| -> Strip { std::array::from_fn(|word| plane(&entries[word], bit)) };
        let known = zip(&of(0), known, |a, b| a & b);
        for (bit, place) in &lane.places {
            answers[*place] = Answers::of(&of(*bit), &known);
        }
    }
}
