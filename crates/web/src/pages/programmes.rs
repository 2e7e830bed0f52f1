//! `GET /programmes`, `GET /programmes/{id}`: the zone plan with its programmes, money and operators.

pub(crate) mod budget;
pub(crate) mod nav;

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::svg::chart::{self, Words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use budget::Budget;
use teukgu_domain::Date;
use teukgu_domain::date::Term;
use teukgu_domain::governance::{Agency, OperatingCommittee};
use teukgu_domain::money::Won;
use teukgu_domain::operator::{Operator, OperatorKind};
use teukgu_domain::plan::{PlanVersion, Programme, SubProject};
use teukgu_office::ZoneView;
use teukgu_office::budget::ProgrammeBudget;

#[derive(Template)]
#[template(path = "programmes.html")]
struct List<'a> {
    p: Page,
    plans: Vec<Plan<'a>>,
    is_ruled: bool,
    branches: Vec<Branch<'a>>,
    budget: Option<Budget>,
    operators: Vec<OperatorRow<'a>>,
    committee: Option<&'a OperatingCommittee>,
    agency: Option<&'a Agency>,
    illustrative: bool,
}

struct Plan<'a> {
    version: &'a PlanVersion,
    standing: Standing,
    in_force: String,
    period: String,
}

/// Where a term stands on the day of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    InForce,
    Later,
    Over,
}

impl Standing {
    fn on(term: &Term, today: Date) -> Self {
        match term {
            term if term.contains(today) => Self::InForce,
            term if today < term.from => Self::Later,
            _ => Self::Over,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::InForce => "programmes-in-force",
            Self::Later => "programmes-later",
            Self::Over => "programmes-over",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::InForce => "success",
            Self::Later => "info",
            Self::Over => "neutral",
        }
    }
}

struct Branch<'a> {
    programme: &'a Programme,
    subs: Vec<Leaf<'a>>,
    total: Won,
    share: String,
    bar: String,
    illustrative: bool,
}

struct Leaf<'a> {
    sub: &'a SubProject,
    total: Won,
}

struct OperatorRow<'a> {
    operator: &'a Operator,
    kind_key: &'static str,
    term: String,
    leads: Vec<&'a SubProject>,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("programmes", "menu-programmes");
    let view = &*visit.view;
    let snapshot = view.snapshot();
    let illustrative = snapshot.sub_projects().iter().any(|sub| sub.provenance.illustrative);
    let title = p.t("programmes-budget-all");
    let template = List {
        plans: snapshot.plan_versions().into_iter().map(|version| plan(&p, version)).collect(),
        is_ruled: snapshot.plan_on(p.today).is_some(),
        branches: branches(&p, view),
        budget: Budget::of(&p, "budget", title, &view.plan_budget(), illustrative),
        operators: snapshot
            .operators()
            .into_iter()
            .map(|operator| operator_row(&p, view, operator))
            .collect(),
        committee: snapshot.committee(),
        agency: snapshot.agency(),
        illustrative,
        p,
    };
    render(&template, &template.p)
}

fn plan<'a>(p: &Page, version: &'a PlanVersion) -> Plan<'a> {
    Plan {
        version,
        standing: Standing::on(&version.in_force, p.today),
        in_force: version.in_force.display(p.lang),
        period: version.period.display(p.lang),
    }
}

fn branches<'a>(p: &Page, view: &'a ZoneView) -> Vec<Branch<'a>> {
    let rows = view.programme_budgets();
    let whole: Won = rows.iter().map(|row| row.table.total).sum();
    let widest = rows.iter().map(|row| row.table.total).max().unwrap_or(Won::ZERO);
    rows.into_iter().map(|row| branch(p, row, whole, widest)).collect()
}

