//! Days, weeks, months and years by the calendar (역에 의한 계산), 민법 제157조 to 제161조.

use super::count::{Count, row, words};
use super::{Article, Clock, Moment, Period, PeriodError, Unit};
use crate::text::Lang;
use jiff::Span;
use jiff::civil::Date;

/// Where a period ends, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) day: Date,
    pub(super) rule: Rule,
}

/// The rule that finds the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// So many days.
    Days,
    /// The start is the first of a month, so the last month is whole (제160조제1항).
    WholeMonths,
    /// The day before the one that corresponds to the start (제160조제2항).
    DayBefore,
    /// The last month has no such day, so its last day (제160조제3항).
    LastOfMonth,
}

/// Counts by the calendar, with stopped days added and the last day moved where the clock moves it.
pub(super) fn by_calendar(count: &mut Count<'_>) -> Result<Moment, PeriodError> {
    let start = start(count)?;
    let end = end_of(start, count.period).ok_or_else(|| count.too_long())?;
    say_end(count, start, end);
    let end = with_stops(count, start, end.day)?;
    let due = match count.clock {
        Clock::Petition | Clock::Civil => moved(count, end)?,
        Clock::Restrictive => stays(count, end),
    };
    Ok(Moment::Day(due))
}

/// Finds the last day of a period whose first counted day is `start`; `None` outside the calendar.
pub(super) fn end_of(start: Date, period: Period) -> Option<End> {
    let amount = i64::from(period.amount);
    match period.unit {
        Unit::Hours | Unit::Days => days_later(start, amount - 1).map(|day| End { day, rule: Rule::Days }),
        Unit::Weeks => days_later(start, amount * 7 - 1).map(|day| End { day, rule: Rule::DayBefore }),
        Unit::Months => months_end(start, amount),
        Unit::Years => months_end(start, amount * 12),
    }
}

/// Returns the first day of the month that lies so many months after that of `day`.
pub(super) fn month_at(day: Date, months: i64) -> Option<Date> {
    let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

fn months_end(start: Date, months: i64) -> Option<End> {
    if start.day() == 1 {
        let last = month_at(start, months - 1)?;
        return Some(End { day: last.last_of_month(), rule: Rule::WholeMonths });
    }
    let last = month_at(start, months)?;
    if start.day() > last.days_in_month() {
        return Some(End { day: last.last_of_month(), rule: Rule::LastOfMonth });
    }
    days_later(last, i64::from(start.day()) - 2).map(|day| End { day, rule: Rule::DayBefore })
}

pub(super) fn days_later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Finds the first day that counts, and says why it is that one.
fn start(count: &mut Count<'_>) -> Result<Date, PeriodError> {
    let first = count.from.date();
    let day = words(Moment::Day(first));
    let (cite, counts) = match count.clock {
        Clock::Petition => (Article::PetitionCalendar, true),
        Clock::Restrictive => (Article::RestrictiveFirst, true),
        Clock::Civil => (Article::Civil157, count.from.is_midnight()),
    };
    if count.clock == Clock::Civil && counts {
        let (ko, en) =
            ("오전 0시에 시작하므로 첫날부터 셈", "it begins at midnight, so the first day counts");
        count.step(first, format!("{}: {ko}", day.ko), format!("{}: {en}", day.en), cite);
    } else if counts {
        let (ko, en) = ("첫날부터 셈", "the first day counts");
        count.step(first, format!("{}: {ko}", day.ko), format!("{}: {en}", day.en), cite);
    } else {
        let next = count.next(first)?;
        let from = words(Moment::Day(next));
        count.step(
            first,
            format!("{}: 첫날은 세지 않고 {}부터 셈", day.ko, from.ko),
            format!("{}: the first day does not count; counted from {}", day.en, from.en),
            cite,
        );
        return Ok(next);
    }
    Ok(first)
}

fn say_end(count: &mut Count<'_>, start: Date, end: End) {
    let day = words(Moment::Day(end.day));
    let (ko, en) = (count.period.display(Lang::Ko), count.period.display(Lang::En));
    let (why_ko, why_en, cite) = match end.rule {
        Rule::Days => (format!("{ko}째"), format!("the last of {en}"), Article::Civil159),
        Rule::WholeMonths => (
            format!("달의 처음부터 센 {ko}의 마지막 날"),
            format!("the last day of {en} counted from the first of a month"),
            Article::Civil160,
        ),
        Rule::DayBefore => (
            format!("{ko} 뒤 {}에 해당하는 날의 전날", words(Moment::Day(start)).ko),
            format!("the day before the one that corresponds to {} after {en}", words(Moment::Day(start)).en),
            Article::Civil160,
        ),
        Rule::LastOfMonth => (
            format!("{ko} 뒤의 달에 {}일이 없어 그 달의 마지막 날", start.day()),
            format!("the last day of the month after {en}, which has no day {}", start.day()),
            Article::Civil160,
        ),
    };
    count.step(end.day, format!("{}: {why_ko}", day.ko), format!("{}: {why_en}", day.en), cite);
}

/// Puts the end off by as many days as are stopped within the period.
fn with_stops(count: &mut Count<'_>, start: Date, end: Date) -> Result<Date, PeriodError> {
    let stopped = count.stops.days_within(start, end);
    if stopped == 0 {
        return Ok(end);
    }
    let within: Vec<_> =
        count.stops.iter().filter(|stop| stop.from() <= end && stop.until() >= start).copied().collect();
    let later = count.stops.go_on(end, stopped).ok_or_else(|| count.too_long())?;
    let cite = count.stop_article();
    for stop in within {
        let days = row(stop.from(), stop.until());
        count.step(stop.from(), format!("{}: 정지", days.ko), format!("{}: stopped", days.en), cite);
    }
    let day = words(Moment::Day(later));
    count.step(
        later,
        format!("{}: 기간 안에서 정지된 {stopped}일만큼 뒤로", day.ko),
        format!("{}: later by the {stopped} stopped days within the period", day.en),
        cite,
    );
    Ok(later)
}

/// Moves the last day on to one on which offices work and the clock runs.
fn moved(count: &mut Count<'_>, end: Date) -> Result<Date, PeriodError> {
    let mut day = end;
    while let Some(why) = count.why_off(day)? {
        count.skip(day, why);
        day = count.next(day)?;
    }
    let at = words(Moment::Day(day));
    let (ko, en, cite) = if day == end {
        ("그날이 끝날 때 만료", "ends with that day", Article::Civil159)
    } else {
        (
            "말일이 토요일이나 공휴일이라 옮긴 날. 그날이 끝날 때 만료",
            "moved on to here; ends with that day",
            Article::Civil161,
        )
    };
    count.step(day, format!("{}: {ko}", at.ko), format!("{}: {en}", at.en), cite);
    Ok(day)
}

/// Leaves the last day where it is.
fn stays(count: &mut Count<'_>, end: Date) -> Date {
    let at = words(Moment::Day(end));
    count.step(
        end,
        "이렇게 세는 것이 국민에게 불리하면 이렇게 세지 않음".to_owned(),
        "not counted this way where that is worse for the citizen".to_owned(),
        Article::RestrictiveUnless,
    );
    count.step(
        end,
        format!("{}: 토요일이나 공휴일이어도 그날 만료", at.ko),
        format!("{}: ends with that day even if it is a Saturday or a holiday", at.en),
        Article::RestrictiveLast,
    );
    end
}
