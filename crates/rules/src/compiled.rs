//! Provisions bound to a day: what is executed, and the diagram that plans questions.

use crate::diagram::Diagram;
use crate::law::{LawBasis, LawSet, Provision, Version};
use crate::partition::{Class, classes};
use crate::program::{Binding, Node, Row};
use crate::value::{Truth, day_of};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Which days and values the law is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Days {
    /// Day of law.
    pub law_on: Date,
    /// Day of knowledge; `None` for what is believed last.
    pub known_on: Option<Date>,
    /// Values that stand in for those of parameters, by parameter.
    pub params: BTreeMap<usize, i64>,
}

impl Days {
    /// The law of a day as it is believed last.
    pub fn on(law_on: Date) -> Self {
        Self { law_on, known_on: None, params: BTreeMap::new() }
    }
}

/// The law bound to a day; cheap to keep and to share.
#[derive(Debug)]
pub struct Compiled {
    law: Arc<LawSet>,
    days: Days,
    provisions: Vec<BoundProvision>,
}

impl Compiled {
    /// Binds every provision.
    pub fn new(law: Arc<LawSet>, days: Days) -> Self {
        let binding =
            Binding { law: &law, law_on: days.law_on, known_on: days.known_on, params: &days.params };
        let provisions =
            law.provisions.iter().map(|provision| BoundProvision::new(provision, &binding)).collect();
        Self { law, days, provisions }
    }

    /// Returns the law.
    pub fn law(&self) -> &LawSet {
        &self.law
    }

    /// Returns the days it is bound to.
    pub fn days(&self) -> &Days {
        &self.days
    }

    /// Finds a bound provision with its text.
    pub fn find(&self, id: &str) -> Option<(&Provision, &BoundProvision)> {
        let at = self.law.provisions.iter().position(|provision| provision.id == id)?;
        Some((&self.law.provisions[at], &self.provisions[at]))
    }
}

/// A provision with every version bound.
#[derive(Debug)]
pub struct BoundProvision {
    versions: Vec<BoundVersion>,
    transitions: Vec<(Node, usize)>,
    /// Papers and deadlines that depend on something, by their place; `None` for those that do not.
    pub(crate) documents: Vec<Option<Node>>,
    pub(crate) deadlines: Vec<Option<Node>>,
}

/// A version with its conditions and exceptions bound.
#[derive(Debug)]
pub struct BoundVersion {
    /// Place of the version in its provision.
    pub at: usize,
    /// Conditions, each with its place in the provision.
    pub conditions: Vec<(usize, Node)>,
    /// Exceptions, each with its place in the provision.
    pub exceptions: Vec<(usize, Node)>,
    diagram: OnceLock<Option<Diagram>>,
    turning: OnceLock<Turning>,
}

/// The requirements as one formula, with the values of each fact that it tells apart.
#[derive(Debug)]
pub(crate) struct Turning {
    pub(crate) whole: Node,
    pub(crate) classes: Vec<(usize, Vec<Class>)>,
}

impl BoundProvision {
    fn new(provision: &Provision, binding: &Binding<'_>) -> Self {
        let opt =
            |formula: &Option<crate::formula::Formula>| formula.as_ref().map(|formula| binding.bind(formula));
        let place = |id: &str| provision.versions.iter().position(|version| version.id == id);
        let transition = |transition: &crate::law::Transition| {
            Some((binding.bind(&transition.formula), place(&transition.version)?))
        };
        Self {
            versions: (0..provision.versions.len())
                .map(|at| BoundVersion::new(provision, at, binding))
                .collect(),
            transitions: provision.transitions.iter().filter_map(transition).collect(),
            documents: provision.documents.iter().map(|document| opt(&document.formula)).collect(),
            deadlines: provision.deadlines.iter().map(|deadline| opt(&deadline.formula)).collect(),
        }
    }

    /// Returns the bound version at a place.
    pub fn version(&self, at: usize) -> &BoundVersion {
        &self.versions[at]
    }

    /// Returns the version that a case follows.
    pub fn choose(&self, provision: &Provision, days: &Days, row: &Row) -> Chosen {
        let ordinary = provision.place_on(basis_day(provision, days, row), days.known_on);
        for (number, (node, at)) in self.transitions.iter().enumerate() {
            match node.truth(row) {
                Truth::True => return Chosen::Transition { number, at: *at },
                Truth::Unknown if ordinary.is_some_and(|ordinary| ordinary != *at) => {
                    return Chosen::Open { number, at: *at, ordinary };
                }
                _ => (),
            }
        }
        Chosen::Ordinary(ordinary)
    }

