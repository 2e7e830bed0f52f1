//! Provisions as named expressions over one table.

use super::judgement::{Columns, Writer};
use super::node::{Cell, Facts};
use super::reading::Cells;
use super::table::{FactSource, Held, Table};
use super::zones::ListColumns;
use super::{Dialect, SqlError};
use crate::map::Reading;
use crate::screening::Screening;
use std::collections::BTreeMap;
use teukgu_rules::fact::Vocabulary;

/// A column that is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name, which needs no quotes.
    pub name: String,
    /// What it is.
    pub sql: String,
}

/// The columns that say what a provision says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Id of the provision.
    pub provision: String,
    /// Column of the verdict: 0 for met, 1 for not met, 2 for unknown, 3 for not in force.
    pub verdict: String,
    /// Column of the number of the first part that decided, among [`Screening::parts`]; `NULL` if none did.
    pub deciding: String,
}

/// A column that a zone gives, and that a table has to have beside those of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneColumn {
    /// Its name, which needs no quotes.
    pub name: String,
    /// For each zone of the screening 1 for yes, 0 for no, `None` for `NULL`, where it is not known.
    pub values: Vec<Option<i64>>,
}

/// The provisions of a screening, written as columns in levels over a table whose rows are pairs of an establishment and
/// a zone.
///
/// A level may name the columns of the levels before it, and the first names those of the table. The table has the
/// columns of the register and those of [`Expressions::zone_columns`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expressions {
    dialect: Dialect,
    levels: Vec<Vec<Named>>,
    facts: BTreeMap<usize, String>,
    provisions: Vec<Judged>,
    zones: Vec<ZoneColumn>,
}

impl Expressions {
    /// Writes the provisions of a screening for a table.
    ///
    /// A fact that the table does not give is unknown.
    ///
    /// # Errors
    /// [`SqlError`] if the table names a fact that the law does not have, a derived day would have to be counted, or a
    /// name cannot be quoted.
    pub fn new(screening: &Screening, table: &Table, dialect: Dialect) -> Result<Self, SqlError> {
        let vocabulary = &screening.law.law().vocabulary;
        let sources = sources(screening, table)?;
        check_derived(screening, &sources)?;
        let mut facts = FactLevels::default();
        for (slot, source) in sources {
            facts.add(slot, source, Cells { dialect, vocabulary })?;
        }
        let FactLevels { cells, digits, mut numbers, columns } = facts;
        let in_zone = screening.slots.in_zone.map(|slot| (slot, in_zone(slot, &columns, &mut numbers)));
        let lists = ListColumns::of(screening);
        let mut judged = Columns::default();
        for (at, prepared) in screening.provisions.iter().enumerate() {
            let lists = lists.of_provision(at, &columns, &mut numbers);
            let facts = Facts { dialect, columns: &columns, lists, in_zone: in_zone.clone() };
            Writer { screening, facts, prepared, number: at + 1 }.write(&mut judged);
        }
        let Columns { conditions, versions, ordinary, said, verdicts, .. } = judged;
        let name = |cell: Cell| if let Cell::Column(name) = cell { name } else { String::new() };
        let levels = [cells, digits, numbers, conditions, versions, ordinary, said, verdicts];
        Ok(Self {
            dialect,
            levels: levels.into(),
            facts: columns.into_iter().map(|(slot, cell)| (slot, name(cell))).collect(),
            provisions: provisions(screening),
            zones: lists.zone_columns(screening),
        })
    }

    /// Returns the columns level by level; none of the levels is empty.
    pub fn levels(&self) -> impl Iterator<Item = &[Named]> {
        self.levels.iter().map(Vec::as_slice).filter(|level| !level.is_empty())
    }

    /// Returns the columns that name those of the register alone, and the levels of the rest.
    pub(super) fn cells_and_levels(&self) -> (&[Named], &[Vec<Named>]) {
        self.levels.split_first().map(|(cells, levels)| (cells.as_slice(), levels)).unwrap_or_default()
    }

    /// Returns the column that has the number of a fact; `None` if the table does not give it or nobody asks for it.
    pub fn fact(&self, slot: usize) -> Option<&str> {
        self.facts.get(&slot).map(String::as_str)
    }

    /// Returns the columns of each provision, in the order of the screening.
    pub fn provisions(&self) -> &[Judged] {
        &self.provisions
    }

    /// Returns the columns that the zone of a pair gives.
    pub fn zone_columns(&self) -> &[ZoneColumn] {
        &self.zones
    }

    /// Writes a query over a table, or over a query in brackets with a name: the columns `keep` of it, then verdict and
    /// deciding part of each provision.
    ///
    /// A column to keep must not have the name of one that is computed.
    ///
    /// # Errors
    /// [`SqlError::Unwritable`] if a column to keep cannot be quoted.
    pub fn select(&self, from: &str, keep: &[&str]) -> Result<String, SqlError> {
        let keep = keep.iter().map(|name| self.dialect.identifier(name)).collect::<Result<Vec<_>, _>>()?;
        let (cells, levels) = self.cells_and_levels();
        let given = self.zones.iter().map(|column| column.name.clone());
        let cells = cells.iter().map(|Named { name, sql }| format!("{sql} AS {name}"));
        let read: Vec<String> = keep.iter().cloned().chain(given).chain(cells).collect();
        let first =
            format!("cells AS (\nSELECT {}\nFROM {from}{}\n)", read.join(",\n  "), self.dialect.fence());
        let (levels, last) = steps(levels, "cells", self.dialect);
        let steps: Vec<String> = std::iter::once(first).chain(levels).collect();
        let judged = self.provisions.iter().flat_map(|judged| [&judged.verdict, &judged.deciding]);
        let columns: Vec<&str> = keep.iter().chain(judged).map(String::as_str).collect();
        Ok(format!("WITH {}\nSELECT {}\nFROM {last}", steps.join(",\n"), columns.join(", ")))
    }
}

