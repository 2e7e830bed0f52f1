//! `teukgu-screen`: the national register against every zone and provision.

use std::process::ExitCode;

fn main() -> ExitCode {
    teukgu_screen::command::run()
}
