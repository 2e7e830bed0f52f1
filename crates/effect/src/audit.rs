//! The audit of a claim: which sectors, alone or mixed, give what was claimed, and what the claim leaves open.

use crate::claim::{Claim, Ratio};
use crate::fault::EffectFault;
use crate::indicator::Indicator;
use crate::multipliers::{Kind, Multipliers};
use crate::table::{Question, Table};
use crate::threads::Threads;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, SolveOutcome};
use teukgu_domain::text::Text;

/// Shares of a mix below which a sector is not in it.
const IN_A_MIX: f64 = 1e-9;

/// What an audit finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// What is claimed, for a unit of what is spent.
    pub ratios: Vec<Ratio>,
    /// Indicators of the claim that the table cannot tell anything about, and why.
    pub not_verifiable: Vec<(Indicator, Text)>,
    /// With what happens in all regions counted.
    pub everywhere: Fit,
    /// With what happens in the area alone counted; `None` if the table does not tell them apart.
    pub in_area: Option<Fit>,
}

/// How sectors fit a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Every sector with output, the one that comes nearest first.
    pub singles: Vec<Single>,
    /// Whether some mix of sectors gives what is claimed.
    pub mixes: Mixes,
    /// Mixes of just two sectors that fit: how many there are.
    pub pairs: usize,
}

/// What a sector alone gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    /// Place of the sector.
    pub account: usize,
    /// What it gives for a unit of money, in the order of the claim's indicators that can be tested.
    pub gives: Vec<f64>,
    /// Largest difference to what is claimed, as a share of that.
    pub residual: f64,
    /// Whether it lies within what rounding leaves open.
    pub fits: bool,
    /// Jobs for a thousand million units of money.
    pub jobs: Option<f64>,
}

/// Mixes of sectors that give what is claimed.
#[derive(Clone, Debug, PartialEq)]
pub enum Mixes {
    /// There are such mixes.
    Fit {
        /// Jobs for a thousand million units of money, least and most; `None` if the table has no jobs.
        jobs: Option<(Mix, Mix)>,
        /// Whether at least the claimed number of jobs is among what they leave open.
        claimed_jobs: Option<bool>,
    },
    /// There is none: the mix that comes nearest.
    None {
        /// The mix.
        nearest: Mix,
        /// What it lacks or has too much of, as a share of what is claimed, by indicator.
        misses: Vec<(Indicator, f64)>,
    },
}

/// A mix of sectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// Sectors with their shares of the money, the largest first.
    pub shares: Vec<(usize, f64)>,
    /// Jobs for a thousand million units of money.
    pub jobs: Option<f64>,
}

/// One row of multipliers and what is claimed of it.
struct Tested {
    ratio: Ratio,
    row: Vec<f64>,
}

impl Table {
    /// Looks which sectors and mixes give what was claimed.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if nothing of the claim can be tested, [`EffectFault::Unsolved`].
    pub fn audit(&self, claim: &Claim, threads: Threads) -> Result<Audit, EffectFault> {
        let ratios = claim.ratios();
        let lacks = |ratio: &Ratio| self.lacks(Question::Effect(ratio.indicator));
        let not_verifiable: Vec<_> =
            ratios.iter().filter_map(|ratio| Some((ratio.indicator, lacks(ratio)?))).collect();
        let tested: Vec<_> = ratios.iter().filter(|ratio| lacks(ratio).is_none()).copied().collect();
        if tested.is_empty() {
            let reason = Text::new("주장한 지표가 하나도 없습니다", "it has none of what is claimed");
            return Err(EffectFault::NotInTable { reason });
        }
        let rows = tested
            .iter()
            .map(|ratio| Ok((*ratio, self.multipliers(ratio.indicator, Kind::Simple, threads)?)))
            .collect::<Result<Vec<_>, EffectFault>>()?;
        let jobs = match self.lacks(Question::Effect(Indicator::Workers)) {
            None => Some(self.multipliers(Indicator::Workers, Kind::Simple, threads)?),
            Some(_) => None,
        };
        let fit = |counted: fn(&Multipliers) -> Vec<f64>| {
            let tested: Vec<_> =
                rows.iter().map(|(ratio, row)| Tested { ratio: *ratio, row: counted(row) }).collect();
            self.fit(claim, &tested, jobs.as_ref().map(counted).as_deref())
        };
        let everywhere = fit(Multipliers::total)?;
        let in_area = match self.lacks(Question::InArea) {
            None => Some(fit(|row| row.inside.clone())?),
            Some(_) => None,
        };
        Ok(Audit { ratios, not_verifiable, everywhere, in_area })
    }

