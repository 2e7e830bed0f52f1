//! provisions/**/*.toml: one provision a file.

mod formal;
mod parts;

use super::cite::citations;
use super::parameters::known;
use super::sheet::{Faults, Item, Table, nearest};
use super::statutes::validity;
use super::typed::Typed;
use super::{Marks, Place};
use crate::fault::Kind;
use crate::law::{EffectKind, LawBasis, LawSet, Provision, ProvisionKind, Version};
use teukgu_domain::ids::ProvisionId;
use teukgu_domain::text::Text;

/// What the reader of a provision needs beside its table.
pub(super) struct Desk<'a> {
    pub(super) names: &'a Typed<'a>,
    pub(super) law: &'a LawSet,
}

/// Goals from which a visitor may start.
const GOALS: [&str; 4] = ["patent", "talent", "festival", "building"];

pub(crate) fn provision(
    table: &Table<'_>,
    names: &Typed<'_>,
    law: &LawSet,
    marks: &mut Marks,
) -> Option<Provision> {
    let desk = Desk { names, law };
    let head = table.req("provision").and_then(Item::table);
    let versions: Vec<Version> = table.tables("version").iter().filter_map(|t| version(t, &desk)).collect();
    let conditions = parts::conditions(table, &desk);
    let exceptions = parts::exceptions(table, &desk);
    let transitions = parts::transitions(table, &desk);
    let documents = parts::documents(table, &desk);
    let deadlines = parts::deadlines(table, &desk);
    let notes = parts::notes(table, &desk);
    let also = table.tables("also").iter().filter_map(parts::also).collect();
    let head = head?;
    let read = head_of(&head, &desk);
    head.finish();
    if read.is_none() {
        // Who names it is told the faults of its file, not that there is none.
        if let Some(id) = head.opt("id").and_then(|item| item.value.as_str()) {
            marks.set(unread(id), head.place());
        }
    }
    let mut provision = read?;
    if let Some(first) = marks.find(&provision.id) {
        let first = first.to_string();
        return table.faults.none(&head.place_of("id"), &Kind::Duplicate { id: provision.id, first });
    }
    remember(table, &head, &provision.id, marks);
    provision.file = table.place().file;
    provision.versions = versions;
    provision.versions.sort_by_key(|version| version.valid);
    (provision.conditions, provision.exceptions) = (conditions, exceptions);
    (provision.transitions, provision.documents) = (transitions, documents);
    (provision.deadlines, provision.notes, provision.also) = (deadlines, notes, also);
    Some(provision)
}

/// Path of the mark of a provision that stands in a file but could not be read.
pub(super) fn unread(id: &str) -> String {
    format!("unread:{id}")
}

