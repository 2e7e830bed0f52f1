#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for people at a terminal")]
#![expect(clippy::disallowed_methods, reason = "automation reads files, the environment and the clock")]

mod repo;
mod run;
mod tidy;

mod needs;
mod suite;

mod bench;
mod shots;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask test [ROOM]     every stage, or one room: domain codes geo ledger rules tenant store office mail oidc web cli xtask postgres e2e browser tidy
cargo xtask tidy            the checks of the house alone
cargo xtask shots           the screenshots of the README
cargo xtask shots --all DIR every page at 360 and 1280 px, for review
cargo xtask bench web       the portal beside a Django page; writes docs/benchmarks.md
cargo xtask bench rules     the rules beside hand-written code and other engines
cargo xtask bench screen    a register of a million rows beside SedonaDB, DuckDB and GeoPandas
cargo xtask bench screen --long  the same with ten million rows, and PostGIS
cargo xtask bench store     the store beside Django, pgbench and the disk; `--quick` to see that it runs
cargo xtask bench web --cold   also a build from nothing until the server answers";

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
    match words {
        ["tidy"] => tidy::command(),
        ["test"] => suite::whole(),
        ["test", room] => suite::room(room),
        ["shots"] => shots::readme(),
        ["shots", "--all", dir] => shots::review(dir),
        ["bench", room] => bench::command(room, bench::Depth::Warm),
        ["bench", room, "--quick"] => bench::command(room, bench::Depth::Quick),
        ["bench", room, "--long"] => bench::command(room, bench::Depth::Long),
        ["bench", room, "--cold"] => bench::command(room, bench::Depth::Cold),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("`{}` is not a task\n{HELP}", other.join(" ")),
    }
}