/// Returns the steps of a query, each with a name and the columns of a level, and the name of the last.
pub(super) fn steps(levels: &[Vec<Named>], from: &str, dialect: Dialect) -> (Vec<String>, String) {
    let (mut steps, mut last) = (Vec::new(), from.to_owned());
    for (level, number) in levels.iter().filter(|level| !level.is_empty()).zip(1..) {
        let columns: Vec<String> =
            level.iter().map(|Named { name, sql }| format!("  {sql} AS {name}")).collect();
        let name = format!("level_{number}");
        let (columns, fence) = (columns.join(",\n"), dialect.fence());
        steps.push(format!("{name} AS (\nSELECT *,\n{columns}\nFROM {last}{fence}\n)"));
        last = name;
    }
    (steps, last)
}

/// Columns of facts as they grow.
#[derive(Default)]
struct FactLevels {
    /// Columns of the register: cells as texts, and numbers that need no reading.
    cells: Vec<Named>,
    /// Digits of days.
    digits: Vec<Named>,
    /// Numbers.
    numbers: Vec<Named>,
    columns: BTreeMap<usize, Cell>,
}

impl FactLevels {
    fn add(&mut self, slot: usize, source: &FactSource, cells: Cells<'_>) -> Result<(), SqlError> {
        let column = cells.dialect.identifier(&source.column)?;
        let number = format!("f{slot}");
        match &source.held {
            Held::Number => {
                self.cells.push(Named { name: number.clone(), sql: format!("CAST({column} AS BIGINT)") });
            }
            Held::Words(reading) => {
                let (cell, digits) = (format!("c{slot}"), format!("n{slot}"));
                self.cells.push(Named { name: cell.clone(), sql: cells.dialect.cell(&column) });
                if *reading == Reading::Day {
                    self.digits.push(Named { name: digits.clone(), sql: cells.digits_of_day(&cell) });
                }
                let sql = cells.number(slot, reading, &cell, &digits)?;
                self.numbers.push(Named { name: number.clone(), sql });
            }
        }
        self.columns.insert(slot, Cell::Column(number));
        Ok(())
    }
}

/// Returns the sources of facts that the screening asks for, by slot.
fn sources<'t>(screening: &Screening, table: &'t Table) -> Result<BTreeMap<usize, &'t FactSource>, SqlError> {
    let vocabulary: &Vocabulary = &screening.law.law().vocabulary;
    let mut sources = BTreeMap::new();
    for source in &table.facts {
        let no_such = || SqlError::NoFact { id: source.fact.clone() };
        let slot = vocabulary.slot(&source.fact).ok_or_else(no_such)?;
        if screening.asked().contains(&slot) {
            sources.insert(slot, source);
        }
    }
    Ok(sources)
}

/// Refuses a day that would have to be counted from another one that is given.
fn check_derived(screening: &Screening, sources: &BTreeMap<usize, &FactSource>) -> Result<(), SqlError> {
    let vocabulary = &screening.law.law().vocabulary;
    for slot in screening.asked().iter().filter(|slot| !sources.contains_key(slot)) {
        let fact = vocabulary.at(*slot);
        let base = fact.derive.as_ref().and_then(|derive| vocabulary.slot(&derive.from));
        let base = base.filter(|base| sources.contains_key(base) && !vocabulary.at(*base).is_of_site());
        if let Some(base) = base {
            let (fact, base) = (fact.id.clone(), vocabulary.at(base).id.clone());
            return Err(SqlError::DerivedDay { fact, base });
        }
    }
    Ok(())
}

/// The establishment lies in the zone, unless the register says otherwise: then nothing is known.
fn in_zone(slot: usize, columns: &BTreeMap<usize, Cell>, numbers: &mut Vec<Named>) -> Cell {
    let Some(Cell::Column(stated)) = columns.get(&slot) else { return Cell::Known(1) };
    // A level names columns of those before it, and a number may be one of this level.
    let stated = numbers.iter().find(|column| column.name == *stated).map_or(stated, |column| &column.sql);
    let sql = format!("CASE COALESCE({stated}, 1) WHEN 1 THEN 1 END");
    numbers.push(Named { name: "in_zone".to_owned(), sql });
    Cell::Column("in_zone".to_owned())
}

fn provisions(screening: &Screening) -> Vec<Judged> {
    let of = |(at, id): (usize, &str)| Judged {
        provision: id.to_owned(),
        verdict: format!("verdict_{}", at + 1),
        deciding: format!("deciding_{}", at + 1),
    };
    screening.provisions().enumerate().map(of).collect()
}
