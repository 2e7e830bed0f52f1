//! What the visitor typed, kept as typed, and what is wrong with it.

use super::unit_key;
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use teukgu_domain::Date;
use teukgu_domain::period::{Clock, Moment, Period, PeriodError, Request, Stop, Unit};

/// How many stops can be typed; the interface for programs takes any number.
const STOPS: usize = 4;

/// The fields as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) clock: String,
    pub(super) from: String,
    pub(super) time: String,
    pub(super) amount: String,
    pub(super) unit: String,
    /// First and last day of each stop.
    pub(super) stops: Vec<(String, String)>,
    pub(super) known_on: String,
}

/// What is wrong with a field and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) text: String,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) clock: Clock,
    pub(super) from: Moment,
    pub(super) period: Period,
    pub(super) stops: Vec<Stop>,
    pub(super) known_on: Option<Date>,
}

/// Something that can be chosen.
pub(super) struct Choice {
    pub(super) value: &'static str,
    pub(super) label: String,
    pub(super) hint: &'static str,
    pub(super) chosen: bool,
}

/// One row of days that do not count.
pub(super) struct StopRow {
    /// Number from 1, which also stands in the names of its fields.
    pub(super) n: usize,
    pub(super) from: String,
    pub(super) until: String,
}

impl Wanted {
    pub(super) fn request(&self) -> Request<'_> {
        let Self { clock, from, period, ref stops, known_on } = *self;
        Request { clock, from, period, stops, known_on }
    }
}

impl Form {
    /// Reads the fields, or the shorter form of the interface for programs: `from=…T…`, `period=3d`, `stop=A..B`.
    pub(super) fn read(asked: &Asked) -> Self {
        let [clock, mut from, mut time, mut amount, mut unit, known_on] =
            ["clock", "from", "time", "amount", "unit", "known_on"].map(|name| asked.get(name));
        if let Some((day, hour)) = from.clone().split_once('T').filter(|_| time.is_empty()) {
            (from, time) = (day.to_owned(), hour.to_owned());
        }
        let period = asked.get("period");
        if amount.is_empty() && !period.is_empty() {
            let mark = period.trim_start_matches(|c: char| c.is_ascii_digit());
            (amount, unit) = (period.strip_suffix(mark).unwrap_or_default().to_owned(), mark.to_owned());
        }
        let row = |n: usize| (asked.get(&stop_field(n, "from")), asked.get(&stop_field(n, "until")));
        let mut stops: Vec<_> = (1..=STOPS).map(row).collect();
        if let Some((first, last)) = asked.get("stop").split_once("..") {
            stops.push((first.to_owned(), last.to_owned()));
        }
        stops.retain(|(first, last)| !first.is_empty() || !last.is_empty());
        stops.truncate(STOPS);
        Self { clock, from, time, amount, unit, stops, known_on }
    }

    /// Reads what is asked; nothing and no fault if the fields are blank.
    pub(super) fn wanted(&self, p: &Page) -> (Option<Wanted>, Vec<Fault>) {
        let (wanted, faults) = self.checked();
        (wanted, faults.into_iter().map(|(field, key)| Fault { field, text: p.t(key) }).collect())
    }

    /// Returns the rows for stops: those that were filled, and one more.
    pub(super) fn stop_rows(&self) -> Vec<StopRow> {
        let blank = (String::new(), String::new());
        let rows = self.stops.iter().cloned().chain([blank]).take(STOPS);
        (1..)
            .zip(rows)
            .map(|(n, (from, until))| StopRow { n, from: day(&from), until: day(&until) })
            .collect()
    }

    /// Returns what the fields show: those for a date or a time take nothing else.
    pub(super) fn shown(&self) -> Self {
        let is_time = Moment::parse(&format!("2000-01-01T{}", self.time)).is_ok();
        let time = if is_time { self.time.clone() } else { String::new() };
        Self { from: day(&self.from), time, known_on: day(&self.known_on), ..self.clone() }
    }