    fn fit(&self, claim: &Claim, tested: &[Tested], jobs: Option<&[f64]>) -> Result<Fit, EffectFault> {
        let empty = self.empty();
        let sectors: Vec<_> = (0..self.accounts().len()).filter(|at| !empty.contains(at)).collect();
        Ok(Fit {
            singles: singles(&sectors, tested, jobs),
            mixes: mixes(&sectors, tested, jobs, claim.least_jobs())?,
            pairs: pairs(&sectors, tested),
        })
    }
}

fn singles(sectors: &[usize], tested: &[Tested], jobs: Option<&[f64]>) -> Vec<Single> {
    let single = |account: &usize| {
        let gives: Vec<_> = tested.iter().map(|tested| tested.row[*account]).collect();
        let residuals =
            gives.iter().zip(tested).map(|(gives, tested)| (gives / tested.ratio.printed - 1.0).abs());
        let fits = gives.iter().zip(tested).all(|(gives, tested)| is_within(*gives, &tested.ratio));
        Single {
            account: *account,
            residual: residuals.fold(0.0, f64::max),
            fits,
            gives,
            jobs: jobs.map(|jobs| jobs[*account]),
        }
    };
    let mut singles: Vec<_> = sectors.iter().map(single).collect();
    singles.sort_by(|a, b| a.residual.total_cmp(&b.residual).then(a.account.cmp(&b.account)));
    singles
}

fn is_within(value: f64, ratio: &Ratio) -> bool {
    (ratio.low..=ratio.high).contains(&value)
}

/// Counts the pairs of sectors of which some mix fits.
fn pairs(sectors: &[usize], tested: &[Tested]) -> usize {
    let fits = |one: usize, other: usize| {
        let (mut least, mut most) = (0.0_f64, 1.0_f64);
        for Tested { ratio, row } in tested {
            let (at_none, slope) = (row[other], row[one] - row[other]);
            if slope.abs() < f64::EPSILON {
                if !is_within(at_none, ratio) {
                    return false;
                }
                continue;
            }
            let ends = [(ratio.low - at_none) / slope, (ratio.high - at_none) / slope];
            least = least.max(ends[0].min(ends[1]));
            most = most.min(ends[0].max(ends[1]));
        }
        least <= most
    };
    let others = |at: usize| &sectors[at + 1..];
    sectors
        .iter()
        .enumerate()
        .map(|(at, one)| others(at).iter().filter(|other| fits(*one, **other)).count())
        .sum()
}

/// Looks for the mixes that fit with the fewest and the most jobs, else for the one that comes nearest.
fn mixes(
    sectors: &[usize],
    tested: &[Tested],
    jobs: Option<&[f64]>,
    least_jobs: Option<f64>,
) -> Result<Mixes, EffectFault> {
    let none = vec![0.0; sectors.iter().max().map_or(0, |most| most + 1)];
    let counted = jobs.unwrap_or(&none);
    let Some(least) = best(OptimizationDirection::Minimize, sectors, tested, counted)? else {
        return nearest(sectors, tested, jobs);
    };
    let Some(jobs) = jobs else {
        return Ok(Mixes::Fit { jobs: None, claimed_jobs: None });
    };
    let most = best(OptimizationDirection::Maximize, sectors, tested, jobs)?.unwrap_or_else(|| least.clone());
    let of = |shares: Vec<(usize, f64)>| {
        let sum = shares.iter().map(|(account, share)| share * jobs[*account]).sum();
        Mix { shares, jobs: Some(sum) }
    };
    let (least, most) = (of(least), of(most));
    let claimed_jobs = least_jobs.map(|wanted| most.jobs.is_some_and(|most| most >= wanted));
    Ok(Mixes::Fit { jobs: Some((least, most)), claimed_jobs })
}

