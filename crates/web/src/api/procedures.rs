//! `GET /api/v1/procedures` and `GET /api/v1/procedures/{id}`: what one can apply for, and how the office answers.

mod form;
mod times;

use super::Answer;
use super::words::{List, Words, list as listed};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::{Path, State};
use form::{ProcedureField, ProcedurePaper};
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_office::casework::procedures::{Basis, Letter, Procedure as Kept};
use times::{Objection, OpinionTime, ProcedureClock, Prolongation, SupplementTime};
use utoipa::ToSchema;

/// A procedure (처리 절차) in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureEntry {
    #[schema(example = "recommendation.e7")]
    id: String,
    name: Words,
    /// What it is for.
    summary: Words,
    /// Who files it: `firm` or `zone_office`.
    #[schema(example = "firm")]
    applicant: &'static str,
    /// Special case that it asks for; see `/api/v1/law/{id}`.
    #[schema(example = "act.31.stay_period")]
    special_case: Option<String>,
    /// Step on the way whose requirements are examined, where it is another provision.
    #[schema(example = "act.31.letter")]
    step: Option<String>,
    basis: ProcedureBasis,
    clock: ProcedureClock,
    /// Page on which people apply.
    #[schema(example = "/apply/recommendation.e7")]
    page: String,
}

/// Where a value comes from.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureBasis {
    /// Articles, in Korean.
    #[schema(example = json!(["규제특례법 제31조제2항"]))]
    cite: Vec<String>,
    /// True if no public source states the value, so that the office has to confirm it (예시).
    illustrative: bool,
}

/// A procedure with its form, its papers and its times.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureInFull {
    #[serde(flatten)]
    entry: ProcedureEntry,
    /// Version of the form; a case keeps the one that it was filed with.
    #[schema(example = 1)]
    form_version: u32,
    /// What is asked, in order.
    fields: Vec<ProcedureField>,
    /// Papers to hand over.
    papers: Vec<ProcedurePaper>,
    /// Other times that an answer in the form leads to; the first that fits counts.
    clock_when: Vec<ClockWhen>,
    /// By how much the office may put its time off.
    extension: Option<Prolongation>,
    /// How the office asks for what is missing.
    supplement: SupplementTime,
    /// Whom the office asks, and how soon they answer.
    consultation: OpinionTime,
    /// How one objects to a refusal; null where no objection is provided for.
    appeal: Option<Objection>,
    /// Who outside the office gets the result; null if it stays with the applicant.
    filing: Option<ResultFiling>,
    /// Letters that the procedure writes.
    letters: Vec<ProcedureLetter>,
}

/// Another time of the office, and the answer that it depends on.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockWhen {
    /// Field.
    field: String,
    /// Key of the choice.
    value: String,
    clock: ProcedureClock,
}

/// An authority outside that the result goes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ResultFiling {
    /// Authority under the name that it has today.
    authority: Option<Words>,
    how: Words,
    /// Who files it there: `office` or `applicant`.
    #[schema(example = "applicant")]
    by: &'static str,
    basis: ProcedureBasis,
}

/// A letter that the procedure writes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProcedureLetter {
    /// `granted`, `granted_with_conditions`, `refused`, `request`, `supplement` or `consultation`.
    #[schema(example = "granted")]
    kind: &'static str,
    title: Words,
    /// True if it tells the applicant what was decided.
    decision: bool,
}

/// Lists what one can apply for today, by id
#[utoipa::path(get, path = "/api/v1/procedures", tag = "casework",
    responses((status = 200, description = "Procedures", body = List<ProcedureEntry>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<ProcedureEntry>> {
    Ok(listed(portal.office().casework().procedures()))
}

/// Returns one procedure with its form, papers, times and letters
#[utoipa::path(get, path = "/api/v1/procedures/{id}", tag = "casework",
    params(("id" = String, Path, description = "Id of the procedure", example = "recommendation.e7")),
    responses((status = 200, description = "The procedure", body = ProcedureInFull)))]
pub(crate) async fn show(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<ProcedureInFull> {
    let found = portal.office().casework().open_procedure(&id).map_err(|_| PageError::not_found())?;
    Ok(Json(in_full(found, portal.office().today())))
}

fn in_full(procedure: Kept, today: Date) -> ProcedureInFull {
    let filing = procedure.filing.as_ref();
    ProcedureInFull {
        form_version: procedure.form.version,
        fields: procedure.form.fields.iter().map(ProcedureField::from).collect(),
        papers: procedure.form.papers.iter().map(ProcedurePaper::from).collect(),
        clock_when: procedure
            .clock_when
            .iter()
            .map(|(when, clock)| ClockWhen {
                field: when.field.clone(),
                value: when.value.clone(),
                clock: clock.into(),
            })
            .collect(),
        extension: procedure.extension.as_ref().map(Prolongation::from),
        supplement: (&procedure.supplement).into(),
        consultation: (&procedure.consultation).into(),
        appeal: procedure.appeal.as_ref().map(Objection::from),
        filing: filing.map(|filing| ResultFiling {
            authority: Words::maybe(filing.authority_on(today)),
            how: (&filing.how).into(),
            by: filing.by.key(),
            basis: (&filing.basis).into(),
        }),
        letters: procedure.letters.iter().map(ProcedureLetter::from).collect(),
        entry: procedure.into(),
    }
}

impl From<Kept> for ProcedureEntry {
    fn from(procedure: Kept) -> Self {
        Self {
            name: (&procedure.name).into(),
            summary: (&procedure.summary).into(),
            applicant: procedure.applicant.key(),
            basis: (&procedure.basis).into(),
            clock: (&procedure.clock).into(),
            page: format!("/apply/{}", procedure.id),
            special_case: procedure.provision,
            step: procedure.step,
            id: procedure.id,
        }
    }
}

impl From<&Basis> for ProcedureBasis {
    fn from(basis: &Basis) -> Self {
        Self { cite: basis.cite.iter().map(ToString::to_string).collect(), illustrative: basis.illustrative }
    }
}

impl From<&Letter> for ProcedureLetter {
    fn from(letter: &Letter) -> Self {
        let kind = letter.kind.key();
        let decision = matches!(kind, "granted" | "granted_with_conditions" | "refused");
        Self { kind, title: (&letter.title).into(), decision }
    }
}
