//! The first line of a register: where the columns of the map stand.

use crate::kind::{Kind, nearest};
use crate::map::ColumnMap;
use crate::text::shown;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use unicode_normalization::UnicodeNormalization;

/// More columns than any register has.
const MOST_COLUMNS: usize = 1_000;

/// Places of the columns that a map names.
#[derive(Debug)]
pub(super) struct Head {
    names: Vec<String>,
    pub(super) id: usize,
    pub(super) label: Option<usize>,
    pub(super) longitude: usize,
    pub(super) latitude: usize,
    pub(super) municipality: Option<usize>,
    pub(super) industry: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) facts: Vec<usize>,
}

impl Head {
    /// Finds the columns; names are compared without blanks around them and with composed letters.
    pub(super) fn read(
        file: &str,
        first: &csv::StringRecord,
        map: &ColumnMap,
        most: usize,
    ) -> Result<Self, Vec<Fault>> {
        if first.iter().all(|name| name.trim().is_empty()) {
            return Err(vec![Kind::NoHead {}.at(file, Spot::START)]);
        }
        if first.len() > MOST_COLUMNS {
            let (ko, en) = (format!("열 {}개", first.len()), format!("{} columns", first.len()));
            return Err(vec![Kind::TooLarge { ko, en, most: MOST_COLUMNS }.at(file, Spot::START)]);
        }
        if let Some(name) = first.iter().find(|name| name.len() > most) {
            return Err(vec![Kind::LongField { column: shown(name), most }.at(file, Spot::START)]);
        }
        let names: Vec<String> = first.iter().map(|name| name.trim().nfc().collect()).collect();
        let faults = faults(file, &names, map);
        if faults.is_empty() { Ok(Self::of(names, map)) } else { Err(faults) }
    }

    fn of(names: Vec<String>, map: &ColumnMap) -> Self {
        let find = |column: &str| place(&names, column).unwrap_or_default();
        Self {
            id: find(&map.id),
            label: map.label.as_deref().map(find),
            longitude: find(&map.longitude),
            latitude: find(&map.latitude),
            municipality: map.municipality.as_deref().map(find),
            industry: map.industry.as_ref().map(|industry| find(&industry.column)),
            status: map.status.as_ref().map(|status| find(&status.column)),
            facts: map.facts.iter().map(|fact| find(&fact.column)).collect(),
            names,
        }
    }

    /// Returns how many fields a row has.
    pub(super) const fn fields(&self) -> usize {
        self.names.len()
    }

    /// Returns the name of a column.
    pub(super) fn name(&self, at: usize) -> String {
        self.names.get(at).map(|name| shown(name)).unwrap_or_default()
    }
}

fn place(names: &[String], column: &str) -> Option<usize> {
    names.iter().position(|name| name == column)
}

/// Returns what is wrong with the columns that the map names; others may stand twice.
fn faults(file: &str, names: &[String], map: &ColumnMap) -> Vec<Fault> {
    let mut columns = map.columns();
    columns.sort_unstable();
    columns.dedup();
    let fault = |column: &str| {
        let kind = match names.iter().filter(|name| *name == column).count() {
            0 => Kind::MissingColumn {
                column: column.to_owned(),
                nearest: nearest(column, names.iter().map(String::as_str)),
            },
            1 => return None,
            _ => Kind::ColumnTwice { column: column.to_owned() },
        };
        Some(kind.at(file, Spot::START))
    };
    columns.into_iter().filter_map(fault).collect()
}
