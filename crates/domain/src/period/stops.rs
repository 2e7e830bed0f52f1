//! Days on which the clock stands still.

use super::PeriodError;
use super::moment::read_day;
use jiff::Span;
use jiff::civil::Date;

/// A time that does not count (산입하지 아니하는 기간), such as for mending an application (보완).
///
/// Both days belong to it: the day on which the papers were sent back and the day on which they arrived again.
#[doc(alias = "보완")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stop {
    from: Date,
    until: Date,
}

impl Stop {
    /// Makes a stop of its first and its last day.
    ///
    /// # Errors
    /// [`PeriodError::ReversedStop`] if the last day lies before the first.
    pub fn try_new(from: Date, until: Date) -> Result<Self, PeriodError> {
        if until < from { Err(PeriodError::ReversedStop { from, until }) } else { Ok(Self { from, until }) }
    }

    /// Reads `2025-02-03..2025-02-10`.
    ///
    /// # Errors
    /// [`PeriodError::NotAStop`] if it is not two days, [`PeriodError::ReversedStop`] if they are the wrong way round.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let days = text.split_once("..").and_then(|(from, until)| read_day(from).zip(read_day(until)));
        let (from, until) = days.ok_or_else(|| PeriodError::NotAStop { text: text.to_owned() })?;
        Self::try_new(from, until)
    }

    /// Returns the first day.
    pub const fn from(&self) -> Date {
        self.from
    }

    /// Returns the last day.
    pub const fn until(&self) -> Date {
        self.until
    }
}

/// Stops in order, none touching another.
pub(super) struct Stops(Vec<Stop>);

impl Stops {
    pub(super) fn new(stops: &[Stop]) -> Self {
        let mut sorted = stops.to_vec();
        sorted.sort_unstable();
        let mut merged: Vec<Stop> = Vec::with_capacity(sorted.len());
        for stop in sorted {
            match merged.last_mut() {
                Some(last) if last.until.tomorrow().map_or(true, |next| stop.from <= next) => {
                    last.until = last.until.max(stop.until);
                }
                _ => merged.push(stop),
            }
        }
        Self(merged)
    }

    /// Lists the stops.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Stop> {
        self.0.iter()
    }

    /// Returns true if the clock stands still on a day.
    pub(super) fn contains(&self, day: Date) -> bool {
        self.0.iter().any(|stop| stop.from <= day && day <= stop.until)
    }

    /// Counts the stopped days from `from` to `until`, both included.
    pub(super) fn days_within(&self, from: Date, until: Date) -> i64 {
        let overlap = |stop: &Stop| days_between(stop.from.max(from), stop.until.min(until)) + 1;
        self.0.iter().map(overlap).filter(|days| *days > 0).sum()
    }

    /// Goes on from `day` by a number of days that are not stopped; `None` beyond the last date.
    pub(super) fn go_on(&self, day: Date, days: i64) -> Option<Date> {
        let (mut at, mut left) = (day, days);
        for stop in self.0.iter().filter(|stop| days > 0 && stop.until > day) {
            let free = days_between(at, stop.from) - 1;
            if left <= free {
                break;
            }
            left -= free.max(0);
            at = stop.until;
        }
        at.checked_add(Span::new().try_days(left).ok()?).ok()
    }
}

/// Returns how many days `until` lies after `from`; negative if before.
fn days_between(from: Date, until: Date) -> i64 {
    from.duration_until(until).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn stops(texts: &[&str]) -> Stops {
        Stops::new(&texts.iter().map(|text| Stop::parse(text).unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn stops_that_overlap_or_touch_count_once() {
        let all = stops(&["2025-02-05..2025-02-06", "2025-02-03..2025-02-05", "2025-02-07..2025-02-07"]);
        assert_eq!(all.iter().count(), 1);
        assert_eq!(all.days_within(date(2025, 2, 1), date(2025, 2, 28)), 5);
        assert_eq!(all.days_within(date(2025, 2, 6), date(2025, 2, 28)), 2);
        assert_eq!(all.days_within(date(2025, 2, 8), date(2025, 2, 28)), 0);
    }

    #[test]
    fn going_on_passes_over_stopped_days() {
        let all = stops(&["2025-02-03..2025-02-04", "2025-02-07..2025-02-07"]);
        for (days, expected) in [(1, 2), (2, 5), (3, 6), (4, 8), (5, 9)] {
            assert_eq!(all.go_on(date(2025, 2, 1), days), Some(date(2025, 2, expected)), "{days}");
        }
        assert_eq!(all.go_on(date(2025, 2, 3), 1), Some(date(2025, 2, 5)), "from within a stop");
        assert_eq!(stops(&["2025-02-03..9999-12-31"]).go_on(date(2025, 2, 1), 2), None);
    }

    #[test]
    fn a_stop_is_two_days_in_order() {
        assert!(Stop::parse("2025-02-03..2025-02-03").is_ok());
        let reversed = Stop::parse("2025-02-04..2025-02-03").unwrap_err();
        assert!(matches!(reversed, PeriodError::ReversedStop { .. }), "{reversed}");
        for text in ["", "2025-02-03", "2025-02-03..", "2025-02-03...2025-02-04", "2025-02-30..2025-03-01"] {
            assert!(matches!(Stop::parse(text), Err(PeriodError::NotAStop { .. })), "{text}");
        }
    }
}
