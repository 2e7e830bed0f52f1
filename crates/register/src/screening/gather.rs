//! The rows that were hit as columns of their own, a row a pair, with what the zone says.

use super::Screening;
use crate::columns::{FactColumns, Numbers};
use std::collections::BTreeMap;
use teukgu_rules::columns::{Batch, Column, Offsets, Sites};
use teukgu_rules::fact::Vocabulary;
use teukgu_rules::facts::{Facts, State, Stated};

/// What is known of pairs, in columns; a row a pair.
pub(super) struct Gathered {
    rows: usize,
    slots: usize,
    /// Facts of the register, and days computed from them.
    columns: BTreeMap<usize, Numbers>,
    /// Whether the establishment lies in the zone: it does, unless the register says otherwise.
    in_zone: Option<(usize, Numbers)>,
    /// Where the one site of each pair begins.
    offsets: Vec<u32>,
}

impl Gathered {
    /// Takes the rows of pairs out of the columns of a register.
    pub(super) fn new(screening: &Screening, facts: &FactColumns<'_>, at: &[u32]) -> Self {
        let asked = screening.asked();
        let wanted = facts.columns().filter(|(slot, _)| asked.contains(slot));
        let mut columns: BTreeMap<usize, Numbers> =
            wanted.map(|(slot, column)| (slot, taken(facts.len(), column, at))).collect();
        derive(screening, &mut columns, at.len());
        let in_zone = screening.slots.in_zone.map(|slot| {
            let stated = columns.remove(&slot);
            let value = |row| joined(stated.as_ref().and_then(|stated| stated.column().get(row)), 1);
            (slot, (0..at.len()).map(value).collect())
        });
        let offsets = (0..=u32::try_from(at.len()).unwrap_or(u32::MAX)).collect();
        Self { rows: at.len(), slots: screening.slots(), columns, in_zone, offsets }
    }

    /// Returns what the register says of a fact.
    pub(super) fn stated(&self, slot: usize) -> Option<Column<'_>> {
        self.columns.get(&slot).map(Numbers::column)
    }

    /// Returns the pairs as a batch; a column of `instead` stands in the place of what the register says.
    pub(super) fn batch<'g>(&'g self, instead: Option<(usize, &'g Numbers)>) -> Batch<'g> {
        let own = self.columns.iter().map(|(slot, numbers)| (*slot, numbers));
        let cases = own.filter(|(slot, _)| instead.is_none_or(|(other, _)| other != *slot)).chain(instead);
        let sites = self.in_zone.iter().map(|(slot, numbers)| (*slot, numbers));
        let sites = Sites::new(Offsets::U32(&self.offsets), None, self.batch_of(sites));
        self.batch_of(cases)
            .with_sites(sites)
            .expect("each pair has one site, and there are as many sites as pairs")
    }

    fn batch_of<'g>(&self, columns: impl Iterator<Item = (usize, &'g Numbers)>) -> Batch<'g> {
        columns.fold(Batch::new(self.slots, self.rows), |batch, (slot, numbers)| {
            batch
                .with(slot, numbers.column())
                .expect("a column has a number a pair, and its slot is one of the law")
        })
    }
}

fn taken(rows: usize, column: &Column<'_>, at: &[u32]) -> Numbers {
    let row = |at: &u32| usize::try_from(*at).ok().filter(|row| *row < rows);
    at.iter().map(|at| column.get(row(at)?)).collect()
}

/// Puts what the zone says beside what the register says: they agree, or nothing is known.
pub(super) fn joined(stated: Option<i64>, found: i64) -> Option<i64> {
    stated.is_none_or(|stated| stated == found).then_some(found)
}

/// Adds to slots those of the facts that derived days among them are computed from.
pub(super) fn with_bases(slots: impl Iterator<Item = usize>, vocabulary: &Vocabulary) -> Vec<usize> {
    let mut slots: Vec<usize> = slots.collect();
    let mut next = 0;
    while let Some(slot) = slots.get(next).copied() {
        let derive = vocabulary.facts().get(slot).and_then(|fact| fact.derive.as_ref());
        let base = derive.and_then(|derive| vocabulary.slot(&derive.from));
        slots.extend(base.filter(|base| !slots.contains(base)));
        next += 1;
    }
    slots
}

/// Computes the derived days whose base is known, as [`Facts::derive`] does for one case, each distinct day once.
fn derive(screening: &Screening, columns: &mut BTreeMap<usize, Numbers>, rows: usize) {
    let vocabulary = &screening.law.law().vocabulary;
    for (slot, fact) in vocabulary.facts().iter().enumerate() {
        let base = fact.derive.as_ref().and_then(|derive| vocabulary.slot(&derive.from));
        let base = base.filter(|base| !vocabulary.at(*base).is_of_site());
        let Some((base, from)) = base.and_then(|base| Some((base, columns.get(&base)?.column()))) else {
            continue;
        };
        let mut known: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        let stated = columns.get(&slot).map(Numbers::column);
        let derived = (0..rows).map(|row| {
            let day = from.get(row);
            let day =
                day.and_then(|day| *known.entry(day).or_insert_with(|| derived(screening, slot, base, day)));
            day.or_else(|| stated.as_ref()?.get(row))
        });
        let derived: Numbers = derived.collect();
        columns.insert(slot, derived);
    }
}

/// Returns the day that is computed from another; `None` if it cannot be counted.
fn derived(screening: &Screening, slot: usize, base: usize, day: i64) -> Option<i64> {
    let vocabulary = &screening.law.law().vocabulary;
    let mut facts = Facts::none(vocabulary);
    let value = vocabulary.decode(base, day)?;
    facts.set(base, State::Known(Stated { value, number: day, source: None, illustrative: false }));
    facts.derive(vocabulary, &screening.holidays);
    facts.state(slot).known().map(|stated| stated.number)
}
