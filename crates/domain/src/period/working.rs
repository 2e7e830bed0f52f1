//! The petition clock (민원 처리기간): working hours up to five days, working days from six on.

use super::count::{Count, row, words};
use super::{Article, Moment, PeriodError, Unit};
use crate::text::Lang;
use jiff::civil::{Date, DateTime};

/// Periods of so many days or fewer are counted in hours (민원 처리에 관한 법률 제19조제1항).
pub(super) const LONGEST_IN_HOURS: u32 = 5;
/// One day of such a period is so many working hours.
pub(super) const HOURS_A_DAY: u32 = 8;

/// Working hours (근무시간) of public offices in minutes of the day: 09:00 to 18:00 without the lunch hour.
///
/// They are those of 국가공무원 복무규정 제9조; an office with other hours would have to count by its own.
const SESSIONS: [(i64, i64); 2] = [(9 * 60, 12 * 60), (13 * 60, 18 * 60)];

/// Working time taken from one day.
struct Taken {
    pieces: Vec<(i64, i64)>,
    minutes: i64,
}

/// Counts working hours from the moment of receipt.
pub(super) fn hours(count: &mut Count<'_>) -> Result<Moment, PeriodError> {
    let wanted = say_hours(count);
    let (mut day, mut minute, mut done) = (count.from.date(), count.from.minute_of_day(), 0);
    loop {
        if let Some(why) = count.why_off(day)? {
            count.skip(day, why);
        } else {
            let taken = take(minute, wanted - done);
            if done == 0 {
                say_late_receipt(count, day, &taken);
            }
            done += taken.minutes;
            say_taken(count, day, &taken, done);
            if let Some((_, end)) = taken.pieces.last().filter(|_| done == wanted) {
                return Ok(finish(count, day, *end));
            }
        }
        day = count.next(day)?;
        minute = 0;
    }
}

/// Counts working days, the day of receipt among them.
pub(super) fn days(count: &mut Count<'_>) -> Result<Moment, PeriodError> {
    let first = count.from.date();
    let day = words(Moment::Day(first));
    count.step(
        first,
        format!("{}: 접수한 날. 첫날부터 세며 공휴일과 토요일은 세지 않음", day.ko),
        format!("{}: received; the first day counts, holidays and Saturdays do not", day.en),
        Article::PetitionDays,
    );
    let (mut day, mut counted, mut ends) = (first, 0, None::<(Date, Date)>);
    loop {
        if let Some(why) = count.why_off(day)? {
            say_row(count, ends.take(), counted);
            count.skip(day, why);
        } else {
            counted += 1;
            ends = Some((ends.map_or(day, |(from, _)| from), day));
        }
        if counted == count.period.amount {
            say_row(count, ends, counted);
            say_due(count, Moment::Day(day), Article::PetitionDays);
            return Ok(Moment::Day(day));
        }
        day = count.next(day)?;
    }
}

/// Says what is counted and from when, and returns it in minutes.
fn say_hours(count: &mut Count<'_>) -> i64 {
    let (from, period) = (count.from, count.period);
    let at = words(from);
    match from {
        Moment::At(_) => count.step(
            from.date(),
            format!("{}: 접수. 접수한 시각부터 셈", at.ko),
            format!("{}: received; counted from that time on", at.en),
            Article::PetitionHours,
        ),
        Moment::Day(_) => count.step(
            from.date(),
            format!("{}: 접수. 시각을 모르므로 근무를 시작할 때부터 셈", at.ko),
            format!("{}: received; the time is not known, so counted from the start of work", at.en),
            Article::PetitionHours,
        ),
    }
    let hours = match period.unit {
        Unit::Days => i64::from(period.amount) * i64::from(HOURS_A_DAY),
        _ => i64::from(period.amount),
    };
    if period.unit == Unit::Days {
        let (ko, en) = (period.display(Lang::Ko), period.display(Lang::En));
        count.step(
            from.date(),
            format!("{ko} × 근무시간 {HOURS_A_DAY}시간 = {hours}시간"),
            format!("{en} × {HOURS_A_DAY} working hours = {hours} hours"),
            Article::PetitionHours,
        );
    }
    hours * 60
}

/// Takes at most `wanted` minutes of working time from one day, from a minute of it on.
fn take(from: i64, wanted: i64) -> Taken {
    let mut taken = Taken { pieces: Vec::new(), minutes: 0 };
    for (start, end) in SESSIONS {
        let start = start.max(from);
        let minutes = (end - start).clamp(0, wanted - taken.minutes);
        if minutes > 0 {
            taken.pieces.push((start, start + minutes));
            taken.minutes += minutes;
        }
    }
    taken
}

/// Says when counting begins if that is not the time of receipt.
fn say_late_receipt(count: &mut Count<'_>, day: Date, taken: &Taken) {
    let Some((start, _)) = taken.pieces.first() else { return };
    let is_late = day != count.from.date() || *start != count.from.minute_of_day();
    if is_late && matches!(count.from, Moment::At(_)) {
        let at = words(Moment::At(at_minute(day, *start)));
        count.step(
            day,
            format!("{}: 근무시간 밖에 접수되어 이때부터 셈", at.ko),
            format!("{}: counted from here, for it was received outside working hours", at.en),
            Article::PetitionHours,
        );
    }
}

fn say_taken(count: &mut Count<'_>, day: Date, taken: &Taken, done: i64) {
    if taken.minutes == 0 {
        return;
    }
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let pieces: Vec<String> =
        taken.pieces.iter().map(|(start, end)| format!("{}~{}", clock(*start), clock(*end))).collect();
    let at = words(Moment::Day(day));
    count.step(
        day,
        format!("{} {}: {}, 누계 {}", at.ko, pieces.join(", "), length_ko(taken.minutes), length_ko(done)),
        format!(
            "{}, {}: {}, {} so far",
            at.en,
            pieces.join(" and ").replace('~', "–"),
            length_en(taken.minutes),
            length_en(done)
        ),
        Article::PetitionHours,
    );
}

/// Says which days in a row were counted, and which numbers they have.
fn say_row(count: &mut Count<'_>, ends: Option<(Date, Date)>, counted: u32) {
    let Some((from, until)) = ends else { return };
    let days = from.duration_until(until).as_hours() / 24;
    let first = i64::from(counted) - days;
    let days_in_words = row(from, until);
    let (ko, en) = if days == 0 {
        (format!("{}: {counted}일째", days_in_words.ko), format!("{}: day {counted}", days_in_words.en))
    } else {
        (
            format!("{}: {first}일째부터 {counted}일째", days_in_words.ko),
            format!("{}: days {first} to {counted}", days_in_words.en),
        )
    };
    count.step(from, ko, en, Article::PetitionDays);
}

fn finish(count: &mut Count<'_>, day: Date, minute: i64) -> Moment {
    let due = Moment::At(at_minute(day, minute));
    say_due(count, due, Article::PetitionHours);
    due
}

/// Says the end.
fn say_due(count: &mut Count<'_>, due: Moment, cite: Article) {
    let at = words(due);
    count.step(due.date(), format!("{}: 기한", at.ko), format!("{}: due", at.en), cite);
}

/// Working time never reaches midnight, so the parts fit.
fn at_minute(day: Date, minute: i64) -> DateTime {
    let part = |n: i64| i8::try_from(n).unwrap_or_default();
    day.at(part(minute / 60), part(minute % 60), 0, 0)
}

fn length_ko(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest}분"),
        (hours, 0) => format!("{hours}시간"),
        (hours, rest) => format!("{hours}시간 {rest}분"),
    }
}

fn length_en(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}
