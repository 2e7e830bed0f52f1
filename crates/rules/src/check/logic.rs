//! E07, E08 and E14: what the diagrams of a provision prove.

use crate::compiled::{BoundVersion, Compiled, Days};
use crate::diagram::{Diagram, FALSE, TRUE};
use crate::fault::Kind;
use crate::law::{LawSet, Provision};
use crate::program::Node;
use crate::read::{Faults, Marks};
use std::sync::Arc;

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults) {
    let shared = Arc::new(law.clone());
    for provision in &law.provisions {
        for version in &provision.versions {
            let compiled = Compiled::new(Arc::clone(&shared), Days::on(version.valid.from));
            let Some((_, bound)) = compiled.find(&provision.id) else { continue };
            let at = provision.versions.iter().position(|other| other.id == version.id).unwrap_or(0);
            version_logic(law, provision, bound.version(at), marks, faults);
        }
    }
}

fn version_logic(law: &LawSet, provision: &Provision, bound: &BoundVersion, marks: &Marks, faults: &Faults) {
    let version = provision.versions[bound.at].id.clone();
    if root(&bound.whole(), law) == Some(FALSE) {
        let place = marks.at(&provision.id, &format!("version:{version}"));
        return faults.note(&place, &Kind::Unsatisfiable { version });
    }
    for (number, (at, node)) in bound.conditions.iter().enumerate() {
        let id = provision.conditions[*at].id.clone();
        let place = marks.at(&provision.id, &format!("condition:{id}"));
        if root(node, law) == Some(TRUE) {
            faults.note(&place, &Kind::Tautology { id });
        } else if follows(number, bound, law) {
            faults.note(&place, &Kind::Implied { id, version: version.clone() });
        }
    }
}

/// Returns true if a condition follows from the others: they hold and it does not is impossible.
fn follows(number: usize, bound: &BoundVersion, law: &LawSet) -> bool {
    let others = bound.conditions.iter().enumerate().filter(|(other, _)| *other != number);
    let mut parts: Vec<Node> = others.map(|(_, (_, node))| node.clone()).collect();
    parts.push(Node::Not(Box::new(bound.conditions[number].1.clone())));
    root(&Node::All(parts.into()), law) == Some(FALSE)
}

fn root(node: &Node, law: &LawSet) -> Option<u32> {
    Diagram::of(node, &law.vocabulary).map(|diagram| diagram.root())
}
