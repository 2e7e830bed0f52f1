//! Formulas bound to a day: parameters have become numbers, comparisons have become ranges.
//!
//! This is the one form that is executed: for a single case by [`Node::truth`], in columns by [`crate::columns`].

use crate::formula::{Formula, Linear, Op, Operand, Quantifier};
use crate::law::{LawSet, Parameter, known};
use crate::value::Truth;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Codes below this number fit into one word, so that membership is one shift.
const WORD: i64 = 64;

/// A bound formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Decided already.
    Const(Truth),
    /// A parameter without a value on the day.
    Open(usize),
    /// The fact lies between two numbers, both included.
    Range {
        /// Slot of the fact.
        slot: usize,
        /// Least.
        lo: i64,
        /// Most.
        hi: i64,
    },
    /// The fact is one of the codes whose bit is set.
    Mask {
        /// Slot of the fact.
        slot: usize,
        /// A bit a code.
        bits: u64,
    },
    /// The fact is one of the numbers, which are in order.
    Listed {
        /// Slot of the fact.
        slot: usize,
        /// The numbers.
        values: Box<[i64]>,
    },
    /// Two facts compare.
    Pair {
        /// Left side.
        left: Linear,
        /// Comparison.
        op: Op,
        /// Right side.
        right: Linear,
    },
    /// It does not hold.
    Not(Box<Node>),
    /// All hold.
    All(Box<[Node]>),
    /// At least one holds.
    Any(Box<[Node]>),
    /// It holds over the sites.
    Over {
        /// How.
        quantifier: Quantifier,
        /// What holds at a site.
        body: Box<Node>,
    },
}

/// The facts of one case as numbers, ready to be executed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// A number a slot; `None` where the fact is not known.
    pub cells: Vec<Option<i64>>,
    /// The same for each site; `None` where the list of sites is not known.
    pub sites: Option<Vec<Vec<Option<i64>>>>,
}

impl Row {
    /// A row of `slots` facts of which none is known.
    pub fn unknown(slots: usize) -> Self {
        Self { cells: vec![None; slots], sites: None }
    }
}

impl Node {
    /// Says whether the formula holds in a case.
    pub fn truth(&self, row: &Row) -> Truth {
        self.at_site(&row.cells, None, row)
    }

    #[inline]
    fn at_site(&self, cells: &[Option<i64>], site: Option<&[Option<i64>]>, row: &Row) -> Truth {
        // A fact of a site stands in the row of the site, any other in the row of the case.
        let cell = |slot: usize| match site {
            Some(site) => site[slot].or(cells[slot]),
            None => cells[slot],
        };
        match self {
            Self::Const(truth) => *truth,
            Self::Open(_) => Truth::Unknown,
            Self::Range { slot, lo, hi } => decide(cell(*slot), |value| *lo <= value && value <= *hi),
            Self::Mask { slot, bits } => decide(cell(*slot), |value| is_in_mask(*bits, value)),
            Self::Listed { slot, values } => {
                decide(cell(*slot), |value| values.binary_search(&value).is_ok())
            }
            Self::Pair { left, op, right } => match (cell(left.slot), cell(right.slot)) {
                (Some(a), Some(b)) => Truth::of(op.holds(left.at(a), right.at(b))),
                _ => Truth::Unknown,
            },
            Self::Not(body) => !body.at_site(cells, site, row),
            Self::All(parts) => fold(parts, Truth::False, |part| part.at_site(cells, site, row)),
            Self::Any(parts) => fold(parts, Truth::True, |part| part.at_site(cells, site, row)),
            Self::Over { quantifier, body } => over_sites(*quantifier, body, cells, row),
        }
    }

    /// Calls `see` with every part, this one first.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Not(body) | Self::Over { body, .. } => body.visit(see),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            _ => (),
        }
    }

    /// Returns the slots that it reads, each once, in order.
    pub fn slots(&self) -> Vec<usize> {
        let mut slots = std::collections::BTreeSet::new();
        self.visit(&mut |part| match part {
            Self::Range { slot, .. } | Self::Mask { slot, .. } | Self::Listed { slot, .. } => {
                slots.insert(*slot);
            }
            Self::Pair { left, right, .. } => slots.extend([left.slot, right.slot]),
            _ => (),
        });
        slots.into_iter().collect()
    }

    /// Returns the parameters that have no value, each once.
    pub fn open(&self) -> Vec<usize> {
        let mut open = Vec::new();
        self.visit(&mut |part| match part {
            Self::Open(param) if !open.contains(param) => open.push(*param),
            _ => (),
        });
        open
    }
}

