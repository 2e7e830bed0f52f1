#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for another program and for people"
)]
#![expect(clippy::disallowed_methods, reason = "measuring reads the clock and files")]

mod chance;
mod clock;
mod report;

mod six;
mod text;

mod columns;
mod hand;
mod row;

mod bytes;
mod effect;
mod expressions;

mod batch;
mod folder;
mod planner;
mod single;

mod register;

mod store;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use report::Report;

const HELP: &str = "\
teukgu-bench data ROWS DIR   writes the columns and the rules for engines outside Rust
teukgu-bench single          one case at a time
teukgu-bench batch ROWS      cases in columns
teukgu-bench effect-data DIR  writes invented input-output tables for engines outside Rust
teukgu-bench effect TABLES   input-output tables: impacts, multipliers, draws, intervals, the audit
teukgu-bench folder LAW      reading, asking and replaying the law folder
teukgu-bench register ROOT ZONES
                             the grid of zones, and findings beside the interpreter
teukgu-bench store-server --database-url URL --listen ADDRESS
                             a server around the store at `sqlite:FILE` or `postgres://…`
teukgu-bench desk --database-url URL --zone ZONE --officer ACCOUNT --today DAY [--cases N]
                             fills the queue of an officer
teukgu-bench store-rebuild [--entries N] [--folder DIR] [--database-url URL]
                             filling, making again and checking a long record";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match dispatch(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Result<()> {
    let report: Report = match words {
        ["data", rows, dir] => return bytes::write(rows.parse()?, Path::new(dir)),
        ["single"] => single::measure()?,
        ["batch", rows] => batch::measure(rows.parse()?)?,
        ["effect-data", dir] => return effect::write(Path::new(dir)),
        ["effect", tables] => effect::measure(Path::new(tables))?,
        ["folder", law] => folder::measure(Path::new(law))?,
        ["register", root, zones] => register::measure(Path::new(root), Path::new(zones))?,
        ["store-server", options @ ..] => return serve(options),
        ["desk", options @ ..] => return store::fill_desk(options),
        ["store-rebuild", options @ ..] => store::rebuild(options)?,
        other => bail!("`{}` is not a task\n{HELP}", other.join(" ")),
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

fn serve(options: &[&str]) -> Result<()> {
    let url = store::option(options, "--database-url").context("`--database-url` is missing")?;
    let listen = store::option(options, "--listen").context("`--listen` is missing")?;
    store::serve(url, listen)
}