    /// Returns the supplementary provisions (부칙), in the order in which they are asked: the formula of each, and the
    /// place of the version that it chooses.
    pub fn transitions(&self) -> &[(Node, usize)] {
        &self.transitions
    }

    /// Returns the formula of a transition.
    pub(crate) fn transition(&self, number: usize) -> &Node {
        &self.transitions[number].0
    }
}

fn basis_day(provision: &Provision, days: &Days, row: &Row) -> Date {
    match provision.basis {
        LawBasis::Disposition => days.law_on,
        LawBasis::Fact(slot) => row.cells[slot].and_then(day_of).unwrap_or(days.law_on),
    }
}

/// Which version a case follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The one in force, if there is one.
    Ordinary(Option<usize>),
    /// One that a supplementary provision (부칙) names.
    Transition {
        /// Number of the supplementary provision.
        number: usize,
        /// Place of the version.
        at: usize,
    },
    /// It cannot be said yet whether the supplementary provision holds.
    Open {
        /// Number of the supplementary provision.
        number: usize,
        /// Place of the version that it names.
        at: usize,
        /// Place of the one in force.
        ordinary: Option<usize>,
    },
}

impl Provision {
    fn place_on(&self, day: Date, known_on: Option<Date>) -> Option<usize> {
        let version = self.version_on(day, known_on)?;
        self.versions.iter().position(|other| std::ptr::eq(other, version))
    }
}

impl BoundVersion {
    /// Binds one version.
    pub(crate) fn new(provision: &Provision, at: usize, binding: &Binding<'_>) -> Self {
        let version: &Version = &provision.versions[at];
        let belongs = |only: &[String]| only.is_empty() || only.contains(&version.id);
        let conditions = provision.conditions.iter().enumerate().filter(|(_, part)| belongs(&part.only));
        let exceptions = provision.exceptions.iter().enumerate().filter(|(_, part)| belongs(&part.only));
        Self {
            at,
            conditions: conditions.map(|(at, part)| (at, binding.bind(&part.formula))).collect(),
            exceptions: exceptions.map(|(at, part)| (at, binding.bind(&part.formula))).collect(),
            diagram: OnceLock::new(),
            turning: OnceLock::new(),
        }
    }

    /// A version of conditions and exceptions that stand in no provision, each with its number as its place.
    pub fn of_parts(conditions: Vec<Node>, exceptions: Vec<Node>) -> Self {
        let (conditions, exceptions) =
            (conditions.into_iter().enumerate().collect(), exceptions.into_iter().enumerate().collect());
        Self { at: 0, conditions, exceptions, diagram: OnceLock::new(), turning: OnceLock::new() }
    }

    /// Says whether the requirements of the version are met.
    #[inline]
    pub fn truth(&self, row: &Row) -> Truth {
        let mut out = Truth::True;
        for (_, node) in &self.conditions {
            out = out.and(node.truth(row));
            if out == Truth::False {
                return out;
            }
        }
        self.exceptions.iter().fold(out, |out, (_, node)| out.and(!node.truth(row)))
    }

    /// Returns the requirements as one formula.
    pub fn whole(&self) -> Node {
        let conditions = self.conditions.iter().map(|(_, node)| node.clone());
        let exceptions = self.exceptions.iter().map(|(_, node)| Node::Not(Box::new(node.clone())));
        Node::All(conditions.chain(exceptions).collect())
    }

    /// Returns what it takes to see which fact would turn the verdict.
    pub(crate) fn turning(&self, law: &LawSet) -> &Turning {
        self.turning.get_or_init(|| {
            let whole = self.whole();
            let mut tests: BTreeMap<usize, Vec<&Node>> = BTreeMap::new();
            whole.visit(&mut |part| match part {
                Node::Range { slot, .. } | Node::Mask { slot, .. } | Node::Listed { slot, .. } => {
                    tests.entry(*slot).or_default().push(part);
                }
                _ => (),
            });
            let of = |(slot, tests): (usize, Vec<&Node>)| (slot, classes(slot, &tests, &law.vocabulary));
            let classes = tests.into_iter().map(of).collect();
            Turning { whole, classes }
        })
    }

    /// Returns the diagram of the requirements; `None` if it would grow too large.
    pub fn diagram(&self, law: &LawSet) -> Option<&Diagram> {
        self.diagram.get_or_init(|| Diagram::of(&self.whole(), &law.vocabulary)).as_ref()
    }
}
