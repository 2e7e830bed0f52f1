//! Accounts from the machine itself.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use teukgu_e2e::{Outcome, Server, teukgu};

use crate::support::{check_refusal, end_clean};

/// A data folder with the record of the built-in zone, and room for files beside it.
struct Machine(TempDir);

impl Machine {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        end_clean(Server::start_in(&folder.path().join("data"), &[])?)?;
        Ok(Self(folder))
    }

    fn run(&self, words: &[&str]) -> Result<Outcome> {
        let data = self.0.path().join("data");
        let data = data.to_str().context("the path is not UTF-8")?;
        teukgu(&[&["account"], words, &["--data", data, "--lang", "en"]].concat())
    }

    fn json(&self, words: &[&str]) -> Result<Value> {
        let outcome = self.run(&[words, &["--format", "json"]].concat())?;
        ensure!(outcome.status == 0, "{words:?}: {outcome:#?}");
        Ok(serde_json::from_str(&outcome.stdout)?)
    }
}

#[test]
fn the_first_administrator_is_opened_at_the_machine_and_found_again() -> Result<()> {
    let machine = Machine::open()?;
    let opened = machine.json(&["open", "--login", "Admin-Kim", "--name", "김관리", "--role", "admin"])?;
    let id = opened["id"].as_str().context("an id")?;
    ensure!(opened["login"] == "admin-kim" && opened["roles"][0]["role"] == "admin", "{opened:#}");
    ensure!(opened["initial_password"].as_str().is_some_and(|word| word.len() >= 10), "{opened:#}");
    let listed = machine.json(&["list", "김관리"])?;
    ensure!(listed[0]["id"] == id && listed[0].get("initial_password").is_none(), "{listed:#}");
    let term = ["--from", "2026-01-01", "--to", "2026-12-31"];
    let grant = ["grant", id, "--role", "officer", "--scope", "case:2026-00001"];
    let granted = machine.json(&[&grant[..], &term].concat())?;
    ensure!(granted["roles"][1]["scope"] == "case:2026-00001", "{granted:#}");
    ensure!(granted["roles"][1]["to"] == "2026-12-31", "{granted:#}");
    let closed = machine.json(&["close", "admin-kim"])?;
    ensure!(closed["is_closed"] == true, "{closed:#}");
    check_refusal(&machine.run(&["close", "admin-kim"])?, 2, "closed")
}

#[test]
fn a_password_comes_from_a_file_and_never_shows() -> Result<()> {
    let machine = Machine::open()?;
    let file = machine.0.path().join("password.txt");
    let path = file.to_str().context("the path is not UTF-8")?;
    fs::write(&file, "a quiet sentence\n")?;
    let open = ["open", "--login", "kim@firm.example", "--name", "Kim", "--password-file", path];
    let outcome = machine.run(&open)?;
    ensure!(outcome.status == 0 && !outcome.stdout.contains("quiet"), "{outcome:#?}");
    check_refusal(&machine.run(&open)?, 2, "login")?;
    fs::write(&file, "short\n")?;
    let password = ["password", "kim@firm.example", "--password-file", path];
    check_refusal(&machine.run(&password)?, 2, "password")?;
    fs::write(&file, "\n")?;
    check_refusal(&machine.run(&password)?, 2, "password.txt")?;
    let made_up = machine.run(&["password", "kim@firm.example"])?;
    ensure!(made_up.status == 0 && made_up.stdout.contains("initial password"), "{made_up:#?}");
    Ok(())
}

#[test]
fn what_cannot_be_done_is_said_in_one_line_with_help() -> Result<()> {
    let machine = Machine::open()?;
    check_refusal(&machine.run(&["grant", "nobody", "--role", "officer"])?, 2, "nobody")?;
    check_refusal(&machine.run(&["open", "--login", "A B", "--name", "Kim"])?, 2, "login")?;
    let empty = tempfile::tempdir()?;
    let data = empty.path().to_str().context("the path is not UTF-8")?;
    check_refusal(&teukgu(&["account", "list", "--data", data, "--lang", "en"])?, 3, "teukgu.db")
}
