//! `GET /api/v1/law…`, `POST /api/v1/law/lint`: the law as it is kept, its cases, and what the checks say of a draft.

use super::Answer;
use super::params::Params;
use super::words::{List, Words};
use crate::error::PageError;
use crate::portal::Portal;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value as Object;
use std::collections::BTreeMap;
use teukgu_domain::Date;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::text::{Lang, Text};
use teukgu_office::law::cases::CaseResult;
use teukgu_office::law::model::{LawSet, Provision};
use teukgu_office::workbench::{self, Draft};
use utoipa::ToSchema;

/// A provision (조문) in the list of the law.
#[derive(Serialize, ToSchema)]
pub(crate) struct LawEntry {
    #[schema(example = "act.55.patent_priority")]
    id: String,
    /// `special_case`, `step`, `general_route`, `duty` or `regime`.
    #[schema(example = "special_case")]
    kind: &'static str,
    name: Words,
    /// `discretion`, `duty`, `exemption`, `changed_cap`, `cooperation`, `by_ordinance` or `obligation`.
    #[schema(example = "discretion")]
    effect: &'static str,
    /// What it gives or asks.
    gives: Words,
    /// How many versions of it are kept.
    versions: usize,
    /// How many cases stand beside it.
    cases: usize,
    /// Day the text was last compared with the promulgated one.
    checked_on: Date,
}

/// Lists the provisions of the law in the order of their ids
#[utoipa::path(get, path = "/api/v1/law", tag = "law",
    responses((status = 200, description = "Provisions", body = List<LawEntry>)))]
pub(crate) async fn list(State(portal): State<Portal>) -> Answer<List<LawEntry>> {
    let law = portal.office().law().law();
    Ok(super::words::list(law.provisions.iter().map(|provision| (&*law, provision)).collect()))
}

impl From<(&LawSet, &Provision)> for LawEntry {
    fn from((law, provision): (&LawSet, &Provision)) -> Self {
        Self {
            id: provision.id.clone(),
            kind: provision.kind.key(),
            name: (&provision.name).into(),
            effect: provision.effect.key(),
            gives: (&provision.effect_text).into(),
            versions: provision.versions.len(),
            cases: law.cases_of(&provision.id).map_or(0, |file| file.cases.len()),
            checked_on: provision.checked_on,
        }
    }
}

/// A provision as it stands on a day: version, days, authority, basis and conditions; `version` is null on a day on
/// which none is in force.
#[derive(Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, Object>, example = json!({ "id": "act.55.patent_priority", "on": "2026-03-02", "version": "v2" }))]
pub(crate) struct LawProvision(Object);

/// Returns one provision as it stands on a day
///
/// The same answer as `teukgu law show --format json`.
#[utoipa::path(get, path = "/api/v1/law/{id}", tag = "law",
    params(
        ("id" = String, Path, description = "Id of the provision", example = "act.55.patent_priority"),
        ("on" = Option<Date>, Query, description = "Day of law; today if left out", example = "2025-09-30"),
        ("lang" = Option<String>, Query, description = "`ko` or `en`; Korean if left out", example = "en"),
    ),
    responses((status = 200, description = "The provision", body = LawProvision)))]
pub(crate) async fn show(
    State(portal): State<Portal>,
    Path(id): Path<String>,
    params: Params,
) -> Answer<LawProvision> {
    params.only(&["on", "lang"])?;
    let find = |text: &str| Lang::ALL.into_iter().find(|lang| lang.tag() == text);
    let lang = params.read("lang", find, "ko, en")?.unwrap_or_default();
    let on = params.day("on")?.unwrap_or_else(|| portal.office().today());
    let law = portal.office().law().law();
    let provision = law.provision(&id).ok_or_else(PageError::not_found)?;
    Ok(Json(LawProvision(workbench::provision(provision, on, lang))))
}

/// A case (사례) beside the law, with what the law says of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct LawCase {
    /// File in the law folder.
    file: String,
    /// Line in that file.
    line: usize,
    /// What the case is about.
    name: Words,
    /// Day of law.
    law_on: Date,
    /// Facts, in the form of `/api/v1/facts.schema.json`.
    #[schema(value_type = BTreeMap<String, Object>)]
    facts: Object,
    /// Verdict that is expected: `met`, `not_met`, `unknown` or `not_in_force`.
    #[schema(example = "met")]
    expected: &'static str,
    /// Verdict of the law.
    #[schema(example = "met")]
    found: Option<&'static str>,
    /// True if the two agree in everything that the case expects.
    passed: bool,
    /// Why, in plain language.
    because: Option<Words>,
}