fn head_of(table: &Table<'_>, desk: &Desk<'_>) -> Option<Provision> {
    let id = id(table);
    let kind = table.word("kind", &ProvisionKind::WORDS);
    let name = table.text("name");
    let effect = table.req("effect").and_then(Item::table).and_then(|table| effect(&table));
    let basis = basis(table, desk);
    let goals = goals(table);
    let (checked_on, no_general_route) = (table.date("checked_on"), table.opt_text("no_general_route"));
    let (effect, effect_text) = effect?;
    Some(Provision {
        id: id?,
        file: String::new(),
        kind: kind?,
        name: name?,
        effect,
        effect_text,
        basis: basis?,
        goals,
        checked_on: checked_on?,
        no_general_route,
        versions: Vec::new(),
        conditions: Vec::new(),
        exceptions: Vec::new(),
        transitions: Vec::new(),
        documents: Vec::new(),
        deadlines: Vec::new(),
        notes: Vec::new(),
        also: Vec::new(),
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

fn effect(table: &Table<'_>) -> Option<(EffectKind, Text)> {
    let (kind, text) = (table.word("kind", &EffectKind::WORDS), table.text("text"));
    table.finish();
    Some((kind?, text?))
}

fn goals(table: &Table<'_>) -> Vec<String> {
    let items = table.opt("goals").and_then(Item::items).unwrap_or_default();
    let goal = |item: Item<'_>| {
        let text = item.str()?;
        if GOALS.contains(&text) {
            Some(text.to_owned())
        } else {
            item.wrong(&GOALS.join(" · "), &GOALS.join(", "))
        }
    };
    items.into_iter().filter_map(goal).collect()
}

fn basis(table: &Table<'_>, desk: &Desk<'_>) -> Option<LawBasis> {
    match table.word("law_basis", &["disposition", "application", "act"].map(|word| (word, word)))? {
        "disposition" => Some(LawBasis::Disposition),
        _ => parts::day_fact(table, "basis_fact", desk).map(LawBasis::Fact),
    }
}

fn version(table: &Table<'_>, desk: &Desk<'_>) -> Option<Version> {
    let (id, valid, gap) = (table.string("id"), validity(table), table.flag("gap"));
    let (known, authority) = (known(table), authority(table, "authority", desk));
    let id = id?;
    let cite = citations(table, &id, &desk.law.statutes);
    table.finish();
    Some(Version { id, valid: valid?, gap, known, authority: authority?, cite })
}

/// Reads the Korean name of an authority and finds the English one.
fn authority(table: &Table<'_>, key: &str, desk: &Desk<'_>) -> Option<Text> {
    let name = table.str(key)?;
    let known = || desk.law.authorities.iter();
    let found = known().find(|authority| authority.name.ko == name).map(|authority| authority.name.clone());
    found.or_else(|| {
        let nearest = nearest(name, known().map(|authority| authority.name.ko.as_str()));
        let (ko, en) = ("기관".to_owned(), "authority".to_owned());
        table.faults.none(&table.place_of(key), &Kind::Undeclared { ko, en, id: name.to_owned(), nearest })
    })
}

/// Remembers where the parts of a provision stand.
fn remember(table: &Table<'_>, head: &Table<'_>, id: &str, marks: &mut Marks) {
    marks.set(id.to_owned(), head.place());
    for group in ["version", "condition", "except", "transition"] {
        for part in table.tables(group) {
            if let Some(name) = part.opt("id").and_then(|item| item.value.as_str()) {
                marks.set(format!("{id}#{group}:{name}"), part.place());
            }
        }
    }
    for (number, part) in table.tables("condition").iter().enumerate() {
        marks.set(format!("{id}#condition@{number}"), part.place());
    }
    for (number, part) in table.tables("also").iter().enumerate() {
        marks.set(format!("{id}#also:{number}"), part.place_of("provision"));
    }
}

/// Checks what a provision says about others: `also`, versions in `only` and `use`.
pub(crate) fn check_references(law: &LawSet, marks: &Marks, faults: &Faults) {
    for provision in &law.provisions {
        for (number, id) in provision.also.iter().enumerate() {
            if law.provision(id).is_none() && marks.find(&unread(id)).is_none() {
                let place = marks.at(&provision.id, &format!("also:{number}"));
                let nearest = nearest(id, law.provisions.iter().map(|other| other.id.as_str()));
                let (ko, en) = ("조문".to_owned(), "provision".to_owned());
                faults.note(&place, &Kind::Undeclared { ko, en, id: id.clone(), nearest });
            }
        }
        let check = |id: &str, place: Place| {
            if !provision.versions.iter().any(|version| version.id == id) {
                let nearest = nearest(id, provision.versions.iter().map(|version| version.id.as_str()));
                let (ko, en) = ("판".to_owned(), "version".to_owned());
                faults.note(&place, &Kind::Undeclared { ko, en, id: id.to_owned(), nearest });
            }
        };
        for condition in &provision.conditions {
            let place = marks.at(&provision.id, &format!("condition:{}", condition.id));
            condition.only.iter().for_each(|id| check(id, place.clone()));
        }
        for transition in &provision.transitions {
            check(&transition.version, marks.at(&provision.id, &format!("transition:{}", transition.id)));
        }
    }
}
