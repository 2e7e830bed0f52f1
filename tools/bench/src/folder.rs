//! The law folder: reading it, asking in the planned order, replaying what was found.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use jiff::civil::date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Lang;
use teukgu_rules::cases::{CaseResult, run};
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;
use teukgu_rules::{LawFiles, json};

use crate::clock::{median, wall};
use crate::planner;
use crate::report::{Report, number};
use crate::six::{SIX, Test, conditions};
use crate::text;

const ROUNDS: usize = 5;
const THOUSAND: usize = 1000;

/// Measures what is done with a law folder.
pub(crate) fn measure(dir: &Path) -> Result<Report> {
    let mut report = Report::default();
    reading(&mut report, &thousand(), "thousand_ms")?;
    let files = read_folder(dir)?;
    report.figure("folder_provisions", number(law(&files)?.provisions.len()));
    reading(&mut report, &files, "folder_ms")?;
    planner::measure(&mut report, &law(&files)?)?;
    replay(&mut report, &files)?;
    Ok(report)
}

/// A thousand provisions of three to eight conditions.
fn thousand() -> LawFiles {
    let some = |at: usize| -> Vec<(usize, Test)> {
        // Lists of hundreds of codes belong to few provisions of a real law.
        let short = conditions(at % 6)
            .into_iter()
            .filter(|(fact, _)| at.is_multiple_of(50) || SIX[*fact].id != "firm.industry");
        short.take(3 + at % 6).collect()
    };
    let all: Vec<_> = (0..THOUSAND).map(|at| (format!("many.{at}"), some(at))).collect();
    text::law(&all)
}

/// Reads, checks with every case, and binds.
fn reading(report: &mut Report, files: &LawFiles, name: &str) -> Result<()> {
    let mut taken = Vec::new();
    for _ in 0..ROUNDS {
        let (ns, law) = wall(|| law(files).map(|law| Compiled::new(law, Days::on(date(2026, 6, 8)))));
        law?;
        taken.push(ns / 1e6);
    }
    report.figure(name, median(taken)?);
    Ok(())
}

/// Reads a law from its files.
pub(crate) fn law(files: &LawFiles) -> Result<Arc<LawSet>> {
    teukgu_rules::read(files).map(Arc::new).map_err(|faults| {
        let lines: Vec<String> = faults.iter().take(5).map(|fault| fault.line(Lang::En)).collect();
        anyhow!("the law has faults: {}", lines.join("; "))
    })
}

/// Reads the files of a law folder.
pub(crate) fn read_folder(dir: &Path) -> Result<LawFiles> {
    let mut files = LawFiles::default();
    read_below(dir, "", &mut files)?;
    Ok(files)
}

fn read_below(dir: &Path, prefix: &str, files: &mut LawFiles) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read `{}`", dir.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a name is not UTF-8")?;
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_below(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|kind| kind == "toml" || kind == "csv") {
            files.files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}

/// Runs every case on two readings of the folder, and compares the traces byte for byte.
fn replay(report: &mut Report, files: &LawFiles) -> Result<()> {
    let (first, second) = (law(files)?, law(files)?);
    let holidays = Holidays::default();
    let (first, second) = (traces(&run(&first, None, &holidays))?, traces(&run(&second, None, &holidays))?);
    let differ = first.iter().zip(&second).filter(|(a, b)| a != b).count();
    anyhow::ensure!(first.len() == second.len() && differ == 0, "{differ} traces differ on replay");
    report.figure("replayed", number(first.len()));
    Ok(())
}

fn traces(results: &[CaseResult<'_>]) -> Result<Vec<Vec<u8>>> {
    let findings = results.iter().filter_map(|result| result.finding.as_ref());
    findings.map(|finding| Ok(serde_json::to_vec(&json::finding(finding, Lang::Ko))?)).collect()
}
