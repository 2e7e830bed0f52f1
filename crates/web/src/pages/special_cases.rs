//! `GET /special-cases`, `GET /special-cases/{id}`: the special cases (규제특례) of the zone, as its plan grants them.

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use std::collections::BTreeSet;
use teukgu_domain::Date;
use teukgu_domain::plan::SubProject;
use teukgu_domain::provision::{GrantedProvision, ProvisionForce};
use teukgu_office::ZoneView;

#[derive(Template)]
#[template(path = "special-cases.html")]
struct List<'a> {
    p: Page,
    rows: Vec<Row<'a>>,
    forces: Vec<Force>,
    any_ordinance: bool,
}

struct Row<'a> {
    case: &'a GrantedProvision,
    force: Force,
    term: Term,
}

/// How strong the effect is: a badge and one line that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Force {
    name_key: &'static str,
    meaning_key: &'static str,
}

/// Where the term of a case stands on the day of the page; a case in force has no mark in lists.
struct Term {
    key: &'static str,
    class: &'static str,
    in_force: bool,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("special-cases", "menu-special-cases");
    let granted = visit.view.snapshot().provisions();
    let forces: BTreeSet<_> = granted.iter().map(|case| case.force).collect();
    let template = List {
        any_ordinance: granted.iter().any(|case| case.needs_ordinance),
        rows: granted.into_iter().map(|case| row(case, p.today)).collect(),
        forces: forces.into_iter().map(force).collect(),
        p,
    };
    render(&template, &template.p)
}

fn row(case: &GrantedProvision, today: Date) -> Row<'_> {
    Row { force: force(case.force), term: term(case, today), case }
}

fn force(force: ProvisionForce) -> Force {
    let (name_key, meaning_key) = match force {
        ProvisionForce::May => ("special-cases-may", "special-cases-may-means"),
        ProvisionForce::WithoutDelay => ("special-cases-without-delay", "special-cases-without-delay-means"),
        ProvisionForce::Waived => ("special-cases-waived", "special-cases-waived-means"),
        ProvisionForce::ByOrdinance => ("special-cases-by-ordinance", "special-cases-by-ordinance-means"),
        ProvisionForce::Ceiling => ("special-cases-ceiling", "special-cases-ceiling-means"),
    };
    Force { name_key, meaning_key }
}

fn term(case: &GrantedProvision, today: Date) -> Term {
    let (key, class) = match &case.granted {
        term if term.contains(today) => ("special-cases-in-term", "success"),
        term if today < term.from => ("special-cases-before-term", "info"),
        _ => ("special-cases-after-term", "neutral"),
    };
    Term { key, class, in_force: case.granted.contains(today) }
}

#[derive(Template)]
#[template(path = "special-case.html")]
struct Detail<'a> {
    p: Page,
    all: Vec<&'a GrantedProvision>,
    case: &'a GrantedProvision,
    force: Force,
    term: Term,
    granted: String,
    subs: Vec<&'a SubProject>,
    /// True if the law holds the case, so that it can be judged and looked up.
    has_law: bool,
    /// Goal from which the self-check leads to the case.
    goal: Option<String>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let view = &*visit.view;
    let all = view.snapshot().provisions();
    let case = all.iter().copied().find(|case| case.id.as_str() == id).ok_or_else(PageError::not_found)?;
    let p = Page::new(&visit, "special-cases", case.name.get(visit.lang).to_owned())
        .under_key("menu-special-cases", "/special-cases");
    let template = Detail {
        all,
        case,
        force: force(case.force),
        term: term(case, p.today),
        granted: case.granted.display(p.lang),
        subs: leaning_on(view, case),
        has_law: visit.portal.office().law().law().provision(&id).is_some(),
        goal: visit.portal.office().checks().goal_of(&id),
        p,
    };
    render(&template, &template.p)
}

/// Returns the sub-projects that lean on a case, in the order of the plan.
fn leaning_on<'a>(view: &'a ZoneView, case: &GrantedProvision) -> Vec<&'a SubProject> {
    let subs = view.snapshot().sub_projects();
    subs.into_iter().filter(|sub| sub.provisions.contains(&case.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strength_has_words_of_its_own() {
        use ProvisionForce::{ByOrdinance, Ceiling, May, Waived, WithoutDelay};
        let all = [May, WithoutDelay, Waived, ByOrdinance, Ceiling];
        let words: BTreeSet<Force> = all.into_iter().map(force).collect();
        assert_eq!(words.len(), all.len());
    }

    #[test]
    fn a_case_is_in_force_on_the_first_and_the_last_day_of_its_term() {
        let snapshot = teukgu_testkit::yangjae();
        let case = snapshot.provisions().into_iter().find(|case| case.granted.until.is_some()).unwrap();
        let (from, until) = (case.granted.from, case.granted.until.unwrap());
        assert!(term(case, from).in_force && term(case, until).in_force);
        assert_eq!(term(case, from.yesterday().unwrap()).key, "special-cases-before-term");
        assert_eq!(term(case, until.tomorrow().unwrap()).key, "special-cases-after-term");
    }
}
