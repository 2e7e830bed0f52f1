//! `/dossiers/{id}`: one event, its timeline, its requests, its duties and its folder of papers.

use super::{form, state, when};
use crate::error::{PageError, PageResult, render, with_faults};
use crate::page::Page;
use crate::pages::case::tone;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use teukgu_domain::Date;
use teukgu_domain::case::CaseDocument;
use teukgu_domain::ids::DossierId;
use teukgu_domain::text::Text;
use teukgu_office::casework::{DossierPlan, DutyOn, InputFault, Mark, PlannedCase, TimelineEntry};

#[derive(Template)]
#[template(path = "dossier.html")]
struct DossierPage {
    p: Page,
    id: DossierId,
    when: String,
    place: String,
    tone: &'static str,
    state: String,
    warnings: Vec<Text>,
    timeline: Vec<TimelineStep>,
    cases: Vec<CaseRow>,
    duties: Vec<DutyRow>,
    papers: Vec<CaseDocument>,
    may_change: bool,
    faults: Vec<InputFault>,
}

impl DossierPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|fault| fault.field == field)?;
        Some(self.p.w(&fault.message))
    }
}

struct TimelineStep {
    class: &'static str,
    is_now: bool,
    iso: String,
    day: String,
    /// `D-21`: days until the event begins.
    from_opening: String,
    title: String,
    badge: String,
    tone: &'static str,
    about: String,
}

struct CaseRow {
    name: Text,
    procedure: String,
    latest: String,
    filed: Option<FiledRow>,
}

struct FiledRow {
    id: String,
    tone: &'static str,
    stage: Text,
}

struct DutyRow {
    id: String,
    name: Text,
    done: Option<String>,
    is_late: bool,
    is_maybe: bool,
    latest: Option<String>,
    change_by: Option<String>,
    to: Text,
    basis: String,
    note: Option<Text>,
}

pub(super) async fn show(signed: Signed, Path(id): Path<String>) -> PageResult {
    page(&signed, &super::id(&id)?, Vec::new()).await
}

async fn page(signed: &Signed, id: &DossierId, faults: Vec<InputFault>) -> PageResult {
    let plan = signed.visit.portal.office().casework().event(&signed.who(), id).await?;
    let mut p = signed.page("dossiers", "dossiers").under_key("dossiers", "/dossiers");
    p.title.clone_from(&plan.dossier.name);
    let template = shown(p, plan, faults);
    private(render(&template, &template.p))
}

fn shown(p: Page, plan: DossierPlan, faults: Vec<InputFault>) -> DossierPage {
    let (tone, state) = state(&p, &plan.dossier);
    DossierPage {
        when: when(&p, &plan.dossier),
        timeline: plan.timeline.iter().map(|entry| step(&p, entry)).collect(),
        cases: plan.cases.iter().map(|planned| case_row(&p, planned)).collect(),
        duties: plan.duties.iter().map(|duty| duty_row(&p, duty)).collect(),
        id: plan.dossier.id,
        place: plan.dossier.place,
        warnings: plan.warnings,
        papers: plan.papers,
        may_change: plan.may_change,
        tone,
        state,
        faults,
        p,
    }
}

fn step(p: &Page, entry: &TimelineEntry) -> TimelineStep {
    let (badge, tone, class) = match &entry.mark {
        Mark::FileBy { is_late: true } | Mark::Duty { is_late: true, .. } => {
            ("dossier-late", "danger", "late")
        }
        Mark::Duty { is_done: true, .. } | Mark::Answer { is_done: true, .. } => {
            ("dossier-done", "success", "done")
        }
        Mark::FileBy { .. } | Mark::Duty { .. } | Mark::Answer { .. } => ("", "", "open"),
        Mark::Change => ("", "", "change"),
        Mark::Today => ("", "", "now"),
        Mark::Opens | Mark::Closes => ("", "", "event"),
    };
    let about = match entry.days_before {
        days if days > 0 => format!("D-{days}"),
        0 => "D-day".to_owned(),
        days => format!("D+{}", -days),
    };
    TimelineStep {
        class,
        is_now: entry.mark == Mark::Today,
        iso: entry.on.to_string(),
        day: p.day(&entry.on),
        from_opening: about,
        title: p.w(&entry.title).to_owned(),
        badge: if badge.is_empty() { String::new() } else { p.t(badge) },
        tone,
        about: match &entry.mark {
            Mark::Answer { case, .. } => case.to_string(),
            _ => String::new(),
        },
    }
}

fn case_row(p: &Page, planned: &PlannedCase) -> CaseRow {
    let filed = planned.filed.as_ref().map(|case| FiledRow {
        id: case.id.to_string(),
        tone: tone(case.stage.kind()),
        stage: case.stage.kind().public_label(),
    });
    CaseRow {
        name: planned.procedure.name.clone(),
        procedure: planned.procedure.id.clone(),
        latest: planned.latest.as_ref().map_or_else(|| "–".to_owned(), |day| p.day(day)),
        filed,
    }
}

fn duty_row(p: &Page, on: &DutyOn) -> DutyRow {
    let cite = on.duty.basis.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let day = |day: Option<Date>| day.map(|day| p.day(&day));
    DutyRow {
        id: on.duty.id.clone(),
        name: on.duty.name.clone(),
        done: day(on.done),
        is_late: on.is_late(p.today),
        is_maybe: on.is_maybe,
        latest: day(on.latest),
        change_by: day(on.change_by),
        to: on.duty.to.clone(),
        basis: if on.duty.basis.illustrative { p.t("illustrative") } else { cite },
        note: on.duty.note.clone(),
    }
}

/// Notes that a duty was done, on the day that the form names or today.
pub(super) async fn do_duty(
    Path((id, duty)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let (id, signed) = (super::id(&id)?, &sent.signed);
    let office = signed.visit.portal.office();
    let on = sent.raw.get("on").parse().unwrap_or_else(|_| office.today());
    office.casework().do_duty(&signed.who(), &id, &duty, on).await?;
    Ok(signed.on(&format!("/dossiers/{id}")))
}

pub(super) async fn call_off(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let id = form::changeable(signed, &id).await?.id;
    if sent.raw.get("sure") != "yes" {
        return with_faults(StatusCode::UNPROCESSABLE_ENTITY, page(signed, &id, vec![form::unsure()]).await);
    }
    signed.visit.portal.office().casework().call_off(&signed.who(), &id).await?;
    Ok(signed.on(&format!("/dossiers/{id}")))
}

/// Hands out every paper of the event in one file.
pub(super) async fn papers(signed: Signed, Path(id): Path<String>) -> Result<Response, PageError> {
    let id = super::id(&id)?;
    let folder = signed.visit.portal.office().casework().event_papers(&signed.who(), &id).await?;
    let mut response = folder.into_response();
    let named = format!("attachment; filename=\"{id}.zip\"");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    Ok(response)
}

/// Sends a visitor who opens the address of a button by itself to the event.
pub(super) async fn again(signed: Signed, Path(id): Path<String>) -> Response {
    signed.on(&format!("/dossiers/{id}"))
}

pub(super) async fn again_duty(signed: Signed, Path((id, _)): Path<(String, String)>) -> Response {
    signed.on(&format!("/dossiers/{id}"))
}
