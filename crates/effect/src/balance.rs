//! Bringing a table to new sums: RAS, and GRAS for tables with negative entries.

use crate::cells::Cells;
use teukgu_domain::text::Text;

/// Rounds after which a table that does not settle is given up.
const MOST_ROUNDS: u32 = 10_000;

/// Largest difference to a wanted sum, as a share of the largest sum.
const NEAR: f64 = 1e-12;

/// Sums that a table is to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// Sum of each row.
    pub rows: Vec<f64>,
    /// Sum of each column.
    pub columns: Vec<f64>,
}

/// A table with new sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Balanced {
    /// The table.
    pub cells: Cells,
    /// Rounds that it took.
    pub rounds: u32,
}

/// Why a table cannot have the sums.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BalanceFault {
    /// There is another number of sums than of rows.
    #[error("{found} sums for {expected} rows")]
    Length {
        /// Number of rows.
        expected: usize,
        /// Number of sums.
        found: usize,
    },
    /// Rows and columns do not sum to the same.
    #[error("rows are to sum to {rows} altogether, columns to {columns}")]
    Totals {
        /// Sum of the rows' sums.
        rows: f64,
        /// Sum of the columns' sums.
        columns: f64,
    },
    /// An empty row or column cannot have a sum.
    #[error("row or column {at} is empty and is to sum to {sum}")]
    Empty {
        /// Place.
        at: usize,
        /// Wanted sum.
        sum: f64,
    },
    /// It does not settle; the zeros of the table allow no such sums.
    #[error("the table does not settle: {left} is left after {MOST_ROUNDS} rounds")]
    DoesNotSettle {
        /// Largest difference to a wanted sum.
        left: f64,
    },
}

impl BalanceFault {
    /// Returns the message in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Length { expected, found } => {
                format!("합계가 {found}개인데 행은 {expected}개입니다")
            }
            Self::Totals { rows, columns } => {
                format!("행 합계의 총합은 {rows}, 열 합계의 총합은 {columns}로 다릅니다")
            }
            Self::Empty { at, sum } => {
                format!("{at}번째 행 또는 열이 비어 있어 합계 {sum}을(를) 만들 수 없습니다")
            }
            Self::DoesNotSettle { left } => {
                format!("{MOST_ROUNDS}번 반복해도 {left}이(가) 남습니다")
            }
        };
        Text::new(ko, self.to_string())
    }
}

/// Brings a table to new sums with as little change as can be, keeping signs and zeros (GRAS, RAS if nothing is negative).
///
/// Each cell becomes `r·p·s - n/(r·s)` of its positive part `p` and its negative part `n`.
/// Source: T. Junius and J. Oosterhaven, Economic Systems Research 15 (2003), 87-96; U. Temurshoev, R. E. Miller and
/// M. C. Bouwmeester, the same 25 (2013), 361-367, for rows without positive entries.
///
/// # Errors
/// [`BalanceFault`] if the sums do not fit one another or the table.
#[doc(alias = "RAS")]
pub fn balance(cells: &Cells, sums: &Sums) -> Result<Balanced, BalanceFault> {
    let size = cells.size();
    for found in [sums.rows.len(), sums.columns.len()] {
        if found != size {
            return Err(BalanceFault::Length { expected: size, found });
        }
    }
    let largest = sums.rows.iter().chain(&sums.columns).fold(0.0_f64, |most, sum| most.max(sum.abs()));
    let (rows, columns) = (sums.rows.iter().sum::<f64>(), sums.columns.iter().sum::<f64>());
    if (rows - columns).abs() > 1e-9 * largest * size as f64 {
        return Err(BalanceFault::Totals { rows, columns });
    }
    let (mut r, mut s) = (vec![1.0; size], vec![1.0; size]);
    let mut left = f64::INFINITY;
    for rounds in 1..=MOST_ROUNDS {
        let turn = scale(&mut s, &sums.columns, &parts(cells, &r, Along::Columns))
            .and_then(|()| scale(&mut r, &sums.rows, &parts(cells, &s, Along::Rows)));
        match turn {
            // Nothing is empty any more that was not at the beginning: a scale ran off to nothing or without end.
            Err(_) if rounds > 1 => break,
            turn => turn?,
        }
        let scaled =
            cells.map(
                |row, column, value| {
                    if value >= 0.0 { value * r[row] * s[column] } else { value / (r[row] * s[column]) }
                },
            );
        left = furthest(&scaled.column_sums(), &sums.columns).max(furthest(&scaled.row_sums(), &sums.rows));
        if left <= NEAR * largest {
            return Ok(Balanced { cells: scaled, rounds });
        }
    }
    Err(BalanceFault::DoesNotSettle { left })
}

