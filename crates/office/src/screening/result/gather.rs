//! Rows of a result put together: the establishments of one zone, and what each provision says of them.

use super::text::value;
use super::{Row, shown};
use crate::screening::kind::Kind;
use crate::screening::notes::Notes;
use crate::screening::rows::{Deciding, Establishment, ProvisionRows, Rows};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_rules::finding::Verdict;
use teukgu_rules::law::LawSet;

/// Zones and provisions that are not known and yet named.
const NAMED: usize = 5;
/// What a result is held against.
pub(in crate::screening) struct Held<'a> {
    /// The zone whose rows are kept.
    pub(in crate::screening) zone: &'a str,
    /// The law.
    pub(in crate::screening) law: &'a LawSet,
    /// What can decide a provision, in words.
    pub(in crate::screening) parts: &'a dyn Fn(&str) -> Vec<Deciding>,
}

/// A result as it is kept.
#[derive(Debug)]
pub(in crate::screening) struct Gathered {
    pub(in crate::screening) on: Date,
    pub(in crate::screening) is_illustrative: bool,
    pub(in crate::screening) count: u64,
    pub(in crate::screening) of_other_zones: u64,
    pub(in crate::screening) not_held: BTreeMap<String, u64>,
    pub(in crate::screening) rows: Rows,
}

/// A result that is being read.
pub(super) struct Gathering<'a> {
    held: &'a Held<'a>,
    notes: Notes,
    on: Option<Date>,
    is_illustrative: bool,
    count: u64,
    of_other_zones: u64,
    others: BTreeSet<String>,
    not_held: BTreeMap<String, u64>,
    /// Number of each establishment.
    known: HashMap<String, usize>,
    establishments: Vec<Establishment>,
    provisions: BTreeMap<String, Column>,
}

/// What one provision says, by the number of the establishment.
struct Column {
    name: Text,
    parts: Vec<Deciding>,
    cells: Vec<Option<(Verdict, Option<u16>)>>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(held: &'a Held<'a>, notes: Notes) -> Self {
        Self {
            held,
            notes,
            on: None,
            is_illustrative: false,
            count: 0,
            of_other_zones: 0,
            others: BTreeSet::new(),
            not_held: BTreeMap::new(),
            known: HashMap::new(),
            establishments: Vec::new(),
            provisions: BTreeMap::new(),
        }
    }

    /// Notes what is wrong with a row that cannot be taken.
    pub(super) fn fault(&mut self, line: usize, kind: &Kind) {
        self.count += 1;
        self.notes.row(line, kind);
    }

