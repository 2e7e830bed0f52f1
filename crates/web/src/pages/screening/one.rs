//! `GET /desk/screening/{id}`: what a screening found, by provision and by establishment.

use super::query::Wanted;
use super::{about, name, open, said};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::session::{Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use teukgu_domain::text::Text;
use teukgu_office::casework::InputFault;
use teukgu_office::policy::{self, Resource};
use teukgu_office::screening::{
    Deciding, OpenedScreening, ProvisionCounts, RegisterNote, Said, Screening, ScreeningOrigin,
};

/// Rows of one page.
const ROWS: usize = 20;
/// Reasons that are named of a provision.
const REASONS: usize = 5;
/// What became of the rows of a register, in the order of the table, with the keys of their words.
const BUCKETS: [(&str, &str); 16] = [
    ("located", "screening-located"),
    ("no_location", "screening-no-location"),
    ("outside_korea", "screening-outside-korea"),
    ("looks_swapped", "screening-looks-swapped"),
    ("wrong_crs", "screening-wrong-crs"),
    ("fields", "screening-fields"),
    ("long_field", "screening-long-field"),
    ("no_id", "screening-no-id"),
    ("duplicate_id", "screening-duplicate-id"),
    ("closed", "screening-closed"),
    ("coordinate", "screening-coordinate"),
    ("other_revision", "screening-other-revision"),
    ("unknown_industry", "screening-unknown-industry"),
    ("unknown_status", "screening-unknown-status"),
    ("fact_value", "screening-fact-value"),
    ("municipality", "screening-municipality"),
];

#[derive(Template)]
#[template(path = "screening.html")]
struct ScreeningPage {
    p: Page,
    here: String,
    screening: Screening,
    by: String,
    has_rows: bool,
    /// Whether the boundary that was screened against is a made-up one.
    is_boundary_made_up: bool,
    totals: Vec<Total>,
    provisions: Vec<ProvisionLine>,
    nameless: u64,
    not_held: Vec<(String, u64)>,
    buckets: Vec<(String, u64)>,
    notes: Vec<RegisterNote>,
    wanted: Wanted,
    /// What the list is about if it was chosen by what decided first.
    part: Option<Text>,
    choices: Vec<Total>,
    rows: Vec<Row>,
    count: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    csv: String,
    invited: usize,
    may_remove: bool,
    faults: Vec<InputFault>,
}

/// How many findings of a sort there are.
struct Total {
    key: &'static str,
    words: String,
    count: u64,
    href: String,
    chosen: bool,
}

/// What a provision says, as a line of the table.
struct ProvisionLine {
    id: String,
    name: Text,
    href: String,
    chosen: bool,
    cells: Vec<Total>,
    open: Vec<Reason>,
    missing: Vec<Reason>,
}

/// What decided first, and of how many.
struct Reason {
    text: Text,
    count: u64,
    href: String,
}

/// A finding in the list.
struct Row {
    id: String,
    name: Option<String>,
    border: bool,
    provision: Text,
    said: String,
    tone: &'static str,
    deciding: Option<Text>,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call these on the page, and hand in what they hold by reference"
)]
impl ScreeningPage {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }

    fn is_register(&self) -> bool {
        self.screening.origin == ScreeningOrigin::Register
    }

    fn count(&self, count: &u64) -> String {
        crate::text::number(i64::try_from(*count).unwrap_or(i64::MAX))
    }

    fn short(&self, hash: &str) -> String {
        hash.chars().take(12).collect()
    }
}

pub(super) async fn show(signed: Signed, Path(id): Path<String>) -> PageResult {
    let query = signed.visit.query.clone();
    page(&signed, &id, &query, Vec::new()).await
}

