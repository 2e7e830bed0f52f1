//! What one run tells: figures by name, and counts that every engine must give alike.

use std::collections::BTreeMap;

use serde::Serialize;

/// The figures and counts of one run.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// Figures; the unit is part of the name.
    pub(crate) figures: BTreeMap<String, f64>,
    /// Met, not met and unknown for each provision, by what was counted.
    pub(crate) counts: BTreeMap<String, Vec<[usize; 3]>>,
}

impl Report {
    pub(crate) fn figure(&mut self, name: &str, value: f64) {
        self.figures.insert(name.to_owned(), value);
    }

    pub(crate) fn count(&mut self, name: &str, counts: Vec<[usize; 3]>) {
        self.counts.insert(name.to_owned(), counts);
    }
}

/// Returns a count as a figure.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
