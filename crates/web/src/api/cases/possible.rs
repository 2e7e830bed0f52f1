//! What whoever asks can do with a case now, and what each act needs.

use super::inputs::{self, Input};
use crate::api::signed::Asker;
use crate::api::words::Words;
use crate::error::PageError;
use serde::Serialize;
use teukgu_domain::case::{ActKind, Task, TaskState};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::{CaseView, PersonName};
use utoipa::ToSchema;

/// Something that can be done now; `POST /api/v1/cases/{id}/acts` does it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PossibleAct {
    #[schema(example = "request_info")]
    act: &'static str,
    name: Words,
    inputs: Vec<ActInput>,
}

/// Something that an act needs or takes.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActInput {
    #[schema(example = "until")]
    name: &'static str,
    label: Words,
    /// `text`, `lines` (a list of texts), `day`, `period` (such as `7d`), `choice`, or `bodies` (a list of
    /// `{"body": id, "email": …}` for the choices and at most one `{"name": …, "email": …}`).
    #[schema(example = "day")]
    kind: &'static str,
    required: bool,
    /// What can be chosen.
    choices: Vec<InputChoice>,
    /// What is usual.
    #[schema(example = "2026-03-16")]
    usual: Option<String>,
}

/// A choice.
#[derive(Serialize, ToSchema)]
pub(crate) struct InputChoice {
    /// What is sent.
    key: String,
    text: Words,
}

/// Returns the acts that a program can do here now; what comes from a link, the clock or a form is not among them.
pub(super) fn doable(asker: &Asker, view: &CaseView) -> Vec<ActKind> {
    let has_letters = !asker.casework().letters_now(&view.case, &view.procedure).is_empty();
    let is_here = |act: &ActKind| match act {
        ActKind::File | ActKind::Lapse | ActKind::Invite | ActKind::Respond | ActKind::Recount => false,
        ActKind::Issue => has_letters,
        ActKind::Extend => view.procedure.extension.is_some(),
        ActKind::Appeal => view.appeal_until.is_some(),
        _ => true,
    };
    view.possible.iter().copied().filter(is_here).collect()
}

/// Lists what can be done with what it needs.
pub(super) async fn list(asker: &Asker, view: &CaseView) -> Result<Vec<PossibleAct>, PageError> {
    let acts = doable(asker, view);
    let officers = if acts.contains(&ActKind::Assign) {
        asker.casework().officers(&asker.who()).await?
    } else {
        Vec::new()
    };
    let context = Context { asker, view, officers };
    acts.into_iter().map(|act| context.act(act)).collect()
}

struct Context<'a> {
    asker: &'a Asker,
    view: &'a CaseView,
    officers: Vec<PersonName>,
}

impl Context<'_> {
    fn act(&self, act: ActKind) -> Result<PossibleAct, PageError> {
        let inputs = inputs::of(act).iter().map(|input| self.input(act, input));
        let inputs = inputs.collect::<Result<_, _>>()?;
        Ok(PossibleAct { act: act.key(), name: (&act.name()).into(), inputs })
    }

    fn input(&self, act: ActKind, input: &Input) -> Result<ActInput, PageError> {
        let choices = self.choices(act, input.name).into_iter();
        let choice = |(key, text): (String, Text)| InputChoice { key, text: (&text).into() };
        Ok(ActInput {
            name: input.name,
            label: (&input.label()).into(),
            kind: input.kind,
            required: input.required,
            choices: choices.map(choice).collect(),
            usual: self.usual(act, input.name)?,
        })
    }

    fn usual(&self, act: ActKind, name: &str) -> Result<Option<String>, PageError> {
        let extension = self.view.procedure.extension.as_ref();
        Ok(match (act, name) {
            (ActKind::RequestInfo, "until") => {
                Some(self.asker.casework().usual_times(self.view)?.0.to_string())
            }
            (ActKind::Consult, "until") => Some(self.asker.casework().usual_times(self.view)?.1.to_string()),
            (_, "period") => extension.map(|extension| extension.period.to_string()),
            (_, "lang") => Some("ko".to_owned()),
            _ => None,
        })
    }

    fn choices(&self, act: ActKind, name: &str) -> Vec<(String, Text)> {
        let (view, procedure) = (self.view, &self.view.procedure);
        match name {
            "officer" => {
                let officer = |one: &PersonName| (one.id.to_string(), Text::new(&*one.name, &*one.name));
                self.officers.iter().map(officer).collect()
            }
            "task" => {
                let fits = |task: &&Task| (task.state == TaskState::Open) == (act == ActKind::DoTask);
                view.case.tasks.iter().filter(fits).map(|task| (task.id.clone(), task.name.clone())).collect()
            }
            "bodies" => procedure
                .consultation
                .bodies
                .iter()
                .map(|body| (body.id.clone(), body.name.clone()))
                .collect(),
            "outcome" => outcomes(),
            "letter" => {
                let letters = self.asker.casework().letters_now(&view.case, procedure).into_iter();
                let title = |kind| procedure.letter(kind).map(|letter| letter.title.clone());
                letters.map(|kind| (kind.key().to_owned(), title(kind).unwrap_or_default())).collect()
            }
            "lang" => vec![
                (Lang::Ko.tag().to_owned(), Text::new("한국어", "Korean")),
                (Lang::En.tag().to_owned(), Text::new("영어", "English")),
            ],
            _ => Vec::new(),
        }
    }
}

fn outcomes() -> Vec<(String, Text)> {
    use teukgu_domain::case::Outcome;
    let all = [
        Outcome::Granted,
        Outcome::GrantedWithConditions { conditions: Vec::new() },
        Outcome::Refused { reasons: Vec::new() },
    ];
    all.iter().map(|outcome| (outcome.key().to_owned(), outcome.name())).collect()
}
