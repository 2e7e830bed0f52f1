//! procedures/*.toml: one procedure a file, or what an event needs.

mod check;
mod event;
mod form;
mod letter;
mod time;

use super::cite::{citations, missing_on};
use super::sheet::{Faults, Item, Table, nearest};
use super::statutes::validity;
use super::{Marks, Place, provision};
use crate::fault::Kind;
use crate::law::{Authority, Citation, LawSet, Validity};
use crate::procedure::{Applicant, Basis, EventGuide, Filer, Filing, Ground, Procedure, Stage, Task};
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::ids::ProvisionId;

/// The procedures that were read so far, with their places.
#[derive(Default)]
pub(super) struct Folder {
    procedures: Vec<(Procedure, Place)>,
    events: Vec<(EventGuide, Vec<Place>)>,
    /// Ids of procedures that stand in a file, read or not.
    written: BTreeSet<String>,
}

impl Folder {
    /// Reads a file of the folder.
    pub(super) fn take(&mut self, table: &Table<'_>, law: &LawSet, marks: &Marks) {
        if table.has("event") {
            return self.events.extend(event::guide(table, law, marks));
        }
        let Some(head) = table.req("procedure").and_then(Item::table) else { return };
        let id = head.opt("id").and_then(|item| item.value.as_str()).map(str::to_owned);
        self.written.extend(id);
        if let Some(procedure) = procedure(table, &head, law, marks) {
            self.procedures.push((procedure, head.place()));
        }
    }

    /// Checks what the files say of each other, and gives the procedures in order of id and days.
    pub(super) fn close(mut self, faults: &Faults) -> (Vec<Procedure>, Option<EventGuide>) {
        let order = |procedure: &Procedure| (procedure.id.clone(), procedure.valid);
        self.procedures.sort_by_key(|(procedure, _)| order(procedure));
        check::versions(&self.procedures, faults);
        check::events(&self.events, &self.written, faults);
        let procedures = self.procedures.into_iter().map(|(procedure, _)| procedure).collect();
        (procedures, self.events.into_iter().next().map(|(guide, _)| guide))
    }
}

/// What the reader of a procedure needs beside its table.
struct Desk<'a> {
    law: &'a LawSet,
    marks: &'a Marks,
    /// Days of the procedure; `None` if they could not be read.
    valid: Option<Validity>,
}

fn procedure(table: &Table<'_>, head: &Table<'_>, law: &LawSet, marks: &Marks) -> Option<Procedure> {
    let desk = Desk { law, marks, valid: validity(head) };
    let (id, name, summary) = (id(head), head.text("name"), head.text("summary"));
    let (provision, step) = (opt_provision(head, "provision", &desk), opt_provision(head, "step", &desk));
    let applicant = head.word("applicant", &Applicant::WORDS);
    let about = basis(head, "procedure", &desk);
    head.finish();
    let form = form::form(table, &desk);
    let fields = form.as_ref().map(|form| form.fields.as_slice()).unwrap_or_default();
    let written = written(table, "field");
    let letters = letter::letters(table, &written);
    let clock = time::clock_rule(table, &desk);
    let clock_when = time::clock_when(table, fields, &written, &desk);
    let (extension, supplement) = (time::extension(table, &desk), time::supplement(table, &desk));
    let (consultation, appeal) = (time::consultation(table, &desk), time::appeal(table, &desk));
    let (filing, tasks, grounds) = (filing(table, &desk), tasks(table, &desk), grounds(table, &desk));
    letter::check_required(table, &letters, consultation.as_ref(), filing.as_ref());
    Some(Procedure {
        id: id?,
        file: table.place().file,
        valid: desk.valid?,
        provision,
        step,
        name: name?,
        summary: summary?,
        applicant: applicant?,
        basis: about,
        clock: clock?,
        clock_when,
        extension,
        supplement: supplement?,
        consultation: consultation?,
        appeal,
        filing,
        form: form?,
        tasks,
        letters,
        grounds,
    })
}

fn id(table: &Table<'_>) -> Option<String> {
    let item = table.req("id")?;
    let text = item.str()?;
    match ProvisionId::parse(text) {
        Ok(id) => Some(id.to_string()),
        Err(_) => item.wrong("영문자·숫자·`.`·`_`의 식별자", "an id of letters, digits, `.` and `_`"),
    }
}

/// Reads an id of a part, which stands in addresses and in braces.
fn part_id(table: &Table<'_>) -> Option<String> {
    let item = table.req("id")?;
    let text = item.str()?;
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if text.len() <= 40 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_plain) {
        return Some(text.to_owned());
    }
    item.wrong(
        "소문자·숫자·`_`의 식별자(40자까지)",
        "an id of lower-case letters, digits and `_`, at most 40",
    )
}

