//! Which single fact would turn a verdict.

use crate::compiled::BoundVersion;
use crate::facts::Facts;
use crate::finding::{Flip, Verdict};
use crate::law::LawSet;
use crate::partition::{Class, classes, describe};
use crate::program::{Node, Row};
use std::collections::BTreeMap;

/// Returns, for each known fact, the change of it alone that turns the verdict the furthest.
pub(crate) fn flips(law: &LawSet, bound: &BoundVersion, facts: &Facts, row: &Row) -> Vec<Flip> {
    let whole = bound.whole();
    let now = Verdict::of(whole.truth(row));
    let mut tests: BTreeMap<usize, Vec<&Node>> = BTreeMap::new();
    whole.visit(&mut |part| match part {
        Node::Range { slot, .. } | Node::Mask { slot, .. } | Node::Listed { slot, .. } => {
            tests.entry(*slot).or_default().push(part);
        }
        _ => (),
    });
    let mut flips = Vec::new();
    for (slot, tests) in tests {
        let is_known = facts.state(slot).known().is_some()
            || facts.at_sites(slot).is_some_and(|states| states.iter().any(|state| state.known().is_some()));
        if is_known {
            flips.extend(best(law, &whole, row, now, slot, &classes(slot, &tests, &law.vocabulary)));
        }
    }
    flips.sort_by_key(|flip| rank(flip.verdict));
    flips
}

/// Finds the class of values that turns the verdict the furthest towards "met".
fn best(law: &LawSet, whole: &Node, row: &Row, now: Verdict, slot: usize, classes: &[Class]) -> Option<Flip> {
    let is_of_site = law.vocabulary.at(slot).is_of_site();
    let mut found: Option<(Verdict, &Class)> = None;
    for class in classes {
        for changed in changes(row, slot, class.value(), is_of_site) {
            let then = Verdict::of(whole.truth(&changed));
            if then != now && found.is_none_or(|(best, _)| rank(then) < rank(best)) {
                found = Some((then, class));
            }
        }
    }
    let (verdict, class) = found?;
    let fact = law.vocabulary.at(slot);
    let to = describe(slot, class, &law.vocabulary);
    Some(Flip { fact: fact.id.clone(), name: fact.name.clone(), to, verdict })
}

/// Returns the case with one fact changed; for a fact of a site, once at each site.
fn changes(row: &Row, slot: usize, value: i64, is_of_site: bool) -> Vec<Row> {
    if !is_of_site {
        let mut changed = row.clone();
        changed.cells[slot] = Some(value);
        return vec![changed];
    }
    let sites = row.sites.as_ref().map_or(0, Vec::len);
    let at = |site: usize| {
        let mut changed = row.clone();
        if let Some(sites) = &mut changed.sites {
            sites[site][slot] = Some(value);
        }
        changed
    };
    (0..sites).map(at).collect()
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Unknown => 1,
        Verdict::NotMet => 2,
        Verdict::NotInForce => 3,
    }
}