/// Runs the cases of a provision and says which of them agree with the law
#[utoipa::path(get, path = "/api/v1/law/{id}/cases", tag = "law",
    params(("id" = String, Path, description = "Id of the provision", example = "act.55.patent_priority")),
    responses((status = 200, description = "Cases in the order of the file", body = List<LawCase>)))]
pub(crate) async fn cases(State(portal): State<Portal>, Path(id): Path<String>) -> Answer<List<LawCase>> {
    let law = portal.office().law().law();
    law.provision(&id).ok_or_else(PageError::not_found)?;
    let results = workbench::results(&law, &id, portal.office().holidays());
    Ok(super::words::list(results))
}

impl From<CaseResult<'_>> for LawCase {
    fn from(result: CaseResult<'_>) -> Self {
        let case = result.case;
        Self {
            file: result.file.file.clone(),
            line: case.line,
            name: (&case.name).into(),
            law_on: case.law_on,
            facts: case.facts.clone(),
            expected: case.expect.key(),
            found: result.finding.as_ref().map(|finding| finding.verdict.key()),
            passed: result.mismatches.is_empty(),
            because: Words::maybe(case.because.as_ref()),
        }
    }
}

/// Files that are to be other than they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LintBody {
    /// Content by path within the law folder; null leaves the file out.
    #[schema(example = json!({ "provisions/special-act/55-patent-priority.toml": "[provision]\nid = \"act.55.patent_priority\"\n" }))]
    files: BTreeMap<String, Option<String>>,
}

/// What the checks say.
#[derive(Serialize, ToSchema)]
pub(crate) struct LintAnswer {
    /// How many findings keep the law from being used.
    #[schema(example = 0)]
    faults: usize,
    /// How many are worth a look.
    #[schema(example = 0)]
    notes: usize,
    /// Every finding, in order of file, line and column.
    findings: Vec<LintFinding>,
}

/// A finding of the checks.
#[derive(Serialize, ToSchema)]
pub(crate) struct LintFinding {
    /// File in the law folder.
    file: String,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
    /// Code of the check; never given to another.
    #[schema(example = "E05")]
    code: &'static str,
    /// `fault` or `note`.
    #[schema(example = "fault")]
    severity: &'static str,
    /// What is wrong, in one line.
    message: Words,
    /// What to do about it.
    help: Words,
}

/// Checks the law with files of a draft in it
///
/// The files stand in for those of the same path; all the others are those in use. Nothing that is sent here is kept.
#[utoipa::path(post, path = "/api/v1/law/lint", tag = "law",
    request_body(content = LintBody, content_type = "application/json"),
    responses(
        (status = 200, description = "Findings", body = LintAnswer),
        (status = 422, description = "The draft is too large to be checked in time", body = crate::error::Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn lint(
    State(portal): State<Portal>,
    body: Result<Json<LintBody>, JsonRejection>,
) -> Answer<LintAnswer> {
    let Json(body) = body.map_err(|rejection| cannot_be_read(&rejection))?;
    let draft = Draft { files: body.files };
    draft.check().map_err(|stray| PageError::bad_request(stray.message()))?;
    let edition = portal.office().law().current();
    let work = portal.seats().work(move |halt| workbench::check_draft(&edition, &draft, halt));
    let findings = work.await?;
    let faults = findings.iter().filter(|finding| finding.severity == Severity::Fault).count();
    let notes = findings.len() - faults;
    Ok(Json(LintAnswer { faults, notes, findings: findings.iter().map(LintFinding::from).collect() }))
}

fn cannot_be_read(rejection: &JsonRejection) -> PageError {
    let detail = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let most = crate::router::LARGEST_BODY >> 10;
            Text::new(format!("본문은 {most} KiB까지 보낼 수 있습니다"), format!("send at most {most} KiB"))
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Text::new(
            "`Content-Type: application/json`으로 보내십시오",
            "send it with `Content-Type: application/json`",
        ),
        _ => Text::new(
            "본문을 `{\"files\": {\"경로\": \"내용\"}}`처럼 적으십시오",
            "write the body like `{\"files\": {\"path\": \"text\"}}`",
        ),
    };
    let status = rejection.status();
    let is_told = matches!(status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE);
    PageError::refused(if is_told { status } else { StatusCode::BAD_REQUEST }, detail)
}

impl From<&Fault> for LintFinding {
    fn from(fault: &Fault) -> Self {
        Self {
            file: fault.file.clone(),
            line: fault.line,
            column: fault.column,
            code: fault.code,
            severity: fault.severity.key(),
            message: (&fault.message).into(),
            help: (&fault.help).into(),
        }
    }
}
