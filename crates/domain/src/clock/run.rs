//! What the events of a clock come to, before anything is counted.

use super::{ClockError, Event, Extension, Kind, Pause, Rule, State};
use crate::period::{Clock, Moment, Period, PeriodError, Stop, Unit};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// A clock after its events.
pub(super) struct Run {
    pub(super) period: Period,
    pub(super) extensions: Vec<Extension>,
    pub(super) ended: Option<Date>,
    clock: Clock,
    started: DateTime,
    pauses: Vec<Pause>,
    /// The stop that is open; its last day is not known yet.
    open: Option<Pause>,
}

impl Run {
    /// Takes the events of the days up to `today`; the later ones are only held to make sense.
    pub(super) fn until(rule: &Rule, events: &[Event], today: Date) -> Result<Self, ClockError> {
        let all = Self::of(rule, events)?;
        let happened = events.partition_point(|event| local(event.at).date() <= today);
        if happened == events.len() { Ok(all) } else { Self::of(rule, &events[..happened]) }
    }

    fn of(rule: &Rule, events: &[Event]) -> Result<Self, ClockError> {
        let (first, others) = events.split_first().ok_or(ClockError::NotStarted)?;
        if first.kind != Kind::Start {
            return Err(ClockError::OutOfPlace { place: 1, kind: first.kind.key() });
        }
        let mut run = Self::started(rule, first);
        let mut last = first.at;
        for (event, place) in others.iter().zip(2..) {
            if event.at < last {
                return Err(ClockError::OutOfOrder { place, kind: event.kind.key() });
            }
            last = event.at;
            run.take(rule, event, place)?;
        }
        Ok(run)
    }

    fn started(rule: &Rule, event: &Event) -> Self {
        Self {
            period: rule.period,
            extensions: Vec::new(),
            ended: None,
            clock: rule.clock,
            started: local(event.at),
            pauses: Vec::new(),
            open: None,
        }
    }

    fn take(&mut self, rule: &Rule, event: &Event, place: usize) -> Result<(), ClockError> {
        let day = local(event.at).date();
        match event.kind {
            _ if self.ended.is_some() => {
                return Err(ClockError::OutOfPlace { place, kind: event.kind.key() });
            }
            Kind::Stop if self.open.is_none() => self.open = Some(pause(day, event)),
            Kind::Resume if self.open.is_some() => self.close(day),
            Kind::Extend(by) => self.extend(by, event, place)?,
            Kind::Restart => *self = Self::started(rule, event),
            Kind::End => {
                self.close(day);
                self.ended = Some(day);
            }
            Kind::Start | Kind::Stop | Kind::Resume => {
                return Err(ClockError::OutOfPlace { place, kind: event.kind.key() });
            }
        }
        Ok(())
    }

    fn close(&mut self, day: Date) {
        self.pauses.extend(self.open.take().map(|pause| Pause { until: day, ..pause }));
    }

    fn extend(&mut self, by: Period, event: &Event, place: usize) -> Result<(), ClockError> {
        if by.unit != self.period.unit {
            return Err(ClockError::OtherUnit { place, period: self.period, extension: by });
        }
        let too_long = PeriodError::TooLong { from: self.started.date(), period: by };
        self.period.amount = self.period.amount.checked_add(by.amount).ok_or(too_long)?;
        self.extensions.push(Extension { on: local(event.at).date(), by, basis: event.basis.clone() });
        Ok(())
    }

    /// Returns what the period is counted from: the minute where it is one of hours, else the day.
    pub(super) fn from(&self) -> Moment {
        let needs_minute = self.clock == Clock::Petition || self.period.unit == Unit::Hours;
        if needs_minute { Moment::At(self.started) } else { Moment::Day(self.started.date()) }
    }

    /// Lists the times that do not count; one that is open lasts until `today`.
    pub(super) fn pauses(&self, today: Date) -> Vec<Pause> {
        let open = self.open.iter().map(|pause| Pause { until: today, ..pause.clone() });
        self.pauses.iter().cloned().chain(open).collect()
    }

    /// Lists the same as stops.
    pub(super) fn stops(&self, today: Date) -> Result<Vec<Stop>, PeriodError> {
        let open = self.open.iter().map(|pause| (pause.from, today));
        let closed = self.pauses.iter().map(|pause| (pause.from, pause.until));
        closed.chain(open).map(|(from, until)| Stop::try_new(from, until)).collect()
    }

    pub(super) fn state(&self) -> State {
        match (self.ended, &self.open) {
            (Some(on), _) => State::Ended { on },
            (None, Some(pause)) => State::Stopped { since: pause.from },
            (None, None) => State::Running,
        }
    }
}

fn pause(day: Date, event: &Event) -> Pause {
    Pause { from: day, until: day, basis: event.basis.clone(), reference: event.reference }
}

/// Returns an instant as clocks in Korea show it, to the minute: nine hours ahead, all year since 1988.
fn local(at: Timestamp) -> DateTime {
    let at = jiff::tz::TimeZone::fixed(jiff::tz::offset(9)).to_datetime(at);
    at.date().at(at.hour(), at.minute(), 0, 0)
}
