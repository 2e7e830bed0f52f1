//! `GET /sub-projects/{id}`: one sub-project with its money, milestones, indicators and special cases.

use super::programmes::budget::{self, Budget};
use super::programmes::nav;
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use std::collections::BTreeSet;
use teukgu_domain::Date;
use teukgu_domain::ids::OperatorId;
use teukgu_domain::money::Won;
use teukgu_domain::operator::Operator;
use teukgu_domain::plan::{Indicator, Milestone, Programme, SubProject};
use teukgu_domain::provision::GrantedProvision;
use teukgu_office::ZoneView;

#[derive(Template)]
#[template(path = "sub-project.html")]
struct Detail<'a> {
    p: Page,
    nav: Vec<nav::Entry>,
    sub: &'a SubProject,
    programme: &'a Programme,
    operator: Vec<&'a Operator>,
    co_operators: Vec<&'a Operator>,
    total: Won,
    exact: String,
    budget: Option<Budget>,
    spent: Option<Budget>,
    /// Names of the industries that the money goes to, with their shares.
    industries: Vec<(String, u8)>,
    steps: Vec<Step<'a>>,
    years: Vec<i16>,
    indicators: Vec<Targets<'a>>,
    provisions: Vec<&'a GrantedProvision>,
}

/// A milestone as it stands on the day of the page.
struct Step<'a> {
    milestone: &'a Milestone,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Past,
    Next,
    Later,
}

/// The targets of an indicator, one a year of the table; empty where none is set.
struct Targets<'a> {
    indicator: &'a Indicator,
    cells: Vec<(i16, String)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let view = &*visit.view;
    let (sub, programme) = find(view, &id).ok_or_else(PageError::not_found)?;
    let p = Page::new(&visit, "programmes", sub.name.get(visit.lang).to_owned())
        .under_key("menu-programmes", "/programmes")
        .under(programme.name.get(visit.lang), &format!("/programmes/{}", programme.id));
    let table = teukgu_office::budget::table(&sub.budget);
    let years = years(&sub.indicators);
    let template = Detail {
        nav: nav::entries(&p, &programme.id),
        programme,
        operator: operators(view, std::slice::from_ref(&sub.operator)),
        co_operators: operators(view, &sub.co_operators),
        total: table.total,
        exact: budget::exact(&p, table.total),
        spent: Budget::of(
            &p,
            "spent",
            p.t("sub-project-spent"),
            &teukgu_office::budget::table(&sub.spent),
            sub.provenance.illustrative,
        ),
        industries: industries(&visit, sub),
        budget: Budget::of(&p, "budget", p.t("sub-project-budget"), &table, sub.provenance.illustrative),
        steps: steps(&sub.milestones, p.today),
        indicators: sub.indicators.iter().map(|indicator| targets(&p, indicator, &years)).collect(),
        years,
        provisions: provisions(view, sub),
        sub,
        p,
    };
    render(&template, &template.p)
}

fn find<'a>(view: &'a ZoneView, id: &str) -> Option<(&'a SubProject, &'a Programme)> {
    let snapshot = view.snapshot();
    let sub = snapshot.sub_projects().into_iter().find(|sub| sub.id.as_str() == id)?;
    let programme = snapshot.programmes().into_iter().find(|programme| programme.id == sub.programme)?;
    Some((sub, programme))
}

fn operators<'a>(view: &'a ZoneView, ids: &[OperatorId]) -> Vec<&'a Operator> {
    view.snapshot().operators().into_iter().filter(|operator| ids.contains(&operator.id)).collect()
}

fn provisions<'a>(view: &'a ZoneView, sub: &SubProject) -> Vec<&'a GrantedProvision> {
    view.snapshot().provisions().into_iter().filter(|case| sub.provisions.contains(&case.id)).collect()
}

/// Names the industries that the money goes to.
fn industries(visit: &Visit, sub: &SubProject) -> Vec<(String, u8)> {
    let ksic = &visit.portal.office().codes().ksic;
    let name = |code: &str| {
        let found = ksic.current(code);
        found.map_or_else(|| code.to_owned(), |one| visit.lang.pick(&one.name_ko, &one.name_en).to_owned())
    };
    sub.industries.iter().map(|share| (name(&share.ksic), share.percent)).collect()
}

/// Orders milestones by day and marks the first one that is still to come.
fn steps(milestones: &[Milestone], today: Date) -> Vec<Step<'_>> {
    let mut sorted: Vec<&Milestone> = milestones.iter().collect();
    sorted.sort_by_key(|milestone| milestone.due);
    let next = sorted.iter().map(|milestone| milestone.due).find(|due| *due >= today);
    let standing = |due: Date| match next {
        Some(next) if due == next => Standing::Next,
        Some(next) if due > next => Standing::Later,
        _ => Standing::Past,
    };
    sorted.into_iter().map(|milestone| Step { standing: standing(milestone.due), milestone }).collect()
}

/// Returns every year for which any indicator has a target.
fn years(indicators: &[Indicator]) -> Vec<i16> {
    let years: BTreeSet<i16> =
        indicators.iter().flat_map(|of| &of.targets).map(|target| target.year).collect();
    years.into_iter().collect()
}

fn targets<'a>(p: &Page, indicator: &'a Indicator, years: &[i16]) -> Targets<'a> {
    let value = |year: &i16| {
        let target = indicator.targets.iter().find(|target| target.year == *year);
        (*year, target.map_or_else(String::new, |target| p.number(&target.value)))
    };
    Targets { indicator, cells: years.iter().map(value).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::plan::Target;
    use teukgu_domain::text::Text;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn standings(today: &str) -> Vec<Standing> {
        let milestone = |due: &str| Milestone { due: day(due), name: Text::default() };
        let milestones = [milestone("2027-02-28"), milestone("2025-09-01"), milestone("2029-12-31")];
        steps(&milestones, day(today)).into_iter().map(|step| step.standing).collect()
    }

    #[test]
    fn the_first_milestone_that_is_not_over_is_the_next() {
        use Standing::{Later, Next, Past};
        assert_eq!(standings("2025-01-01"), [Next, Later, Later]);
        assert_eq!(standings("2025-09-01"), [Next, Later, Later]);
        assert_eq!(standings("2025-09-02"), [Past, Next, Later]);
        assert_eq!(standings("2030-01-01"), [Past, Past, Past]);
    }

    #[test]
    fn indicators_with_different_years_share_one_table() {
        let indicator = |years: &[i16]| Indicator {
            name: Text::default(),
            unit: Text::default(),
            targets: years.iter().map(|year| Target { year: *year, value: 1 }).collect(),
        };
        assert_eq!(years(&[indicator(&[2026, 2025]), indicator(&[2028, 2026])]), [2025, 2026, 2028]);
    }
}
