//! What every way of counting shares: the question, the days off, and the trace that grows.

use super::stops::Stops;
use super::{Article, Clock, Moment, Period, PeriodError, Request, Step, Unit, working};
use crate::calendar::Holidays;
use crate::text::{Lang, Text};
use jiff::civil::Date;

/// A count under way.
pub(super) struct Count<'a> {
    pub(super) clock: Clock,
    pub(super) from: Moment,
    pub(super) period: Period,
    pub(super) stops: Stops,
    holidays: &'a Holidays,
    known_on: Option<Date>,
    projected: bool,
    steps: Vec<Step>,
    skipped: Option<Skipped>,
}

/// Days in a row that do not count, for one and the same kind of reason.
struct Skipped {
    from: Date,
    until: Date,
    /// Why offices are closed, each reason once; empty for stopped days.
    reasons: Vec<Text>,
}

/// Why a day is passed over.
pub(super) enum Off {
    /// Offices are closed: Saturday, Sunday or the names of its holidays.
    Closed(Text),
    /// The clock stands still.
    Stopped,
}

impl<'a> Count<'a> {
    pub(super) fn new(request: &Request<'_>, holidays: &'a Holidays) -> Self {
        Self {
            clock: request.clock,
            from: request.from,
            period: request.period,
            stops: Stops::new(request.stops),
            holidays,
            known_on: request.known_on,
            projected: false,
            steps: Vec::new(),
            skipped: None,
        }
    }

    /// Says whether a day is passed over, and why; a stopped day is stopped whatever day it is.
    pub(super) fn why_off(&mut self, day: Date) -> Result<Option<Off>, PeriodError> {
        let closed = self.holidays.why_closed(day, self.known_on)?;
        self.projected |= self.holidays.is_projected(day);
        Ok(if self.stops.contains(day) { Some(Off::Stopped) } else { closed.map(Off::Closed) })
    }

    /// Passes over a day; neighbouring days with the same kind of reason become one step.
    pub(super) fn skip(&mut self, day: Date, why: Off) {
        let is_stop = matches!(why, Off::Stopped);
        if self.skipped.as_ref().is_some_and(|run| run.reasons.is_empty() != is_stop) {
            self.end_skip();
        }
        let run = self.skipped.get_or_insert(Skipped { from: day, until: day, reasons: Vec::new() });
        run.until = day;
        if let Off::Closed(reason) = why
            && !run.reasons.contains(&reason)
        {
            run.reasons.push(reason);
        }
    }

    /// Writes the step for the days that were passed over, if there were any.
    pub(super) fn end_skip(&mut self) {
        let Some(run) = self.skipped.take() else { return };
        let days = row(run.from, run.until);
        if run.reasons.is_empty() {
            let text = Text::new(
                format!("{}: 정지된 날이라 세지 않음", days.ko),
                format!("{}: stopped, not counted", days.en),
            );
            self.note(run.from, text, self.stop_article());
        } else {
            let list = |of: fn(&Text) -> &str| run.reasons.iter().map(of).collect::<Vec<_>>().join(", ");
            let cite = self.closed_article();
            let (ko, en) = if cite == Article::Civil161 {
                ("말일이 될 수 없음", "cannot be the last day")
            } else {
                ("세지 않음", "not counted")
            };
            let text = Text::new(
                format!("{}: {ko}({})", days.ko, list(|reason| &reason.ko)),
                format!("{}: {en} ({})", days.en, list(|reason| &reason.en)),
            );
            self.note(run.from, text, cite);
        }
    }

    /// Adds a step after those for days that were passed over.
    pub(super) fn step(&mut self, on: Date, ko: String, en: String, cite: Article) {
        self.end_skip();
        self.note(on, Text::new(ko, en), cite);
    }

    /// Takes the day after `day`.
    pub(super) fn next(&self, day: Date) -> Result<Date, PeriodError> {
        day.tomorrow().map_err(|_| self.too_long())
    }

    /// Says that the count leaves the calendar.
    pub(super) fn too_long(&self) -> PeriodError {
        PeriodError::TooLong { from: self.from.date(), period: self.period }
    }

    /// Returns the article that stops the clock.
    pub(super) fn stop_article(&self) -> Article {
        match self.clock {
            Clock::Petition => Article::PetitionStop,
            Clock::Civil | Clock::Restrictive => Article::StopElsewhere,
        }
    }

    pub(super) fn is_projected(&self) -> bool {
        self.projected
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    fn note(&mut self, on: Date, text: Text, cite: Article) {
        self.steps.push(Step { on, text, cite });
    }

    /// Returns the article by which days off are passed over: as part of the count, or after its end.
    fn closed_article(&self) -> Article {
        match (self.clock, self.period.unit) {
            (Clock::Petition, Unit::Hours) => Article::PetitionHours,
            (Clock::Petition, Unit::Days) if self.period.amount <= working::LONGEST_IN_HOURS => {
                Article::PetitionHours
            }
            (Clock::Petition, Unit::Days) => Article::PetitionDays,
            _ => Article::Civil161,
        }
    }
}

/// Writes one day or a row of days in both languages.
pub(super) fn row(from: Date, until: Date) -> Text {
    let one = |day: Date, lang| Moment::Day(day).display(lang);
    if from == until {
        return Text::new(one(from, Lang::Ko), one(from, Lang::En));
    }
    Text::new(
        format!("{} ~ {}", one(from, Lang::Ko), one(until, Lang::Ko)),
        format!("{} to {}", one(from, Lang::En), one(until, Lang::En)),
    )
}

/// Writes a moment in both languages.
pub(super) fn words(at: Moment) -> Text {
    Text::new(at.display(Lang::Ko), at.display(Lang::En))
}
