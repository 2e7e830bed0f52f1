//! The law folder of a running portal: read at the start, read again on SIGHUP, and refused as a whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use teukgu_e2e::{Server, copy_folder, repository, teukgu};

use crate::support::{check_refusal, end_clean};

const PATENT: &str = "provisions/special-act/55-patent-priority.toml";
const NAME: &str = "특허출원 우선심사 특례";
const RENAMED: &str = "이름을 고친 특례";
const PAGE: &str = "/law/act.55.patent_priority";
/// How long the portal may take to read the law again.
const PATIENCE: Duration = Duration::from_secs(30);

/// A copy of the law to edit.
struct Law {
    folder: TempDir,
}

impl Law {
    fn copy() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        copy_folder(&repository().join("law"), folder.path())?;
        Ok(Self { folder })
    }

    fn dir(&self) -> Result<&str> {
        self.folder.path().to_str().context("a path of tests is UTF-8")
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join(PATENT)
    }

    fn replace(&self, old: &str, new: &str) -> Result<()> {
        let text = fs::read_to_string(self.file())?;
        ensure!(text.contains(old), "`{old}` is not in {PATENT}");
        Ok(fs::write(self.file(), text.replacen(old, new, 1))?)
    }
}

/// Waits until the log of a server holds a line with every word.
fn logged(server: &Server, words: &[&str]) -> Result<String> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let found = server.log().into_iter().find(|line| words.iter().all(|word| line.contains(word)));
        if let Some(line) = found {
            return Ok(line);
        }
        std::thread::yield_now();
    }
    bail!("no line with {words:?}:\n{}", server.log().join("\n"))
}

fn page(server: &Server) -> Result<String> {
    Ok(server.get(PAGE)?.text())
}

#[test]
fn a_portal_answers_by_the_law_folder_that_it_was_given() -> Result<()> {
    let law = Law::copy()?;
    law.replace(NAME, RENAMED)?;
    let server = Server::start(&["--law", law.dir()?])?;
    ensure!(page(&server)?.contains(RENAMED), "the folder is not the one that was named");
    end_clean(server)
}

#[test]
fn a_broken_law_folder_is_told_line_by_line_and_nothing_is_served() -> Result<()> {
    let (law, data) = (Law::copy()?, tempfile::tempdir()?);
    law.replace("checked_on", "checked_at")?;
    fs::write(law.folder.path().join("statutes/patent-act.toml"), b"id = \xff")?;
    let data = data.path().to_str().context("a path of tests is UTF-8")?;
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", data, "--law", law.dir()?, "--lang", "en"];
    let outcome = teukgu(&words)?;
    check_refusal(&outcome, 1, law.dir()?)?;
    for file in [PATENT, "statutes/patent-act.toml"] {
        let place = format!("{}/{file}:", law.dir()?);
        let told = outcome.stderr.lines().filter_map(|line| line.strip_prefix(&place));
        let has_spot = |rest: &str| {
            let mut numbers = rest.split([':', ' ']).map(|part| part.parse::<usize>().is_ok());
            numbers.next() == Some(true) && numbers.next() == Some(true)
        };
        ensure!(told.clone().any(has_spot), "{file} is not told with line and column:\n{}", outcome.stderr);
    }
    ensure!(!outcome.stdout.contains("listening"), "it served all the same:\n{}", outcome.stdout);
    let gone = Path::new(law.dir()?).join("nowhere");
    let gone = gone.to_str().context("a path of tests is UTF-8")?;
    check_refusal(
        &teukgu(&["serve", "--listen", "127.0.0.1:0", "--data", data, "--law", gone])?,
        2,
        "nowhere",
    )
}

#[cfg(unix)]
#[test]
fn a_signal_reads_the_law_again_and_a_fault_leaves_it_as_it_was() -> Result<()> {
    let law = Law::copy()?;
    let mut server = Server::start(&["--law", law.dir()?])?;
    ensure!(page(&server)?.contains(NAME));

    law.replace(NAME, RENAMED)?;
    law.replace("checked_on", "checked_at")?;
    server.signal("-HUP")?;
    let line = logged(&server, &["WARN", "the law stays as it was"])?;
    ensure!(line.contains("faults=") && line.contains(PATENT), "the first fault is not named: {line}");
    let before = page(&server)?;
    ensure!(before.contains(NAME) && !before.contains(RENAMED), "half of a law was taken");

    law.replace("checked_at", "checked_on")?;
    server.signal("-HUP")?;
    let line = logged(&server, &["INFO", "the law was read again"])?;
    ensure!(line.contains("provisions="), "the number of provisions is not told: {line}");
    ensure!(page(&server)?.contains(RENAMED), "the page is still the one of the old law");
    let answer = server.get("/api/v1/law/act.55.patent_priority")?;
    ensure!(answer.text().contains(RENAMED), "{}", answer.text());

    fs::remove_dir_all(law.folder.path())?;
    server.signal("-HUP")?;
    logged(&server, &["WARN", "the law folder cannot be read"])?;
    ensure!(page(&server)?.contains(RENAMED), "the law went with its folder");
    ensure!(server.stop()?.success());
    Ok(())
}

#[test]
fn the_law_folder_can_be_named_by_the_environment() -> Result<()> {
    let outcome = teukgu(&["serve", "--help"])?;
    ensure!(outcome.stdout.contains("TEUKGU_LAW"), "{}", outcome.stdout);
    Ok(())
}
