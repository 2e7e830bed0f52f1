//! Times of a procedure.

use super::{Desk, basis, cites, parts, small};
use crate::fault::Kind;
use crate::procedure::{Appeal, Body, ClockRule, Consultation, Extension, Field, Supplement, When};
use crate::read::sheet::{Item, Table, nearest};
use crate::read::vocabulary::{clock, period};
use std::collections::BTreeSet;
use teukgu_domain::period::{Period, PeriodError};

/// More rounds, extensions or prolongations than any law has.
const MOST_TIMES: u8 = 9;

/// Reads a period that is not empty.
pub(super) fn length(table: &Table<'_>, key: &str) -> Option<Period> {
    let period = period(table, key)?;
    if period.amount > 0 {
        return Some(period);
    }
    let en = PeriodError::Zero.to_string();
    table.opt(key)?.wrong("1 이상의 기간(7d, 60d)", &format!("a period of 1 or more (7d, 60d); {en}"))
}

pub(super) fn opt_length(table: &Table<'_>, key: &str) -> Option<Period> {
    if table.has(key) { length(table, key) } else { None }
}

pub(super) fn clock_rule(root: &Table<'_>, desk: &Desk<'_>) -> Option<ClockRule> {
    let table = root.req("clock").and_then(Item::table)?;
    let read = rule(&table, desk);
    table.finish();
    read
}

fn rule(table: &Table<'_>, desk: &Desk<'_>) -> Option<ClockRule> {
    let (clock, period, note) = (clock(table), length(table, "period"), table.opt_text("note"));
    let (promise, basis) = (table.flag("promise"), basis(table, "clock", desk));
    Some(ClockRule { clock: clock?, period: period?, promise, basis, note })
}

/// Reads the clocks that hang on an answer in the form.
pub(super) fn clock_when(
    root: &Table<'_>,
    fields: &[Field],
    written: &BTreeSet<String>,
    desk: &Desk<'_>,
) -> Vec<(When, ClockRule)> {
    let read = |table: Table<'_>| {
        let (when, rule) = (when(&table, fields, written), rule(&table, desk));
        table.finish();
        Some((when?, rule?))
    };
    root.tables("clock_when").into_iter().filter_map(read).collect()
}

fn when(table: &Table<'_>, fields: &[Field], written: &BTreeSet<String>) -> Option<When> {
    let (field, value) = (table.str("field")?, table.str("value")?);
    let undeclared = |key: &str, ko: &str, en: &str, id: &str, nearest: String| {
        let (ko, en, id) = (ko.to_owned(), en.to_owned(), id.to_owned());
        table.faults.none(&table.place_of(key), &Kind::Undeclared { ko, en, id, nearest })
    };
    let Some(known) = fields.iter().find(|known| known.id == field) else {
        if written.contains(field) {
            return None;
        }
        let nearest = nearest(field, written.iter().map(String::as_str));
        return undeclared("field", "기재 항목", "field", field, nearest);
    };
    let choices = known.kind.choices();
    if choices.iter().any(|choice| choice.key == value) {
        return Some(When { field: field.to_owned(), value: value.to_owned() });
    }
    let nearest = nearest(value, choices.iter().map(|choice| choice.key.as_str()));
    undeclared("value", "선택지", "choice", value, nearest)
}

pub(super) fn extension(root: &Table<'_>, desk: &Desk<'_>) -> Option<Extension> {
    let table = root.opt_table("extension")?;
    let (period, times) = (length(&table, "period"), small(&table, "times", MOST_TIMES));
    let with_consent = small(&table, "with_consent", MOST_TIMES);
    let basis = basis(&table, "extension", desk);
    table.finish();
    Some(Extension { period: period?, times: times?, with_consent: with_consent?, basis })
}

pub(super) fn supplement(root: &Table<'_>, desk: &Desk<'_>) -> Option<Supplement> {
    let table = root.req("supplement").and_then(Item::table)?;
    let (period, again) = (length(&table, "period"), length(&table, "again"));
    let (rounds, prolongations) =
        (small(&table, "rounds", MOST_TIMES), small(&table, "prolongations", MOST_TIMES));
    let (clock, promise) = (clock(&table), table.flag("promise"));
    let cite = required(&table, "supplement", promise, desk);
    table.finish();
    Some(Supplement {
        period: period?,
        promise,
        rounds: rounds?,
        again: again?,
        prolongations: prolongations?,
        clock: clock?,
        cite,
    })
}

pub(super) fn consultation(root: &Table<'_>, desk: &Desk<'_>) -> Option<Consultation> {
    let table = root.req("consultation").and_then(Item::table)?;
    let (period, clock) = (length(&table, "period"), clock(&table));
    let (prolongations, promise) = (small(&table, "prolongations", MOST_TIMES), table.flag("promise"));
    let cite = required(&table, "consultation", promise, desk);
    table.finish();
    let bodies = parts(root, "body", |table, id| {
        let name = table.text("name");
        let basis = basis(table, &id, desk);
        Some(Body { id, name: name?, basis })
    });
    Some(Consultation {
        period: period?,
        promise,
        prolongations: prolongations?,
        clock: clock?,
        cite,
        bodies,
    })
}

/// Reads citations, which only a promise may lack.
fn required(table: &Table<'_>, name: &str, promise: bool, desk: &Desk<'_>) -> Vec<crate::law::Citation> {
    let cite = cites(table, name, desk);
    if cite.is_empty() && !promise {
        table.faults.note(&table.place(), &Kind::NoSource { id: name.to_owned() });
    }
    cite
}

pub(super) fn appeal(root: &Table<'_>, desk: &Desk<'_>) -> Option<Appeal> {
    let table = root.opt_table("appeal")?;
    let (clock, period, to) = (clock(&table), length(&table, "period"), table.text("to"));
    let (answer, answer_extension) = (length(&table, "answer"), length(&table, "answer_extension"));
    let beside = table.text("beside");
    let basis = basis(&table, "appeal", desk);
    table.finish();
    Some(Appeal {
        clock: clock?,
        period: period?,
        to: to?,
        answer: answer?,
        answer_extension: answer_extension?,
        beside: beside?,
        basis,
    })
}
