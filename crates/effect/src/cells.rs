//! A square table of numbers: dense, or sparse where most of it is empty.

use crate::threads::{Threads, each_part};
use std::ops::Range;

/// Share of cells that are not zero from which on a table is kept dense.
const DENSE_FROM: f64 = 0.3;

/// Tables up to this size are kept dense however empty they are.
const ALWAYS_DENSE: usize = 512;

/// A square table (행렬): a row says what an account sells to each column.
///
/// Products give the same bits on any number of threads, because no sum is ever split between two of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    size: usize,
    form: Form,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// Rows one after another.
    Dense(Vec<f64>),
    Sparse(Sparse),
}

/// Rows of places and values (compressed sparse rows).
#[derive(Clone, Debug, PartialEq)]
struct Sparse {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
}

impl Cells {
    /// Takes rows that lie one after another; `None` if there are not `size` × `size` numbers.
    pub fn dense(size: usize, rows: Vec<f64>) -> Option<Self> {
        (rows.len() == size * size).then_some(Self { size, form: Form::Dense(rows) })
    }

    /// Takes the rows of something that is square.
    pub(crate) const fn of_rows(size: usize, rows: Vec<f64>) -> Self {
        Self { size, form: Form::Dense(rows) }
    }

    /// Takes cells by row and column, each at most once; `None` if one of them lies outside or stands twice.
    pub fn of_triplets(size: usize, mut triplets: Vec<(u32, u32, f64)>) -> Option<Self> {
        triplets.sort_unstable_by_key(|(row, column, _)| (*row, *column));
        let is_inside = triplets.iter().all(|(row, column, _)| (*row.max(column) as usize) < size);
        let stands_twice = triplets.windows(2).any(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1));
        if !is_inside || stands_twice {
            return None;
        }
        if size <= ALWAYS_DENSE || triplets.len() as f64 >= DENSE_FROM * (size * size) as f64 {
            let mut rows = vec![0.0; size * size];
            for (row, column, value) in triplets {
                rows[row as usize * size + column as usize] = value;
            }
            return Self::dense(size, rows);
        }
        let mut starts = vec![0; size + 1];
        for (row, ..) in &triplets {
            starts[*row as usize + 1] += 1;
        }
        for at in 0..size {
            starts[at + 1] += starts[at];
        }
        let columns = triplets.iter().map(|(_, column, _)| *column).collect();
        let values = triplets.iter().map(|(.., value)| *value).collect();
        Some(Self { size, form: Form::Sparse(Sparse { starts, columns, values }) })
    }

    /// Returns the number of rows, which is that of columns.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Tells whether zeros are left out.
    pub const fn is_sparse(&self) -> bool {
        matches!(self.form, Form::Sparse(_))
    }

    /// Returns a cell; `None` outside.
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        if row >= self.size || column >= self.size {
            return None;
        }
        Some(match &self.form {
            Form::Dense(rows) => rows[row * self.size + column],
            Form::Sparse(sparse) => {
                let (columns, values) = sparse.row(row);
                let found = columns.binary_search_by(|one| (*one as usize).cmp(&column));
                found.map_or(0.0, |at| values[at])
            }
        })
    }

    /// Calls `each` with row, column and value of every cell that is not left out, row by row.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize, f64)) {
        for row in 0..self.size {
            match &self.form {
                Form::Dense(rows) => {
                    let values = &rows[row * self.size..(row + 1) * self.size];
                    values.iter().enumerate().for_each(|(column, value)| each(row, column, *value));
                }
                Form::Sparse(sparse) => {
                    let (columns, values) = sparse.row(row);
                    columns
                        .iter()
                        .zip(values)
                        .for_each(|(column, value)| each(row, *column as usize, *value));
                }
            }
        }
    }

    /// Returns the table with each cell changed.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(usize, usize, f64) -> f64) -> Self {
        let mut changed = Vec::with_capacity(self.stored());
        self.for_each(|row, column, value| changed.push(change(row, column, value)));
        let form = match &self.form {
            Form::Dense(_) => Form::Dense(changed),
            Form::Sparse(sparse) => Form::Sparse(Sparse { values: changed, ..sparse.clone() }),
        };
        Self { size: self.size, form }
    }

    /// Overwrites each cell with what `change` makes of that of another table of the same form.
    pub(crate) fn overwrite(&mut self, of: &Self, mut change: impl FnMut(f64) -> f64) {
        let values = self.values_mut().iter_mut();
        values.zip(of.values()).for_each(|(value, of)| *value = change(*of));
    }

    fn values(&self) -> &[f64] {
        match &self.form {
            Form::Dense(values) | Form::Sparse(Sparse { values, .. }) => values,
        }
    }

    fn values_mut(&mut self) -> &mut [f64] {
        match &mut self.form {
            Form::Dense(values) | Form::Sparse(Sparse { values, .. }) => values,
        }
    }

    /// Returns the number of cells that are kept.
    pub fn stored(&self) -> usize {
        self.values().len()
    }

    /// Returns the cells between some accounts that follow one another, row by row.
    pub(crate) fn block(&self, range: &Range<usize>) -> Vec<f64> {
        let mut block = vec![0.0; range.len() * range.len()];
        for (row, part) in range.clone().zip(block.chunks_exact_mut(range.len().max(1))) {
            match &self.form {
                Form::Dense(rows) => {
                    let start = row * self.size;
                    part.copy_from_slice(&rows[start + range.start..start + range.end]);
                }
                Form::Sparse(sparse) => {
                    let (columns, values) = sparse.row(row);
                    let first = columns.partition_point(|column| (*column as usize) < range.start);
                    let inside = columns[first..].iter().zip(&values[first..]);
                    for (column, value) in inside.take_while(|(column, _)| (**column as usize) < range.end) {
                        part[*column as usize - range.start] = *value;
                    }
                }
            }
        }
        block
    }

    /// Sums each row.
    pub fn row_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        self.for_each(|row, _, value| sums[row] += value);
        sums
    }

    /// Sums each column.
    pub fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        self.for_each(|_, column, value| sums[column] += value);
        sums
    }

    /// Multiplies with a column: what each row sells if `x` says how much of each column there is.
    pub fn product(&self, x: &[f64], threads: Threads) -> Vec<f64> {
        let mut sold = vec![0.0; self.size];
        each_part(&mut sold, self.stored(), threads, |first, part| match &self.form {
            Form::Dense(rows) => {
                let rows = rows[first * self.size..].chunks_exact(self.size.max(1));
                part.iter_mut().zip(rows).for_each(|(sum, row)| *sum = dot(row, x));
            }
            Form::Sparse(sparse) => {
                for (at, sum) in part.iter_mut().enumerate() {
                    *sum = sparse.dot(first + at, x);
                }
            }
        });
        sold
    }

    /// Multiplies with a row from the left: what each column needs if `m` says what a unit of each row is worth.
    pub fn transposed_product(&self, m: &[f64], threads: Threads) -> Vec<f64> {
        let mut needed = vec![0.0; self.size];
        match &self.form {
            Form::Dense(rows) => each_part(&mut needed, rows.len(), threads, |first, part| {
                let length = self.size.max(1);
                for (rows, worths) in rows.chunks(TOGETHER * length).zip(m.chunks(TOGETHER)) {
                    add_rows(part, rows, worths, first, length);
                }
            }),
            Form::Sparse(sparse) => {
                for (row, worth) in m.iter().enumerate() {
                    let (columns, values) = sparse.row(row);
                    columns.iter().zip(values).for_each(|(at, value)| needed[*at as usize] += value * worth);
                }
            }
        }
        needed
    }
}

