//! `teukgu law`: the law folder, checked, shown and tested.

mod lint;
mod show;
mod test;

use crate::args::{Law, Settings};
use crate::failure::Failure;
use std::process::ExitCode;

pub(crate) fn run(law: Law, settings: Settings) -> Result<ExitCode, Failure> {
    match law {
        Law::Lint(args) => lint::run(&args, settings),
        Law::Show(args) => show::run(&args, settings),
        Law::Test(args) => test::run(&args, settings),
    }
}
