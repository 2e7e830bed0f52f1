//! Runs the program on a made-up register of the repository's recipe.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The six special cases of the Yangjae zone.
pub(crate) const SIX: [&str; 6] = [
    "act.31.stay_period",
    "act.33.road_control",
    "act.45.road_occupancy",
    "act.46.park_occupancy",
    "act.55.patent_priority",
    "act.60.investment_review",
];

/// The day that most tests ask for.
pub(crate) const ON: &str = "2026-06-08";

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

pub(crate) fn law() -> PathBuf {
    root().join("law")
}

pub(crate) fn zones() -> PathBuf {
    root().join("data/register/zones.geojson")
}

/// A folder of a test, with what it made.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teukgu-screen"));
    command.env_remove("TEUKGU_LANG");
    command
}

/// Runs the program in a folder.
pub(crate) fn run(dir: &Path, words: &[&str]) -> Output {
    program().current_dir(dir).args(words).output().unwrap()
}

/// Runs the program, which has to succeed, and returns its answer.
pub(crate) fn json(dir: &Path, words: &[&str]) -> Json {
    let words: Vec<&str> = words.iter().copied().chain(["--format", "json", "--lang", "en"]).collect();
    let output = run(dir, &words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs the program, which has to fail, and returns its exit status and what it says.
pub(crate) fn refused(dir: &Path, words: &[&str]) -> (i32, String) {
    let words: Vec<&str> = words.iter().copied().chain(["--lang", "en"]).collect();
    let output = run(dir, &words);
    let said = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap();
    assert!(code != 0, "{words:?} went well");
    assert!(!said.contains("panicked"), "{said}");
    assert!(said.lines().last().is_some_and(|line| line.starts_with("help: ")), "{said}");
    (code, said)
}

/// Writes a made-up register of some rows.
pub(crate) fn register(dir: &Path, name: &str, rows: u32) {
    json(dir, &["generate", "--rows", &rows.to_string(), "--seed", "7", "--out", name]);
}

/// The words of a screening of some register by the six special cases.
pub(crate) fn screening<'w>(register: &'w str, more: &[&'w str]) -> Vec<String> {
    let mut words = vec!["run".to_owned(), "--register".to_owned(), register.to_owned()];
    words.extend(against());
    words.extend(more.iter().map(|word| (*word).to_owned()));
    words
}

/// The zones, the law, the day and the six special cases.
pub(crate) fn against() -> Vec<String> {
    let mut words: Vec<String> = vec!["--zones".to_owned(), zones().display().to_string()];
    words.extend(["--provisions".to_owned(), law().display().to_string(), "--on".to_owned(), ON.to_owned()]);
    for id in SIX {
        words.extend(["--provision".to_owned(), id.to_owned()]);
    }
    words
}

pub(crate) fn strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// Screens a register and returns the report.
pub(crate) fn screened(dir: &Path, register: &str, more: &[&str]) -> Json {
    json(dir, &strs(&screening(register, more)))
}

/// Returns the rows of a result in CSV, in the order of their text.
pub(crate) fn sorted_rows(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    rows.sort();
    rows
}

/// Returns the names in a folder.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
