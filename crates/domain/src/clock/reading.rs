//! What a clock says on a day.

use crate::period::{Moment, Period, Step};
use crate::text::Text;
use jiff::civil::Date;

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It runs.
    Running,
    /// It stands still.
    Stopped {
        /// Since when.
        since: Date,
    },
    /// It has ended.
    Ended {
        /// When.
        on: Date,
    },
}

/// A time that did not count, and what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// First day.
    pub from: Date,
    /// Last day; the day of the reading if it is still open.
    pub until: Date,
    /// Article or paper that stopped the clock.
    pub basis: String,
    /// Number of the request for more information that it belongs to.
    pub reference: Option<u32>,
}

/// A prolongation of the period (처리기간의 연장).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Day on which it was made.
    pub on: Date,
    /// By how much.
    pub by: Period,
    /// Article or paper.
    pub basis: String,
}

/// What the clock says on a day: "day 9 of 20", and how that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which day of the run it is, or was when the clock ended; it may be beyond the last one.
    pub day: u32,
    /// How many days the run has from its first to the due day: working days for petitions in days or hours, else
    /// days of the calendar. Stopped days are among neither.
    pub of: u32,
    /// How many hours are counted, if the period is one of hours; working hours for petitions of up to five days.
    pub hours: Option<u32>,
    /// Day that the reading is about: the one asked for, or that of the end if that came first.
    pub on: Date,
    /// Length, extensions included.
    pub period: Period,
    /// When the period ends: a day, or a minute where hours are counted.
    pub due: Moment,
    /// How the clock stands.
    pub state: State,
    /// Times that did not count.
    pub stops: Vec<Pause>,
    /// What made the period longer.
    pub extensions: Vec<Extension>,
    /// Holidays within the run that were left out, with their names; Saturdays and Sundays go without saying.
    pub holidays: Vec<(Date, Text)>,
    /// The arithmetic, step by step.
    pub steps: Vec<Step>,
    /// True if the count rests on holidays that may still change.
    pub projected: bool,
}

impl Reading {
    /// Returns how many days of the run are left after this one; below 0 if so many have gone by since the due day.
    ///
    /// It is 0 on the due day and on the days off that follow it.
    pub fn left(&self) -> i32 {
        let left = i64::from(self.of) - i64::from(self.day);
        i32::try_from(left).unwrap_or(if left < 0 { i32::MIN } else { i32::MAX })
    }

    /// Returns true if the clock has not ended and the due day is over.
    ///
    /// Where hours are counted, the day of the due minute is not over yet.
    pub fn is_overdue(&self) -> bool {
        !matches!(self.state, State::Ended { .. }) && self.on > self.due.date()
    }

    /// Returns true if the clock runs, is not overdue, and has at most so many days left.
    pub fn is_due_soon(&self, days: u32) -> bool {
        self.state == State::Running
            && !self.is_overdue()
            && u32::try_from(self.left()).is_ok_and(|left| left <= days)
    }

    /// Returns true if the clock ended after the due day.
    pub fn was_late(&self) -> bool {
        matches!(self.state, State::Ended { on } if on > self.due.date())
    }
}
