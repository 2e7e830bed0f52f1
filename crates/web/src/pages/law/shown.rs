//! What came of a draft, as rows of a page.

use super::words;
use crate::page::Page;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::text::Text;
use teukgu_office::law::compare::{Change, Effect, Outcome, PartChange, ProvisionChange};
use teukgu_office::law::model::LawSet;
use teukgu_office::workbench::Tried;

/// More rows than anybody reads on a page; the rest is counted.
const MOST_ROWS: usize = 200;

/// What came of a draft.
pub(super) struct Shown {
    pub(super) faults: usize,
    pub(super) findings: Rows<FindingRow>,
    pub(super) changes: Rows<ChangeRow>,
    pub(super) effects: Rows<EffectRow>,
    /// How many cases were put before both laws; `None` if the draft cannot be executed.
    pub(super) cases: Option<usize>,
}

/// Rows, and how many more there are.
pub(super) struct Rows<T> {
    pub(super) rows: Vec<T>,
    pub(super) more: usize,
}

impl<T> Rows<T> {
    fn of(all: impl Iterator<Item = T>, count: usize) -> Self {
        Self { rows: all.take(MOST_ROWS).collect(), more: count.saturating_sub(MOST_ROWS) }
    }

    /// Returns how many there are in all.
    pub(super) fn count(&self) -> usize {
        self.rows.len() + self.more
    }
}

/// A finding of the checks.
pub(super) struct FindingRow {
    pub(super) code: &'static str,
    pub(super) is_fault: bool,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    /// Anchor of the line on this page, for the files of the draft.
    pub(super) anchor: Option<String>,
    pub(super) message: String,
    pub(super) help: String,
}

/// One thing that a draft says otherwise.
pub(super) struct ChangeRow {
    pub(super) provision: String,
    pub(super) part: String,
    pub(super) change_key: &'static str,
    pub(super) aspect: Option<&'static str>,
    pub(super) before: String,
    pub(super) after: String,
}

/// A case that a draft decides otherwise.
pub(super) struct EffectRow {
    pub(super) provision: String,
    pub(super) name: String,
    pub(super) is_new: bool,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

/// A text of more characters is cut: a message repeats what was written.
const LONGEST: usize = 400;

fn cut(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// Turns what came of a draft into rows; `anchors` names the files of the draft and the anchors of their lines.
pub(super) fn shown(p: &Page, law: &LawSet, tried: &Tried, anchors: &[(&str, &str)]) -> Shown {
    let faults = tried.findings.iter().filter(|finding| finding.severity == Severity::Fault).count();
    let findings = tried.findings.iter().map(|finding| finding_row(p, finding, anchors));
    let changes: Vec<ChangeRow> =
        tried.changes.provisions.iter().flat_map(|provision| change_rows(p, provision)).collect();
    let count = changes.len();
    Shown {
        faults,
        findings: Rows::of(findings, tried.findings.len()),
        changes: Rows::of(changes.into_iter(), count),
        effects: Rows::of(tried.effects.iter().map(|effect| effect_row(p, law, effect)), tried.effects.len()),
        cases: tried.cases,
    }
}

fn finding_row(p: &Page, finding: &Fault, anchors: &[(&str, &str)]) -> FindingRow {
    let anchor = anchors.iter().find(|(file, _)| *file == finding.file);
    FindingRow {
        code: finding.code,
        is_fault: finding.severity == Severity::Fault,
        file: finding.file.clone(),
        line: finding.line,
        column: finding.column,
        anchor: anchor.map(|(_, name)| format!("{name}-{}", finding.line)),
        message: cut(p.w(&finding.message)),
        help: cut(p.w(&finding.help)),
    }
}

fn change_rows(p: &Page, provision: &ProvisionChange) -> Vec<ChangeRow> {
    let name = p.w(&provision.name).to_owned();
    if provision.change != Change::Changed {
        return vec![ChangeRow {
            provision: name,
            part: p.t("law-part-whole"),
            change_key: words::change(provision.change),
            aspect: None,
            before: String::new(),
            after: String::new(),
        }];
    }
    provision.parts.iter().flat_map(|part| part_rows(p, &name, part)).collect()
}

fn part_rows(p: &Page, provision: &str, part: &PartChange) -> Vec<ChangeRow> {
    let name = format!("{} {}", p.t(words::part(part.kind)), cut(p.w(&part.name)));
    let row = |aspect, before: Option<&Text>, after: Option<&Text>| ChangeRow {
        provision: provision.to_owned(),
        part: name.clone(),
        change_key: words::change(part.change),
        aspect,
        before: before.map(|text| cut(p.w(text))).unwrap_or_default(),
        after: after.map(|text| cut(p.w(text))).unwrap_or_default(),
    };
    if part.details.is_empty() {
        return vec![row(None, None, None)];
    }
    let details = part.details.iter();
    details
        .map(|detail| row(Some(words::aspect(detail.aspect)), detail.before.as_ref(), detail.after.as_ref()))
        .collect()
}

fn effect_row(p: &Page, law: &LawSet, effect: &Effect) -> EffectRow {
    let (before, after) = told(p, law, &effect.before, &effect.after);
    let provision = law.provision(&effect.provision);
    EffectRow {
        provision: provision.map_or_else(|| effect.provision.clone(), |found| p.w(&found.name).to_owned()),
        name: cut(p.w(&effect.name)),
        is_new: effect.is_new,
        before,
        after,
    }
}

/// Says two outcomes: the verdict always, the rest where it differs.
fn told(p: &Page, law: &LawSet, before: &Outcome, after: &Outcome) -> (Vec<String>, Vec<String>) {
    let dash = || "–".to_owned();
    let verdict = |outcome: &Outcome| {
        outcome.verdict.as_ref().map_or_else(|| p.t("law-no-answer"), |(_, name)| p.w(name).to_owned())
    };
    let (mut a, mut b) = (vec![verdict(before)], vec![verdict(after)]);
    let mut differs = |key: &str, old: Option<String>, new: Option<String>| {
        if old != new {
            a.push(p.t1(key, "value", old.unwrap_or_else(dash)));
            b.push(p.t1(key, "value", new.unwrap_or_else(dash)));
        }
    };
    let authority = |outcome: &Outcome| outcome.authority.as_ref().map(|name| p.w(name).to_owned());
    differs("law-outcome-authority", authority(before), authority(after));
    differs("law-outcome-version", before.version.clone(), after.version.clone());
    let ask = |outcome: &Outcome| {
        let id = outcome.ask.as_ref()?;
        Some(law.vocabulary.find(id).map_or_else(|| id.clone(), |fact| p.w(&fact.name).to_owned()))
    };
    differs("law-outcome-ask", ask(before), ask(after));
    (a, b)
}
