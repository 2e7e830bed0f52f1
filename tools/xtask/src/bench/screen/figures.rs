//! What was measured: every run of every work, and medians of them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::answer::{Answer, Told};
use super::timed::Used;
use super::work::Work;
use crate::bench::measure::median;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(super) struct Figures {
    runs: BTreeMap<Work, Vec<(Used, Told)>>,
    answers: BTreeMap<Work, Answer>,
    /// What was measured within one process, by name; the unit is part of the name.
    pub(super) within: BTreeMap<String, f64>,
    /// Seconds of loading the register into a database, if that was done.
    pub(super) load_seconds: Option<f64>,
    /// What is installed on the other side.
    pub(super) versions: String,
}

impl Figures {
    /// Adds a run; its answer has to be that of the earlier ones.
    pub(super) fn add(&mut self, work: Work, used: Used, (answer, told): (Answer, Told)) -> Result<()> {
        let first = self.answers.entry(work).or_insert_with(|| answer.clone());
        ensure!(*first == answer, "{work:?} answers otherwise than before");
        self.runs.entry(work).or_default().push((used, told));
        Ok(())
    }

    /// Says whether a work was measured.
    pub(super) fn has(&self, work: Work) -> bool {
        self.runs.contains_key(&work)
    }

    pub(super) fn answers(&self) -> impl Iterator<Item = (Work, &Answer)> {
        self.answers.iter().map(|(work, answer)| (*work, answer))
    }

    pub(super) fn answer(&self, work: Work) -> Result<&Answer> {
        self.answers.get(&work).with_context(|| format!("{work:?} was not done"))
    }

    /// Returns the medians of what the process took.
    pub(super) fn used(&self, work: Work) -> Result<Used> {
        Ok(Used {
            cpu: self.median(work, |(used, _)| Some(used.cpu))?,
            wall: self.median(work, |(used, _)| Some(used.wall))?,
            peak_mib: self.median(work, |(used, _)| Some(used.peak_mib))?,
        })
    }

    /// Returns the processor time to compare with: of a peer that of the work without starting Python.
    pub(super) fn compared(&self, work: Work) -> Result<f64> {
        self.median(work, |(used, told)| Some(told.work_cpu.unwrap_or(used.cpu)))
    }

    /// Returns the seconds by the clock of making ready and of the pass over the register.
    pub(super) fn told(&self, work: Work) -> Result<[f64; 2]> {
        Ok([self.median(work, |(_, told)| told.ready)?, self.median(work, |(_, told)| told.pass)?])
    }

    /// Returns how many times our processor time a peer takes; ours counts from the start of the process.
    pub(super) fn times_ours(&self, peer: Work, ours: Work) -> Result<f64> {
        Ok(self.compared(peer)? / self.used(ours)?.cpu)
    }

    /// Returns a figure of one process.
    pub(super) fn within(&self, name: &str) -> Result<f64> {
        self.within.get(name).copied().with_context(|| format!("the figure `{name}` is missing"))
    }

    fn median(&self, work: Work, of: impl Fn(&(Used, Told)) -> Option<f64>) -> Result<f64> {
        let runs = self.runs.get(&work).map(Vec::as_slice).unwrap_or_default();
        median(runs.iter().filter_map(of).collect()).with_context(|| format!("{work:?} was not measured"))
    }
}
