//! A decision diagram of a formula: which facts can still decide it, whatever the other answers are.
//!
//! Each fact is a variable with as many branches as the formula tells values apart.
//! Comparisons of two facts, conditions over sites and open parameters are variables with two branches of their own.
//! Equal parts exist once, so a formula that always holds is the terminal `TRUE`, which Kleene's tables cannot see.

use crate::fact::Vocabulary;
use crate::partition::{Class, partition, passes};
use crate::program::{Node, Row};
use crate::value::Truth;
use std::collections::{BTreeMap, HashMap};

/// Reference to a node of a diagram.
pub type Ref = u32;

/// The formula that never holds.
pub const FALSE: Ref = 0;
/// The formula that always holds.
pub const TRUE: Ref = 1;

/// More nodes than any law needs; beyond, the diagram is given up.
const MOST_NODES: usize = 20_000;

/// What a variable of a diagram asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// The value of a fact, by class.
    Fact {
        /// Slot.
        slot: usize,
        /// Classes of values, one a branch.
        classes: Vec<Class>,
    },
    /// Something that is only true or false: false is branch 0, true is branch 1.
    Other(Node),
}

impl Variable {
    /// Returns the number of branches.
    pub fn branches(&self) -> usize {
        match self {
            Self::Fact { classes, .. } => classes.len(),
            Self::Other(_) => 2,
        }
    }

    /// Returns how likely a branch is against the others.
    pub fn weight(&self, branch: usize) -> u32 {
        match self {
            Self::Fact { classes, .. } => classes[branch].weight,
            Self::Other(_) => 1,
        }
    }

    /// Returns the branch that a case takes; `None` if that is not known.
    pub fn branch(&self, row: &Row) -> Option<usize> {
        match self {
            Self::Fact { slot, classes } => {
                let value = row.cells[*slot]?;
                classes.iter().position(|class| class.contains(value))
            }
            Self::Other(node) => match node.truth(row) {
                Truth::Unknown => None,
                truth => Some(usize::from(truth.holds())),
            },
        }
    }
}

/// A decision diagram.
#[derive(Clone, Debug)]
pub struct Diagram {
    variables: Vec<Variable>,
    nodes: Vec<Branching>,
    root: Ref,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Branching {
    variable: u32,
    to: Box<[Ref]>,
}

impl Diagram {
    /// Builds the diagram of a formula; `None` if it would grow too large.
    pub fn of(node: &Node, vocabulary: &Vocabulary) -> Option<Self> {
        let mut builder = Builder::new(node, vocabulary);
        let root = builder.build(node)?;
        Some(Self { variables: builder.variables, nodes: builder.nodes, root })
    }

    /// Returns the formula as a whole.
    pub fn root(&self) -> Ref {
        self.root
    }

    /// Returns the variables in order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// Returns what is left of a formula once some variables have taken a branch.
    pub fn restrict(&self, from: Ref, taken: &[Option<usize>]) -> Restricted {
        let mut left = Restricted { nodes: vec![None, None], root: FALSE };
        let mut memo = HashMap::new();
        let mut unique = HashMap::new();
        left.root = self.copy(from, taken, &mut left.nodes, &mut memo, &mut unique);
        left
    }

