//! Why a number is what it is: the chains of purchases along which it arises.

use crate::fault::EffectFault;
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::rows::direct;
use crate::threads::Threads;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Chains that are looked at before the search ends.
const MOST_CHAINS: usize = 200_000;

/// A chain of purchases (구조경로): the first account is bought by final demand, each next one by the one before.
#[doc(alias = "구조경로")]
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Places of the accounts, the one that is bought first in front.
    pub accounts: Vec<usize>,
    /// What arises at its end for a unit of final demand.
    pub amount: f64,
    /// The same as a share of all that the unit calls forth.
    pub share: f64,
}

/// A chain of which the end was not looked at yet, and the most that can come of it.
struct Begun {
    accounts: Vec<usize>,
    bought: f64,
    most: f64,
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Begun {}

impl PartialOrd for Begun {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most).then_with(|| other.accounts.cmp(&self.accounts))
    }
}

impl Flows {
    /// Returns the `limit` chains that give most of an indicator, the largest first.
    ///
    /// Source: J. Defourny and E. Thorbecke, Economic Journal 94 (1984), 111-136, without its total paths.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if the table lacks the indicator, and if it cannot be solved.
    pub fn paths(
        &self,
        account: usize,
        indicator: Indicator,
        limit: usize,
        threads: Threads,
    ) -> Result<Vec<Path>, EffectFault> {
        let direct = direct(self, indicator)?;
        let multipliers = self.model(threads)?.multipliers(&direct)?.values;
        let all = *multipliers
            .get(account)
            .ok_or(EffectFault::Length { expected: multipliers.len(), found: account })?;
        let technology = self.technology();
        let mut waiting = BinaryHeap::from([Begun { accounts: vec![account], bought: 1.0, most: all }]);
        let mut found: Vec<Path> = Vec::new();
        for _ in 0..MOST_CHAINS {
            let Some(chain) = waiting.pop() else { break };
            // The chains that wait cannot come before those that were found any more.
            if limit == 0 || found.len() >= limit && found[limit - 1].amount >= chain.most {
                break;
            }
            let end = chain.accounts.last().copied().unwrap_or(account);
            let amount = chain.bought * direct[end];
            let at = found.partition_point(|path| path.amount >= amount);
            if amount > 0.0 && at < limit {
                found.insert(at, Path { accounts: chain.accounts.clone(), amount, share: amount / all });
                found.truncate(limit);
            }
            for (seller, multiplier) in multipliers.iter().enumerate() {
                let bought = chain.bought * technology.get(seller, end).unwrap_or_default();
                let most = bought * multiplier;
                if most > 0.0 && (found.len() < limit || most > found[limit - 1].amount) {
                    let accounts = chain.accounts.iter().copied().chain([seller]).collect();
                    waiting.push(Begun { accounts, bought, most });
                }
            }
        }
        Ok(found)
    }
}
