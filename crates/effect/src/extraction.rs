//! A sector taken out: what the economy would lack, and what the sector calls forth in the others.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::threads::Threads;
use teukgu_domain::text::Text;

/// What an economy would put out without a sector (가설적 추출법).
///
/// Source: Miller and Blair (2009), section 12.2.6 of the method of hypothetical extraction.
#[doc(alias = "가설적 추출법")]
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// Place of the sector that is taken out.
    pub account: usize,
    /// Output that is lost, the sector's own among it.
    pub lost: f64,
    /// The same as a share of all output.
    pub share: f64,
    /// Output that each account would lose.
    pub by_account: Vec<f64>,
}

/// What a unit of a sector's output calls forth in all others (외생화).
#[doc(alias = "외생화")]
#[derive(Clone, Debug, PartialEq)]
pub struct Exogenised {
    /// Place of the sector.
    pub account: usize,
    /// Output of each account for a unit of the sector's output; the sector's own is 1.
    pub output: Vec<f64>,
}

impl Flows {
    /// Takes a sector out: nobody sells to it, buys from it, or uses it.
    ///
    /// One solve is enough: `x̄ = x - L e_k x_k / l_kk` has no output of the sector, and everybody else's demand is met.
    ///
    /// # Errors
    /// [`EffectFault`] if there is no such sector, or the table cannot be solved.
    pub fn extract(&self, account: usize, threads: Threads) -> Result<Extraction, EffectFault> {
        let exogenised = self.exogenise(account, threads)?;
        let by_account: Vec<_> =
            exogenised.output.iter().map(|output| output * self.output[account]).collect();
        let lost = by_account.iter().sum::<f64>();
        let share = lost / self.output.iter().sum::<f64>();
        Ok(Extraction { account, lost, share, by_account })
    }

    /// Sets the output of a sector from outside, as reports do whose object is the sector itself: its row and column
    /// are dropped, and its inputs are the final demand for the others.
    ///
    /// # Errors
    /// [`EffectFault`] if there is no such sector, or the table cannot be solved.
    pub fn exogenise(&self, account: usize, threads: Threads) -> Result<Exogenised, EffectFault> {
        let size = self.accounts.len();
        let mut demand = vec![0.0; size];
        *demand.get_mut(account).ok_or(EffectFault::Length { expected: size, found: account })? = 1.0;
        if self.output[account] == 0.0 {
            let what = Text::new("산출이 없는 부문입니다", "the sector has no output");
            return Err(EffectFault::Amount { what });
        }
        let column = self.model(threads)?.solve(&demand)?.values;
        let own = column[account];
        Ok(Exogenised { account, output: column.into_iter().map(|value| value / own).collect() })
    }
}
