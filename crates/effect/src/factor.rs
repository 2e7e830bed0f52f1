//! Solving `(I - A) x = b` by a factor (LU) that is made once and used for many columns.

use crate::technology::Technology;
use faer::Mat;
use faer::linalg::solvers::{DenseSolveCore as _, PartialPivLu, Solve as _};

/// A factor of `I - A`.
pub(crate) struct Factor(PartialPivLu<f64>);

impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Factor(…)")
    }
}

impl Factor {
    pub(crate) fn of(technology: &Technology<'_>) -> Self {
        let mut system = Mat::<f64>::identity(technology.size(), technology.size());
        technology.to_cells().for_each(|row, column, value| system[(row, column)] -= value);
        Self(PartialPivLu::new(system.as_ref()))
    }

    /// Takes coefficients row by row.
    fn of_rows(coefficients: &[f64], size: usize) -> Self {
        let own = |row, column| f64::from(u8::from(row == column));
        let system =
            Mat::from_fn(size, size, |row, column| own(row, column) - coefficients[row * size + column]);
        Self(PartialPivLu::new(system.as_ref()))
    }

    /// Solves `(I - A) x = b`.
    pub(crate) fn solve(&self, b: &[f64]) -> Vec<f64> {
        column_of(&self.0.solve(column(b).as_ref()))
    }

    /// Solves `m (I - A) = c` for the row `m`.
    pub(crate) fn solve_transposed(&self, c: &[f64]) -> Vec<f64> {
        column_of(&self.0.solve_transpose(column(c).as_ref()))
    }

    /// Returns the inverse, row by row.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let inverse = self.0.inverse();
        let size = inverse.nrows();
        let mut rows = vec![0.0; size * size];
        for column in 0..size {
            for row in 0..size {
                rows[row * size + column] = inverse[(row, column)];
            }
        }
        rows
    }
}

/// Returns `(I - A)⁻¹` of coefficients, both row by row.
pub(crate) fn inverse_of(coefficients: &[f64], size: usize) -> Vec<f64> {
    Factor::of_rows(coefficients, size).inverse()
}

fn column(values: &[f64]) -> Mat<f64> {
    Mat::from_fn(values.len(), 1, |row, _| values[row])
}

fn column_of(solved: &Mat<f64>) -> Vec<f64> {
    (0..solved.nrows()).map(|row| solved[(row, 0)]).collect()
}