    /// Reads the fields; a fault is a field and the key of what to do.
    fn checked(&self) -> (Option<Wanted>, Vec<(String, &'static str)>) {
        let mut faults = Faults::default();
        if self.from.is_empty() && self.amount.is_empty() && self.unit.is_empty() && self.stops.is_empty() {
            return (None, faults.0);
        }
        let clock = Clock::parse(self.clock_word()).ok();
        let clock = faults.or("clock", clock, "deadline-clock-wrong");
        let from = self.moment(&mut faults);
        let period = self.period(&mut faults);
        let stops = self.read_stops(&mut faults);
        let known_on = self.known_day(&mut faults);
        let wanted = clock.zip(from).zip(period).filter(|_| faults.0.is_empty());
        (wanted.map(|((clock, from), period)| Wanted { clock, from, period, stops, known_on }), faults.0)
    }

    /// Returns the word of the clock; the first one is asked for if none is chosen.
    fn clock_word(&self) -> &str {
        if self.clock.is_empty() { Clock::Petition.key() } else { &self.clock }
    }

    fn moment(&self, faults: &mut Faults) -> Option<Moment> {
        let wrong = if self.from.is_empty() { "deadline-from-missing" } else { "deadline-from-wrong" };
        let day = Moment::parse(&self.from).ok().filter(|from| matches!(from, Moment::Day(_)));
        let day = faults.or("from", day, wrong)?;
        if self.time.is_empty() {
            return Some(day);
        }
        faults.or("time", Moment::parse(&format!("{day}T{}", self.time)).ok(), "deadline-time-wrong")
    }

    fn period(&self, faults: &mut Faults) -> Option<Period> {
        let wrong = if self.amount.is_empty() { "deadline-amount-missing" } else { "deadline-amount-wrong" };
        let amount = self.amount.parse().ok().filter(|amount: &u32| *amount > 0);
        let amount = faults.or("amount", amount, wrong);
        let word = if self.unit.is_empty() { Unit::Days.key() } else { &self.unit };
        let unit = faults.or("unit", Unit::find_by_key(word), "deadline-unit-wrong");
        amount.zip(unit).map(|(amount, unit)| Period { amount, unit })
    }

    fn read_stops(&self, faults: &mut Faults) -> Vec<Stop> {
        let mut stops = Vec::new();
        for (n, (from, until)) in (1..).zip(&self.stops) {
            match Stop::parse(&format!("{from}..{until}")) {
                Ok(stop) => stops.push(stop),
                Err(PeriodError::ReversedStop { .. }) => {
                    faults.add(stop_field(n, "until"), "deadline-stop-reversed");
                }
                Err(_) => {
                    let field = if Moment::parse(from).is_ok() { "until" } else { "from" };
                    faults.add(stop_field(n, field), "deadline-stop-wrong");
                }
            }
        }
        stops
    }

    fn known_day(&self, faults: &mut Faults) -> Option<Date> {
        if self.known_on.is_empty() {
            return None;
        }
        match Moment::parse(&self.known_on) {
            Ok(Moment::Day(day)) => Some(day),
            _ => faults.or("known_on", None, "deadline-known-wrong"),
        }
    }
}

/// Faults in the order of the fields.
#[derive(Default)]
struct Faults(Vec<(String, &'static str)>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, key: &'static str) {
        self.0.push((field.into(), key));
    }

    /// Notes a fault if nothing was read.
    fn or<T>(&mut self, field: &str, read: Option<T>, key: &'static str) -> Option<T> {
        if read.is_none() {
            self.add(field, key);
        }
        read
    }
}

/// Returns a day as typed, or nothing if it is none.
fn day(text: &str) -> String {
    if matches!(Moment::parse(text), Ok(Moment::Day(_))) { text.to_owned() } else { String::new() }
}

fn stop_field(n: usize, end: &str) -> String {
    format!("stop-{n}-{end}")
}

/// Returns the key of a clock's name.
pub(super) const fn title_key(clock: Clock) -> &'static str {
    match clock {
        Clock::Petition => "deadline-petition",
        Clock::Civil => "deadline-civil",
        Clock::Restrictive => "deadline-restrictive",
    }
}