#[inline]
fn decide(cell: Option<i64>, holds: impl FnOnce(i64) -> bool) -> Truth {
    cell.map_or(Truth::Unknown, |value| Truth::of(holds(value)))
}

/// Returns true if the bit of a code is set.
#[inline]
pub(crate) fn is_in_mask(bits: u64, value: i64) -> bool {
    (0..WORD).contains(&value) && (bits >> value) & 1 == 1
}

/// Combines parts until one of them decides.
#[inline]
fn fold(parts: &[Node], decides: Truth, truth: impl Fn(&Node) -> Truth) -> Truth {
    let mut out = !decides;
    for part in parts {
        match truth(part) {
            found if found == decides => return found,
            Truth::Unknown => out = Truth::Unknown,
            _ => (),
        }
    }
    out
}

fn over_sites(quantifier: Quantifier, body: &Node, cells: &[Option<i64>], row: &Row) -> Truth {
    let Some(sites) = &row.sites else { return Truth::Unknown };
    let truths = sites.iter().map(|site| body.at_site(cells, Some(site), row));
    match quantifier {
        Quantifier::Any => truths.fold(Truth::False, Truth::or),
        Quantifier::All if sites.is_empty() => Truth::False,
        Quantifier::All => truths.fold(Truth::True, Truth::and),
    }
}

/// The days and values that formulas are bound to.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// The law.
    pub law: &'a LawSet,
    /// Day of law.
    pub law_on: Date,
    /// Day of knowledge; `None` for what is believed last.
    pub known_on: Option<Date>,
    /// Values that stand in for those of parameters, by parameter.
    pub params: &'a BTreeMap<usize, i64>,
}

