//! `teukgu law lint`: every fault of a law folder with file, line and column.

use crate::args::{LawFolder, Settings};
use crate::failure::Failure;
use crate::faults::Holds;
use crate::{faults, law_folder};
use std::process::ExitCode;

/// Prints every finding; exits 1 if one of them is a fault.
pub(crate) fn run(args: &LawFolder, settings: Settings) -> Result<ExitCode, Failure> {
    let (files, shown) = law_folder::files(args.dir.as_deref())?;
    let report = teukgu_office::law::lint(&files);
    let holds = report
        .law
        .as_ref()
        .map(|law| Holds { provisions: law.provisions.len(), procedures: law.procedures.len() });
    faults::print(&shown, &report.findings, holds, settings)
}
