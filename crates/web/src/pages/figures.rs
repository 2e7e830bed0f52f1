//! `GET /figures`, `GET /figures/{id}`: published figures as claims, with who said them and how they were printed.

use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use teukgu_domain::claim::{Claim, ClaimTopic, Unit};
use teukgu_domain::money::Won;

/// Measures of one and the same effect: each contains the next, so they are never added up.
const ONE_EFFECT: [ClaimTopic; 3] = [ClaimTopic::Output, ClaimTopic::ValueAdded, ClaimTopic::Income];

#[derive(Template)]
#[template(path = "figures.html")]
struct List<'a> {
    p: Page,
    groups: Vec<Group<'a>>,
    /// True if there are figures that somebody could add up by mistake.
    warns: bool,
}

/// Figures about the same thing, the leading ones first.
struct Group<'a> {
    id: &'static str,
    title_key: &'static str,
    figures: Vec<Figure<'a>>,
}

struct Figure<'a> {
    claim: &'a Claim,
    value: String,
    href: String,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let p = visit.page("figures", "menu-figures");
    let claims = visit.view.snapshot().claims();
    let measures = ONE_EFFECT.iter().filter(|topic| claims.iter().any(|claim| claim.topic == **topic));
    let warns = measures.count() > 1;
    let template = List { groups: groups(&p, &claims), warns, p };
    render(&template, &template.p)
}

fn groups<'a>(p: &Page, claims: &[&'a Claim]) -> Vec<Group<'a>> {
    let group = |topic: &ClaimTopic| Group {
        id: topic.key(),
        title_key: topic_key(*topic),
        figures: of_topic(claims, *topic).into_iter().map(|claim| figure(p, claim)).collect(),
    };
    ClaimTopic::ALL.iter().map(group).filter(|group| !group.figures.is_empty()).collect()
}

/// Returns the figures of a topic, the leading ones first, otherwise in their order.
fn of_topic<'a>(claims: &[&'a Claim], topic: ClaimTopic) -> Vec<&'a Claim> {
    let mut figures: Vec<&Claim> = claims.iter().copied().filter(|claim| claim.topic == topic).collect();
    figures.sort_by_key(|claim| !claim.leading);
    figures
}

fn topic_key(topic: ClaimTopic) -> &'static str {
    match topic {
        ClaimTopic::Investment => "figures-investment",
        ClaimTopic::Output => "figures-output",
        ClaimTopic::ValueAdded => "figures-value-added",
        ClaimTopic::Income => "figures-income",
        ClaimTopic::Jobs => "figures-jobs",
        ClaimTopic::Firms => "figures-firms",
        ClaimTopic::Area => "figures-area",
        ClaimTopic::Scheme => "figures-scheme",
    }
}

fn figure<'a>(p: &Page, claim: &'a Claim) -> Figure<'a> {
    Figure { claim, value: claim.value.display(p.lang), href: format!("{}/{}", p.href("/figures"), claim.id) }
}

#[derive(Template)]
#[template(path = "figure.html")]
struct Detail<'a> {
    p: Page,
    claim: &'a Claim,
    value: String,
    exact: String,
    topic_key: &'static str,
    period: Option<String>,
    others: Vec<Figure<'a>>,
    warns: bool,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> PageResult {
    let claims = visit.view.snapshot().claims();
    let claim =
        claims.iter().copied().find(|claim| claim.id.as_str() == id).ok_or_else(PageError::not_found)?;
    let p = Page::new(&visit, "figures", claim.title.get(visit.lang).to_owned())
        .under_key("menu-figures", "/figures");
    let others = of_topic(&claims, claim.topic).into_iter().filter(|other| other.id != claim.id);
    let template = Detail {
        value: claim.value.display(p.lang),
        exact: exact(&p, claim),
        topic_key: topic_key(claim.topic),
        period: claim.period.map(|period| period.display(p.lang)),
        others: others.map(|other| figure(&p, other)).collect(),
        warns: ONE_EFFECT.contains(&claim.topic),
        claim,
        p,
    };
    render(&template, &template.p)
}

/// Writes the value to the last digit: whole won for money, the plain number otherwise.
fn exact(p: &Page, claim: &Claim) -> String {
    match claim.value.unit {
        Unit::Won => super::programmes::budget::exact(p, Won::new(claim.value.amount)),
        _ => p.number(&claim.value.amount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_figures_come_first_and_none_is_lost() {
        let snapshot = teukgu_testkit::yangjae();
        let claims = snapshot.claims();
        let mut seen = 0;
        for topic in ClaimTopic::ALL {
            let figures = of_topic(&claims, *topic);
            seen += figures.len();
            let first_other = figures.iter().position(|claim| !claim.leading).unwrap_or(figures.len());
            assert!(figures.iter().skip(first_other).all(|claim| !claim.leading), "{topic:?}");
        }
        assert_eq!(seen, claims.len());
    }
}
