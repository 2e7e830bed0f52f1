//! `bench effect`: input-output tables beside pymrio and numpy, on one input and one thread.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{machine, python};
use crate::{run, suite};

/// Packages of the peers, in a folder of their own below `target`.
const PACKAGES: [&str; 4] = ["pymrio==0.7.*", "numpy==2.*", "scipy==1.*", "pandas==2.*"];

/// Answers that both sides have to give alike: ours and theirs, and by how much of itself they may differ.
const ALIKE: [(&str, &str, f64); 9] = [
    ("answer_world", "pymrio_answer_world", 1e-10),
    ("answer_2464", "pymrio_answer_2464", 1e-10),
    ("answer_4000", "pymrio_answer_4000", 1e-10),
    ("answer_9800", "pymrio_answer_9800", 1e-10),
    ("answer_inverse", "numpy_answer_inverse", 1e-9),
    // Draws are other ones on each side; their means are near one another.
    ("mean_33", "numpy_mean_33", 1e-2),
    ("mean_83", "numpy_mean_83", 1e-2),
    ("mean_165", "numpy_mean_165", 1e-2),
    ("mean_380", "numpy_mean_380", 1e-2),
];

/// What is measured, our figure with its unit, the yardstick with its figure, and the goal.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ROWS: [Row; 20] = [
    ("one impact, all indicators, Seoul, 83 sectors", "impact_us", "", "", "≤ 10 µs"),
    ("180 zones × 5 years × 4 scenarios, Seoul", "batch_ms", "", "", "≤ 10 ms"),
    ("audit of a claim over 83 sectors", "audit_ms", "", "", "≤ 5 ms"),
    (
        "impact from flows, world, 1,435 accounts",
        "cold_world_ms",
        "pymrio `calc_A`, `calc_L`",
        "pymrio_world_ms",
        "≤ 25 ms, 10 times",
    ),
    ("the same with its multipliers kept", "warm_world_ms", "", "", "≤ 0.5 ms"),
    (
        "impact from flows, 2,464 accounts",
        "cold_2464_ms",
        "pymrio `calc_A`, `calc_L`",
        "pymrio_2464_ms",
        "≤ 80 ms, 15 times",
    ),
    (
        "impact from flows, 4,000 accounts",
        "cold_4000_ms",
        "pymrio `calc_A`, `calc_L`",
        "pymrio_4000_ms",
        "≤ 280 ms, 15 times",
    ),
    (
        "impact from flows, 9,800 accounts",
        "cold_9800_ms",
        "pymrio `calc_A`, `calc_L`",
        "pymrio_9800_ms",
        "≤ 2,500 ms, 25 times",
    ),
    (
        "four rows of multipliers, 4,000 accounts",
        "four_rows_ms",
        "pymrio `calc_A`, `calc_L`",
        "pymrio_4000_ms",
        "≤ 1,000 ms",
    ),
    ("inverse, 4,000 accounts", "inverse_ms", "numpy `inv`", "numpy_inverse_ms", "≤ 1.2 times theirs"),
    ("1,000 draws, 33 sectors", "draws_33_ms", "numpy `solve`", "numpy_draws_33_ms", "≤ 12 ms, 2.8 times"),
    ("the same", "draws_33_ms", "pymrio `calc_L`", "pymrio_draws_33_ms", "75 times"),
    ("1,000 draws, 83 sectors", "draws_83_ms", "numpy `solve`", "numpy_draws_83_ms", "≤ 35 ms, 3.3 times"),
    ("the same", "draws_83_ms", "pymrio `calc_L`", "pymrio_draws_83_ms", "35 times"),
    (
        "1,000 draws, 165 sectors",
        "draws_165_ms",
        "numpy `solve`",
        "numpy_draws_165_ms",
        "≤ 100 ms, 3.9 times",
    ),
    ("the same", "draws_165_ms", "pymrio `calc_L`", "pymrio_draws_165_ms", "24 times"),
    ("1,000 draws, 380 sectors", "draws_380_ms", "numpy `solve`", "numpy_draws_380_ms", "≤ 400 ms, 7 times"),
    ("the same", "draws_380_ms", "pymrio `calc_L`", "pymrio_draws_380_ms", "35 times"),
    ("interval by the delta method, 380 sectors", "delta_ms", "", "", "≤ 2 ms"),
    ("its deviation over that of the draws", "delta_of_draws", "", "", "0.97 to 1.03"),
];

#[derive(Debug, Deserialize)]
struct Report {
    figures: BTreeMap<String, f64>,
}

/// Runs the benchmark and returns its section of the page.
pub(super) fn run(root: &Path) -> Result<String> {
    run::shown(&mut run::cargo(root, &["build", "--release", "--quiet", "--package", "teukgu-bench"]))?;
    let bench = suite::target(root)?.join("release/teukgu-bench");
    let folder = suite::target(root)?.join("bench/effect");
    let python = python::environment(&folder, &PACKAGES)?;
    let data = folder.join("data");
    run::shown(Command::new(&bench).arg("effect-data").arg(&data))?;
    let mut figures = report(Command::new(&bench).arg("effect").arg(root.join("tables")))?;
    let peers = root.join("tools/bench/peers/io_tables.py");
    figures.extend(report(Command::new(&python).arg(peers).arg(&data).arg(root.join("tables/world-2011")))?);
    fs::remove_dir_all(&data).ok();
    for (ours, theirs, most) in ALIKE {
        let (ours_is, theirs_is) = (figure(&figures, ours)?, figure(&figures, theirs)?);
        let off = (ours_is / theirs_is - 1.0).abs();
        ensure!(off <= most, "`{ours}` is {ours_is}, `{theirs}` is {theirs_is}");
    }
    for size in [33, 83, 165, 380] {
        ensure!(
            figure(&figures, &format!("same_bits_{size}"))? > 0.0,
            "two threads draw other bits than one"
        );
    }
    Ok(format!("## Effect\n\n{}\n\n{}", machine::line()?, table(&figures)?))
}

fn report(command: &mut Command) -> Result<BTreeMap<String, f64>> {
    let text = run::output(command)?;
    let report: Report =
        serde_json::from_str(&text).with_context(|| format!("the benchmark said `{text}`"))?;
    Ok(report.figures)
}

fn figure(figures: &BTreeMap<String, f64>, name: &str) -> Result<f64> {
    figures.get(name).copied().with_context(|| format!("the figure `{name}` is missing"))
}

fn table(figures: &BTreeMap<String, f64>) -> Result<String> {
    let mut lines = vec![
        "| what | ours | beside | theirs | times quicker | goal |".to_owned(),
        "| --- | --: | --- | --: | --: | --- |".to_owned(),
    ];
    for (what, ours, beside, theirs, goal) in ROWS {
        let unit = ours.rsplit_once('_').map_or("", |(_, unit)| unit);
        let unit = match unit {
            "us" => " µs",
            "ms" => " ms",
            _ => "",
        };
        let value = figure(figures, ours)?;
        let (theirs, ratio) = if theirs.is_empty() {
            (String::new(), String::new())
        } else {
            let theirs = figure(figures, theirs)?;
            (format!("{theirs:.1} ms"), format!("{:.1}", theirs / value))
        };
        lines.push(format!("| {what} | {value:.3}{unit} | {beside} | {theirs} | {ratio} | {goal} |"));
    }
    Ok(lines.join("\n"))
}
