//! From a bound formula to a condition of SQL. `AND`, `OR` and `NOT` of SQL are those of the law: `NULL` is unknown.

use super::Dialect;
use std::collections::BTreeMap;
use teukgu_rules::formula::Linear;
use teukgu_rules::program::Node;
use teukgu_rules::value::Truth;

/// What is known of a fact when the text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Its number is the same in every row.
    Known(i64),
    /// The column that has its number.
    Column(String),
}

/// A condition, decided already or still to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// It is the same in every row.
    Is(Truth),
    /// What to ask; it can stand between `AND`, `OR` and `NOT` as it is.
    Sql(String),
}

/// Facts as one provision sees them.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    pub(super) dialect: Dialect,
    /// Columns of the register.
    pub(super) columns: &'a BTreeMap<usize, Cell>,
    /// The fact that the zone lists the special case, which differs from one provision to the next.
    pub(super) lists: Option<(usize, Cell)>,
    /// The fact that the site lies in the zone.
    pub(super) in_zone: Option<(usize, Cell)>,
}

impl Facts<'_> {
    /// Writes a formula.
    pub(super) fn condition(&self, node: &Node) -> Condition {
        self.of(node, false)
    }

    /// Returns what is known of a fact of the case, none if nothing is.
    pub(super) fn cell(&self, slot: usize) -> Option<&Cell> {
        self.at(slot, false)
    }

    /// Whether a place lies in the zone is a fact of the site alone, and is not known of the case.
    fn at(&self, slot: usize, at_site: bool) -> Option<&Cell> {
        let said = |fact: &Option<(usize, Cell)>| fact.as_ref().is_some_and(|(known, _)| *known == slot);
        if said(&self.in_zone) {
            return self.in_zone.as_ref().filter(|_| at_site).map(|(_, cell)| cell);
        }
        if said(&self.lists) {
            return self.lists.as_ref().map(|(_, cell)| cell);
        }
        self.columns.get(&slot)
    }

    fn of(&self, node: &Node, at_site: bool) -> Condition {
        match node {
            Node::Const(truth) => Condition::Is(*truth),
            Node::Open(_) => Condition::Is(Truth::Unknown),
            Node::Range { slot, lo, hi } => {
                self.test(*slot, at_site, |value| (*lo..=*hi).contains(&value), |fact| range(fact, *lo, *hi))
            }
            Node::Mask { slot, bits } => {
                let codes: Vec<i64> = (0..64).filter(|code| (bits >> code) & 1 == 1).collect();
                self.test(*slot, at_site, |value| codes.contains(&value), |fact| among(fact, &codes))
            }
            Node::Listed { slot, values } => {
                self.test(*slot, at_site, |value| values.contains(&value), |fact| among(fact, values))
            }
            Node::Pair { left, op, right } => self.pair((*left, *right), at_site, |a, b| {
                use teukgu_rules::formula::Op;
                let sign = match op {
                    Op::Lt => "<",
                    Op::Le => "<=",
                    Op::Eq => "=",
                    Op::Ne => "<>",
                    Op::Ge => ">=",
                    Op::Gt => ">",
                };
                format!("{a} {sign} {b}")
            }),
            Node::Not(body) => self.of(body, at_site).not(),
            Node::All(parts) => Condition::all(parts.iter().map(|part| self.of(part, at_site))),
            Node::Any(parts) => Condition::any(parts.iter().map(|part| self.of(part, at_site))),
            // An establishment is the one site of its row, of which "any" and "all" are the same.
            Node::Over { body, .. } => self.of(body, true),
        }
    }

    fn test(
        &self,
        slot: usize,
        at_site: bool,
        holds: impl FnOnce(i64) -> bool,
        sql: impl FnOnce(&str) -> String,
    ) -> Condition {
        match self.at(slot, at_site) {
            None => Condition::Is(Truth::Unknown),
            Some(Cell::Known(number)) => Condition::Is(Truth::of(holds(*number))),
            Some(Cell::Column(name)) => Condition::Sql(sql(name)),
        }
    }

    /// Compares two facts; a product is computed in a type that it fits into.
    fn pair(
        &self,
        (left, right): (Linear, Linear),
        at_site: bool,
        compare: impl FnOnce(&str, &str) -> String,
    ) -> Condition {
        let side = |linear: Linear| {
            let number = match self.at(linear.slot, at_site)? {
                Cell::Known(number) => Dialect::number(*number),
                Cell::Column(name) => name.clone(),
            };
            if linear == Linear::of(linear.slot) {
                return Some(number);
            }
            let (times, plus) = (Dialect::number(linear.times), Dialect::number(linear.plus));
            Some(format!("{} * ({times}) + ({plus})", self.dialect.wide(&number)))
        };
        match (side(left), side(right)) {
            (Some(left), Some(right)) => Condition::Sql(compare(&left, &right)),
            _ => Condition::Is(Truth::Unknown),
        }
    }
}

