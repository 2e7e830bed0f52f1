//! Clocks counted by hand from the statutes; the number after a day says which one of the period it is.

use super::{ask, rule};
use teukgu_domain::clock::{Reading, State};

struct Example {
    why: &'static str,
    rule: (&'static str, &'static str),
    events: &'static [&'static str],
    today: &'static str,
    /// Due, "day of", and how the clock stands.
    expected: (&'static str, &'static str, &'static str),
}

const EXAMPLES: &[Example] = &[
    Example {
        // March: 4 (1) to 7 (4), 10 (5) to 14 (9), 17 (10) to 21 (14).
        why: "working days, the first of them the day of receipt",
        rule: ("petition", "14d"),
        events: &["2025-03-04T10:00 start"],
        today: "2025-03-14",
        expected: ("2025-03-21", "9 of 14", "running"),
    },
    Example {
        // February: 26 (1) to 29 (4). March: 1 is a holiday, 2 and 3 a weekend, 4 (5) to 6 (7).
        why: "the leap day is a day like others",
        rule: ("petition", "7d"),
        events: &["2024-02-26T10:00 start"],
        today: "2024-02-29",
        expected: ("2024-03-06", "4 of 7", "running"),
    },
    Example {
        // Counted from 1 February, the first of a month, so the whole month: it ends on the 29th, a Thursday.
        why: "a month that is February of a leap year",
        rule: ("civil", "1mo"),
        events: &["2024-01-31T10:00 start"],
        today: "2024-02-15",
        expected: ("2024-02-29", "15 of 29", "running"),
    },
    Example {
        // From 1 March 2027 a year of whole months: the last is February 2028 with 29 days; 366 days in all.
        why: "a year that ends on a leap day",
        rule: ("civil", "1y"),
        events: &["2027-02-28T10:00 start"],
        today: "2028-02-28",
        expected: ("2028-02-29", "365 of 366", "running"),
    },
    Example {
        // December: 24 (1), 25 Christmas, 26 (2), 29 (3) to 31 (5). January: 1 New Year, 2 (6), 5 (7).
        why: "over the end of the year",
        rule: ("petition", "7d"),
        events: &["2025-12-24T10:00 start"],
        today: "2026-01-02",
        expected: ("2026-01-05", "6 of 7", "running"),
    },
    Example {
        // January: 20 (1) to 24 (5), 27 ad-hoc holiday, 28 to 30 Seollal, 31 (6). February: 3 (7).
        why: "an ad-hoc holiday joined to Seollal",
        rule: ("petition", "7d"),
        events: &["2025-01-20T10:00 start"],
        today: "2025-01-31",
        expected: ("2025-02-03", "6 of 7", "running"),
    },
    Example {
        // January: 25 to 30 are a weekend and Seollal, 31 (1). February: 3 (2) to 7 (6), 10 (7).
        why: "received on a Saturday, which is not yet the first day",
        rule: ("petition", "7d"),
        events: &["2025-01-25T11:00 start"],
        today: "2025-01-25",
        expected: ("2025-02-10", "0 of 7", "running"),
    },
    Example {
        // 3 (1) to 7 (5), 10 (6), 11 and 12 stopped, 13 (7).
        why: "stopped on the day on which it is due",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-11T09:30 stop", "2025-02-12T16:00 resume"],
        today: "2025-02-13",
        expected: ("2025-02-13", "7 of 7", "running"),
    },
    Example {
        // 17 (1) to 21 (5), 24 to 1 March stopped, 2 Sunday, 3 substitute holiday, 4 (6) to 7 (9), 10 (10).
        why: "resumed on a holiday",
        rule: ("petition", "10d"),
        events: &["2025-02-17T10:00 start", "2025-02-24T10:00 stop", "2025-03-01T10:00 resume"],
        today: "2025-03-04",
        expected: ("2025-03-10", "6 of 10", "running"),
    },
    Example {
        // December: 15 (1) to 19 (5), 22 (6), 23 (7), stopped from 24 to 5 January. 6 (8) to 9 (11), 12 (12) to 14 (14).
        why: "stopped over New Year",
        rule: ("petition", "14d"),
        events: &["2025-12-15T10:00 start", "2025-12-24T14:00 stop", "2026-01-05T11:00 resume"],
        today: "2026-01-06",
        expected: ("2026-01-14", "8 of 14", "running"),
    },
    Example {
        // 4 (1) to 6 (3), stopped from 7 to today, the 12th; if it went on now: 13 (4), 14 (5), 17 (6) to 21 (10),
        // 24 (11) to 27 (14).
        why: "a stop that is open lasts until today",
        rule: ("petition", "14d"),
        events: &["2025-03-04T10:00 start", "2025-03-07T15:00 stop"],
        today: "2025-03-12",
        expected: ("2025-03-27", "3 of 14", "stopped 2025-03-07"),
    },
    Example {
        // 3 (1), 4 (2), 5 stopped, 6 (3), 7 (4), 10 (5) to 12 (7).
        why: "stopped in the morning and resumed in the evening: the day does not count",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-05T09:00 stop", "2025-02-05T17:00 resume"],
        today: "2025-02-05",
        expected: ("2025-02-12", "2 of 7", "running"),
    },
    Example {
        // 3 (1), 4 (2), 5 to 7 stopped, the 6th only once, 10 (3) to 14 (7).
        why: "two stops share a day",
        rule: ("petition", "7d"),
        events: &[
            "2025-02-03T10:00 start",
            "2025-02-05T10:00 stop",
            "2025-02-06T10:00 resume",
            "2025-02-06T15:00 stop",
            "2025-02-07T10:00 resume",
        ],
        today: "2025-02-10",
        expected: ("2025-02-14", "3 of 7", "running"),
    },
    Example {
        // Fourteen days by 21 March as above; 24 (15) to 28 (19), 31 (20). April: 1 (21) to 4 (24), 7 (25) to 10 (28).
        why: "extended by its own length",
        rule: ("petition", "14d"),
        events: &["2025-03-04T10:00 start", "2025-03-20T10:00 extend 14d"],
        today: "2025-03-31",
        expected: ("2025-04-10", "20 of 28", "running"),
    },
    Example {
        // February: 3 (1) to 7 (5), 10 (6) to 14 (10), 17 (11) to 21 (15), 24 (16) to 28 (20). March: 3 holiday, 4 (21).
        why: "extended twice",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-10T10:00 extend 7d", "2025-02-19T10:00 extend 7d"],
        today: "2025-02-28",
        expected: ("2025-03-04", "20 of 21", "running"),
    },
    Example {
        // Three days are 24 hours, but the extended period is one of six days: 3 (1) to 7 (5), 10 (6).
        why: "an extension from hours into days",
        rule: ("petition", "3d"),
        events: &["2025-02-03T17:00 start", "2025-02-05T10:00 extend 3d"],
        today: "2025-02-06",
        expected: ("2025-02-10", "4 of 6", "running"),
    },
    Example {
        // 24 January from 14:00: 4 hours; 31 January: 12; 3 February: 20; 4 February until 14:00: 24.
        why: "working hours over Seollal touch four days",
        rule: ("petition", "3d"),
        events: &["2025-01-24T14:00 start"],
        today: "2025-02-03",
        expected: ("2025-02-04T14:00", "3 of 4", "running"),
    },
    Example {
        // From 10:00 to noon 2 hours, from 13:00 to 17:00 the other 4.
        why: "at once, extended by as much",
        rule: ("petition", "즉시"),
        events: &["2025-03-04T10:00 start", "2025-03-04T11:00 extend 3h"],
        today: "2025-03-04",
        expected: ("2025-03-04T17:00", "1 of 1", "running"),
    },
    Example {
        // Nothing of before the 10th counts: 10 (1) to 14 (5), 17 (6) to 21 (10), 24 (11) to 27 (14).
        why: "restarted, with the stop and the extension before it void",
        rule: ("petition", "14d"),
        events: &[
            "2025-03-04T10:00 start",
            "2025-03-05T10:00 extend 14d",
            "2025-03-06T10:00 stop",
            "2025-03-07T10:00 resume",
            "2025-03-10T09:00 restart",
        ],
        today: "2025-03-10",
        expected: ("2025-03-27", "1 of 14", "running"),
    },
    Example {
        // As before; the stop that was open is void as well.
        why: "restarted while it stood still",
        rule: ("petition", "14d"),
        events: &["2025-03-04T10:00 start", "2025-03-06T10:00 stop", "2025-03-10T09:00 restart"],
        today: "2025-03-11",
        expected: ("2025-03-27", "2 of 14", "running"),
    },
    Example {
        // 3 (1) to 7 (5).
        why: "ended in time: the day of the end stays whenever one asks",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-07T16:00 end"],
        today: "2025-06-01",
        expected: ("2025-02-11", "5 of 7", "ended 2025-02-07"),
    },
    Example {
        // 3 (1), 4 (2), 5 to 7 stopped; had it gone on: 10 (3) to 14 (7).
        why: "ended while it stood still, as when an application is withdrawn",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-05T10:00 stop", "2025-02-07T10:00 end"],
        today: "2025-06-01",
        expected: ("2025-02-14", "2 of 7", "ended 2025-02-07"),
    },
    Example {
        // 3 (1) to 7 (5), 10 (6), 11 (7), 12 (8), 13 (9).
        why: "ended two days late",
        rule: ("petition", "7d"),
        events: &["2025-02-03T10:00 start", "2025-02-13T10:00 end"],
        today: "2025-06-01",
        expected: ("2025-02-11", "9 of 7", "ended 2025-02-13"),
    },
    Example {
        // 5 (1) to 9 (5), 10 to 12 stopped, 13 (6); ten days would end on the 14th, three later is Monday the 17th (10).
        why: "by the Civil Act stopped days are added at the end",
        rule: ("civil", "10d"),
        events: &["2025-03-04T10:00 start", "2025-03-10T10:00 stop", "2025-03-12T10:00 resume"],
        today: "2025-03-13",
        expected: ("2025-03-17", "6 of 10", "running"),
    },
    Example {
        // Twenty days end on Sunday 21 September and would move to the 22nd; thirty are counted through: 1 October.
        why: "an extension goes on from the last day, not from where that had moved",
        rule: ("civil", "20d"),
        events: &["2025-09-01T10:00 start", "2025-09-19T10:00 extend 10d"],
        today: "2025-09-22",
        expected: ("2025-10-01", "21 of 30", "running"),
    },
    Example {
        // July 9 to 31: 23; August: 54; September: 84; 6 October (90) is Chuseok, and 7 to 9 are holidays: the 10th.
        why: "ninety days that end on Chuseok move on by four",
        rule: ("civil", "90d"),
        events: &["2025-07-08T10:00 start"],
        today: "2025-10-06",
        expected: ("2025-10-10", "90 of 94", "running"),
    },
    Example {
        // 1 January (1) to 30 January (30), which is Seollal; it stays.
        why: "where a duty lasts, the first day counts and the last one stays",
        rule: ("restrictive", "30d"),
        events: &["2025-01-01T10:00 start"],
        today: "2025-01-10",
        expected: ("2025-01-30", "10 of 30", "running"),
    },
    Example {
        // In Korea both are the day after the one in London: 4 (1), 5 stopped, 6 (2), 7 (3), 10 (4) to 13 (7).
        why: "days are those of Korea, from the first half-hour to the last minute",
        rule: ("petition", "7d"),
        events: &["2025-03-04T00:30 start", "2025-03-05T00:00 stop", "2025-03-05T23:59 resume"],
        today: "2025-03-06",
        expected: ("2025-03-13", "2 of 7", "running"),
    },
];

#[test]
fn clocks_stand_as_the_statutes_say() {
    let mut wrong = Vec::new();
    for Example { why, rule: (clock, period), events, today, expected } in EXAMPLES {
        let (due, day_of, state) = told(&ask(&rule(clock, period), events, today).unwrap());
        if (due.as_str(), day_of.as_str(), state.as_str()) != *expected {
            wrong.push(format!("{why}: {due}, {day_of}, {state}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn told(reading: &Reading) -> (String, String, String) {
    let state = match reading.state {
        State::Running => "running".to_owned(),
        State::Stopped { since } => format!("stopped {since}"),
        State::Ended { on } => format!("ended {on}"),
    };
    (reading.due.to_string(), format!("{} of {}", reading.day, reading.of), state)
}
