//! Names and types: turns facts, literals and parameters into formulas, or says why they do not fit.

use super::sheet::nearest;
use crate::fact::{Sort, Vocabulary};
use crate::fault::Kind;
use crate::formula::{Formula, Linear, Op, Operand};
use crate::law::{Parameter, ParameterSort};
use crate::value::{Truth, day_number};
use jiff::civil::Date;
use std::cell::RefCell;

/// A literal as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Bool(bool),
    Int(i64),
    Text(String),
    Date(Date),
}

impl Literal {
    fn shown(&self) -> String {
        match self {
            Self::Bool(yes) => yes.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// What names mean while provisions are read.
pub(crate) struct Typed<'a> {
    pub(crate) vocabulary: &'a RefCell<Vocabulary>,
    pub(crate) parameters: &'a [Parameter],
}

impl Typed<'_> {
    /// Finds the slot of a fact.
    pub(crate) fn slot(&self, id: &str) -> Result<usize, Kind> {
        let vocabulary = self.vocabulary.borrow();
        vocabulary.slot(id).ok_or_else(|| Kind::UnknownFact {
            id: id.to_owned(),
            nearest: nearest(id, vocabulary.facts().iter().map(|fact| fact.id.as_str())),
        })
    }

    /// Finds the place of a parameter.
    pub(crate) fn param(&self, id: &str) -> Result<usize, Kind> {
        let ids = || self.parameters.iter().map(|parameter| parameter.id.as_str());
        ids().position(|known| known == id).ok_or_else(|| Kind::Undeclared {
            ko: "매개변수".to_owned(),
            en: "parameter".to_owned(),
            id: id.to_owned(),
            nearest: nearest(id, ids()),
        })
    }

    /// Compares a fact with a literal.
    pub(crate) fn compare(&self, left: Linear, op: Op, right: &Literal) -> Result<Formula, Kind> {
        let number = self.number(left.slot, op, right, left == Linear::of(left.slot))?;
        self.fits(left)?;
        Ok(Formula::Compare { left, op, right: Operand::Number(number) })
    }

    /// Compares a fact with another.
    pub(crate) fn compare_facts(&self, left: Linear, op: Op, right: Linear) -> Result<Formula, Kind> {
        let vocabulary = self.vocabulary.borrow();
        let (a, b) = (vocabulary.at(left.slot), vocabulary.at(right.slot));
        let same = match (&a.sort, &b.sort) {
            (Sort::Number { scale, .. }, Sort::Number { scale: other, .. }) => scale == other,
            (Sort::Date { .. }, Sort::Date { .. }) => true,
            (Sort::Bool, Sort::Bool) => op.is_equality(),
            _ => false,
        };
        if !same {
            return Err(mismatch(
                format!("`{}`와 `{}`은(는) 비교할 수 없습니다", a.id, b.id),
                format!("`{}` and `{}` cannot be compared", a.id, b.id),
            ));
        }
        drop(vocabulary);
        self.fits(left)?;
        self.fits(right)?;
        Ok(Formula::Compare { left, op, right: Operand::Fact(right) })
    }

    /// Compares a fact with a parameter.
    pub(crate) fn compare_param(&self, left: Linear, op: Op, param: usize) -> Result<Formula, Kind> {
        let vocabulary = self.vocabulary.borrow();
        let fact = vocabulary.at(left.slot);
        let fits = match (&fact.sort, self.parameters[param].sort) {
            (Sort::Number { .. }, ParameterSort::Int) | (Sort::Date { .. }, ParameterSort::Date) => true,
            (Sort::Bool, ParameterSort::Bool) => op.is_equality(),
            _ => false,
        };
        if !fits {
            let id = &self.parameters[param].id;
            return Err(mismatch(
                format!("`{}`와 매개변수 `{id}`은(는) 비교할 수 없습니다", fact.id),
                format!("`{}` and the parameter `{id}` cannot be compared", fact.id),
            ));
        }
        drop(vocabulary);
        self.fits(left)?;
        Ok(Formula::Compare { left, op, right: Operand::Param(param) })
    }

    /// Says that a fact is one of several values.
    pub(crate) fn among(&self, slot: usize, literals: &[Literal]) -> Result<Formula, Kind> {
        let mut values: Vec<i64> = literals
            .iter()
            .map(|literal| self.number(slot, Op::Eq, literal, true))
            .collect::<Result<_, _>>()?;
        values.sort_unstable();
        values.dedup();
        if values.is_empty() {
            return Ok(Formula::Const(Truth::False));
        }
        Ok(Formula::Among { slot, values })
    }

    /// A yes/no fact alone.
    pub(crate) fn yes(&self, slot: usize) -> Result<Formula, Kind> {
        let vocabulary = self.vocabulary.borrow();
        let fact = vocabulary.at(slot);
        if fact.sort == Sort::Bool {
            return Ok(Formula::yes(slot));
        }
        let sort = fact.sort.name();
        Err(mismatch(
            format!("`{}`은(는) 예·아니요가 아니라 {}입니다", fact.id, sort.ko),
            format!("`{}` is {}, not yes or no", fact.id, sort.en),
        ))
    }

    /// A yes/no parameter alone.
    pub(crate) fn yes_param(&self, param: usize) -> Result<Formula, Kind> {
        let parameter = &self.parameters[param];
        if parameter.sort == ParameterSort::Bool {
            return Ok(Formula::Param(param));
        }
        Err(mismatch(
            format!("매개변수 `{}`은(는) 예·아니요가 아닙니다", parameter.id),
            format!("the parameter `{}` is not yes or no", parameter.id),
        ))
    }

    /// Returns the number that a literal is compared as; `plain` if the fact is not part of a sum.
    fn number(&self, slot: usize, op: Op, literal: &Literal, plain: bool) -> Result<i64, Kind> {
        let text = match (&self.vocabulary.borrow().at(slot).sort, literal) {
            (Sort::Text { .. }, Literal::Text(text)) if op.is_equality() => Some(text.clone()),
            _ => None,
        };
        if let Some(text) = text {
            return Ok(self.vocabulary.borrow_mut().intern(&text));
        }
        let vocabulary = self.vocabulary.borrow();
        let fact = vocabulary.at(slot);
        match (&fact.sort, literal) {
            (Sort::Bool, Literal::Bool(yes)) if op.is_equality() => Ok(i64::from(*yes)),
            (Sort::Number { scale, min, max }, Literal::Int(number)) => {
                let step = 10_i64.checked_pow(u32::from(*scale));
                let scaled = step.and_then(|step| number.checked_mul(step));
                let scaled = scaled.ok_or_else(|| Kind::Overflow { id: fact.id.clone() })?;
                if plain && !(min..=max).contains(&&scaled) {
                    let (id, value) = (fact.id.clone(), number.to_string());
                    return Err(Kind::OutOfRange { id, value, min: *min, max: *max });
                }
                Ok(scaled)
            }
            (Sort::Number { scale, min, max }, Literal::Text(text)) => {
                let scaled =
                    crate::fact::parse_decimal(text, *scale).filter(|scaled| (min..=max).contains(&scaled));
                let (id, value) = (fact.id.clone(), text.clone());
                scaled.ok_or(Kind::OutOfRange { id, value, min: *min, max: *max })
            }
            (Sort::Date { .. }, Literal::Date(day)) => Ok(day_number(*day)),
            (Sort::Code { codes }, Literal::Text(text)) if op.is_equality() => {
                let at = codes.iter().position(|code| code.value == *text);
                at.and_then(|at| i64::try_from(at).ok()).ok_or_else(|| Kind::UnknownCode {
                    id: fact.id.clone(),
                    value: text.clone(),
                    nearest: nearest(text, codes.iter().map(|code| code.value.as_str())),
                })
            }
            (sort, literal) => {
                let (sort, shown) = (sort.name(), literal.shown());
                Err(mismatch(
                    format!("`{}`은(는) {}인데 `{shown}`와 비교합니다", fact.id, sort.ko),
                    format!("`{}` is {} and is compared with `{shown}`", fact.id, sort.en),
                ))
            }
        }
    }

    /// Checks that a sum over a fact fits into 64 bits for every value in its range.
    fn fits(&self, linear: Linear) -> Result<(), Kind> {
        let vocabulary = self.vocabulary.borrow();
        let fact = vocabulary.at(linear.slot);
        let plain = linear == Linear::of(linear.slot);
        if !plain && !fact.sort.is_ordered() {
            let id = &fact.id;
            return Err(mismatch(
                format!("`{id}`은(는) 계산할 수 없습니다"),
                format!("`{id}` cannot be calculated with"),
            ));
        }
        let (min, max) = vocabulary.bounds(linear.slot);
        let fits = [min, max].into_iter().all(|value| i64::try_from(linear.at(value)).is_ok());
        if fits && linear.times != 0 { Ok(()) } else { Err(Kind::Overflow { id: fact.id.clone() }) }
    }
}

fn mismatch(ko: String, en: String) -> Kind {
    Kind::TypeMismatch { ko, en }
}
