//! Money of sub-projects, by industry, and what follows from it.

use super::{EffectError, Work};
use serde::Serialize;
use std::collections::BTreeMap;
use teukgu_domain::plan::{BudgetLine, SubProject};
use teukgu_domain::text::Text;
use teukgu_effect::{Concordance, Indicator, Spend, Table};

/// Currency of the money of a zone.
const WON: &str = "KRW";

/// Money of a zone and what follows from it (유발효과).
#[derive(Clone, Debug, Default, Serialize)]
pub struct MoneyEffect {
    /// All money, in won.
    pub money: i64,
    /// Part of it of which the industries are known, in won: what the effect is counted from.
    pub counted: i64,
    /// What follows from what is counted.
    pub lines: Vec<EffectLine>,
    /// The same by year.
    pub by_year: Vec<YearEffect>,
    /// The same by sub-project, in the order of the plan.
    pub by_sub_project: Vec<Part>,
    /// Sectors of the table that the money reaches, the most first.
    pub by_sector: Vec<SectorMoney>,
    /// True if any of the money or its split is illustrative (예시).
    pub illustrative: bool,
}

/// What follows on one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectLine {
    /// Indicator.
    pub indicator: Indicator,
    /// Its name.
    pub name: Text,
    /// In the area where the money is spent.
    pub in_area: f64,
    /// In other regions.
    pub elsewhere: f64,
    /// Abroad.
    pub abroad: f64,
    /// All of it.
    pub total: f64,
}

/// One year of it.
#[derive(Clone, Debug, Serialize)]
pub struct YearEffect {
    /// Fiscal year.
    pub year: i16,
    /// Money of the year, in won.
    pub money: i64,
    /// What follows.
    pub lines: Vec<EffectLine>,
}

/// One sub-project of it.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Id of the sub-project.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its money, in won.
    pub money: i64,
    /// What follows; empty if that cannot be counted.
    pub lines: Vec<EffectLine>,
    /// Why it cannot be counted.
    pub reason: Option<Text>,
    /// True if its money or what it goes to is illustrative (예시).
    pub illustrative: bool,
}

/// Money that reaches a sector.
#[derive(Clone, Debug, Serialize)]
pub struct SectorMoney {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// Money, in won.
    pub money: i64,
}

/// A table, and what leads from industries to its sectors.
#[derive(Clone, Copy)]
pub(super) struct Counter<'a> {
    pub(super) table: &'a Table,
    pub(super) concordance: &'a Concordance,
    pub(super) work: Work,
}

