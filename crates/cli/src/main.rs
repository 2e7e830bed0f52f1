#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "the composition root is where the program meets the machine"
)]

mod account;
mod args;
mod ask;
mod backup;
mod builtin;
mod deadline;
mod doctor;
mod effect;
mod failure;
mod faults;
mod folder;
mod law;
mod law_folder;
mod ledger;
mod machine;
mod out;
mod place;
mod progress;
mod record_key;
mod serve;
mod whole_file;
mod zone;

use args::{Args, Command, Settings};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    let settings = args.settings;
    match run(args.command, settings) {
        Ok(code) => code,
        Err(failure) => failure.report(settings.lang),
    }
}

fn run(command: Option<Command>, settings: Settings) -> Result<ExitCode, Failure> {
    match command.unwrap_or_default() {
        Command::Serve(serve) => serve::run(&serve, settings),
        Command::Zone(zone) => zone::run(zone, settings),
        Command::Ask(ask) => ask::run(&ask, settings),
        Command::Law(law) => law::run(law, settings),
        Command::Deadline(deadline) => deadline::run(&deadline, settings),
        Command::Effect(effect) => effect::run(&effect, settings),
        Command::Ledger(ledger) => ledger::run(&ledger, settings),
        Command::Account(account) => account::run(&account, settings),
        Command::Backup(backup) => backup::backup(&backup, settings),
        Command::Restore(restore) => backup::restore(&restore, settings),
        Command::Doctor(doctor) => doctor::run(&doctor, settings),
    }
}
