//! Coefficients: what a sector needs for one unit of its output, and what it hands on of it.

use crate::cells::Cells;
use crate::threads::Threads;

/// Input coefficients (투입계수, A) or allocation coefficients (배분계수, B) of a table.
///
/// They are never written down: a product divides by the output on its way, so that a table of ten thousand accounts is
/// kept once. Flows, coefficients and inverses are types of their own, and none can be handed in for another.
///
/// Source: R. E. Miller and P. D. Blair, *Input–Output Analysis*, 2nd ed. (2009), sections 2.2 and 12.1.
#[doc(alias = "투입계수")]
#[derive(Clone, Debug)]
pub struct Technology<'a> {
    flows: &'a Cells,
    per_output: Vec<f64>,
    side: Side,
}

/// By whose output flows are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// That of who buys: input coefficients.
    Buyers,
    /// That of who sells: allocation coefficients.
    Sellers,
}

/// Returns one over each output, and 0 for an account without one.
fn per_unit(output: &[f64]) -> Vec<f64> {
    output.iter().map(|output| if *output == 0.0 { 0.0 } else { output.recip() }).collect()
}

impl<'a> Technology<'a> {
    /// Divides flows by the output of who buys: what a unit of output needs (`A = Z x̂⁻¹`).
    ///
    /// An account without output needs nothing; whoever uses it is told by [`Flows::empty`](crate::Flows::empty).
    pub fn inputs(flows: &'a Cells, output: &[f64]) -> Self {
        Self { flows, per_output: per_unit(output), side: Side::Buyers }
    }

    /// Divides flows by the output of who sells: where a unit of output goes (`B = x̂⁻¹ Z`).
    pub fn allocations(flows: &'a Cells, output: &[f64]) -> Self {
        Self { flows, per_output: per_unit(output), side: Side::Sellers }
    }

    /// Takes coefficients as they are.
    pub fn of_coefficients(coefficients: &'a Cells) -> Self {
        let per_output = vec![1.0; coefficients.size()];
        Self { flows: coefficients, per_output, side: Side::Buyers }
    }

    /// Returns the number of accounts.
    pub const fn size(&self) -> usize {
        self.flows.size()
    }

    /// Returns a coefficient; `None` outside.
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        let scale = self.per_output.get(if self.side == Side::Buyers { column } else { row })?;
        Some(self.flows.get(row, column)? * scale)
    }

    /// Returns the coefficients as a table of their own.
    pub fn to_cells(&self) -> Cells {
        match self.side {
            Side::Buyers => self.flows.map(|_, column, value| value * self.per_output[column]),
            Side::Sellers => self.flows.map(|row, _, value| value * self.per_output[row]),
        }
    }

    /// Returns the coefficients between some accounts that follow one another, row by row.
    pub(crate) fn block(&self, range: &std::ops::Range<usize>) -> Vec<f64> {
        let mut block = self.flows.block(range);
        let scales = &self.per_output[range.clone()];
        for (row, own) in block.chunks_exact_mut(range.len().max(1)).zip(scales) {
            let scale = |column: usize| if self.side == Side::Buyers { scales[column] } else { *own };
            row.iter_mut().enumerate().for_each(|(column, value)| *value *= scale(column));
        }
        block
    }

    /// Multiplies with a column.
    pub fn product(&self, x: &[f64], threads: Threads) -> Vec<f64> {
        match self.side {
            Side::Buyers => self.flows.product(&self.scaled(x), threads),
            Side::Sellers => self.scaled(&self.flows.product(x, threads)),
        }
    }

    /// Multiplies with a row from the left.
    pub fn transposed_product(&self, m: &[f64], threads: Threads) -> Vec<f64> {
        match self.side {
            Side::Buyers => self.scaled(&self.flows.transposed_product(m, threads)),
            Side::Sellers => self.flows.transposed_product(&self.scaled(m), threads),
        }
    }

    /// Sums each column: the share of its output that an account buys from all accounts together.
    pub fn column_sums(&self) -> Vec<f64> {
        match self.side {
            Side::Buyers => self.scaled(&self.flows.column_sums()),
            Side::Sellers => self.flows.transposed_product(&self.per_output, Threads::ONE),
        }
    }

    /// Sums each row.
    pub fn row_sums(&self) -> Vec<f64> {
        self.product(&vec![1.0; self.size()], Threads::ONE)
    }

    fn scaled(&self, x: &[f64]) -> Vec<f64> {
        x.iter().zip(&self.per_output).map(|(x, per)| x * per).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_divide_by_who_buys_and_allocations_by_who_sells() {
        let flows = Cells::dense(2, vec![150.0, 500.0, 200.0, 100.0]).unwrap();
        let inputs = Technology::inputs(&flows, &[1000.0, 2000.0]);
        assert_eq!(inputs.to_cells(), Cells::dense(2, vec![0.15, 0.25, 0.2, 0.05]).unwrap());
        assert_eq!(inputs.product(&[1.0, 4.0], Threads::ONE), [1.15, 0.4]);
        let allocations = Technology::allocations(&flows, &[1000.0, 2000.0]);
        assert_eq!(allocations.to_cells(), Cells::dense(2, vec![0.15, 0.5, 0.1, 0.05]).unwrap());
        assert_eq!(allocations.transposed_product(&[1.0, 2.0], Threads::ONE), [0.35, 0.6]);
        assert_eq!(allocations.column_sums(), [0.25, 0.55]);
        assert_eq!((inputs.get(0, 1), inputs.get(0, 2)), (Some(0.25), None));
    }
}
