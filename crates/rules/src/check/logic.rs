//! E07, E08 and E14: what the diagrams of a provision prove.

use crate::compiled::BoundVersion;
use crate::diagram::{Diagram, FALSE, TRUE};
use crate::fault::Kind;
use crate::halt::Halt;
use crate::law::{LawSet, Provision};
use crate::program::{Binding, Node};
use crate::read::{Faults, Marks};
use std::collections::BTreeMap;

pub(super) fn check(law: &LawSet, marks: &Marks, faults: &Faults, halt: &Halt) {
    let params = BTreeMap::new();
    for provision in &law.provisions {
        for (at, version) in provision.versions.iter().enumerate() {
            let binding = Binding { law, law_on: version.valid.from, known_on: None, params: &params };
            let bound = BoundVersion::new(provision, at, &binding);
            version_logic((law, provision), &bound, marks, faults, halt);
        }
    }
}

fn version_logic(
    (law, provision): (&LawSet, &Provision),
    bound: &BoundVersion,
    marks: &Marks,
    faults: &Faults,
    halt: &Halt,
) {
    if halt.is_asked() {
        return;
    }
    let version = provision.versions[bound.at].id.clone();
    if root(&bound.whole(), law) == Some(FALSE) {
        let place = marks.at(&provision.id, &format!("version:{version}"));
        return faults.note(&place, &Kind::Unsatisfiable { version });
    }
    for (number, (at, node)) in bound.conditions.iter().enumerate() {
        if halt.is_asked() {
            return;
        }
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
