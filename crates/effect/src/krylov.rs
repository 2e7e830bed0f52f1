//! Solving `(I - A) x = b` by products alone (GMRES), without a factor and without an inverse.

use crate::cells::dot;

/// Products after which another way is taken.
const MOST_PRODUCTS: usize = 120;

/// What is left of the right side, as a share of its largest entry, at which a column is good: a tenth of what answers
/// are held to, and still above what rounding leaves of a table of thousands, where more rounds would gain nothing.
const GOOD: f64 = 1e-13;

/// What a round may leave of the length of its right side.
const ENOUGH: f64 = 1e-15;

/// What a search has found.
pub(crate) struct Found {
    /// The column.
    pub(crate) x: Vec<f64>,
    /// Largest difference between both sides, as a share of the largest entry of the right side.
    pub(crate) residual: f64,
    /// Products that it took.
    pub(crate) products: usize,
}

/// Searches for the column whose image is `b`; `image` multiplies with `I - A`, and `near` solves something that is
/// near `I - A` and easily solved.
///
/// A search that stops to come nearer ends; its residual says how good it is.
/// Source: Y. Saad and M. H. Schultz, SIAM J. Sci. Stat. Comput. 7 (1986), 856-869.
pub(crate) fn search(
    b: &[f64],
    image: impl Fn(&[f64]) -> Vec<f64>,
    near: impl Fn(&[f64]) -> Vec<f64>,
) -> Found {
    let largest = largest(b);
    let mut found = Found { x: vec![0.0; b.len()], residual: 0.0, products: 0 };
    if largest == 0.0 {
        return found;
    }
    let mut rest = b.to_vec();
    found.residual = 1.0;
    // A second round begins with what rounding has left of the first, as iterative refinement does.
    for _ in 0..3 {
        let products = MOST_PRODUCTS - found.products.min(MOST_PRODUCTS);
        let (step, took) = round(&rest, products, &|x| image(&near(x)));
        let step = near(&step);
        let x: Vec<_> = found.x.iter().zip(&step).map(|(x, step)| x + step).collect();
        rest = image(&x).iter().zip(b).map(|(image, b)| b - image).collect();
        let residual = self::largest(&rest) / largest;
        found.products += took + 1;
        if residual.is_nan() || residual >= found.residual {
            break;
        }
        (found.x, found.residual) = (x, residual);
        if found.residual <= GOOD || found.products >= MOST_PRODUCTS {
            break;
        }
    }
    found
}

fn largest(column: &[f64]) -> f64 {
    column.iter().fold(0.0, |most, value| value.abs().max(most))
}

/// One round: an orthonormal basis of the products of `b`, and the combination of them that comes nearest.
fn round(b: &[f64], most: usize, image: &impl Fn(&[f64]) -> Vec<f64>) -> (Vec<f64>, usize) {
    let length = dot(b, b).sqrt();
    if length == 0.0 {
        return (vec![0.0; b.len()], 0);
    }
    let mut basis = vec![b.iter().map(|b| b / length).collect::<Vec<_>>()];
    let mut least = LeastSquares::new(length);
    while least.size() < most && least.rest() > ENOUGH * length {
        let mut next = image(&basis[least.size()]);
        let mut column: Vec<f64> = Vec::with_capacity(basis.len() + 1);
        for one in &basis {
            let share = dot(&next, one);
            next.iter_mut().zip(one).for_each(|(next, one)| *next -= share * one);
            column.push(share);
        }
        let height = dot(&next, &next).sqrt();
        column.push(height);
        least.push(column);
        if height <= f64::EPSILON * length {
            break;
        }
        for next in &mut next {
            *next /= height;
        }
        basis.push(next);
    }
    let mut x = vec![0.0; b.len()];
    for (share, one) in least.shares().iter().zip(&basis) {
        x.iter_mut().zip(one).for_each(|(x, one)| *x += share * one);
    }
    (x, least.size())
}

/// The small problem of a round, kept triangular by rotations while it grows.
struct LeastSquares {
    columns: Vec<Vec<f64>>,
    rotations: Vec<(f64, f64)>,
    right: Vec<f64>,
}

impl LeastSquares {
    fn new(length: f64) -> Self {
        Self { columns: Vec::new(), rotations: Vec::new(), right: vec![length] }
    }

    const fn size(&self) -> usize {
        self.columns.len()
    }

    /// Returns how far the combination is from `b`.
    fn rest(&self) -> f64 {
        self.right.last().copied().unwrap_or_default().abs()
    }

    fn push(&mut self, mut column: Vec<f64>) {
        for (at, (cos, sin)) in self.rotations.iter().enumerate() {
            let (upper, lower) = (column[at], column[at + 1]);
            column[at] = cos * upper + sin * lower;
            column[at + 1] = cos * lower - sin * upper;
        }
        let at = column.len() - 2;
        let length = column[at].hypot(column[at + 1]);
        let (cos, sin) =
            if length == 0.0 { (1.0, 0.0) } else { (column[at] / length, column[at + 1] / length) };
        column[at] = length;
        column.pop();
        let rest = self.right[at];
        self.right[at] = cos * rest;
        self.right.push(-sin * rest);
        self.rotations.push((cos, sin));
        self.columns.push(column);
    }

    /// Returns the share of each column of the basis.
    fn shares(&self) -> Vec<f64> {
        let mut shares = self.right[..self.size()].to_vec();
        for at in (0..self.size()).rev() {
            let pivot = self.columns[at][at];
            shares[at] = if pivot == 0.0 { 0.0 } else { shares[at] / pivot };
            for above in 0..at {
                shares[above] -= self.columns[at][above] * shares[at];
            }
        }
        shares
    }
}
