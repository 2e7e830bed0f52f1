//! `bench rules`: the rules beside hand-written code, the `cel` crate, OpenFisca and DataFusion, on one input.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{machine, python};
use crate::{run, suite};

/// Packages of the peers, in a folder of their own below `target`.
const PACKAGES: [&str; 3] = ["datafusion==55.*", "pyarrow==26.*", "openfisca-core==46.*"];
const ROWS: &str = "10000000";

/// Figures by name, and how many cases were met, not met and unknown, by what was counted.
#[derive(Debug, Deserialize)]
struct Report {
    figures: BTreeMap<String, f64>,
    #[serde(default)]
    counts: BTreeMap<String, Vec<[usize; 3]>>,
}

/// Runs the benchmark and returns its section of the page.
pub(super) fn run(root: &Path) -> Result<String> {
    run::shown(&mut run::cargo(root, &["build", "--release", "--quiet", "--package", "teukgu-bench"]))?;
    let bench = suite::target(root)?.join("release/teukgu-bench");
    let folder = suite::target(root)?.join("bench/rules");
    let python = python::environment(&folder, &PACKAGES)?;
    let data = folder.join("data");
    run::shown(Command::new(&bench).args(["data", ROWS]).arg(&data))?;
    let single = report(Command::new(&bench).arg("single"))?;
    let peer =
        |name: &str| report(Command::new(&python).arg(root.join("tools/bench/peers").join(name)).arg(&data));
    let openfisca = peer("openfisca_single.py")?;
    let batch = report(Command::new(&bench).args(["batch", ROWS]))?;
    let sql = peer("datafusion_sql.py")?;
    let law = report(Command::new(&bench).arg("folder").arg(root.join("law")))?;
    ensure!(batch.counts == sql.counts, "the kernel and DataFusion count differently: {batch:?}\n{sql:?}");
    fs::remove_dir_all(&data).ok();
    let table = table(&[single, openfisca, batch, sql, law])?;
    Ok(format!("## Rules\n\n{}\n\n{table}", machine::line()?))
}

fn report(command: &mut Command) -> Result<Report> {
    let text = run::output(command)?;
    serde_json::from_str(&text).with_context(|| format!("the benchmark said `{text}`"))
}

/// A row of the table: what is measured, the figure and its yardstick, the goal for their ratio, whether less is better.
struct Row {
    what: &'static str,
    figure: &'static str,
    unit: &'static str,
    beside: &'static str,
    yardstick: Option<&'static str>,
    goal: &'static str,
}

const fn row(
    what: &'static str,
    figure: &'static str,
    unit: &'static str,
    beside: &'static str,
    yardstick: Option<&'static str>,
    goal: &'static str,
) -> Row {
    Row { what, figure, unit, beside, yardstick, goal }
}

const ROWS_OF_TABLE: [Row; 14] = [
    row(
        "verdict of a provision of 8 conditions",
        "verdict_ns",
        "ns",
        "hand-written Rust",
        Some("hand_ns"),
        "≤ 3",
    ),
    row(
        "the same, facts complete",
        "complete_verdict_ns",
        "ns",
        "`cel` crate, context reused",
        Some("cel_ns"),
        "≤ 0.1",
    ),
    row(
        "verdict with the code of every condition",
        "codes_ns",
        "ns",
        "hand-written Rust",
        Some("hand_codes_ns"),
        "≤ 5",
    ),
    row(
        "six findings with next question as JSON",
        "trace_us",
        "µs",
        "OpenFisca, one firm, traced",
        Some("openfisca_us"),
        "≤ 0.05 and ≤ 25 µs",
    ),
    row(
        "columns, six provisions, a row",
        "kernel_ns",
        "ns",
        "reading the same bytes once",
        Some("read_ns"),
        "≤ 2.5",
    ),
    row("the same", "kernel_ns", "ns", "DataFusion, SQL text, one thread", Some("sql_ns"), "≤ 0.1"),
    row(
        "the same with two threads",
        "two_threads_ns",
        "ns",
        "one thread, by the wall",
        Some("one_thread_ns"),
        "≤ 0.625",
    ),
    row("with the first deciding condition", "deciding_ns", "ns", "without it", Some("kernel_ns"), "≤ 1.5"),
    row("read, check and bind 1,000 provision files", "thousand_ms", "ms", "", None, "≤ 1,000 ms"),
    row("read, check and bind the law folder with its cases", "folder_ms", "ms", "", None, ""),
    row("next question over 20 atoms", "plan_us", "µs", "", None, "≤ 1,000 µs"),
    row(
        "questions asked, of those on a form that asks everything",
        "asked_of_form_percent",
        "%",
        "",
        None,
        "",
    ),
    row(
        "questions asked, of those in a fixed order that stops once decided",
        "asked_of_fixed_percent",
        "%",
        "",
        None,
        "≤ 60 %",
    ),
    row("cases of the law replayed with the same bytes", "replayed", "cases", "", None, "all"),
];

fn table(reports: &[Report]) -> Result<String> {
    let figure = |name: &str| {
        let found = reports.iter().find_map(|report| report.figures.get(name));
        found.copied().with_context(|| format!("the figure `{name}` is missing"))
    };
    let mut lines = vec![
        "| what | ours | beside | theirs | ratio | goal |".to_owned(),
        "| --- | --- | --- | --- | --- | --- |".to_owned(),
    ];
    for row in &ROWS_OF_TABLE {
        let ours = figure(row.figure)?;
        let (theirs, ratio) = match row.yardstick {
            Some(name) => {
                let theirs = figure(name)?;
                (format!("{theirs:.1} {}", row.unit), format!("{:.3}", ours / theirs))
            }
            None => (String::new(), String::new()),
        };
        lines.push(format!(
            "| {} | {ours:.1} {} | {} | {theirs} | {ratio} | {} |",
            row.what, row.unit, row.beside, row.goal
        ));
    }
    Ok(lines.join("\n"))
}
