//! Why output changed between two years: other technology, or other demand.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::threads::Threads;
use teukgu_domain::text::Text;

/// A change of output by its causes (구조분해분석).
///
/// The mean of both polar forms: `Δx = ½ΔL(f₀ + f₁) + ½(L₀ + L₁)Δf`; nothing is left over.
/// Source: Miller and Blair (2009), section 13.1.
#[doc(alias = "구조분해분석")]
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// Change of output of each account.
    pub change: Vec<f64>,
    /// The part that comes of other input coefficients.
    pub technology: Vec<f64>,
    /// The part that comes of other final demand.
    pub demand: Vec<f64>,
}

impl Flows {
    /// Tells the change from an earlier table to this one apart by its causes; both at the same prices.
    ///
    /// # Errors
    /// [`EffectFault`] if the tables have other accounts, or one of them cannot be solved.
    pub fn change_since(&self, earlier: &Self, threads: Threads) -> Result<Decomposition, EffectFault> {
        let ids = |flows: &Self| flows.accounts.iter().map(crate::Account::id).collect::<Vec<_>>();
        if ids(self) != ids(earlier) {
            let what = Text::new("두 표의 부문이 다릅니다", "the two tables have other sectors");
            return Err(EffectFault::Amount { what });
        }
        let (before, after) = (earlier.model(threads)?, self.model(threads)?);
        let (demand_before, demand_after) = (earlier.all_demand(), self.all_demand());
        let old_old = before.solve(&demand_before)?.values;
        let old_new = before.solve(&demand_after)?.values;
        let new_old = after.solve(&demand_before)?.values;
        let new_new = after.solve(&demand_after)?.values;
        let each = |work: &dyn Fn(usize) -> f64| (0..new_new.len()).map(work).collect::<Vec<_>>();
        Ok(Decomposition {
            change: each(&|at| new_new[at] - old_old[at]),
            technology: each(&|at| f64::midpoint(new_old[at] - old_old[at], new_new[at] - old_new[at])),
            demand: each(&|at| f64::midpoint(old_new[at] - old_old[at], new_new[at] - new_old[at])),
        })
    }

    /// Returns what is used of each account: its output less what other accounts use up.
    fn all_demand(&self) -> Vec<f64> {
        let used_up = self.domestic.row_sums();
        self.output.iter().zip(used_up).map(|(output, used_up)| output - used_up).collect()
    }
}
