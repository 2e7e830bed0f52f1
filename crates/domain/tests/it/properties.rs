//! What holds for every period.

use crate::support::{holiday, holidays};
use crate::walker::{is_off, walk};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::period::{Clock, Moment, Period, Request, Stop, Unit, before, due};

/// A question that owns its stops.
#[derive(Clone, Debug)]
struct History {
    clock: Clock,
    from: Moment,
    period: Period,
    stops: Vec<Stop>,
    known_on: Option<Date>,
}

impl History {
    fn request(&self) -> Request<'_> {
        let Self { clock, from, period, ref stops, known_on } = *self;
        Request { clock, from, period, stops, known_on }
    }

    fn due(&self, holidays: &Holidays) -> Moment {
        due(&self.request(), holidays).unwrap().due
    }

    fn rests_on_working_days(&self) -> bool {
        self.clock != Clock::Restrictive && !(self.clock == Clock::Civil && self.period.unit == Unit::Hours)
    }
}

/// A day of 2025 or 2026; the made-up lists reach from 2024 to 2034, past six years and every stop.
fn day() -> impl Strategy<Value = Date> {
    (0_i32..730).prop_map(|n| day_after(date(2025, 1, 1), n))
}

fn day_after(day: Date, n: i32) -> Date {
    day.checked_add(jiff::Span::new().days(n)).unwrap()
}

fn history() -> impl Strategy<Value = History> {
    let from = (day(), 0_i8..97).prop_map(|(day, quarter)| match quarter {
        96 => Moment::Day(day),
        quarter => Moment::At(day.at(quarter / 4, quarter % 4 * 15, 0, 0)),
    });
    // Long periods are rarer: the walk that checks them takes every day.
    let period = prop_oneof![
        4 => (1_u32..40, Just(Unit::Hours)),
        6 => (1_u32..50, Just(Unit::Days)),
        4 => (1_u32..8, Just(Unit::Weeks)),
        3 => (1_u32..8, Just(Unit::Months)),
        1 => (1_u32..3, Just(Unit::Years)),
    ];
    let stops = prop::collection::vec((-5_i32..40, 0_i32..20), 0..3);
    let known = prop::option::of(day());
    (prop::sample::select(&Clock::ALL[..]), from, period, stops, known).prop_map(
        |(clock, from, (amount, unit), stops, known_on)| {
            let stop = |(start, days)| {
                let first = day_after(from.date(), start);
                Stop::try_new(first, day_after(first, days)).unwrap()
            };
            let stops = stops.into_iter().map(stop).collect();
            History { clock, from, period: Period { amount, unit }, stops, known_on }
        },
    )
}

/// A made-up list, crowded so that days off stand in rows.
fn list() -> impl Strategy<Value = Holidays> {
    prop::collection::vec((day(), prop::option::of(day())), 0..60).prop_map(|days| {
        let ends = [date(2024, 1, 1), date(2034, 1, 1)].map(|day| (day, None));
        Holidays::new(days.into_iter().chain(ends).map(|(day, known)| holiday(day, known)))
    })
}

proptest! {
    // 1,600 lists with 64 histories each: more than 100,000 histories.
    #![proptest_config(ProptestConfig { cases: 1_600, ..ProptestConfig::default() })]

    #[test]
    fn every_period_ends_where_a_walk_day_by_day_ends(
        holidays in list(),
        histories in prop::collection::vec(history(), 64),
    ) {
        for history in histories {
            prop_assert_eq!(history.due(&holidays), walk(&history.request(), &holidays), "{:?}", history);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_longer_period_never_ends_earlier(holidays in list(), history in history(), more in 1_u32..5) {
        // Five days of a petition are hours and six are days, and the law lets the sixth end before the fifth.
        let period = Period { amount: history.period.amount + more, ..history.period };
        let is_petition_in_days = history.clock == Clock::Petition && period.unit == Unit::Days;
        prop_assume!(!is_petition_in_days || history.period.amount > 5 || period.amount <= 5);
        let longer = History { period, ..history.clone() };
        prop_assert!(history.due(&holidays) <= longer.due(&holidays));
    }

    #[test]
    fn a_deadline_never_falls_on_a_day_off_where_the_law_moves_it(holidays in list(), history in history()) {
        let falls_on_day_off = is_off(&history.request(), &holidays, history.due(&holidays).date());
        prop_assert!(!history.rests_on_working_days() || !falls_on_day_off);
    }

    #[test]
    fn a_stop_never_brings_the_end_forward(holidays in list(), history in history()) {
        let without = History { stops: Vec::new(), ..history.clone() };
        prop_assert!(without.due(&holidays) <= history.due(&holidays));
    }

    #[test]
    fn knowing_more_holidays_never_brings_the_end_forward(holidays in list(), history in history()) {
        let knowing = History { known_on: None, ..history.clone() };
        prop_assert!(history.due(&holidays) <= knowing.due(&holidays));
    }

    #[test]
    fn the_last_step_is_about_the_end_and_every_step_has_words(holidays in list(), history in history()) {
        let deadline = due(&history.request(), &holidays).unwrap();
        prop_assert_eq!(deadline.steps.last().unwrap().on, deadline.due.date());
        prop_assert!(deadline.steps.iter().all(|step| !step.text.ko.is_empty() && !step.text.en.is_empty()));
    }

    #[test]
    fn any_question_has_an_answer_or_a_reason(
        clock in prop::sample::select(&Clock::ALL[..]),
        unit in prop::sample::select(&Unit::ALL[..]),
        amount in prop_oneof![0_u32..3, any::<u32>()],
        (year, month, first, stop) in (-9999_i16..=9999, 1_i8..=12, 1_i8..=28, 1_i8..=28),
        minute in 0_i8..60,
    ) {
        let from = Moment::At(date(year, month, first).at(23, minute, 0, 0));
        let stops = [Stop::try_new(date(year, month, stop), Date::MAX).unwrap()];
        let period = Period { amount, unit };
        for stops in [&[][..], &stops[..]] {
            let answer = due(&Request { clock, from, period, stops, known_on: None }, holidays());
            prop_assert!(answer.is_ok() || !answer.unwrap_err().to_string().is_empty());
        }
        let answer = before(from.date(), period, holidays());
        prop_assert!(answer.is_ok() || !answer.unwrap_err().to_string().is_empty());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
        let read = (Moment::parse(&text), Period::parse(&text), Stop::parse(&text), Clock::parse(&text));
        prop_assert!(read.0.is_err() || text.starts_with(|c: char| c.is_ascii_digit()));
    }
}
