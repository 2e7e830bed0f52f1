//! The slow reference: formulas as they were written, evaluated by the tables of three-valued logic.

use teukgu_rules::formula::{Formula, Linear, Op, Operand, Quantifier};
use teukgu_rules::law::LawSet;
use teukgu_rules::program::Row;
use teukgu_rules::value::Truth::{self, False, True, Unknown};

/// Both hold, by Kleene's table: false, unknown, true.
const AND: [[Truth; 3]; 3] = [[False, False, False], [False, Unknown, Unknown], [False, Unknown, True]];
/// One holds, by Kleene's table.
const OR: [[Truth; 3]; 3] = [[False, Unknown, True], [Unknown, Unknown, True], [True, True, True]];
/// It does not hold.
const NOT: [Truth; 3] = [True, Unknown, False];

fn at(truth: Truth) -> usize {
    [False, Unknown, True].iter().position(|known| *known == truth).unwrap()
}

/// Says whether a formula holds in a case.
pub(super) fn truth(law: &LawSet, formula: &Formula, row: &Row) -> Truth {
    Reference { law, row, site: None }.truth(formula)
}

#[derive(Clone, Copy)]
struct Reference<'a> {
    law: &'a LawSet,
    row: &'a Row,
    site: Option<usize>,
}

impl Reference<'_> {
    fn truth(self, formula: &Formula) -> Truth {
        match formula {
            Formula::Const(truth) => *truth,
            Formula::Compare { left, op, right } => self.compare(*left, *op, *right),
            Formula::Among { slot, values } => match self.value(*slot) {
                Some(value) => yes(values.iter().any(|listed| i128::from(*listed) == value)),
                None => Unknown,
            },
            Formula::Param(param) => self.parameter(*param).map_or(Unknown, |value| yes(value != 0)),
            Formula::Not(body) => NOT[at(self.truth(body))],
            Formula::All(parts) => parts.iter().fold(True, |all, part| AND[at(all)][at(self.truth(part))]),
            Formula::Any(parts) => parts.iter().fold(False, |any, part| OR[at(any)][at(self.truth(part))]),
            Formula::Over { quantifier, body } => self.over(*quantifier, body),
        }
    }

    fn over(self, quantifier: Quantifier, body: &Formula) -> Truth {
        let Some(sites) = &self.row.sites else { return Unknown };
        let truths: Vec<Truth> =
            (0..sites.len()).map(|site| Self { site: Some(site), ..self }.truth(body)).collect();
        match quantifier {
            _ if truths.is_empty() => False,
            Quantifier::Any => truths.into_iter().fold(False, |any, truth| OR[at(any)][at(truth)]),
            Quantifier::All => truths.into_iter().fold(True, |all, truth| AND[at(all)][at(truth)]),
        }
    }

    fn value(self, slot: usize) -> Option<i128> {
        let of_site = self.site.and_then(|site| self.row.sites.as_ref().unwrap()[site][slot]);
        of_site.or(self.row.cells[slot]).map(i128::from)
    }

    fn side(self, linear: Linear) -> Option<i128> {
        self.value(linear.slot).map(|value| i128::from(linear.times) * value + i128::from(linear.plus))
    }

    /// Every value of the parameters of these tests is the law on every day.
    fn parameter(self, param: usize) -> Option<i128> {
        let parameter = &self.law.parameters[param];
        let key = match parameter.key {
            Some(slot) => Some(self.value(slot)?),
            None => None,
        };
        let found = parameter.values.iter().find(|value| value.key.map(i128::from) == key);
        found.map(|value| value.value.into())
    }

    fn compare(self, left: Linear, op: Op, right: Operand) -> Truth {
        let right = match right {
            Operand::Number(number) => Some(number.into()),
            Operand::Fact(linear) => self.side(linear),
            Operand::Param(param) => self.parameter(param),
        };
        let (Some(a), Some(b)) = (self.side(left), right) else { return Unknown };
        yes(match op {
            Op::Lt => a < b,
            Op::Le => a <= b,
            Op::Eq => a == b,
            Op::Ne => a != b,
            Op::Ge => a >= b,
            Op::Gt => a > b,
        })
    }
}

fn yes(holds: bool) -> Truth {
    if holds { True } else { False }
}
