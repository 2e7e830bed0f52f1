//! The grid of zones in memory: many places, one place, building it, keeping it.

use std::hint::black_box;

use anyhow::{Result, ensure};
use teukgu_geo::fixed::{self, Fixed};
use teukgu_geo::grid::Grid;
use teukgu_geo::shape::ZoneShape;
use teukgu_register::generate::Generator;
use teukgu_register::zone::Zone;

use super::SEED;
use super::trees::Trees;
use crate::clock::{cpu, median, wall};
use crate::report::{Report, number};

/// Places that are looked up, and those of them that the trees look up too.
const PLACES: u64 = 2_000_000;
const OF_TREES: usize = 200_000;
/// Places that are handed to the grid at once, as the pieces of a register are.
const PIECE: usize = 1 << 16;
const ROUNDS: usize = 5;

/// Measures the grid of the zones, and building that of many zones.
pub(super) fn measure(
    generator: &Generator,
    zones: &[Zone],
    many: &[Zone],
    report: &mut Report,
) -> Result<()> {
    let shapes = |zones: &[Zone]| zones.iter().map(|zone| zone.shape.clone()).collect::<Vec<_>>();
    let (zones, many) = (shapes(zones), shapes(many));
    let grid = build(&zones, "", report)?;
    build(&many, "many_", report)?;
    let unsorted = places(generator);
    let mut sorted = unsorted.clone();
    sorted.sort_by_key(|place| fixed::z_order(*place));
    let (of_unsorted, of_sorted) = (columns(&unsorted), columns(&sorted));
    let [mut taken, mut taken_sorted] = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        let (once, pairs) = cpu(|| screen(&grid, &of_unsorted));
        taken.push(once / number(unsorted.len()));
        let (once, pairs_of_sorted) = cpu(|| screen(&grid, &of_sorted));
        taken_sorted.push(once / number(sorted.len()));
        ensure!(pairs == pairs_of_sorted, "sorted places lie in other zones");
        report.figure("pairs", number(pairs));
    }
    report.figure("unsorted_ns", median(taken)?);
    report.figure("sorted_ns", median(taken_sorted)?);
    trees(&zones, &grid, &unsorted, &sorted, report)?;
    single(&grid, &unsorted, report);
    Ok(())
}

/// Builds a grid, writes it as bytes and reads them again; figures begin with `prefix`.
fn build(zones: &[ZoneShape], prefix: &str, report: &mut Report) -> Result<Grid> {
    let [mut built, mut read] = [Vec::new(), Vec::new()];
    let mut grid = Grid::new(zones)?;
    let bytes = grid.to_bytes();
    for _ in 0..ROUNDS {
        let (taken, again) = cpu(|| Grid::new(zones));
        grid = again?;
        built.push(taken / 1e6);
        let (taken, kept) = cpu(|| Grid::from_bytes(&bytes));
        ensure!(kept? == grid, "a grid that is read is another one");
        read.push(taken / 1e6);
    }
    report.figure(&format!("{prefix}zones"), number(grid.zones()));
    report.figure(&format!("{prefix}build_ms"), median(built)?);
    report.figure(&format!("{prefix}from_bytes_ms"), median(read)?);
    report.figure(&format!("{prefix}bytes"), number(bytes.len()));
    Ok(grid)
}

/// Draws places of a made-up register; rows without one are left out.
fn places(generator: &Generator) -> Vec<Fixed> {
    let rows = (0..PLACES).map(|row| generator.row(SEED, row));
    rows.filter_map(|row| fixed::place(row.lon?, row.lat?).ok()).collect()
}

fn columns(places: &[Fixed]) -> [Vec<i32>; 2] {
    [places.iter().map(|place| place.lon).collect(), places.iter().map(|place| place.lat).collect()]
}

/// Returns how many pairs there are.
fn screen(grid: &Grid, [lon, lat]: &[Vec<i32>; 2]) -> usize {
    let (mut pairs, mut count) = (Vec::new(), 0);
    for (lon, lat) in lon.chunks(PIECE).zip(lat.chunks(PIECE)) {
        pairs.clear();
        grid.screen(black_box(lon), black_box(lat), 0, &mut pairs);
        count += pairs.len();
    }
    count
}

/// Lets trees of boxes look the same places up, unsorted and sorted.
fn trees(
    zones: &[ZoneShape],
    grid: &Grid,
    unsorted: &[Fixed],
    sorted: &[Fixed],
    report: &mut Report,
) -> Result<()> {
    let trees = Trees::new(zones)?;
    // Sorted ones are neighbours only if none is left out between them.
    let middle = sorted.len() / 2;
    let some = [
        unsorted.get(..OF_TREES).unwrap_or(unsorted),
        sorted.get(middle..middle + OF_TREES).unwrap_or(sorted),
    ];
    for (name, places) in ["trees_unsorted_ns", "trees_sorted_ns"].into_iter().zip(some) {
        let degrees: Vec<[f64; 2]> = places.iter().map(|place| degrees(*place)).collect();
        let (taken, theirs) = cpu(|| trees.count(black_box(&degrees)));
        report.figure(name, taken / number(places.len()));
        let ours: usize = places.iter().map(|place| grid.hits(*place).count()).sum();
        ensure!(ours == theirs, "the trees find {theirs} pairs, the grid {ours}");
    }
    Ok(())
}

fn degrees(place: Fixed) -> [f64; 2] {
    [f64::from(place.lon) / 1e7, f64::from(place.lat) / 1e7]
}

/// Looks places up one by one, by the clock, which is read once more for each of them.
fn single(grid: &Grid, places: &[Fixed], report: &mut Report) {
    let look_up = |place: &Fixed| {
        let hits = || grid.hits(black_box(*place)).map(|hit| u32::from(hit.border)).sum::<u32>();
        wall(hits).0
    };
    let mut taken: Vec<f64> = places.iter().map(look_up).collect();
    taken.sort_by(f64::total_cmp);
    for percent in [50, 99] {
        let at = taken.get(taken.len() * percent / 100).copied().unwrap_or(f64::NAN);
        report.figure(&format!("single_p{percent}_ns"), at);
    }
}