impl Binding<'_> {
    /// Binds a formula.
    pub fn bind(&self, formula: &Formula) -> Node {
        match formula {
            Formula::Const(truth) => Node::Const(*truth),
            Formula::Compare { left, op, right } => self.compare(*left, *op, *right),
            Formula::Among { slot, values } => among(*slot, values),
            Formula::Param(param) => match self.value(*param, None) {
                Some(value) => Node::Const(Truth::of(value != 0)),
                None => Node::Open(*param),
            },
            Formula::Not(body) => Node::Not(Box::new(self.bind(body))),
            Formula::All(parts) => Node::All(parts.iter().map(|part| self.bind(part)).collect()),
            Formula::Any(parts) => Node::Any(parts.iter().map(|part| self.bind(part)).collect()),
            Formula::Over { quantifier, body } => {
                Node::Over { quantifier: *quantifier, body: Box::new(self.bind(body)) }
            }
        }
    }

    fn compare(&self, left: Linear, op: Op, right: Operand) -> Node {
        match right {
            Operand::Number(number) => range(left, op, number),
            Operand::Fact(right) => Node::Pair { left, op, right },
            Operand::Param(param) => match self.law.parameters[param].key {
                None => match self.value(param, None) {
                    Some(number) => range(left, op, number),
                    None => Node::Open(param),
                },
                Some(key) => self.keyed(left, op, param, key),
            },
        }
    }

    /// Compares with the value that the key fact chooses: one leg a key, and unknown for keys without a value.
    fn keyed(&self, left: Linear, op: Op, param: usize, key: usize) -> Node {
        let keys: Vec<i64> = self.keys(param);
        let leg = |code: &i64| {
            let number = self.value(param, Some(*code))?;
            let chosen = Node::Range { slot: key, lo: *code, hi: *code };
            Some(Node::All([chosen, range(left, op, number)].into()))
        };
        let mut legs: Vec<Node> = keys.iter().filter_map(leg).collect();
        let valued: Vec<i64> =
            keys.into_iter().filter(|code| self.value(param, Some(*code)).is_some()).collect();
        let other = Node::Not(Box::new(among(key, &valued)));
        legs.push(Node::All([other, Node::Open(param)].into()));
        Node::Any(legs.into())
    }

    fn keys(&self, param: usize) -> Vec<i64> {
        let mut keys: Vec<i64> =
            self.law.parameters[param].values.iter().filter_map(|value| value.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Returns the value of a parameter on the day, for a key where it depends on one.
    pub fn value(&self, param: usize, key: Option<i64>) -> Option<i64> {
        if let Some(value) = self.params.get(&param) {
            return Some(*value);
        }
        value_on(&self.law.parameters[param], key, self.law_on, self.known_on)
    }
}

/// Returns the value of a parameter on a day, as it was known on another.
fn value_on(parameter: &Parameter, key: Option<i64>, law_on: Date, known_on: Option<Date>) -> Option<i64> {
    let found = parameter.values.iter().find(|value| {
        value.key == key && value.valid.contains(law_on) && known(value.known.as_ref(), known_on)
    });
    found.map(|value| value.value)
}

fn among(slot: usize, values: &[i64]) -> Node {
    match values {
        [only] => Node::Range { slot, lo: *only, hi: *only },
        _ if values.iter().all(|value| (0..WORD).contains(value)) => {
            Node::Mask { slot, bits: values.iter().fold(0, |bits, value| bits | 1 << value) }
        }
        _ => Node::Listed { slot, values: values.into() },
    }
}

/// Solves `times * fact + plus OP number` for the fact.
fn range(left: Linear, op: Op, number: i64) -> Node {
    let gap = i128::from(number) - i128::from(left.plus);
    let times = i128::from(left.times);
    let op = if times < 0 { op.turned() } else { op };
    let (times, gap) = if times < 0 { (-times, -gap) } else { (times, gap) };
    let slot = left.slot;
    let (floor, ceil) = (gap.div_euclid(times), -(-gap).div_euclid(times));
    let whole = gap.rem_euclid(times) == 0;
    let between = |lo: i128, hi: i128| Node::Range { slot, lo: clamp(lo), hi: clamp(hi) };
    let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
    // A range without a number, which is false for every known fact and unknown for an unknown one.
    let never = Node::Range { slot, lo: 1, hi: 0 };
    let beyond = |bound: i128| bound < least || bound > most;
    match op {
        Op::Le if floor < least => never,
        Op::Le => between(least, floor),
        Op::Lt if ceil - 1 < least => never,
        Op::Lt => between(least, ceil - 1),
        Op::Ge if ceil > most => never,
        Op::Ge => between(ceil, most),
        Op::Gt if floor + 1 > most => never,
        Op::Gt => between(floor + 1, most),
        Op::Eq if whole && !beyond(floor) => between(floor, floor),
        Op::Eq => never,
        Op::Ne if whole && !beyond(floor) => Node::Not(Box::new(between(floor, floor))),
        Op::Ne => Node::Not(Box::new(never)),
    }
}

fn clamp(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_with_a_constant_solves_to_a_range_with_the_same_truth() {
        let ops = [Op::Lt, Op::Le, Op::Eq, Op::Ne, Op::Ge, Op::Gt];
        for (times, plus, number) in
            (-4..=4).flat_map(|t| (-7..=7).flat_map(move |p| (-9..=9).map(move |n| (t, p, n))))
        {
            if times == 0 {
                continue;
            }
            let left = Linear { slot: 0, times, plus };
            for (op, value) in ops.into_iter().flat_map(|op| (-12..=12).map(move |value| (op, value))) {
                let row = Row { cells: vec![Some(value)], sites: None };
                let expected = Truth::of(op.holds(left.at(value), number.into()));
                assert_eq!(
                    range(left, op, number).truth(&row),
                    expected,
                    "{times}x+{plus} {op:?} {number}, x={value}"
                );
            }
        }
    }

    #[test]
    fn bounds_beyond_64_bits_neither_wrap_nor_fail() {
        let left = Linear { slot: 0, times: 1, plus: i64::MAX };
        let row = |value| Row { cells: vec![Some(value)], sites: None };
        assert_eq!(range(left, Op::Lt, i64::MIN).truth(&row(i64::MIN)), Truth::False);
        assert_eq!(range(left, Op::Gt, i64::MIN).truth(&row(i64::MIN)), Truth::True);
        assert_eq!(range(left, Op::Eq, i64::MIN).truth(&Row::unknown(1)), Truth::Unknown);
    }

    #[test]
    fn any_of_false_and_unknown_is_unknown_and_an_empty_list_is_false() {
        let body = Box::new(Node::Range { slot: 0, lo: 1, hi: 1 });
        let over = |quantifier| Node::Over { quantifier, body: body.clone() };
        let row = |sites: &[Option<i64>]| Row {
            cells: vec![None],
            sites: Some(sites.iter().map(|cell| vec![*cell]).collect()),
        };
        for (sites, any, all) in [
            (row(&[]), Truth::False, Truth::False),
            (row(&[Some(0), None]), Truth::Unknown, Truth::False),
            (row(&[Some(1), None]), Truth::True, Truth::Unknown),
            (row(&[Some(1), Some(1)]), Truth::True, Truth::True),
            (Row::unknown(1), Truth::Unknown, Truth::Unknown),
        ] {
            assert_eq!(over(Quantifier::Any).truth(&sites), any);
            assert_eq!(over(Quantifier::All).truth(&sites), all);
        }
    }
}
