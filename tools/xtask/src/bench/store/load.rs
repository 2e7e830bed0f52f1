//! Loads of reads and writes, and what came of them.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::super::measure::median;
use super::site::Site;
use crate::run;

/// The case that every client sends.
pub(super) const CASE: &str = include_str!("case.json");
/// The script for wrk.
pub(super) const SCRIPT: &str = include_str!("load.lua");

/// What the clients do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    /// An answer without the database.
    Hello,
    /// The page of rows, read anew.
    Read,
    /// Cases, by that many clients.
    Write(u32),
}

impl Work {
    pub(super) const ALL: [Self; 5] =
        [Self::Hello, Self::Read, Self::Write(32), Self::Write(64), Self::Write(256)];

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Hello => "/hello",
            Self::Read => "/dashboard.json",
            Self::Write(_) => "/cases",
        }
    }

    pub(super) const fn clients(self) -> u32 {
        match self {
            Self::Hello | Self::Read => 32,
            Self::Write(clients) => clients,
        }
    }

    const fn writes(self) -> bool {
        matches!(self, Self::Write(_))
    }
}

/// What one load told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answers {
    /// Answers in a second.
    pub(super) per_second: f64,
    /// Answers in a second of processor time of the server and its database.
    pub(super) per_cpu_second: f64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    /// Answers of 200 or 201.
    pub(super) good: u64,
    /// Answers with an error, and requests without an answer.
    pub(super) bad: u64,
}

/// What the script for wrk prints.
#[derive(Debug, Deserialize)]
struct Said {
    answered: u64,
    us: f64,
    p50_us: f64,
    p99_us: f64,
    refused: u64,
    broken: u64,
}

/// Loads a site for `seconds`; `script` is the file with [`SCRIPT`].
///
/// After writes, every case that was acknowledged must be kept, and beyond those only what was under way at the end.
pub(super) fn load(site: &Site, work: Work, seconds: u32, script: &Path) -> Result<Answers> {
    let kept = work.writes().then(|| site.settled_count()).transpose()?;
    let before = site.cpu_seconds()?;
    let said = wrk(site, work, seconds, script)?;
    let used = (site.cpu_seconds()? - before).max(0.01);
    if let Some(kept) = kept {
        compare(site, work, &said, site.settled_count()? - kept)?;
    }
    Ok(answers(&said, used))
}

/// Loads a site with reads while `writers` clients write without a pause; returns the reads and the writes.
pub(super) fn load_among_writes(
    site: &Site,
    writers: u32,
    seconds: u32,
    script: &Path,
) -> Result<(Answers, Answers)> {
    let (work, kept) = (Work::Write(writers), site.settled_count()?);
    let writing = command(site, work, seconds + 2, script).stdout(Stdio::piped()).spawn()?;
    thread::sleep(Duration::from_secs(1));
    let reads = wrk(site, Work::Read, seconds, script);
    let writes = writing.wait_with_output()?;
    ensure!(writes.status.success(), "the load of writes ended with {}", writes.status);
    let writes = said(&String::from_utf8_lossy(&writes.stdout))?;
    compare(site, work, &writes, site.settled_count()? - kept)?;
    // Whose processor time it was cannot be told apart.
    Ok((answers(&reads?, f64::INFINITY), answers(&writes, f64::INFINITY)))
}

#[expect(clippy::cast_precision_loss, reason = "a load has far fewer answers than a float can count")]
fn answers(said: &Said, used: f64) -> Answers {
    let answered = said.answered as f64;
    Answers {
        per_second: answered / said.us * 1e6,
        per_cpu_second: answered / used,
        p50_ms: said.p50_us / 1000.0,
        p99_ms: said.p99_us / 1000.0,
        good: said.answered - said.refused,
        bad: said.refused + said.broken,
    }
}

fn compare(site: &Site, work: Work, said: &Said, grown: u64) -> Result<()> {
    let good = said.answered - said.refused;
    let most = good + u64::from(work.clients()) + said.broken;
    let name = site.name;
    ensure!(
        (good..=most).contains(&grown),
        "{name} acknowledged {good} cases and keeps {grown} more than before"
    );
    Ok(())
}

fn wrk(site: &Site, work: Work, seconds: u32, script: &Path) -> Result<Said> {
    said(&run::output(&mut command(site, work, seconds, script))?)
}

/// Reads what the script has printed below the report of wrk.
fn said(report: &str) -> Result<Said> {
    let line = report.lines().rfind(|line| line.starts_with('{')).context("wrk did not run the script")?;
    serde_json::from_str(line).with_context(|| format!("the script said `{line}`"))
}

fn command(site: &Site, work: Work, seconds: u32, script: &Path) -> Command {
    let mut command = Command::new("wrk");
    command.args([
        "-t1",
        &format!("-c{}", work.clients()),
        &format!("-d{seconds}s"),
        "--timeout",
        "30s",
        "-s",
    ]);
    command.arg(script).arg(format!("http://{}{}", site.host, work.path()));
    if work.writes() {
        command.env("CASE", CASE.trim());
    }
    command
}

/// Returns the median of some loads; what they answered is added up.
pub(super) fn middle(loads: &[Answers]) -> Result<Answers> {
    let of = |figure: fn(&Answers) -> f64| median(loads.iter().map(figure).collect());
    Ok(Answers {
        per_second: of(|load| load.per_second)?,
        per_cpu_second: of(|load| load.per_cpu_second)?,
        p50_ms: of(|load| load.p50_ms)?,
        p99_ms: of(|load| load.p99_ms)?,
        good: loads.iter().map(|load| load.good).sum(),
        bad: loads.iter().map(|load| load.bad).sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_has_some_400_bytes() {
        assert!((380..=440).contains(&CASE.trim().len()), "{}", CASE.trim().len());
    }

    #[test]
    fn what_the_script_says_is_read() -> Result<()> {
        let said: Said = serde_json::from_str(
            r#"{"answered":100,"us":2000000,"p50_us":1500,"p99_us":9000,"refused":1,"broken":2}"#,
        )?;
        let answers = answers(&said, 0.5);
        assert!((answers.per_second - 50.0).abs() < 1e-9 && (answers.per_cpu_second - 200.0).abs() < 1e-9);
        assert_eq!((answers.good, answers.bad), (99, 3));
        Ok(())
    }
}
