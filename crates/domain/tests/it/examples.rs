//! Periods counted by hand from the statutes.

use crate::support::holidays;
use teukgu_domain::period::{
    Article, Clock, Deadline, Moment, Period, PeriodError, Request, Stop, before, due,
};
use teukgu_domain::text::Lang;

/// Why, clock, from, period, stops, day of knowledge (empty: everything known), due.
type Example = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

const EXAMPLES: &[Example] = &[
    // Petitions of five days or fewer: working hours.
    (
        "half a Friday, Seollal with an ad-hoc holiday, two whole days, half a Tuesday",
        "petition",
        "2025-01-24T14:00",
        "3d",
        &[],
        "",
        "2025-02-04T14:00",
    ),
    (
        "the same before the ad-hoc holiday was decided",
        "petition",
        "2025-01-24T14:00",
        "3d",
        &[],
        "2025-01-13",
        "2025-02-03T14:00",
    ),
    (
        "the same on the day on which it was decided",
        "petition",
        "2025-01-24T14:00",
        "3d",
        &[],
        "2025-01-14",
        "2025-02-04T14:00",
    ),
    (
        "a whole day ends with the day, not on the next morning",
        "petition",
        "2025-03-04T09:00",
        "1d",
        &[],
        "",
        "2025-03-04T18:00",
    ),
    ("the lunch hour does not count", "petition", "2025-03-04T12:30", "3h", &[], "", "2025-03-04T16:00"),
    (
        "three hours of a morning end at noon",
        "petition",
        "2025-03-04T09:00",
        "3h",
        &[],
        "",
        "2025-03-04T12:00",
    ),
    ("received when work ends", "petition", "2025-03-04T18:00", "3h", &[], "", "2025-03-05T12:00"),
    ("over a weekend", "petition", "2025-03-07T17:30", "1h", &[], "", "2025-03-10T09:30"),
    (
        "at once, received on a holiday with a substitute after it",
        "petition",
        "2025-03-01T10:00",
        "즉시",
        &[],
        "",
        "2025-03-04T12:00",
    ),
    ("received before work begins", "petition", "2025-03-04T07:00", "1h", &[], "", "2025-03-04T10:00"),
    ("without a time: from the start of work", "petition", "2025-03-04", "1d", &[], "", "2025-03-04T18:00"),
    ("five days are forty hours", "petition", "2025-02-03T10:00", "5d", &[], "", "2025-02-10T10:00"),
    (
        "a stop takes whole days out of the hours",
        "petition",
        "2025-02-03T14:00",
        "2d",
        &["2025-02-04..2025-02-05"],
        "",
        "2025-02-07T14:00",
    ),
    // Petitions of six days or more: working days, the first included.
    ("six days are days, whatever the hour", "petition", "2025-02-03T17:59", "6d", &[], "", "2025-02-10"),
    ("over Seollal", "petition", "2025-01-24", "7d", &[], "", "2025-02-07"),
    ("received on a Saturday", "petition", "2025-01-25", "7d", &[], "", "2025-02-10"),
    ("over the end of the year", "petition", "2025-12-24", "7d", &[], "", "2026-01-05"),
    (
        "the day on which it would be due is stopped",
        "petition",
        "2025-02-03",
        "7d",
        &["2025-02-11..2025-02-12"],
        "",
        "2025-02-13",
    ),
    (
        "the stop ends on a holiday",
        "petition",
        "2025-02-17",
        "10d",
        &["2025-02-24..2025-03-01"],
        "",
        "2025-03-10",
    ),
    (
        "the day of receipt is stopped",
        "petition",
        "2025-02-03",
        "6d",
        &["2025-02-03..2025-02-03"],
        "",
        "2025-02-11",
    ),
    // Petitions by the calendar: the first day counts, the last one moves.
    ("a month from the 31st: February has none", "petition", "2025-01-31", "1mo", &[], "", "2025-02-28"),
    ("two weeks that end on Seollal", "petition", "2025-01-16", "2w", &[], "", "2025-01-31"),
    ("a year from 29 February", "petition", "2024-02-29", "1y", &[], "", "2025-02-28"),
    // The Civil Act: the first day does not count, the last one moves.
    ("six months that begin with a month", "civil", "2025-06-30", "6mo", &[], "", "2025-12-31"),
    ("March as a whole ends on a Sunday", "civil", "2024-02-29", "1mo", &[], "", "2024-04-01"),
    ("from midnight the first day counts", "civil", "2024-02-29T00:00", "1mo", &[], "", "2024-03-28"),
    ("from one minute past it does not", "civil", "2024-02-29T00:01", "1mo", &[], "", "2024-04-01"),
    ("ten days that end on Seollal", "civil", "2025-01-20", "10d", &[], "", "2025-01-31"),
    ("a week that ends on a Friday", "civil", "2025-01-17", "1w", &[], "", "2025-01-24"),
    ("a week that ends on a Saturday", "civil", "2025-02-08", "1w", &[], "", "2025-02-17"),
    ("a month from the 31st: February has none", "civil", "2025-01-30", "1mo", &[], "", "2025-02-28"),
    ("a year that begins on 29 February", "civil", "2024-02-28", "1y", &[], "", "2025-02-28"),
    ("a year of whole months ends on 29 February", "civil", "2027-02-28", "1y", &[], "", "2028-02-29"),
    (
        "hours run by day and by night and end on a Sunday",
        "civil",
        "2025-01-24T14:00",
        "48h",
        &[],
        "",
        "2025-01-26T14:00",
    ),
    (
        "the last day is an election called at short notice",
        "civil",
        "2025-05-04",
        "30d",
        &[],
        "",
        "2025-06-04",
    ),
    ("the same before it was called", "civil", "2025-05-04", "30d", &[], "2025-04-07", "2025-06-03"),
    ("an ad-hoc holiday", "civil", "2024-09-28", "3d", &[], "", "2024-10-02"),
    ("the same before it was decided", "civil", "2024-09-28", "3d", &[], "2024-09-02", "2024-10-01"),
    (
        "three stopped days put the end off",
        "civil",
        "2025-03-04",
        "10d",
        &["2025-03-10..2025-03-12"],
        "",
        "2025-03-17",
    ),
    (
        "a stop on the last day reaches into what is added",
        "civil",
        "2025-03-04",
        "1mo",
        &["2025-04-04..2025-04-05"],
        "",
        "2025-04-07",
    ),
    (
        "hours do not run on a stopped day",
        "civil",
        "2025-03-04T14:00",
        "24h",
        &["2025-03-05..2025-03-05"],
        "",
        "2025-03-06T14:00",
    ),
    // Rights limited, duties imposed: the first day counts, the last one stays.
    ("thirty days end on Seollal", "restrictive", "2025-01-01", "30d", &[], "", "2025-01-30"),
    ("a month from its first day", "restrictive", "2025-03-01", "1mo", &[], "", "2025-03-31"),
    ("a week ends on a Saturday", "restrictive", "2025-02-09", "1w", &[], "", "2025-02-15"),
    ("a month from the 31st in a leap year", "restrictive", "2024-01-31", "1mo", &[], "", "2024-02-29"),
    (
        "two stopped days put the end off",
        "restrictive",
        "2025-03-01",
        "10d",
        &["2025-03-05..2025-03-06"],
        "",
        "2025-03-12",
    ),
    (
        "no holiday is asked for, so no list is needed",
        "restrictive",
        "2040-01-01",
        "1y",
        &[],
        "",
        "2040-12-31",
    ),
];

