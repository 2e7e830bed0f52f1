//! E21 to E23: letters, the names in them, and those that must be there.

use crate::fault::Kind;
use crate::procedure::{Consultation, Filer, Filing, Letter, LetterKind, PLACEHOLDERS, placeholders};
use crate::read::sheet::{Item, Table, nearest};
use std::collections::BTreeSet;
use teukgu_domain::text::Text;

pub(super) fn letters(root: &Table<'_>, fields: &BTreeSet<String>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for table in root.tables("letter") {
        let read = letter(&table, fields);
        table.finish();
        let Some(letter) = read else { continue };
        if letters.iter().any(|known| known.kind == letter.kind) {
            let (id, first) = (letter.kind.key().to_owned(), table.place().file);
            table.faults.note(&table.place_of("id"), &Kind::Duplicate { id, first });
        } else {
            letters.push(letter);
        }
    }
    letters
}

fn letter(table: &Table<'_>, fields: &BTreeSet<String>) -> Option<Letter> {
    let (kind, title, body) = (table.word("id", &LetterKind::WORDS), table.text("title"), body(table));
    let kind = kind?;
    let (ko, en) = names(table, kind, fields);
    let (title, body) = (title?, body?);
    check_same(table, &ko, &en);
    Some(Letter { kind, title, body })
}

/// Reads the paragraphs; both languages have as many.
fn body(table: &Table<'_>) -> Option<Vec<Text>> {
    let read = |key: &str| {
        let items = table.req(key)?.items()?;
        let texts: Vec<&str> = items.iter().filter_map(|item| item.str()).collect();
        (texts.len() == items.len()).then_some(texts)
    };
    let (ko, en) = (read("body_ko"), read("body_en"));
    let (ko, en) = (ko?, en?);
    if ko.is_empty() {
        return table.opt("body_ko")?.wrong("문단 하나 이상", "at least one paragraph");
    }
    if ko.len() != en.len() {
        let said = format!("{} · {}", ko.len(), en.len());
        let (ko, en) =
            (format!("문단 수가 다릅니다({said})"), format!("paragraphs differ in number ({said})"));
        return table.faults.none(&table.place_of("body_en"), &Kind::Languages { ko, en });
    }
    Some(ko.into_iter().zip(en).map(|(ko, en)| Text::new(ko, en)).collect())
}

/// Returns the names in braces in both languages; one that nothing fills is noted.
fn names(
    table: &Table<'_>,
    kind: LetterKind,
    fields: &BTreeSet<String>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let known = || PLACEHOLDERS.into_iter().chain(fields.iter().map(String::as_str)).collect();
    let each = |item: Item<'_>, name: &str| note_unknown(item, name, kind, known());
    (names_of(table, "ko", &each), names_of(table, "en", &each))
}

/// Checks that both languages name the same.
fn check_same(table: &Table<'_>, ko: &BTreeSet<String>, en: &BTreeSet<String>) {
    let differ: Vec<&str> = ko.symmetric_difference(en).map(String::as_str).collect();
    if !differ.is_empty() {
        let names = differ.join(", ");
        let ko = format!("한 언어에만 있는 자리표시: {names}");
        let en = format!("these names stand in one language only: {names}");
        table.faults.note(&table.place_of("body_en"), &Kind::Languages { ko, en });
    }
}

fn note_unknown(item: Item<'_>, name: &str, kind: LetterKind, known: Vec<&str>) {
    if !known.contains(&name) {
        let (letter, name, nearest) = (kind.key().to_owned(), name.to_owned(), nearest(name, known));
        item.note(&Kind::Placeholder { letter, name, nearest });
    }
}

/// Returns every name in title and body of one language, and hands each on with its place.
fn names_of(table: &Table<'_>, lang: &str, each: &impl Fn(Item<'_>, &str)) -> BTreeSet<String> {
    let title = table.opt(&format!("title_{lang}"));
    let body = table.opt(&format!("body_{lang}"));
    let body = body.filter(|item| item.value.as_array().is_some()).and_then(Item::items).unwrap_or_default();
    let mut names = BTreeSet::new();
    for item in title.into_iter().chain(body) {
        for name in placeholders(item.value.as_str().unwrap_or_default()) {
            each(item, name);
            names.insert(name.to_owned());
        }
    }
    names
}

/// Checks that every letter is there that a case of the procedure can come to need.
pub(super) fn check_required(
    root: &Table<'_>,
    letters: &[Letter],
    consultation: Option<&Consultation>,
    filing: Option<&Filing>,
) {
    let mut wanted = vec![
        LetterKind::Granted,
        LetterKind::GrantedWithConditions,
        LetterKind::Refused,
        LetterKind::Supplement,
    ];
    if consultation.is_some_and(|consultation| !consultation.bodies.is_empty()) {
        wanted.push(LetterKind::Consultation);
    }
    if filing.is_some_and(|filing| filing.by == Filer::Office) {
        wanted.push(LetterKind::Request);
    }
    let written = super::written(root, "letter");
    for kind in wanted {
        let is_there = letters.iter().any(|letter| letter.kind == kind) || written.contains(kind.key());
        if !is_there {
            root.faults.note(&root.place_of("procedure"), &Kind::NoLetter { kind: kind.key().to_owned() });
        }
    }
}
