//! Six invented provisions of eight conditions each: 48 conditions, 31 of them different, over eleven facts.
//!
//! Amounts, codes and limits are invented; what counts is their kinds and how often they repeat.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use serde::Serialize;
use teukgu_domain::text::Lang;
use teukgu_rules::law::LawSet;

use crate::text;

/// A fact, how its column is laid out, and the tests that provisions make on it.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) id: &'static str,
    pub(crate) kind: Kind,
    pub(crate) tests: &'static [Test],
    /// For each of the six provisions the number of its test; `NONE` where it makes none.
    pub(crate) uses: [usize; PROVISIONS],
}

/// What values a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Bits.
    Bool,
    /// Numbers of 64 bits, from 0 to the given one.
    Won(i64),
    /// Numbers of 32 bits, from 0 to the given one.
    Count(i64),
    /// Days since 1970-01-01, from one to another.
    Day(i64, i64),
    /// Codes in a dictionary with keys of one byte.
    Code(i64),
    /// Codes in a dictionary with keys of two bytes.
    LongCode(i64),
}

/// A test of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Test {
    /// It says yes.
    Yes,
    /// It is no less.
    AtLeast(i64),
    /// It is no more.
    AtMost(i64),
    /// It lies between, both ends included.
    Between(i64, i64),
    /// It is a code in one of these runs, both ends included.
    In(&'static [(i64, i64)]),
}

impl Test {
    /// Says whether a known value passes.
    pub(crate) fn passes(self, value: i64) -> bool {
        match self {
            Self::Yes => value == 1,
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
            Self::Between(least, most) => least <= value && value <= most,
            Self::In(runs) => runs.iter().any(|(first, last)| *first <= value && value <= *last),
        }
    }
}

pub(crate) const PROVISIONS: usize = 6;
pub(crate) const FACTS: usize = 11;
const NONE: usize = usize::MAX;

/// Days of the invented facts: 2000-01-01, 2026-12-31.
const FIRST_DAY: i64 = 10_957;
const LAST_DAY: i64 = 20_818;

use Kind::{Bool, Code, Count, Day, LongCode, Won};
use Test::{AtLeast, AtMost, Between, In, Yes};

/// The facts in the order of their slots.
pub(crate) const SIX: [Fact; FACTS] = [
    Fact { id: "zone.in_force", kind: Bool, tests: &[Yes], uses: [0, 0, 0, 0, 0, 0] },
    Fact {
        id: "firm.role",
        kind: Code(6),
        tests: &[In(&[(0, 4)]), In(&[(0, 2), (4, 5)]), In(&[(1, 5)])],
        uses: [0, 1, 2, 0, 1, NONE],
    },
    Fact {
        id: "firm.status",
        kind: Code(40),
        tests: &[In(&[(0, 9), (12, 30)]), In(&[(2, 33)]), In(&[(0, 4), (6, 20), (22, 39)]), In(&[(5, 35)])],
        uses: [0, 1, 2, 3, NONE, NONE],
    },
    Fact {
        id: "firm.district",
        kind: Code(20),
        tests: &[In(&[(0, 8), (10, 17)]), In(&[(1, 18)]), In(&[(0, 14), (17, 19)])],
        uses: [0, 1, NONE, NONE, 2, 0],
    },
    Fact {
        id: "firm.industry",
        kind: LongCode(1200),
        tests: &[
            In(&[(20, 260), (300, 760), (900, 1100)]),
            In(&[(0, 99), (200, 899)]),
            In(&[(100, 420), (430, 800), (1000, 1199)]),
            In(&[(0, 599), (650, 980)]),
        ],
        uses: [0, 1, 2, 3, NONE, 0],
    },
    Fact {
        id: "firm.revenue",
        kind: Won(500_000_000_000),
        tests: &[AtMost(400_000_000_000), AtLeast(60_000_000_000), Between(20_000_000_000, 450_000_000_000)],
        uses: [0, NONE, 1, NONE, 2, 0],
    },
    Fact {
        id: "firm.capital",
        kind: Won(90_000_000_000),
        tests: &[AtLeast(9_000_000_000), AtMost(80_000_000_000), Between(5_000_000_000, 85_000_000_000)],
        uses: [NONE, 0, 1, 2, NONE, 0],
    },
    Fact {
        id: "firm.investment",
        kind: Won(30_000_000_000),
        tests: &[AtLeast(3_000_000_000), AtMost(27_000_000_000)],
        uses: [NONE, 0, NONE, 1, 0, 1],
    },
    Fact {
        id: "firm.founded_on",
        kind: Day(FIRST_DAY, LAST_DAY),
        tests: &[AtLeast(12_000), AtMost(20_000), Between(11_500, 19_500)],
        uses: [0, NONE, 1, NONE, 2, 0],
    },
    Fact {
        id: "application.filed_on",
        kind: Day(FIRST_DAY, LAST_DAY),
        tests: &[Between(11_000, 20_700), AtLeast(12_500), AtMost(19_800)],
        uses: [0, 1, NONE, 2, 1, NONE],
    },
    Fact {
        id: "firm.employees",
        kind: Count(2_000),
        tests: &[AtLeast(100), AtMost(1_900)],
        uses: [NONE, NONE, 1, 0, 1, 0],
    },
];

impl Fact {
    /// Returns the test that a provision makes, if it makes one.
    pub(crate) fn test_of(&self, provision: usize) -> Option<Test> {
        self.tests.get(self.uses[provision]).copied()
    }

    /// Returns the least and the most value.
    pub(crate) const fn bounds(&self) -> (i64, i64) {
        match self.kind {
            Bool => (0, 1),
            Won(most) | Count(most) => (0, most),
            Day(first, last) => (first, last),
            Code(codes) | LongCode(codes) => (0, codes - 1),
        }
    }

    /// Returns a value that passes a test, or that does not.
    pub(crate) fn value(&self, test: Test, passes: bool) -> i64 {
        let (least, most) = self.bounds();
        let near = match test {
            Yes => vec![0, 1],
            AtLeast(value) | AtMost(value) | Between(value, _) => vec![value],
            In(_) => (least..=most).collect(),
        };
        let found = [least, most].into_iter().chain(near).find(|value| test.passes(*value) == passes);
        found.unwrap_or(least)
    }
}

/// Returns the conditions of a provision, each with the number of its fact.
pub(crate) fn conditions(provision: usize) -> Vec<(usize, Test)> {
    let test = |(at, fact): (usize, &Fact)| Some((at, fact.test_of(provision)?));
    SIX.iter().enumerate().filter_map(test).collect()
}

/// Returns the id of a provision.
pub(crate) fn id(provision: usize) -> String {
    format!("six.{provision}")
}

/// Reads the six provisions as a law.
pub(crate) fn law() -> Result<Arc<LawSet>> {
    let all: Vec<_> = (0..PROVISIONS).map(|at| (id(at), conditions(at))).collect();
    let law = teukgu_rules::read(&text::law(&all)).map_err(|faults| {
        let lines: Vec<String> = faults.iter().take(5).map(|fault| fault.line(Lang::En)).collect();
        anyhow!("the invented law has faults: {}", lines.join("; "))
    })?;
    Ok(Arc::new(law))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_48_conditions_of_which_31_differ() {
        assert_eq!(SIX.iter().map(|fact| fact.tests.len()).sum::<usize>(), 31);
        for provision in 0..PROVISIONS {
            assert_eq!(conditions(provision).len(), 8, "provision {provision}");
        }
        assert!(law().is_ok());
    }
}
