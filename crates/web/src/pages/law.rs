//! `GET /law`: the law that special cases are judged by, as the office keeps it, and how it is checked.

use super::organisations::asked::Asked;
use crate::error::{PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_office::law::Edition;
use teukgu_office::law::fault_catalogue;
use teukgu_office::law::model::{Citation, Provision, ProvisionKind, Statute};
use teukgu_office::workbench;

pub(super) mod draft;
pub(super) mod one;
mod shown;
mod versions;
mod words;

/// Address of the list.
const PATH: &str = "/law";

#[derive(Template)]
#[template(path = "law.html")]
struct List<'a> {
    p: Page,
    asked: String,
    groups: Vec<Group<'a>>,
    count: String,
    cases: usize,
    open: Vec<OpenRow<'a>>,
    checks: Vec<CheckRow>,
    notes: Vec<&'a Fault>,
    statutes: Vec<&'a Statute>,
    reset: String,
}

/// Provisions of one kind.
struct Group<'a> {
    anchor: &'static str,
    title_key: &'static str,
    about_key: &'static str,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    provision: &'a Provision,
    article: String,
    effect_key: &'static str,
    versions: usize,
    cases: usize,
}

/// A parameter that waits to be entered.
struct OpenRow<'a> {
    open: workbench::Open<'a>,
    until: Option<String>,
    basis: String,
}

/// A rule of the checks.
struct CheckRow {
    code: &'static str,
    meaning_key: &'static str,
    is_note: bool,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("law", "law-title").under_key("data", "/data");
    let edition = visit.portal.office().law().current();
    let law = &edition.law;
    let asked = Asked::read(&visit.query).get("q");
    let found = workbench::find(law, &asked);
    let open = workbench::open_parameters(law, p.today);
    let template = List {
        count: count(&p, found.len(), law.provisions.len()),
        groups: groups(&p, &edition, &found),
        cases: law.cases.iter().map(|file| file.cases.len()).sum(),
        open: open.into_iter().map(|open| open_row(&p, open)).collect(),
        checks: checks(),
        notes: edition.notes.iter().collect(),
        statutes: law.statutes.iter().collect(),
        reset: p.href(PATH),
        asked,
        p,
    };
    render(&template, &template.p)
}

fn count(p: &Page, found: usize, all: usize) -> String {
    if found == all {
        p.t1("law-count-all", "all", all)
    } else {
        p.t2("law-count", "all", all, "found", found)
    }
}

fn groups<'a>(p: &Page, edition: &Edition, found: &[&'a Provision]) -> Vec<Group<'a>> {
    let group = |(_, kind): (&str, ProvisionKind)| {
        let of_kind = found.iter().filter(|provision| provision.kind == kind);
        let rows: Vec<Row<'a>> = of_kind.map(|provision| row(p, edition, provision)).collect();
        let (title_key, about_key) = words::kind(kind);
        (!rows.is_empty()).then_some(Group { anchor: kind.key(), title_key, about_key, rows })
    };
    ProvisionKind::WORDS.into_iter().filter_map(group).collect()
}

fn row<'a>(p: &Page, edition: &Edition, provision: &'a Provision) -> Row<'a> {
    let version = provision.version_on(p.today, None).or(provision.versions.last());
    Row {
        provision,
        article: version.map(|version| cited(&version.cite)).unwrap_or_default(),
        effect_key: words::effect(provision.effect),
        versions: provision.versions.len(),
        cases: edition.law.cases_of(&provision.id).map_or(0, |file| file.cases.len()),
    }
}

/// Writes citations one after another.
fn cited(cite: &[Citation]) -> String {
    cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn open_row<'a>(p: &Page, open: workbench::Open<'a>) -> OpenRow<'a> {
    let until = open.until.map(|until| p.day(&until.yesterday().unwrap_or(until)));
    OpenRow { until, basis: cited(&open.parameter.cite), open }
}

/// Lists the rules of the checks, each once.
fn checks() -> Vec<CheckRow> {
    let mut rows: Vec<CheckRow> = Vec::new();
    for rule in fault_catalogue() {
        let is_listed = rows.iter().any(|row| row.code == rule.code);
        if let Some(meaning_key) = words::check(rule.code).filter(|_| !is_listed) {
            rows.push(CheckRow { code: rule.code, meaning_key, is_note: rule.severity == Severity::Note });
        }
    }
    rows.sort_by_key(|row| (row.is_note, row.code));
    rows
}
