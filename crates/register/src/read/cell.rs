//! The cells of a row: places, codes, words.

use super::Reader;
use super::head::Head;
use super::noted::Notes;
use crate::kind::Kind;
use crate::map::{FactColumn, Reading};
use crate::text::shown;
use std::collections::HashMap;
use teukgu_domain::text::is_no_value;
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::{Fixed, place as placed};
use teukgu_rules::fact::{Fact, parse_decimal};
use teukgu_rules::value::Value;

/// Revisions of the industry classification that there may be.
const REVISIONS: std::ops::RangeInclusive<u8> = 1..=20;

/// A row with the line in which it begins.
pub(super) struct Row<'r> {
    pub(super) record: &'r csv::StringRecord,
    pub(super) line: usize,
}

impl Row<'_> {
    /// Returns a cell without blanks around it.
    pub(super) fn cell(&self, at: usize) -> &str {
        self.record.get(at).unwrap_or_default().trim()
    }
}

/// Returns the place of a row, or why it has none.
pub(super) fn place(row: &Row<'_>, head: &Head, notes: &mut Notes) -> Result<Fixed, Status> {
    let [lon, lat] = [head.longitude, head.latitude].map(|at| degrees(row, at, head, notes));
    placed(lon, lat)
}

/// Reads a coordinate; what is missing or no number is not a number.
fn degrees(row: &Row<'_>, at: usize, head: &Head, notes: &mut Notes) -> f64 {
    let cell = row.cell(at);
    if is_no_value(cell) {
        return f64::NAN;
    }
    cell.parse().unwrap_or_else(|_| {
        notes.note(row, at, &Kind::Coordinate { column: head.name(at), text: shown(cell) });
        f64::NAN
    })
}

/// Returns the sigungu code of a row, empty if there is none.
pub(super) fn municipality(row: &Row<'_>, head: &Head, notes: &mut Notes) -> String {
    let Some(at) = head.municipality else { return String::new() };
    let cell = row.cell(at);
    if is_no_value(cell) {
        return String::new();
    }
    if cell.len() == 5 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.to_owned();
    }
    notes.note(row, at, &Kind::Municipality { column: head.name(at), text: shown(cell) });
    String::new()
}

/// Reads words that come again and again.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    reader: &'a Reader<'a>,
    industries: HashMap<String, Industry>,
}

/// What a word of the industry column is.
#[derive(Clone, Debug)]
enum Industry {
    Known(String),
    OtherRevision(u8),
    Unknown,
}

impl<'a> Cells<'a> {
    pub(super) fn new(reader: &'a Reader<'a>) -> Self {
        Self { reader, industries: HashMap::new() }
    }

    /// Returns the industry code of a row, empty if there is none.
    pub(super) fn industry(&mut self, row: &Row<'_>, head: &Head, notes: &mut Notes) -> String {
        let Some((at, column)) = head.industry.zip(self.reader.map.industry.as_ref()) else {
            return String::new();
        };
        let cell = row.cell(at);
        if is_no_value(cell) {
            return String::new();
        }
        let (code, stated) = (shown(cell), column.revision);
        match self.look_up(cell, stated, column.lettered) {
            Industry::Known(code) => return code,
            Industry::OtherRevision(other) => {
                notes.note(row, at, &Kind::OtherRevision { code, stated, other });
            }
            Industry::Unknown => notes.note(row, at, &Kind::UnknownIndustry { code, stated }),
        }
        String::new()
    }

    fn look_up(&mut self, cell: &str, stated: u8, lettered: bool) -> Industry {
        if let Some(known) = self.industries.get(cell) {
            return known.clone();
        }
        let found = self.find(cell, stated, lettered);
        self.industries.insert(cell.to_owned(), found.clone());
        found
    }

    fn find(&self, cell: &str, stated: u8, lettered: bool) -> Industry {
        let ksic = self.reader.ksic;
        let letter =
            cell.chars().next().filter(|first| lettered && first.is_ascii_uppercase() && cell.len() > 1);
        let code = letter.and_then(|letter| cell.strip_prefix(letter)).unwrap_or(cell);
        let has = |revision: u8| {
            let found = ksic.get(revision, code);
            found.is_some_and(|industry| letter.is_none_or(|letter| industry.section.starts_with(letter)))
        };
        if has(stated) {
            return Industry::Known(code.to_owned());
        }
        let other = REVISIONS.rev().find(|revision| *revision != stated && has(*revision));
        other.map_or(Industry::Unknown, Industry::OtherRevision)
    }

    /// Returns true if the establishment of a row is closed.
    pub(super) fn is_closed(&self, row: &Row<'_>, head: &Head, notes: &mut Notes) -> bool {
        let Some((at, status)) = head.status.zip(self.reader.map.status.as_ref()) else { return false };
        let cell = row.cell(at);
        let found = status.words.get(cell).copied();
        if found.is_none() && !is_no_value(cell) {
            notes.note(row, at, &Kind::UnknownStatus { column: head.name(at), text: shown(cell) });
        }
        found.unwrap_or(false)
    }

    /// Returns the number of a fact of a row; `None` where it is not known.
    pub(super) fn fact(
        &self,
        row: &Row<'_>,
        column: &FactColumn,
        at: usize,
        notes: &mut Notes,
    ) -> Option<i64> {
        let cell = row.cell(at);
        let found = self.read_fact(cell, column);
        if found.is_none() && !is_no_value(cell) {
            let (id, text) = (column.id.clone(), shown(cell));
            notes.note(row, at, &Kind::FactValue { column: column.column.clone(), id, text });
        }
        found
    }

    fn read_fact(&self, cell: &str, column: &FactColumn) -> Option<i64> {
        let vocabulary = self.reader.vocabulary;
        let value = match &column.reading {
            Reading::Words(words) => return words.get(cell).copied(),
            _ if is_no_value(cell) => return None,
            Reading::Number { factor } => Value::Int(number(cell, vocabulary.at(column.slot), *factor)?),
            Reading::Day => Value::Date(cell.parse().ok()?),
            Reading::Plain => Value::Text(cell.to_owned()),
        };
        vocabulary.encode(column.slot, &value)
    }
}

fn number(cell: &str, fact: &Fact, factor: i64) -> Option<i64> {
    parse_decimal(cell, fact.sort.scale())?.checked_mul(factor)
}
