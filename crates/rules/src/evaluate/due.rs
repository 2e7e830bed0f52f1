//! Deadlines of a finding, each with its arithmetic.

use super::Desk;
use crate::finding::Due;
use crate::law::Deadline;
use crate::value::{Truth, day_of};
use jiff::civil::Date;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::period::{self, Moment, PeriodError, Request, Step};
use teukgu_domain::text::{Lang, Text};

impl Desk<'_> {
    pub(super) fn deadlines(&self) -> Vec<Due> {
        let deadlines = self.provision.deadlines.iter().zip(&self.bound.deadlines);
        let due = |(deadline, node): (&Deadline, &Option<crate::program::Node>)| {
            let applies = node.as_ref().map_or(Truth::True, |node| node.truth(self.row));
            (applies != Truth::False).then(|| self.due(deadline, applies))
        };
        deadlines.filter_map(due).collect()
    }

    fn due(&self, deadline: &Deadline, applies: Truth) -> Due {
        let base_day = self.row.cells[deadline.base].and_then(day_of);
        let mut due = Due {
            name: deadline.name.clone(),
            cite: deadline.cite.clone(),
            applies,
            base: self.law().vocabulary.at(deadline.base).name.clone(),
            base_day,
            rule: rule(deadline),
            due: None,
            safe: None,
            steps: Vec::new(),
            uncounted: None,
        };
        match base_day.map(|day| count(deadline, day, self.bench.holidays)) {
            None => (),
            Some(Ok((moment, safe, steps))) => (due.due, due.safe, due.steps) = (Some(moment), safe, steps),
            Some(Err(error)) => due.uncounted = Some(error.message()),
        }
        due
    }
}

type Counted = (Moment, Option<Date>, Vec<Step>);

fn count(deadline: &Deadline, day: Date, holidays: &Holidays) -> Result<Counted, PeriodError> {
    if deadline.before {
        let counted = period::before(day, deadline.period, holidays)?;
        let safe = (counted.safe != counted.due).then_some(counted.safe);
        return Ok((Moment::Day(counted.due), safe, counted.steps));
    }
    let (clock, period) = (deadline.clock, deadline.period);
    let request = Request { clock, from: Moment::Day(day), period, stops: &[], known_on: None };
    let counted = period::due(&request, holidays)?;
    Ok((counted.due, None, counted.steps))
}

/// Writes the rule in words.
fn rule(deadline: &Deadline) -> Text {
    let [ko, en] = Lang::ALL.map(|lang| deadline.period.display(lang));
    match (deadline.before, deadline.period.amount) {
        (true, 0) => Text::new("그날까지", "by that day"),
        (true, _) => Text::new(format!("{ko} 전까지"), format!("by {en} before")),
        (false, _) => Text::new(format!("{ko} 이내"), format!("within {en}")),
    }
}
