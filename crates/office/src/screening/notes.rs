//! What is wrong with a result while it is read: all is counted, and the first of each kind are named.

use super::kind::Kind;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;

/// Faults of a kind that are named with their place.
const FIRST_NAMED: u64 = 5;

/// What is wrong with a file so far.
#[derive(Debug)]
pub(super) struct Notes {
    file: String,
    named: Vec<Fault>,
    counts: BTreeMap<&'static str, u64>,
}

impl Notes {
    /// Begins without a fault; `file` is the name of the file in faults.
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), named: Vec::new(), counts: BTreeMap::new() }
    }

    /// Notes a fault in a row.
    pub(super) fn row(&mut self, line: usize, kind: &Kind) {
        let fault = kind.at(&self.file, Spot { line, column: 1 });
        let count = self.counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= FIRST_NAMED {
            self.named.push(fault);
        }
    }

    /// Returns true if nothing is wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.named.is_empty()
    }

    /// Notes a fault of the whole file.
    pub(super) fn whole(&mut self, kind: &Kind) {
        self.row(1, kind);
    }

    /// Returns what is read if nothing is wrong.
    ///
    /// # Errors
    /// The first faults of each kind in the order of the file, and how many more there are.
    pub(super) fn end<T>(mut self, read: T) -> Result<T, Vec<Fault>> {
        if self.named.is_empty() {
            return Ok(read);
        }
        self.named.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        for (code, count) in self.counts.iter().filter(|(_, count)| **count > FIRST_NAMED) {
            let kind = Kind::More { code: (*code).to_owned(), count: count - FIRST_NAMED };
            self.named.push(kind.at(&self.file, Spot::START));
        }
        Err(self.named)
    }
}

/// Returns the fault of a whole file.
pub(super) fn whole(file: &str, kind: &Kind) -> Vec<Fault> {
    vec![kind.at(file, Spot::START)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_kind_are_counted_and_the_first_are_named() {
        assert_eq!(Notes::new("a.csv").end(7), Ok(7));
        let mut notes = Notes::new("a.csv");
        notes.row(2, &Kind::Encoding {});
        (10..18).for_each(|line| notes.row(line, &Kind::Verdict { text: "yes".to_owned() }));
        let faults = notes.end(()).unwrap_err();
        let codes: Vec<(&str, usize)> = faults.iter().map(|fault| (fault.code, fault.line)).collect();
        let named = [("S10", 2), ("S13", 10), ("S13", 11), ("S13", 12), ("S13", 13), ("S13", 14), ("S20", 1)];
        assert_eq!(codes, named);
        assert_eq!(faults[6].message.en, "3 more are wrong in the same way (S13)");
    }
}
