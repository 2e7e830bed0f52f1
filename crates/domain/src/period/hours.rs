//! Hours outside petitions: they run at once, by day and by night (민법 제156조).

use super::count::{Count, row, words};
use super::{Article, Moment, PeriodError};
use crate::text::Lang;
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};

/// Counts hours from the moment itself; a last day is not moved, for the period has none.
pub(super) fn at_once(count: &mut Count<'_>) -> Result<Moment, PeriodError> {
    say_start(count);
    let due = Moment::At(run(count)?);
    let (at, period) = (words(due), count.period);
    count.step(
        due.date(),
        format!("{}: {} 뒤, 기한", at.ko, period.display(Lang::Ko)),
        format!("{}: {} later, due", at.en, period.display(Lang::En)),
        Article::Civil156,
    );
    Ok(due)
}

fn say_start(count: &mut Count<'_>) {
    let at = words(count.from);
    let (ko, en) = match count.from {
        Moment::At(_) => ("즉시부터 셈", "counted at once"),
        Moment::Day(_) => ("시각을 모르므로 0시부터 셈", "the time is not known, so counted from midnight"),
    };
    let on = count.from.date();
    count.step(on, format!("{}: {ko}", at.ko), format!("{}: {en}", at.en), Article::Civil156);
}

/// Lets the hours run, except on stopped days.
fn run(count: &mut Count<'_>) -> Result<DateTime, PeriodError> {
    let (mut at, mut left) = (count.from.start(), SignedDuration::from_hours(count.period.amount.into()));
    let stops: Vec<_> = count.stops.iter().filter(|stop| stop.until() >= at.date()).copied().collect();
    for stop in stops {
        let free = at.duration_until(stop.from().to_datetime(Time::midnight()));
        if left <= free {
            break;
        }
        left -= free.max(SignedDuration::ZERO);
        at = count.next(stop.until())?.to_datetime(Time::midnight());
        let days = row(stop.from(), stop.until());
        let cite = count.stop_article();
        count.step(
            stop.from(),
            format!("{}: 정지된 날이라 세지 않음", days.ko),
            format!("{}: stopped, not counted", days.en),
            cite,
        );
    }
    at.checked_add(left).map_err(|_| count.too_long())
}
