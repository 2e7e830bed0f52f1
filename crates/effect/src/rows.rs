//! The row of a table by which an indicator is counted, or what the table lacks.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::multipliers::PER_THOUSAND_MILLION;
use crate::published::{Published, Split};
use teukgu_domain::text::Text;

/// Returns the row of transactions by which an indicator is counted, or what the table lacks.
pub(crate) fn of_flows(flows: &Flows, indicator: Indicator) -> Result<&[f64], Text> {
    let (row, ko, en) = match indicator {
        Indicator::Production => return Ok(&flows.output),
        Indicator::ValueAdded => (
            &flows.value_added,
            "부가가치가 수입·세금과 나뉘어 있지 않습니다",
            "value added is not told apart from imports and taxes",
        ),
        Indicator::Income => {
            (&flows.compensation, "피용자보수 행이 없습니다", "it has no compensation of employees")
        }
        Indicator::Imports => {
            (&flows.imports, "수입투입 행이 없습니다", "it has no imported inputs of their own")
        }
        Indicator::NetTaxes => {
            (&flows.net_taxes, "순생산물세 행이 없습니다", "it has no net taxes of their own")
        }
        Indicator::Workers => (&flows.workers, "취업자 수가 없습니다", "it has no number of workers"),
        Indicator::Employees => (&flows.employees, "피용자 수가 없습니다", "it has no number of employees"),
    };
    row.as_deref().ok_or_else(|| Text::new(ko, en))
}

/// Returns the published multipliers of an indicator, or what the table lacks.
pub(crate) fn of_published(published: &Published, indicator: Indicator) -> Result<&Split, Text> {
    let (row, ko, en) = match indicator {
        Indicator::Production => return Ok(&published.output),
        Indicator::ValueAdded => (
            published.value_added.as_ref(),
            "부가가치유발계수가 없습니다",
            "it has no multipliers of value added",
        ),
        Indicator::Income => (
            published.compensation.as_ref(),
            "피용자보수(소득유발계수)가 없습니다",
            "it has no compensation of employees",
        ),
        Indicator::Imports | Indicator::NetTaxes => {
            (None, "수입·세금 유발계수가 없습니다", "it has no multipliers of imports or taxes")
        }
        Indicator::Workers => {
            (published.workers.as_ref(), "취업유발계수가 없습니다", "it has no multipliers of workers")
        }
        Indicator::Employees => (
            published.employees.as_ref(),
            "고용유발계수(피용자)가 없습니다",
            "it has no multipliers of employees",
        ),
    };
    row.ok_or_else(|| Text::new(ko, en))
}

/// Returns what a unit of output has of an indicator at once; persons for a thousand million units.
pub(crate) fn direct(flows: &Flows, indicator: Indicator) -> Result<Vec<f64>, EffectFault> {
    if indicator == Indicator::Production {
        return Ok(vec![1.0; flows.accounts.len()]);
    }
    let row = of_flows(flows, indicator).map_err(|reason| EffectFault::NotInTable { reason })?;
    let mut direct = flows.per_output(row);
    if indicator.counts_persons() {
        for direct in &mut direct {
            *direct *= PER_THOUSAND_MILLION;
        }
    }
    Ok(direct)
}

/// Returns by how much a sum of [`direct`] effects is to be multiplied: persons were counted for a thousand million units.
pub(crate) fn scale(indicator: Indicator) -> f64 {
    if indicator.counts_persons() { PER_THOUSAND_MILLION.recip() } else { 1.0 }
}
