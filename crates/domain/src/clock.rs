//! The clock ledger of a case (처리기간 계산서): a deadline is a function of what started, stopped and ended the clock.
//!
//! Nothing here is stored: the same events, holidays and day give the same reading, with every step of the arithmetic.
//! Days are those of Korea, and a day on which the clock stood still for a moment does not count.
//!
//! | event | may follow | does |
//! | --- | --- | --- |
//! | start | nothing | begins the period |
//! | stop | a running clock | its day no longer counts |
//! | resume | a stop | its day is the last one that does not count |
//! | extend | a clock that has not ended | adds to the period; how far and how often is the caller's matter |
//! | restart | a clock that has not ended | begins the whole period anew; stops and extensions before it are void |
//! | end | a clock that has not ended | ends it, and a stop with it |

mod error;
mod progress;
mod reading;
mod run;

pub use error::ClockError;
pub use reading::{Extension, Pause, Reading, State};

use crate::calendar::Holidays;
use crate::period::{self, Clock, Moment, Period, Request};
use jiff::Timestamp;
use jiff::civil::Date;
use run::Run;
use serde::{Deserialize, Serialize};

/// How a deadline is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Rules of counting.
    pub clock: Clock,
    /// Length.
    pub period: Period,
    /// Articles that set it.
    pub cite: String,
    /// True if no statute sets the period and the office has promised it.
    pub promise: bool,
}

/// Something that happened to the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Article or paper.
    pub basis: String,
    /// Number of the request for more information that it belongs to.
    pub reference: Option<u32>,
}

/// What happened to the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "period", rename_all = "snake_case")]
pub enum Kind {
    /// It starts.
    Start,
    /// It stands still (산입하지 아니하는 기간): this day no longer counts.
    Stop,
    /// It goes on: the next day counts again.
    Resume,
    /// Its period is longer by this (처리기간의 연장); the unit is that of the period.
    Extend(Period),
    /// It starts anew; what was counted before is void.
    Restart,
    /// It has ended.
    End,
}

impl Kind {
    /// Returns the word for programs, such as `resume`.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Resume => "resume",
            Self::Extend(_) => "extend",
            Self::Restart => "restart",
            Self::End => "end",
        }
    }
}

/// Reads a clock on a day.
///
/// Events after `today` have to make sense, but have not happened yet.
/// A stop that is open lasts until `today`.
/// The holidays are those that were known on `known_on`, or all of the list.
/// Days are counted from the day of the start even if it happened at midnight sharp, hours from its minute.
///
/// # Errors
/// [`ClockError`] if the events make no sense together, none has happened yet, or the period cannot be counted.
pub fn read(
    rule: &Rule,
    events: &[Event],
    holidays: &Holidays,
    known_on: Option<Date>,
    today: Date,
) -> Result<Reading, ClockError> {
    let run = Run::until(rule, events, today)?;
    let stops = run.stops(today)?;
    let request =
        Request { clock: rule.clock, from: run.from(), period: run.period, stops: &stops, known_on };
    let deadline = period::due(&request, holidays)?;
    let on = run.ended.unwrap_or(today);
    let counted = progress::count(&request, &deadline, on, holidays)?;
    Ok(Reading {
        day: counted.day,
        of: counted.of,
        hours: counted.hours,
        on,
        period: run.period,
        due: deadline.due,
        state: run.state(),
        holidays: counted.holidays,
        steps: deadline.steps,
        projected: deadline.projected,
        stops: run.pauses(today),
        extensions: run.extensions,
    })
}

/// Returns the due day by two states of knowledge, if a holiday that was announced between them has moved it.
///
/// The first is what the applicant was promised, the second what the law says now.
/// The clock is read on `known_after`, which decides how long an open stop is.
///
/// # Errors
/// As [`read`].
pub fn changed_by_holiday(
    rule: &Rule,
    events: &[Event],
    holidays: &Holidays,
    known_before: Date,
    known_after: Date,
) -> Result<Option<(Moment, Moment)>, ClockError> {
    let due = |known_on| read(rule, events, holidays, Some(known_on), known_after).map(|reading| reading.due);
    let (before, after) = (due(known_before)?, due(known_after)?);
    Ok((before != after).then_some((before, after)))
}
