//! `GET /api/v1/cases/{id}`: one case, as whoever asks may see it, with what they can do now.

use super::clock::CaseClock;
use super::number;
use super::parts::{
    AwaitedAnswer, CaseAnswer, CaseAttachment, CaseNote, CaseOpinion, CaseOutcome, CasePaper, CaseStage,
    CaseStep, CaseTask, Named,
};
use super::possible::{self, PossibleAct};
use crate::api::Answer;
use crate::api::signed::Asker;
use crate::api::words::Words;
use crate::error::PageError;
use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use teukgu_domain::ids::CaseId;
use teukgu_domain::{Date, Timestamp};
use teukgu_office::casework::CaseView;
use utoipa::ToSchema;

/// A case (신청 건).
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseInFull {
    #[schema(example = "2026-00042")]
    id: String,
    /// Place of the entry that says how it stands; an act sends it as `expects`.
    #[schema(example = 214)]
    seq: u64,
    /// Id of the procedure.
    #[schema(example = "recommendation.e7")]
    procedure: String,
    procedure_name: Words,
    /// Special case that it asks for.
    #[schema(example = "act.31.stay_period")]
    special_case: Option<String>,
    /// Event that it belongs to.
    dossier: Option<String>,
    title: String,
    organisation: String,
    filed_at: Timestamp,
    stage: CaseStage,
    /// True if whoever asks works for the office.
    internal: bool,
    clock: CaseClock,
    /// What the applicant is asked for.
    awaits: Option<AwaitedAnswer>,
    /// True if an officer works on it.
    assigned: bool,
    /// Officer who works on it; only for the office.
    officer: Option<Named>,
    /// Tasks of the officer; only for the office.
    tasks: Vec<CaseTask>,
    /// Authorities that were asked; only for the office.
    consultations: Vec<CaseOpinion>,
    /// What waits for an approval; only for the office.
    recommendation: Option<CaseOutcome>,
    decision: Option<CaseOutcome>,
    /// Last day for an objection.
    appeal_until: Option<Date>,
    /// What the law said of the facts when it was filed: `met`, `not_met`, `unknown` or `not_in_force`.
    verdict: Option<String>,
    /// Answers of the form.
    answers: Vec<CaseAnswer>,
    /// Papers that were handed in.
    attachments: Vec<CaseAttachment>,
    /// Papers that left the office.
    papers: Vec<CasePaper>,
    messages: Vec<CaseNote>,
    /// What was done, oldest first.
    history: Vec<CaseStep>,
    /// What whoever asks can do now, with what each act needs.
    possible: Vec<PossibleAct>,
}

/// Returns one case
///
/// Whoever may not know of it is told that there is none.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "casework", security(("session" = [])),
    params(("id" = String, Path, description = "Number of the case", example = "2026-00042")),
    responses((status = 200, description = "The case", body = CaseInFull)))]
pub(crate) async fn show(asker: Asker, Path(id): Path<String>) -> Answer<CaseInFull> {
    Ok(Json(read(&asker, &number(&id)?).await?))
}

/// Reads a case as somebody may see it.
pub(super) async fn read(asker: &Asker, id: &CaseId) -> Result<CaseInFull, PageError> {
    let view = asker.casework().case(&asker.who(), id).await?;
    let possible = possible::list(asker, &view).await?;
    Ok(in_full(&view, possible))
}

fn in_full(view: &CaseView, possible: Vec<PossibleAct>) -> CaseInFull {
    let case = &view.case;
    let inner = view.is_internal;
    let standing = view.file.as_ref().and_then(|file| file.standing.as_ref());
    let officer = case.officer.as_ref();
    CaseInFull {
        id: case.id.to_string(),
        seq: view.seq,
        procedure: case.procedure.to_string(),
        procedure_name: (&view.procedure.name).into(),
        special_case: case.provision.as_ref().map(ToString::to_string),
        dossier: case.dossier.as_ref().map(ToString::to_string),
        title: case.title.clone(),
        organisation: case.organisation.clone(),
        filed_at: case.filed_at,
        stage: CaseStage::new(case.stage.kind(), inner),
        internal: inner,
        clock: view.into(),
        awaits: case.open_supplement().map(AwaitedAnswer::from),
        assigned: officer.is_some(),
        officer: officer.filter(|_| inner).map(|id| Named::of(id, &view.people)),
        tasks: case.tasks.iter().filter(|_| inner).map(CaseTask::from).collect(),
        consultations: case.consultations.iter().filter(|_| inner).map(CaseOpinion::from).collect(),
        recommendation: case.recommendation().filter(|_| inner).map(CaseOutcome::from),
        decision: case.decision().map(CaseOutcome::from),
        appeal_until: view.appeal_until,
        verdict: standing.map(|standing| standing.verdict.clone()),
        answers: view.answers.iter().map(CaseAnswer::from).collect(),
        attachments: view.documents.iter().map(|one| CaseAttachment::new(view, one)).collect(),
        papers: case.papers.iter().map(|paper| CasePaper::new(&case.id, paper)).collect(),
        messages: view.messages.iter().map(|message| CaseNote::new(view, message)).collect(),
        history: view.steps().into_iter().map(|step| CaseStep::new(view, step)).collect(),
        possible,
    }
}
