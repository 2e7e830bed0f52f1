//! From the text of a map of columns to the map.

use super::table::{Faults, Item, Table, open};
use super::{ColumnMap, FactColumn, IndustryColumn, Reading, StatusColumn};
use crate::kind::{Kind, nearest};
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Page;
use teukgu_domain::text::Text;
use teukgu_rules::fact::{Fact, Sort, Vocabulary, Who};
use teukgu_rules::value::Value;

/// The largest number that values of a column may be multiplied by: 100 million won.
const MOST_FACTOR: i64 = 100_000_000;

/// Reads a map; `counts` says which kinds keep a fact from being read with a fault rather than without.
pub(super) fn read(
    file: &str,
    text: &str,
    vocabulary: &Vocabulary,
    counts: impl Fn(&Kind) -> bool,
) -> Result<ColumnMap, Vec<Fault>> {
    let (page, faults) = (Page::new(file, text), Faults::default());
    let mut map = None;
    open(&page, &faults, |root| map = whole(root, vocabulary, &counts));
    let faults = faults.close();
    match map {
        Some(map) if faults.is_empty() => Ok(map),
        _ => Err(faults),
    }
}

fn whole(root: &Table<'_>, vocabulary: &Vocabulary, counts: &impl Fn(&Kind) -> bool) -> Option<ColumnMap> {
    let (ko, en) = (root.string("name_ko"), root.string("name_en"));
    let illustrative = root.flag("illustrative");
    let industry = root.opt("industry").and_then(Item::table).map(|table| industry(&table));
    let status = root.opt("status").and_then(Item::table).map(|table| status(&table));
    let facts = root.opt("facts").and_then(Item::table);
    let facts = facts.map(|table| facts_of(&table, vocabulary, counts)).unwrap_or_default();
    let columns = root.req("columns")?.table()?;
    let [id, longitude, latitude] = ["id", "longitude", "latitude"].map(|key| columns.string(key));
    let [label, municipality] = ["name", "sigungu"].map(|key| columns.opt_string(key));
    columns.finish();
    Some(ColumnMap {
        name: Text::new(ko?, en?),
        illustrative,
        id: id?,
        label,
        longitude: longitude?,
        latitude: latitude?,
        municipality,
        industry: industry.flatten(),
        status: status.flatten(),
        facts,
    })
}

fn industry(table: &Table<'_>) -> Option<IndustryColumn> {
    let column = table.string("column");
    let revision = table.req("revision").and_then(|item| item.whole(1, 99));
    let lettered = table.flag("lettered");
    table.finish();
    Some(IndustryColumn { column: column?, revision: u8::try_from(revision?).ok()?, lettered })
}

fn status(table: &Table<'_>) -> Option<StatusColumn> {
    let column = table.string("column");
    let mut words = BTreeMap::new();
    for (key, is_closed) in [("open", false), ("closed", true)] {
        add_words(&mut words, table.req(key), is_closed);
    }
    table.finish();
    Some(StatusColumn { column: column?, words })
}

/// Adds words that mean a value; a word that means another already is a fault.
fn add_words<T: Copy + PartialEq>(words: &mut BTreeMap<String, T>, item: Option<Item<'_>>, meaning: T) {
    for (word, item) in item.and_then(Item::words).unwrap_or_default() {
        let word = word.trim().to_owned();
        if words.get(&word).is_some_and(|known| *known != meaning) {
            let _: Option<()> = item.note(&Kind::WordTwice { word });
        } else {
            words.insert(word, meaning);
        }
    }
}

fn facts_of(table: &Table<'_>, vocabulary: &Vocabulary, counts: &impl Fn(&Kind) -> bool) -> Vec<FactColumn> {
    let all = table.all().into_iter();
    all.filter_map(|(id, key, value)| fact(id, key, value, vocabulary, counts)).collect()
}

fn fact(
    id: String,
    key: Item<'_>,
    value: Item<'_>,
    vocabulary: &Vocabulary,
    counts: &impl Fn(&Kind) -> bool,
) -> Option<FactColumn> {
    let table = value.table()?;
    let Some(slot) = vocabulary.slot(&id) else {
        let known = vocabulary.facts().iter().map(|fact| fact.id.as_str());
        let kind = Kind::UnknownFact { nearest: nearest(&id, known), id };
        return if counts(&kind) { key.note(&kind) } else { None };
    };
    let fact = vocabulary.at(slot);
    if fact.derive.is_some() || fact.who == Who::Registry {
        return key.note(&Kind::NotOfRegister { id });
    }
    let column = table.string("column");
    let reading = reading(&table, fact, vocabulary, slot);
    table.finish();
    Some(FactColumn { id, slot, column: column?, reading: reading? })
}

fn reading(table: &Table<'_>, fact: &Fact, vocabulary: &Vocabulary, slot: usize) -> Option<Reading> {
    let fitting: &[&str] = match &fact.sort {
        Sort::Bool => &["true", "false"],
        Sort::Code { .. } => &["codes"],
        Sort::Number { .. } => &["factor"],
        Sort::Date { .. } | Sort::Text { .. } => &[],
    };
    for key in ["true", "false", "codes", "factor"].into_iter().filter(|key| !fitting.contains(key)) {
        let Text { ko, en } = fact.sort.name();
        table.opt(key).map(|item| item.note::<()>(&Kind::WrongForm { key: key.to_owned(), ko, en }));
    }
    match &fact.sort {
        Sort::Bool => Some(yes_no(table)),
        Sort::Code { .. } => Some(codes(table, fact, vocabulary, slot)),
        Sort::Number { .. } => {
            let factor = table.opt("factor").map_or(Some(1), |item| item.whole(1, MOST_FACTOR));
            Some(Reading::Number { factor: factor? })
        }
        Sort::Date { .. } => Some(Reading::Day),
        Sort::Text { .. } => Some(Reading::Plain),
    }
}

fn yes_no(table: &Table<'_>) -> Reading {
    let mut words = BTreeMap::new();
    add_words(&mut words, table.req("true"), 1);
    add_words(&mut words, table.req("false"), 0);
    Reading::Words(words)
}

/// Reads which words mean which code; without a table each code is its own word.
fn codes(table: &Table<'_>, fact: &Fact, vocabulary: &Vocabulary, slot: usize) -> Reading {
    let known: Vec<&str> = match &fact.sort {
        Sort::Code { codes } => codes.iter().map(|code| code.value.as_str()).collect(),
        _ => Vec::new(),
    };
    let number = |code: &str| vocabulary.encode(slot, &Value::Text(code.to_owned()));
    let Some(table) = table.opt("codes").and_then(Item::table) else {
        let own = known.iter().filter_map(|code| Some(((*code).to_owned(), number(code)?)));
        return Reading::Words(own.collect());
    };
    let mut words = BTreeMap::new();
    for (code, key, item) in table.all() {
        if let Some(number) = number(&code) {
            add_words(&mut words, Some(item), number);
        } else {
            let nearest = nearest(&code, known.iter().copied());
            let _: Option<()> = key.note(&Kind::UnknownCode { id: fact.id.clone(), value: code, nearest });
        }
    }
    Reading::Words(words)
}
