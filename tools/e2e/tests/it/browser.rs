//! Every page in a real browser: reach, accessibility, width, with and without scripts.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Server, repository};

use crate::support::end_clean;

#[test]
fn every_page_passes_in_a_browser() -> Result<()> {
    let server = Server::start(&[])?;
    let room = repository().join("tools/e2e/browser");
    ensure!(
        room.join("node_modules").is_dir(),
        "run `npm ci` in tools/e2e/browser, or `cargo xtask test browser`"
    );
    let out = tempfile::tempdir()?;
    let mut command = Command::new("node");
    command.current_dir(&room).args(["run.mjs", "--base", &server.base(), "--out"]).arg(out.path());
    if let Some(only) = env::var_os("TEUKGU_PAGES") {
        command.arg("--only").arg(only);
    }
    let done = command.output().context("cannot start `node`: browser tests need Node 20 or newer")?;
    println!("{}", String::from_utf8_lossy(&done.stdout));
    println!("{}", String::from_utf8_lossy(&done.stderr));
    ensure!(done.status.success(), "the browser found faults; they are listed above");
    end_clean(server)
}