/// Reads the parts of a name; an id that stands twice is noted and left out.
fn parts<T>(root: &Table<'_>, key: &str, mut read: impl FnMut(&Table<'_>, String) -> Option<T>) -> Vec<T> {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    let mut take = |table: Table<'_>| {
        let id = part_id(&table);
        let named = id.clone().unwrap_or_default();
        let part = read(&table, named);
        table.finish();
        let id = id?;
        if let Some(first) = seen.get(&id) {
            let first = first.to_string();
            return table.faults.none(&table.place_of("id"), &Kind::Duplicate { id, first });
        }
        seen.insert(id, table.place());
        part
    };
    root.tables(key).into_iter().filter_map(&mut take).collect()
}

/// Returns the ids of parts that stand in the file, read or not: who mends one is not told that it is missing.
fn written(root: &Table<'_>, key: &str) -> BTreeSet<String> {
    let tables = root.tables(key);
    let ids = tables.iter().filter_map(|table| table.opt("id")?.value.as_str());
    ids.map(str::to_owned).collect()
}

/// Reads the id of a provision; one that is not there is noted and left out.
fn opt_provision(table: &Table<'_>, key: &str, desk: &Desk<'_>) -> Option<String> {
    let id = table.opt_str(key)?;
    if desk.law.provision(id).is_some() || desk.marks.find(&provision::unread(id)).is_some() {
        return Some(id.to_owned());
    }
    let nearest = nearest(id, desk.law.provisions.iter().map(|known| known.id.as_str()));
    let (ko, en) = ("조문".to_owned(), "provision".to_owned());
    table.faults.none(&table.place_of(key), &Kind::Undeclared { ko, en, id: id.to_owned(), nearest })
}

/// Reads the citations of a part, if it has any, and checks that the articles stand in the text.
fn cites(table: &Table<'_>, name: &str, desk: &Desk<'_>) -> Vec<Citation> {
    if !table.has("cite") {
        return Vec::new();
    }
    let cited = citations(table, name, &desk.law.statutes);
    let Some(valid) = desk.valid else { return cited };
    for cite in cited.iter().filter(|cite| cite.indexed) {
        if let Some((day, nearest)) = missing_on(cite, valid, &desk.law.statutes) {
            let (law, article, day) = (cite.law.clone(), cite.article.clone(), day.to_string());
            table.faults.note(&table.place_of("cite"), &Kind::NoArticle { law, article, day, nearest });
        }
    }
    cited
}

/// Reads where a value comes from; notes where neither a source nor the mark that there is none is written.
fn basis(table: &Table<'_>, name: &str, desk: &Desk<'_>) -> Basis {
    let basis = Basis { illustrative: table.flag("illustrative"), cite: cites(table, name, desk) };
    if basis.cite.is_empty() && !basis.illustrative {
        table.faults.note(&table.place(), &Kind::NoSource { id: name.to_owned() });
    }
    basis
}

/// Reads a small whole number.
fn small(table: &Table<'_>, key: &str, most: u8) -> Option<u8> {
    let item = table.req(key)?;
    let number = u8::try_from(item.int()?).ok().filter(|number| *number <= most);
    number
        .or_else(|| item.wrong(&format!("0부터 {most}까지의 정수"), &format!("a whole number up to {most}")))
}

fn filing(root: &Table<'_>, desk: &Desk<'_>) -> Option<Filing> {
    let table = root.opt_table("filing")?;
    let authorities = authorities(&table, desk);
    let (how, by) = (table.text("how"), table.word("by", &Filer::WORDS));
    let basis = basis(&table, "filing", desk);
    table.finish();
    Some(Filing { authorities: authorities?, how: how?, by: by?, basis })
}

/// Reads names of one authority, and checks that one of them is in office on every day of the procedure.
fn authorities(table: &Table<'_>, desk: &Desk<'_>) -> Option<Vec<Authority>> {
    let items = table.req("authority").and_then(Item::items)?;
    let mut found: Vec<Authority> = Vec::new();
    for item in items {
        let name = item.str()?;
        let named = desk.law.authorities.iter().filter(|known| known.name.ko == name);
        let before = found.len();
        found.extend(named.cloned());
        if found.len() == before {
            let nearest = nearest(name, desk.law.authorities.iter().map(|known| known.name.ko.as_str()));
            let (ko, en) = ("기관".to_owned(), "authority".to_owned());
            item.note(&Kind::Undeclared { ko, en, id: name.to_owned(), nearest });
            return None;
        }
    }
    found.sort_by_key(|authority| authority.valid);
    if let Some(day) = desk.valid.and_then(|valid| check::first_day_without(&found, valid)) {
        let name = found.first().map(|authority| authority.name.ko.clone()).unwrap_or_default();
        let place = table.place_of("authority");
        table.faults.note(&place, &Kind::Authority { name, day: day.to_string() });
    }
    Some(found)
}

fn tasks(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Task> {
    parts(root, "task", |table, id| {
        let (name, stage) = (table.text("name"), table.word("stage", &Stage::WORDS));
        let cite = cites(table, &id, desk);
        Some(Task { id, name: name?, stage: stage?, cite })
    })
}

fn grounds(root: &Table<'_>, desk: &Desk<'_>) -> Vec<Ground> {
    parts(root, "ground", |table, id| {
        let text = table.text("text");
        let basis = basis(table, &id, desk);
        Some(Ground { id, text: text?, basis })
    })
}
