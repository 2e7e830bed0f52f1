//! provisions/**/*.cases.toml: the cases of one provision.

use super::Marks;
use super::provision::unread;
use super::sheet::{Item, Table, nearest, whole};
use crate::cases::{Case, CaseFile};
use crate::fault::Kind;
use crate::finding::Verdict;
use crate::law::LawSet;
use crate::value::{Truth, day_number};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use teukgu_domain::text::Text;
use toml::de::DeValue;

/// What cases share: day of law, facts, values of parameters.
#[derive(Clone, Default)]
struct Base {
    law_on: Option<Date>,
    facts: Json,
    params: BTreeMap<usize, i64>,
}

pub(crate) fn file(table: &Table<'_>, law: &LawSet, marks: &mut Marks) -> Option<CaseFile> {
    let item = table.req("provision")?;
    let provision = item.str()?.to_owned();
    if law.provision(&provision).is_none() && marks.find(&unread(&provision)).is_none() {
        let nearest = nearest(&provision, law.provisions.iter().map(|known| known.id.as_str()));
        let (ko, en) = ("조문".to_owned(), "provision".to_owned());
        item.note(&Kind::Undeclared { ko, en, id: provision.clone(), nearest });
    }
    marks.set(format!("cases:{provision}"), table.place());
    let base = table.opt_table("base").map_or_else(Base::default, |table| base(&table, law));
    let (mut never_false, mut never_unknown) = (BTreeMap::new(), BTreeMap::new());
    if let Some(unreachable) = table.opt_table("unreachable") {
        for id in unreachable.keys() {
            let Some(why) = unreachable.opt_table(&id) else { continue };
            never_false.extend(why.opt_str("false").map(|text| (id.clone(), text.to_owned())));
            never_unknown.extend(why.opt_str("unknown").map(|text| (id.clone(), text.to_owned())));
            why.finish();
        }
    }
    let cases = table.tables("case").iter().filter_map(|table| case(table, &base, law)).collect();
    let file = table.place().file;
    Some(CaseFile { provision, file, base: base.facts, cases, never_false, never_unknown })
}

fn base(table: &Table<'_>, law: &LawSet) -> Base {
    let law_on = table.opt_date("law_on");
    let facts = table.opt("facts").map_or(Json::Null, |item| json(item.value));
    let (many, place) = (size(&facts), table.place_of("facts"));
    if many > MOST_FACTS {
        let (ko, en) = (format!("사실 {many}개"), format!("{many} facts"));
        table.faults.note(&place, &Kind::TooMany { ko, en, most: MOST_FACTS });
        table.finish();
        return Base { law_on, ..Base::default() };
    }
    let params = params(table, law);
    table.finish();
    Base { law_on, facts, params }
}

fn case(table: &Table<'_>, base: &Base, law: &LawSet) -> Option<Case> {
    let (name, because) = (table.text("name"), because(table));
    let law_on = table.opt_date("law_on").or(base.law_on);
    let (fact_on, known_on) = (table.opt_date("fact_on"), table.opt_date("known_on"));
    let mut facts = if base.facts.is_null() { Json::Object(Map::new()) } else { base.facts.clone() };
    if let Some(set) = table.opt_table("set") {
        for key in set.keys() {
            let Some(item) = set.opt(&key) else { continue };
            put_at(item, &mut facts, &key, json(item.value));
        }
    }
    for item in table.opt("unset").and_then(Item::items).unwrap_or_default() {
        put_at(item, &mut facts, item.str()?, Json::Null);
    }
    let mut values = base.params.clone();
    values.extend(params(table, law));
    let zone = table.opt_table("zone");
    let zone_in_force =
        zone.as_ref().and_then(|zone| zone.opt("in_force")).and_then(Item::flag).unwrap_or(true);
    let expect = table.word("expect", &Verdict::WORDS);
    let only = table.opt_str("only").map(str::to_owned);
    let (states, also) = (states(table), also(table));
    let [ask, authority, version] =
        ["ask", "authority", "version"].map(|key| table.opt_str(key).map(str::to_owned));
    let line = table.place().spot.line;
    if law_on.is_none() {
        table.faults.note(&table.place(), &Kind::MissingKey { key: "law_on".to_owned() });
    }
    table.finish();
    Some(Case {
        line,
        name: name?,
        law_on: law_on?,
        fact_on,
        known_on,
        facts,
        params: values,
        zone_in_force,
        expect: expect?,
        only,
        states,
        ask,
        authority,
        version,
        also,
        because,
    })
}

