//! `teukgu zone`: zone folders and places.

mod diff;
mod lint;
mod locate;
mod show;

use crate::args::{Settings, Zone};
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(zone: Zone, settings: Settings) -> Result<ExitCode, Failure> {
    match zone {
        Zone::Show(args) => show::run(&args, settings),
        Zone::Lint(args) => lint::run(&args, settings),
        Zone::Diff(args) => diff::run(&args, settings),
        Zone::Locate(args) => locate::run(&args, settings),
    }
}
