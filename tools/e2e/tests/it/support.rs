//! Helpers that several subjects share.

use anyhow::{Result, ensure};
use teukgu_e2e::{Outcome, Server};

/// Ends a server that should have had nothing to complain about.
pub(crate) fn end_clean(mut server: Server) -> Result<()> {
    let status = server.stop()?;
    ensure!(status.success(), "the server ended with {status}:\n{}", server.log().join("\n"));
    server.assert_log_clean()
}

/// Checks the shape of a refusal: its exit status, one line `error…`, and a line `help: …`.
pub(crate) fn check_refusal(outcome: &Outcome, status: i32, names: &str) -> Result<()> {
    let Outcome { status: found, stderr, .. } = outcome;
    ensure!(*found == status, "the exit status is {found}, not {status}:\n{outcome:#?}");
    let errors: Vec<&str> = stderr.lines().filter(|line| line.to_lowercase().starts_with("error")).collect();
    ensure!(errors.len() == 1, "one line begins with `error`, not {}:\n{stderr}", errors.len());
    ensure!(errors.concat().contains(names), "the error does not name `{names}`:\n{stderr}");
    ensure!(
        stderr.lines().any(|line| line.trim_start().starts_with("help: ")),
        "no line `help: …`:\n{stderr}"
    );
    ensure!(
        !stderr.contains("panicked") && !stderr.to_lowercase().contains("backtrace"),
        "a panic shows:\n{stderr}"
    );
    Ok(())
}
