//! What the machine refuses is told in one line, with the exit status 3.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use anyhow::{Context, Result};
use teukgu_e2e::{Server, teukgu};

use crate::support::{check_refusal, end_clean};

/// Where a SQLite file keeps the number that its owner gives it (`PRAGMA user_version`), big end first.
const USER_VERSION: std::ops::Range<usize> = 60..64;

#[test]
fn a_port_in_use_is_told_with_its_number() -> Result<()> {
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let folder = tempfile::tempdir()?;
    let outcome = teukgu(&["serve", "--listen", &address, "--data", text(folder.path())?])?;
    check_refusal(&outcome, 3, &address)
}

#[test]
fn a_data_folder_that_cannot_be_made_is_told_with_its_path() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("file");
    fs::write(&file, "not a folder")?;
    let below = file.join("data");
    let outcome = teukgu(&["serve", "--listen", "127.0.0.1:0", "--data", text(&below)?])?;
    check_refusal(&outcome, 3, text(&below)?)
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    end_clean(Server::start_in(folder.path(), &[])?)?;
    let database = folder.path().join("teukgu.db");
    let newer = make_newer(&database)?;
    let outcome = teukgu(&["serve", "--listen", "127.0.0.1:0", "--data", text(folder.path())?])?;
    check_refusal(&outcome, 3, "1000000")?;
    assert_eq!(fs::read(&database)?, newer, "the database has changed");
    Ok(())
}

#[test]
fn arguments_that_make_no_sense_are_told_with_the_exit_status_2() -> Result<()> {
    for words in
        [&["serve", "--listen", "nowhere"][..], &["no-such-command"], &["zone", "lint", "no/such/folder"]]
    {
        let outcome = teukgu(words)?;
        assert_eq!(outcome.status, 2, "{words:?}: {outcome:#?}");
        assert!(
            !outcome.stderr.is_empty() && !outcome.stderr.contains("panicked"),
            "{words:?}: {outcome:#?}"
        );
    }
    Ok(())
}

/// Gives the database a version that no build of today knows, and returns its new bytes.
fn make_newer(database: &Path) -> Result<Vec<u8>> {
    let mut bytes = fs::read(database).with_context(|| format!("cannot read `{}`", database.display()))?;
    let version = bytes.get_mut(USER_VERSION).context("the database is too short to be one")?;
    version.copy_from_slice(&1_000_000_u32.to_be_bytes());
    fs::write(database, &bytes)?;
    Ok(bytes)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is not UTF-8")
}
