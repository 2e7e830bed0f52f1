//! `teukgu-screen` as it is typed.

mod args;
mod count;
mod explain;
mod generate;
mod inputs;
mod run;
mod services;
mod sql;

use crate::failure::Failure;
use args::{Args, Command};
use clap::Parser;
use std::io::Write as _;
use std::process::ExitCode;
use teukgu_domain::text::Lang;

/// Runs what was typed; failures are printed, and the exit status says whose doing they are.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let lang = args.settings.lang;
    match dispatch(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(lang),
    }
}

fn dispatch(args: Args) -> Result<(), Failure> {
    let settings = args.settings;
    match args.command {
        Command::Run(run) => run::run(&run, settings),
        Command::Count(count) => count::run(&count, settings),
        Command::Prepare(prepare) => {
            crate::prepare::run(&prepare.register, &prepare.out, prepare.columns.as_deref())
                .and_then(|report| say(settings, &report, |lang| report.text(lang)))
        }
        Command::Explain(explain) => explain::run(&explain, settings),
        Command::Generate(generate) => generate::run(&generate, settings),
        Command::Sql(sql) => sql::run(&sql, settings),
        Command::Scheduler(scheduler) => services::scheduler(&scheduler, settings),
        Command::Executor(executor) => services::executor(&executor, settings),
    }
}

/// Prints an answer: as text, or as one JSON document.
fn say(
    settings: args::Settings,
    answer: &impl serde::Serialize,
    text: impl FnOnce(Lang) -> String,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = if settings.is_json() {
        serde_json::to_writer_pretty(&mut out, answer)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(out))
    } else {
        out.write_all(text(settings.lang).as_bytes())
    };
    match written {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::unwritable(std::path::Path::new("stdout"), &error)),
    }
}
