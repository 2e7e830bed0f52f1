//! The commands that the README shows do what it says.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Server, repository, teukgu_from};

use crate::support::end_clean;

/// The line before a fenced block of commands that this test runs.
const MARK: &str = "<!-- tested -->";
/// How a shown command begins, and what a reader types after it.
const BEGINNINGS: [&str; 4] =
    ["cargo run --release -- ", "cargo run --release", "target/release/teukgu", "teukgu"];

#[test]
fn every_command_of_the_readme_that_is_marked_as_tested_succeeds() -> Result<()> {
    for name in ["README.md", "README.ko.md"] {
        let commands =
            commands(&fs::read_to_string(repository().join(name)).with_context(|| name.to_owned())?);
        ensure!(!commands.is_empty(), "{name} shows no command in a block marked {MARK}");
        let folder = tempfile::tempdir()?;
        for command in commands {
            run(folder.path(), &command).with_context(|| format!("{name}: {}", command.join(" ")))?;
        }
    }
    Ok(())
}

/// Runs one command; one that serves is asked for its health and ended.
fn run(folder: &Path, words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.first().is_none_or(|word| *word == "serve" || word.starts_with("--"))
        && !words.contains(&"--help")
    {
        let server = Server::start_in(&folder.join("data"), &[])?;
        ensure!(server.get("/healthz")?.status == 200, "the server is not healthy");
        return end_clean(server);
    }
    let outcome = teukgu_from(&repository(), &words, "")?;
    ensure!(outcome.status == 0, "the exit status is {}:\n{}", outcome.status, outcome.stderr);
    Ok(())
}

/// Returns the words after the program's name of each command in a marked block.
fn commands(page: &str) -> Vec<Vec<String>> {
    let blocks = page.split(MARK).skip(1).filter_map(|rest| rest.trim_start().strip_prefix("```sh\n"));
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    lines.filter_map(arguments).collect()
}

fn arguments(line: &str) -> Option<Vec<String>> {
    let line = line.trim().trim_start_matches("$ ");
    let code = line.split(" #").next().unwrap_or(line).trim();
    let rest = BEGINNINGS.iter().find_map(|beginning| code.strip_prefix(beginning))?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

#[test]
fn commands_are_found_in_marked_blocks_only() {
    let page = "```sh\nteukgu no\n```\n<!-- tested -->\n```sh\n$ cargo run --release\ngit clone x\nteukgu zone show # a\n```\n";
    assert_eq!(commands(page), [vec![], vec!["zone".to_owned(), "show".to_owned()]]);
}
