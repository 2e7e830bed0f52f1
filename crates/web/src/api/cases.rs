//! `GET /api/v1/cases`: one's own cases, or the queue of the office.

pub(super) mod acts;
pub(super) mod clock;
pub(super) mod file;
mod inputs;
pub(super) mod one;
mod parts;
mod possible;

use super::Answer;
use super::params::{Params, refused};
use super::signed::Asker;
use crate::error::PageError;
use axum::Json;
use parts::{AwaitedAnswer, CaseStage, Named};
use serde::Serialize;
use std::collections::BTreeMap;
use teukgu_domain::case::StageKind;
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::{Date, Timestamp};
use teukgu_office::casework::{Queue, QueueFilter, QueueRow};
use teukgu_office::policy::{self, Resource};
use utoipa::ToSchema;

const NAMES: [&str; 8] = ["q", "stage", "procedure", "officer", "overdue", "ended", "after", "mine"];

/// Cases (신청 건).
#[derive(Serialize, ToSchema)]
pub(crate) struct CasePage {
    /// `mine` or `queue`.
    #[schema(example = "queue")]
    list: &'static str,
    /// How many there are on all pages.
    #[schema(example = 12)]
    total: u64,
    /// How many of them are overdue.
    overdue: u64,
    /// How many are in each stage, whatever `stage` was asked for; only of a queue.
    by_stage: BTreeMap<&'static str, u64>,
    /// `after` for the next page; null on the last one.
    next_after: Option<String>,
    /// Of a queue the one that is due first comes first, of one's own the latest.
    items: Vec<CaseRow>,
}

/// A case in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseRow {
    #[schema(example = "2026-00042")]
    id: String,
    /// Id of the procedure.
    #[schema(example = "recommendation.e7")]
    procedure: String,
    title: String,
    organisation: String,
    stage: CaseStage,
    filed_at: Timestamp,
    /// Day by which an answer is due.
    due: Option<Date>,
    /// Days of the calendar until then, below 0 if overdue; null if it has ended.
    days_left: Option<i64>,
    overdue: bool,
    /// True if at most three days are left.
    due_soon: bool,
    /// True if the clock stands still.
    stopped: bool,
    /// Officer who works on it; only in a queue.
    officer: Option<Named>,
    /// What the applicant is asked for.
    awaits: Option<AwaitedAnswer>,
}

/// Lists one's own cases, or the queue of the office for those who work there
///
/// Filters and pages are those of the queue. For whoever works in the office `mine` lists their own cases.
#[utoipa::path(get, path = "/api/v1/cases", tag = "casework", security(("session" = [])),
    params(
        ("q" = Option<String>, Query, description = "Words that all occur in number, title or organisation"),
        ("stage" = Option<Vec<String>>, Query, description = "Only these stages; may be repeated", example = json!(["in_check"])),
        ("procedure" = Option<String>, Query, description = "Only this procedure", example = "recommendation.e7"),
        ("officer" = Option<String>, Query, description = "Only the cases of this account, `me` or `nobody`", example = "me"),
        ("overdue" = Option<bool>, Query, description = "Only overdue ones"),
        ("ended" = Option<bool>, Query, description = "The ended ones too"),
        ("after" = Option<String>, Query, description = "`next_after` of the page before"),
        ("mine" = Option<bool>, Query, description = "One's own cases, whoever asks"),
    ),
    responses((status = 200, description = "A page of cases", body = CasePage)))]
pub(crate) async fn list(asker: Asker, params: Params) -> Answer<CasePage> {
    params.only(&NAMES)?;
    let who = asker.who();
    let reads_queue = policy::allow(&who, "queue.read", &Resource::default()).allowed;
    if !reads_queue || params.flag("mine")? {
        without_filters(&params)?;
        return Ok(Json(mine(asker.casework().mine(&who).await?)));
    }
    let queue = asker.casework().queue(&who, &filter(&asker, &params)?).await?;
    Ok(Json(page(queue)))
}

fn without_filters(params: &Params) -> Result<(), PageError> {
    let given = NAMES.iter().filter(|name| **name != "mine").find(|name| params.text(name).is_some());
    given.map_or(Ok(()), |name| {
        Err(refused(
            &format!("`{name}`은(는) 사무소의 처리 목록에만 쓸 수 있습니다"),
            &format!("`{name}` is for the queue of the office"),
        ))
    })
}

fn filter(asker: &Asker, params: &Params) -> Result<QueueFilter, PageError> {
    let me = &asker.session.account.id;
    let officer = |text: &str| match text {
        "me" => Some(Some(me.clone())),
        "nobody" => Some(None),
        id => AccountId::parse(id).ok().map(Some),
    };
    let place = |text: &str| {
        let (sort, key) = text.split_once('_')?;
        Some((sort.parse().ok()?, CaseId::parse(key).ok()?.to_string()))
    };
    Ok(QueueFilter {
        stages: params.texts("stage").map(stage).collect::<Result<_, _>>()?,
        with_ended: params.flag("ended")?,
        officer: params.read("officer", officer, "me, nobody")?,
        procedure: params.text("procedure").map(str::to_owned),
        words: params.text("q").unwrap_or_default().to_owned(),
        is_overdue: params.flag("overdue")?,
        after: params.read("after", place, "20260311_2026-00042")?,
    })
}

fn stage(text: &str) -> Result<StageKind, PageError> {
    StageKind::find_by_key(text).ok_or_else(|| {
        let known = StageKind::ALL.iter().map(|kind| kind.key()).collect::<Vec<_>>().join(", ");
        refused(
            &format!("없는 단계입니다: `{text}`. 쓸 수 있는 것: {known}"),
            &format!("there is no stage `{text}`; there are: {known}"),
        )
    })
}

fn page(queue: Queue) -> CasePage {
    CasePage {
        list: "queue",
        total: queue.total,
        overdue: queue.overdue,
        by_stage: queue.by_stage.iter().map(|(kind, count)| (kind.key(), *count)).collect(),
        next_after: queue.next.map(|(sort, key)| format!("{sort}_{key}")),
        items: queue.rows.into_iter().map(|row| CaseRow::new(row, true)).collect(),
    }
}

fn mine(rows: Vec<QueueRow>) -> CasePage {
    let overdue = rows.iter().filter(|row| row.is_overdue()).count();
    CasePage {
        list: "mine",
        total: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        overdue: u64::try_from(overdue).unwrap_or(u64::MAX),
        by_stage: BTreeMap::new(),
        next_after: None,
        items: rows.into_iter().map(|row| CaseRow::new(row, false)).collect(),
    }
}

impl CaseRow {
    fn new(row: QueueRow, is_internal: bool) -> Self {
        let officer = row.case.officer.as_ref().filter(|_| is_internal);
        Self {
            stage: CaseStage::new(row.case.stage.kind(), is_internal),
            days_left: row.days_left,
            overdue: row.is_overdue(),
            due_soon: row.is_due_soon(),
            stopped: row.is_stopped,
            officer: officer.map(|id| Named::new(id, row.officer.clone())),
            awaits: row.case.open_supplement().map(AwaitedAnswer::from),
            id: row.case.id.to_string(),
            procedure: row.case.procedure.to_string(),
            title: row.case.title,
            organisation: row.case.organisation,
            filed_at: row.case.filed_at,
            due: row.case.due,
        }
    }
}

/// Reads the number of a case from an address.
fn number(text: &str) -> Result<CaseId, PageError> {
    CaseId::parse(text).map_err(|_| PageError::not_found())
}
