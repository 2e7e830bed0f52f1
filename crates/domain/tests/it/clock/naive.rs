//! The same clock read in the slowest way there is: day by day, asking each day what happened on it.
//!
//! Days are numbers from 1 January 2024 on; times must be whole quarters of an hour.

use jiff::civil::date;
use teukgu_domain::Date;
use teukgu_domain::clock::{Event, Kind, Rule, State};
use teukgu_domain::period::{Clock, Moment, Unit};

/// Seconds from the epoch to the first day, as it begins in Korea.
pub(super) const FIRST: i64 = 1_704_034_800;

/// The days that there are, and which of them offices are closed on.
pub(super) struct Leaves {
    pub(super) dates: Vec<Date>,
    pub(super) closed: Vec<bool>,
}

/// What the clock says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) due: Moment,
    pub(super) day: u32,
    pub(super) of: u32,
    pub(super) state: State,
}

/// The clock at the end of a day.
#[derive(Clone)]
struct Face {
    start: (usize, usize),
    amount: u32,
    extended: u32,
    stopped: Vec<bool>,
    open: Option<usize>,
    ended: Option<usize>,
}

/// Reads the clock on a day; `None` if the events make no sense or the clock has not started.
pub(super) fn walk(rule: &Rule, events: &[Event], leaves: &Leaves, today: usize) -> Option<Said> {
    let face = live(rule, events, today, leaves.dates.len())?;
    let walker = Walker { rule, face: &face, leaves };
    let due = walker.due();
    let on = face.ended.unwrap_or(today);
    let (first, last) = (walker.first(), number(due.date()));
    let state = match (face.ended, face.open) {
        (Some(on), _) => State::Ended { on: leaves.dates[on] },
        (_, Some(since)) => State::Stopped { since: leaves.dates[since] },
        _ => State::Running,
    };
    Some(Said { due, day: walker.days(first, on), of: walker.days(first, last), state })
}

/// Returns the number of a day.
fn number(day: Date) -> usize {
    usize::try_from(date(2024, 1, 1).duration_until(day).as_hours() / 24).unwrap()
}

/// Returns the day and the quarter of an hour of an event.
fn when(event: &Event) -> (usize, usize) {
    let quarters = usize::try_from((event.at.as_second() - FIRST) / 900).unwrap();
    (quarters / 96, quarters % 96)
}

/// Lives through the days and keeps how the clock stood at the end of today.
fn live(rule: &Rule, events: &[Event], today: usize, days: usize) -> Option<Face> {
    if events.windows(2).any(|pair| pair[1].at < pair[0].at) {
        return None;
    }
    let (mut face, mut then) = (None::<Face>, None);
    let mut next = 0;
    for day in when(&events[0]).0..=today.max(when(events.last()?).0) {
        if let Some(face) = face.as_mut().filter(|face| face.open.is_some()) {
            face.stopped[day] = true;
        }
        while next < events.len() && when(&events[next]).0 == day {
            face = Some(happen(face, rule, &events[next], days)?);
            next += 1;
        }
        if day == today {
            then.clone_from(&face);
        }
    }
    then
}

/// Lets something happen; `None` if it cannot.
fn happen(face: Option<Face>, rule: &Rule, event: &Event, days: usize) -> Option<Face> {
    let start = when(event);
    let fresh = Face {
        start,
        amount: rule.period.amount,
        extended: 0,
        stopped: vec![false; days],
        open: None,
        ended: None,
    };
    let Some(mut face) = face else { return (event.kind == Kind::Start).then_some(fresh) };
    if face.ended.is_some() {
        return None;
    }
    match event.kind {
        Kind::Restart => return Some(fresh),
        Kind::Stop => {
            if face.open.replace(start.0).is_some() {
                return None;
            }
            face.stopped[start.0] = true;
        }
        Kind::Resume => {
            face.open.take()?;
        }
        Kind::Extend(by) if by.unit == rule.period.unit => face.extended += by.amount,
        Kind::Start | Kind::Extend(_) => return None,
        Kind::End => {
            face.open = None;
            face.ended = Some(start.0);
        }
    }
    Some(face)
}

struct Walker<'a> {
    rule: &'a Rule,
    face: &'a Face,
    leaves: &'a Leaves,
}

impl Walker<'_> {
    fn amount(&self) -> u32 {
        self.face.amount + self.face.extended
    }

    fn is_off(&self, day: usize) -> bool {
        self.face.stopped[day] || self.leaves.closed[day]
    }

    fn first(&self) -> usize {
        self.face.start.0 + usize::from(self.rule.clock == Clock::Civil)
    }

    fn days(&self, from: usize, until: usize) -> u32 {
        let is_working =
            self.rule.clock == Clock::Petition && matches!(self.rule.period.unit, Unit::Hours | Unit::Days);
        let counts = |day: &usize| if is_working { !self.is_off(*day) } else { !self.face.stopped[*day] };
        u32::try_from((from..=until).filter(counts).count()).unwrap()
    }

    fn due(&self) -> Moment {
        match (self.rule.clock, self.rule.period.unit, self.amount()) {
            (Clock::Petition, Unit::Hours, hours) => self.quarters(hours * 4, true),
            (Clock::Petition, Unit::Days, days @ ..=5) => self.quarters(days * 32, true),
            (Clock::Petition, Unit::Days, days) => self.working_days(days),
            (_, Unit::Hours, hours) => self.quarters(hours * 4, false),
            _ => self.by_calendar(),
        }
    }

    fn quarters(&self, mut left: u32, is_working: bool) -> Moment {
        let (mut day, mut quarter) = self.face.start;
        loop {
            let works = (36..48).contains(&quarter) || (52..72).contains(&quarter);
            let counts = if is_working { works && !self.is_off(day) } else { !self.face.stopped[day] };
            (day, quarter) = if quarter == 95 { (day + 1, 0) } else { (day, quarter + 1) };
            left -= u32::from(counts);
            if left == 0 {
                let part = |n: usize| i8::try_from(n).unwrap();
                return Moment::At(self.leaves.dates[day].at(
                    part(quarter / 4),
                    part(quarter % 4 * 15),
                    0,
                    0,
                ));
            }
        }
    }

    fn working_days(&self, amount: u32) -> Moment {
        let mut days = (self.face.start.0..).filter(|day| !self.is_off(*day));
        Moment::Day(self.leaves.dates[days.nth(amount as usize - 1).unwrap()])
    }

    /// Walks as many days that are not stopped as the leaves of the calendar say, and on to one that is not off.
    fn by_calendar(&self) -> Moment {
        let first = self.first();
        let mut days = (first..).filter(|day| !self.face.stopped[*day]);
        let last = days.nth(self.length(first) - 1).unwrap();
        let moves = self.rule.clock != Clock::Restrictive;
        let day = (last..self.leaves.dates.len()).find(|day| !moves || !self.is_off(*day)).unwrap();
        Moment::Day(self.leaves.dates[day])
    }

    /// Counts the days of the period by turning the leaves of the calendar.
    fn length(&self, first: usize) -> usize {
        let amount = self.amount() as usize;
        let months = match self.rule.period.unit {
            Unit::Hours | Unit::Days => return amount,
            Unit::Weeks => return amount * 7,
            Unit::Months => amount,
            Unit::Years => amount * 12,
        };
        let mut turned = 0;
        for day in first + 1.. {
            turned += usize::from(self.leaves.dates[day].day() == 1);
            let is_same = self.leaves.dates[day].day() == self.leaves.dates[first].day();
            if (turned == months && is_same) || turned > months {
                return day - first;
            }
        }
        unreachable!("there is always another leaf")
    }
}
