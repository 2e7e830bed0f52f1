//! One record on two databases: moved there and back, served, killed, and away for a while.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use teukgu_e2e::{Server, teukgu};
use teukgu_postgres::{Cluster, Durability};

use crate::support::{check_refusal, end_clean};

/// Makes a database on the server that `cargo xtask test` starts; `None` without one.
#[expect(clippy::print_stdout, reason = "who reads the output of the test should see that it did nothing")]
fn database(name: &str) -> Result<Option<String>> {
    let Ok(server) = std::env::var("TEUKGU_TEST_PG") else {
        println!("skipped: run `cargo xtask test e2e`, which starts a PostgreSQL server");
        return Ok(None);
    };
    let name = format!("e2e_{name}_{}", std::process::id());
    let made =
        Command::new("psql").args(["-Xqc", &format!("CREATE DATABASE {name}")]).arg(&server).status()?;
    ensure!(made.success(), "the database was not made");
    let (address, _) = server.rsplit_once('/').context("an address with a database")?;
    Ok(Some(format!("{address}/{name}")))
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is not UTF-8")
}

fn head(words: &[&str]) -> Result<Value> {
    let outcome = teukgu(&[&["ledger", "head", "--format", "json"][..], words].concat())?;
    ensure!(outcome.status == 0, "{outcome:#?}");
    Ok(serde_json::from_str::<Value>(&outcome.stdout)?[0].clone())
}

fn done(words: &[&str]) -> Result<()> {
    let outcome = teukgu(words)?;
    ensure!(outcome.status == 0, "{words:?}: {outcome:#?}");
    Ok(())
}

#[test]
fn a_record_moves_to_postgres_and_back_and_keeps_its_root() -> Result<()> {
    let Some(url) = database("move")? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let (old, new, file) =
        (folder.path().join("old"), folder.path().join("new"), folder.path().join("record.jsonl"));
    let (old, new, file) = (text(&old)?, text(&new)?, text(&file)?);
    end_clean(Server::start_in(Path::new(old), &[])?)?;
    done(&["ledger", "export", file, "--data", old])?;
    done(&["ledger", "import", file, "--data", old, "--database-url", &url])?;
    let on_postgres = ["--data", old, "--database-url", &url];
    assert_eq!(head(&on_postgres)?, head(&["--data", old])?);
    done(&[&["ledger", "verify"][..], &on_postgres].concat())?;
    // The portal goes on there, with the key that lies in the folder.
    let server = Server::start_in(Path::new(old), &["--database-url", &url])?;
    ensure!(server.get("/zone")?.status == 200);
    end_clean(server)?;
    done(&[&["backup", file][..], &on_postgres].concat())?;
    done(&["restore", file, "--data", new])?;
    assert_eq!(head(&["--data", new])?["root"], head(&on_postgres)?["root"]);
    done(&["ledger", "verify", "--data", new])?;
    let refused = teukgu(&[&["restore", file][..], &on_postgres].concat())?;
    check_refusal(&refused, 3, "yangjae")
}

#[test]
fn two_portals_share_a_database_and_show_the_same() -> Result<()> {
    let Some(url) = database("share")? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let options = ["--database-url", url.as_str()];
    let one = Server::start_in(folder.path(), &options)?;
    let other = Server::start_in(folder.path(), &options)?;
    assert_eq!(one.get("/api/v1/record")?.json()?, other.get("/api/v1/record")?.json()?);
    assert_eq!(
        head(&["--data", text(folder.path())?, options[0], options[1]])?["seq"],
        one.get("/api/v1/record")?.json()?["head"]
    );
    end_clean(one)?;
    ensure!(other.get("/zone")?.status == 200);
    end_clean(other)?;
    // Another folder has another key, which the record does not name.
    let stranger = tempfile::tempdir()?;
    let words =
        ["serve", "--listen", "127.0.0.1:0", "--data", text(stranger.path())?, options[0], options[1]];
    check_refusal(&teukgu(&words)?, 3, "서명할 키")
}

#[test]
fn a_database_that_goes_away_and_comes_back_finds_the_portal_waiting() -> Result<()> {
    if database("probe")?.is_none() {
        return Ok(());
    }
    let cluster = Cluster::start(Durability::Full)?;
    let url = cluster.url("postgres");
    let folder = tempfile::tempdir()?;
    let mut server = Server::start_in(folder.path(), &["--database-url", &url])?;
    ensure!(server.get("/readyz")?.status == 200);
    cluster.kill()?;
    ensure!(server.get("/zone")?.status == 200, "pages are there while the database is away");
    wait_for(&server, 503)?;
    ensure!(server.get("/healthz")?.status == 200);
    cluster.start_again()?;
    wait_for(&server, 200)?;
    let api = server.get("/api/v1/record")?;
    ensure!(api.status == 200, "the status is {}", api.status);
    ensure!(server.stop()?.success());
    done(&["ledger", "verify", "--data", text(folder.path())?, "--database-url", &url])
}

/// Waits until the portal says whether it is ready, as it should within seconds.
fn wait_for(server: &Server, status: u16) -> Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if server.get("/readyz")?.status == status {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("`/readyz` never answered {status}")
}

#[test]
fn a_portal_without_its_database_says_so_and_does_not_start() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = text(folder.path())?;
    for (url, status, names) in [
        ("postgres://teukgu:secret@127.0.0.1:9/teukgu", 3, "database"),
        ("mysql://teukgu:secret@127.0.0.1/teukgu", 2, "--database-url"),
    ] {
        let outcome = teukgu(&["serve", "--listen", "127.0.0.1:0", "--data", data, "--database-url", url])?;
        check_refusal(&outcome, status, names)?;
        ensure!(!outcome.stderr.contains("secret"), "{}", outcome.stderr);
    }
    ensure!(fs::read_dir(folder.path())?.next().is_none(), "something was left behind");
    Ok(())
}
