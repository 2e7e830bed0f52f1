//! `GET /organisations` and `GET /organisations.csv`: who is in and around the zone, and as what.

use crate::error::{PageResult, render};
use crate::file;
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use query::Wanted;
use std::collections::BTreeMap;
use teukgu_domain::organisation::{Organisation, OrganisationSort, Relation};
use teukgu_domain::text::Lang;
use teukgu_office::search::OrganisationOrder;

pub(in crate::pages) mod asked;
mod query;
mod words;

/// Rows of one page.
const ROWS: usize = 20;
/// Pages beside the present one that the pagination names.
const AROUND: usize = 2;

#[derive(Template)]
#[template(path = "organisations.html")]
struct List<'a> {
    p: Page,
    wanted: Wanted,
    unknown: String,
    sorts: Vec<Choice>,
    relations: Vec<(String, Vec<Choice>)>,
    dongs: Vec<Choice>,
    heads: Vec<Head>,
    rows: Vec<Row<'a>>,
    count: String,
    csv: String,
    pages: Vec<Step>,
    previous: Option<String>,
    next: Option<String>,
    reset: String,
    empty_record: bool,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Head {
    label: String,
    href: String,
    sorted: &'static str,
}

struct Row<'a> {
    organisation: &'a Organisation,
    name: String,
    /// Language of a name that is not in the page's own.
    foreign: bool,
    sort: String,
    relation: String,
    group: String,
    operates: bool,
    dong: String,
    industry: String,
    note: String,
}

/// A step of the pagination; without an address it stands for pages left out.
struct Step {
    label: String,
    href: Option<String>,
    current: bool,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("organisations", "organisations-title");
    let dongs = dongs(&visit);
    let wanted = Wanted::read(&visit.query, &dongs.keys().cloned().collect::<Vec<_>>());
    let found = visit.view.find_organisations(&wanted.query, visit.lang);
    let pages = found.len().div_ceil(ROWS).max(1);
    let wanted = Wanted { page: wanted.page.min(pages), ..wanted };
    let from = (wanted.page - 1) * ROWS;
    let rows: Vec<Row<'_>> =
        found.iter().skip(from).take(ROWS).map(|org| row(&visit, &p, org, &dongs)).collect();
    let here = p.href("/organisations");
    let to = |page: usize| format!("{here}{}", wanted.at_page(page));
    let template = List {
        unknown: wanted.unknown.join(", "),
        sorts: sorts(&p, &wanted),
        relations: relations(&p, &wanted),
        dongs: dong_choices(&dongs, &wanted),
        heads: heads(&p, &wanted),
        count: count(&p, found.len(), from, rows.len()),
        csv: format!("{}{}", p.href("/organisations.csv"), wanted.at_page(1)),
        pages: steps(&p, wanted.page, pages, &to),
        previous: (wanted.page > 1).then(|| to(wanted.page - 1)),
        next: (wanted.page < pages).then(|| to(wanted.page + 1)),
        reset: here.clone(),
        empty_record: visit.view.snapshot().organisations().is_empty(),
        rows,
        wanted,
        p,
    };
    render(&template, &template.p)
}

/// Names the dongs of the organisations by code.
fn dongs(visit: &Visit) -> BTreeMap<String, String> {
    let organisations = visit.view.snapshot().organisations();
    let codes = organisations.iter().filter_map(|org| org.legal_dong.clone());
    codes.map(|code| (code.clone(), dong_name(visit, &code))).collect()
}

fn dong_name(visit: &Visit, code: &str) -> String {
    let drawn = visit.view.layers().legal_dongs().iter().find(|dong| dong.code == code);
    let drawn = drawn.map(|dong| dong.name.get(visit.lang).to_owned()).filter(|name| !name.is_empty());
    let listed = || visit.portal.office().codes().dongs.legal(code).map(|dong| dong.last_name().to_owned());
    drawn.or_else(listed).unwrap_or_else(|| code.to_owned())
}

fn row<'a>(visit: &Visit, p: &Page, org: &'a Organisation, dongs: &BTreeMap<String, String>) -> Row<'a> {
    let dong = org.legal_dong.as_ref().and_then(|code| dongs.get(code)).cloned();
    Row {
        organisation: org,
        name: org.name(p.lang).to_owned(),
        foreign: p.lang == Lang::En && org.name_en.is_empty(),
        sort: p.t(words::sort(org.sort)),
        relation: p.t(words::relation(org.relation)),
        group: p.t(words::group(org.relation)),
        operates: words::is_operator(org.relation),
        dong: dong.unwrap_or_default(),
        industry: industry(visit, org),
        note: org.note(p.lang).to_owned(),
    }
}