    fn copy(
        &self,
        from: Ref,
        taken: &[Option<usize>],
        nodes: &mut Vec<Option<(u32, Vec<Ref>)>>,
        memo: &mut HashMap<Ref, Ref>,
        unique: &mut HashMap<(u32, Vec<Ref>), Ref>,
    ) -> Ref {
        if from <= TRUE {
            return from;
        }
        if let Some(known) = memo.get(&from) {
            return *known;
        }
        let node = &self.nodes[index(from)];
        let out = if let Some(branch) = taken[index(node.variable)] {
            self.copy(node.to[branch], taken, nodes, memo, unique)
        } else {
            let to = node.to.iter().map(|to| self.copy(*to, taken, nodes, memo, unique)).collect();
            joined(node.variable, to, nodes, unique)
        };
        memo.insert(from, out);
        out
    }
}

fn joined(
    variable: u32,
    to: Vec<Ref>,
    nodes: &mut Vec<Option<(u32, Vec<Ref>)>>,
    unique: &mut HashMap<(u32, Vec<Ref>), Ref>,
) -> Ref {
    if to.iter().all(|next| *next == to[0]) {
        return to[0];
    }
    *unique.entry((variable, to)).or_insert_with_key(|key| {
        nodes.push(Some(key.clone()));
        Ref::try_from(nodes.len() - 1).unwrap_or(Ref::MAX)
    })
}

fn index(reference: Ref) -> usize {
    usize::try_from(reference).unwrap_or(usize::MAX)
}

/// What is left of a diagram once some facts are known.
#[derive(Clone, Debug)]
pub struct Restricted {
    nodes: Vec<Option<(u32, Vec<Ref>)>>,
    root: Ref,
}

impl Restricted {
    /// Says what is decided whatever the other answers are.
    pub fn truth(&self) -> Truth {
        match self.root {
            FALSE => Truth::False,
            TRUE => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// Returns the variables that can still decide it, in order.
    pub fn support(&self) -> Vec<usize> {
        let mut variables: Vec<usize> =
            self.nodes.iter().flatten().map(|(variable, _)| index(*variable)).collect();
        variables.sort_unstable();
        variables.dedup();
        variables
    }

    /// Returns in how many cases of a thousand, by weight, asking a variable alone decides everything.
    pub fn decided_by(&self, variable: usize, weights: &[u32]) -> u32 {
        let all: u32 = weights.iter().sum();
        let mut decided = 0;
        for (branch, weight) in weights.iter().enumerate() {
            let mut memo = HashMap::new();
            if self.constant(self.root, variable, branch, &mut memo).is_some() {
                decided += weight;
            }
        }
        decided.saturating_mul(1000) / all.max(1)
    }

    /// Returns the terminal that a formula is once a variable has taken a branch, if it is one.
    fn constant(
        &self,
        from: Ref,
        variable: usize,
        branch: usize,
        memo: &mut HashMap<Ref, Option<Ref>>,
    ) -> Option<Ref> {
        if from <= TRUE {
            return Some(from);
        }
        if let Some(known) = memo.get(&from) {
            return *known;
        }
        let (at, to) = self.nodes[index(from)].as_ref()?;
        let out = if index(*at) == variable {
            self.constant(to[branch], variable, branch, memo)
        } else {
            let first = self.constant(to[0], variable, branch, memo);
            let same = first.is_some()
                && to.iter().skip(1).all(|next| self.constant(*next, variable, branch, memo) == first);
            if same { first } else { None }
        };
        memo.insert(from, out);
        out
    }
}

struct Builder {
    variables: Vec<Variable>,
    of_slot: BTreeMap<usize, usize>,
    nodes: Vec<Branching>,
    unique: HashMap<Branching, Ref>,
    joins: HashMap<(bool, Ref, Ref), Ref>,
}

impl Builder {
    fn new(node: &Node, vocabulary: &Vocabulary) -> Self {
        let mut classes = partition(node, vocabulary);
        let mut builder = Self {
            variables: Vec::new(),
            of_slot: BTreeMap::new(),
            // Two places for the terminals, so that a reference is a place.
            nodes: vec![Branching { variable: u32::MAX, to: [].into() }; 2],
            unique: HashMap::new(),
            joins: HashMap::new(),
        };
        // Variables stand in the order in which the formula names them: what belongs together stays together.
        node.visit(&mut |part| match part {
            Node::Range { slot, .. } | Node::Mask { slot, .. } | Node::Listed { slot, .. } => {
                if let Some(classes) = classes.remove(slot) {
                    builder.of_slot.insert(*slot, builder.variables.len());
                    builder.variables.push(Variable::Fact { slot: *slot, classes });
                }
            }
            Node::Pair { .. } | Node::Over { .. } | Node::Open(_) => {
                let variable = Variable::Other(part.clone());
                if !builder.variables.contains(&variable) {
                    builder.variables.push(variable);
                }
            }
            _ => (),
        });
        builder
    }

    fn build(&mut self, node: &Node) -> Option<Ref> {
        match node {
            Node::Const(Truth::True) => Some(TRUE),
            Node::Const(Truth::False) => Some(FALSE),
            // Nothing is ever asked to find out what no one can say.
            Node::Const(Truth::Unknown) => None,
            Node::Range { slot, .. } | Node::Mask { slot, .. } | Node::Listed { slot, .. } => {
                let variable = *self.of_slot.get(slot)?;
                let Variable::Fact { classes, .. } = &self.variables[variable] else { return None };
                let to = classes.iter().map(|class| Ref::from(passes(node, class.value()))).collect();
                self.branching(variable, to)
            }
            Node::Pair { .. } | Node::Over { .. } | Node::Open(_) => {
                let wanted = Variable::Other(node.clone());
                let variable = self.variables.iter().position(|known| *known == wanted)?;
                self.branching(variable, vec![FALSE, TRUE])
            }
            Node::Not(body) => {
                let body = self.build(body)?;
                self.not(body, &mut HashMap::new())
            }
            Node::All(parts) => self.list(parts, true),
            Node::Any(parts) => self.list(parts, false),
        }
    }

    fn list(&mut self, parts: &[Node], all: bool) -> Option<Ref> {
        let mut out = if all { TRUE } else { FALSE };
        for part in parts {
            let part = self.build(part)?;
            out = self.join(all, out, part)?;
        }
        Some(out)
    }

    fn branching(&mut self, variable: usize, to: Vec<Ref>) -> Option<Ref> {
        if to.iter().all(|next| *next == to[0]) {
            return Some(to[0]);
        }
        let node = Branching { variable: u32::try_from(variable).ok()?, to: to.into() };
        if let Some(known) = self.unique.get(&node) {
            return Some(*known);
        }
        if self.nodes.len() >= MOST_NODES {
            return None;
        }
        let reference = Ref::try_from(self.nodes.len()).ok()?;
        self.nodes.push(node.clone());
        self.unique.insert(node, reference);
        Some(reference)
    }

    fn not(&mut self, from: Ref, memo: &mut HashMap<Ref, Ref>) -> Option<Ref> {
        if from <= TRUE {
            return Some(TRUE - from);
        }
        if let Some(known) = memo.get(&from) {
            return Some(*known);
        }
        let node = self.nodes[index(from)].clone();
        let to = node.to.iter().map(|next| self.not(*next, memo)).collect::<Option<Vec<_>>>()?;
        let out = self.branching(index(node.variable), to)?;
        memo.insert(from, out);
        Some(out)
    }

    /// Joins two formulas with and (`all`) or or.
    fn join(&mut self, all: bool, a: Ref, b: Ref) -> Option<Ref> {
        let (decides, neutral) = if all { (FALSE, TRUE) } else { (TRUE, FALSE) };
        match (a, b) {
            _ if a == decides || b == decides => return Some(decides),
            _ if a == neutral || a == b => return Some(b),
            _ if b == neutral => return Some(a),
            _ => (),
        }
        let key = (all, a.min(b), a.max(b));
        if let Some(known) = self.joins.get(&key) {
            return Some(*known);
        }
        let (at_a, at_b) = (self.nodes[index(a)].variable, self.nodes[index(b)].variable);
        let variable = at_a.min(at_b);
        let mut to = Vec::new();
        for branch in 0..self.variables[index(variable)].branches() {
            let step = |at: u32, from: Ref, nodes: &[Branching]| {
                if at == variable { nodes[index(from)].to[branch] } else { from }
            };
            let (next_a, next_b) = (step(at_a, a, &self.nodes), step(at_b, b, &self.nodes));
            to.push(self.join(all, next_a, next_b)?);
        }
        let out = self.branching(index(variable), to)?;
        self.joins.insert(key, out);
        Some(out)
    }
}
