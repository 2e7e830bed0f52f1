//! Households as a sector: what they earn they spend (type II).

use crate::cells::Cells;
use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::leontief::Leontief;
use crate::technology::Technology;
use crate::threads::Threads;
use teukgu_domain::text::Text;

/// A table closed for households (가계 내생화).
///
/// They earn the pay of employees, and spend each unit of it as all of what households use is spread over the sectors of
/// the table: the column of consumption divided by its own sum, so that nothing is saved and nothing is imported directly.
/// That makes type II an upper bound.
///
/// Source: Miller and Blair (2009), sections 2.5 and 6.3; "truncated" multipliers leave out the row of households.
#[doc(alias = "가계 내생화")]
#[derive(Clone, Debug)]
pub struct Households {
    closed: Cells,
    wages: Vec<f64>,
}

impl Households {
    /// Closes a table of one area.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if it lacks compensation or what households use, or has several regions.
    pub fn of(flows: &Flows) -> Result<Self, EffectFault> {
        let lacks = |ko: &str, en: &str| EffectFault::NotInTable { reason: Text::new(ko, en) };
        if flows.accounts.regions().len() > 1 {
            return Err(lacks(
                "지역이 여럿인 표에서는 가계를 내생화하지 않습니다",
                "households of several regions are not told apart",
            ));
        }
        let compensation = flows
            .compensation
            .as_ref()
            .ok_or_else(|| lacks("피용자보수 행이 없습니다", "it has no compensation of employees"))?;
        let used = flows.household_use();
        let all = used.iter().sum::<f64>();
        if all <= 0.0 {
            return Err(lacks("가계 소비 열이 없습니다", "it has no column of what households use"));
        }
        let wages = flows.per_output(compensation);
        let size = flows.accounts.len();
        let mut rows = vec![0.0; (size + 1) * (size + 1)];
        flows.technology().to_cells().for_each(|row, column, value| rows[row * (size + 1) + column] = value);
        for (at, used) in used.iter().enumerate() {
            rows[at * (size + 1) + size] = used / all;
        }
        rows[size * (size + 1)..size * (size + 1) + size].copy_from_slice(&wages);
        Ok(Self { closed: Cells::of_rows(size + 1, rows), wages })
    }

    /// Returns the wages of a unit of output.
    pub fn wages(&self) -> &[f64] {
        &self.wages
    }

    /// Returns what a unit of final demand calls forth with households spending, without the row of households itself.
    ///
    /// # Errors
    /// [`EffectFault`] if the closed table cannot be solved.
    pub fn total_multipliers(&self, direct: &[f64], threads: Threads) -> Result<Vec<f64>, EffectFault> {
        let model = Leontief::new(Technology::of_coefficients(&self.closed), threads)?;
        let mut counted = direct.to_vec();
        counted.push(0.0);
        let mut solved = model.multipliers(&counted)?.values;
        solved.pop();
        Ok(solved)
    }
}
