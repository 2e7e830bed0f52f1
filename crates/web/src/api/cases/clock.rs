//! `GET /api/v1/cases/{id}/clock`: how the clock of a case stands, with the whole arithmetic.

use super::number;
use crate::api::Answer;
use crate::api::deadline::StepAnswer;
use crate::api::signed::Asker;
use crate::api::words::Words;
use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::clock::{Extension, Pause, State};
use teukgu_office::casework::CaseView;
use utoipa::ToSchema;

/// How the clock of a case stands (처리기간 계산서).
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseClock {
    /// Rules that count: `petition`, `civil` or `restrictive`.
    #[schema(example = "petition")]
    clock: &'static str,
    /// Length with its extensions.
    #[schema(example = "7d")]
    period: String,
    /// Articles that set it, in Korean.
    cite: String,
    /// True if no statute sets it and the office has promised it.
    promise: bool,
    /// `running`, `stopped` or `ended`.
    #[schema(example = "running")]
    state: &'static str,
    /// Day since which it is stopped or ended.
    since: Option<Date>,
    /// Day that the reading is about: today, or that of the end.
    on: Date,
    /// Which day of the run it is; may be beyond the last one.
    #[schema(example = 2)]
    day: u32,
    /// How many days the run has.
    #[schema(example = 7)]
    of: u32,
    /// Days of the run that are left, below 0 if overdue.
    #[schema(example = 5)]
    left: i32,
    /// Hours, if the period is one of hours.
    hours: Option<u32>,
    /// When it ends by what is known today: a day, or a minute where hours are counted; Korean time.
    #[schema(example = "2026-03-11")]
    due: String,
    /// Day that was promised when the case was filed.
    promised: Option<Date>,
    overdue: bool,
    /// True if the count rests on holidays that may still change.
    projected: bool,
    /// Times that did not count.
    stops: Vec<ClockStop>,
    /// What made the period longer.
    extensions: Vec<ClockExtension>,
    /// Holidays that were left out, beside Saturdays and Sundays.
    holidays: Vec<ClockHoliday>,
    /// The arithmetic, step by step.
    steps: Vec<StepAnswer>,
}

/// A time that did not count.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockStop {
    /// First day.
    from: Date,
    /// Last day; today if it is still open.
    until: Date,
    /// Article or paper.
    basis: String,
    /// Number of the request for more information.
    request: Option<u32>,
}

/// What made the period longer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockExtension {
    on: Date,
    /// By how much.
    by: String,
    /// Article or paper.
    basis: String,
}

/// A holiday within the run.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockHoliday {
    on: Date,
    name: Words,
}

/// Says how the clock of a case stands, with its stops, its holidays and the arithmetic
#[utoipa::path(get, path = "/api/v1/cases/{id}/clock", tag = "casework", security(("session" = [])),
    params(("id" = String, Path, description = "Number of the case", example = "2026-00042")),
    responses((status = 200, description = "The clock", body = CaseClock)))]
pub(crate) async fn show(asker: Asker, Path(id): Path<String>) -> Answer<CaseClock> {
    let view = asker.casework().case(&asker.who(), &number(&id)?).await?;
    Ok(Json((&view).into()))
}

impl From<&CaseView> for CaseClock {
    fn from(view: &CaseView) -> Self {
        let (reading, rule) = (&view.clock, &view.case.rule);
        let (state, since) = match reading.state {
            State::Running => ("running", None),
            State::Stopped { since } => ("stopped", Some(since)),
            State::Ended { on } => ("ended", Some(on)),
        };
        Self {
            clock: rule.clock.key(),
            period: reading.period.to_string(),
            cite: rule.cite.clone(),
            promise: rule.promise,
            state,
            since,
            on: reading.on,
            day: reading.day,
            of: reading.of,
            left: reading.left(),
            hours: reading.hours,
            due: reading.due.to_string(),
            promised: view.case.promised,
            overdue: reading.is_overdue(),
            projected: reading.projected,
            stops: reading.stops.iter().map(ClockStop::from).collect(),
            extensions: reading.extensions.iter().map(ClockExtension::from).collect(),
            holidays: reading
                .holidays
                .iter()
                .map(|(on, name)| ClockHoliday { on: *on, name: name.into() })
                .collect(),
            steps: reading.steps.iter().map(StepAnswer::from).collect(),
        }
    }
}

impl From<&Pause> for ClockStop {
    fn from(pause: &Pause) -> Self {
        let (basis, request) = (pause.basis.clone(), pause.reference);
        Self { from: pause.from, until: pause.until, basis, request }
    }
}

impl From<&Extension> for ClockExtension {
    fn from(extension: &Extension) -> Self {
        Self { on: extension.on, by: extension.by.to_string(), basis: extension.basis.clone() }
    }
}
