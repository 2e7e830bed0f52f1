#![doc = include_str!("../README.md")]

mod folder;
mod fault;
mod kind;
mod place;
mod book;
mod words;
mod raw;
mod reader;
mod csv;
mod position;
mod zone;
mod boundary;
mod plan;
mod programmes;
mod operators;
mod provisions;
mod council;
mod organisations;
mod sites;
mod neighbours;
mod history;
mod claims;
mod sources;
mod draft;
mod check;

pub use fault::{Fault, Severity};
pub use folder::Folder;
pub use kind::{CatalogueEntry, catalogue};

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
