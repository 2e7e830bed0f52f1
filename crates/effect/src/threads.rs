//! Work on a column, split between threads.

use std::num::NonZeroUsize;

/// Cells below which splitting costs more than it saves.
const WORTH_SPLITTING: usize = 200_000;

/// How many threads may work at a time; what they work out does not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads(NonZeroUsize);

impl Threads {
    /// One thread.
    pub const ONE: Self = Self(NonZeroUsize::MIN);

    /// So many threads; 0 is one.
    pub const fn new(count: usize) -> Self {
        match NonZeroUsize::new(count) {
            Some(count) => Self(count),
            None => Self::ONE,
        }
    }

    /// Returns the number.
    pub const fn get(self) -> usize {
        self.0.get()
    }
}

/// Splits a column into parts and calls `work` for each, with the place of its first row.
///
/// `cells` says how much is to be done altogether.
pub(crate) fn each_part<T: Send>(
    column: &mut [T],
    cells: usize,
    threads: Threads,
    work: impl Fn(usize, &mut [T]) + Sync,
) {
    if threads == Threads::ONE || cells < WORTH_SPLITTING {
        return work(0, column);
    }
    let length = column.len().div_ceil(threads.get()).max(1);
    std::thread::scope(|scope| {
        for (part, rows) in column.chunks_mut(length).enumerate() {
            let work = &work;
            scope.spawn(move || work(part * length, rows));
        }
    });
}
