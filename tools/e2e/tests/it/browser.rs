//! Every page in a real browser: reach, accessibility, width, with and without scripts, and by keyboard alone.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Server, binary, repository};

use crate::support::end_clean;

#[test]
fn every_page_passes_in_a_browser() -> Result<()> {
    let server = Server::start(&[])?;
    println!("{}", look(&server, "run.mjs", &[])?);
    end_clean(server)
}

#[test]
fn every_role_and_journey_passes_in_a_browser() -> Result<()> {
    let server = Server::start(&["--demo", "--slow-query-ms", "0"])?;
    let binary = binary()?;
    // Whoever reads the letters in the record runs elsewhere, so both paths have to hold there as well.
    let (binary, data) = (std::path::absolute(binary)?, std::path::absolute(server.data())?);
    println!("{}", look(&server, "people.mjs", &[("--teukgu", &binary), ("--data", &data)])?);
    end_clean(server)
}

/// Runs a program of the browser tests against a server and returns what it says.
fn look(server: &Server, program: &str, more: &[(&str, &Path)]) -> Result<String> {
    let room = repository().join("tools/e2e/browser");
    ensure!(
        room.join("node_modules").is_dir(),
        "run `npm ci` in tools/e2e/browser, or `cargo xtask test browser`"
    );
    let out = tempfile::tempdir()?;
    let mut command = Command::new("node");
    command.current_dir(&room).args([program, "--base", &server.base(), "--out"]).arg(out.path());
    for (option, path) in more {
        command.arg(option).arg(path);
    }
    if let Some(only) = env::var_os("TEUKGU_PAGES") {
        command.arg("--only").arg(only);
    }
    let done = command.output().context("cannot start `node`: browser tests need Node 20 or newer")?;
    let said = [done.stdout, done.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).join("\n");
    ensure!(done.status.success(), "the browser found faults:\n{said}");
    Ok(said)
}
