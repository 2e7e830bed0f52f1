//! Which single fact would turn a verdict.

use crate::compiled::BoundVersion;
use crate::facts::Facts;
use crate::finding::{Flip, Verdict};
use crate::law::LawSet;
use crate::partition::{Class, describe};
use crate::program::{Node, Row};

/// Returns, for each known fact, the change of it alone that turns the verdict the furthest.
pub(crate) fn flips(law: &LawSet, bound: &BoundVersion, facts: &Facts, row: &Row) -> Vec<Flip> {
    let turning = bound.turning(law);
    let now = Verdict::of(turning.whole.truth(row));
    let mut row = row.clone();
    let known = turning.classes.iter().filter(|(slot, _)| is_known(facts, *slot));
    let mut flips: Vec<Flip> = known
        .filter_map(|(slot, classes)| best(law, &turning.whole, &mut row, now, *slot, classes))
        .collect();
    flips.sort_by_key(|flip| rank(flip.verdict));
    flips
}

fn is_known(facts: &Facts, slot: usize) -> bool {
    facts.state(slot).known().is_some()
        || facts.at_sites(slot).is_some_and(|states| states.iter().any(|state| state.known().is_some()))
}

/// Finds the class of values that turns the verdict the furthest towards "met".
fn best(
    law: &LawSet,
    whole: &Node,
    row: &mut Row,
    now: Verdict,
    slot: usize,
    classes: &[Class],
) -> Option<Flip> {
    let is_of_site = law.vocabulary.at(slot).is_of_site();
    let places = if is_of_site { row.sites.as_ref().map_or(0, Vec::len) } else { 1 };
    let mut found: Option<(Verdict, &Class)> = None;
    for (class, place) in classes.iter().flat_map(|class| (0..places).map(move |place| (class, place))) {
        let site = is_of_site.then_some(place);
        let before = put(row, slot, site, Some(class.value()));
        let then = Verdict::of(whole.truth(row));
        put(row, slot, site, before);
        if then != now && found.is_none_or(|(best, _)| rank(then) < rank(best)) {
            found = Some((then, class));
        }
    }
    let (verdict, class) = found?;
    let fact = law.vocabulary.at(slot);
    let to = describe(slot, class, &law.vocabulary);
    Some(Flip { fact: fact.id.clone(), name: fact.name.clone(), to, verdict })
}

/// Puts a value into the case, at a site if one is named, and returns the one that was there.
fn put(row: &mut Row, slot: usize, site: Option<usize>, value: Option<i64>) -> Option<i64> {
    let cells = match (site, &mut row.sites) {
        (Some(site), Some(sites)) => &mut sites[site],
        _ => &mut row.cells,
    };
    std::mem::replace(&mut cells[slot], value)
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Unknown => 1,
        Verdict::NotMet => 2,
        Verdict::NotInForce => 3,
    }
}
