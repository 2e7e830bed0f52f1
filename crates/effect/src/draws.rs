//! Drawing a table many times with noise in its cells (Monte Carlo), to look at what the delta method says.

use crate::cells::{Cells, dot};
use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::interval::check_noise;
use crate::rows::{direct, scale};
use crate::threads::{Threads, each_part};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore as _, SeedableRng as _};
use serde::Serialize;
use teukgu_domain::text::Text;

/// Most draws at a time.
pub const MOST_DRAWS: u32 = 1_000_000;

/// Largest table that is drawn: each draw goes through all of its cells several times.
pub const LARGEST_DRAWN: usize = 1_024;

/// Steps after which a draw is given up.
const MOST_STEPS: usize = 100;

/// Largest change of a step, as a share of the largest output, at which a draw is good.
const GOOD: f64 = 1e-15;

/// What is drawn, how often, and with how much noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawing {
    /// Number of draws.
    pub draws: u32,
    /// How far each input coefficient may be off, as a share of itself: 0.1 is anywhere within ±10 %, all alike.
    pub noise: f64,
    /// Seed; the same one gives the same bits on any machine and any number of threads.
    pub seed: u64,
}

/// How an indicator is spread over the draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// What is counted.
    pub indicator: Indicator,
    /// Mean of the draws.
    pub mean: f64,
    /// Standard deviation of the draws.
    pub deviation: f64,
    /// Quantiles at 2.5, 25, 50, 75 and 97.5 %.
    pub quantiles: [f64; 5],
}

impl Flows {
    /// Draws the table with noise and works out what follows from a demand, each time anew.
    ///
    /// Each draw has random numbers of its own, so that it does not matter which thread draws it.
    /// A draw is solved by steps from the table without noise: `x ← x₀ + L ΔA x`. Draws are the one place where the
    /// inverse `L` is made, because it is used thousands of times.
    ///
    /// # Errors
    /// [`EffectFault::Amount`] for a number of draws or noise outside of what can be, [`EffectFault::Unsolved`] if a
    /// drawn table cannot be solved.
    #[doc(alias = "Monte Carlo")]
    pub fn draws(
        &self,
        demand: &[f64],
        indicators: &[Indicator],
        drawing: Drawing,
        threads: Threads,
    ) -> Result<Vec<Spread>, EffectFault> {
        check(self, drawing)?;
        let model = self.model(threads)?;
        let base = model.solve(demand)?.values;
        let sampler = Sampler {
            inverse: model.inverse().cells().clone(),
            coefficients: model.technology().to_cells(),
            base,
            drawing,
        };
        let rows: Vec<_> = indicators.iter().map(|one| scaled(self, *one)).collect::<Result<_, _>>()?;
        let mut results = vec![Ok(Vec::new()); drawing.draws as usize];
        each_part(&mut results, usize::MAX, threads, |first, part| {
            let mut change = sampler.coefficients.clone();
            for (at, result) in part.iter_mut().enumerate() {
                let drawn = sampler.draw((first + at) as u64, &mut change);
                *result = drawn.map(|output| rows.iter().map(|row| dot(row, &output)).collect());
            }
        });
        let results = results.into_iter().collect::<Result<Vec<Vec<f64>>, _>>()?;
        let of = |at: usize| results.iter().map(|result| result[at]).collect();
        Ok(indicators.iter().enumerate().map(|(at, indicator)| spread(*indicator, of(at))).collect())
    }
}

/// An odd number that spreads the numbers of draws over all seeds (the golden ratio of 2⁶⁴).
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Takes two numbers of 32 bits from each one of 64.
#[derive(Default)]
struct Halves(Option<u32>);

impl Halves {
    fn next(&mut self, random: &mut Xoshiro256PlusPlus) -> i32 {
        let half = self.0.take().unwrap_or_else(|| {
            let [a, b, c, d, rest @ ..] = random.next_u64().to_le_bytes();
            self.0 = Some(u32::from_le_bytes(rest));
            u32::from_le_bytes([a, b, c, d])
        });
        half.cast_signed()
    }
}