#[derive(Clone, Copy)]
enum Along {
    Rows,
    Columns,
}

/// Sums positive and negative entries along rows or columns, with the scales of the other side.
fn parts(cells: &Cells, scales: &[f64], along: Along) -> Vec<(f64, f64)> {
    let mut parts = vec![(0.0, 0.0); cells.size()];
    cells.for_each(|row, column, value| {
        let (at, scale) = match along {
            Along::Rows => (row, scales[column]),
            Along::Columns => (column, scales[row]),
        };
        if value > 0.0 {
            parts[at].0 += value * scale;
        } else if value < 0.0 {
            parts[at].1 -= value / scale;
        }
    });
    parts
}

/// Sets each scale so that `scale · positive - negative / scale` is the wanted sum.
fn scale(scales: &mut [f64], sums: &[f64], parts: &[(f64, f64)]) -> Result<(), BalanceFault> {
    for (at, ((scale, sum), (positive, negative))) in scales.iter_mut().zip(sums).zip(parts).enumerate() {
        *scale = if *positive > 0.0 {
            (sum + (sum * sum + 4.0 * positive * negative).sqrt()) / (2.0 * positive)
        } else if *negative > 0.0 && *sum < 0.0 {
            -negative / sum
        } else if *sum == 0.0 {
            1.0
        } else {
            return Err(BalanceFault::Empty { at, sum: *sum });
        };
        // A row of which nothing is to be left keeps no scale to divide by.
        if *scale == 0.0 && *negative > 0.0 {
            return Err(BalanceFault::Empty { at, sum: *sum });
        }
    }
    Ok(())
}

fn furthest(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gets_the_sums_that_it_is_to_have() {
        let cells = Cells::dense(3, vec![0.12, 0.1, 0.049, 0.21, 0.247, 0.265, 0.026, 0.249, 0.145]).unwrap();
        let sums = Sums { rows: vec![0.3, 0.7, 0.45], columns: vec![0.4, 0.6, 0.45] };
        let balanced = balance(&cells, &sums).unwrap();
        assert!(furthest(&balanced.cells.row_sums(), &sums.rows) < 1e-11);
        assert!(furthest(&balanced.cells.column_sums(), &sums.columns) < 1e-11);
    }

    #[test]
    fn signs_and_zeros_stay_where_entries_are_negative() {
        let cells = Cells::dense(3, vec![7.0, 3.0, 5.0, 2.0, 9.0, 8.0, -2.0, 0.0, 2.0]).unwrap();
        let sums = Sums { rows: vec![16.0, 20.0, 1.0], columns: vec![8.0, 13.0, 16.0] };
        let balanced = balance(&cells, &sums).unwrap().cells;
        assert!(furthest(&balanced.row_sums(), &sums.rows) < 1e-9);
        assert!(furthest(&balanced.column_sums(), &sums.columns) < 1e-9);
        assert!(balanced.get(2, 0).unwrap() < 0.0);
        assert_eq!(balanced.get(2, 1), Some(0.0));
    }

    #[test]
    fn sums_that_cannot_be_are_told() {
        let cells = Cells::dense(2, vec![1.0, 1.0, 0.0, 0.0]).unwrap();
        let wanted =
            |rows: [f64; 2], columns: [f64; 2]| Sums { rows: rows.to_vec(), columns: columns.to_vec() };
        let fault = balance(&cells, &wanted([1.0, 1.0], [1.0, 1.0])).unwrap_err();
        assert_eq!(fault, BalanceFault::Empty { at: 1, sum: 1.0 });
        let fault = balance(&cells, &wanted([1.0, 0.0], [1.0, 1.0])).unwrap_err();
        assert_eq!(fault, BalanceFault::Totals { rows: 1.0, columns: 2.0 });
        let diagonal = Cells::dense(2, vec![1.0, 0.0, 1.0, 1.0]).unwrap();
        let fault = balance(&diagonal, &wanted([2.0, 1.0], [1.0, 2.0])).unwrap_err();
        assert!(matches!(fault, BalanceFault::DoesNotSettle { .. }), "{fault}");
    }
}
