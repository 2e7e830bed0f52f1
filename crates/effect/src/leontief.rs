//! The quantity model: what has to be produced so that something can be used.

use crate::blocks::Blocks;
use crate::cells::Cells;
use crate::factor::Factor;
use crate::fault::EffectFault;
use crate::krylov::search;
use crate::technology::Technology;
use crate::threads::Threads;
use std::sync::OnceLock;

/// Tables up to this size are factored; larger ones are solved by products.
const FACTORED_UP_TO: usize = 512;

/// Largest part of the right side that may be left of it.
pub const LARGEST_RESIDUAL: f64 = 1e-11;

/// A solved column or row, and how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// One number an account.
    pub values: Vec<f64>,
    /// Largest difference between both sides of the equation, as a share of the largest entry of the right side.
    pub residual: f64,
    /// How it was solved.
    pub method: Method,
}

/// How a system was solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By a factor (LU) of the whole table.
    Factored,
    /// By products alone (GMRES).
    Products,
}

/// A table with which can be reckoned (레온티예프 모형): every demand on it can be met.
///
/// No inverse is made unless [`inverse`](Self::inverse) is called: one column costs a handful of products.
#[doc(alias = "레온티예프")]
#[derive(Debug)]
pub struct Leontief<'a> {
    technology: Technology<'a>,
    threads: Threads,
    /// Where each region begins; empty if there is one.
    regions: Vec<usize>,
    blocks: OnceLock<Blocks>,
    factor: OnceLock<Factor>,
}

/// The inverse `(I - A)⁻¹` (생산유발계수), a type of its own so that nobody takes it for coefficients.
#[doc(alias = "생산유발계수")]
#[derive(Clone, Debug, PartialEq)]
pub struct Inverse(Cells);

impl Inverse {
    /// Returns what `row` produces for a unit of final demand for `column`.
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        self.0.get(row, column)
    }

    /// Returns the inverse as a table.
    pub const fn cells(&self) -> &Cells {
        &self.0
    }
}

impl<'a> Leontief<'a> {
    /// Takes coefficients with which can be reckoned.
    ///
    /// That is so if every account buys less than it puts out, and otherwise if there is some output of which every
    /// account leaves something over; both say that the spectral radius is below 1.
    ///
    /// # Errors
    /// [`EffectFault::NotProductive`] with the account that needs the most for its own output.
    pub fn new(technology: Technology<'a>, threads: Threads) -> Result<Self, EffectFault> {
        Self::of_regions(technology, Vec::new(), threads)
    }

    /// Takes coefficients of several regions, whose accounts follow one another: each region solved on its own is near
    /// the answer, so that fewer products are needed. `regions` says at which account each begins; the answers are the
    /// same without.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_regions(
        technology: Technology<'a>,
        regions: Vec<usize>,
        threads: Threads,
    ) -> Result<Self, EffectFault> {
        let sums = technology.column_sums();
        let (most_at, most) = sums
            .iter()
            .enumerate()
            .fold((0, 0.0), |most, (at, sum)| if *sum > most.1 { (at, *sum) } else { most });
        let (blocks, factor) = (OnceLock::new(), OnceLock::new());
        let model = Self { technology, threads, regions, blocks, factor };
        if most >= 1.0 {
            let solved = model.solve(&vec![1.0; sums.len()]).ok();
            let is_productive = solved
                .is_some_and(|solved| solved.values.iter().all(|value| *value >= 0.0 && value.is_finite()));
            if !is_productive {
                return Err(EffectFault::NotProductive { account: most_at, share: most });
            }
        }
        Ok(model)
    }

    /// Returns the coefficients.
    pub const fn technology(&self) -> &Technology<'a> {
        &self.technology
    }

    /// Returns the number of accounts.
    pub const fn size(&self) -> usize {
        self.technology.size()
    }

    /// Returns the output that a final demand calls for: `x = (I - A)⁻¹ f`.
    ///
    /// # Errors
    /// [`EffectFault::Unsolved`] if no way comes near enough.
    pub fn solve(&self, demand: &[f64]) -> Result<Solved, EffectFault> {
        let image = |x: &[f64]| minus(x, &self.technology.product(x, self.threads));
        let near = |x: &[f64]| self.near(x, Blocks::solve);
        self.solve_with(demand, image, near, |factor| factor.solve(demand))
    }

    /// Returns what a unit of final demand for each account calls forth of something: `m = c (I - A)⁻¹`, with `c` the
    /// amount of it for a unit of output.
    ///
    /// # Errors
    /// [`EffectFault::Unsolved`] if no way comes near enough.
    pub fn multipliers(&self, per_output: &[f64]) -> Result<Solved, EffectFault> {
        let image = |m: &[f64]| minus(m, &self.technology.transposed_product(m, self.threads));
        let near = |m: &[f64]| self.near(m, Blocks::solve_transposed);
        self.solve_with(per_output, image, near, |factor| factor.solve_transposed(per_output))
    }

    /// Returns the whole inverse, for those who want to take it elsewhere; nothing here needs it.
    pub fn inverse(&self) -> Inverse {
        Inverse(Cells::of_rows(self.size(), self.factor().inverse()))
    }

    /// Solves each region on its own, where there are several.
    fn near(&self, right: &[f64], solve: impl Fn(&Blocks, &[f64]) -> Vec<f64>) -> Vec<f64> {
        if self.regions.len() < 2 {
            return right.to_vec();
        }
        solve(self.blocks.get_or_init(|| Blocks::of(&self.technology, &self.regions)), right)
    }

    fn factor(&self) -> &Factor {
        self.factor.get_or_init(|| Factor::of(&self.technology))
    }

    fn solve_with(
        &self,
        right: &[f64],
        image: impl Fn(&[f64]) -> Vec<f64>,
        near: impl Fn(&[f64]) -> Vec<f64>,
        by_factor: impl Fn(&Factor) -> Vec<f64>,
    ) -> Result<Solved, EffectFault> {
        if right.len() != self.size() {
            return Err(EffectFault::Length { expected: self.size(), found: right.len() });
        }
        if self.size() > FACTORED_UP_TO {
            let found = search(right, &image, near);
            if found.residual <= LARGEST_RESIDUAL {
                return Ok(Solved { values: found.x, residual: found.residual, method: Method::Products });
            }
        }
        let values = by_factor(self.factor());
        let residual = residual(right, &image(&values));
        if residual <= LARGEST_RESIDUAL {
            Ok(Solved { values, residual, method: Method::Factored })
        } else {
            Err(EffectFault::Unsolved { residual })
        }
    }
}

fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// Returns the largest difference, as a share of the largest entry of the right side; NaN if a side is none.
fn residual(right: &[f64], image: &[f64]) -> f64 {
    let largest = |column: &mut dyn Iterator<Item = f64>| {
        column.fold(
            0.0,
            |most: f64, value| {
                if value.is_nan() || most.is_nan() { f64::NAN } else { most.max(value.abs()) }
            },
        )
    };
    let scale = largest(&mut right.iter().copied());
    let rest = largest(&mut right.iter().zip(image).map(|(right, image)| right - image));
    if rest == 0.0 { 0.0 } else { rest / scale }
}
