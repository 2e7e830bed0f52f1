//! The same periods counted in the slowest way there is: day by day, and by quarters of an hour.

use teukgu_domain::Date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::period::{Clock, Moment, Request, Unit};

/// Walks to the end of a period; times must be whole quarters of an hour.
pub(crate) fn walk(request: &Request<'_>, holidays: &Holidays) -> Moment {
    match (request.clock, request.period.unit, request.period.amount) {
        (Clock::Petition, Unit::Hours, hours) => quarters(request, holidays, hours * 4),
        (Clock::Petition, Unit::Days, days @ ..=5) => quarters(request, holidays, days * 8 * 4),
        (Clock::Petition, Unit::Days, days) => working_days(request, holidays, days),
        (_, Unit::Hours, hours) => clock_quarters(request, hours * 4),
        _ => by_calendar(request, holidays),
    }
}

/// Says whether a day is passed over.
pub(crate) fn is_off(request: &Request<'_>, holidays: &Holidays, day: Date) -> bool {
    is_stopped(request, day) || is_closed(request, holidays, day)
}

fn is_closed(request: &Request<'_>, holidays: &Holidays, day: Date) -> bool {
    let known = |since: Option<Date>| match (since, request.known_on) {
        (Some(since), Some(on)) => since <= on,
        _ => true,
    };
    let weekday = day.weekday().to_monday_zero_offset();
    let mut listed =
        holidays.all().skip_while(|holiday| holiday.on < day).take_while(|holiday| holiday.on == day);
    weekday >= 5 || listed.any(|holiday| known(holiday.known_since))
}

fn is_stopped(request: &Request<'_>, day: Date) -> bool {
    request.stops.iter().any(|stop| stop.from() <= day && day <= stop.until())
}

fn quarters(request: &Request<'_>, holidays: &Holidays, mut left: u32) -> Moment {
    let (mut day, mut quarter) = begin(request.from);
    loop {
        let works = (36..48).contains(&quarter) || (52..72).contains(&quarter);
        if works && !is_off(request, holidays, day) {
            left -= 1;
        }
        (day, quarter) = after(day, quarter);
        if left == 0 {
            return at(day, quarter);
        }
    }
}

fn clock_quarters(request: &Request<'_>, mut left: u32) -> Moment {
    let (mut day, mut quarter) = begin(request.from);
    loop {
        if !is_stopped(request, day) {
            left -= 1;
        }
        (day, quarter) = after(day, quarter);
        if left == 0 {
            return at(day, quarter);
        }
    }
}

fn begin(from: Moment) -> (Date, i8) {
    match from {
        Moment::Day(day) => (day, 0),
        Moment::At(at) => (at.date(), at.hour() * 4 + at.minute() / 15),
    }
}

fn after(day: Date, quarter: i8) -> (Date, i8) {
    if quarter == 95 { (day.tomorrow().unwrap(), 0) } else { (day, quarter + 1) }
}

fn at(day: Date, quarter: i8) -> Moment {
    Moment::At(day.at(quarter / 4, quarter % 4 * 15, 0, 0))
}

fn working_days(request: &Request<'_>, holidays: &Holidays, mut left: u32) -> Moment {
    let mut day = request.from.date();
    loop {
        left -= u32::from(!is_off(request, holidays, day));
        if left == 0 {
            return Moment::Day(day);
        }
        day = day.tomorrow().unwrap();
    }
}

/// Lays out the days of the period, walks as many that are not stopped, and goes on to one that is not off.
fn by_calendar(request: &Request<'_>, holidays: &Holidays) -> Moment {
    let counts_first = match request.clock {
        Clock::Civil => matches!(request.from, Moment::At(at) if (at.hour(), at.minute()) == (0, 0)),
        Clock::Petition | Clock::Restrictive => true,
    };
    let first = request.from.date();
    let start = if counts_first { first } else { first.tomorrow().unwrap() };
    let mut left = length(start, request);
    let mut day = start;
    loop {
        left -= u32::from(!is_stopped(request, day));
        if left == 0 {
            break;
        }
        day = day.tomorrow().unwrap();
    }
    while request.clock != Clock::Restrictive && is_off(request, holidays, day) {
        day = day.tomorrow().unwrap();
    }
    Moment::Day(day)
}

/// Counts the days of a period by turning the leaves of the calendar.
fn length(start: Date, request: &Request<'_>) -> u32 {
    let months = match request.period.unit {
        Unit::Hours | Unit::Days => return request.period.amount,
        Unit::Weeks => return request.period.amount * 7,
        Unit::Months => request.period.amount,
        Unit::Years => request.period.amount * 12,
    };
    let (mut day, mut turned, mut days) = (start, 0, 0);
    loop {
        day = day.tomorrow().unwrap();
        days += 1;
        turned += u32::from(day.day() == 1);
        if (turned == months && day.day() == start.day()) || turned > months {
            return days;
        }
    }
}
