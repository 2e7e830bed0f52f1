//! The formal part of a condition as it stands in the file: typed, checked, not yet bound to a day.
//!
//! No operation of a formula can fail, so that the order of evaluation cannot be observed, neither for one case nor
//! in columns.

use crate::value::Truth;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater or equal.
    Ge,
    /// Greater.
    Gt,
}

impl Op {
    /// Returns true if the comparison holds.
    pub fn holds(self, left: i128, right: i128) -> bool {
        match self {
            Self::Lt => left < right,
            Self::Le => left <= right,
            Self::Eq => left == right,
            Self::Ne => left != right,
            Self::Ge => left >= right,
            Self::Gt => left > right,
        }
    }

    /// Returns the comparison with its sides exchanged.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Ge => Self::Le,
            Self::Gt => Self::Lt,
            Self::Eq | Self::Ne => self,
        }
    }

    /// Returns true for `==` and `!=`, which need no order.
    pub const fn is_equality(self) -> bool {
        matches!(self, Self::Eq | Self::Ne)
    }
}

/// A fact times a constant plus a constant: `times * fact + plus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Linear {
    /// Slot of the fact.
    pub slot: usize,
    /// Factor; never 0.
    pub times: i64,
    /// What is added.
    pub plus: i64,
}

impl Linear {
    /// The fact as it is.
    pub const fn of(slot: usize) -> Self {
        Self { slot, times: 1, plus: 0 }
    }

    /// Computes the value for a fact, exactly.
    pub fn at(self, value: i64) -> i128 {
        i128::from(self.times) * i128::from(value) + i128::from(self.plus)
    }
}

/// What a fact is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A number; days, codes and texts are numbers too.
    Number(i64),
    /// Another fact.
    Fact(Linear),
    /// A dated parameter, by its place in the law.
    Param(usize),
}

/// How a condition runs over the sites of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// At least one site (`any_site`); false without sites.
    Any,
    /// Every site (`all_sites`), and there is one; false without sites.
    All,
}

/// A formal condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Formula {
    /// Decided already.
    Const(Truth),
    /// A comparison.
    Compare {
        /// Left side.
        left: Linear,
        /// Comparison.
        op: Op,
        /// Right side.
        right: Operand,
    },
    /// A fact is one of several values.
    Among {
        /// Slot of the fact.
        slot: usize,
        /// The values, in order.
        values: Vec<i64>,
    },
    /// A yes/no parameter.
    Param(usize),
    /// It does not hold.
    Not(Box<Formula>),
    /// All hold.
    All(Vec<Formula>),
    /// At least one holds.
    Any(Vec<Formula>),
    /// It holds over the sites.
    Over {
        /// How.
        quantifier: Quantifier,
        /// What holds at a site.
        body: Box<Formula>,
    },
}

impl Formula {
    /// A yes/no fact that says yes.
    pub const fn yes(slot: usize) -> Self {
        Self::Compare { left: Linear::of(slot), op: Op::Eq, right: Operand::Number(1) }
    }

    /// Calls `see` with every part, this one first.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Const(_) | Self::Compare { .. } | Self::Among { .. } | Self::Param(_) => (),
            Self::Not(body) | Self::Over { body, .. } => body.visit(see),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
        }
    }

    /// Returns the slots of the facts it asks for, each once, in order of first use.
    pub fn slots(&self) -> Vec<usize> {
        let mut slots = Vec::new();
        let mut add = |slot: usize| {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        };
        self.visit(&mut |part| match part {
            Self::Compare { left, right, .. } => {
                add(left.slot);
                if let Operand::Fact(right) = right {
                    add(right.slot);
                }
            }
            Self::Among { slot, .. } => add(*slot),
            _ => (),
        });
        slots
    }

    /// Returns the parameters it asks for, each once, in order of first use.
    pub fn params(&self) -> Vec<usize> {
        let mut params = Vec::new();
        self.visit(&mut |part| {
            let found = match part {
                Self::Param(param) | Self::Compare { right: Operand::Param(param), .. } => *param,
                _ => return,
            };
            if !params.contains(&found) {
                params.push(found);
            }
        });
        params
    }
}
