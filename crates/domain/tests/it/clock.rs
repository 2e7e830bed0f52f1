//! The clock ledger, asked as the office asks it: examples counted by hand, sequences that make no sense, words.

mod examples;
mod naive;
mod random;

use crate::support::holidays;
use teukgu_domain::clock::{ClockError, Event, Kind, Reading, Rule, State, changed_by_holiday, read};
use teukgu_domain::period::{Clock, Period, PeriodError};
use teukgu_domain::{Date, Timestamp};

fn rule(clock: &str, period: &str) -> Rule {
    let clock = Clock::parse(clock).unwrap();
    let period = Period::parse_for(clock, period).unwrap();
    Rule { clock, period, cite: "민원처리법 제19조".to_owned(), promise: false }
}

/// Reads `2025-03-04T10:00 extend 14d`; the time is that of Korea.
fn event(text: &str) -> Event {
    let words: Vec<&str> = text.split(' ').collect();
    let kind = match words[1..] {
        ["start"] => Kind::Start,
        ["stop"] => Kind::Stop,
        ["resume"] => Kind::Resume,
        ["extend", period] => Kind::Extend(Period::parse(period).unwrap()),
        ["restart"] => Kind::Restart,
        ["end"] => Kind::End,
        _ => unreachable!("{text}"),
    };
    let at: Timestamp = format!("{}:00+09:00", words[0]).parse().unwrap();
    Event { at, kind, basis: "근거".to_owned(), reference: Some(1) }
}

