//! What a kernel hands back: two bitmaps a version, and the condition that decided.

use super::answers::{Answers, zip};
use super::bits::{Strip, WORDS, bytes_of};
use crate::value::Truth;

/// The verdicts on a batch, a version after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    rows: usize,
    versions: Vec<Bitmaps>,
}

/// The verdicts on one version, a bit a row, the lowest bit of a word first; bits beyond the last row are 0.
///
/// In the memory of a little-endian machine the words are the bytes of an Arrow `Boolean` array.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmaps {
    /// 1 where the requirements are met.
    pub value: Vec<u64>,
    /// 1 where it is known whether they are.
    pub known: Vec<u64>,
    /// The condition that decided, where the kernel was asked for it.
    pub deciding: Option<Deciding>,
}

/// The first condition that decided each row: of a row that is not met the first that fails, of one that is unknown the
/// first that is unknown. Exceptions count after the conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// A byte a row; 255 for none.
    Narrow(Vec<u8>),
    /// Two bytes a row, for a version of more than 255 parts; 65535 for none.
    Wide(Vec<u16>),
}

impl Verdicts {
    pub(super) fn new(rows: usize, parts: &[usize], with_deciding: bool) -> Self {
        let version = |parts: &usize| Bitmaps {
            value: Vec::with_capacity(rows.div_ceil(64) + WORDS),
            known: Vec::with_capacity(rows.div_ceil(64) + WORDS),
            deciding: with_deciding.then(|| Deciding::new(*parts, rows)),
        };
        Self { rows, versions: parts.iter().map(version).collect() }
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the bitmaps of each version, in the order in which the kernel was given them.
    pub fn versions(&self) -> &[Bitmaps] {
        &self.versions
    }

    /// Returns the verdict of a version on a row.
    ///
    /// # Panics
    /// If there is no such version or row.
    pub fn truth(&self, version: usize, row: usize) -> Truth {
        let bitmaps = &self.versions[version];
        let is_set = |words: &[u64]| (words[row / 64] >> (row % 64)) & 1 == 1;
        if is_set(&bitmaps.known) { Truth::of(is_set(&bitmaps.value)) } else { Truth::Unknown }
    }

    pub(super) fn at(&mut self, version: usize) -> &mut Bitmaps {
        &mut self.versions[version]
    }

    /// Cuts off what the last strip has beyond the last row.
    pub(super) fn end(mut self) -> Self {
        let (rows, words) = (self.rows, self.rows.div_ceil(64));
        for version in &mut self.versions {
            version.value.truncate(words);
            version.known.truncate(words);
            match &mut version.deciding {
                Some(Deciding::Narrow(numbers)) => numbers.truncate(rows),
                Some(Deciding::Wide(numbers)) => numbers.truncate(rows),
                None => (),
            }
        }
        self
    }
}

impl Bitmaps {
    /// Returns how many rows are met, not met and unknown.
    pub fn counts(&self, rows: usize) -> [usize; 3] {
        let ones = |words: &[u64]| -> usize {
            words.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(64)).sum()
        };
        let (met, known) = (ones(&self.value), ones(&self.known));
        [met, known - met, rows - known]
    }

    /// Adds a strip: what all parts say together, and which of them decides.
    pub(super) fn push(&mut self, parts: &[usize], answers: &[Answers], live: &Strip) {
        let all = Answers::all(Truth::True);
        let whole = parts.iter().fold(all, |whole, part| whole.and(&answers[*part])).only(live);
        self.value.extend_from_slice(&whole.holds);
        self.known.extend_from_slice(&zip(&whole.holds, &whole.fails, |h, f| h | f));
        match &mut self.deciding {
            Some(Deciding::Narrow(numbers)) => narrow(numbers, &planes(&whole, parts, answers)),
            Some(Deciding::Wide(numbers)) => wide(numbers, &planes(&whole, parts, answers)),
            None => (),
        }
    }
}

impl Deciding {
    fn new(parts: usize, rows: usize) -> Self {
        let rows = rows.next_multiple_of(64 * WORDS);
        if u8::try_from(parts).is_ok() {
            Self::Narrow(Vec::with_capacity(rows))
        } else {
            Self::Wide(Vec::with_capacity(rows))
        }
    }

    /// Returns the number of the part that decided a row, from 0; `None` where every one holds.
    pub fn get(&self, row: usize) -> Option<usize> {
        match self {
            Self::Narrow(numbers) => {
                numbers.get(row).filter(|number| **number != u8::MAX).map(|n| (*n).into())
            }
            Self::Wide(numbers) => {
                numbers.get(row).filter(|number| **number != u16::MAX).map(|n| (*n).into())
            }
        }
    }
}

/// The numbers of the deciding parts of a strip, one plane a bit of the number; all bits are set where none decides.
fn planes<const BITS: usize>(whole: &Answers, parts: &[usize], answers: &[Answers]) -> [Strip; BITS] {
    let mut planes = [whole.holds; BITS];
    let mut failing = whole.fails;
    let mut open = zip(&whole.holds, &whole.fails, |h, f| !(h | f));
    for (number, part) in parts.iter().enumerate() {
        let Answers { holds, fails } = &answers[*part];
        for word in 0..WORDS {
            let is_known = holds[word] | fails[word];
            let hit = (failing[word] & fails[word]) | (open[word] & !is_known);
            failing[word] &= !fails[word];
            open[word] &= is_known;
            for (bit, plane) in planes.iter_mut().enumerate() {
                if (number >> bit) & 1 == 1 {
                    plane[word] |= hit;
                }
            }
        }
    }
    planes
}

fn narrow(numbers: &mut Vec<u8>, planes: &[Strip; 8]) {
    for word in 0..WORDS {
        numbers.extend_from_slice(&bytes_at(planes, word));
    }
}

fn wide(numbers: &mut Vec<u16>, planes: &[Strip; 16]) {
    let (low, high) = planes.split_at(8);
    for word in 0..WORDS {
        let bytes = bytes_at(low, word).into_iter().zip(bytes_at(high, word));
        numbers.extend(bytes.map(|(low, high)| u16::from_le_bytes([low, high])));
    }
}

/// Returns a byte for each of the 64 rows of a word.
fn bytes_at(planes: &[Strip], word: usize) -> [u8; 64] {
    bytes_of(&std::array::from_fn(|bit| planes[bit][word]))
}
