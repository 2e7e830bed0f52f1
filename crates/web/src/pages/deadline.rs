//! `GET /deadline`: when does a statutory period end, and how is that counted?

use super::organisations::asked::{self, Asked};
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use form::{Choice, Fault, Form, StopRow, Wanted};
use teukgu_domain::calendar::Holidays;
use teukgu_domain::period::{self, Clock, Deadline, PeriodError, Unit};

mod form;

#[derive(Template)]
#[template(path = "deadline.html")]
struct DeadlinePage {
    p: Page,
    form: Form,
    faults: Vec<Fault>,
    result: Option<Counted>,
    clocks: Vec<Choice>,
    units: Vec<Choice>,
    stops: Vec<StopRow>,
    /// First and last day that the holiday list covers.
    covered: (String, String),
    address: String,
}

/// An answer as a visitor reads it.
struct Counted {
    due: String,
    due_for_machines: String,
    /// What was asked, in one line.
    asked: String,
    known_on: Option<String>,
    projected: bool,
    restrictive: bool,
    steps: Vec<StepLine>,
    api: String,
}

/// A step with its article.
struct StepLine {
    text: String,
    cite: &'static str,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("deadline", "deadline");
    let holidays = visit.portal.office().holidays();
    let covered = covered(&p, holidays);
    let form = Form::read(&Asked::read(&visit.query));
    let (wanted, mut faults) = form.wanted(&p);
    let result = wanted.and_then(|wanted| match period::due(&wanted.request(), holidays) {
        Ok(deadline) => Some(counted(&p, &wanted, &deadline)),
        Err(error) => {
            faults.push(fault(&p, &error, &covered));
            None
        }
    });
    let template = DeadlinePage {
        clocks: form::clocks(&form),
        units: form::units(&p, &form),
        stops: form.stop_rows(),
        address: p.href("/deadline"),
        form: form.shown(),
        faults,
        result,
        covered,
        p,
    };
    render(&template, &template.p)
}

fn counted(p: &Page, wanted: &Wanted, deadline: &Deadline) -> Counted {
    let line =
        |step: &period::Step| StepLine { text: p.w(&step.text).to_owned(), cite: step.cite.cite(p.lang) };
    let length = wanted.period.display(p.lang);
    let (clock, from) = (p.t(form::title_key(wanted.clock)), wanted.from.display(p.lang));
    Counted {
        due: p.t1("deadline-until", "due", deadline.due.display(p.lang)),
        due_for_machines: deadline.due.to_string(),
        asked: format!("{clock} · {}", p.t2("deadline-asked", "from", from, "length", length)),
        known_on: wanted.known_on.map(|day| p.day(&day)),
        projected: deadline.projected,
        restrictive: wanted.clock == Clock::Restrictive,
        steps: deadline.steps.iter().map(line).collect(),
        api: api_address(wanted),
    }
}

/// Writes the address where programs get the same answer.
fn api_address(wanted: &Wanted) -> String {
    let (from, period) = (wanted.from.to_string(), wanted.period.to_string());
    let known_on = wanted.known_on.map(|day| day.to_string()).unwrap_or_default();
    let stops: Vec<String> =
        wanted.stops.iter().map(|stop| format!("{}..{}", stop.from(), stop.until())).collect();
    let mut pairs = vec![("clock", wanted.clock.key()), ("from", &from), ("period", &period)];
    pairs.extend(stops.iter().map(|stop| ("stop", stop.as_str())));
    pairs.push(("known_on", &known_on));
    format!("/api/v1/deadline{}", asked::write(&pairs))
}

fn covered(p: &Page, holidays: &Holidays) -> (String, String) {
    let write = |day: Option<teukgu_domain::Date>| day.map(|day| p.day(&day)).unwrap_or_default();
    (write(holidays.first_day()), write(holidays.last_day()))
}

/// Says at which field a count that cannot be done is to be mended.
fn fault(p: &Page, error: &PeriodError, covered: &(String, String)) -> Fault {
    match error {
        PeriodError::Coverage(_) => {
            let text = p.t2("deadline-not-covered", "first", &covered.0, "last", &covered.1);
            Fault { field: "from".to_owned(), text }
        }
        PeriodError::TooLong { .. } => Fault { field: "amount".to_owned(), text: p.t("deadline-too-long") },
        other => Fault { field: "amount".to_owned(), text: p.w(&other.message()).to_owned() },
    }
}

impl DeadlinePage {
    /// Returns what is wrong with a field, if something is.
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.as_str())
    }

    /// Returns true if something is wrong with a stop.
    fn stops_are_wrong(&self) -> bool {
        self.faults.iter().any(|fault| fault.field.starts_with("stop-"))
    }
}

/// Returns the key of a unit's name.
const fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Hours => "deadline-unit-hours",
        Unit::Days => "deadline-unit-days",
        Unit::Weeks => "deadline-unit-weeks",
        Unit::Months => "deadline-unit-months",
        Unit::Years => "deadline-unit-years",
    }
}
