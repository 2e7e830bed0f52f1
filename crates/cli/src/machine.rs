//! The machine's clock and its chance.

use jiff::Timestamp;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use teukgu_office::chance::{Chance, NoChance};
use teukgu_office::clock::Clock;

/// The clock of the machine that the program runs on.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Returns the time since this was first asked, by a clock that is never set back.
pub(crate) fn elapsed() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGUN.elapsed()
}

/// The random source of the operating system.
pub(crate) struct MachineChance;

impl Chance for MachineChance {
    fn bits(&self) -> Result<u128, NoChance> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| NoChance(error.to_string()))?;
        Ok(u128::from_ne_bytes(bytes))
    }
}
