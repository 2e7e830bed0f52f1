//! One meaning, three ways to compute it: the interpreter, the kernel on columns, and a slow reference over formulas.
//!
//! The reference knows nothing of binding, ranges, masks or bits, so that it can only agree if they mean the same.

mod random;
mod reference;
mod table;

use crate::support;
use jiff::civil::date;
use random::{Random, formula, law};
use std::collections::{BTreeMap, BTreeSet};
use table::Table;
use teukgu_rules::columns::Kernel;
use teukgu_rules::compiled::{BoundVersion, Compiled, Days};
use teukgu_rules::diagram::Diagram;
use teukgu_rules::formula::Formula;
use teukgu_rules::law::LawSet;
use teukgu_rules::program::{Binding, Node, Row};
use teukgu_rules::value::Truth;

const PAIRS: usize = 1_000_000;
/// Formulas that are run together on one batch.
const TOGETHER: usize = 25;

fn bound(law: &LawSet, formula: &Formula) -> Node {
    let params = BTreeMap::new();
    Binding { law, law_on: date(2026, 1, 2), known_on: None, params: &params }.bind(formula)
}

#[test]
fn interpreter_kernel_and_reference_agree_on_a_million_pairs_of_rule_and_row() {
    let (law, mut random) = (law(), Random::new(1));
    let (mut pairs, mut seen) = (0, BTreeMap::<Truth, usize>::new());
    while pairs < PAIRS {
        let table = Table::random(&mut random, &law.vocabulary);
        let formulas: Vec<Formula> = (0..TOGETHER).map(|_| formula(&mut random, 4, true)).collect();
        let nodes: Vec<Node> = formulas.iter().map(|formula| bound(&law, formula)).collect();
        let versions: Vec<BoundVersion> =
            nodes.iter().map(|node| BoundVersion::of_parts(vec![node.clone()], Vec::new())).collect();
        let batch = table.batch();
        let verdicts = Kernel::new(&versions.iter().collect::<Vec<_>>()).run(&batch);
        for (at, row) in table.rows.iter().enumerate() {
            assert_eq!(batch.row(at), *row, "row {at} reads back");
            for (number, (formula, node)) in formulas.iter().zip(&nodes).enumerate() {
                let expected = reference::truth(&law, formula, row);
                assert_eq!(node.truth(row), expected, "interpreter: {formula:?} on {row:?}");
                assert_eq!(verdicts.truth(number, at), expected, "kernel: {formula:?} on {row:?}");
                *seen.entry(expected).or_default() += 1;
            }
        }
        pairs += table.rows.len() * TOGETHER;
    }
    // The pairs would prove little if most of them were unknown.
    assert!(seen.values().all(|count| *count > PAIRS / 10), "{seen:?}");
}

#[test]
fn learning_a_fact_never_turns_a_decided_verdict() {
    let (law, mut random) = (law(), Random::new(2));
    let mut learned = 0;
    for _ in 0..60 {
        let table = Table::random(&mut random, &law.vocabulary);
        let nodes: Vec<Node> = (0..10).map(|_| bound(&law, &formula(&mut random, 4, true))).collect();
        for row in &table.rows {
            let Some(richer) = random.learned(row, &law.vocabulary) else { continue };
            for node in &nodes {
                let (before, after) = (node.truth(row), node.truth(&richer));
                assert!(before == Truth::Unknown || before == after, "{node:?} on {row:?} and {richer:?}");
                learned += 1;
            }
        }
    }
    assert!(learned > 50_000, "{learned}");
}

#[test]
fn the_order_of_conditions_changes_neither_the_verdict_nor_the_reasons() {
    let (law, mut random) = (law(), Random::new(3));
    for _ in 0..60 {
        let table = Table::random(&mut random, &law.vocabulary);
        let nodes: Vec<Node> = (0..8).map(|_| bound(&law, &formula(&mut random, 2, true))).collect();
        let order = random.shuffled(nodes.len());
        let permuted: Vec<Node> = order.iter().map(|at| nodes[*at].clone()).collect();
        let first = BoundVersion::of_parts(nodes.clone(), Vec::new());
        let second = BoundVersion::of_parts(permuted, Vec::new());
        let verdicts = Kernel::new(&[&first, &second]).run_with_deciding(&table.batch());
        let deciding = |version: usize, row: usize| {
            verdicts.versions()[version].deciding.as_ref().and_then(|deciding| deciding.get(row))
        };
        for (at, row) in table.rows.iter().enumerate() {
            let verdict = first.truth(row);
            assert_eq!(second.truth(row), verdict);
            assert_eq!((verdicts.truth(0, at), verdicts.truth(1, at)), (verdict, verdict));
            let mut reasons = (0..nodes.len()).filter(|part| nodes[*part].truth(row) == verdict);
            let expected = if verdict == Truth::True { None } else { reasons.next() };
            assert_eq!(deciding(0, at), expected, "the first that decides");
            let moved = deciding(1, at).map(|part| order[part]);
            assert!(moved == expected || moved.is_some_and(|part| reasons.any(|reason| reason == part)));
        }
    }
}

#[test]
fn every_version_of_the_law_means_the_same_for_one_case_and_in_columns() {
    let law = support::law(&support::repository());
    let days: BTreeSet<_> = law
        .provisions
        .iter()
        .flat_map(|provision| provision.versions.iter().map(|version| version.valid.from))
        .chain([date(2026, 6, 8)])
        .collect();
    let mut random = Random::new(4);
    for day in days {
        let compiled = Compiled::new(law.clone(), Days::on(day));
        let bound = law.provisions.iter().filter_map(|provision| compiled.find(&provision.id));
        let versions: Vec<&BoundVersion> = bound
            .flat_map(|(provision, bound)| (0..provision.versions.len()).map(|at| bound.version(at)))
            .collect();
        let kernel = Kernel::new(&versions);
        let table = Table::random(&mut random, &law.vocabulary);
        let verdicts = kernel.run(&table.batch());
        for (number, version) in versions.iter().enumerate() {
            for (at, row) in table.rows.iter().enumerate() {
                assert_eq!(verdicts.truth(number, at), version.truth(row), "{version:?} on {row:?}");
            }
        }
    }
}

/// The diagram may know more than Kleene's tables, and never something else.
#[test]
fn the_diagram_of_a_version_agrees_wherever_the_verdict_is_decided() {
    let law = support::law(&support::repository());
    let compiled = Compiled::new(law.clone(), Days::on(date(2026, 6, 8)));
    let mut random = Random::new(5);
    let table = Table::random(&mut random, &law.vocabulary);
    for provision in &law.provisions {
        let (_, bound) = compiled.find(&provision.id).unwrap();
        let version = bound.version(provision.versions.len() - 1);
        let Some(diagram) = version.diagram(&law) else { continue };
        for row in &table.rows {
            let (kleene, found) = (version.truth(row), left_of(diagram, row));
            assert!(kleene == Truth::Unknown || kleene == found, "{} on {row:?}", provision.id);
        }
    }
}

fn left_of(diagram: &Diagram, row: &Row) -> Truth {
    let taken: Vec<Option<usize>> = diagram.variables().iter().map(|variable| variable.branch(row)).collect();
    diagram.restrict(diagram.root(), &taken).truth()
}
