#![doc = include_str!("../README.md")]

mod book;
mod boundary;
mod check;
mod claims;
mod council;
mod csv;
mod draft;
mod folder;
mod history;
mod kind;
mod neighbours;
mod operators;
mod organisations;
mod plan;
mod position;
mod programmes;
mod provisions;
mod raw;
mod reader;
mod sites;
mod sources;
mod words;
mod zone;

pub use folder::Folder;
pub use kind::catalogue;
pub use teukgu_domain::fault::{Fault, FaultRule, Severity};

pub(crate) use teukgu_domain::{fault, spot as place};

use book::Book;
use draft::Draft;
use teukgu_codes::Codes;
use teukgu_domain::snapshot::Snapshot;

/// What a folder says, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The zone; `None` if a fault keeps the folder from being used.
    pub snapshot: Option<Snapshot>,
    /// Faults and notes in order of file, line and column.
    pub findings: Vec<Fault>,
}

/// Reads a zone folder.
///
/// # Errors
/// Every [`Fault`] of every file in order of file, line and column, without the notes.
pub fn read(folder: &Folder, codes: &Codes) -> Result<Snapshot, Vec<Fault>> {
    let report = lint(folder, codes);
    report.snapshot.ok_or_else(|| {
        report.findings.into_iter().filter(|finding| finding.severity == Severity::Fault).collect()
    })
}

/// Reads a zone folder and says everything that there is to say about it, notes too.
pub fn lint(folder: &Folder, codes: &Codes) -> Report {
    let book = Book::default();
    let draft = Draft::read(folder, &book);
    check::check(folder, &draft, codes, &book);
    let findings = book.close();
    let sound = findings.iter().all(|finding| finding.severity == Severity::Note);
    Report { snapshot: sound.then(|| draft.into_snapshot()), findings }
}
