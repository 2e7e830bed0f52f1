//! The formal part of a condition: fact, operator and value, or an expression.

use super::Desk;
use crate::expression;
use crate::fact::Sort;
use crate::fault::Kind;
use crate::formula::{Formula, Linear, Op, Quantifier};
use crate::read::sheet::{Item, Table, date_of, shown, whole};
use crate::read::typed::Literal;
use toml::de::DeValue;

/// Reads the formal part; `None` once a fault was noted.
pub(super) fn formula(table: &Table<'_>, desk: &Desk<'_>) -> Option<Formula> {
    let quantifier = if table.has("over") {
        Some(table.word("over", &[("any_site", Quantifier::Any), ("all_sites", Quantifier::All)])?)
    } else {
        None
    };
    let body = if table.has("expr") { expression(table, desk) } else { triple(table, desk) };
    let body = body?;
    let of_site = of_site(&body, desk);
    match (quantifier, of_site) {
        (Some(quantifier), Some(_)) => Some(Formula::Over { quantifier, body: Box::new(body) }),
        (None, None) => Some(body),
        (None, Some(fact)) => {
            let id = table.opt("id").and_then(|item| item.value.as_str()).unwrap_or("–").to_owned();
            table.faults.none(&table.place(), &Kind::NoQuantifier { id, fact })
        }
        (Some(_), None) => {
            table.req("over")?.wrong("사업장 사실이 있는 조건", "a condition over facts of a site")
        }
    }
}

/// Returns true if the table has a formal part.
pub(super) fn has_formula(table: &Table<'_>) -> bool {
    ["expr", "fact", "param"].iter().any(|key| table.has(key))
}

fn of_site(formula: &Formula, desk: &Desk<'_>) -> Option<String> {
    let vocabulary = desk.names.vocabulary.borrow();
    let slot = formula.slots().into_iter().find(|slot| vocabulary.at(*slot).is_of_site())?;
    Some(vocabulary.at(slot).id.clone())
}

fn expression(table: &Table<'_>, desk: &Desk<'_>) -> Option<Formula> {
    let item = table.req("expr")?;
    let text = item.str()?;
    match expression::parse(text, desk.names) {
        Ok(formula) => Some(formula),
        Err(wrong) => table.faults.none(&item.place_within(wrong.at), &wrong.kind),
    }
}

fn triple(table: &Table<'_>, desk: &Desk<'_>) -> Option<Formula> {
    let read = read_triple(table, desk);
    if read.is_none() {
        // The keys after the one at fault were not asked for yet, and are known all the same.
        for key in ["param", "fact", "op", "value"] {
            table.opt(key);
        }
    }
    read
}

fn read_triple(table: &Table<'_>, desk: &Desk<'_>) -> Option<Formula> {
    let param = match table.opt("param") {
        None => None,
        Some(item) => Some(known(item, desk.names.param(item.str()?))?),
    };
    if let (Some(param), false) = (param, table.has("fact")) {
        return known(table.req("param")?, desk.names.yes_param(param));
    }
    let fact = table.req("fact")?;
    let slot = known(fact, desk.names.slot(fact.str()?))?;
    let op = operator(table)?;
    if let Some(param) = param {
        let Operator::Op(op) = op else {
            return table.req("op")?.wrong("매개변수와 견주는 연산", "an operator that takes a parameter");
        };
        return known(table.req("param")?, desk.names.compare_param(Linear::of(slot), op, param));
    }
    let value = table.req("value")?;
    let formula = match op {
        Operator::Op(op) => {
            literal(value, slot, desk).map(|literal| desk.names.compare(Linear::of(slot), op, &literal))
        }
        Operator::In(yes) => literals(value, slot, desk).map(|literals| {
            let among = desk.names.among(slot, &literals)?;
            Ok(if yes { among } else { Formula::Not(Box::new(among)) })
        }),
        Operator::Between => literals(value, slot, desk).and_then(|literals| match literals.as_slice() {
            [least, most] => Some(between(slot, least, most, desk)),
            _ => value.wrong("`[최소, 최대]`", "`[least, most]`"),
        }),
    };
    known(value, formula?)
}

fn between(slot: usize, least: &Literal, most: &Literal, desk: &Desk<'_>) -> Result<Formula, Kind> {
    let bound = |op, literal| desk.names.compare(Linear::of(slot), op, literal);
    Ok(Formula::All(vec![bound(Op::Ge, least)?, bound(Op::Le, most)?]))
}

/// An operator of the structured form.
#[derive(Clone, Copy)]
enum Operator {
    Op(Op),
    In(bool),
    Between,
}

fn operator(table: &Table<'_>) -> Option<Operator> {
    let words = [
        ("is", Operator::Op(Op::Eq)),
        ("is_not", Operator::Op(Op::Ne)),
        ("<", Operator::Op(Op::Lt)),
        ("<=", Operator::Op(Op::Le)),
        (">", Operator::Op(Op::Gt)),
        (">=", Operator::Op(Op::Ge)),
        ("in", Operator::In(true)),
        ("not_in", Operator::In(false)),
        ("between", Operator::Between),
    ];
    table.word("op", &words)
}

fn known<T>(item: Item<'_>, found: Result<T, Kind>) -> Option<T> {
    found.map_err(|kind| item.note(&kind)).ok()
}

fn literals(item: Item<'_>, slot: usize, desk: &Desk<'_>) -> Option<Vec<Literal>> {
    let items = item.items()?;
    let read: Vec<Option<Literal>> = items.into_iter().map(|item| literal(item, slot, desk)).collect();
    read.into_iter().collect()
}

fn literal(item: Item<'_>, slot: usize, desk: &Desk<'_>) -> Option<Literal> {
    match item.value {
        DeValue::Boolean(yes) => Some(Literal::Bool(*yes)),
        DeValue::Integer(_) => {
            whole(item.value).map(Literal::Int).or_else(|| item.wrong("64비트 정수", "a 64-bit number"))
        }
        DeValue::String(text) => Some(Literal::Text(text.to_string())),
        DeValue::Datetime(_) => {
            date_of(item.value).map(Literal::Date).or_else(|| item.wrong("날짜", "a date"))
        }
        DeValue::Float(_) => {
            let is_decimal =
                matches!(desk.names.vocabulary.borrow().at(slot).sort, Sort::Number { scale: 1.., .. });
            if is_decimal {
                return Some(Literal::Text(shown(item.value)));
            }
            let what = shown(item.value);
            item.note(&Kind::NotTotal {
                ko: format!("소수점 `{what}`"),
                en: format!("the floating-point number `{what}`"),
            });
            None
        }
        DeValue::Array(_) | DeValue::Table(_) => item.wrong("값 하나", "a single value"),
    }
}
