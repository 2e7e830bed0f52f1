//! `bench screen`: a register screened beside SedonaDB, DuckDB, GeoPandas and PostGIS, on one machine in one run.

mod answer;
mod figures;
mod goals;
mod many;
mod page;
mod place;
mod postgis;
mod timed;
mod work;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::{Depth, machine};
use crate::{needs, run};
use figures::Figures;
use place::Place;
use work::Task;

/// How long the run takes.
#[derive(Debug, Clone, Copy)]
struct Length {
    rows: u64,
    /// Runs of ours, and of every other program.
    rounds: [usize; 2],
    /// Whether the register is put into a database as well.
    with_postgis: bool,
}

impl Length {
    const fn of(depth: Depth) -> Self {
        match depth {
            Depth::Quick => Self { rows: 100_000, rounds: [1, 1], with_postgis: false },
            Depth::Warm | Depth::Cold => Self { rows: 1_000_000, rounds: [5, 3], with_postgis: false },
            Depth::Long => Self { rows: 10_000_000, rounds: [5, 3], with_postgis: true },
        }
    }
}

/// Runs the benchmark and returns its section of the page.
pub(super) fn run(root: &Path, depth: Depth) -> Result<String> {
    let length = Length::of(depth);
    if length.with_postgis {
        needs::postgis()?;
    }
    let place = Place::prepare(root, length.rows)?;
    let mut figures = Figures::default();
    figures.versions = place.versions()?;
    processes(&place, length, &mut figures)?;
    if length.with_postgis {
        postgis::measure(&place, length.rounds[1], &mut figures)?;
    }
    answer::all_alike(&figures)?;
    let report: Report = serde_json::from_str(&run::output(&mut place.within()?)?)?;
    figures.within = report.figures;
    page::section(&machine::line()?, length, &figures)
}

/// Lets every program do its works in turns.
fn processes(place: &Place, length: Length, figures: &mut Figures) -> Result<()> {
    let [of_ours, of_others] = length.rounds;
    for round in 0..of_ours.max(of_others) {
        println!("round {} of {}", round + 1, of_ours.max(of_others));
        for work in work::ALL {
            let rounds = match work.task {
                // It is there to compare findings; nobody has tuned it.
                Task::Script => 1,
                _ if work.is_ours() => of_ours,
                _ => of_others,
            };
            if round < rounds {
                let (used, said) = timed::timed(&mut place.command(work), &place.folder)?;
                figures.add(work, used, answer::read(work, &said)?)?;
            }
        }
    }
    Ok(())
}

/// What one process measures within itself: the grid of zones, and findings beside the interpreter.
#[derive(serde::Deserialize)]
struct Report {
    figures: BTreeMap<String, f64>,
}