struct Sampler {
    inverse: Cells,
    coefficients: Cells,
    base: Vec<f64>,
    drawing: Drawing,
}

impl Sampler {
    /// Draws one table and solves it; `change` is overwritten with what the noise changes in each cell.
    fn draw(&self, number: u64, change: &mut Cells) -> Result<Vec<f64>, EffectFault> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(self.drawing.seed ^ number.wrapping_mul(ODD));
        let noise = self.drawing.noise / f64::from(1_u32 << 31);
        let mut halves = Halves::default();
        change.overwrite(&self.coefficients, |coefficient| {
            coefficient * noise * f64::from(halves.next(&mut random))
        });
        let mut output = self.base.clone();
        let mut last = f64::INFINITY;
        for _ in 0..MOST_STEPS {
            let moved = self.inverse.product(&change.product(&output, Threads::ONE), Threads::ONE);
            let (mut largest, mut furthest) = (0.0_f64, 0.0_f64);
            for ((output, base), moved) in output.iter_mut().zip(&self.base).zip(&moved) {
                let next = base + moved;
                furthest = furthest.max((next - *output).abs());
                largest = largest.max(next.abs());
                *output = next;
            }
            let step = furthest / largest;
            // Rounding alone keeps the last steps from getting smaller.
            if step <= GOOD || step < 1e-12 && step >= last {
                return Ok(output);
            }
            last = step;
        }
        Err(EffectFault::Unsolved { residual: last })
    }
}

fn check(flows: &Flows, drawing: Drawing) -> Result<(), EffectFault> {
    let refused = |ko: String, en: String| Err(EffectFault::Amount { what: Text::new(ko, en) });
    if !(2..=MOST_DRAWS).contains(&drawing.draws) {
        return refused(
            format!("추출 횟수는 2 이상 {MOST_DRAWS} 이하입니다"),
            format!("the number of draws is from 2 to {MOST_DRAWS}"),
        );
    }
    check_noise(drawing.noise)?;
    if flows.accounts.len() > LARGEST_DRAWN {
        return refused(
            format!("부문이 {LARGEST_DRAWN}개를 넘는 표는 추출하지 않습니다. 델타법 구간을 쓰세요"),
            format!(
                "tables of more than {LARGEST_DRAWN} accounts are not drawn; take the interval of the delta method"
            ),
        );
    }
    Ok(())
}

/// Returns what a unit of output has of an indicator: money for money, persons for money.
fn scaled(flows: &Flows, indicator: Indicator) -> Result<Vec<f64>, EffectFault> {
    let mut direct = direct(flows, indicator)?;
    let scale = scale(indicator);
    for direct in &mut direct {
        *direct *= scale;
    }
    Ok(direct)
}

fn spread(indicator: Indicator, mut drawn: Vec<f64>) -> Spread {
    let count = drawn.len() as f64;
    let mean = drawn.iter().sum::<f64>() / count;
    let squares: f64 = drawn.iter().map(|one| (one - mean).powi(2)).sum();
    drawn.sort_by(f64::total_cmp);
    let quantiles = [25, 250, 500, 750, 975].map(|thousandths| quantile(&drawn, thousandths));
    Spread { indicator, mean, deviation: (squares / (count - 1.0)).sqrt(), quantiles }
}

/// Returns a quantile of sorted numbers, between two of them by a straight line.
fn quantile(sorted: &[f64], thousandths: usize) -> f64 {
    let place = thousandths * (sorted.len() - 1);
    let (lower, rest) = (place / 1_000, place % 1_000);
    let upper = lower + usize::from(rest > 0);
    sorted[lower] + (sorted[upper] - sorted[lower]) * rest as f64 / 1_000.0
}
