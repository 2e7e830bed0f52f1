//! Regions of a table, each solved on its own: near enough to the whole that few products are left to do.

use crate::cells::Cells;
use crate::factor::inverse_of;
use crate::technology::Technology;
use crate::threads::Threads;
use std::ops::Range;

/// What stands on the diagonal of `I - A`, region by region, inverted; accounts trade most within their own.
#[derive(Debug)]
pub(crate) struct Blocks(Vec<(Range<usize>, Cells)>);

impl Blocks {
    /// Inverts each block; `starts` says at which account each begins.
    pub(crate) fn of(technology: &Technology<'_>, starts: &[usize]) -> Self {
        let ends = starts.iter().skip(1).copied().chain([technology.size()]);
        let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
        let inverted = |range: Range<usize>| {
            let inverse = inverse_of(&technology.block(&range), range.len());
            (range.clone(), Cells::of_rows(range.len(), inverse))
        };
        Self(ranges.map(inverted).collect())
    }

    /// Solves each block for its part of a column.
    pub(crate) fn solve(&self, x: &[f64]) -> Vec<f64> {
        self.0.iter().flat_map(|(range, inverse)| inverse.product(&x[range.clone()], Threads::ONE)).collect()
    }

    /// Solves each block for its part of a row.
    pub(crate) fn solve_transposed(&self, m: &[f64]) -> Vec<f64> {
        let part = |(range, inverse): &(Range<usize>, Cells)| {
            inverse.transposed_product(&m[range.clone()], Threads::ONE)
        };
        self.0.iter().flat_map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leontief::{Leontief, Method};

    /// Coefficients of regions of 200 accounts that buy ten times as much within themselves.
    fn coefficients(size: u32, is_sparse: bool) -> Cells {
        let value = |row: u32, column: u32| {
            let near = if row / 200 == column / 200 { 1.0 } else { 0.1 };
            let filled = !is_sparse || (row * 7 + column * 3).is_multiple_of(5);
            if filled { near * f64::from((row * 31 + column * 17) % 11) / f64::from(10 * size) } else { 0.0 }
        };
        let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        let triplets = cells.map(|(row, column)| (row, column, value(row, column)));
        Cells::of_triplets(size as usize, triplets.filter(|(.., value)| *value != 0.0).collect()).unwrap()
    }

    #[test]
    fn regions_change_how_an_answer_is_found_and_not_the_answer() {
        for is_sparse in [false, true] {
            let cells = coefficients(600, is_sparse);
            assert_eq!(cells.is_sparse(), is_sparse);
            let technology = || Technology::of_coefficients(&cells);
            let plain = Leontief::new(technology(), Threads::ONE).unwrap();
            let of_regions = Leontief::of_regions(technology(), vec![0, 200, 400], Threads::ONE).unwrap();
            let right: Vec<f64> = (0..600).map(|at| f64::from(at % 7)).collect();
            for (a, b) in [
                (plain.solve(&right), of_regions.solve(&right)),
                (plain.multipliers(&right), of_regions.multipliers(&right)),
            ] {
                let (a, b) = (a.unwrap(), b.unwrap());
                assert_eq!((a.method, b.method), (Method::Products, Method::Products));
                assert!(
                    a.values.iter().zip(&b.values).all(|(a, b)| (a - b).abs() <= 1e-12 * a.abs().max(1.0))
                );
            }
        }
    }
}
