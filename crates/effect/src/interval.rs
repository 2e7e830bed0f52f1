//! How sure a number is, if the cells of its table are off by so much: the delta method.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::leontief::Leontief;
use crate::rows;
use crate::threads::Threads;
use serde::Serialize;
use teukgu_domain::text::Text;

/// Standard deviations on each side of a number between which it lies in 95 of 100 cases.
const NINETY_FIVE: f64 = 1.959_963_984_540_054;

/// An interval (신뢰구간) around a number.
#[doc(alias = "신뢰구간")]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The number itself.
    pub amount: f64,
    /// How far each coefficient may be off.
    pub noise: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// Lower end, with 95 %.
    pub low: f64,
    /// Upper end, with 95 %.
    pub high: f64,
}

impl Interval {
    fn around(amount: f64, noise: f64, deviation: f64) -> Self {
        let half = NINETY_FIVE * deviation;
        Self { amount, noise, deviation, low: amount - half, high: amount + half }
    }
}

/// A demand with the output that it calls for: what intervals of several indicators have in common.
#[derive(Debug)]
pub struct Called<'a> {
    flows: &'a Flows,
    model: Leontief<'a>,
    output: Vec<f64>,
}

impl Flows {
    /// Solves for a demand, once for all that is asked of it.
    ///
    /// # Errors
    /// [`EffectFault`] if the table cannot be solved.
    pub fn called(&self, demand: &[f64], threads: Threads) -> Result<Called<'_>, EffectFault> {
        let model = self.model(threads)?;
        let output = model.solve(demand)?.values;
        Ok(Called { flows: self, model, output })
    }
}

impl Called<'_> {
    /// Returns the interval of an indicator, if each input coefficient lies anywhere within `noise` of itself (0.1 is
    /// ±10 %, all alike), independently of all others.
    ///
    /// To first order `Var T = noise²/3 Σ (m_i a_ij x_j)²` with `m` the multipliers and `x` the output, so that no
    /// sampling is needed. Source: Miller and Blair (2009), section 12.3, on the field of influence.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if the table lacks the indicator, [`EffectFault::Amount`] for noise below 0.
    #[doc(alias = "델타법")]
    pub fn interval(&self, indicator: Indicator, noise: f64) -> Result<Interval, EffectFault> {
        check_noise(noise)?;
        let direct = rows::direct(self.flows, indicator)?;
        let multipliers = self.model.multipliers(&direct)?.values;
        let per_output = self.flows.per_output(&self.output);
        let mut variance = 0.0;
        self.flows.domestic.for_each(|row, column, flow| {
            let moved = multipliers[row] * flow * per_output[column];
            variance += moved * moved;
        });
        let scale = rows::scale(indicator);
        let amount: f64 = direct.iter().zip(&self.output).map(|(direct, output)| direct * output).sum();
        Ok(Interval::around(amount * scale, noise, noise * (variance / 3.0).sqrt() * scale))
    }
}

/// Refuses noise that no coefficient can have.
pub(crate) fn check_noise(noise: f64) -> Result<(), EffectFault> {
    if (0.0..=1.0).contains(&noise) {
        return Ok(());
    }
    let what = Text::new("오차는 0 이상 1 이하입니다", "noise is from 0 to 1");
    Err(EffectFault::Amount { what })
}
