//! The clock: what one thread does in turns, and what several do together.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};

/// How long one turn lasts at least, so that the clock is far finer than what it measures.
const TURN_NS: f64 = 20e6;

/// Returns the nanoseconds that something takes by the clock on the wall.
pub(crate) fn wall<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let out = black_box(work());
    (begun.elapsed().as_secs_f64() * 1e9, out)
}

/// Returns the nanoseconds of processor time that something takes on this thread, whatever else the machine does.
pub(crate) fn cpu<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = clock_gettime(ClockId::ThreadCPUTime);
    let out = black_box(work());
    let taken = Duration::try_from(clock_gettime(ClockId::ThreadCPUTime) - begun).unwrap_or_default();
    (taken.as_secs_f64() * 1e9, out)
}

/// Returns the middle one of some figures.
pub(crate) fn median(mut figures: Vec<f64>) -> Result<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().context("nothing was measured")
}

/// Returns the nanoseconds that something takes, repeated until a turn is long enough to be measured.
pub(crate) fn turn(work: &mut dyn FnMut()) -> f64 {
    let mut times = 1_u32;
    loop {
        let (taken, ()) = wall(|| (0..times).for_each(|_| work()));
        if taken >= TURN_NS || times >= 1 << 24 {
            return taken / f64::from(times);
        }
        times *= 2;
    }
}

/// Lets several candidates take turns for `rounds`, and returns the median time of each.
pub(crate) fn turns<const N: usize>(rounds: usize, mut work: [&mut dyn FnMut(); N]) -> Result<[f64; N]> {
    let mut taken = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (work, taken) in work.iter_mut().zip(&mut taken) {
            taken.push(turn(*work));
        }
    }
    let mut medians = [0.0; N];
    for (median, taken) in medians.iter_mut().zip(taken) {
        *median = self::median(taken)?;
    }
    Ok(medians)
}
