//! Findings that came back from a cluster as rows, put together again establishment by establishment.

use crate::failure::Failure;
use crate::found::Found;
use crate::job::Job;
use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, UInt64Type};
use std::collections::HashMap;
use teukgu_register::buckets::Buckets;
use teukgu_register::findings::{NONE, ProvisionFindings};
use teukgu_rules::finding::Verdict;

/// Pairs that are handed on at a time.
const PAIRS: usize = 1 << 12;

/// Returns the sum of the table of buckets.
pub(super) fn counts(batches: &[RecordBatch]) -> Found {
    let mut buckets = Buckets::default();
    for batch in batches {
        crate::door::add_buckets(batch, &mut buckets);
    }
    Found { buckets, ..Found::default() }
}

/// Rows that are being put together; they come in order of row, zone and provision.
pub(super) struct Gathered<'j> {
    job: &'j Job,
    zones: HashMap<String, u32>,
    provisions: HashMap<String, usize>,
    /// For each provision the numbers of its parts.
    parts: Vec<HashMap<String, u16>>,
    open: Found,
    /// Row and zone of the pair at hand.
    last: Option<(u64, u32)>,
}

impl<'j> Gathered<'j> {
    pub(super) fn new(job: &'j Job) -> Self {
        let zones = job.screening.zones().iter().map(|zone| zone.shape.id.clone()).zip(0..).collect();
        let provisions: Vec<String> = job.screening.provisions().map(str::to_owned).collect();
        let parts = |number: usize| {
            let parts = job.screening.parts(number).iter();
            parts.map(|part| part.id.clone()).zip(0..).collect()
        };
        let parts = (0..provisions.len()).map(parts).collect();
        let mut gathered = Self {
            job,
            zones,
            provisions: provisions.into_iter().zip(0..).collect(),
            parts,
            open: Found::default(),
            last: None,
        };
        gathered.begin();
        gathered
    }

    /// Starts with no pairs.
    fn begin(&mut self) {
        self.open = Found::default();
        let provisions = self.job.screening.provisions().count();
        self.open.findings.provisions = vec![ProvisionFindings::default(); provisions];
    }

    /// Adds rows, and returns whole pairs once there are enough of them.
    pub(super) fn add(&mut self, batch: &RecordBatch) -> Result<Option<Found>, Failure> {
        let columns = Columns::of(batch).ok_or_else(strange)?;
        let mut ready = None;
        for at in 0..batch.num_rows() {
            let zone = *self.zones.get(columns.zone.value(at)).ok_or_else(strange)?;
            let pair = (columns.row.value(at), zone);
            if self.last != Some(pair) {
                // The pairs of one row stay together, and a number of a row fits beside the first.
                let is_new_row = self.last.is_none_or(|(row, _)| row != pair.0);
                if is_new_row && self.open.pairs() >= PAIRS {
                    let full = std::mem::take(&mut self.open);
                    ready = Some(ready.map_or(full.clone(), |before: Found| joined(before, full)));
                    self.begin();
                }
                self.start(pair, &columns, at);
                self.last = Some(pair);
            }
            self.say(&columns, at)?;
        }
        Ok(ready)
    }

    fn start(&mut self, (row, zone): (u64, u32), columns: &Columns, at: usize) {
        let open = &mut self.open;
        if open.ids.is_empty() {
            open.first_row = row;
        }
        open.findings.row.push(u32::try_from(row - open.first_row).unwrap_or(u32::MAX));
        open.findings.zone.push(zone);
        open.findings.border.push(columns.border.value(at));
        open.ids.push(columns.id.value(at).to_owned());
        let name = if columns.name.is_null(at) { "" } else { columns.name.value(at) };
        open.names.push(name.to_owned());
    }

    fn say(&mut self, columns: &Columns, at: usize) -> Result<(), Failure> {
        let provision = *self.provisions.get(columns.provision.value(at)).ok_or_else(strange)?;
        let verdict = match columns.verdict.value(at) {
            "met" => Verdict::Met,
            "not_met" => Verdict::NotMet,
            "unknown" => Verdict::Unknown,
            "not_in_force" => Verdict::NotInForce,
            _ => return Err(strange()),
        };
        let deciding = if columns.deciding.is_null(at) {
            NONE
        } else {
            *self.parts[provision].get(columns.deciding.value(at)).ok_or_else(strange)?
        };
        let found = &mut self.open.findings.provisions[provision];
        found.verdict.push(verdict);
        found.deciding.push(deciding);
        Ok(())
    }

    /// Ends with the pairs that are left.
    pub(super) fn end(self) -> Found {
        self.open
    }
}

/// Puts pairs of two runs of rows together, the later after the earlier.
fn joined(mut before: Found, mut after: Found) -> Found {
    let shift = u32::try_from(after.first_row - before.first_row).unwrap_or(u32::MAX);
    after.findings.row.iter_mut().for_each(|row| *row += shift);
    before.findings.append(&after.findings);
    before.ids.append(&mut after.ids);
    before.names.append(&mut after.names);
    before
}

/// The columns of a batch of findings.
struct Columns {
    row: arrow::array::UInt64Array,
    id: StringArray,
    name: StringArray,
    zone: StringArray,
    border: arrow::array::BooleanArray,
    provision: StringArray,
    verdict: StringArray,
    deciding: StringArray,
}

impl Columns {
    fn of(batch: &RecordBatch) -> Option<Self> {
        let text = |name: &str| -> Option<StringArray> {
            let column = cast(batch.column_by_name(name)?, &DataType::Utf8).ok()?;
            column.as_string_opt::<i32>().cloned()
        };
        Some(Self {
            row: batch.column_by_name("row")?.as_primitive_opt::<UInt64Type>()?.clone(),
            id: text("establishment")?,
            name: text("name")?,
            zone: text("zone")?,
            border: batch.column_by_name("border")?.as_boolean_opt()?.clone(),
            provision: text("provision")?,
            verdict: text("verdict")?,
            deciding: text("deciding")?,
        })
    }
}

/// Says that the cluster answered with something else than findings of this job.
fn strange() -> Failure {
    Failure::engine(&"the cluster answers with findings of another job")
}
