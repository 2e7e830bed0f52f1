//! Linkages: how much an account pulls on the others, and how much it is pulled.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::leontief::Leontief;
use crate::technology::Technology;
use crate::threads::Threads;

/// Linkages of an account (연관효과).
///
/// Source: P. N. Rasmussen (1956) as in Miller and Blair (2009), section 12.2; the Bank of Korea publishes the first two
/// with its tables.
#[doc(alias = "연관효과")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linkage {
    /// Place of the account.
    pub account: usize,
    /// Power of dispersion (영향력계수): its column of the inverse over the mean of all columns.
    pub power: f64,
    /// Sensitivity of dispersion (감응도계수): its row of the inverse over the mean of all rows.
    pub sensitivity: f64,
    /// Output of all accounts for a unit of its final demand (backward linkage).
    pub backward: f64,
    /// Output of all accounts for a unit of its own value added (forward linkage, by the model of Ghosh).
    pub forward: f64,
}

impl Linkage {
    /// Tells whether it pulls more than the mean and is pulled more than the mean: a key sector.
    pub fn is_key(&self) -> bool {
        self.power > 1.0 && self.sensitivity > 1.0
    }
}

impl Flows {
    /// Works out the linkages of each account that puts something out, without an inverse.
    ///
    /// # Errors
    /// [`EffectFault`] if the table cannot be solved.
    pub fn linkages(&self, threads: Threads) -> Result<Vec<Linkage>, EffectFault> {
        let model = self.model(threads)?;
        let ones: Vec<f64> = self.output.iter().map(|output| f64::from(*output != 0.0)).collect();
        let backward = model.multipliers(&ones)?.values;
        let rows = model.solve(&ones)?.values;
        let ghosh = Leontief::new(Technology::allocations(&self.domestic, &self.output), threads)?;
        let forward = ghosh.solve(&ones)?.values;
        let count = ones.iter().sum::<f64>();
        let places = (0..self.accounts.len()).filter(|at| self.output[*at] != 0.0);
        let total: f64 = places.clone().map(|at| backward[at]).sum();
        Ok(places
            .map(|account| Linkage {
                account,
                power: count * backward[account] / total,
                sensitivity: count * rows[account] / total,
                backward: backward[account],
                forward: forward[account],
            })
            .collect())
    }

    /// Returns what the output of each account would be if the prices of primary inputs pushed it (Ghosh):
    /// `x' = v'(I - B)⁻¹`.
    ///
    /// Read as quantities it assumes that output follows supply without limit; read as values it is the price model.
    ///
    /// # Errors
    /// [`EffectFault`] if the table cannot be solved.
    #[doc(alias = "Ghosh")]
    pub fn supply_driven(&self, primary: &[f64], threads: Threads) -> Result<Vec<f64>, EffectFault> {
        let ghosh = Leontief::new(Technology::allocations(&self.domestic, &self.output), threads)?;
        Ok(ghosh.multipliers(primary)?.values)
    }

    /// Returns by how much prices rise if costs per unit of output rise: `p = (I - A')⁻¹ v` (가격파급효과).
    ///
    /// Source: Miller and Blair (2009), section 2.6.
    ///
    /// # Errors
    /// [`EffectFault`] if the table cannot be solved.
    #[doc(alias = "가격파급효과")]
    pub fn prices(&self, costs: &[f64], threads: Threads) -> Result<Vec<f64>, EffectFault> {
        Ok(self.model(threads)?.multipliers(costs)?.values)
    }
}
