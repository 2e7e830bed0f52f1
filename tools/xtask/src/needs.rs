//! What the browser tests need from the machine, fetched where that is possible.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The copy of the lock file that says for which one `node_modules` was made.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Makes sure that Node, a browser and the packages of the browser tests are there.
pub(crate) fn browser_tests(root: &Path) -> Result<()> {
    node()?;
    browser()?;
    packages(&root.join("tools/e2e/browser"))
}

/// Makes sure that `program` is on the PATH, installing `packages` with apt where it is not.
pub(crate) fn program(program: &str, packages: &[&str]) -> Result<()> {
    if run::on_path(&[program]).is_none() {
        apt(packages).with_context(|| format!("`{program}` is missing"))?;
    }
    Ok(())
}

/// Makes sure that the programs of a PostgreSQL server are there, and returns what they say of themselves.
pub(crate) fn postgres() -> Result<String> {
    if let Ok(version) = teukgu_postgres::version() {
        return Ok(version);
    }
    apt(&["postgresql"]).context("a PostgreSQL server is missing; the store is tested on one")?;
    teukgu_postgres::version()
}

/// Makes sure that the server has PostGIS, which the screening is compared with.
pub(crate) fn postgis() -> Result<()> {
    if teukgu_postgres::has_extension("postgis") {
        return Ok(());
    }
    let major = teukgu_postgres::major()?;
    apt(&[&format!("postgresql-{major}-postgis-3")])
        .context("PostGIS is missing; the screening is compared with it")
}

fn node() -> Result<()> {
    if run::on_path(&["node"]).is_none() || run::on_path(&["npm"]).is_none() {
        bail!("Node 20 or newer with npm is missing; the browser tests are part of the suite and need it");
    }
    let version = run::output(Command::new("node").arg("--version"))?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node is {}; the browser tests need 20 or newer", version.trim());
    }
    Ok(())
}

fn browser() -> Result<()> {
    let named = std::env::var_os("CHROMIUM").is_some();
    if named || run::on_path(&BROWSERS).is_some() {
        return Ok(());
    }
    let missing = "a browser is missing: install chromium (and fonts with Hangul), or name one with CHROMIUM";
    apt(&["chromium", "fonts-nanum"]).context(missing)
}

/// Installs packages of the distribution, when this may be done without asking anybody.
fn apt(packages: &[&str]) -> Result<()> {
    if run::on_path(&["apt-get"]).is_none() {
        bail!("there is no apt-get to install {}", packages.join(" "));
    }
    let Some(sudo) = rights()? else {
        bail!("no right to run `apt-get install {}`", packages.join(" "));
    };
    run::shown(&mut apt_get(sudo, &["update", "-q"]))?;
    run::shown(apt_get(sudo, &["install", "-y", "-q", "--no-install-recommends"]).args(packages))
}

/// Returns the words before `apt-get`: none for root, `sudo -n` where that works.
fn rights() -> Result<Option<&'static [&'static str]>> {
    if run::output(Command::new("id").arg("-u"))?.trim() == "0" {
        return Ok(Some(&[]));
    }
    let sudo = run::on_path(&["sudo"]).is_some() && run::succeeds(Command::new("sudo").args(["-n", "true"]));
    Ok(sudo.then_some(&["sudo", "-n"]))
}

fn apt_get(before: &[&str], words: &[&str]) -> Command {
    let mut all = [before, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], words].concat().into_iter();
    let mut command = Command::new(all.next().unwrap_or("apt-get"));
    command.args(all);
    command
}

fn packages(room: &Path) -> Result<()> {
    let lock =
        fs::read(room.join("package-lock.json")).context("the lock file of the browser tests is missing")?;
    let installed = room.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    run::shown(Command::new("npm").current_dir(room).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(&installed, lock).with_context(|| format!("cannot write `{}`", installed.display()))
}
