//! What a screening came to: the result file, and the summary by zone and provision.

mod file;
mod text;

pub use file::{ResultFile, ScreeningNote, read_note};
pub(crate) use text::grouped;
pub use text::lines;

use crate::failure::Failure;
use crate::found::{Found, Sum, Words};
use crate::job::Job;
use crate::source::Source;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Lang;
use teukgu_register::read::FIRST_NAMED;
use teukgu_register::summary::Summary;

/// What is gathered from the pieces of a register as they come, in order.
#[derive(Debug)]
pub struct Outcome<'j> {
    job: &'j Job,
    words: Words,
    /// Name of the register in faults.
    register: String,
    summary: Summary,
    sum: Sum,
    /// Row in which the id of each establishment that lies in a zone stands first; `None` if each id is known to stand once.
    seen: Option<HashMap<Box<str>, u64>>,
    named: BTreeMap<&'static str, Vec<Fault>>,
    file: Option<ResultFile>,
    /// Ids of the establishments with findings, if they are gathered.
    inside: Option<BTreeSet<String>>,
}

/// A summary with what is told beside the counts; its keys are the names here.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Counts by zone and provision.
    #[serde(flatten)]
    pub summary: Summary,
    /// A sum over all findings that does not depend on their order.
    pub digest: String,
    /// SHA-256 of law, zones, map, provisions and day.
    pub job: String,
    /// `all` if every cell was looked at; `in_zones` if only those of establishments that lie in a zone.
    pub cells: &'static str,
    /// True if the register or a zone is made up.
    pub illustrative: bool,
    /// The first faults and notes of each kind.
    pub named: Vec<NamedFault>,
    /// Seconds of making ready: law, zones, the head of the register.
    pub ready_seconds: f64,
    /// Seconds of the pass.
    pub seconds: f64,
    /// Rows of the register in a second of the pass.
    pub rows_per_second: f64,
}

/// A fault with its place.
#[derive(Debug, Serialize)]
pub struct NamedFault {
    code: &'static str,
    at: String,
    ko: String,
    en: String,
}

impl<'j> Outcome<'j> {
    /// Begins; findings are written to `file` if there is one.
    pub fn new(job: &'j Job, source: &Source, file: Option<ResultFile>) -> Self {
        let register = source.paths().next().map(|path| path.display().to_string()).unwrap_or_default();
        let seen = (!source.has_each_id_once()).then(HashMap::new);
        Self {
            job,
            words: Words::new(job),
            register,
            summary: job.screening.summary(),
            sum: Sum::default(),
            seen,
            named: BTreeMap::new(),
            file,
            inside: None,
        }
    }

    /// Gathers the ids of the establishments with findings from now on, as for one zone.
    pub fn gather_ids(&mut self) {
        self.inside = Some(BTreeSet::new());
    }

    /// Returns the ids that were gathered.
    pub fn ids(&mut self) -> BTreeSet<String> {
        self.inside.take().unwrap_or_default()
    }

    /// Takes what was found in the next piece.
    ///
    /// # Errors
    /// [`Failure`] if it cannot be written.
    pub fn take(&mut self, mut found: Found) -> Result<(), Failure> {
        self.leave_out_repeated(&mut found);
        self.summary.buckets.merge(&found.buckets);
        self.summary.add(&found.findings);
        self.sum.add_all(&found, self.job);
        if let Some(inside) = &mut self.inside {
            inside.extend(found.ids.iter().cloned());
        }
        for fault in found.named.drain(..) {
            self.name(fault);
        }
        match &mut self.file {
            Some(file) if found.pairs() > 0 => file.write(&found.batch(&self.words)),
            _ => Ok(()),
        }
    }

    /// Takes over findings of an earlier result as they are; they are written and not counted.
    ///
    /// # Errors
    /// [`Failure`] if they cannot be written.
    pub fn take_over(&mut self, findings: &arrow::array::RecordBatch) -> Result<(), Failure> {
        self.file.as_mut().map_or(Ok(()), |file| file.write(findings))
    }

    /// Leaves out establishments whose id an earlier row has.
    fn leave_out_repeated(&mut self, found: &mut Found) {
        let Some(seen) = &mut self.seen else { return };
        let mut keep = vec![true; found.pairs()];
        let mut repeated: Vec<(usize, u64, u64)> = Vec::new();
        for (pair, id) in found.ids.iter().enumerate() {
            let row = found.first_row + u64::from(found.findings.row[pair]);
            match seen.get(id.as_str()) {
                Some(first) if *first != row => {
                    keep[pair] = false;
                    if repeated.last().is_none_or(|(_, other, _)| *other != row) {
                        repeated.push((pair, row, *first));
                    }
                }
                Some(_) => (),
                None => drop(seen.insert(id.as_str().into(), row)),
            }
        }
        let count = u64::try_from(repeated.len()).unwrap_or_default();
        found.buckets.left_out.duplicate_id += count;
        found.buckets.places.located = found.buckets.places.located.saturating_sub(count);
        let line = |row: u64| usize::try_from(row + 1).unwrap_or(usize::MAX);
        for (pair, row, first) in repeated {
            let fault =
                teukgu_register::read::duplicate(&self.register, line(row), &found.ids[pair], line(first));
            found.named.push(fault);
        }
        if count > 0 {
            found.retain(&keep);
        }
    }

    fn name(&mut self, fault: Fault) {
        let of_code = self.named.entry(fault.code).or_default();
        if of_code.len() < FIRST_NAMED {
            of_code.push(fault);
        }
    }

    /// Ends: the file is made durable and put in its place, and the report is returned.
    ///
    /// # Errors
    /// [`Failure`] if the file cannot be written.
    pub fn end(mut self, source: &Source, ready_seconds: f64, seconds: f64) -> Result<Report, Failure> {
        if let Some(file) = self.file.take() {
            file.keep(self.job, &self.summary)?;
        }
        let rows = self.summary.buckets.rows;
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rows_per_second = if seconds > 0.0 { rows as f64 / seconds } else { 0.0 };
        let named = self.named.into_values().flatten().map(named).collect();
        let illustrative =
            self.job.map.illustrative || self.job.screening.zones().iter().any(|zone| zone.illustrative);
        Ok(Report {
            summary: self.summary,
            digest: self.sum.to_string(),
            job: self.job.digest.clone(),
            cells: if source.looks_at_zones_only() { "in_zones" } else { "all" },
            illustrative,
            named,
            ready_seconds,
            seconds,
            rows_per_second,
        })
    }
}

fn named(fault: Fault) -> NamedFault {
    let at = format!("{}:{}:{}", fault.file, fault.line, fault.column);
    NamedFault { code: fault.code, at, ko: fault.message.ko, en: fault.message.en }
}

impl NamedFault {
    /// Writes place, message and code in one line.
    pub fn line(&self, lang: Lang) -> String {
        format!("{} {} [{}]", self.at, lang.pick(&self.ko, &self.en), self.code)
    }
}
