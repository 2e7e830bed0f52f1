//! What can be said about the law as a whole once every file was read.

mod cases;
mod cites;
mod logic;
mod versions;
mod words;

pub(crate) use words::half_changed;

use crate::halt::Halt;
use crate::law::LawSet;
use crate::read::{Faults, Marks};

/// Runs every check; those that execute the law wait until it could be read without a fault.
///
/// Returns true if the law can be executed: at most cases are missing.
pub(crate) fn check(law: &LawSet, marks: &Marks, faults: &Faults, halt: &Halt) -> bool {
    versions::check(law, marks, faults);
    cites::check(law, marks, faults);
    words::check(law, marks, faults);
    if !faults.is_sound() {
        return false;
    }
    logic::check(law, marks, faults, halt);
    let is_executable = faults.is_sound();
    cases::check(law, marks, faults, halt);
    is_executable
}
