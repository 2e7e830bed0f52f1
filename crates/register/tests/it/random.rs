//! Random rows of a register, kept twice: as facts of single cases, and as columns in whatever layout chance chose.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use teukgu_geo::fixed::NOWHERE;
use teukgu_register::columns::FactColumns;
use teukgu_register::screening::Slice;
use teukgu_rules::columns::{Bits, Column, Keys, Values};
use teukgu_rules::fact::{Sort, Vocabulary};

/// Rows by chance.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) lon: Vec<i32>,
    pub(crate) lat: Vec<i32>,
    pub(crate) closed: Vec<bool>,
    /// For each slot a number a row, if there is a column.
    pub(crate) cells: Vec<Option<Vec<Option<i64>>>>,
    layouts: Vec<u8>,
}

/// Column memory that somebody holds, as record batches of Arrow are held.
#[derive(Debug)]
pub(crate) struct Held {
    closed: Vec<u8>,
    columns: Vec<(usize, Memory, Vec<u8>)>,
}

#[derive(Debug)]
enum Memory {
    Bool(Vec<u8>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Dictionary(Vec<i32>, Vec<Option<i64>>),
}

/// Draws rows whose facts lie near what conditions ask for.
pub(crate) fn table(vocabulary: &'static Vocabulary, rows: usize) -> impl Strategy<Value = Table> {
    let slots = vocabulary.len();
    let cells = prop::collection::vec(prop::collection::vec(any::<(u8, Index, i64)>(), slots), rows);
    let places = prop::collection::vec((place(), prop::bool::weighted(0.1)), rows);
    let columns = prop::collection::vec((prop::bool::weighted(0.85), any::<u8>()), slots);
    (places, cells, columns).prop_map(move |(places, cells, columns)| {
        let (points, closed): (Vec<_>, Vec<_>) = places.into_iter().unzip();
        let (lon, lat) = points.into_iter().unzip();
        let column = |slot: usize| {
            let cell = |row: &Vec<(u8, Index, i64)>| cell(vocabulary, slot, row[slot]);
            columns[slot].0.then(|| cells.iter().map(cell).collect())
        };
        let layouts = columns.iter().map(|(_, layout)| *layout).collect();
        Table { lon, lat, closed, cells: (0..slots).map(column).collect(), layouts }
    })
}

/// Draws the same rows in every run.
pub(crate) fn drawn(vocabulary: &'static Vocabulary, rows: usize) -> Table {
    table(vocabulary, rows).new_tree(&mut TestRunner::deterministic()).unwrap().current()
}

/// Draws a place in or around the zones of the tests, now and then exactly on a border, or none.
fn place() -> impl Strategy<Value = (i32, i32)> {
    let anywhere = (1_268_500_000..1_273_000_000_i32, 373_500_000..376_000_000_i32);
    let corner =
        (0..9_i32, 0..5_i32).prop_map(|(x, y)| (1_269_000_000 + x * 500_000, 374_000_000 + y * 500_000));
    let edge = (1_269_000_000..1_272_500_000_i32, 0..4_i32).prop_map(|(x, y)| (x, 374_000_000 + y * 500_000));
    prop_oneof![8 => anywhere, 1 => corner, 1 => edge, 1 => Just((NOWHERE, NOWHERE))]
}

fn cell(vocabulary: &Vocabulary, slot: usize, (kind, index, number): (u8, Index, i64)) -> Option<i64> {
    let (min, max) = vocabulary.bounds(slot);
    match (kind % 8, &vocabulary.at(slot).sort) {
        (0 | 1, _) => None,
        (_, Sort::Date { .. }) => Some(20_000 + i64::try_from(index.index(900)).unwrap()),
        (2, _) => Some(min),
        (3, _) => Some(max),
        (4, Sort::Number { .. }) => Some(number.clamp(min, max)),
        (_, Sort::Number { .. }) => Some(i64::try_from(index.index(200)).unwrap().clamp(min, max)),
        _ => Some(min + i64::try_from(index.index(usize::try_from(max - min + 1).unwrap())).unwrap()),
    }
}

fn packed(bits: impl IntoIterator<Item = bool>) -> Vec<u8> {
    let all: Vec<bool> = bits.into_iter().collect();
    all.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| (byte << 1) | u8::from(*bit))).collect()
}

