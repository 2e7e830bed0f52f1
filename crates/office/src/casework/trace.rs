//! What a case keeps of form and law, and the reasons that the trace gives for a refusal.

use super::application::Application;
use serde_json::{Map, Value as Json, json};
use teukgu_domain::case::{CaseFile, Reason};
use teukgu_rules::procedure::{FieldKind, Form};

/// Writes a form down as it was shown.
pub(super) fn form(form: &Form) -> String {
    let fields = form.fields.iter().map(|field| {
        json!({
            "id": field.id, "label": field.label, "kind": field.kind.key(), "required": field.required,
            "choices": field.kind.choices().iter().map(|choice| json!({"key": choice.key, "text": choice.text}))
                .collect::<Vec<_>>(),
        })
    });
    let papers = form.papers.iter().map(|paper| json!({"id": paper.id, "name": paper.name}));
    json!({
        "version": form.version,
        "fields": fields.collect::<Vec<_>>(),
        "papers": papers.collect::<Vec<_>>(),
    })
    .to_string()
}

/// Puts the answers of a form that are facts of the law over those of the self-check.
pub(super) fn facts(application: &Application, form: &Form) -> Json {
    let mut facts = match &application.facts {
        Some(Json::Object(facts)) => facts.clone(),
        _ => Map::new(),
    };
    for (field, fact) in form.known_facts() {
        let Some(said) = application.answers.get(&field.id) else { continue };
        let value = match &field.kind {
            FieldKind::Yes => json!(true),
            FieldKind::Number { .. } => {
                said.parse::<i64>().map_or_else(|_| json!(said), |number| json!(number))
            }
            _ => match said.as_str() {
                "true" => json!(true),
                "false" => json!(false),
                said => json!(said),
            },
        };
        facts.insert(fact.to_owned(), value);
    }
    Json::Object(facts)
}

/// Draws the reasons for a refusal from the trace: each condition that does not hold, with its article and the fact
/// that would have to be otherwise.
pub(super) fn reasons(file: &CaseFile) -> Vec<Reason> {
    let Some(standing) = &file.standing else { return Vec::new() };
    let Ok(finding) = serde_json::from_str::<Json>(&standing.finding) else { return Vec::new() };
    let conditions = finding["conditions"].as_array().cloned().unwrap_or_default();
    let failed = conditions.iter().filter(|condition| condition["state"] == "false");
    failed.map(reason).collect()
}

fn reason(condition: &Json) -> Reason {
    let text = |name: &str| condition[name].as_str().map(str::to_owned);
    let cites = condition["cite"].as_array().cloned().unwrap_or_default();
    let cite = |cite: &Json| {
        let [law, article] =
            ["law", "article"].map(|name| cite[name].as_str().unwrap_or_default().to_owned());
        format!("{law} {article}").trim().to_owned()
    };
    let cites: Vec<String> = cites.iter().map(cite).filter(|cite| !cite.is_empty()).collect();
    Reason {
        text: text("text").unwrap_or_default(),
        condition: text("id"),
        fact: text("fact"),
        cite: (!cites.is_empty()).then(|| cites.join(", ")),
    }
}
