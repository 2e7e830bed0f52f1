//! The parts of a provision: conditions, exceptions, transitions, papers, deadlines, notes.

use super::formal::{formula, has_formula};
use super::{Desk, authority};
use crate::fact::{Sort, Who};
use crate::fault::Kind;
use crate::formula::Formula;
use crate::law::{Condition, Deadline, Document, Exception, Note, Transition};
use crate::read::cite::citations;
use crate::read::sheet::{Item, Table};
use crate::read::vocabulary::{clock, period};

pub(super) fn conditions(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Condition> {
    let mut seen: Vec<(String, Vec<String>)> = Vec::new();
    root.tables("condition").iter().filter_map(|table| condition(table, desk, &mut seen)).collect()
}

fn condition(table: &Table<'_>, desk: &Desk<'_>, seen: &mut Vec<(String, Vec<String>)>) -> Option<Condition> {
    let (id, text, ask) = (table.string("id"), table.text("text"), table.opt_text("ask"));
    let judgement = match table.opt("kind") {
        None => false,
        Some(_) => table.word("kind", &[("judgement", ())]).is_some(),
    };
    let (only, formula) = (strings(table, "only"), formula(table, desk));
    let id = id?;
    let cite = citations(table, &id, &desk.law.statutes);
    table.finish();
    if seen.iter().any(|(other, versions)| *other == id && shares(versions, &only)) {
        return table.faults.none(&table.place_of("id"), &Kind::Duplicate { id, first: table.place().file });
    }
    seen.push((id.clone(), only.clone()));
    let formula = formula?;
    if judgement {
        is_owned(table, &id, &formula, desk);
    }
    Some(Condition { id, text: text?, cite, formula, judgement, ask, only })
}

/// Returns true if two conditions of one id could belong to the same version.
fn shares(a: &[String], b: &[String]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|id| b.contains(id))
}

/// Checks that only an officer answers what a judgement asks.
fn is_owned(table: &Table<'_>, id: &str, formula: &Formula, desk: &Desk<'_>) {
    let vocabulary = desk.names.vocabulary.borrow();
    let owned = formula.slots().into_iter().any(|slot| vocabulary.at(slot).who == Who::Officer);
    if !owned {
        let ko = "판단요건인데 담당자가 답하는 사실이 없습니다".to_owned();
        let en = "a judgement asks for no fact that an officer answers".to_owned();
        table.faults.note(&table.place(), &Kind::NoQuestion { id: id.to_owned(), ko, en });
    }
}

fn strings(table: &Table<'_>, key: &str) -> Vec<String> {
    let items = table.opt(key).and_then(Item::items).unwrap_or_default();
    items.into_iter().filter_map(|item| item.str().map(str::to_owned)).collect()
}

pub(super) fn exceptions(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Exception> {
    let read = |table: &Table<'_>| {
        let (id, text, formula) = (table.string("id"), table.text("text"), formula(table, desk));
        let then = table.word("then", &[("not_met", false), ("use_general", true)]);
        let only = strings(table, "only");
        let id = id?;
        let cite = citations(table, &id, &desk.law.statutes);
        table.finish();
        Some(Exception { id, text: text?, cite, formula: formula?, use_general: then?, only })
    };
    root.tables("except").iter().filter_map(read).collect()
}

pub(super) fn transitions(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Transition> {
    let read = |table: &Table<'_>| {
        let (id, text, formula) = (table.string("id"), table.text("text"), formula(table, desk));
        let version = table.string("use");
        let id = id?;
        let cite = citations(table, &id, &desk.law.statutes);
        table.finish();
        Some(Transition { id, text: text?, cite, formula: formula?, version: version? })
    };
    root.tables("transition").iter().filter_map(read).collect()
}

pub(super) fn documents(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Document> {
    let read = |table: &Table<'_>| {
        let (name, form) = (table.text("name"), table.opt_str("form").map(str::to_owned));
        let to = if table.has("to") { authority(table, "to", desk).map(Some) } else { Some(None) };
        let formula = has_formula(table).then(|| formula(table, desk));
        let name = name?;
        let cite = citations(table, &name.ko, &desk.law.statutes);
        table.finish();
        let formula = if let Some(read) = formula { Some(read?) } else { None };
        Some(Document { name, form, cite, formula, to: to? })
    };
    root.tables("document").iter().filter_map(read).collect()
}

pub(super) fn deadlines(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Deadline> {
    root.tables("deadline").iter().filter_map(|table| deadline(table, desk)).collect()
}

fn deadline(table: &Table<'_>, desk: &Desk<'_>) -> Option<Deadline> {
    let name = table.text("name")?;
    let missing = ["base", "period", "direction", "clock"].into_iter().find(|key| !table.has(key));
    if let Some(key) = missing {
        let ko = format!("`{key}`이(가) 없습니다");
        let en = format!("`{key}` is missing");
        return table.faults.none(&table.place(), &Kind::NoBase { name: name.ko, ko, en });
    }
    let base = day_fact(table, "base", desk);
    let (period, clock) = (period(table, "period"), clock(table));
    let before = table.word("direction", &[("before", true), ("after", false)]);
    let formula = has_formula(table).then(|| formula(table, desk));
    let cite = citations(table, &name.ko, &desk.law.statutes);
    table.finish();
    let formula = if let Some(read) = formula { Some(read?) } else { None };
    Some(Deadline { name, cite, base: base?, period: period?, before: before?, clock: clock?, formula })
}

/// Reads the id of a fact that is a day.
pub(super) fn day_fact(table: &Table<'_>, key: &str, desk: &Desk<'_>) -> Option<usize> {
    let item = table.req(key)?;
    let id = item.str()?;
    let slot = desk.names.slot(id).map_err(|kind| item.note(&kind)).ok()?;
    let vocabulary = desk.names.vocabulary.borrow();
    if matches!(vocabulary.at(slot).sort, Sort::Date { .. }) {
        return Some(slot);
    }
    let (ko, en) = (format!("`{id}`은(는) 날짜가 아닙니다"), format!("`{id}` is not a date"));
    item.note(&Kind::NoBase { name: id.to_owned(), ko, en });
    None
}

pub(super) fn notes(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Note> {
    let read = |table: &Table<'_>| {
        let text = table.text("text")?;
        let cite = citations(table, "note", &desk.law.statutes);
        table.finish();
        Some(Note { text, cite })
    };
    root.tables("note").iter().filter_map(read).collect()
}

pub(super) fn also(table: &Table<'_>) -> Option<String> {
    let id = table.string("provision");
    table.finish();
    id
}