type Shares = Vec<(usize, f64)>;

/// Solves the linear programme: shares that sum to 1, within what is claimed, with the fewest or most of `counted`.
fn best(
    direction: OptimizationDirection,
    sectors: &[usize],
    tested: &[Tested],
    counted: &[f64],
) -> Result<Option<Shares>, EffectFault> {
    let mut problem = Problem::new(direction);
    let shares: Vec<_> = sectors.iter().map(|at| problem.add_var(counted[*at], (0.0, 1.0))).collect();
    problem.add_constraint(shares.iter().map(|share| (*share, 1.0)), ComparisonOp::Eq, 1.0);
    for Tested { ratio, row } in tested {
        let terms = || shares.iter().zip(sectors).map(|(share, at)| (*share, row[*at]));
        problem.add_constraint(terms(), ComparisonOp::Ge, ratio.low);
        problem.add_constraint(terms(), ComparisonOp::Le, ratio.high);
    }
    let solution = solved(&problem)?;
    Ok(solution.map(|solution| largest_first(sectors, |at| solution[shares[at]])))
}

/// Returns the solution of a linear programme; `None` if there is none.
fn solved(problem: &Problem) -> Result<Option<Solution>, EffectFault> {
    match problem.solve() {
        Ok(SolveOutcome::Solution(solution)) => Ok(Some(solution)),
        Err(microlp::Error::Infeasible) => Ok(None),
        _ => Err(EffectFault::Unsolved { residual: f64::NAN }),
    }
}

/// Finds the mix that misses the least of what is claimed, as shares of it summed over the indicators.
fn nearest(sectors: &[usize], tested: &[Tested], jobs: Option<&[f64]>) -> Result<Mixes, EffectFault> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let shares: Vec<_> = sectors.iter().map(|_| problem.add_var(0.0, (0.0, 1.0))).collect();
    problem.add_constraint(shares.iter().map(|share| (*share, 1.0)), ComparisonOp::Eq, 1.0);
    for Tested { ratio, row } in tested {
        let [lacks, exceeds] = [(), ()].map(|()| problem.add_var(1.0, (0.0, f64::INFINITY)));
        let terms = || shares.iter().zip(sectors).map(|(share, at)| (*share, row[*at] / ratio.printed));
        problem.add_constraint(terms().chain([(lacks, 1.0)]), ComparisonOp::Ge, ratio.low / ratio.printed);
        problem.add_constraint(
            terms().chain([(exceeds, -1.0)]),
            ComparisonOp::Le,
            ratio.high / ratio.printed,
        );
    }
    let solution = solved(&problem)?.ok_or(EffectFault::Unsolved { residual: f64::NAN })?;
    let shares = largest_first(sectors, |at| solution[shares[at]]);
    let sum = |row: &[f64]| shares.iter().map(|(account, share)| share * row[*account]).sum::<f64>();
    let miss = |Tested { ratio, row }: &Tested| {
        let gives = sum(row);
        (ratio.indicator, (gives - gives.clamp(ratio.low, ratio.high)) / ratio.printed)
    };
    let misses = tested.iter().map(miss).collect();
    let jobs = jobs.map(sum);
    Ok(Mixes::None { nearest: Mix { shares, jobs }, misses })
}

fn largest_first(sectors: &[usize], share: impl Fn(usize) -> f64) -> Shares {
    let shares = sectors.iter().enumerate().map(|(at, account)| (*account, share(at)));
    let mut shares: Vec<_> = shares.filter(|(_, share)| *share > IN_A_MIX).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    shares
}
