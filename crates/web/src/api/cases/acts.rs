//! `POST /api/v1/cases/{id}/acts`: something is done to a case.

use super::inputs::{self, Wanted};
use super::one::{self, CaseInFull};
use super::{number, possible};
use crate::api::Answer;
use crate::api::signed::{Asker, Sending};
use crate::api::words::with_help;
use crate::error::{Conflict, PageError, Problem};
use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use serde_json::Value as Object;
use std::collections::BTreeMap;
use teukgu_domain::case::{ActKind, Refused};
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::Text;
use teukgu_office::casework::{CaseAct, CaseFault, CaseView};
use teukgu_office::law::facts::FactFault;
use utoipa::ToSchema;

/// What is to be done, beside the inputs that the act needs.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActBody {
    /// One of `possible` of the case.
    #[schema(example = "request_info")]
    act: String,
    /// `seq` of the case as it was seen; if it has changed since, nothing is done.
    #[schema(example = 214)]
    expects: u64,
    /// Every input under its name.
    #[serde(flatten)]
    inputs: BTreeMap<String, Object>,
}

/// Does something to a case
///
/// The inputs stand beside `act` and `expects` under the names that `possible` gives. The answer is the case as it is
/// then.
#[utoipa::path(post, path = "/api/v1/cases/{id}/acts", tag = "casework", security(("session" = [])),
    params(
        ("id" = String, Path, description = "Number of the case", example = "2026-00042"),
        ("X-CSRF-Token" = String, Header, description = "`csrf` of `/api/v1/me`"),
    ),
    request_body(content = ActBody, content_type = "application/json",
        example = json!({ "act": "request_info", "expects": 214, "items": ["고용계약서"], "until": "2026-03-16" })),
    responses(
        (status = 200, description = "The case as it is now", body = CaseInFull),
        (status = 409, description = "It is not possible now, or somebody else was quicker; `reason` and `possible` say more", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Inputs are missing or cannot be used; `errors` names each", body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn act(Path(id): Path<String>, sending: Sending) -> Answer<CaseInFull> {
    let id = number(&id)?;
    let asker = &sending.asker;
    let view = asker.casework().case(&asker.who(), &id).await?;
    let (kind, seen) = head(&sending).map_err(unusable)?;
    let wanted = inputs::read(kind, &view, &sending.members).map_err(unusable)?;
    match carry_out(asker, &id, wanted, seen).await {
        Ok(()) => Ok(Json(one::read(asker, &id).await?)),
        Err(fault) => Err(refused(asker, &id, fault).await),
    }
}

/// Reads which act is meant, and which state of the case was seen.
fn head(sending: &Sending) -> Result<(ActKind, u64), Vec<FactFault>> {
    let act = sending.members.get("act").and_then(Object::as_str).and_then(ActKind::find_by_key);
    let expects = sending.members.get("expects").and_then(Object::as_u64);
    if let (Some(act), Some(expects)) = (act, expects) {
        return Ok((act, expects));
    }
    let no_act = || inputs::fault("act", "`possible`에 있는 행위를 적으세요", "name an act of `possible`");
    let (ko, en) = ("건의 `seq` 값을 수로 적으세요", "write the number that `seq` of the case gives");
    let no_seq = || inputs::fault("expects", ko, en);
    Err([act.is_none().then(no_act), expects.is_none().then(no_seq)].into_iter().flatten().collect())
}

async fn carry_out(asker: &Asker, id: &CaseId, wanted: Wanted, seen: u64) -> Result<(), CaseFault> {
    let (casework, who) = (asker.casework(), asker.who());
    match wanted {
        Wanted::Act(act) => casework.act(&who, id, CaseAct { act, seen: Some(seen) }).await.map(|_| ()),
        Wanted::Letter(kind, lang) => casework.issue(&who, id, kind, lang, Some(seen)).await.map(|_| ()),
    }
}

/// Refuses inputs, each by its name.
fn unusable(faults: Vec<FactFault>) -> PageError {
    let detail = Text::new(
        format!("빠졌거나 쓸 수 없는 값이 {}건 있습니다. `errors`를 보십시오", faults.len()),
        format!("{} inputs are missing or cannot be used, see `errors`", faults.len()),
    );
    PageError::unusable(detail, faults)
}

/// Says why nothing was done, and what can be done instead.
async fn refused(asker: &Asker, id: &CaseId, fault: CaseFault) -> PageError {
    let reason = match &fault {
        CaseFault::Form(faults) => return unusable(faults.iter().cloned().map(inputs::told).collect()),
        CaseFault::Refused(refused) => match input(refused) {
            Some(path) => return unusable(vec![of_input(path, refused)]),
            None if matches!(refused, Refused::NotNow { .. }) => "not_now",
            None => "refused",
        },
        CaseFault::Moved => "moved",
        _ => return fault.into(),
    };
    let view = match asker.casework().case(&asker.who(), id).await {
        Ok(view) => view,
        Err(fault) => return fault.into(),
    };
    let possible = possible::doable(asker, &view).into_iter().map(ActKind::key).collect();
    PageError::conflict(detail(&fault, &view), Conflict { reason, possible })
}

/// Returns the input that an act was refused for.
const fn input(refused: &Refused) -> Option<&'static str> {
    match refused {
        Refused::Empty { field } | Refused::TooLong { field, .. } => Some(field),
        Refused::NoTimeLeft { .. } => Some("until"),
        Refused::NoTask { .. } => Some("task"),
        Refused::OtherUnit { .. } => Some("period"),
        _ => None,
    }
}

fn of_input(path: &str, refused: &Refused) -> FactFault {
    FactFault { path: path.to_owned(), message: refused.message(), help: refused.help() }
}

/// Says why in words; what a stage is called inside the office is not told outside.
fn detail(fault: &CaseFault, view: &CaseView) -> Text {
    let message = match fault {
        CaseFault::Refused(Refused::NotNow { act, .. }) if !view.is_internal => Text::new(
            format!("지금은 ‘{}’을(를) 할 수 없습니다", act.name().ko),
            format!("`{}` is not possible now", act.key()),
        ),
        fault => fault.message(),
    };
    with_help(&message, &fault.help())
}