/// Draws the longest bar as wide as the page, so that the others can be compared with it.
fn branch<'a>(p: &Page, row: ProgrammeBudget<'a>, whole: Won, widest: Won) -> Branch<'a> {
    let share = percent(row.table.total, whole);
    let words = Words {
        id: format!("share-{}", row.programme.id),
        title: p.w(&row.programme.name).to_owned(),
        desc: p.t2("programmes-share-desc", "total", p.money(&row.table.total), "share", &share),
    };
    let widest = u64::try_from(widest.won()).unwrap_or(0);
    Branch {
        bar: chart::bar(&words, "budget-chart", &budget::parts(&row.table.by_fund), widest),
        illustrative: row.sub_projects.iter().any(|sub| sub.provenance.illustrative),
        total: row.table.total,
        subs: row.sub_projects.into_iter().map(|sub| Leaf { sub, total: sub.total() }).collect(),
        programme: row.programme,
        share,
    }
}

/// Writes a share of the whole in percent, rounded to one decimal.
fn percent(part: Won, whole: Won) -> String {
    let whole = i128::from(whole.won()).max(1);
    let tenths = (i128::from(part.won()).max(0) * 2_000 / whole + 1) / 2;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn operator_row<'a>(p: &Page, view: &'a ZoneView, operator: &'a Operator) -> OperatorRow<'a> {
    let subs = view.snapshot().sub_projects();
    OperatorRow {
        operator,
        kind_key: match operator.kind {
            OperatorKind::General => "programmes-operator-general",
            OperatorKind::Unit => "programmes-operator-unit",
        },
        term: operator.term.display(p.lang),
        leads: subs.into_iter().filter(|sub| sub.operator == operator.id).collect(),
    }
}

#[derive(Template)]
#[template(path = "programme.html")]
struct Detail<'a> {
    p: Page,
    nav: Vec<nav::Entry>,
    programme: &'a Programme,
    total: Won,
    exact: String,
    share: String,
    cards: Vec<Card<'a>>,
    budget: Option<Budget>,
    illustrative: bool,
}

struct Card<'a> {
    sub: &'a SubProject,
    total: Won,
    operator: String,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let view = &*visit.view;
    let row = view.programme_budgets().into_iter().find(|row| row.programme.id.as_str() == id);
    let row = row.ok_or_else(PageError::not_found)?;
    let p = Page::new(&visit, "programmes", row.programme.name.get(visit.lang).to_owned())
        .under_key("menu-programmes", "/programmes");
    let illustrative = row.sub_projects.iter().any(|sub| sub.provenance.illustrative);
    let title = p.t("programmes-budget-one");
    let template = Detail {
        nav: nav::entries(&p, &row.programme.id),
        programme: row.programme,
        total: row.table.total,
        exact: budget::exact(&p, row.table.total),
        share: percent(row.table.total, view.plan_budget().total),
        cards: row.sub_projects.into_iter().map(|sub| card(&p, view, sub)).collect(),
        budget: Budget::of(&p, "budget", title, &row.table, illustrative),
        illustrative,
        p,
    };
    render(&template, &template.p)
}

fn card<'a>(p: &Page, view: &ZoneView, sub: &'a SubProject) -> Card<'a> {
    let operators = view.snapshot().operators();
    let operator = operators.into_iter().find(|operator| operator.id == sub.operator);
    let operator =
        operator.map_or_else(|| sub.operator.to_string(), |operator| p.w(&operator.name).to_owned());
    Card { sub, total: sub.total(), operator }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::Date;

    #[test]
    fn a_share_is_rounded_to_a_tenth_of_a_percent() {
        assert_eq!(percent(Won::new(2), Won::new(3)), "66.7%");
        assert_eq!(percent(Won::new(1), Won::new(3)), "33.3%");
        assert_eq!(percent(Won::new(3), Won::new(3)), "100.0%");
        assert_eq!(percent(Won::ZERO, Won::ZERO), "0.0%");
    }

    #[test]
    fn a_term_is_ahead_in_force_or_over_with_both_ends_included() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let term = Term::try_new(day("2025-01-01"), Some(day("2029-12-31"))).unwrap();
        assert_eq!(Standing::on(&term, day("2024-12-31")), Standing::Later);
        assert_eq!(Standing::on(&term, day("2025-01-01")), Standing::InForce);
        assert_eq!(Standing::on(&term, day("2029-12-31")), Standing::InForce);
        assert_eq!(Standing::on(&term, day("2030-01-01")), Standing::Over);
    }
}