    /// Takes a row, or notes what is wrong with it.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        self.count += 1;
        let first = *self.on.get_or_insert(row.on);
        if row.on != first {
            let kind = Kind::OtherDay { day: row.on.to_string(), first: first.to_string() };
            return self.notes.row(row.line, &kind);
        }
        let Some((_, verdict)) = Verdict::WORDS.into_iter().find(|(word, _)| *word == row.verdict) else {
            return self.notes.row(row.line, &Kind::Verdict { text: shown(row.verdict) });
        };
        if row.zone != self.held.zone {
            self.of_other_zones += 1;
            if self.others.len() < NAMED {
                self.others.insert(shown(row.zone));
            }
        } else if self.held.law.provision(row.provision).is_none() {
            self.not_held(row.provision);
        } else if let Err(kind) = self.put(row, verdict) {
            self.notes.row(row.line, &kind);
        }
    }

    /// Counts a row about a provision that the law does not have.
    fn not_held(&mut self, provision: &str) {
        /// Provisions that are counted apart; a law folder has far fewer.
        const APART: usize = 200;
        let is_full = self.not_held.len() >= APART && !self.not_held.contains_key(provision);
        let key = if is_full { "…".to_owned() } else { shown(provision) };
        *self.not_held.entry(key).or_default() += 1;
    }

    fn put(&mut self, row: &Row<'_>, verdict: Verdict) -> Result<(), Kind> {
        let at = self.establishment(row)?;
        self.is_illustrative |= row.illustrative;
        let column = match self.provisions.get_mut(row.provision) {
            Some(column) => column,
            None => self.provisions.entry(row.provision.to_owned()).or_insert(column(self.held, row)),
        };
        let deciding = row.deciding.map(|part| column.part(part)).transpose()?;
        column.cells.resize(column.cells.len().max(at + 1), None);
        let cell = column.cells.get_mut(at);
        match cell {
            Some(cell @ None) => {
                *cell = Some((verdict, deciding));
                Ok(())
            }
            _ => Err(Kind::RowTwice {
                establishment: shown(row.establishment),
                provision: row.provision.to_owned(),
            }),
        }
    }

    /// Returns the number of an establishment; all its rows say the same of it.
    fn establishment(&mut self, row: &Row<'_>) -> Result<usize, Kind> {
        let Some(at) = self.known.get(row.establishment).copied() else {
            let at = self.establishments.len();
            self.known.insert(row.establishment.to_owned(), at);
            self.establishments.push(Establishment {
                id: row.establishment.to_owned(),
                name: row.name.map(str::to_owned),
                border: row.border,
            });
            return Ok(at);
        };
        let differs = self.establishments.get(at).and_then(|known| match known {
            known if known.border != row.border => Some("border"),
            known if known.name.as_deref() != row.name => Some("name"),
            _ => None,
        });
        match differs {
            Some(column) => {
                Err(Kind::Differs { establishment: shown(row.establishment), column: column.to_owned() })
            }
            None => Ok(at),
        }
    }

    /// Puts the rows together.
    ///
    /// # Errors
    /// Everything that is wrong with the result.
    pub(super) fn end(mut self) -> Result<Gathered, Vec<Fault>> {
        if !self.notes.is_clean() {
            // What follows from a row that could not be taken is not named beside it.
            return self.notes.end(()).and_then(|()| Err(Vec::new()));
        }
        if self.establishments.is_empty() {
            self.nothing();
        }
        let len = self.establishments.len();
        let mut provisions = Vec::new();
        // In the order of the law.
        for provision in &self.held.law.provisions {
            let Some(column) = self.provisions.remove(&provision.id) else { continue };
            let mut rows = ProvisionRows::new(provision.id.clone(), column.name, column.parts);
            for (at, establishment) in self.establishments.iter().enumerate().take(len) {
                match column.cells.get(at).copied().flatten() {
                    Some((verdict, deciding)) => rows.push(verdict, deciding),
                    None => self.notes.whole(&Kind::MissingRow {
                        establishment: shown(&establishment.id),
                        provision: provision.id.clone(),
                    }),
                }
            }
            provisions.push(rows);
        }
        let gathered = Gathered {
            on: self.on.unwrap_or_default(),
            is_illustrative: self.is_illustrative,
            count: self.count,
            of_other_zones: self.of_other_zones,
            not_held: self.not_held,
            rows: Rows::new(Vec::new(), Vec::new()),
        };
        let () = self.notes.end(())?;
        Ok(Gathered { rows: Rows::new(self.establishments, provisions), ..gathered })
    }

    /// Notes that nothing is kept, and why.
    fn nothing(&mut self) {
        let listed = |words: Vec<&str>| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
        let kind = if self.not_held.is_empty() {
            let others = listed(self.others.iter().map(String::as_str).collect());
            Kind::NoRowOfZone { zone: self.held.zone.to_owned(), rows: self.count, others }
        } else {
            let named = self.not_held.keys().take(NAMED).map(String::as_str).collect();
            Kind::NoProvision { provisions: listed(named) }
        };
        self.notes.whole(&kind);
    }
}

/// Begins the column of a provision that the law has.
fn column(held: &Held<'_>, row: &Row<'_>) -> Column {
    let name = held.law.provision(row.provision).map(|provision| provision.name.clone());
    Column { name: name.unwrap_or_default(), parts: (held.parts)(row.provision), cells: Vec::new() }
}

impl Column {
    /// Returns the number of a part; one that the law does not know is called by its id.
    fn part(&mut self, id: &str) -> Result<u16, Kind> {
        /// Parts of a provision; a law folder is refused long before it has as many.
        const MOST: usize = 1_000;
        let found = self.parts.iter().position(|part| part.id == id);
        if found.is_none() && self.parts.len() >= MOST {
            return Err(value("deciding", id, ("조문의 요건", "a part of the provision")));
        }
        let at = found.unwrap_or_else(|| {
            self.parts.push(Deciding { id: id.to_owned(), text: Text::new(id, id) });
            self.parts.len() - 1
        });
        Ok(u16::try_from(at).unwrap_or(u16::MAX))
    }
}
