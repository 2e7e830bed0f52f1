//! The JSON Schema of the facts, made from the vocabulary.

use crate::fact::{Fact, Sort, Vocabulary};
use serde_json::{Map, Value as Json, json};
use teukgu_domain::text::Lang;

/// Returns the JSON Schema (2020-12) of the facts.
pub fn schema(vocabulary: &Vocabulary, lang: Lang) -> Json {
    let mut entities: Map<String, Json> = Map::new();
    let mut site = Map::new();
    for fact in vocabulary.facts().iter().filter(|fact| fact.derive.is_none()) {
        if fact.is_of_site() {
            site.insert(fact.local().to_owned(), stated(fact, lang));
        } else {
            let entity = entities.entry(fact.entity()).or_insert_with(
                || json!({ "type": "object", "properties": {}, "additionalProperties": false }),
            );
            entity["properties"][fact.local()] = stated(fact, lang);
        }
    }
    let site = json!({ "type": "object", "properties": site, "additionalProperties": false });
    entities
        .insert("sites".to_owned(), json!({ "type": ["array", "null"], "items": site, "maxItems": 1000 }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": lang.pick("판정에 쓰는 사실", "Facts that the special cases ask for"),
        "type": "object",
        "properties": entities,
        "additionalProperties": false,
    })
}

/// A fact is a value, nothing, a state of not knowing, or what one or several sources say.
fn stated(fact: &Fact, lang: Lang) -> Json {
    let said = json!({
        "type": "object",
        "properties": {
            "value": value(fact, lang),
            "source": { "type": "string" },
            "from": { "type": "string", "format": "date" },
            "until": { "type": "string", "format": "date" },
        },
        "required": ["value"],
        "additionalProperties": false,
    });
    let state = json!({
        "type": "object",
        "properties": { "state": { "enum": ["not_asked", "withheld", "pending"] } },
        "required": ["state"],
        "additionalProperties": false,
    });
    json!({
        "title": fact.name.get(lang),
        "description": fact.ask.get(lang),
        "x-who": fact.who.key(),
        "anyOf": [value(fact, lang), { "type": "null" }, state, said.clone(), { "type": "array", "items": said }],
    })
}

fn value(fact: &Fact, lang: Lang) -> Json {
    match &fact.sort {
        Sort::Bool => json!({ "type": "boolean" }),
        Sort::Number { scale: 0, min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Sort::Number { .. } => json!({ "type": ["number", "string"] }),
        Sort::Date { .. } => json!({ "type": "string", "format": "date" }),
        Sort::Code { codes } => {
            let options: Vec<Json> = codes
                .iter()
                .map(|code| json!({ "const": code.value, "title": code.name.get(lang) }))
                .collect();
            json!({ "oneOf": options })
        }
        Sort::Text { .. } => json!({ "type": "string", "minLength": 1, "maxLength": 1000 }),
    }
}