impl Counter<'_> {
    /// Counts what follows from some of the money of each sub-project.
    pub(super) fn count<'a>(
        self,
        sub_projects: &[&'a SubProject],
        money: impl Fn(&'a SubProject) -> &'a [BudgetLine],
    ) -> Result<MoneyEffect, EffectError> {
        let mut all = Sums::default();
        let mut effect = MoneyEffect::default();
        for sub in sub_projects {
            let lines = money(sub);
            let won: i64 = lines.iter().map(|line| line.amount.won()).sum();
            if won == 0 {
                continue;
            }
            effect.money += won;
            effect.illustrative |= sub.provenance.illustrative;
            let part = Part {
                id: sub.id.to_string(),
                name: sub.name.clone(),
                money: won,
                lines: Vec::new(),
                reason: None,
                illustrative: sub.provenance.illustrative,
            };
            let part = match self.shares(sub) {
                Ok(shares) => {
                    let unit = self.unit(&shares)?;
                    effect.counted += won;
                    all.add(&unit, &shares, lines);
                    Part { lines: scaled(&unit, won as f64), ..part }
                }
                Err(reason) => Part { reason: Some(reason), ..part },
            };
            effect.by_sub_project.push(part);
        }
        effect.lines = all.total;
        let year = |(year, (money, lines))| YearEffect { year, money, lines };
        effect.by_year = all.years.into_iter().map(year).collect();
        effect.by_sector = self.sectors(&all.sectors);
        Ok(effect)
    }

    /// Returns the sectors that the money of a sub-project reaches, with their shares, or why nobody knows.
    fn shares(self, sub: &SubProject) -> Result<Vec<(usize, f64)>, Text> {
        if sub.industries.is_empty() {
            return Err(Text::new(
                "어느 업종에 쓰는지 적혀 있지 않습니다",
                "nobody has said on which industries it is spent",
            ));
        }
        let mut shares = Vec::new();
        for share in &sub.industries {
            let class = self.concordance.find(&share.ksic).ok_or_else(|| {
                Text::new(
                    format!("업종 {}에 이어지는 산업연관표 부문을 모릅니다", share.ksic),
                    format!("no sector of the table is known for the industry {}", share.ksic),
                )
            })?;
            let split = class.shares().ok_or_else(|| {
                Text::new(
                    format!("업종 {}이(가) 여러 부문에 걸쳐 있고 나누는 비율을 모릅니다", share.ksic),
                    format!(
                        "the industry {} spans several sectors and nobody knows how it is split",
                        share.ksic
                    ),
                )
            })?;
            for (sector, part) in split {
                let account = self.table.sector(sector).map_err(|fault| fault.message())?;
                shares.push((account, f64::from(share.percent) / 100.0 * part));
            }
        }
        Ok(shares)
    }

    /// Works out what follows from one won that is split over sectors.
    fn unit(self, shares: &[(usize, f64)]) -> Result<Vec<EffectLine>, EffectError> {
        let spends: Vec<Spend> =
            shares.iter().map(|(account, share)| Spend { account: *account, amount: *share }).collect();
        let induced = self.table.induced(&spends, self.work.0)?;
        let line = |line: &teukgu_effect::Line| EffectLine {
            indicator: line.indicator,
            name: line.indicator.text(),
            in_area: line.amounts.inside,
            elsewhere: line.amounts.elsewhere,
            abroad: line.amounts.abroad,
            total: line.amounts.total(),
        };
        // Persons stand beside units of the table's own money; of won nothing about them follows in another one.
        let is_of_won = self.table.about().unit.currency == WON;
        let counts = |line: &&teukgu_effect::Line| is_of_won || !line.indicator.counts_persons();
        Ok(induced.lines.iter().filter(counts).map(line).collect())
    }

    fn sectors(self, money: &BTreeMap<usize, f64>) -> Vec<SectorMoney> {
        let mut sectors: Vec<_> = money
            .iter()
            .map(|(account, won)| SectorMoney {
                sector: self.table.accounts().id(*account),
                name: self.table.accounts().name(*account),
                money: whole(*won),
            })
            .collect();
        sectors.sort_by_key(|sector| std::cmp::Reverse(sector.money));
        sectors
    }
}

/// What is summed over sub-projects.
#[derive(Default)]
struct Sums {
    total: Vec<EffectLine>,
    years: BTreeMap<i16, (i64, Vec<EffectLine>)>,
    sectors: BTreeMap<usize, f64>,
}

impl Sums {
    /// Adds the money of a sub-project; `unit` is what follows from one won of it.
    fn add(&mut self, unit: &[EffectLine], shares: &[(usize, f64)], lines: &[BudgetLine]) {
        for line in lines {
            let won = line.amount.won();
            let more = scaled(unit, won as f64);
            let (money, sum) = self.years.entry(line.year).or_default();
            *money += won;
            add(sum, &more);
            add(&mut self.total, &more);
            for (account, share) in shares {
                *self.sectors.entry(*account).or_default() += won as f64 * share;
            }
        }
    }
}

fn scaled(unit: &[EffectLine], won: f64) -> Vec<EffectLine> {
    let line = |line: &EffectLine| EffectLine {
        in_area: line.in_area * won,
        elsewhere: line.elsewhere * won,
        abroad: line.abroad * won,
        total: line.total * won,
        ..line.clone()
    };
    unit.iter().map(line).collect()
}

fn add(sum: &mut Vec<EffectLine>, more: &[EffectLine]) {
    if sum.is_empty() {
        more.clone_into(sum);
        return;
    }
    for (line, more) in sum.iter_mut().zip(more) {
        line.in_area += more.in_area;
        line.elsewhere += more.elsewhere;
        line.abroad += more.abroad;
        line.total += more.total;
    }
}

/// Rounds to whole won.
#[expect(clippy::cast_possible_truncation, reason = "money of a plan is far below 2^53 won")]
fn whole(won: f64) -> i64 {
    won.round() as i64
}
