//! `GET /cases/{id}`: the case itself.

use super::number;
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::session::{Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::collections::HashMap;
use teukgu_domain::case::{
    ActKind, CaseDocument, CaseMessage, ConsultationState, Opinion, StageKind, Step, Task, TaskState,
};
use teukgu_domain::clock::State;
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::Text;
use teukgu_domain::{Date, Timestamp};
use teukgu_office::casework::procedures::LetterKind;
use teukgu_office::casework::{CaseView, InputFault, PersonName, Raw};

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    p: Page,
    view: CaseView,
    faults: Vec<InputFault>,
    sent: Raw,
    is_filed_now: bool,
    tone: &'static str,
    letters: Vec<LetterRow>,
    officers: Vec<PersonName>,
    reasons: String,
    supplement_until: String,
    consult_until: String,
}

/// A letter that the stage calls for.
struct LetterRow {
    kind: LetterKind,
    title: Text,
    is_issued: bool,
}

/// Where an authority is asked.
struct EmailField<'a> {
    id: String,
    label: &'a str,
    value: &'a str,
    fault: Option<&'a str>,
}

/// What was done, one step or several tasks in a row, which are folded.
struct Run<'a> {
    steps: Vec<&'a Step>,
    last: &'a Step,
}

pub(super) async fn show(signed: Signed, Path(id): Path<String>) -> PageResult {
    page(&signed, &number(&id)?, Vec::new(), None).await
}

/// A visitor who opens the address of a button by itself is shown the case.
pub(super) async fn again(signed: Signed, Path(parts): Path<HashMap<String, String>>) -> Response {
    let id = parts.get("id").cloned().unwrap_or_default();
    signed.on(&format!("/cases/{id}"))
}

pub(super) async fn page(
    signed: &Signed,
    id: &CaseId,
    faults: Vec<InputFault>,
    sent: Option<&Raw>,
) -> PageResult {
    let casework = signed.visit.portal.office().casework();
    let view = casework.case(&signed.who(), id).await?;
    let mut p = signed.page(if view.is_internal { "desk" } else { "my" }, "case");
    view.case.title.clone_into(&mut p.title);
    let p = if view.is_internal { p.under_key("desk", "/desk") } else { p.under_key("my", "/my") };
    let officers =
        if view.can(ActKind::Assign) { casework.officers(&signed.who()).await? } else { Vec::new() };
    let terms = casework.usual_times(&view)?;
    let template = CasePage {
        tone: tone(view.case.stage.kind()),
        letters: letters(&view, &casework.letters_now(&view.case, &view.procedure)),
        officers,
        reasons: casework.reasons(&view),
        supplement_until: terms.0.to_string(),
        consult_until: terms.1.to_string(),
        is_filed_now: Asked::read(&signed.visit.query).is_ticked("filed"),
        sent: sent.cloned().unwrap_or_default(),
        faults,
        view,
        p,
    };
    private(render(&template, &template.p))
}

fn letters(view: &CaseView, now: &[LetterKind]) -> Vec<LetterRow> {
    let row = |kind: &LetterKind| {
        let is_issued = view.case.papers.iter().any(|paper| paper.letter == kind.key());
        let title = view.procedure.letter(*kind).map(|letter| letter.title.clone()).unwrap_or_default();
        LetterRow { kind: *kind, title, is_issued }
    };
    now.iter().map(row).collect()
}

/// Returns the class of the badge of a stage.
pub(in crate::pages) const fn tone(stage: StageKind) -> &'static str {
    match stage {
        StageKind::AwaitingApplicant | StageKind::FilingFailed | StageKind::Returned => "warning",
        StageKind::Decided | StageKind::Closed => "success",
        StageKind::Withdrawn => "neutral",
        _ => "info",
    }
}

const fn is_task(step: &Step) -> bool {
    matches!(step.act, ActKind::DoTask | ActKind::OpenTask)
}

#[expect(clippy::unused_self, reason = "templates call these on the page")]
impl CasePage {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }

    /// Returns the names of the acts of a step list entry, as the reader may know them.
    fn who(&self, step: &Step) -> String {
        self.p.w(&self.view.called(&step.by)).to_owned()
    }

    fn writer(&self, message: &CaseMessage) -> String {
        self.p.w(&self.view.called(&message.by)).to_owned()
    }

    fn can(&self, act: &str) -> bool {
        ActKind::find_by_key(act).is_some_and(|act| self.view.can(act))
    }

    /// Returns true if anything at all can be done now.
    fn can_act(&self) -> bool {
        !self.view.possible.is_empty()
    }

    fn when(&self, at: &Timestamp) -> String {
        self.p.moment(at)
    }

    fn is_done(&self, task: &Task) -> bool {
        task.state != TaskState::Open
    }

    fn size(&self, document: &CaseDocument) -> String {
        let kib = document.size.div_ceil(1024);
        if kib < 1024 { format!("{kib} KB") } else { format!("{}.{} MB", kib / 1024, kib % 1024 * 10 / 1024) }
    }

    fn is_stopped(&self) -> bool {
        matches!(self.view.clock.state, State::Stopped { .. })
    }

    fn is_running(&self) -> bool {
        matches!(self.view.clock.state, State::Running)
    }

    /// Returns how many days of the calendar the office is late, if it is.
    fn days_over(&self) -> Option<i32> {
        let over = (self.view.clock.on - *self.due()?).get_days();
        (over > 0 && self.is_running()).then_some(over)
    }

    /// Returns the steps; tasks that were ticked one after another by one person stand together.
    fn history(&self) -> Vec<Run<'_>> {
        let mut runs: Vec<Run<'_>> = Vec::new();
        for step in self.view.steps() {
            match runs.last_mut() {
                Some(run) if is_task(run.last) && is_task(step) && run.last.by == step.by => {
                    run.steps.push(step);
                    run.last = step;
                }
                _ => runs.push(Run { steps: vec![step], last: step }),
            }
        }
        runs
    }

    /// Returns what was written as an answer; a message with a fault belongs into its own field.
    fn answered(&self) -> &str {
        if self.fault("message").is_some() { "" } else { self.sent.get("text") }
    }

    /// Returns a field for the address of each authority that the procedure names.
    fn consulted(&self) -> Vec<EmailField<'_>> {
        let mut fields = Vec::new();
        for body in &self.view.procedure.consultation.bodies {
            let id = format!("email-{}", body.id);
            let (value, fault) = (self.sent.get(&id), self.fault(&id));
            fields.push(EmailField { label: body.name.get(self.p.lang), value, fault, id });
        }
        fields
    }

    fn is_consult_faulty(&self) -> bool {
        let is_its_own = |field: &str| field.starts_with("email-") || field.starts_with("other-");
        self.faults.iter().any(|fault| is_its_own(&fault.field))
    }

    fn due(&self) -> Option<&Date> {
        self.view.case.due.as_ref()
    }

    fn opinion(&self, state: &ConsultationState) -> Option<(Text, String, String)> {
        match state {
            ConsultationState::Responded { opinion, text, name, .. } => {
                Some((Opinion::name(*opinion), text.clone(), name.clone()))
            }
            _ => None,
        }
    }

    fn is_awaiting(&self, state: &ConsultationState) -> bool {
        *state == ConsultationState::Awaiting
    }

    fn article(&self, step: &teukgu_domain::period::Step) -> &'static str {
        step.cite.cite(self.p.lang)
    }

    fn officer(&self) -> Option<&str> {
        let officer = self.view.case.officer.as_ref()?;
        self.view.people.get(officer).map(String::as_str)
    }
}
