//! Which day of a run it is: the days are walked that the count passes over.

use crate::calendar::{CoverageError, Holidays};
use crate::period::{Clock, Deadline, PeriodError, Request, Unit, hours_of};
use crate::text::Text;
use jiff::civil::{Date, Weekday};

/// How far a run is.
pub(super) struct Counted {
    pub(super) day: u32,
    pub(super) of: u32,
    pub(super) hours: Option<u32>,
    pub(super) holidays: Vec<(Date, Text)>,
}

/// Counts the days of a run up to a day, and those up to the due day.
pub(super) fn count(
    request: &Request<'_>,
    deadline: &Deadline,
    on: Date,
    holidays: &Holidays,
) -> Result<Counted, PeriodError> {
    let mut walk = Walk { request, holidays, is_working: counts_working_days(request), left_out: Vec::new() };
    let (from, due) = (walk.first(), deadline.due.date());
    let near = walk.count(from, due.min(on))?;
    // What lies between the two days belongs to whichever is the later one.
    let between = walk.count(from.max(after(due.min(on))), due.max(on))?;
    let (day, of) = if on < due { (near, near + between) } else { (near + between, near) };
    Ok(Counted { day, of, hours: hours_of(request.clock, request.period), holidays: walk.left_out })
}

fn counts_working_days(request: &Request<'_>) -> bool {
    request.clock == Clock::Petition && matches!(request.period.unit, Unit::Days | Unit::Hours)
}

struct Walk<'a> {
    request: &'a Request<'a>,
    holidays: &'a Holidays,
    is_working: bool,
    left_out: Vec<(Date, Text)>,
}

impl Walk<'_> {
    /// Returns the first day that counts: by the Civil Act the one after the start.
    fn first(&self) -> Date {
        let start = self.request.from.date();
        if self.request.clock == Clock::Civil { after(start) } else { start }
    }

    /// Counts the days from one to another, both included, and notes the holidays that it leaves out.
    fn count(&mut self, from: Date, until: Date) -> Result<u32, CoverageError> {
        let mut count = 0;
        let mut day = from;
        while day <= until {
            count += u32::from(!self.is_stopped(day) && !self.is_closed(day)?);
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        Ok(count)
    }

    fn is_stopped(&self, day: Date) -> bool {
        self.request.stops.iter().any(|stop| stop.from() <= day && day <= stop.until())
    }

    fn is_closed(&mut self, day: Date) -> Result<bool, CoverageError> {
        if !self.is_working {
            return Ok(false);
        }
        let found = self.holidays.on(day, self.request.known_on)?;
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return Ok(true);
        }
        self.left_out.extend(found.iter().map(|holiday| (day, holiday.name.clone())));
        Ok(!found.is_empty())
    }
}

/// Returns the day after; the last day there is has none.
fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