impl Sparse {
    fn row(&self, row: usize) -> (&[u32], &[f64]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    fn dot(&self, row: usize, x: &[f64]) -> f64 {
        let (columns, values) = self.row(row);
        columns.iter().zip(values).map(|(column, value)| value * x[*column as usize]).sum()
    }
}

/// Rows that are read side by side, so that the sums need not be fetched again for each.
const TOGETHER: usize = 4;

/// Adds to each sum what some rows have in its column, each row times its worth.
fn add_rows(sums: &mut [f64], rows: &[f64], worths: &[f64], first: usize, length: usize) {
    let mut parts = rows.chunks_exact(length).map(|row| &row[first..first + sums.len()]);
    if let ([a, b, c, d], [Some(one), Some(two), Some(three), Some(four)]) =
        (worths, std::array::from_fn(|_| parts.next()))
    {
        let four = one.iter().zip(two).zip(three.iter().zip(four));
        for (sum, ((one, two), (three, four))) in sums.iter_mut().zip(four) {
            *sum += (one * a + two * b) + (three * c + four * d);
        }
        return;
    }
    for (row, worth) in rows.chunks_exact(length).zip(worths) {
        sums.iter_mut().zip(&row[first..]).for_each(|(sum, value)| *sum += value * worth);
    }
}

/// Multiplies two columns and sums, eight sums side by side so that a processor can take them at once.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (a_eights, a_rest) = a.as_chunks::<8>();
    let (b_eights, b_rest) = b.as_chunks::<8>();
    for (a, b) in a_eights.iter().zip(b_eights) {
        for at in 0..8 {
            sums[at] += a[at] * b[at];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of which every seventh cell or so is filled, as triplets.
    fn scattered(size: u32) -> Vec<(u32, u32, f64)> {
        let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        let filled = cells.filter(|(row, column)| (row * 31 + column * 17) % 7 == 0);
        filled.map(|(row, column)| (row, column, f64::from(row + 1) / f64::from(column + 2))).collect()
    }

    fn dense_of(size: usize, triplets: &[(u32, u32, f64)]) -> Cells {
        let mut rows = vec![0.0; size * size];
        for (row, column, value) in triplets {
            rows[*row as usize * size + *column as usize] = *value;
        }
        Cells::dense(size, rows).unwrap()
    }

    #[test]
    fn a_sparse_table_answers_as_a_dense_one() {
        let triplets = scattered(600);
        let (sparse, dense) = (Cells::of_triplets(600, triplets.clone()).unwrap(), dense_of(600, &triplets));
        assert!(sparse.is_sparse() && !dense.is_sparse());
        let x: Vec<_> = (0..600).map(|at| f64::from(at % 13) - 4.0).collect();
        for threads in [Threads::ONE, Threads::new(3)] {
            let pairs = [
                (sparse.product(&x, threads), dense.product(&x, threads)),
                (sparse.transposed_product(&x, threads), dense.transposed_product(&x, threads)),
                (sparse.column_sums(), dense.column_sums()),
                (sparse.row_sums(), dense.row_sums()),
            ];
            for (a, b) in pairs {
                assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() <= 1e-9 * (1.0 + b.abs())));
            }
        }
        assert_eq!(sparse.get(7, 0), dense.get(7, 0));
        assert_eq!((sparse.get(600, 0), sparse.get(1, 1)), (None, Some(0.0)));
    }

    #[test]
    fn products_have_the_same_bits_on_any_number_of_threads() {
        let table = dense_of(700, &scattered(700));
        let x: Vec<_> = (0..700).map(|at| 1.0 / f64::from(at + 3)).collect();
        let (one, many) = (Threads::ONE, Threads::new(5));
        assert_eq!(table.product(&x, one), table.product(&x, many));
        assert_eq!(table.transposed_product(&x, one), table.transposed_product(&x, many));
    }

    #[test]
    fn a_cell_outside_or_twice_is_no_table() {
        assert_eq!(Cells::of_triplets(2, vec![(0, 2, 1.0)]), None);
        assert_eq!(Cells::of_triplets(2, vec![(0, 1, 1.0), (0, 1, 2.0)]), None);
        assert_eq!(Cells::dense(2, vec![0.0; 3]), None);
    }
}
