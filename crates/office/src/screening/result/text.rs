//! A result as CSV.

use super::gather::Gathering;
use super::{COLUMNS, LONGEST, MOST_ROWS, Row, shown, too_many_rows};
use crate::screening::kind::Kind;
use crate::screening::notes::whole;
use csv::StringRecord;
use jiff::civil::Date;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Lines;

/// Reads rows one after another; what is wrong with one is noted, and the next one is read.
///
/// # Errors
/// The fault that keeps the text as a whole from being read: its encoding, its head, its length.
pub(super) fn read(file: &str, bytes: &[u8], to: &mut Gathering<'_>) -> Result<(), Vec<Fault>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = teukgu_domain::spot::decode(bytes).map_err(|spot| vec![Kind::Encoding {}.at(file, spot)])?;
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut lines, mut record) = (Lines::new(text.as_bytes()), StringRecord::new());
    // A text that is UTF-8 and whose rows may have any length is CSV, whatever it holds.
    let mut next = |record: &mut StringRecord| csv.read_record(record).unwrap_or(false);
    next(&mut record);
    let head = Head::read(file, &record)?;
    let mut count = 0;
    while next(&mut record) {
        count += 1;
        if count > MOST_ROWS {
            return Err(whole(file, &too_many_rows()));
        }
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        match head.row(&record, line) {
            Ok(row) => to.take(&row),
            Err(kind) => to.fault(line, &kind),
        }
    }
    Ok(())
}

/// Where each column stands.
struct Head {
    fields: usize,
    at: [usize; COLUMNS.len()],
}

impl Head {
    fn read(file: &str, record: &StringRecord) -> Result<Self, Vec<Fault>> {
        let names: Vec<&str> = record.iter().map(str::trim).collect();
        let mut faults = Vec::new();
        let at = COLUMNS.map(|column| {
            let mut places = (0..).zip(&names).filter(|(_, name)| **name == column).map(|(at, _)| at);
            match (places.next(), places.next()) {
                (Some(at), None) => at,
                (Some(at), Some(_)) => {
                    faults.extend(whole(file, &Kind::ColumnTwice { column: column.to_owned() }));
                    at
                }
                (None, _) => {
                    faults.extend(whole(file, &missing(column, &names)));
                    0
                }
            }
        });
        if faults.is_empty() { Ok(Self { fields: names.len(), at }) } else { Err(faults) }
    }

    fn row<'r>(&self, record: &'r StringRecord, line: usize) -> Result<Row<'r>, Kind> {
        if record.len() != self.fields {
            return Err(Kind::Fields { found: record.len(), wanted: self.fields });
        }
        let [establishment, name, zone, border, provision, verdict, deciding, on, illustrative] =
            self.at.map(|at| record.get(at).unwrap_or_default().trim());
        Ok(Row {
            line,
            establishment: words("establishment", establishment)?,
            name: maybe("name", name)?,
            zone: words("zone", zone)?,
            border: flag("border", border)?,
            provision: words("provision", provision)?,
            verdict: words("verdict", verdict)?,
            deciding: maybe("deciding", deciding)?,
            on: day("on", on)?,
            illustrative: flag("illustrative", illustrative)?,
        })
    }
}

/// Says that a column is missing, and which one looks most like it.
pub(super) fn missing(column: &str, known: &[&str]) -> Kind {
    // A head may have as many columns as fit into its bytes.
    let known = known.iter().take(100).filter(|name| name.len() <= 100).copied();
    Kind::MissingColumn { nearest: teukgu_rules::nearest(column, known), column: column.to_owned() }
}

/// Takes a text that has to be there.
pub(super) fn words<'r>(column: &str, text: &'r str) -> Result<&'r str, Kind> {
    maybe(column, text)?.ok_or_else(|| value(column, text, ("값", "a value")))
}

/// Takes a text that may be missing.
pub(super) fn maybe<'r>(column: &str, text: &'r str) -> Result<Option<&'r str>, Kind> {
    if text.len() > LONGEST {
        return Err(value(column, text, ("2,000바이트 이하의 값", "at most 2,000 bytes")));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn flag(column: &str, text: &str) -> Result<bool, Kind> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Ok(true),
        _ if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(value(column, text, ("true 또는 false", "true or false"))),
    }
}

fn day(column: &str, text: &str) -> Result<Date, Kind> {
    text.parse().map_err(|_| value(column, text, ("날짜(2026-06-08)", "a day (2026-06-08)")))
}

pub(super) fn value(column: &str, text: &str, (ko, en): (&str, &str)) -> Kind {
    Kind::Value {
        column: column.to_owned(),
        text: shown(text),
        wanted_ko: ko.to_owned(),
        wanted_en: en.to_owned(),
    }
}