/// Lists the clocks that can be chosen; labels are keys, for each has a hint.
pub(super) fn clocks(form: &Form) -> Vec<Choice> {
    let choice = |clock: Clock| Choice {
        value: clock.key(),
        label: title_key(clock).to_owned(),
        hint: match clock {
            Clock::Petition => "deadline-petition-hint",
            Clock::Civil => "deadline-civil-hint",
            Clock::Restrictive => "deadline-restrictive-hint",
        },
        chosen: clock.key() == form.clock_word(),
    };
    Clock::ALL.into_iter().map(choice).collect()
}

/// Lists the units that can be chosen.
pub(super) fn units(p: &Page, form: &Form) -> Vec<Choice> {
    let chosen = Unit::find_by_key(&form.unit).unwrap_or(Unit::Days);
    let choice = |unit: Unit| Choice {
        value: unit.key(),
        label: p.t(unit_key(unit)),
        hint: "",
        chosen: unit == chosen,
    };
    Unit::ALL.into_iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(query: &str) -> (Option<Wanted>, Vec<(String, &'static str)>) {
        Form::read(&Asked::read(query)).checked()
    }

    #[test]
    fn blank_fields_ask_nothing_and_have_no_fault() {
        for query in ["", "clock=civil", "clock=petition&from=&time=&amount=&stop-1-from="] {
            assert_eq!(checked(query), (None, vec![]), "{query}");
        }
    }

    #[test]
    fn the_fields_and_the_short_form_ask_the_same() {
        let fields = "clock=petition&from=2025-02-17&time=09:30&amount=10&unit=d\
            &stop-1-from=2025-02-24&stop-1-until=2025-03-01";
        let short = "clock=petition&from=2025-02-17T09:30&period=10d&stop=2025-02-24..2025-03-01";
        let (wanted, faults) = checked(fields);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(checked(short).0, wanted);
        assert_eq!(wanted.unwrap().from.to_string(), "2025-02-17T09:30");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_field() {
        for (query, expected) in [
            ("clock=moon&from=2025-01-24&amount=3", vec![("clock", "deadline-clock-wrong")]),
            ("amount=3", vec![("from", "deadline-from-missing")]),
            ("from=2025-02-30&amount=3", vec![("from", "deadline-from-wrong")]),
            ("from=2025-01-24&time=25:00&amount=3", vec![("time", "deadline-time-wrong")]),
            ("from=2025-01-24", vec![("amount", "deadline-amount-missing")]),
            ("from=2025-01-24&amount=0", vec![("amount", "deadline-amount-wrong")]),
            (
                "from=2025-01-24&amount=-3&unit=x",
                vec![("amount", "deadline-amount-wrong"), ("unit", "deadline-unit-wrong")],
            ),
            (
                "from=2025-01-24&amount=3&stop-1-from=2025-01-27",
                vec![("stop-1-until", "deadline-stop-wrong")],
            ),
            (
                "from=2025-01-24&amount=3&stop-2-from=2025-01-27&stop-2-until=2025-01-26",
                vec![("stop-1-until", "deadline-stop-reversed")],
            ),
            ("from=2025-01-24&amount=3&known_on=soon", vec![("known_on", "deadline-known-wrong")]),
        ] {
            let (wanted, faults) = checked(query);
            assert_eq!(wanted, None, "{query}");
            let faults: Vec<_> = faults.iter().map(|(field, key)| (field.as_str(), *key)).collect();
            assert_eq!(faults, expected, "{query}");
        }
    }

    #[test]
    fn one_more_row_for_stops_is_offered_than_was_filled() {
        let rows = |query: &str| Form::read(&Asked::read(query)).stop_rows().len();
        assert_eq!(rows(""), 1);
        assert_eq!(rows("stop-1-from=a&stop-3-from=b"), 3, "rows close up");
        assert_eq!(rows("stop-1-from=a&stop-2-from=b&stop-3-from=c&stop-4-from=d"), STOPS);
    }
}
