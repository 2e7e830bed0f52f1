//! What a kernel does with each strip of rows: every distinct test once, then every distinct combination once.

use crate::compiled::BoundVersion;
use crate::formula::{Linear, Op, Quantifier};
use crate::program::{Node, is_in_mask};
use crate::value::Truth;
use std::collections::HashMap;

/// Place of answers among those of a level.
pub(super) type Place = usize;

/// The level of cases; those of sites follow.
pub(super) const CASES: usize = 0;

/// What is computed for a row of cases, or for a row of sites.
#[derive(Debug, Default)]
pub(super) struct Level {
    /// Tests of single facts, by slot.
    pub(super) facts: Vec<FactTests>,
    /// Comparisons of two facts.
    pub(super) pairs: Vec<(Pair, Place)>,
    /// Combinations; each asks only for places that are filled before it.
    pub(super) steps: Vec<(Step, Place)>,
    /// Number of places.
    pub(super) places: usize,
    /// For a level of sites: the place of the body that the quantifier runs over.
    pub(super) root: Place,
    /// For a level of sites: answers of the case that stand for each site which has none of its own,
    /// from a place of the case to a place of the site.
    pub(super) lifted: Vec<(Place, Place)>,
}

/// The tests of one fact.
#[derive(Debug)]
pub(super) struct FactTests {
    pub(super) slot: usize,
    pub(super) tests: Vec<(Test, Place)>,
}

/// A test of one value.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Range { lo: i64, hi: i64 },
    Mask(u64),
    Listed(Box<[i64]>),
}

impl Test {
    #[inline]
    pub(super) fn passes(&self, value: i64) -> bool {
        match self {
            Self::Range { lo, hi } => *lo <= value && value <= *hi,
            Self::Mask(bits) => is_in_mask(*bits, value),
            Self::Listed(values) => values.binary_search(&value).is_ok(),
        }
    }
}

/// A comparison of two facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) left: Linear,
    pub(super) op: Op,
    pub(super) right: Linear,
}

/// A combination of answers.
#[derive(Debug)]
pub(super) enum Step {
    Const(Truth),
    Not(Place),
    All(Box<[Place]>),
    Any(Box<[Place]>),
    /// Over the sites, at another level.
    Over(Quantifier, usize),
}

/// The plan of a kernel.
#[derive(Debug)]
pub(super) struct Plan {
    /// Cases first, then one level for each condition over sites.
    pub(super) levels: Vec<Level>,
    /// For each version the places of its conditions and, turned round, of its exceptions.
    pub(super) versions: Vec<Box<[Place]>>,
}

impl Plan {
    pub(super) fn new(versions: &[&BoundVersion]) -> Self {
        let mut builder = Builder { levels: vec![Level::default()], known: HashMap::new() };
        let versions = versions.iter().map(|version| builder.version(version)).collect();
        Self { levels: builder.levels, versions }
    }
}

struct Builder<'n> {
    levels: Vec<Level>,
    /// Equal formulas of a level have one place.
    known: HashMap<(usize, &'n Node), Place>,
}

impl<'n> Builder<'n> {
    fn version(&mut self, version: &'n BoundVersion) -> Box<[Place]> {
        let conditions: Vec<Place> =
            version.conditions.iter().map(|(_, node)| self.place(CASES, node)).collect();
        let exceptions: Vec<Place> =
            version.exceptions.iter().map(|(_, node)| self.place(CASES, node)).collect();
        let turned = exceptions.into_iter().map(|place| self.levels[CASES].step(Step::Not(place)));
        conditions.into_iter().chain(turned).collect()
    }

    /// Returns the place of a formula at a level.
    fn place(&mut self, level: usize, node: &'n Node) -> Place {
        if let Some(place) = self.known.get(&(level, node)) {
            return *place;
        }
        let place = match node {
            Node::Const(truth) => self.levels[level].step(Step::Const(*truth)),
            Node::Open(_) => self.levels[level].step(Step::Const(Truth::Unknown)),
            Node::Range { slot, lo, hi } => self.test(level, node, *slot, Test::Range { lo: *lo, hi: *hi }),
            Node::Mask { slot, bits } => self.test(level, node, *slot, Test::Mask(*bits)),
            Node::Listed { slot, values } => self.test(level, node, *slot, Test::Listed(values.clone())),
            Node::Pair { left, op, right } => {
                let place = self.levels[level].next();
                self.levels[level].pairs.push((Pair { left: *left, op: *op, right: *right }, place));
                place
            }
            Node::Not(body) => {
                let body = self.place(level, body);
                self.levels[level].step(Step::Not(body))
            }
            Node::All(parts) => {
                let parts = self.places(level, parts);
                self.levels[level].step(Step::All(parts))
            }
            Node::Any(parts) => {
                let parts = self.places(level, parts);
                self.levels[level].step(Step::Any(parts))
            }
            Node::Over { quantifier, body } if level == CASES => {
                let sites = self.sites(body);
                self.levels[CASES].step(Step::Over(*quantifier, sites))
            }
            // A quantifier within a quantifier runs over all sites again, so it is one answer of the case.
            Node::Over { .. } => {
                let place = self.levels[level].next();
                self.lift(level, node, place)
            }
        };
        self.known.insert((level, node), place);
        place
    }

    fn places(&mut self, level: usize, parts: &'n [Node]) -> Box<[Place]> {
        parts.iter().map(|part| self.place(level, part)).collect()
    }

    fn test(&mut self, level: usize, node: &'n Node, slot: usize, test: Test) -> Place {
        let place = self.levels[level].test(slot, test);
        if level == CASES { place } else { self.lift(level, node, place) }
    }

    /// Lets the answer of the case stand for the sites that have none.
    fn lift(&mut self, level: usize, node: &'n Node, place: Place) -> Place {
        let of_case = self.place(CASES, node);
        self.levels[level].lifted.push((of_case, place));
        place
    }

    fn sites(&mut self, body: &'n Node) -> usize {
        let level = self.levels.len();
        self.levels.push(Level::default());
        self.levels[level].root = self.place(level, body);
        level
    }
}

impl Level {
    fn next(&mut self) -> Place {
        self.places += 1;
        self.places - 1
    }

    fn step(&mut self, step: Step) -> Place {
        let place = self.next();
        self.steps.push((step, place));
        place
    }

    fn test(&mut self, slot: usize, test: Test) -> Place {
        let place = self.next();
        match self.facts.iter_mut().find(|fact| fact.slot == slot) {
            Some(fact) => fact.tests.push((test, place)),
            None => self.facts.push(FactTests { slot, tests: vec![(test, place)] }),
        }
        place
    }
}