#[test]
fn periods_end_as_the_statutes_say() {
    let mut wrong = Vec::new();
    for (why, clock, from, period, stops, known_on, expected) in EXAMPLES {
        let found = count(clock, from, period, stops, known_on).map(|deadline| deadline.due.to_string());
        if found.as_deref() != Ok(*expected) {
            wrong.push(format!("{clock} {from} + {period} ({why}): {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_arithmetic_is_told_hour_by_hour() {
    let deadline = count("petition", "2025-01-24T14:00", "3d", &[], "").unwrap();
    let told: Vec<_> = deadline.steps.iter().map(|step| step.text.ko.as_str()).collect();
    assert_eq!(
        told,
        [
            "2025. 1. 24.(금) 14:00: 접수. 접수한 시각부터 셈",
            "3일 × 근무시간 8시간 = 24시간",
            "2025. 1. 24.(금) 14:00~18:00: 4시간, 누계 4시간",
            "2025. 1. 25.(토) ~ 2025. 1. 30.(목): 세지 않음(토요일, 일요일, 임시공휴일, 설날 전날, 설날, 설날 다음날)",
            "2025. 1. 31.(금) 09:00~12:00, 13:00~18:00: 8시간, 누계 12시간",
            "2025. 2. 1.(토) ~ 2025. 2. 2.(일): 세지 않음(토요일, 일요일)",
            "2025. 2. 3.(월) 09:00~12:00, 13:00~18:00: 8시간, 누계 20시간",
            "2025. 2. 4.(화) 09:00~12:00, 13:00~14:00: 4시간, 누계 24시간",
            "2025. 2. 4.(화) 14:00: 기한",
        ]
    );
    assert!(deadline.steps.iter().all(|step| step.cite == Article::PetitionHours));
}

#[test]
fn a_last_day_that_moves_is_told_with_where_it_was() {
    let deadline = count("civil", "2024-02-29", "1mo", &[], "").unwrap();
    let told: Vec<_> =
        deadline.steps.iter().map(|step| (step.text.en.as_str(), step.cite.cite(Lang::Ko))).collect();
    assert_eq!(
        told,
        [
            (
                "Thursday 29 February 2024: the first day does not count; counted from Friday 1 March 2024",
                "민법 제157조"
            ),
            (
                "Sunday 31 March 2024: the last day of 1 month counted from the first of a month",
                "민법 제160조"
            ),
            ("Sunday 31 March 2024: cannot be the last day (Sunday)", "민법 제161조"),
            ("Monday 1 April 2024: moved on to here; ends with that day", "민법 제161조"),
        ]
    );
}

#[test]
fn a_count_on_projected_holidays_says_so() {
    assert!(count("civil", "2027-02-28", "1y", &[], "").unwrap().projected);
    assert!(!count("civil", "2025-06-30", "6mo", &[], "").unwrap().projected);
    assert!(!count("restrictive", "2027-02-28", "1y", &[], "").unwrap().projected, "it asks for no holiday");
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let refused = |clock, from, period| count(clock, from, period, &[], "").unwrap_err().to_string();
    assert_eq!(
        refused("civil", "2030-12-01", "1mo"),
        "the holiday list ends on 2030-12-31; the day 2031-01-01 lies after it"
    );
    assert_eq!(
        refused("petition", "2023-12-29T10:00", "3d"),
        "the holiday list begins on 2024-01-01; the day 2023-12-29 lies before it"
    );
    assert_eq!(refused("civil", "2025-01-01", "0d"), "a period of 0 never begins");
    for clock in ["civil", "restrictive"] {
        for period in ["100000y", "4294967295mo", "4294967295d", "4294967295w", "4294967295h"] {
            let error = count(clock, "2025-01-01T10:00", period, &[], "").unwrap_err();
            assert!(matches!(error, PeriodError::TooLong { .. }), "{clock} {period}: {error}");
        }
    }
}

#[test]
fn counting_back_does_not_count_the_event_and_does_not_move() {
    for (event, period, expected, safe) in [
        ("2025-05-24", "21d", "2025-05-03", "2025-05-02"),
        ("2025-02-12", "14d", "2025-01-29", "2025-01-24"),
        ("2025-03-20", "7d", "2025-03-13", "2025-03-13"),
        ("2025-03-31", "1mo", "2025-02-28", "2025-02-28"),
        ("2025-10-20", "2w", "2025-10-06", "2025-10-02"),
        ("2025-03-20", "0d", "2025-03-20", "2025-03-20"),
        ("2025-02-28", "1y", "2024-02-28", "2024-02-28"),
    ] {
        let found = before(event.parse().unwrap(), Period::parse(period).unwrap(), holidays()).unwrap();
        assert_eq!(
            (found.due.to_string(), found.safe.to_string()),
            (expected.into(), safe.into()),
            "{event} - {period}"
        );
    }
    let refused = |event: &str, period: &str| {
        before(event.parse().unwrap(), Period::parse(period).unwrap(), holidays()).unwrap_err()
    };
    assert!(matches!(refused("2025-05-24", "3h"), PeriodError::HoursBackward { .. }));
    assert!(matches!(refused("2024-01-02", "7d"), PeriodError::Coverage(_)));
    assert!(matches!(refused("2025-05-24", "100000y"), PeriodError::TooLong { .. }));
}

#[test]
fn moments_are_read_in_two_forms_and_no_other() {
    for (text, shown) in [
        ("2025-01-24", "2025-01-24"),
        ("2025-01-24T14:00", "2025-01-24T14:00"),
        ("2025-01-24T14:00:59", "2025-01-24T14:00"),
    ] {
        assert_eq!(Moment::parse(text).unwrap().to_string(), shown);
    }
    for text in [
        "",
        "2025-02-30",
        "2025-1-24",
        "20250124",
        "2025-01-24T",
        "2025-01-24T24:00",
        "2025-01-24T9:00",
        "2025-01-24 14:00",
        "2025-01-24T14:00Z",
        "2025-01-24T14:00+09:00",
        "-2025-01-24",
        "2025-13-01",
        "２０２５-01-24",
        "tomorrow",
    ] {
        assert!(matches!(Moment::parse(text), Err(PeriodError::NotAMoment { .. })), "{text}");
    }
}

fn count(
    clock: &str,
    from: &str,
    period: &str,
    stops: &[&str],
    known_on: &str,
) -> Result<Deadline, PeriodError> {
    let clock = Clock::parse(clock)?;
    let stops: Vec<_> = stops.iter().map(|stop| Stop::parse(stop)).collect::<Result<_, _>>()?;
    let request = Request {
        clock,
        from: Moment::parse(from)?,
        period: Period::parse_for(clock, period)?,
        stops: &stops,
        known_on: known_on.parse().ok(),
    };
    due(&request, holidays())
}
