//! `teukgu zone lint`: every fault of a zone folder with file, line and column.

use crate::args::{Settings, ZoneLint};
use crate::failure::Failure;
use crate::{builtin, faults, folder};
use std::process::ExitCode;

/// Prints every finding; exits 1 if one of them is a fault.
pub(crate) fn run(args: &ZoneLint, settings: Settings) -> Result<ExitCode, Failure> {
    let codes = builtin::codes()?;
    let report = teukgu_tenant::lint(&folder::read(&args.dir)?, &codes);
    faults::print(&args.dir.display().to_string(), &report.findings, None, settings)
}
