//! `GET /law/{id}`: one provision with its versions, its cases and its text.

use super::versions::{Column, columns};
use super::{PATH, cited, words};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use std::sync::Arc;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_office::law::cases::CaseResult;
use teukgu_office::law::model::{Condition, Deadline, Document, LawBasis, LawSet, Provision};
use teukgu_office::law::{Edition, written};
use teukgu_office::workbench::{self, Differs, Said};

#[derive(Template)]
#[template(path = "law-provision.html")]
struct One<'a> {
    p: Page,
    provision: &'a Provision,
    kind_key: &'static str,
    effect_key: &'static str,
    counted_from: Option<&'a Text>,
    columns: Vec<Column<'a>>,
    conditions: Vec<Requirement<'a>>,
    exceptions: Vec<Proviso<'a>>,
    transitions: Vec<Proviso<'a>>,
    papers: Vec<Paper<'a>>,
    deadlines: Vec<Due<'a>>,
    notes: Vec<(&'a Text, String)>,
    also: Vec<&'a Provision>,
    cases: Vec<CaseRow<'a>>,
    failed: usize,
    findings: Vec<&'a Fault>,
    sources: Vec<Source<'a>>,
    /// True if the zone has a special case of this id with a page of its own.
    is_granted: bool,
}

/// A condition with its formal part and its question.
struct Requirement<'a> {
    part: &'a Condition,
    formal: String,
    basis: String,
    questions: Vec<Question<'a>>,
}

struct Question<'a> {
    text: &'a Text,
    who_key: &'static str,
}

/// An exception or a supplementary provision.
struct Proviso<'a> {
    text: &'a Text,
    formal: String,
    basis: String,
    /// What follows.
    then: String,
}

struct Paper<'a> {
    document: &'a Document,
    basis: String,
    only_if: Option<String>,
}

struct Due<'a> {
    deadline: &'a Deadline,
    rule: String,
    basis: String,
    only_if: Option<String>,
}

/// A case as a row.
struct CaseRow<'a> {
    result: CaseResult<'a>,
    differs: Vec<Differs>,
    expected: Text,
    found: Option<Text>,
}

impl CaseRow<'_> {
    fn passes(&self) -> bool {
        self.result.mismatches.is_empty()
    }
}

/// A file as text.
struct Source<'a> {
    path: String,
    text: &'a str,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let office = visit.portal.office();
    let edition = office.law().current();
    let law = &edition.law;
    let provision = law.provision(&id).ok_or_else(PageError::not_found)?;
    let name = provision.name.get(visit.lang).to_owned();
    let p = Page::new(&visit, "law", name).under_key("data", "/data").under_key("law-title", PATH);
    let results = workbench::results(law, &id, office.holidays());
    let template = One {
        kind_key: words::kind(provision.kind).0,
        effect_key: words::effect(provision.effect),
        counted_from: match provision.basis {
            LawBasis::Disposition => None,
            LawBasis::Fact(slot) => Some(&law.vocabulary.at(slot).name),
        },
        columns: columns(&p, provision),
        conditions: provision.conditions.iter().map(|part| requirement(law, part)).collect(),
        exceptions: exceptions(&p, law, provision),
        transitions: transitions(&p, law, provision),
        papers: provision.documents.iter().map(|document| paper(law, document)).collect(),
        deadlines: provision.deadlines.iter().map(|deadline| due(&p, law, deadline)).collect(),
        notes: provision.notes.iter().map(|note| (&note.text, cited(&note.cite))).collect(),
        also: provision.also.iter().filter_map(|id| law.provision(id)).collect(),
        failed: results.iter().filter(|result| !result.mismatches.is_empty()).count(),
        cases: results.into_iter().map(|result| case_row(law, result)).collect(),
        findings: findings(&edition, provision),
        sources: sources(&edition, provision),
        is_granted: p.view.snapshot().provisions().iter().any(|granted| granted.id.as_str() == id),
        provision,
        p,
    };
    render(&template, &template.p)
}

fn requirement<'a>(law: &'a LawSet, part: &'a Condition) -> Requirement<'a> {
    let slots = part.formula.slots();
    let facts = slots.into_iter().map(|slot| law.vocabulary.at(slot)).filter(|fact| !fact.ask.ko.is_empty());
    let mut questions: Vec<Question<'a>> =
        facts.map(|fact| Question { text: &fact.ask, who_key: words::who(fact.who) }).collect();
    if let (Some(own), Some(first)) = (&part.ask, questions.first_mut()) {
        first.text = own;
    }
    Requirement { part, formal: written(&part.formula, law), basis: cited(&part.cite), questions }
}

fn exceptions<'a>(p: &Page, law: &LawSet, provision: &'a Provision) -> Vec<Proviso<'a>> {
    let then = |general: bool| p.t(if general { "law-then-general" } else { "law-then-not-met" });
    let each = provision.exceptions.iter();
    each.map(|part| Proviso {
        text: &part.text,
        formal: written(&part.formula, law),
        basis: cited(&part.cite),
        then: then(part.use_general),
    })
    .collect()
}

fn transitions<'a>(p: &Page, law: &LawSet, provision: &'a Provision) -> Vec<Proviso<'a>> {
    let each = provision.transitions.iter();
    each.map(|part| Proviso {
        text: &part.text,
        formal: written(&part.formula, law),
        basis: cited(&part.cite),
        then: p.t1("law-then-version", "version", &part.version),
    })
    .collect()
}

fn paper<'a>(law: &LawSet, document: &'a Document) -> Paper<'a> {
    let only_if = document.formula.as_ref().map(|formula| written(formula, law));
    Paper { document, basis: cited(&document.cite), only_if }
}

fn due<'a>(p: &Page, law: &LawSet, deadline: &'a Deadline) -> Due<'a> {
    let base = p.w(&law.vocabulary.at(deadline.base).name);
    let key = if deadline.before { "law-due-before" } else { "law-due-after" };
    let rule = p.t2(key, "base", base, "period", deadline.period.display(p.lang));
    let only_if = deadline.formula.as_ref().map(|formula| written(formula, law));
    let clock = p.t(words::clock(deadline.clock));
    Due { deadline, rule: format!("{rule} ({clock})"), basis: cited(&deadline.cite), only_if }
}

fn case_row<'a>(law: &Arc<LawSet>, result: CaseResult<'a>) -> CaseRow<'a> {
    let differs = workbench::differences(law, result.file, result.case);
    let found = result.finding.as_ref().map(|finding| finding.verdict.name());
    CaseRow { differs, expected: result.case.expect.name(), found, result }
}

fn findings<'a>(edition: &'a Edition, provision: &Provision) -> Vec<&'a Fault> {
    let cases = workbench::cases_path(&edition.law, provision);
    let is_here = |fault: &&Fault| fault.file == provision.file || fault.file == cases;
    edition.notes.iter().filter(is_here).collect()
}

/// Returns the files of a provision as they stand in the folder.
fn sources<'a>(edition: &'a Edition, provision: &Provision) -> Vec<Source<'a>> {
    let paths = [provision.file.clone(), workbench::cases_path(&edition.law, provision)];
    let source = |path: String| {
        let text = std::str::from_utf8(edition.files.files.get(&path)?).ok()?;
        Some(Source { path, text })
    };
    paths.into_iter().filter_map(source).collect()
}
