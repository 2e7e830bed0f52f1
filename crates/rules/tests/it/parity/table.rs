//! Random cases, kept twice: as rows, and as columns in whatever layout chance chose.

use super::random::Random;
use teukgu_rules::columns::{Batch, Bits, Column, Keys, Offsets, Sites, Values};
use teukgu_rules::fact::Vocabulary;
use teukgu_rules::program::Row;

type Cells = Vec<Option<i64>>;

pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    slots: usize,
    columns: Vec<Option<Kept>>,
    sites: Option<KeptSites>,
}

struct KeptSites {
    offsets: Vec<i32>,
    known: Vec<u8>,
    count: usize,
    columns: Vec<Option<Kept>>,
}

/// A column that owns its memory.
struct Kept {
    values: Memory,
    known: Option<Vec<u8>>,
    /// Bits before the first.
    offset: usize,
}

enum Memory {
    Bool(Vec<u8>),
    Int64(Vec<i64>),
    Int32(Vec<i32>),
    U8(Vec<u8>, Cells),
    U16(Vec<u16>, Cells),
    I32(Vec<i32>, Cells),
}

const UNKNOWN_PERCENT: usize = 30;

impl Table {
    pub(super) fn random(random: &mut Random, vocabulary: &Vocabulary) -> Self {
        let (rows, slots) = (random.pick(&[1, 63, 64, 65, 300, 512, 513, 700]), vocabulary.len());
        let columns = cells(random, vocabulary, rows, |random, slot| {
            // Facts of sites stand beside the case now and then, and then hold for each of its sites.
            !random.chance(if vocabulary.at(slot).is_of_site() { 70 } else { 10 })
        });
        let (sites, of_sites) = if random.chance(90) {
            let (kept, cells) = site_table(random, vocabulary, rows);
            (Some(kept), cells)
        } else {
            (None, vec![None; rows])
        };
        let row = |at: usize| Row {
            cells: columns.iter().map(|column| column.as_ref().and_then(|column| column[at])).collect(),
            sites: of_sites[at].clone(),
        };
        let rows: Vec<Row> = (0..rows).map(row).collect();
        Self { rows, slots, columns: kept(random, columns), sites }
    }

    pub(super) fn batch(&self) -> Batch<'_> {
        let batch = batch(self.slots, self.rows.len(), &self.columns);
        let Some(sites) = &self.sites else { return batch };
        let of_sites = self::batch(self.slots, sites.count, &sites.columns);
        let known = Bits::new(&sites.known, 0);
        batch.with_sites(Sites::new(Offsets::I32(&sites.offsets), Some(known), of_sites)).unwrap()
    }
}

fn batch(slots: usize, rows: usize, columns: &[Option<Kept>]) -> Batch<'_> {
    columns.iter().enumerate().fold(Batch::new(slots, rows), |batch, (slot, column)| match column {
        Some(kept) => batch.with(slot, kept.column()).unwrap(),
        None => batch,
    })
}

fn cells(
    random: &mut Random,
    vocabulary: &Vocabulary,
    rows: usize,
    has: impl Fn(&mut Random, usize) -> bool,
) -> Vec<Option<Cells>> {
    let column = |slot: usize| {
        if !has(random, slot) {
            return None;
        }
        let cell = |_| (!random.chance(UNKNOWN_PERCENT)).then(|| random.value(slot, vocabulary));
        Some((0..rows).map(cell).collect())
    };
    (0..vocabulary.len()).map(column).collect()
}

type OfSites = Vec<Option<Vec<Cells>>>;

