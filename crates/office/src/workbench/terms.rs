//! What a case says otherwise than the facts that its file shares, in the words of the vocabulary.

use crate::law::cases::{Case, CaseFile};
use crate::law::fact::{Fact, SITE, Sort};
use crate::law::model::LawSet;
use crate::law::value::Value;
use serde_json::Value as Json;
use teukgu_domain::text::{Lang, Text};

/// How a fact that is free text says that there is none.
const NONE: &str = "none";

/// Something that a case says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Path of the fact, such as `sites.0.in_zone`; id of a parameter.
    pub path: String,
    /// What it is called.
    pub name: Text,
    /// What is said of it.
    pub said: Said,
}

/// What is said of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A value.
    Value(Text),
    /// Nothing: it is not asked.
    Nothing,
}

/// Returns what a case says otherwise than the facts that its file shares.
pub fn differences(law: &LawSet, file: &CaseFile, case: &Case) -> Vec<Differs> {
    let mut all = Vec::new();
    parted(law, "", &file.base, &case.facts, &mut all);
    for (at, value) in &case.params {
        if let Some(parameter) = law.parameters.get(*at) {
            let said = Said::Value(parameter.show(*value));
            all.push(Differs { path: parameter.id.clone(), name: parameter.name.clone(), said });
        }
    }
    if !case.zone_in_force {
        let (name, value) = (Text::new("특구", "The zone"), Text::new("시행 중 아님", "not in force"));
        all.push(Differs { path: "zone.in_force".to_owned(), name, said: Said::Value(value) });
    }
    all
}

/// Walks two documents at once and collects where the second differs.
fn parted(law: &LawSet, path: &str, base: &Json, case: &Json, all: &mut Vec<Differs>) {
    if base == case {
        return;
    }
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match case {
        Json::Object(entries) => {
            for (key, value) in entries {
                parted(law, &below(key), base.get(key).unwrap_or(&Json::Null), value, all);
            }
        }
        Json::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                parted(law, &below(&at.to_string()), base.get(at).unwrap_or(&Json::Null), value, all);
            }
        }
        leaf => all.push(differs(law, path, leaf)),
    }
}

fn differs(law: &LawSet, path: &str, value: &Json) -> Differs {
    let (id, number) = fact_id(path);
    let fact = law.vocabulary.find(&id);
    let name = fact.map_or_else(|| named(path), |fact| fact.name.clone());
    let name = match number {
        Some(number) => {
            Text::new(format!("사업장 {number}: {}", name.ko), format!("Site {number}: {}", name.en))
        }
        None => name,
    };
    let said = match value {
        Json::Null => Said::Nothing,
        value => Said::Value(shown(fact, value)),
    };
    Differs { path: path.to_owned(), name, said }
}

/// Names a path that is no fact.
fn named(path: &str) -> Text {
    if path == "sites" { Text::new("사업장 목록", "List of sites") } else { Text::new(path, path) }
}

/// Returns the id of a fact and the number of the site, from 1, for `sites.0.in_zone`.
fn fact_id(path: &str) -> (String, Option<usize>) {
    let parts: Vec<&str> = path.splitn(3, '.').collect();
    match parts.as_slice() {
        ["sites", number, name] => {
            (format!("{SITE}.{name}"), number.parse::<usize>().ok().map(|number| number + 1))
        }
        _ => (path.to_owned(), None),
    }
}

/// Writes a value as people read it.
fn shown(fact: Option<&Fact>, value: &Json) -> Text {
    if value.as_str() == Some(NONE) && fact.is_some_and(|fact| matches!(fact.sort, Sort::Text { .. })) {
        return Text::new("없음", "none");
    }
    let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let read = fact.and_then(|fact| {
        let value = match (&fact.sort, value) {
            (Sort::Bool, Json::Bool(yes)) => Value::Bool(*yes),
            (Sort::Number { scale: 0, .. }, Json::Number(number)) => Value::Int(number.as_i64()?),
            (Sort::Date { .. }, Json::String(day)) => Value::Date(day.parse().ok()?),
            (Sort::Code { .. }, Json::String(code)) => Value::Text(code.clone()),
            _ => return None,
        };
        Some(Text::new(fact.show(&value, Lang::Ko), fact.show(&value, Lang::En)))
    });
    read.unwrap_or_else(|| Text::new(plain.clone(), plain))
}
