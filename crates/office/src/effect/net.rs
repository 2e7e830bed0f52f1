//! The net effect (순효과): what follows, less what would have followed in any case.

use super::run::{followed, unit};
use super::spending::Spending;
use super::{EffectError, Work};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{Indicator, Induced, Table};

/// What follows beyond what would have followed in any case (순효과).
#[doc(alias = "순효과")]
#[derive(Clone, Debug, Serialize)]
pub struct NetAnswer {
    /// Share of the money that would have been spent in any case.
    pub displaced: f64,
    /// Sector on which it would have been spent; null for the same sectors.
    pub instead: Option<String>,
    /// One line an indicator.
    pub lines: Vec<NetLine>,
}

/// The net effect on one indicator.
#[derive(Clone, Debug, Serialize)]
pub struct NetLine {
    /// Indicator.
    pub indicator: Indicator,
    /// Its name.
    pub name: Text,
    /// Currency, or `persons`.
    pub unit: String,
    /// What follows from the spending.
    pub gross: f64,
    /// What would have followed in any case.
    pub in_any_case: f64,
    /// The difference.
    pub net: f64,
    /// The difference in the area where the money is spent.
    pub net_in_area: f64,
}

impl NetAnswer {
    /// Takes off what would have followed in any case; `None` if nothing would.
    pub(super) fn of(
        table: &Table,
        spending: &Spending,
        gross: &Induced,
        work: Work,
    ) -> Result<Option<Self>, EffectError> {
        let Some(other) = spending.in_any_case()? else { return Ok(None) };
        let (lost, _) = followed(table, &other, work)?;
        let currency = &table.about().unit.currency;
        let line = |(gross, lost): (&teukgu_effect::Line, &teukgu_effect::Line)| {
            let lost_total = lost.amounts.total() * spending.displaced;
            NetLine {
                indicator: gross.indicator,
                name: gross.indicator.text(),
                unit: unit(gross.indicator, currency).to_owned(),
                gross: gross.amounts.total(),
                in_any_case: lost_total,
                net: gross.amounts.total() - lost_total,
                net_in_area: gross.amounts.inside - lost.amounts.inside * spending.displaced,
            }
        };
        Ok(Some(Self {
            displaced: spending.displaced,
            instead: spending.instead.clone(),
            lines: gross.lines.iter().zip(&lost.lines).map(line).collect(),
        }))
    }
}