fn events(texts: &[&str]) -> Vec<Event> {
    texts.iter().map(|text| event(text)).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ask(rule: &Rule, texts: &[&str], today: &str) -> Result<Reading, ClockError> {
    read(rule, &events(texts), holidays(), None, day(today))
}

/// A week of working days from a Monday without holidays: due on Tuesday 11 February 2025.
fn seven_days(texts: &[&str], today: &str) -> Result<Reading, ClockError> {
    let all: Vec<&str> = std::iter::once("2025-02-03T10:00 start").chain(texts.iter().copied()).collect();
    ask(&rule("petition", "7d"), &all, today)
}

#[test]
fn a_holiday_that_is_announced_later_moves_the_due_day_and_not_the_promise() {
    // Mondays to Fridays from 13 January: ten days by the 24th. Promised on the 13th: 27 (11), then Seollal, 31 (12),
    // 3 (13), 4 (14). On the 14th the 27th became a holiday: 31 (11), 3 (12), 4 (13), 5 (14).
    let (rule, events) = (rule("petition", "14d"), events(&["2025-01-13T10:00 start"]));
    let moved =
        |before, after| changed_by_holiday(&rule, &events, holidays(), day(before), day(after)).unwrap();
    let (promised, due) = moved("2025-01-13", "2025-01-14").unwrap();
    assert_eq!((promised.to_string(), due.to_string()), ("2025-02-04".into(), "2025-02-05".into()));
    assert_eq!(moved("2025-01-14", "2025-01-20"), None, "nothing new was announced");
}

#[test]
fn a_reading_tells_which_holidays_were_left_out_and_what_the_stops_were_for() {
    let reading = ask(
        &rule("petition", "10d"),
        &["2025-02-17T10:00 start", "2025-02-24T10:00 stop", "2025-03-01T10:00 resume"],
        "2025-03-04",
    )
    .unwrap();
    let left_out: Vec<_> =
        reading.holidays.iter().map(|(on, name)| (on.to_string(), name.ko.as_str())).collect();
    assert_eq!(left_out, [("2025-03-03".to_owned(), "삼일절 대체 휴일")], "the first of March was stopped");
    let [pause] = &reading.stops[..] else { unreachable!("{:?}", reading.stops) };
    assert_eq!((pause.from, pause.until), (day("2025-02-24"), day("2025-03-01")));
    assert_eq!((pause.basis.as_str(), pause.reference), ("근거", Some(1)));
    assert_eq!(reading.steps.last().unwrap().on, day("2025-03-10"));
}

#[test]
fn extensions_are_told_with_their_day_and_add_up() {
    let reading =
        seven_days(&["2025-02-10T10:00 extend 7d", "2025-02-19T10:00 extend 3d"], "2025-02-20").unwrap();
    assert_eq!(reading.period.to_string(), "17d");
    let told: Vec<_> = reading.extensions.iter().map(|one| (one.on, one.by.to_string())).collect();
    assert_eq!(told, [(day("2025-02-10"), "7d".to_owned()), (day("2025-02-19"), "3d".to_owned())]);
}

#[test]
fn a_clock_is_overdue_from_the_day_after_the_due_day_until_it_ends() {
    for (events, today, left, soon, overdue, late) in [
        (&[][..], "2025-02-06", 3, false, false, false),
        (&[], "2025-02-07", 2, true, false, false),
        (&[], "2025-02-11", 0, true, false, false),
        (&[], "2025-02-12", -1, false, true, false),
        (&["2025-02-07T10:00 stop"], "2025-02-12", 3, false, false, false),
        (&["2025-02-12T10:00 stop"], "2025-02-13", 0, false, true, false),
        (&["2025-02-11T10:00 end"], "2025-03-04", 0, false, false, false),
        (&["2025-02-13T10:00 end"], "2025-03-04", -2, false, false, true),
    ] {
        let reading = seven_days(events, today).unwrap();
        let found = (reading.left(), reading.is_due_soon(2), reading.is_overdue(), reading.was_late());
        assert_eq!(found, (left, soon, overdue, late), "{events:?} on {today}");
    }
}

#[test]
fn on_a_weekend_after_the_due_day_nothing_is_left_and_it_is_overdue_all_the_same() {
    // Thursday 6 February to Friday 14 February are seven working days.
    let reading = ask(&rule("petition", "7d"), &["2025-02-06T10:00 start"], "2025-02-15").unwrap();
    assert_eq!((reading.left(), reading.is_overdue(), reading.is_due_soon(3)), (0, true, false));
}

#[test]
fn a_petition_of_up_to_five_days_is_told_in_hours_and_not_overdue_before_its_minute() {
    // Received on Tuesday at five: one hour is left of that day and seven are taken from Wednesday.
    let reading = ask(&rule("petition", "1d"), &["2025-03-04T17:00 start"], "2025-03-05").unwrap();
    assert_eq!((reading.due.to_string().as_str(), reading.hours), ("2025-03-05T17:00", Some(8)));
    assert_eq!((reading.day, reading.of, reading.is_overdue()), (2, 2, false));
    assert_eq!(seven_days(&[], "2025-02-04").unwrap().hours, None);
}

#[test]
fn what_happens_after_the_day_asked_for_has_not_happened_yet() {
    let later = ["2025-02-05T10:00 stop", "2025-02-07T10:00 resume", "2025-02-12T10:00 end"];
    let on = |today| seven_days(&later, today).unwrap();
    assert_eq!(on("2025-02-04"), seven_days(&[], "2025-02-04").unwrap());
    assert_eq!(on("2025-02-06").state, State::Stopped { since: day("2025-02-05") });
    assert_eq!(on("2025-02-11").state, State::Running);
    assert_eq!(on("2025-02-12").state, State::Ended { on: day("2025-02-12") });
    assert_eq!(seven_days(&later, "2025-02-02"), Err(ClockError::NotStarted));
}

#[test]
fn events_that_make_no_sense_are_refused_by_name() {
    let out_of_place = |place, kind| ClockError::OutOfPlace { place, kind };
    for (texts, expected) in [
        (&["2025-02-05T10:00 start"][..], out_of_place(2, "start")),
        (&["2025-02-05T10:00 resume"], out_of_place(2, "resume")),
        (&["2025-02-05T10:00 stop", "2025-02-06T10:00 stop"], out_of_place(3, "stop")),
        (&["2025-02-05T10:00 end", "2025-02-06T10:00 extend 7d"], out_of_place(3, "extend")),
        (&["2025-02-05T10:00 end", "2025-02-06T10:00 restart"], out_of_place(3, "restart")),
        (&["2025-02-05T10:00 end", "2025-02-06T10:00 end"], out_of_place(3, "end")),
        (&["2025-02-02T10:00 stop"], ClockError::OutOfOrder { place: 2, kind: "stop" }),
        // A fault in what has not happened yet is a fault.
        (&["2025-03-05T10:00 resume"], out_of_place(2, "resume")),
    ] {
        assert_eq!(seven_days(texts, "2025-02-10"), Err(expected), "{texts:?}");
    }
    assert_eq!(ask(&rule("civil", "7d"), &[], "2025-02-10"), Err(ClockError::NotStarted));
    assert_eq!(
        ask(&rule("civil", "7d"), &["2025-02-03T10:00 end"], "2025-02-10"),
        Err(out_of_place(1, "end"))
    );
}

#[test]
fn an_extension_that_cannot_be_added_is_refused() {
    let refused = |extension: &str| {
        seven_days(&[&format!("2025-02-05T10:00 extend {extension}")], "2025-02-10").unwrap_err()
    };
    assert!(matches!(refused("1mo"), ClockError::OtherUnit { place: 2, .. }));
    assert!(matches!(refused("4294967295d"), ClockError::Period(PeriodError::TooLong { .. })));
}

#[test]
fn every_refusal_has_words_and_a_way_out_in_both_languages() {
    let refusals = [
        (ClockError::NotStarted, "the clock has not started"),
        (
            ClockError::OutOfPlace { place: 2, kind: "resume" },
            "event 2 of the clock (`resume`) cannot follow the ones before it",
        ),
        (
            ClockError::OutOfOrder { place: 3, kind: "stop" },
            "event 3 of the clock (`stop`) lies before the one before it",
        ),
        (
            seven_days(&["2025-02-05T10:00 extend 1mo"], "2025-02-10").unwrap_err(),
            "event 2 of the clock extends the period `7d` by `1mo`, which is another unit",
        ),
        (ClockError::Period(PeriodError::Zero), "a period of 0 never begins"),
    ];
    for (error, words) in refusals {
        let (message, help) = (error.message(), error.help());
        assert_eq!(message.en, words);
        assert!(![message.ko, help.ko, help.en].iter().any(String::is_empty), "{words}");
    }
}

#[test]
fn several_things_may_happen_in_one_moment() {
    let at_once = ["2025-02-05T10:00 stop", "2025-02-05T10:00 resume", "2025-02-05T10:00 extend 1d"];
    assert_eq!(seven_days(&at_once, "2025-02-06").unwrap().due.to_string(), "2025-02-13");
}

#[test]
fn rules_and_events_are_written_and_read_again() {
    let json = r#"{"at":"2025-03-04T01:00:00Z","kind":{"kind":"extend","period":"14d"},"basis":"근거","reference":1}"#;
    assert_eq!(serde_json::to_string(&event("2025-03-04T10:00 extend 14d")).unwrap(), json);
    for text in ["start", "stop", "resume", "extend 3h", "extend 1mo", "restart", "end"] {
        let event = event(&format!("2025-03-04T10:00 {text}"));
        let json = serde_json::to_string(&event).unwrap();
        assert!(json.contains(&format!(r#""kind":"{}""#, event.kind.key())), "{json}");
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
    for clock in Clock::ALL {
        let rule = rule(clock.key(), "2w");
        let json = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&json).unwrap(), rule);
    }
}
