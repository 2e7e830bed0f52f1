//! parameters.toml: values that change by date.

use super::cite::citations;
use super::sheet::{Item, Table, date_of, whole};
use super::statutes::validity;
use super::{Marks, nearest};
use crate::fact::{Sort, Vocabulary};
use crate::fault::Kind;
use crate::law::{Parameter, ParameterSort, ParameterValue, Statute, Validity};
use crate::value::day_number;

pub(crate) fn parameters(
    table: &Table<'_>,
    vocabulary: &Vocabulary,
    statutes: &[Statute],
    marks: &mut Marks,
) -> Vec<Parameter> {
    let tables = table.tables("parameter");
    tables.iter().filter_map(|table| parameter(table, vocabulary, statutes, marks)).collect()
}

fn parameter(
    table: &Table<'_>,
    vocabulary: &Vocabulary,
    statutes: &[Statute],
    marks: &mut Marks,
) -> Option<Parameter> {
    let (id, name) = (table.string("id"), table.text("name"));
    let sorts = [("bool", ParameterSort::Bool), ("int", ParameterSort::Int), ("date", ParameterSort::Date)];
    let sort = table.word("type", &sorts);
    let (unit, note) = (table.opt_text("unit"), table.opt_text("note"));
    let key = match table.opt("key") {
        None => Some(None),
        Some(item) => key_slot(item, vocabulary).map(Some),
    };
    let id = id?;
    let cite = citations(table, &id, statutes);
    let (sort, key) = (sort?, key?);
    let values = table.opt("value").and_then(Item::items).unwrap_or_default();
    let values = values.into_iter().filter_map(|item| value(&item.table()?, sort, key, vocabulary)).collect();
    table.finish();
    if let Some(first) = marks.find(&format!("parameter:{id}")) {
        let first = first.to_string();
        return table.faults.none(&table.place_of("id"), &Kind::Duplicate { id, first });
    }
    marks.set(format!("parameter:{id}"), table.place());
    Some(Parameter { id, name: name?, unit, sort, key, cite, values, note })
}

fn key_slot(item: Item<'_>, vocabulary: &Vocabulary) -> Option<usize> {
    let id = item.str()?;
    match vocabulary.slot(id) {
        Some(slot) if matches!(vocabulary.at(slot).sort, Sort::Code { .. }) => Some(slot),
        _ => item.wrong("목록 형식의 사실", "a fact of the type `code`"),
    }
}

fn value(
    table: &Table<'_>,
    sort: ParameterSort,
    key: Option<usize>,
    vocabulary: &Vocabulary,
) -> Option<ParameterValue> {
    let valid = validity(table);
    let item = table.req("value")?;
    let value = match sort {
        ParameterSort::Bool => item.flag().map(i64::from),
        ParameterSort::Int => whole(item.value).or_else(|| item.wrong("정수", "a whole number")),
        ParameterSort::Date => date_of(item.value).map(day_number).or_else(|| item.wrong("날짜", "a date")),
    };
    let code = match key {
        None => Some(None),
        Some(slot) => code(table, slot, vocabulary).map(Some),
    };
    let (source, known) = (table.string("source"), known(table));
    table.finish();
    Some(ParameterValue { key: code?, valid: valid?, known, value: value?, source: source? })
}

fn code(table: &Table<'_>, slot: usize, vocabulary: &Vocabulary) -> Option<i64> {
    let item = table.req("key")?;
    let text = item.str()?;
    let fact = vocabulary.at(slot);
    let Sort::Code { codes } = &fact.sort else { return None };
    let at = codes.iter().position(|code| code.value == text).and_then(|at| i64::try_from(at).ok());
    at.or_else(|| {
        let nearest = nearest(text, codes.iter().map(|code| code.value.as_str()));
        let (id, value) = (fact.id.clone(), text.to_owned());
        table.faults.none(&item.place(), &Kind::UnknownCode { id, value, nearest })
    })
}

/// Reads `known_from` and `known_to`: the days on which it was believed to be so.
pub(crate) fn known(table: &Table<'_>) -> Option<Validity> {
    let (from, to) = (table.opt_date("known_from"), table.opt_date("known_to"));
    if from.is_none() && to.is_none() {
        return None;
    }
    Some(Validity { from: from.unwrap_or(jiff::civil::Date::MIN), to })
}
