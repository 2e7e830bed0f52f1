//! The machine's clock.

use jiff::Timestamp;
use teukgu_office::clock::Clock;

/// The clock of the machine that the program runs on.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
