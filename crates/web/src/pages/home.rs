//! `GET /`: what the zone is, what to do here, what was promised.

use crate::error::{PageResult, render};
use crate::page::Page;
use crate::svg;
use crate::visit::Visit;
use askama::Template;
use teukgu_domain::claim::{Claim, ClaimTopic};
use teukgu_domain::history::HistoryEvent;
use teukgu_domain::plan::{Programme, SubProject};
use teukgu_domain::provision::GrantedProvision;
use teukgu_office::ZoneView;
use teukgu_office::budget::BudgetTable;

/// How many events of the history the home page shows.
const EVENTS: usize = 5;
/// Figures that open the site, in this order.
const TOPICS: [ClaimTopic; 4] =
    [ClaimTopic::Investment, ClaimTopic::Firms, ClaimTopic::Output, ClaimTopic::Jobs];

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    p: Page,
    map: String,
    term: String,
    area: String,
    stats: Vec<Stat>,
    provisions: Vec<&'a GrantedProvision>,
    programmes: Vec<ProgrammeCard<'a>>,
    sub_projects: usize,
    history: Vec<Event>,
}

struct Stat {
    label: String,
    value: String,
    note: String,
    printed: Option<String>,
    illustrative: bool,
    href: String,
}

struct ProgrammeCard<'a> {
    programme: &'a Programme,
    sub_projects: Vec<&'a SubProject>,
    table: BudgetTable,
    illustrative: bool,
}

struct Event {
    when: String,
    iso: String,
    title: String,
    detail: String,
    current: bool,
}

pub(crate) async fn show(visit: Visit) -> PageResult {
    let p = visit.page("home", "home");
    let view = &*visit.view;
    let history = history(&p, view);
    let template = Home {
        map: svg::map::figure(&p, svg::map::Size::Hero)?,
        term: years(view),
        area: area(&p, view),
        stats: TOPICS.iter().filter_map(|topic| stat(&p, view, *topic)).collect(),
        provisions: view.snapshot().provisions(),
        programmes: view.programme_budgets().into_iter().map(card).collect(),
        sub_projects: view.snapshot().sub_projects().len(),
        history,
        p,
    };
    render(&template, &template.p)
}

fn years(view: &ZoneView) -> String {
    let term = view.zone().term;
    term.until.map_or_else(
        || format!("{}~", term.from.year()),
        |until| format!("{}~{}", term.from.year(), until.year()),
    )
}

fn area(p: &Page, view: &ZoneView) -> String {
    match view.boundary().stated_area_m2 {
        Some(m2) => p.t1("home-area-stated", "m2", p.number(&m2)),
        None => p.area(view.area_m2()),
    }
}

fn stat(p: &Page, view: &ZoneView, topic: ClaimTopic) -> Option<Stat> {
    let claims = view.snapshot().claims();
    let claim: &Claim = claims.into_iter().find(|claim| claim.topic == topic && claim.leading)?;
    Some(Stat {
        label: p.w(&claim.title).to_owned(),
        value: claim.value.display(p.lang),
        note: p.w(&claim.said_by).to_owned(),
        printed: claim.correction.as_ref().map(|_| claim.as_printed.clone()),
        illustrative: claim.provenance.illustrative,
        href: format!("{}/{}", p.href("/figures"), claim.id),
    })
}

fn card(row: teukgu_office::budget::ProgrammeBudget<'_>) -> ProgrammeCard<'_> {
    ProgrammeCard {
        illustrative: row.sub_projects.iter().any(|sub| sub.provenance.illustrative),
        programme: row.programme,
        sub_projects: row.sub_projects,
        table: row.table,
    }
}

/// Shows the latest events, oldest first, with the designation marked.
fn history(p: &Page, view: &ZoneView) -> Vec<Event> {
    let designated = view.zone().designation.resolved_on;
    let event = |event: &HistoryEvent| Event {
        when: event.when(p.lang),
        iso: event.on.to_string(),
        title: p.w(&event.title).to_owned(),
        detail: p.w(&event.detail).to_owned(),
        current: event.on == designated,
    };
    let all = view.snapshot().history();
    let past: Vec<_> = all.into_iter().filter(|event| event.on <= p.today).collect();
    let from = past.iter().position(|event| event.on >= designated).unwrap_or(0).saturating_sub(1);
    past.into_iter().skip(from).take(EVENTS).map(event).collect()
}
