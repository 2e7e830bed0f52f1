//! What a unit of final demand calls forth, sector by sector.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::household::Households;
use crate::indicator::Indicator;
use crate::leontief::Leontief;
use crate::published::{Published, Split};
use crate::rows;
use crate::table::{Body, Question, Table};
use crate::threads::Threads;
use serde::Serialize;

/// Persons are counted for so many units of money.
pub const PER_THOUSAND_MILLION: f64 = 1e9;

/// Multipliers of an indicator (유발계수), one of each an account.
///
/// Money is for a unit of money, persons are for a thousand million units of it.
#[doc(alias = "유발계수")]
#[derive(Clone, Debug, PartialEq)]
pub struct Multipliers {
    /// What they count.
    pub indicator: Indicator,
    /// Which kind they are.
    pub kind: Kind,
    /// In the account's own region, or in the area of the table.
    pub inside: Vec<f64>,
    /// In the other regions of the table; all 0 if it has one.
    pub elsewhere: Vec<f64>,
    /// What a unit of output has of it at once; `None` where only multipliers are known.
    pub direct: Option<Vec<f64>>,
}

/// Kinds of multipliers.
///
/// Source: Miller and Blair (2009), sections 6.2 and 6.3. Simple ones are `c'(I - A)⁻¹`, total ones the same with
/// households as a sector, without its own row. The ratios of type I and II divide both by the direct effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Direct and indirect, for a unit of final demand.
    Simple,
    /// Simple ones over the direct effect.
    Type1,
    /// Direct, indirect, and what households spend of what they earn, for a unit of final demand.
    Type2,
}

impl Multipliers {
    /// Returns inside and elsewhere together.
    pub fn total(&self) -> Vec<f64> {
        self.inside.iter().zip(&self.elsewhere).map(|(inside, elsewhere)| inside + elsewhere).collect()
    }
}

impl Table {
    /// Works out the multipliers of an indicator.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if the table lacks what is needed.
    pub fn multipliers(
        &self,
        indicator: Indicator,
        kind: Kind,
        threads: Threads,
    ) -> Result<Multipliers, EffectFault> {
        self.can_answer(Question::Effect(indicator))?;
        if kind == Kind::Type2 {
            self.can_answer(Question::Households)?;
        }
        match self.body() {
            Body::Published(published) => of_published(published, indicator, kind, self),
            Body::Flows(flows) => of_flows(flows, indicator, kind, threads),
        }
    }
}

fn of_published(
    published: &Published,
    indicator: Indicator,
    kind: Kind,
    table: &Table,
) -> Result<Multipliers, EffectFault> {
    // A ratio to the direct effect needs the direct effect, which for production alone is one.
    if kind == Kind::Type1 && indicator != Indicator::Production {
        table.can_answer(Question::Cells)?;
    }
    let row =
        rows::of_published(published, indicator).map_err(|reason| EffectFault::NotInTable { reason })?;
    let Split { inside, elsewhere } = row.clone();
    Ok(Multipliers { indicator, kind, inside, elsewhere, direct: None })
}

fn of_flows(
    flows: &Flows,
    indicator: Indicator,
    kind: Kind,
    threads: Threads,
) -> Result<Multipliers, EffectFault> {
    let direct = rows::direct(flows, indicator)?;
    let model = flows.model(threads)?;
    let total = match kind {
        Kind::Simple | Kind::Type1 => model.multipliers(&direct)?.values,
        Kind::Type2 => Households::of(flows)?.total_multipliers(&direct, threads)?,
    };
    let mut inside = if flows.accounts.regions().len() < 2 || kind == Kind::Type2 {
        total.clone()
    } else {
        inside_of_own_region(flows, &model, &direct)?
    };
    let mut elsewhere: Vec<_> = total.iter().zip(&inside).map(|(total, inside)| total - inside).collect();
    if kind == Kind::Type1 {
        for column in [&mut inside, &mut elsewhere] {
            let ratio = |(value, direct): (&f64, &f64)| if *direct == 0.0 { 0.0 } else { value / direct };
            *column = column.iter().zip(&direct).map(ratio).collect();
        }
    }
    Ok(Multipliers { indicator, kind, inside, elsewhere, direct: Some(direct) })
}

/// Solves once a region, with what counts in that region alone, and takes the columns of the region.
fn inside_of_own_region(
    flows: &Flows,
    model: &Leontief<'_>,
    direct: &[f64],
) -> Result<Vec<f64>, EffectFault> {
    let mut inside = vec![0.0; flows.accounts.len()];
    for region in flows.accounts.regions() {
        let is_of_region: Vec<_> =
            flows.accounts.iter().map(|account| account.region.as_deref() == Some(region)).collect();
        let counted: Vec<_> =
            direct.iter().zip(&is_of_region).map(|(value, is)| if *is { *value } else { 0.0 }).collect();
        let solved = model.multipliers(&counted)?.values;
        for (at, value) in solved.into_iter().enumerate().filter(|(at, _)| is_of_region[*at]) {
            inside[at] = value;
        }
    }
    Ok(inside)
}
