//! Screenshots of the release binary: the ones of the README, or every page for a review.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use teukgu_e2e::Server;

use crate::{needs, repo, run, suite};

/// Takes the screenshots that `tools/e2e/browser/shots.json` lists into `docs/shots`.
pub(crate) fn readme() -> Result<()> {
    let root = repo::root();
    let out = root.join("docs/shots");
    take(&root, &out, &[], &[])?;
    take(&root, &out, &["--demo"], &["--people", "yes"])
}

/// Takes every page of the sitemap at two widths into `dir`.
pub(crate) fn review(dir: &str) -> Result<()> {
    take(&repo::root(), &std::path::absolute(dir)?, &[], &["--all", "yes"])
}

/// Starts the portal with `serving` and takes the pictures that `asked` stands for.
fn take(root: &Path, out: &Path, serving: &[&str], asked: &[&str]) -> Result<()> {
    needs::browser_tests(root)?;
    let binary = suite::release(root)?;
    let data = suite::target(root)?.join("shots-data");
    std::fs::remove_dir_all(&data).or_else(ignore_missing)?;
    let mut server = Server::start_binary(&binary, &data, serving)?;
    let mut command = Command::new("node");
    command.current_dir(root.join("tools/e2e/browser"));
    command.args(["shots.mjs", "--base", &server.base(), "--out"]).arg(out).args(asked);
    run::shown(&mut command)?;
    server.stop()?;
    Ok(())
}

/// What is not there need not be removed.
pub(crate) fn ignore_missing(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}