/// Reads why; Korean alone will do, because lawyers read it.
fn because(table: &Table<'_>) -> Option<Text> {
    let (ko, en) = (table.opt_str("because_ko"), table.opt_str("because_en"));
    let ko = ko.or(en)?;
    Some(Text::new(ko, en.unwrap_or(ko)))
}

fn states(table: &Table<'_>) -> BTreeMap<String, Truth> {
    let Some(states) = table.opt_table("conditions") else { return BTreeMap::new() };
    let words = [Truth::True, Truth::False, Truth::Unknown].map(|truth| (truth.key(), truth));
    states.keys().into_iter().filter_map(|id| Some((id.clone(), states.word(&id, &words)?))).collect()
}

fn also(table: &Table<'_>) -> Vec<String> {
    let items = table.opt("also").and_then(Item::items).unwrap_or_default();
    items.into_iter().filter_map(|item| item.str().map(str::to_owned)).collect()
}

fn params(table: &Table<'_>, law: &LawSet) -> BTreeMap<usize, i64> {
    let mut values = BTreeMap::new();
    let Some(params) = table.opt_table("params") else { return values };
    for key in params.keys() {
        let Some(item) = params.opt(&key) else { continue };
        let Some(at) = law.parameter(&key) else {
            let nearest = nearest(&key, law.parameters.iter().map(|known| known.id.as_str()));
            let (ko, en) = ("매개변수".to_owned(), "parameter".to_owned());
            item.note(&Kind::Undeclared { ko, en, id: key, nearest });
            continue;
        };
        let value = match item.value {
            DeValue::Boolean(yes) => Some(i64::from(*yes)),
            DeValue::Datetime(_) => item.date().map(day_number),
            value => whole(value).or_else(|| item.wrong("값", "a value")),
        };
        values.extend(value.map(|value| (at, value)));
    }
    values
}

/// Turns a TOML value into JSON, which is how facts are handed in.
fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(_) => whole(value).map_or(Json::Null, Json::from),
        DeValue::Float(number) => Json::String(number.to_string()),
        DeValue::Boolean(yes) => Json::Bool(*yes),
        DeValue::Datetime(date) => Json::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(entries) => {
            entries.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
        }
    }
}

/// More members than a list of a case has; a number beyond is a slip and is taken as a name.
const MOST_ITEMS: usize = 100;
/// More facts than cases share; each case has a copy of them.
const MOST_FACTS: usize = 1_000;
/// Deepest path: list, number, name.
const DEEPEST: usize = 3;

/// Returns how many values there are at every depth.
fn size(value: &Json) -> usize {
    match value {
        Json::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Json::Object(entries) => 1 + entries.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Puts a value at a path; notes one that leads deeper than facts are.
fn put_at(item: Item<'_>, target: &mut Json, path: &str, value: Json) {
    if path.split('.').count() > DEEPEST {
        return item.note(&Kind::TooDeep { path: path.to_owned() });
    }
    put(target, path, value);
}

/// Puts a value at a path such as `application.state` or `sites.0.in_zone`.
fn put(target: &mut Json, path: &str, value: Json) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let Some(place) = place_of(target, first) else { return };
    match rest {
        None => *place = value,
        Some(rest) => put(place, rest, value),
    }
}

/// Returns the place of a member, making room for it.
fn place_of<'a>(target: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    if let (true, Some(at)) = (target.is_array(), number(name)) {
        let items = target.as_array_mut()?;
        while items.len() <= at {
            items.push(Json::Object(Map::new()));
        }
        return items.get_mut(at);
    }
    if !target.is_object() {
        *target = Json::Object(Map::new());
    }
    let empty = if name == "sites" { Json::Array(Vec::new()) } else { Json::Object(Map::new()) };
    Some(target.as_object_mut()?.entry(name).or_insert(empty))
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|at| *at < MOST_ITEMS)
}
