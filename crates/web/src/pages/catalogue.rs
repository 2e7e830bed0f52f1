//! `GET /special-cases/catalogue` and `GET /special-cases/catalogue.csv`: all that the Act offers, and what the zone took.

use crate::error::{PageResult, render};
use crate::file;
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use query::Wanted;
use teukgu_domain::Date;
use teukgu_domain::text::Text;
use teukgu_office::catalogue::{Catalogue, FoundCase, ZoneKind};
use words::Badge;

mod query;
mod words;

/// Address of the page.
const PATH: &str = "/special-cases/catalogue";

#[derive(Template)]
#[template(path = "catalogue.html")]
struct List<'a> {
    p: Page,
    wanted: Wanted,
    unknown: String,
    kinds: Vec<Choice>,
    groups: Vec<Group<'a>>,
    count: String,
    csv: String,
    reset: String,
    sources: Vec<&'a Text>,
    /// Latest day on which the text was read.
    as_of: Option<Date>,
    badges: Vec<Badge>,
}

struct Choice {
    value: &'static str,
    label: String,
    chosen: bool,
}

/// Rows under one heading of the catalogue.
struct Group<'a> {
    /// Anchor of the heading.
    anchor: String,
    heading: &'a str,
    rows: Vec<Row<'a>>,
    /// True for the first group of a zone that this one is not; what that means is said there.
    explains_other_zone: bool,
}

struct Row<'a> {
    case: FoundCase<'a>,
    /// What it takes.
    badges: Vec<Badge>,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("special-cases", "catalogue-title").under_key("menu-special-cases", "/special-cases");
    let catalogue = visit.portal.office().catalogue();
    let wanted = Wanted::read(&visit.query);
    let found = visit.view.find_special_cases(catalogue, &wanted.query);
    let template = List {
        unknown: wanted.unknown.join(", "),
        kinds: kinds(&p, &wanted),
        count: count(&p, found.len(), catalogue.entries().len()),
        groups: groups(&p, found),
        csv: format!("{}{}", p.href("/special-cases/catalogue.csv"), wanted.write()),
        reset: p.href(PATH),
        sources: sources(catalogue),
        as_of: catalogue.entries().iter().map(|entry| entry.as_of).max(),
        badges: words::ALL.to_vec(),
        wanted,
        p,
    };
    render(&template, &template.p)
}

fn kinds(p: &Page, wanted: &Wanted) -> Vec<Choice> {
    let choice = |(value, kind): (&'static str, ZoneKind)| Choice {
        value,
        label: p.w(&kind.name()).to_owned(),
        chosen: wanted.query.kind == Some(kind),
    };
    ZoneKind::WORDS.into_iter().map(choice).collect()
}

fn count(p: &Page, found: usize, all: usize) -> String {
    if found == all {
        return p.t1("catalogue-count", "all", all);
    }
    p.t2("catalogue-count-part", "all", all, "found", found)
}

/// Parts what was found by the headings of the catalogue.
fn groups<'a>(p: &Page, found: Vec<FoundCase<'a>>) -> Vec<Group<'a>> {
    let is_other = |case: &FoundCase<'_>| case.entry.zone_kind == ZoneKind::RegulationFree;
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut explained = false;
    for case in found {
        let heading = case.entry.heading.get(p.lang);
        if groups.last().is_none_or(|group| group.heading != heading) {
            let anchor = format!("group-{}", groups.len() + 1);
            let explains_other_zone = is_other(&case) && !std::mem::replace(&mut explained, is_other(&case));
            groups.push(Group { anchor, heading, rows: Vec::new(), explains_other_zone });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(Row { badges: words::takes(case.entry), case });
        }
    }
    groups
}

/// Returns the statutes that the catalogue was made from, without those that another line names as well.
fn sources(catalogue: &Catalogue) -> Vec<&Text> {
    let mut all: Vec<&Text> = catalogue.entries().iter().map(|entry| &entry.source).collect();
    all.sort_by(|a, b| a.ko.cmp(&b.ko));
    all.dedup();
    let is_told = |source: &&Text| all.iter().any(|other| other != source && other.ko.contains(&source.ko));
    all.iter().filter(|source| !is_told(source)).copied().collect()
}

pub(crate) async fn export(visit: Visit) -> PageResult {
    let p = visit.page("special-cases", "catalogue-title");
    let wanted = Wanted::read(&visit.query);
    let found = visit.view.find_special_cases(visit.portal.office().catalogue(), &wanted.query);
    let head: Vec<String> = COLUMNS.iter().map(|key| p.t(key)).collect();
    let rows: Vec<Vec<String>> = found.iter().map(|case| cells(&p, case)).collect();
    file::csv_of_words(&p, "special-cases", head, rows)
}

/// Keys of the columns of the export.
const COLUMNS: [&str; 16] = [
    "catalogue-id",
    "catalogue-kind",
    "catalogue-heading",
    "catalogue-article",
    "catalogue-decree",
    "catalogue-statute",
    "catalogue-effect",
    "catalogue-taken",
    "catalogue-own-id",
    "catalogue-useful",
    "catalogue-in-plan",
    "catalogue-ordinance",
    "catalogue-authority",
    "catalogue-note",
    "source",
    "catalogue-as-of",
];

fn cells(p: &Page, case: &FoundCase<'_>) -> Vec<String> {
    let entry = case.entry;
    let text = |text: &Text| p.w(text).to_owned();
    let maybe = |text: Option<&Text>| text.map(|text| p.w(text).to_owned()).unwrap_or_default();
    let mark = |badge: Option<Badge>| badge.map(|badge| p.t(badge.name_key)).unwrap_or_default();
    let yes = |is: bool| p.t(if is { "organisations-yes" } else { "organisations-no" });
    vec![
        entry.id.clone(),
        text(&entry.zone_kind.name()),
        text(&entry.heading),
        text(&entry.act_article),
        maybe(entry.decree_article.as_ref()),
        text(&entry.statute),
        text(&entry.effect),
        yes(case.is_taken()),
        case.granted.map(|granted| granted.id.to_string()).unwrap_or_default(),
        maybe(entry.ai_zone.as_ref().filter(|_| case.is_useful())),
        mark(entry.must_be_in_plan.map(words::in_plan)),
        mark(entry.needs_ordinance.map(words::ordinance)),
        maybe(entry.authority.as_ref()),
        maybe(entry.effective_note.as_ref()),
        text(&entry.source),
        entry.as_of.to_string(),
    ]
}
