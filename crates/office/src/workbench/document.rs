//! A provision as JSON in one language: what the command line prints and the API answers.

use crate::law::model::{LawSet, Provision, Version};
use jiff::civil::Date;
use serde_json::{Value as Json, json};
use teukgu_domain::text::Lang;

/// Writes the list of provisions.
pub fn list(law: &LawSet, lang: Lang) -> Vec<Json> {
    let row =
        |found: &Provision| json!({ "id": found.id, "kind": found.kind.key(), "name": found.name.get(lang) });
    law.provisions.iter().map(row).collect()
}

/// Writes a provision as it stands on a day.
pub fn provision(provision: &Provision, on: Date, lang: Lang) -> Json {
    let version = provision.version_on(on, None);
    let conditions = |version: &Version| -> Vec<Json> {
        provision
            .conditions_of(version)
            .map(|part| {
                json!({
                    "id": part.id,
                    "text": part.text.get(lang),
                    "cite": part.cite,
                    "judgement": part.judgement,
                })
            })
            .collect()
    };
    json!({
        "id": provision.id,
        "kind": provision.kind.key(),
        "name": provision.name.get(lang),
        "effect": { "kind": provision.effect.key(), "text": provision.effect_text.get(lang) },
        "on": on,
        "version": version.map(|version| &version.id),
        "from": version.map(|version| version.valid.from),
        "to": version.and_then(|version| version.valid.to),
        "authority": version.map(|version| version.authority.get(lang)),
        "cite": version.map(|version| &version.cite),
        "checked_on": provision.checked_on,
        "conditions": version.map(conditions),
        "also": provision.also,
        "file": provision.file,
    })
}
