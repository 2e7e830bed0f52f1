//! `teukgu deadline`: when a statutory period ends, and the arithmetic that says so.

use crate::args::{Deadline, Settings};
use crate::failure::Failure;
use crate::{builtin, out};
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use teukgu_domain::Date;
use teukgu_domain::period::{self, Article, Clock, Moment, Period, PeriodError, Request, Step, Stop};
use teukgu_domain::text::{Lang, Text};

#[derive(Serialize)]
struct Answer<'a> {
    clock: &'static str,
    from: Moment,
    period: String,
    known_on: Option<Date>,
    due: Moment,
    projected: bool,
    steps: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    on: Date,
    text: &'a Text,
    cite: Article,
}

/// Counts the period and prints its end with every step.
pub(crate) fn run(args: &Deadline, settings: Settings) -> Result<ExitCode, Failure> {
    let clock = Clock::parse(&args.clock)?;
    let stops = args.stops.iter().map(|stop| Stop::parse(stop)).collect::<Result<Vec<_>, _>>()?;
    let request = Request {
        clock,
        from: Moment::parse(&args.from)?,
        period: Period::parse_for(clock, &args.period)?,
        stops: &stops,
        known_on: args.known_on.as_deref().map(known_on).transpose()?,
    };
    let deadline = period::due(&request, &builtin::holidays()?)?;
    if settings.is_json() {
        out::json(&answer(&request, &deadline))?;
    } else {
        out::text(&sentences(&request, &deadline, settings.lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn known_on(text: &str) -> Result<Date, PeriodError> {
    match Moment::parse(text)? {
        Moment::Day(day) => Ok(day),
        Moment::At(_) => Err(PeriodError::NotAMoment { text: text.to_owned() }),
    }
}

fn answer<'a>(request: &Request<'_>, deadline: &'a period::Deadline) -> Answer<'a> {
    let line = |step: &'a Step| Line { on: step.on, text: &step.text, cite: step.cite };
    Answer {
        clock: request.clock.key(),
        from: request.from,
        period: request.period.to_string(),
        known_on: request.known_on,
        due: deadline.due,
        projected: deadline.projected,
        steps: deadline.steps.iter().map(line).collect(),
    }
}

fn sentences(request: &Request<'_>, deadline: &period::Deadline, lang: Lang) -> String {
    let head = format!("{}: {}", lang.pick("기한", "due"), deadline.due.display(lang));
    let mut text = format!("{}\n", out::bold(&head));
    for (n, step) in (1..).zip(&deadline.steps) {
        let _ = writeln!(text, "{n:>4}. {} [{}]", step.text.get(lang), step.cite.cite(lang));
    }
    if let Some(on) = request.known_on {
        let _ = match lang {
            Lang::Ko => writeln!(text, "{on}에 알려져 있던 공휴일로 셈"),
            Lang::En => writeln!(text, "counted with the holidays that were known on {on}"),
        };
    }
    if deadline.projected {
        text += lang.pick(
            "앞으로의 공휴일을 지금 규칙으로 헤아린 결과라, 임시공휴일이 정해지면 달라짐\n",
            "rests on holidays that are computed ahead and changes if an ad-hoc holiday is decided\n",
        );
    }
    text
}

impl From<PeriodError> for Failure {
    fn from(error: PeriodError) -> Self {
        Self::input(error.message(), error.help())
    }
}
