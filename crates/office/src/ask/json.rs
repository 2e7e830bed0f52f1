//! An answer as JSON in one language: what the command line prints, the API answers and the self-check hands out.

use super::Answer;
use serde_json::{Value as Json, json};
use teukgu_domain::text::Lang;

/// Writes an answer in one language.
pub fn json(answer: &Answer, lang: Lang) -> Json {
    let findings: Vec<_> =
        answer.findings.iter().map(|finding| teukgu_rules::json::finding(finding, lang)).collect();
    json!({
        "zone": answer.zone,
        "law_on": answer.law_on,
        "fact_on": answer.fact_on,
        "known_on": answer.known_on,
        "findings": findings,
        "not_held": answer.not_held,
    })
}
