//! What follows from money that is spent.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::leontief::Method;
use crate::published::Published;
use crate::rows;
use crate::table::{Body, Table};
use crate::threads::Threads;
use teukgu_domain::text::Text;

/// Money spent on what a sector makes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spend {
    /// Place of the sector.
    pub account: usize,
    /// Amount, in units of the table's currency.
    pub amount: f64,
}

/// What follows from spending (유발효과): production, value added, income, imports, taxes and jobs.
#[doc(alias = "유발효과")]
#[derive(Clone, Debug, PartialEq)]
pub struct Induced {
    /// Sum of what is spent.
    pub spent: f64,
    /// One line an indicator that the table can answer.
    pub lines: Vec<Line>,
    /// How good the solution is, for tables that are solved.
    pub solved: Option<(Method, f64)>,
}

/// What follows for one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is counted.
    pub indicator: Indicator,
    /// Amounts: money in the currency of the table, or persons.
    pub amounts: Amounts,
    /// Sectors in which it arises, or, where only multipliers are known, on which it was spent.
    pub shares: Vec<Share>,
    /// True if `shares` are the sectors in which it arises.
    pub shares_arise: bool,
}

/// Where something follows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amounts {
    /// In the area where the money is spent (지역 내).
    pub inside: f64,
    /// In other regions of the table (타지역).
    pub elsewhere: f64,
    /// Abroad (해외): imports alone.
    pub abroad: f64,
}

impl Amounts {
    /// Returns the sum of all places.
    pub fn total(self) -> f64 {
        self.inside + self.elsewhere + self.abroad
    }
}

/// Part of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Place of the sector.
    pub account: usize,
    /// Amount.
    pub amount: f64,
}

impl Table {
    /// Works out what follows from spending, for each indicator that the table can answer.
    ///
    /// # Errors
    /// [`EffectFault::Amount`] if an amount is no number or nothing is spent, [`EffectFault::Unsolved`].
    pub fn induced(&self, spends: &[Spend], threads: Threads) -> Result<Induced, EffectFault> {
        let demand = self.demand(spends)?;
        match self.body() {
            Body::Published(published) => Ok(self.of_published(published, &demand)),
            Body::Flows(flows) => self.of_flows(flows, &demand, threads),
        }
    }

    /// Sums spending by account.
    ///
    /// # Errors
    /// [`EffectFault::Amount`] if an amount is no number or nothing is spent, [`EffectFault::Length`] for an account that
    /// is not there.
    pub fn demand(&self, spends: &[Spend]) -> Result<Vec<f64>, EffectFault> {
        let mut demand = vec![0.0; self.accounts().len()];
        for spend in spends {
            if !spend.amount.is_finite() {
                return Err(not_an_amount());
            }
            let place = demand.get_mut(spend.account);
            *place.ok_or(EffectFault::Length { expected: self.accounts().len(), found: spend.account })? +=
                spend.amount;
        }
        if spends.is_empty() { Err(not_an_amount()) } else { Ok(demand) }
    }

    fn of_published(&self, published: &Published, demand: &[f64]) -> Induced {
        let lines = self.indicators().into_iter().filter_map(|indicator| {
            let row = rows::of_published(published, indicator).ok()?;
            let scale = rows::scale(indicator);
            let sum = |row: &[f64]| row.iter().zip(demand).map(|(row, demand)| row * demand * scale).sum();
            let amounts = Amounts { inside: sum(&row.inside), elsewhere: sum(&row.elsewhere), abroad: 0.0 };
            let total = row.total();
            let shares = shares(total.iter().zip(demand).map(|(row, demand)| row * demand * scale));
            Some(Line { indicator, amounts, shares, shares_arise: false })
        });
        Induced { spent: demand.iter().sum(), lines: lines.collect(), solved: None }
    }

    fn of_flows(&self, flows: &Flows, demand: &[f64], threads: Threads) -> Result<Induced, EffectFault> {
        let solved = flows.model(threads)?.solve(demand)?;
        let mut lines = Vec::new();
        for indicator in self.indicators() {
            let direct = rows::direct(flows, indicator)?;
            let scale = rows::scale(indicator);
            let arising: Vec<_> =
                direct.iter().zip(&solved.values).map(|(direct, output)| direct * output * scale).collect();
            let amounts = places(flows, indicator, demand, &arising);
            lines.push(Line { indicator, amounts, shares: shares(arising.into_iter()), shares_arise: true });
        }
        Ok(Induced { spent: demand.iter().sum(), lines, solved: Some((solved.method, solved.residual)) })
    }
}

/// Sorts what arises by place: in a region where money is spent, in another one, or abroad.
fn places(flows: &Flows, indicator: Indicator, demand: &[f64], arising: &[f64]) -> Amounts {
    let all = arising.iter().sum();
    if indicator == Indicator::Imports {
        return Amounts { abroad: all, ..Amounts::default() };
    }
    let spent_in: Vec<_> = flows
        .accounts
        .iter()
        .zip(demand)
        .filter(|(_, amount)| **amount != 0.0)
        .map(|(account, _)| account.region.as_deref())
        .collect();
    let at_home = flows
        .accounts
        .iter()
        .zip(arising)
        .filter(|(account, _)| spent_in.contains(&account.region.as_deref()));
    let inside = at_home.map(|(_, amount)| amount).sum::<f64>();
    Amounts { inside, elsewhere: all - inside, abroad: 0.0 }
}

/// Returns what is not 0, the largest first.
fn shares(amounts: impl Iterator<Item = f64>) -> Vec<Share> {
    let shares = amounts.enumerate().map(|(account, amount)| Share { account, amount });
    let mut shares: Vec<_> = shares.filter(|share| share.amount != 0.0).collect();
    shares.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()).then(a.account.cmp(&b.account)));
    shares
}

fn not_an_amount() -> EffectFault {
    EffectFault::Amount {
        what: Text::new("쓴 금액이 없거나 숫자가 아닙니다", "no amount is spent, or one is no number"),
    }
}
