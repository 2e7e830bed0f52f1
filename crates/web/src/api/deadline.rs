//! `GET /api/v1/deadline`: when a statutory period ends, with the arithmetic.

use super::Answer;
use super::params::Params;
use super::words::{Words, with_help};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::period::{self, Clock, Deadline, Moment, Period, PeriodError, Request, Step, Stop};
use teukgu_domain::text::Lang;
use utoipa::ToSchema;

const NAMES: [&str; 5] = ["clock", "from", "period", "stop", "known_on"];

/// When a period ends, and how that was counted.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeadlineAnswer {
    /// Rules that counted.
    #[schema(example = "petition")]
    clock: &'static str,
    /// Day of the event, with its time where one was given.
    #[schema(example = "2025-01-24T14:00")]
    from: String,
    /// Length as asked.
    #[schema(example = "3d")]
    period: String,
    /// Day whose knowledge of holidays counted; null for all that is known.
    known_on: Option<Date>,
    /// End of the period: a day, which is included, or a minute where hours were counted; Korean time.
    #[schema(example = "2025-02-04T14:00")]
    due: String,
    /// True if the count rests on holidays that are computed ahead and may still change.
    projected: bool,
    /// The arithmetic.
    steps: Vec<StepAnswer>,
}

/// One step of the arithmetic.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepAnswer {
    /// Day that the step is about; the first of several.
    on: Date,
    /// What happens on it.
    text: Words,
    /// Article that says so, in Korean.
    #[schema(example = "민원 처리에 관한 법률 제19조제1항")]
    cite: &'static str,
}

/// Says when a statutory period ends
///
/// Three clocks: `petition` (민원 처리에 관한 법률 제19조: working hours up to five days, working days from six on),
/// `civil` (민법 제155조 to 제161조) and `restrictive` (행정기본법 제6조제2항). A day without a time means some time during it.
/// Days outside the list of holidays are refused, not guessed.
#[utoipa::path(get, path = "/api/v1/deadline", tag = "time",
    params(
        ("clock" = String, Query, description = "`petition`, `civil` or `restrictive`", example = "petition"),
        ("from" = String, Query, description = "Day of the event, or day and time in Korea", example = "2025-01-24T14:00"),
        ("period" = String, Query, description = "Number and unit: `h`, `d`, `w`, `mo` or `y`; for petitions also `즉시`", example = "3d"),
        ("stop" = Option<Vec<String>>, Query, description = "Days that do not count, first and last included; may be repeated", example = json!(["2025-02-03..2025-02-04"])),
        ("known_on" = Option<Date>, Query, description = "Day whose knowledge of holidays counts; all that is known if left out"),
    ),
    responses((status = 200, description = "When it ends", body = DeadlineAnswer)))]
pub(crate) async fn show(State(portal): State<Portal>, params: Params) -> Answer<DeadlineAnswer> {
    params.only(&NAMES)?;
    let clock = Clock::parse(params.needed("clock", "petition, civil, restrictive")?)?;
    let from = Moment::parse(params.needed("from", "2025-01-24T14:00")?)?;
    let period = Period::parse_for(clock, params.needed("period", "3h, 7d, 2w, 1mo, 2y")?)?;
    let stops = params.texts("stop").map(Stop::parse).collect::<Result<Vec<_>, _>>()?;
    let known_on = params.day("known_on")?;
    let request = Request { clock, from, period, stops: &stops, known_on };
    let deadline = period::due(&request, portal.office().holidays())?;
    Ok(Json(answer(&request, &deadline)))
}

fn answer(request: &Request<'_>, deadline: &Deadline) -> DeadlineAnswer {
    DeadlineAnswer {
        clock: request.clock.key(),
        from: request.from.to_string(),
        period: request.period.to_string(),
        known_on: request.known_on,
        due: deadline.due.to_string(),
        projected: deadline.projected,
        steps: deadline.steps.iter().map(StepAnswer::from).collect(),
    }
}

impl From<&Step> for StepAnswer {
    fn from(step: &Step) -> Self {
        Self { on: step.on, text: (&step.text).into(), cite: step.cite.cite(Lang::Ko) }
    }
}

impl From<PeriodError> for PageError {
    fn from(error: PeriodError) -> Self {
        Self::bad_request(with_help(&error.message(), &error.help()))
    }
}