/// Names the industry of an organisation with its code.
fn industry(visit: &Visit, org: &Organisation) -> String {
    let Some(code) = &org.ksic else { return String::new() };
    let listed = visit.portal.office().codes().ksic.current(code);
    let name = listed.map(|industry| {
        if visit.lang == Lang::En && !industry.name_en.is_empty() {
            &industry.name_en
        } else {
            &industry.name_ko
        }
    });
    name.map_or_else(|| code.clone(), |name| format!("{code} {name}"))
}

fn sorts(p: &Page, wanted: &Wanted) -> Vec<Choice> {
    let choice = |sort: &OrganisationSort| Choice {
        value: sort.key().to_owned(),
        label: p.t(words::sort(*sort)),
        chosen: wanted.query.sort == Some(*sort),
    };
    OrganisationSort::ALL.iter().map(choice).collect()
}

fn relations(p: &Page, wanted: &Wanted) -> Vec<(String, Vec<Choice>)> {
    let choice = |relation: &Relation| Choice {
        value: relation.key().to_owned(),
        label: p.t(words::relation(*relation)),
        chosen: wanted.query.relation == Some(*relation),
    };
    words::GROUPS.iter().map(|(key, all)| (p.t(key), all.iter().map(choice).collect())).collect()
}

fn dong_choices(dongs: &BTreeMap<String, String>, wanted: &Wanted) -> Vec<Choice> {
    let choice = |(code, name): (&String, &String)| Choice {
        value: code.clone(),
        label: name.clone(),
        chosen: wanted.query.dong.as_ref() == Some(code),
    };
    dongs.iter().map(choice).collect()
}

fn heads(p: &Page, wanted: &Wanted) -> Vec<Head> {
    let head = |order: OrganisationOrder| {
        let sorted = match (wanted.query.order == order, wanted.query.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let href = format!("{}{}", p.href("/organisations"), wanted.ordered(order));
        Head { label: p.t(head_key(order)), href, sorted }
    };
    OrganisationOrder::ALL.into_iter().map(head).collect()
}

const fn head_key(order: OrganisationOrder) -> &'static str {
    match order {
        OrganisationOrder::Name => "organisations-name",
        OrganisationOrder::Sort => "organisations-sort",
        OrganisationOrder::Relation => "organisations-relation",
        OrganisationOrder::Dong => "organisations-dong",
    }
}

fn count(p: &Page, all: usize, from: usize, shown: usize) -> String {
    if all == shown {
        return p.t1("organisations-count", "all", all);
    }
    let span = format!("{}~{}", from + 1, from + shown);
    p.t2("organisations-count-part", "all", all, "span", span)
}

fn steps(p: &Page, page: usize, pages: usize, to: &impl Fn(usize) -> String) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut before = 0;
    for number in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= AROUND) {
        if number > before + 1 {
            steps.push(Step { label: p.t("organisations-pages-between"), href: None, current: false });
        }
        steps.push(Step { label: number.to_string(), href: Some(to(number)), current: number == page });
        before = number;
    }
    steps
}

pub(crate) async fn export(visit: Visit) -> PageResult {
    let p = visit.page("organisations", "organisations-title");
    let dongs = dongs(&visit);
    let wanted = Wanted::read(&visit.query, &dongs.keys().cloned().collect::<Vec<_>>());
    let found = visit.view.find_organisations(&wanted.query, visit.lang);
    let head: Vec<String> = COLUMNS.iter().map(|key| p.t(key)).collect();
    let rows: Vec<Vec<String>> = found.iter().map(|org| cells(&visit, &p, org, &dongs)).collect();
    file::csv_of_words(&p, "organisations", head, rows)
}

/// Keys of the columns of the export.
const COLUMNS: [&str; 14] = [
    "organisations-id",
    "organisations-name-ko",
    "organisations-name-en",
    "organisations-sort",
    "organisations-relation",
    "organisations-group",
    "organisations-dong",
    "organisations-dong-code",
    "organisations-address",
    "organisations-industry",
    "organisations-position",
    "organisations-note-head",
    "source",
    "illustrative",
];

fn cells(visit: &Visit, p: &Page, org: &Organisation, dongs: &BTreeMap<String, String>) -> Vec<String> {
    let row = row(visit, p, org, dongs);
    let sources: Vec<String> = p.sources(&org.provenance).into_iter().map(|source| source.title).collect();
    let mark = if org.provenance.illustrative { "organisations-yes" } else { "organisations-no" };
    vec![
        org.id.to_string(),
        org.name_ko.clone(),
        org.name_en.clone(),
        row.sort,
        row.relation,
        row.group,
        row.dong,
        org.legal_dong.clone().unwrap_or_default(),
        org.address.clone().unwrap_or_default(),
        row.industry,
        org.position.map(super::map::degrees).unwrap_or_default(),
        row.note,
        sources.join("; "),
        p.t(mark),
    ]
}
