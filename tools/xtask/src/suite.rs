//! The test suite: stages in the order of what they cost, one line each, and an end at the first that fails.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use teukgu_postgres::{Cluster, Durability};

use crate::{needs, repo, run, tidy};

/// One stage: its name and what it does in the root of the repository.
type Stage = (&'static str, fn(&Path) -> Result<()>);

const STAGES: [Stage; 10] = [
    ("fmt", fmt),
    ("tidy", |_| tidy::command()),
    ("needs", needs::browser_tests),
    ("clippy", clippy),
    ("tests", tests),
    ("doc tests", doc_tests),
    ("release build", |root| release(root).map(drop)),
    ("e2e", e2e),
    ("browser", browser),
    ("deny", deny),
];

/// The rooms whose tests can run alone.
const ROOMS: [&str; 19] = [
    "domain", "codes", "effect", "geo", "ledger", "register", "report", "rules", "screen", "tables",
    "tenant", "store", "office", "mail", "oidc", "web", "cli", "xtask", "postgres",
];

/// Names the server that tests make their databases on.
const SERVER: &str = "TEUKGU_TEST_PG";

/// Rooms whose tests need a PostgreSQL server, or its programs.
const WITH_SERVER: [&str; 4] = ["store", "screen", "e2e", "postgres"];

/// Runs every stage.
pub(crate) fn whole() -> Result<()> {
    let (root, begun) = (repo::root(), Instant::now());
    let mut server = None;
    for (name, run) in STAGES {
        if name == "tests" {
            stage("postgres", || with_server(&mut server))?;
        }
        stage(name, || run(&root))?;
    }
    println!("all stages passed in {} s", begun.elapsed().as_secs());
    Ok(())
}

/// Runs the part of the suite that belongs to one room.
pub(crate) fn room(name: &str) -> Result<()> {
    let root = repo::root();
    let mut server = None;
    if WITH_SERVER.contains(&name) {
        stage("postgres", || with_server(&mut server))?;
    }
    match name {
        "tidy" => stage("tidy", tidy::command),
        "e2e" => {
            stage("needs", || needs::browser_tests(&root))?;
            stage("e2e", || release(&root).and_then(|_| e2e(&root)))?;
            stage("browser, signed in", || browser_test(&root, "browser::every_role"))
        }
        "browser" => {
            stage("needs", || needs::browser_tests(&root))?;
            stage("browser", || release(&root).and_then(|_| browser(&root)))
        }
        _ if ROOMS.contains(&name) => stage(name, || tests_of(&root, name)),
        _ => bail!("`{name}` is not a room; the rooms are {} e2e browser tidy", ROOMS.join(" ")),
    }
}

/// Starts one server for the whole run, which ends with it; one that is named already is taken as it is.
fn with_server(server: &mut Option<Cluster>) -> Result<()> {
    // Tests that kill a server start one of their own, whichever is named.
    println!("{}", needs::postgres()?);
    needs::postgis()?;
    if env::var_os(SERVER).is_some() {
        println!("the server that {SERVER} names is used");
        return Ok(());
    }
    let cluster = Cluster::start(Durability::ProcessOnly)?;
    run::give(SERVER, cluster.url("postgres"));
    *server = Some(cluster);
    Ok(())
}

/// Builds the binary as the README says and returns its path; the one that `TEUKGU_BIN` names is taken as it is.
pub(crate) fn release(root: &Path) -> Result<PathBuf> {
    if env::var_os("TEUKGU_BIN").is_none() {
        run::shown(&mut run::cargo(root, &["build", "--release"]))?;
    }
    built(root)
}

/// Returns the folder that Cargo builds into.
pub(crate) fn target(root: &Path) -> Result<PathBuf> {
    let graph = run::output(&mut run::cargo(root, &["metadata", "--no-deps", "--format-version", "1"]))?;
    let graph: serde_json::Value = serde_json::from_str(&graph)?;
    let folder = graph["target_directory"].as_str().context("Cargo does not say where it builds")?;
    Ok(folder.into())
}

fn stage(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {name}");
    let begun = Instant::now();
    work().with_context(|| format!("stage `{name}` failed"))?;
    println!("== {name}: {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

fn fmt(root: &Path) -> Result<()> {
    run::shown(&mut run::cargo(root, &["fmt", "--all", "--", "--check"]))
}

fn clippy(root: &Path) -> Result<()> {
    let words = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run::shown(&mut run::cargo(root, &words))
}

fn tests(root: &Path) -> Result<()> {
    run::shown(runner(root).args(["--workspace", "--exclude", "teukgu-e2e"]))
}

fn doc_tests(root: &Path) -> Result<()> {
    run::shown(&mut run::cargo(root, &["test", "--doc", "--workspace"]))
}

fn tests_of(root: &Path, name: &str) -> Result<()> {
    let package = format!("teukgu-{name}");
    run::shown(runner(root).args(["--package", &package, "--no-tests=pass"]))?;
    // A crate that is a program alone has no examples in its documentation to run.
    let is_library =
        ["crates", "tools"].iter().any(|place| root.join(place).join(name).join("src/lib.rs").is_file());
    if is_library {
        run::shown(&mut run::cargo(root, &["test", "--doc", "--package", &package]))?;
    }
    Ok(())
}

fn e2e(root: &Path) -> Result<()> {
    let mut command = runner(root);
    command.args(["--package", "teukgu-e2e"]).env("TEUKGU_BIN", built(root)?);
    if has_nextest(root) {
        command.args(["-E", "not test(/^browser::/)"]);
    } else {
        command.args(["--", "--skip", "browser::"]);
    }
    run::shown(&mut command)
}

fn browser(root: &Path) -> Result<()> {
    browser_test(root, "browser::")
}

/// Runs with the plain test runner, which shows the report of the browser as it is, and one after another, because
/// each test keeps the whole machine busy.
fn browser_test(root: &Path, filter: &str) -> Result<()> {
    let words =
        ["test", "--package", "teukgu-e2e", "--test", "it", "--", filter, "--nocapture", "--test-threads=1"];
    run::shown(run::cargo(root, &words).env("TEUKGU_BIN", built(root)?))
}

fn deny(root: &Path) -> Result<()> {
    if run::on_path(&["cargo-deny"]).is_none() {
        println!("cargo-deny is not installed; licences and advisories were not checked");
        return Ok(());
    }
    run::shown(&mut run::cargo(root, &["deny", "check"]))
}

/// Returns the binary that an earlier stage has built.
fn built(root: &Path) -> Result<PathBuf> {
    match env::var_os("TEUKGU_BIN") {
        Some(named) => Ok(named.into()),
        None => Ok(target(root)?.join("release/teukgu")),
    }
}

/// Returns the command that runs tests: nextest where it is installed.
fn runner(root: &Path) -> Command {
    let words: &[&str] = if has_nextest(root) { &["nextest", "run"] } else { &["test"] };
    run::cargo(root, words)
}

fn has_nextest(root: &Path) -> bool {
    run::succeeds(&mut run::cargo(root, &["nextest", "--version"]))
}