impl Condition {
    /// It does not hold.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Is(truth) => Self::Is(!truth),
            Self::Sql(sql) => Self::Sql(format!("NOT {sql}")),
        }
    }

    /// All hold.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, Truth::False, " AND ")
    }

    /// One of them holds.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, Truth::True, " OR ")
    }

    /// Joins parts of which one that is `decides` decides; the opposite of it says nothing.
    fn joined(parts: impl IntoIterator<Item = Self>, decides: Truth, sign: &str) -> Self {
        let (mut open, mut is_open) = (Vec::new(), false);
        for part in parts {
            match part {
                Self::Is(truth) if truth == decides => return Self::Is(decides),
                Self::Is(truth) => is_open |= truth == Truth::Unknown,
                Self::Sql(sql) => open.push(sql),
            }
        }
        if open.is_empty() {
            return Self::Is(if is_open { Truth::Unknown } else { !decides });
        }
        if is_open {
            open.push(Dialect::truth(Truth::Unknown).to_owned());
        }
        match open.as_slice() {
            [only] => Self::Sql(only.clone()),
            _ => Self::Sql(format!("({})", open.join(sign))),
        }
    }
}

/// What is false of every number is still unknown where there is none, and so is what is true of every number.
fn range(fact: &str, lo: i64, hi: i64) -> String {
    let number = Dialect::number;
    match (lo, hi) {
        (lo, hi) if lo > hi => format!("{fact} <> {fact}"),
        (i64::MIN, i64::MAX) => format!("{fact} = {fact}"),
        (lo, hi) if lo == hi => format!("{fact} = {}", number(lo)),
        (i64::MIN, hi) => format!("{fact} <= {}", number(hi)),
        (lo, i64::MAX) => format!("{fact} >= {}", number(lo)),
        (lo, hi) => format!("{fact} BETWEEN {} AND {}", number(lo), number(hi)),
    }
}

fn among(fact: &str, values: &[i64]) -> String {
    let values: Vec<String> = values.iter().copied().map(Dialect::number).collect();
    match values.as_slice() {
        [] => format!("{fact} <> {fact}"),
        [only] => format!("{fact} = {only}"),
        _ => format!("{fact} IN ({})", values.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_rules::formula::{Op, Quantifier};

    fn written(node: &Node) -> String {
        let columns = [(0, Cell::Column("f0".to_owned())), (1, Cell::Column("f1".to_owned()))].into();
        let facts = Facts {
            dialect: Dialect::PostGis,
            columns: &columns,
            lists: Some((2, Cell::Column("lists_1".to_owned()))),
            in_zone: Some((3, Cell::Known(1))),
        };
        match facts.condition(node) {
            Condition::Is(truth) => Dialect::truth(truth).to_owned(),
            Condition::Sql(sql) => sql,
        }
    }

    fn yes(slot: usize) -> Node {
        Node::Range { slot, lo: 1, hi: 1 }
    }

    #[test]
    fn tests_of_facts_are_written_so_that_an_unknown_fact_leaves_them_unknown() {
        let range = |lo, hi| written(&Node::Range { slot: 0, lo, hi });
        assert_eq!(range(1, 9), "f0 BETWEEN 1 AND 9");
        assert_eq!(range(i64::MIN, -4), "f0 <= -4");
        assert_eq!(range(4, i64::MAX), "f0 >= 4");
        assert_eq!(range(i64::MIN, i64::MIN), "f0 = (-9223372036854775807 - 1)");
        assert_eq!(range(i64::MIN, i64::MAX), "f0 = f0");
        assert_eq!(range(1, 0), "f0 <> f0");
        assert_eq!(written(&Node::Mask { slot: 1, bits: 0b1010 }), "f1 IN (1, 3)");
        assert_eq!(written(&Node::Mask { slot: 1, bits: 0 }), "f1 <> f1");
        assert_eq!(written(&Node::Listed { slot: 1, values: [-7, 99].into() }), "f1 IN (-7, 99)");
        assert_eq!(written(&yes(9)), "CAST(NULL AS BOOLEAN)");
        assert_eq!(written(&Node::Open(0)), "CAST(NULL AS BOOLEAN)");
    }

    #[test]
    fn products_are_computed_in_a_type_that_they_fit_into() {
        let pair = |times, plus| {
            let left = Linear { slot: 0, times, plus };
            written(&Node::Pair { left, op: Op::Ge, right: Linear::of(1) })
        };
        assert_eq!(pair(1, 0), "f0 >= f1");
        assert_eq!(pair(-2, 5), "CAST(f0 AS NUMERIC) * (-2) + (5) >= f1");
    }

    #[test]
    fn what_is_decided_is_folded_and_what_is_unknown_stays() {
        let all = |parts: &[Node]| written(&Node::All(parts.into()));
        let any = |parts: &[Node]| written(&Node::Any(parts.into()));
        let never = Node::Const(Truth::False);
        assert_eq!(all(&[]), "TRUE");
        assert_eq!(any(&[]), "FALSE");
        assert_eq!(all(&[yes(0), never.clone(), yes(9)]), "FALSE");
        assert_eq!(all(&[yes(0), yes(9)]), "(f0 = 1 AND CAST(NULL AS BOOLEAN))");
        assert_eq!(any(&[never, yes(0)]), "f0 = 1");
        assert_eq!(
            written(&Node::Not(Box::new(Node::All([yes(0), yes(1)].into())))),
            "NOT (f0 = 1 AND f1 = 1)"
        );
    }

    #[test]
    fn whether_the_place_lies_in_the_zone_is_known_of_the_site_alone() {
        let over = |quantifier| Node::Over { quantifier, body: Box::new(Node::All([yes(3), yes(0)].into())) };
        assert_eq!(written(&over(Quantifier::Any)), "f0 = 1");
        assert_eq!(written(&over(Quantifier::All)), "f0 = 1");
        assert_eq!(written(&yes(3)), "CAST(NULL AS BOOLEAN)");
        assert_eq!(written(&yes(2)), "lists_1 = 1");
    }
}
