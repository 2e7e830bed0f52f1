//! From the text of the file to entries, with every fault on the way.

mod row;

use super::fault::{self, Problem};
use super::{CatalogueEntry, FILE};
use csv::{ReaderBuilder, StringRecord};
use row::Row;
use std::cell::RefCell;
use std::collections::HashMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};

/// The columns; their order in the file is free.
const COLUMNS: [&str; 24] = [
    "id",
    "zone_kind",
    "heading_ko",
    "heading_en",
    "act_article_ko",
    "act_article_en",
    "decree_article_ko",
    "decree_article_en",
    "statute_ko",
    "statute_en",
    "effect_ko",
    "effect_en",
    "must_be_in_plan",
    "needs_ordinance",
    "authority_ko",
    "authority_en",
    "effective_note_ko",
    "effective_note_en",
    "ai_zone_ko",
    "ai_zone_en",
    "provision",
    "source_ko",
    "source_en",
    "as_of",
];

/// Reads every entry.
///
/// # Errors
/// Every fault, in the order of the lines.
pub(super) fn entries(text: &str) -> Result<Vec<CatalogueEntry>, Vec<Fault>> {
    let page = Page::new(FILE, text);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(page.text.as_bytes());
    // The text is UTF-8 and rows may be of any length, so that no row is an error to the library.
    let mut records = reader.records().filter_map(Result::ok);
    let sheet = Sheet { head: records.next().unwrap_or_default(), page, faults: RefCell::default() };
    sheet.check_head();
    let mut lines = HashMap::new();
    let entries: Vec<_> = records.filter_map(|record| sheet.row(record)?.entry(&mut lines)).collect();
    let mut faults = sheet.faults.into_inner();
    faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// The file that is being read.
struct Sheet<'a> {
    page: Page<'a>,
    head: StringRecord,
    faults: RefCell<Vec<Fault>>,
}

impl Sheet<'_> {
    fn note(&self, problem: Problem, spot: Spot) {
        self.faults.borrow_mut().push(problem.at(spot));
    }

    fn check_head(&self) {
        for (field, name) in self.head.iter().enumerate() {
            let spot = || self.page.spot(field_at(self.page.text, 0, field));
            if !COLUMNS.contains(&name) {
                self.note(fault::unknown_column(name, nearest(name)), spot());
            } else if self.head.iter().take(field).any(|other| other == name) {
                self.note(fault::column_twice(name), spot());
            }
        }
        for column in COLUMNS.iter().filter(|column| self.field(column).is_none()) {
            self.note(fault::missing_column(column), Spot::START);
        }
    }

    /// Returns the number of the field that holds a column.
    fn field(&self, column: &str) -> Option<usize> {
        self.head.iter().position(|name| name == column)
    }

    /// Takes a row if it has as many fields as the head.
    fn row(&self, record: StringRecord) -> Option<Row<'_>> {
        let at = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        if record.len() == self.head.len() {
            return Some(Row { sheet: self, record, at });
        }
        let spot = self.page.spot(field_at(self.page.text, at, 0));
        self.note(fault::ragged(record.len(), self.head.len()), spot);
        None
    }
}

/// Returns the byte at which a field begins, in the row that begins at `at` or after the empty lines there.
fn field_at(text: &str, at: usize, field: usize) -> usize {
    let (_, rest) = text.split_at(at);
    let row = rest.trim_start_matches(['\r', '\n']);
    let mut quoted = false;
    let commas = row.bytes().enumerate().filter(|(_, byte)| {
        quoted ^= *byte == b'"';
        *byte == b',' && !quoted
    });
    let starts = std::iter::once(0).chain(commas.map(|(comma, _)| comma + 1));
    at + (rest.len() - row.len()) + starts.take(field + 1).last().unwrap_or_default()
}

fn nearest(name: &str) -> &'static str {
    COLUMNS.into_iter().min_by_key(|column| strsim::osa_distance(name, column)).unwrap_or_default()
}
