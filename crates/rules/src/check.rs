//! What can be said about the law as a whole once every file was read.

mod cases;
mod cites;
mod logic;
mod versions;
mod words;

use crate::law::LawSet;
use crate::read::{Faults, Marks};

/// Runs every check; those that execute the law wait until it could be read without a fault.
pub(crate) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    versions::check(law, marks, faults);
    cites::check(law, marks, faults);
    words::check(law, marks, faults);
    if faults.len() == 0 {
        logic::check(law, marks, faults);
        cases::check(law, marks, faults);
    }
}
