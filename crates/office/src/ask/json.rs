//! An answer as JSON in one language: what the command line prints, the API answers and the self-check hands out.

use super::Answer;
use serde_json::{Value as Json, json};
use teukgu_domain::text::Lang;

/// Writes an answer in one language.
pub fn json(answer: &Answer, lang: Lang) -> Json {
    let findings: Vec<_> = answer
        .findings
        .iter()
        .map(|finding| {
            let mut json = json!(teukgu_rules::json::finding(finding, lang));
            json["procedures"] = procedures(answer, &finding.provision, lang);
            json
        })
        .collect();
    json!({
        "zone": answer.zone,
        "law_on": answer.law_on,
        "fact_on": answer.fact_on,
        "known_on": answer.known_on,
        "findings": findings,
        "not_held": answer.not_held,
    })
}

/// Names what can be applied for to get what a provision gives.
fn procedures(answer: &Answer, provision: &str, lang: Lang) -> Json {
    let of = answer.offers.iter().filter(|offer| offer.provision == provision);
    of.map(|offer| json!({ "id": offer.procedure, "name": offer.name.get(lang) })).collect()
}
