//! Load, processor time and memory of a server.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// Where Linux keeps what it knows about processes; fields are counted after the name in brackets.
const PROC: &str = "/proc";
const PARENT: usize = 1;
const USER_TICKS: usize = 11;
const SYSTEM_TICKS: usize = 12;
/// Ticks of children that have ended, and of theirs.
const ENDED_TICKS: [usize; 2] = [13, 14];

/// What one load told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    /// Answers in a second.
    pub(super) per_second: f64,
    /// Answers in a second of processor time of the server and its children.
    pub(super) per_cpu_second: f64,
}

/// Loads `url` with wrk for `seconds` and measures what the processes under `pid` used.
pub(super) fn load(url: &str, pid: u32, seconds: u32, headers: &[&str]) -> Result<Load> {
    let before = cpu_seconds(pid)?;
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c16", &format!("-d{seconds}s")]);
    for header in headers {
        command.args(["-H", header]);
    }
    let report = run::output(command.arg(url))?;
    let used = cpu_seconds(pid)? - before;
    anyhow::ensure!(!report.contains("Non-2xx"), "`{url}` answered with errors:\n{report}");
    let answers = number_before(&report, " requests in")?;
    let per_second = number_after(&report, "Requests/sec:")?;
    Ok(Load { per_second, per_cpu_second: answers / used.max(0.01) })
}

/// Returns the seconds of processor time that a process and its descendants have used.
pub(super) fn cpu_seconds(pid: u32) -> Result<f64> {
    let ticks = number(run::output(Command::new("getconf").arg("CLK_TCK"))?.trim())?;
    let used: f64 = family(pid)?.iter().filter_map(|pid| ticks_of(*pid)).sum();
    Ok(used / ticks)
}

/// Returns the seconds of processor time of a process and its descendants, with those that have ended.
pub(super) fn family_cpu_seconds(pid: u32) -> Result<f64> {
    let ticks = number(run::output(Command::new("getconf").arg("CLK_TCK"))?.trim())?;
    let ended = |pid: &u32| -> Option<f64> {
        let stat = stat(*pid)?;
        ENDED_TICKS.into_iter().map(|field| number(stat.get(field)?).ok()).sum()
    };
    let used: f64 = family(pid)?.iter().filter_map(|pid| Some(ticks_of(*pid)? + ended(pid)?)).sum();
    Ok(used / ticks)
}

/// Returns the memory that a process and its descendants hold, in MiB.
pub(super) fn memory_mib(pid: u32) -> Result<f64> {
    mib(pid, "VmRSS:")
}

/// Returns the most memory that a process and its descendants have held, in MiB.
pub(super) fn peak_mib(pid: u32) -> Result<f64> {
    mib(pid, "VmHWM:")
}

fn mib(pid: u32, field: &str) -> Result<f64> {
    let kib = |pid: &u32| {
        let status = fs::read_to_string(format!("{PROC}/{pid}/status")).ok()?;
        number(status.split_once(field)?.1.split_whitespace().next()?).ok()
    };
    Ok(family(pid)?.iter().filter_map(kib).sum::<f64>() / 1024.0)
}

/// Returns the middle one of some figures.
pub(super) fn median(mut figures: Vec<f64>) -> Result<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().context("nothing was measured")
}

/// Returns a process and everything that it started.
fn family(pid: u32) -> Result<BTreeSet<u32>> {
    let all: Vec<u32> =
        fs::read_dir(PROC)?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    let mut family = BTreeSet::from([pid]);
    let mut known = 0;
    while known < family.len() {
        known = family.len();
        let children = all.iter().filter(|pid| parent(**pid).is_some_and(|parent| family.contains(&parent)));
        let children: Vec<u32> = children.copied().collect();
        family.extend(children);
    }
    Ok(family)
}

fn parent(pid: u32) -> Option<u32> {
    stat(pid)?.get(PARENT)?.parse().ok()
}

fn ticks_of(pid: u32) -> Option<f64> {
    let stat = stat(pid)?;
    Some(number(stat.get(USER_TICKS)?).ok()? + number(stat.get(SYSTEM_TICKS)?).ok()?)
}

fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("{PROC}/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

fn number_before(report: &str, words: &str) -> Result<f64> {
    let before = report.split(words).next().and_then(|text| text.split_whitespace().last());
    number(before.with_context(|| format!("wrk did not say `{words}`"))?)
}

fn number_after(report: &str, words: &str) -> Result<f64> {
    let after = report.split_once(words).and_then(|(_, text)| text.split_whitespace().next());
    number(after.with_context(|| format!("wrk did not say `{words}`"))?)
}

/// Reads a figure.
pub(super) fn number(text: &str) -> Result<f64> {
    text.parse().with_context(|| format!("`{text}` is not a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str =
        "  2 threads\n  1234 requests in 1.00s, 2MB read\nRequests/sec:   1230.50\nTransfer/sec: 2MB\n";

    #[test]
    fn the_report_of_the_load_is_read() -> Result<()> {
        assert!((number_before(REPORT, " requests in")? - 1234.0).abs() < 1e-9);
        assert!((number_after(REPORT, "Requests/sec:")? - 1230.5).abs() < 1e-9);
        Ok(())
    }

    #[test]
    fn the_median_is_the_middle_one() -> Result<()> {
        assert!((median(vec![3.0, 1.0, 2.0])? - 2.0).abs() < 1e-9);
        assert!(median(Vec::new()).is_err());
        Ok(())
    }

    #[test]
    fn this_process_uses_memory_and_has_a_parent() -> Result<()> {
        let pid = std::process::id();
        assert!(memory_mib(pid)? > 0.1);
        assert!(family_cpu_seconds(pid)? >= cpu_seconds(pid)? - 0.1);
        assert!(parent(pid).is_some());
        Ok(())
    }
}