/// Shows a screening; with faults it says what is wrong with what was sent.
pub(super) async fn page(
    signed: &Signed,
    id: &str,
    query: &str,
    faults: Vec<InputFault>,
) -> Result<Response, PageError> {
    let opened = open(signed, id).await?;
    let p = signed.page("desk", "screening").under_key("desk", "/desk");
    let mut p = p.under_key("screening", "/desk/screening");
    p.title.clone_from(&opened.screening.file);
    let here = p.href(&format!("/desk/screening/{id}"));
    let (counts, wanted) = (opened.counts(), Wanted::read(query));
    let (rows, count, pages, wanted) = rows(&p, &opened, wanted);
    let first = opened.find(wanted.filter.clone()).next().filter(|_| wanted.filter.part.is_some());
    let to = |page: usize| format!("{here}{}#list", wanted.at_page(page));
    let template = ScreeningPage {
        totals: totals(&p, &counts, &here, wanted.filter.said),
        choices: totals(&p, &counts, &here, wanted.filter.said),
        provisions: counts.iter().map(|one| line(signed, &p, one, &here, &wanted)).collect(),
        nameless: counts.iter().map(|one| one.nameless).sum(),
        not_held: opened.screening.not_held.clone().into_iter().collect(),
        buckets: buckets(&p, &opened.screening),
        notes: opened.rows.as_ref().map(|rows| rows.notes.clone()).unwrap_or_default(),
        has_rows: opened.rows.is_some(),
        is_boundary_made_up: p.view.boundary().provenance.illustrative,
        previous: (wanted.page > 1).then(|| to(wanted.page - 1)),
        next: (wanted.page < pages).then(|| to(wanted.page + 1)),
        csv: format!("{here}/list.csv{}", wanted.at_page(1)),
        part: first.and_then(|finding| finding.deciding).map(|part| part.text.clone()),
        invited: opened.invited().count(),
        may_remove: policy::allow(&signed.who(), "screening.remove", &Resource::default()).allowed,
        by: opened.by,
        screening: opened.screening,
        here,
        wanted,
        rows,
        count,
        pages,
        faults,
        p,
    };
    private(render(&template, &template.p))
}

/// Returns the rows of a page, how many there are on all pages, and how many pages.
fn rows(p: &Page, opened: &OpenedScreening, wanted: Wanted) -> (Vec<Row>, usize, usize, Wanted) {
    let count = opened.find(wanted.filter.clone()).count();
    let pages = count.div_ceil(ROWS).max(1);
    let wanted = Wanted { page: wanted.page.min(pages), ..wanted };
    let found = opened.find(wanted.filter.clone()).skip((wanted.page - 1) * ROWS).take(ROWS);
    let rows = found.map(|finding| Row {
        id: finding.establishment.id.clone(),
        name: finding.establishment.name.clone(),
        border: finding.establishment.border,
        provision: finding.provision.name.clone(),
        said: said(p, finding.said),
        tone: tone(finding.said),
        deciding: finding.deciding.map(|part| part.text.clone()),
    });
    (rows.collect(), count, pages, wanted)
}

fn totals(p: &Page, counts: &[ProvisionCounts], here: &str, chosen: Option<Said>) -> Vec<Total> {
    let total = |(key, of): (&'static str, Said)| Total {
        key,
        words: said(p, of),
        count: counts.iter().map(|one| one.of(of)).sum(),
        href: format!("{here}{}#list", Wanted::of("", Some(of), "")),
        chosen: chosen == Some(of),
    };
    Said::WORDS.into_iter().map(total).collect()
}

fn line(signed: &Signed, p: &Page, counts: &ProvisionCounts, here: &str, wanted: &Wanted) -> ProvisionLine {
    let id = counts.id.as_str();
    let cell = |(key, of): (&'static str, Said)| Total {
        key,
        words: said(p, of),
        count: counts.of(of),
        href: format!("{here}{}#list", Wanted::of(id, Some(of), "")),
        chosen: false,
    };
    let reasons = |said: Said, parts: &[(Deciding, u64)]| -> Vec<Reason> {
        let reason = |(part, count): &(Deciding, u64)| Reason {
            text: part.text.clone(),
            count: *count,
            href: format!("{here}{}#list", Wanted::of(id, Some(said), &part.id)),
        };
        parts.iter().take(REASONS).map(reason).collect()
    };
    ProvisionLine {
        name: name(signed, id, counts.name.as_ref()),
        href: about(p, id),
        chosen: wanted.filter.provision.as_deref() == Some(id),
        cells: Said::WORDS.into_iter().map(cell).collect(),
        open: reasons(Said::Unknown, &counts.open),
        missing: reasons(Said::NotMet, &counts.missing),
        id: counts.id.clone(),
    }
}

/// Lists what became of the rows of a register; places always, and anything else where there is some.
fn buckets(p: &Page, screening: &Screening) -> Vec<(String, u64)> {
    let count = |name: &str| screening.buckets.get(name).copied();
    let all = BUCKETS.iter().enumerate().filter_map(|(at, (name, key))| Some((at, *key, count(name)?)));
    all.filter(|(at, _, count)| *at < 5 || *count > 0).map(|(_, key, count)| (p.t(key), count)).collect()
}

const fn tone(said: Said) -> &'static str {
    match said {
        Said::NotYet => "success",
        Said::Applied => "info",
        Said::Unknown => "warning",
        Said::NotMet | Said::NotInForce => "neutral",
    }
}