impl Table {
    pub(crate) fn rows(&self) -> usize {
        self.lon.len()
    }

    /// Returns what is known of a row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, i64)> {
        let cells = self.cells.iter().enumerate();
        cells.filter_map(move |(slot, cells)| Some((slot, cells.as_ref()?[row]?)))
    }

    /// Returns a table of some rows.
    pub(crate) fn only(&self, rows: &[usize]) -> Self {
        let of = |cells: &Vec<Option<i64>>| rows.iter().map(|row| cells[*row]).collect();
        Self {
            lon: rows.iter().map(|row| self.lon[*row]).collect(),
            lat: rows.iter().map(|row| self.lat[*row]).collect(),
            closed: rows.iter().map(|row| self.closed[*row]).collect(),
            cells: self.cells.iter().map(|column| column.as_ref().map(of)).collect(),
            layouts: self.layouts.clone(),
        }
    }

    /// Lays some of the rows out as somebody would hold them.
    pub(crate) fn held(&self, rows: std::ops::Range<usize>) -> Held {
        let columns = self.cells.iter().enumerate().filter_map(|(slot, cells)| {
            let cells = &cells.as_ref()?[rows.clone()];
            Some((slot, memory(cells, self.layouts[slot]), packed(cells.iter().map(Option::is_some))))
        });
        Held { columns: columns.collect(), closed: packed(self.closed[rows].iter().copied()) }
    }

    /// Returns some of the rows as a slice that borrows what is held of them.
    pub(crate) fn slice<'a>(&'a self, held: &'a Held, rows: std::ops::Range<usize>) -> Slice<'a> {
        Slice {
            first_row: u32::try_from(rows.start).unwrap(),
            lon: &self.lon[rows.clone()],
            lat: &self.lat[rows.clone()],
            closed: Some(Bits::new(&held.closed, 0)),
            facts: held.facts(self.cells.len(), rows.len()),
        }
    }
}

impl Held {
    pub(crate) fn facts(&self, slots: usize, rows: usize) -> FactColumns<'_> {
        self.columns.iter().fold(FactColumns::new(slots, rows), |facts, (slot, memory, known)| {
            facts.with(*slot, Column::nullable(memory.values(), Bits::new(known, 0))).unwrap()
        })
    }
}

fn memory(cells: &[Option<i64>], layout: u8) -> Memory {
    let values: Vec<i64> = cells.iter().map(|cell| cell.unwrap_or(-77)).collect();
    let known = || cells.iter().flatten();
    match layout % 4 {
        0 if known().all(|value| [0, 1].contains(value)) => {
            Memory::Bool(packed(values.iter().map(|value| *value != 0)))
        }
        1 if known().all(|value| i32::try_from(*value).is_ok()) => {
            Memory::Int32(values.iter().map(|value| i32::try_from(*value).unwrap()).collect())
        }
        2 => {
            let mut codes: Vec<Option<i64>> = cells.to_vec();
            codes.sort_unstable();
            codes.dedup();
            let key = |cell: &Option<i64>| codes.iter().position(|code| code == cell).unwrap();
            Memory::Dictionary(cells.iter().map(|cell| i32::try_from(key(cell)).unwrap()).collect(), codes)
        }
        _ => Memory::Int64(values),
    }
}

impl Memory {
    fn values(&self) -> Values<'_> {
        match self {
            Self::Bool(bytes) => Values::Bool(Bits::new(bytes, 0)),
            Self::Int32(values) => Values::Int32(values),
            Self::Int64(values) => Values::Int64(values),
            Self::Dictionary(keys, codes) => Values::Dictionary { keys: Keys::I32(keys), codes },
        }
    }
}
