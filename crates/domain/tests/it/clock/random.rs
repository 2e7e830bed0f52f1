//! Random histories of clocks, each read in two ways.
//!
//! It is 200,000 of them, and a million if the variable `TEUKGU_TEST_CLOCKS` is set to anything.

#![expect(clippy::disallowed_methods, reason = "whoever runs the tests may ask for more of them")]

use super::naive::{FIRST, Leaves, Said, walk};
use crate::support::holiday;
use jiff::civil::date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::clock::{ClockError, Event, Kind, Rule, read};
use teukgu_domain::period::{Clock, Period, Unit};
use teukgu_domain::{Date, Timestamp};

const LISTS: u64 = 10;
/// As many as make a million.
const ALL_LISTS: u64 = 50;
const HISTORIES: u32 = 20_000;
/// Histories begin within so many days of 2024 and 2025.
const STARTS: u64 = 600;

/// Chance from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Throws a number below `sides`.
    fn below(&mut self, sides: u64) -> u64 {
        self.next() % sides
    }

    fn small(&mut self, from: u32, until: u32) -> u32 {
        from + u32::try_from(self.below(u64::from(until - from))).unwrap()
    }
}

/// A made-up list, crowded so that days off stand in rows, with the day of knowledge by which it is read.
struct Year {
    holidays: Holidays,
    known_on: Option<Date>,
    leaves: Leaves,
}

fn year(dice: &mut Dice) -> Year {
    let dates: Vec<Date> = date(2024, 1, 1).series(jiff::Span::new().days(1)).take(3653).collect();
    let known_on = (dice.below(2) == 0).then(|| dates[usize::try_from(dice.below(900)).unwrap()]);
    let mut closed: Vec<bool> =
        dates.iter().map(|date| date.weekday().to_monday_zero_offset() >= 5).collect();
    let mut list = vec![holiday(dates[0], None), holiday(dates[3652], None)];
    (closed[0], closed[3652]) = (true, true);
    for _ in 0..dice.below(120) {
        let on = usize::try_from(dice.below(900)).unwrap();
        let since = (dice.below(3) == 0).then(|| dates[usize::try_from(dice.below(900)).unwrap()]);
        closed[on] |= since.zip(known_on).is_none_or(|(since, known_on)| since <= known_on);
        list.push(holiday(dates[on], since));
    }
    Year { holidays: Holidays::new(list), known_on, leaves: Leaves { dates, closed } }
}

fn rule(dice: &mut Dice) -> Rule {
    let (unit, most) = [
        (Unit::Hours, 20),
        (Unit::Days, 7),
        (Unit::Days, 25),
        (Unit::Weeks, 4),
        (Unit::Months, 3),
        (Unit::Years, 2),
    ][match dice.below(40) {
        0..10 => 0,
        10..22 => 1,
        22..32 => 2,
        32..36 => 3,
        36..39 => 4,
        _ => 5,
    }];
    let clock = Clock::ALL[usize::try_from(dice.below(3)).unwrap()];
    let period = Period { amount: dice.small(1, most), unit };
    Rule { clock, period, cite: String::new(), promise: false }
}

/// Makes events that mostly can follow one another, and a day to read the clock on.
fn history(dice: &mut Dice, rule: &Rule) -> (Vec<Event>, usize) {
    let mut quarter = (dice.below(STARTS) + 10) * 96 + dice.below(96);
    let mut events = vec![event(quarter, if dice.below(100) == 0 { Kind::Stop } else { Kind::Start })];
    let mut is_stopped = false;
    for _ in 0..dice.below(8) {
        quarter += match dice.below(5) {
            0 => 0,
            1 => dice.below(96),
            _ => dice.below(96 * 8),
        };
        let kind = kind(dice, rule, is_stopped);
        is_stopped = kind == Kind::Stop || (is_stopped && matches!(kind, Kind::Extend(_)));
        let at = if dice.below(200) == 0 { quarter - 96 } else { quarter };
        events.push(event(at, kind));
    }
    let today = events[0].at.as_second() - FIRST;
    let span = quarter - u64::try_from(today / 900).unwrap();
    let days =
        usize::try_from(today / 86_400).unwrap() + usize::try_from(dice.below(span / 96 + 12)).unwrap();
    (events, days - usize::from(dice.below(50) == 0))
}

fn kind(dice: &mut Dice, rule: &Rule, is_stopped: bool) -> Kind {
    match dice.below(60) {
        0 => Kind::Start,
        1 => Kind::Stop,
        2 => Kind::Resume,
        3 => Kind::Extend(Period { amount: 1, unit: Unit::ALL[usize::try_from(dice.below(5)).unwrap()] }),
        4..7 => Kind::Restart,
        7..11 => Kind::End,
        11..20 => {
            Kind::Extend(Period { amount: dice.small(0, rule.period.amount + 1), unit: rule.period.unit })
        }
        _ if is_stopped => Kind::Resume,
        _ => Kind::Stop,
    }
}

fn event(quarter: u64, kind: Kind) -> Event {
    let at = Timestamp::from_second(FIRST + i64::try_from(quarter).unwrap() * 900).unwrap();
    Event { at, kind, basis: String::new(), reference: None }
}

/// Reads some histories in both ways and returns how many of them made sense.
fn compare(seed: u64) -> u32 {
    let mut dice = Dice(seed);
    let year = year(&mut dice);
    let mut made_sense = 0;
    for _ in 0..HISTORIES {
        let rule = rule(&mut dice);
        let (events, today) = history(&mut dice, &rule);
        let found = read(&rule, &events, &year.holidays, year.known_on, year.leaves.dates[today]);
        assert!(!matches!(found, Err(ClockError::Period(_))), "{found:?}: {rule:?} {events:?}");
        let found = found.ok().map(|reading| Said {
            due: reading.due,
            day: reading.day,
            of: reading.of,
            state: reading.state,
        });
        let expected = walk(&rule, &events, &year.leaves, today);
        assert_eq!(found, expected, "seed {seed}, on day {today}: {rule:?} {events:#?}");
        made_sense += u32::from(found.is_some());
    }
    made_sense
}

#[test]
fn random_clocks_stand_where_a_walk_day_by_day_finds_them() {
    let lists = if std::env::var_os("TEUKGU_TEST_CLOCKS").is_some() { ALL_LISTS } else { LISTS };
    let made_sense: u32 = std::thread::scope(|scope| {
        let half = |first: u64| move || (first..lists).step_by(2).map(compare).sum::<u32>();
        let halves = [0, 1].map(|first| scope.spawn(half(first)));
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    let all = u32::try_from(lists).unwrap() * HISTORIES;
    assert!(made_sense > all / 10 * 6, "only {made_sense} of {all} made sense");
}
