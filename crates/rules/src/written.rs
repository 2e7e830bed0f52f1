//! A formula in the words of the expressions, so that people can read it and two laws can be compared.
//!
//! Slots, codes and texts are numbers that hold within one law; their names hold across laws.

use crate::fact::{Sort, written as grouped};
use crate::formula::{Formula, Linear, Op, Operand, Quantifier};
use crate::law::LawSet;
use crate::value::{Truth, Value};

/// Writes a formula by the names of its facts, codes and parameters.
pub fn written(formula: &Formula, law: &LawSet) -> String {
    match formula {
        Formula::Const(truth) => match truth {
            Truth::True => "true".to_owned(),
            Truth::False => "false".to_owned(),
            Truth::Unknown => "unknown".to_owned(),
        },
        Formula::Compare { left, op, right } => compare(*left, *op, *right, law),
        Formula::Among { slot, values } => {
            let values: Vec<String> = values.iter().map(|value| number(*slot, *value, law)).collect();
            format!("{} in [{}]", law.vocabulary.at(*slot).id, values.join(", "))
        }
        Formula::Param(param) => parameter(*param, law),
        Formula::Not(body) => format!("!({})", written(body, law)),
        Formula::All(parts) => joined(parts, " && ", law),
        Formula::Any(parts) => joined(parts, " || ", law),
        Formula::Over { quantifier, body } => {
            let over = match quantifier {
                Quantifier::Any => "any_site",
                Quantifier::All => "all_sites",
            };
            format!("{over}({})", written(body, law))
        }
    }
}

fn joined(parts: &[Formula], sign: &str, law: &LawSet) -> String {
    let part = |part: &Formula| match part {
        Formula::All(_) | Formula::Any(_) => format!("({})", written(part, law)),
        _ => written(part, law),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(sign)
}

fn compare(left: Linear, op: Op, right: Operand, law: &LawSet) -> String {
    let right = match right {
        Operand::Number(value) if left == Linear::of(left.slot) => number(left.slot, value, law),
        Operand::Number(value) => value.to_string(),
        Operand::Fact(right) => linear(right, law),
        Operand::Param(param) => parameter(param, law),
    };
    format!("{} {} {right}", linear(left, law), sign(op))
}

const fn sign(op: Op) -> &'static str {
    match op {
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Eq => "==",
        Op::Ne => "!=",
        Op::Ge => ">=",
        Op::Gt => ">",
    }
}

fn linear(linear: Linear, law: &LawSet) -> String {
    let mut text = law.vocabulary.at(linear.slot).id.clone();
    if linear.times != 1 {
        text = format!("{} * {text}", linear.times);
    }
    match linear.plus {
        0 => text,
        plus if plus < 0 => format!("{text} - {}", plus.unsigned_abs()),
        plus => format!("{text} + {plus}"),
    }
}

fn parameter(param: usize, law: &LawSet) -> String {
    format!("param(\"{}\")", law.parameters.get(param).map_or("?", |parameter| &parameter.id))
}

fn number(slot: usize, value: i64, law: &LawSet) -> String {
    match law.vocabulary.decode(slot, value) {
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Date(day)) => format!("date(\"{day}\")"),
        Some(Value::Text(text)) => format!("\"{text}\""),
        Some(Value::Int(number)) => match &law.vocabulary.at(slot).sort {
            Sort::Number { scale, .. } => grouped(number, *scale).replace(',', ""),
            _ => number.to_string(),
        },
        None => "?".to_owned(),
    }
}
