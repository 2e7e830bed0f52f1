//! A small register (사업체 등록부), screened by the portal itself against its own zone.

use super::LARGEST_FILE;
use super::kind::Kind;
use super::notes::whole;
use super::own::{Own, deciding};
use super::rows::{Establishment, ProvisionRows, RegisterNote, Rows};
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_codes::ksic::Ksic;
use teukgu_domain::fault::Fault;
use teukgu_register::buckets::Buckets;
use teukgu_register::findings::{Findings, NONE};
use teukgu_register::map::{BuiltIn, ColumnMap};
use teukgu_register::read::{Limits, Reader, Register};
use teukgu_register::screening::Screening;
use teukgu_rules::fact::Vocabulary;

/// Name of the map of columns in faults.
pub const MAP_FILE: &str = "columns.toml";

/// Which column of a register says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterMap {
    /// A map that comes with the product.
    BuiltIn(BuiltIn),
    /// A map of one's own, as text.
    Own(String),
}

impl RegisterMap {
    /// Words for the maps that come with the product.
    pub fn words() -> impl Iterator<Item = &'static str> {
        BuiltIn::WORDS.into_iter().map(|(word, _)| word)
    }

    /// Finds the map that a word means.
    pub fn find_by_key(key: &str) -> Option<Self> {
        BuiltIn::find_by_key(key).map(Self::BuiltIn)
    }

    fn read(&self, vocabulary: &Vocabulary) -> Result<ColumnMap, Vec<Fault>> {
        match self {
            Self::BuiltIn(map) => ColumnMap::built_in(*map, vocabulary),
            Self::Own(text) => ColumnMap::read(MAP_FILE, text, vocabulary),
        }
    }
}

/// A register as it was screened.
#[derive(Debug)]
pub(super) struct Screened {
    pub(super) is_illustrative: bool,
    pub(super) buckets: BTreeMap<String, u64>,
    pub(super) count: u64,
    pub(super) rows: Rows,
}

/// Reads a register and screens it.
pub(super) fn screen(
    (file, bytes): (&str, &[u8]),
    map: &RegisterMap,
    ksic: &Ksic,
    own: &Own,
) -> Result<Screened, Vec<Fault>> {
    if bytes.is_empty() {
        return Err(whole(file, &Kind::Empty {}));
    }
    let vocabulary = &own.law.law().vocabulary;
    let map = map.read(vocabulary)?;
    let limits = Limits { bytes: LARGEST_FILE, ..Limits::default() };
    let register = Reader { map: &map, vocabulary, ksic, limits }.read(file, bytes)?;
    let listed = own.listed();
    if listed.is_empty() {
        return Err(whole(file, &Kind::NothingListed {}));
    }
    let screening = own.screening(file, &listed)?;
    let findings = screening.run(&register.all()).map_err(|error| {
        let text = error.text();
        whole(file, &Kind::Unscreenable { why_ko: text.ko, why_en: text.en })
    })?;
    let mut rows = rows(&register, &screening, &findings, own);
    rows.notes = register.named.iter().map(note).collect();
    Ok(Screened {
        is_illustrative: map.illustrative,
        count: register.buckets.rows,
        buckets: counted(&register.buckets),
        rows,
    })
}

fn rows(register: &Register, screening: &Screening, findings: &Findings, own: &Own) -> Rows {
    let establishment = |(pair, row): (usize, &u32)| {
        let row = usize::try_from(*row).unwrap_or(usize::MAX);
        Establishment {
            id: register.ids.get(row).cloned().unwrap_or_default(),
            name: register.names.get(row).filter(|name| !name.is_empty()).cloned(),
            border: findings.border.get(pair).copied().unwrap_or(false),
        }
    };
    let establishments = findings.row.iter().enumerate().map(establishment).collect();
    let provision = |(number, id): (usize, &str)| {
        let law = own.law.law().provision(id);
        let name = law.map(|provision| provision.name.clone()).unwrap_or_default();
        let mut rows = ProvisionRows::new(id.to_owned(), name, deciding(screening, number));
        let found = findings.provisions.get(number);
        let found = found.into_iter().flat_map(|found| found.verdict.iter().zip(&found.deciding));
        found.for_each(|(verdict, part)| rows.push(*verdict, Some(*part).filter(|part| *part != NONE)));
        if !own.grants(id) {
            rows.close();
        }
        rows
    };
    Rows::new(establishments, screening.provisions().enumerate().map(provision).collect())
}

fn note(fault: &Fault) -> RegisterNote {
    RegisterNote { line: fault.line, message: fault.message.clone(), help: fault.help.clone() }
}

/// Names the counts of a register by the names that they have in a summary.
fn counted(buckets: &Buckets) -> BTreeMap<String, u64> {
    let Buckets { rows, left_out, places, closed, noted } = buckets;
    let all = [
        ("rows", rows),
        ("closed", closed),
        ("located", &places.located),
        ("no_location", &places.no_location),
        ("outside_korea", &places.outside_korea),
        ("looks_swapped", &places.looks_swapped),
        ("wrong_crs", &places.wrong_crs),
        ("fields", &left_out.fields),
        ("long_field", &left_out.long_field),
        ("no_id", &left_out.no_id),
        ("duplicate_id", &left_out.duplicate_id),
        ("coordinate", &noted.coordinate),
        ("other_revision", &noted.other_revision),
        ("unknown_industry", &noted.unknown_industry),
        ("unknown_status", &noted.unknown_status),
        ("fact_value", &noted.fact_value),
        ("municipality", &noted.municipality),
    ];
    all.into_iter().map(|(name, count)| (name.to_owned(), *count)).collect()
}

/// Reads the day that is screened for; today if none is named.
pub(super) fn day(text: &str, today: Date) -> Option<Date> {
    if text.is_empty() { Some(today) } else { text.parse().ok() }
}
