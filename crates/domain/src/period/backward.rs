//! Counting back from a day (역산): what has to be done so many days before an event.

use super::count::{row, words};
use super::span::{days_later, month_at};
use super::{Article, Moment, Period, PeriodError, Step, Unit};
use crate::calendar::Holidays;
use crate::text::{Lang, Text};
use jiff::civil::Date;

/// The day that a period counted back from an event leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backward {
    /// The last day by the count alone; it is not moved, though it may be a day off.
    pub due: Date,
    /// The last working day on or before it: whoever acts by then is in time.
    pub safe: Date,
    /// The arithmetic, step by step.
    pub steps: Vec<Step>,
    /// True if the safe day rests on holidays that are computed ahead and may still change.
    pub projected: bool,
}

/// Counts back from an event, whose own day does not count.
///
/// `21d` before an event on the 22nd is the 1st; `0d` is the day of the event itself.
/// A statute that asks for so many whole days in between means the day before the one that this returns.
///
/// # Errors
/// [`PeriodError`] if hours are given, the day leaves the calendar, or the holiday list does not reach it.
pub fn before(event: Date, period: Period, holidays: &Holidays) -> Result<Backward, PeriodError> {
    let too_long = PeriodError::TooLong { from: event, period };
    let due = counted_back(event, period)?.ok_or(too_long)?;
    let safe = holidays.last_working_day(due, None)?;
    let mut steps = vec![first_step(event), last_step(due, period)];
    steps.push(safe_step(due, safe, holidays)?);
    Ok(Backward { due, safe, steps, projected: holidays.is_projected(due) || holidays.is_projected(safe) })
}

fn counted_back(event: Date, period: Period) -> Result<Option<Date>, PeriodError> {
    let amount = i64::from(period.amount);
    Ok(match period.unit {
        Unit::Hours => return Err(PeriodError::HoursBackward { period }),
        Unit::Days => days_later(event, -amount),
        Unit::Weeks => days_later(event, -amount * 7),
        Unit::Months => same_day_before(event, amount),
        Unit::Years => same_day_before(event, amount * 12),
    })
}

/// Finds the corresponding day so many months before, or the last of that month if it has none.
fn same_day_before(event: Date, months: i64) -> Option<Date> {
    let month = month_at(event, -months)?;
    days_later(month, i64::from(event.day().min(month.days_in_month())) - 1)
}

fn first_step(event: Date) -> Step {
    let day = words(Moment::Day(event));
    let text = Text::new(
        format!("{}: 그날은 세지 않고 전날부터 거꾸로 셈", day.ko),
        format!("{}: not counted itself; counted back from the day before", day.en),
    );
    Step { on: event, text, cite: Article::Civil157 }
}

fn last_step(due: Date, period: Period) -> Step {
    let day = words(Moment::Day(due));
    let text = Text::new(
        format!("{}: {} 전", day.ko, period.display(Lang::Ko)),
        format!("{}: {} before", day.en, period.display(Lang::En)),
    );
    let cite = match period.unit {
        Unit::Hours | Unit::Days => Article::Civil159,
        Unit::Weeks | Unit::Months | Unit::Years => Article::Civil160,
    };
    Step { on: due, text, cite }
}

/// A day counted back to is not moved on, for that would be too late; the working day before it is the safe one.
fn safe_step(due: Date, safe: Date, holidays: &Holidays) -> Result<Step, PeriodError> {
    let day = words(Moment::Day(safe));
    let text = if let Some(why) = holidays.why_closed(due, None)? {
        let closed = row(safe.tomorrow().unwrap_or(due), due);
        Text::new(
            format!("{}: 안전한 날. {}에는 관공서가 쉼({})", day.ko, closed.ko, why.ko),
            format!("{}: the safe day; offices are closed on {} ({})", day.en, closed.en, why.en),
        )
    } else {
        Text::new(
            format!("{}: 관공서가 일하는 날이라 이날까지", day.ko),
            format!("{}: offices work, so until this day", day.en),
        )
    };
    Ok(Step { on: safe, text, cite: Article::Civil161 })
}
