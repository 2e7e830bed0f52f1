//! The clock that is handed in: this room never asks the machine for the time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Tells the time; the binary hands in the machine's clock, a test hands in its own.
pub trait Clock: Send + Sync {
    /// Returns the present instant.
    fn now(&self) -> Timestamp;

    /// Returns today's date in Korea (UTC+9 all year), whatever zone the machine is in.
    fn today(&self) -> Date {
        TimeZone::fixed(jiff::tz::offset(9)).to_datetime(self.now()).date()
    }
}

/// A clock that stands still, for tests and replays.
#[derive(Clone, Copy, Debug)]
pub struct StoppedClock(pub Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_korea() {
        let late_evening_in_london: Timestamp = "2024-11-27T20:00:00Z".parse().unwrap();
        assert_eq!(StoppedClock(late_evening_in_london).today().to_string(), "2024-11-28");
    }
}
