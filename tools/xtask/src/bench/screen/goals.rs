//! The goals of the screening, each beside what was measured.

use anyhow::Result;

use super::Length;
use super::figures::Figures;
use super::work::Layout::{self, Delivered, Sorted};
use super::work::Program::{Ours, SedonaDb};
use super::work::Task::{self, OneZone, Places, Screening, Sql};
use super::work::{Work, alone, work};

/// Rows that goals speak of.
const ROWS: u64 = 10_000_000;

/// Lines of the table of goals, as they are found.
struct Goals<'f> {
    figures: &'f Figures,
    /// False if the register has another number of rows, so that seconds cannot be judged.
    has_size: bool,
    lines: Vec<String>,
}

/// Returns a table with a line for each goal.
pub(super) fn table(length: Length, figures: &Figures) -> Result<String> {
    let head = ["| goal | what | at | measured | |".to_owned(), "| --- | --- | --- | --: | --- |".to_owned()];
    let mut goals = Goals { figures, has_size: length.rows == ROWS, lines: head.into() };
    goals.in_memory()?;
    goals.places()?;
    goals.screening()?;
    goals.memory()?;
    goals.zones()?;
    goals.other_ways()?;
    Ok(goals.lines.join("\n"))
}

impl Goals<'_> {
    fn at_most(&mut self, id: &str, what: &str, most: f64, measured: f64, unit: &str) {
        self.add(
            id,
            what,
            &format!("≤ {most}{unit}"),
            &format!("{}{unit}", digits(measured)),
            measured <= most,
        );
    }

    fn at_least(&mut self, id: &str, what: &str, least: f64, measured: f64, unit: &str) {
        self.add(
            id,
            what,
            &format!("≥ {least}{unit}"),
            &format!("{}{unit}", digits(measured)),
            measured >= least,
        );
    }

    fn add(&mut self, id: &str, what: &str, at: &str, measured: &str, is_met: bool) {
        // What one process measures within itself does not depend on the size of the register.
        let is_within = ["B1", "B7", "B9"].contains(&id);
        let verdict = match is_met {
            _ if !self.has_size && !is_within => "another size",
            true => "met",
            false => "missed",
        };
        self.lines.push(format!("| {id} | {what} | {at} | {measured} | {verdict} |"));
    }

    fn not_measured(&mut self, id: &str, what: &str, at: &str, why: &str) {
        self.lines.push(format!("| {id} | {what} | {at} | {why} | not measured |"));
    }

    fn in_memory(&mut self) -> Result<()> {
        let figure = |name: &str| self.figures.within(name);
        let (unsorted, sorted) = (figure("unsorted_ns")?, figure("sorted_ns")?);
        let trees = [figure("trees_unsorted_ns")? / unsorted, figure("trees_sorted_ns")? / sorted];
        self.at_most("B1", "a place in memory, sorted", 4.0, sorted, " ns");
        self.at_most("B1", "a place in memory, unsorted", 15.0, unsorted, " ns");
        self.at_least("B1", "million places a second, sorted, one thread", 100.0, 1e3 / sorted, "");
        self.at_least("B1", "beside `rstar` with `geo`, unsorted", 30.0, trees[0], " ×");
        self.at_least("B1", "beside `rstar` with `geo`, sorted", 100.0, trees[1], " ×");
        Ok(())
    }

    fn places(&mut self) -> Result<()> {
        let prepared = work(Places, Ours, Sorted);
        let used = self.figures.used(prepared)?;
        self.at_most("B2", "places by zone, prepared, CPU", 0.1, used.cpu, " s");
        self.at_most("B2", "the same by the clock", 0.08, used.wall, " s");
        self.beside("B2", Places, [Delivered, Sorted], 40.0)?;
        self.beside("B2", Places, [Sorted, Sorted], 30.0)?;
        let delivered = self.figures.used(work(Places, Ours, Delivered))?.cpu;
        self.at_most("B3", "places by zone, as delivered, CPU", 0.6, delivered, " s");
        self.beside("B3", Places, [Delivered, Delivered], 8.0)
    }

    fn screening(&mut self) -> Result<()> {
        let prepared = self.figures.used(work(Screening, Ours, Sorted))?.cpu;
        self.at_most("B4", "six provisions with reasons, prepared, CPU", 0.4, prepared, " s");
        self.beside("B4", Screening, [Delivered, Sorted], 15.0)?;
        self.beside("B4", Screening, [Sorted, Sorted], 10.0)?;
        let delivered = self.figures.used(work(Screening, Ours, Delivered))?.cpu;
        self.at_most("B5", "six provisions with reasons, as delivered, CPU", 1.1, delivered, " s");
        self.beside("B5", Screening, [Delivered, Delivered], 5.0)
    }

    /// Compares the work of SedonaDB on one file with ours on another.
    fn beside(&mut self, id: &str, task: Task, [theirs, ours]: [Layout; 2], least: f64) -> Result<()> {
        let (theirs, ours) = (work(task, SedonaDb, theirs), work(task, Ours, ours));
        let what = format!("ours {} beside SedonaDB {}", ours.file(), theirs.file());
        self.at_least(id, &what, least, self.figures.times_ours(theirs, ours)?, " ×");
        Ok(())
    }

    fn memory(&mut self) -> Result<()> {
        let peak = |work: Work| Ok::<_, anyhow::Error>(self.figures.used(work)?.peak_mib);
        let ours = peak(work(Screening, Ours, Delivered))?.max(peak(work(Screening, Ours, Sorted))?);
        let theirs = peak(work(Screening, SedonaDb, Delivered))?;
        self.at_most("B6", "most memory, six provisions", 120.0, ours, " MiB");
        self.at_least("B6", "memory of SedonaDB beside ours", 4.0, theirs / ours, " ×");
        Ok(())
    }

    fn zones(&mut self) -> Result<()> {
        let figure = |name: &str| self.figures.within(name);
        let [build, bytes, read] = [figure("build_ms")?, figure("bytes")? / 1e6, figure("from_bytes_ms")?];
        let [half, most] = [figure("single_p50_ns")?, figure("single_p99_ns")?];
        self.at_most("B7", "174 zones laid out", 40.0, build, " ms");
        self.at_most("B7", "their bytes", 9.0, bytes, " MB");
        self.at_most("B7", "read from bytes", 1.0, read, " ms");
        let one = work(OneZone, Ours, Sorted);
        let [_, pass] = self.figures.told(one)?;
        let whole = self.figures.times_ours(work(Screening, SedonaDb, Sorted), one)?;
        self.at_most("B8", "one zone amended, the pass by the clock", 20.0, pass * 1e3, " ms");
        self.at_least("B8", "SedonaDB on everything beside the whole process", 200.0, whole, " ×");
        self.at_most("B9", "one place, half of them within", 100.0, half, " ns");
        self.at_most("B9", "one place, 99 of 100 within", 1_000.0, most, " ns");
        Ok(())
    }

    fn other_ways(&mut self) -> Result<()> {
        let cpu = |work: Work| Ok::<_, anyhow::Error>(self.figures.used(work)?.cpu);
        let run = work(Screening, Ours, Sorted);
        let sql = cpu(work(Sql, Ours, Sorted))? / cpu(run)?;
        let wall = self.figures.used(alone(Screening, Sorted))?.wall / self.figures.used(run)?.wall;
        self.not_measured("B10", "100,000,000 rows beside 10,000,000", "10 ± 1 ×", "");
        self.at_most("B11", "asked in SQL beside the bare run, CPU", 1.3, sql, " ×");
        let here = format!("two threads {wall:.2} × one, by the clock");
        self.not_measured("B12", "16 cores beside one", "≥ 12 ×", &here);
        Ok(())
    }
}

/// Writes a figure so that a near miss can be told from a hit.
fn digits(value: f64) -> String {
    match value {
        small if small < 10.0 => format!("{small:.3}"),
        middle if middle < 100.0 => format!("{middle:.1}"),
        large => format!("{large:.0}"),
    }
}
