//! The invented facts of many firms in columns, five in a hundred missing.

use teukgu_rules::columns::{Batch, Bits, Column, Keys, ShapeError, Values};

use crate::chance::Chance;
use crate::six::{FACTS, Fact, Kind, SIX};

/// How many of a hundred values are missing.
const MISSING: u64 = 5;

/// The columns of all facts.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) rows: usize,
    pub(crate) of: Vec<Kept>,
}

/// One column.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) values: Memory,
    pub(crate) known: Vec<u8>,
    /// What each entry of the dictionary is compared as.
    codes: Vec<Option<i64>>,
}

/// The values of a column.
#[derive(Debug)]
pub(crate) enum Memory {
    Bits(Vec<u8>),
    I64(Vec<i64>),
    I32(Vec<i32>),
    U8(Vec<u8>),
    U16(Vec<u16>),
}

impl Columns {
    /// Makes the columns of so many firms; the same each time.
    pub(crate) fn new(rows: usize) -> Self {
        let mut chance = Chance::new(7);
        Self { rows, of: SIX.iter().map(|fact| Kept::new(fact, rows, &mut chance)).collect() }
    }

    /// Returns the columns as a batch.
    pub(crate) fn batch(&self) -> Result<Batch<'_>, ShapeError> {
        let mut batch = Batch::new(FACTS, self.rows);
        for (slot, kept) in self.of.iter().enumerate() {
            batch = batch.with(slot, kept.column())?;
        }
        Ok(batch)
    }

    /// Returns how many bytes all columns have.
    pub(crate) fn bytes(&self) -> usize {
        self.of.iter().map(|kept| kept.values.bytes() + kept.known.len()).sum()
    }
}

impl Kept {
    fn new(fact: &Fact, rows: usize, chance: &mut Chance) -> Self {
        let (least, most) = fact.bounds();
        let known: Vec<u8> = (0..rows.div_ceil(8))
            .map(|_| (0..8).fold(0, |byte, _| (byte << 1) | u8::from(!chance.percent(MISSING))))
            .collect();
        let mut next = |_| chance.between(least, most);
        let values = match fact.kind {
            // Nine zones in ten are in force.
            Kind::Bool => Memory::Bits((0..rows.div_ceil(8)).map(|_| bits(chance)).collect()),
            Kind::Won(_) => Memory::I64((0..rows).map(&mut next).collect()),
            Kind::Count(_) | Kind::Day(..) => Memory::I32((0..rows).map(next).map(narrow).collect()),
            Kind::Code(_) => Memory::U8((0..rows).map(next).map(narrow).collect()),
            Kind::LongCode(_) => Memory::U16((0..rows).map(next).map(narrow).collect()),
        };
        let codes = match fact.kind {
            Kind::Code(codes) | Kind::LongCode(codes) => (0..codes).map(Some).collect(),
            _ => Vec::new(),
        };
        Self { values, known, codes }
    }

    fn column(&self) -> Column<'_> {
        let codes = &self.codes;
        let values = match &self.values {
            Memory::Bits(bytes) => Values::Bool(Bits::new(bytes, 0)),
            Memory::I64(values) => Values::Int64(values),
            Memory::I32(values) => Values::Int32(values),
            Memory::U8(keys) => Values::Dictionary { keys: Keys::U8(keys), codes },
            Memory::U16(keys) => Values::Dictionary { keys: Keys::U16(keys), codes },
        };
        Column::nullable(values, Bits::new(&self.known, 0))
    }
}

impl Memory {
    fn bytes(&self) -> usize {
        match self {
            Self::Bits(values) | Self::U8(values) => values.len(),
            Self::U16(values) => values.len() * 2,
            Self::I32(values) => values.len() * 4,
            Self::I64(values) => values.len() * 8,
        }
    }
}

fn bits(chance: &mut Chance) -> u8 {
    (0..8).fold(0, |byte, _| (byte << 1) | u8::from(chance.percent(90)))
}

/// Every value of an invented fact fits its column.
fn narrow<T: TryFrom<i64> + Default>(value: i64) -> T {
    T::try_from(value).unwrap_or_default()
}