fn site_table(random: &mut Random, vocabulary: &Vocabulary, rows: usize) -> (KeptSites, OfSites) {
    let counts: Vec<usize> = (0..rows).map(|_| random.pick(&[0, 1, 1, 2, 3, 5])).collect();
    let count = counts.iter().sum();
    let columns = cells(random, vocabulary, count, |random, slot| {
        !random.chance(if vocabulary.at(slot).is_of_site() { 10 } else { 90 })
    });
    let site =
        |at: usize| columns.iter().map(|column| column.as_ref().and_then(|column| column[at])).collect();
    let (mut offsets, mut of_sites, mut known, mut first) = (vec![0], Vec::new(), Vec::new(), 0);
    for count in counts {
        let is_known = !random.chance(15);
        of_sites.push(is_known.then(|| (first..first + count).map(site).collect()));
        known.push(is_known);
        first += count;
        offsets.push(i32::try_from(first).unwrap());
    }
    let kept = KeptSites { offsets, known: packed(0, known), count, columns: kept(random, columns) };
    (kept, of_sites)
}

fn kept(random: &mut Random, columns: Vec<Option<Cells>>) -> Vec<Option<Kept>> {
    columns.into_iter().map(|column| column.map(|cells| Kept::random(random, &cells))).collect()
}

impl Kept {
    /// Lays cells out; an unknown one becomes a bit, or a code that is not in the list, or a key beyond the dictionary.
    fn random(random: &mut Random, cells: &[Option<i64>]) -> Self {
        let offset = random.pick(&[0, 1, 5, 8, 63, 64, 70]);
        let fits = |test: fn(i64) -> bool| cells.iter().flatten().all(|value| test(*value));
        let is_bool = fits(|value| value == 0 || value == 1);
        let is_narrow = fits(|value| i32::try_from(value).is_ok());
        let known = Some(packed(offset, cells.iter().map(Option::is_some)));
        let number = |cell: &Option<i64>| cell.unwrap_or(-77);
        let (values, known) = match random.below(4) {
            0 if is_bool => (Memory::Bool(packed(offset, cells.iter().map(|cell| number(cell) != 0))), known),
            1 if is_narrow => {
                let narrow = |cell| i32::try_from(number(cell)).unwrap();
                (Memory::Int32(cells.iter().map(narrow).collect()), known)
            }
            2 | 3 => {
                let with_bits = random.chance(50);
                (dictionary(random, cells), known.filter(|_| with_bits))
            }
            _ => (Memory::Int64(cells.iter().map(number).collect()), known),
        };
        Self { values, known, offset }
    }

    fn column(&self) -> Column<'_> {
        let values = match &self.values {
            Memory::Bool(bytes) => Values::Bool(Bits::new(bytes, self.offset)),
            Memory::Int64(values) => Values::Int64(values),
            Memory::Int32(values) => Values::Int32(values),
            Memory::U8(keys, codes) => Values::Dictionary { keys: Keys::U8(keys), codes },
            Memory::U16(keys, codes) => Values::Dictionary { keys: Keys::U16(keys), codes },
            Memory::I32(keys, codes) => Values::Dictionary { keys: Keys::I32(keys), codes },
        };
        Column { values, known: self.known.as_ref().map(|bytes| Bits::new(bytes, self.offset)) }
    }
}

fn dictionary(random: &mut Random, cells: &[Option<i64>]) -> Memory {
    let mut codes: Cells = cells.to_vec();
    codes.push(None);
    codes.sort_unstable();
    codes.dedup();
    let key = |cell: &Option<i64>| codes.iter().position(|code| code == cell).unwrap();
    let keys: Vec<usize> = cells.iter().map(key).collect();
    match (codes.len(), random.below(3)) {
        (..250, 0) => Memory::U8(keys.iter().map(|key| u8::try_from(*key).unwrap()).collect(), codes),
        (_, 1) => Memory::U16(keys.iter().map(|key| u16::try_from(*key).unwrap()).collect(), codes),
        _ => {
            // A key below 0 lies outside every dictionary.
            let signed = |key: &usize| codes[*key].map_or(-1, |_| i32::try_from(*key).unwrap());
            Memory::I32(keys.iter().map(signed).collect(), codes)
        }
    }
}

/// Packs bits after `offset` others, which are set.
fn packed(offset: usize, bits: impl IntoIterator<Item = bool>) -> Vec<u8> {
    let all: Vec<bool> = std::iter::repeat_n(true, offset).chain(bits).collect();
    all.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| (byte << 1) | u8::from(*bit))).collect()
}
