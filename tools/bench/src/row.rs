//! Single firms, as the interpreter takes them and as a program written by hand would.

use teukgu_rules::columns::Batch;
use teukgu_rules::program::Row;

use crate::columns::Columns;

/// Enough firms that no branch can be learnt by heart, and few enough to stay in the cache.
pub(crate) const FIRMS: usize = 1024;

/// Returns firms as rows; with `complete`, only those of which everything is known.
pub(crate) fn rows(columns: &Columns, complete: bool) -> anyhow::Result<Vec<Row>> {
    let batch: Batch<'_> = columns.batch()?;
    let all = (0..columns.rows).map(|at| batch.row(at));
    let wanted = all.filter(|row| !complete || row.cells.iter().all(Option::is_some));
    Ok(wanted.take(FIRMS).collect())
}
