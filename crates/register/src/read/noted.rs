//! Faults and notes of rows: all counted, the first of each kind named.

use super::cell::Row;
use crate::buckets::Buckets;
use crate::kind::Kind;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;

/// How many faults of one kind are named; all are counted.
pub const FIRST_NAMED: usize = 10;

/// What was noted so far.
#[derive(Debug)]
pub(super) struct Notes {
    pub(super) file: String,
    pub(super) buckets: Buckets,
    named: Vec<Fault>,
    of_code: BTreeMap<&'static str, usize>,
}

impl Notes {
    pub(super) fn new(file: &str) -> Self {
        let (buckets, named, of_code) = (Buckets::default(), Vec::new(), BTreeMap::new());
        Self { file: file.to_owned(), buckets, named, of_code }
    }

    /// Counts a row that cannot be used.
    pub(super) fn leave_out(&mut self, row: &Row<'_>, field: usize, kind: &Kind) {
        self.buckets.rows += 1;
        let left_out = &mut self.buckets.left_out;
        match kind {
            Kind::LongField { .. } => left_out.long_field += 1,
            Kind::NoId { .. } => left_out.no_id += 1,
            Kind::DuplicateId { .. } => left_out.duplicate_id += 1,
            _ => left_out.fields += 1,
        }
        self.name(row, field, kind);
    }

    /// Counts a cell that cannot be used.
    pub(super) fn note(&mut self, row: &Row<'_>, field: usize, kind: &Kind) {
        let noted = &mut self.buckets.noted;
        match kind {
            Kind::Coordinate { .. } => noted.coordinate += 1,
            Kind::OtherRevision { .. } => noted.other_revision += 1,
            Kind::UnknownIndustry { .. } => noted.unknown_industry += 1,
            Kind::UnknownStatus { .. } => noted.unknown_status += 1,
            Kind::Municipality { .. } => noted.municipality += 1,
            _ => noted.fact_value += 1,
        }
        self.name(row, field, kind);
    }

    fn name(&mut self, row: &Row<'_>, field: usize, kind: &Kind) {
        let fault = kind.at(&self.file, Spot { line: row.line, column: column(row, field) });
        let of_code = self.of_code.entry(fault.code).or_default();
        if *of_code < FIRST_NAMED {
            *of_code += 1;
            self.named.push(fault);
        }
    }

    /// Returns the counts, and the faults in the order of the text.
    pub(super) fn end(mut self) -> (Buckets, Vec<Fault>) {
        self.named.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        (self.buckets, self.named)
    }
}

/// Returns the column at which a field begins, as if no field before it stood in quotes or on another line.
fn column(row: &Row<'_>, field: usize) -> usize {
    let before = row.record.iter().take(field).map(|field| field.chars().count() + 1);
    before.sum::<usize>() + 1
}
