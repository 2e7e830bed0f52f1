//! Findings as JSON with fixed keys, in one language.

use crate::finding::{ConditionTrace, Due, ExceptionTrace, FactTrace, Finding, Flip, Paper, Question};
use crate::law::Citation;
use serde::Serialize;
use serde_json::{Value as Json, json};
use teukgu_domain::text::{Lang, Text};

/// A finding as JSON.
#[derive(Debug, Serialize)]
pub struct FindingJson<'a> {
    provision: &'a str,
    name: &'a str,
    kind: &'static str,
    verdict: &'static str,
    effect: EffectJson<'a>,
    authority: Option<&'a str>,
    version: Option<&'a str>,
    law_on: jiff::civil::Date,
    cite: &'a [Citation],
    #[serde(skip_serializing_if = "Option::is_none")]
    transition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_in_force: Option<&'a str>,
    conditions: Vec<ConditionJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<ExceptionJson<'a>>,
    use_general: bool,
    ask_next: Option<QuestionJson<'a>>,
    missing: Vec<QuestionJson<'a>>,
    details: Vec<QuestionJson<'a>>,
    flips: Vec<FlipJson<'a>>,
    documents: Vec<PaperJson<'a>>,
    deadlines: Vec<Json>,
    notes: Vec<NoteJson<'a>>,
    also: Vec<FindingJson<'a>>,
}

#[derive(Debug, Serialize)]
struct EffectJson<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ConditionJson<'a> {
    id: &'a str,
    state: &'static str,
    text: &'a str,
    cite: &'a [Citation],
    judgement: bool,
    /// The first fact, its value and who says so; all of them stand in `facts`.
    fact: Option<&'a str>,
    value: Json,
    source: Option<&'a str>,
    facts: Vec<FactJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<ParameterJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to_be_entered: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct ParameterJson<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct FactJson<'a> {
    fact: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<usize>,
    name: &'a str,
    state: &'static str,
    values: Vec<StatedJson<'a>>,
    illustrative: bool,
}

#[derive(Debug, Serialize)]
struct StatedJson<'a> {
    value: Json,
    text: &'a str,
    source: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct ExceptionJson<'a> {
    id: &'a str,
    state: &'static str,
    text: &'a str,
    cite: &'a [Citation],
}

#[derive(Debug, Serialize)]
struct QuestionJson<'a> {
    fact: &'a str,
    who: &'static str,
    text: &'a str,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct FlipJson<'a> {
    fact: &'a str,
    name: &'a str,
    to: &'a str,
    verdict: &'static str,
}

#[derive(Debug, Serialize)]
struct PaperJson<'a> {
    name: &'a str,
    form: Option<&'a str>,
    to: &'a str,
    cite: &'a [Citation],
    needed: &'static str,
}

#[derive(Debug, Serialize)]
struct NoteJson<'a> {
    text: &'a str,
    cite: &'a [Citation],
}

/// Writes a finding in one language.
pub fn finding(finding: &Finding, lang: Lang) -> FindingJson<'_> {
    FindingJson {
        provision: &finding.provision,
        name: finding.name.get(lang),
        kind: finding.kind.key(),
        verdict: finding.verdict.key(),
        effect: EffectJson { kind: finding.effect.key(), text: finding.effect_text.get(lang) },
        authority: opt(finding.authority.as_ref(), lang),
        version: finding.version.as_deref(),
        law_on: finding.law_on,
        cite: &finding.cite,
        transition: opt(finding.transition.as_ref(), lang),
        not_in_force: opt(finding.not_in_force.as_ref(), lang),
        conditions: finding.conditions.iter().map(|found| condition(found, lang)).collect(),
        exceptions: finding.exceptions.iter().map(|found| exception(found, lang)).collect(),
        use_general: finding.use_general,
        ask_next: finding.ask_next.as_ref().map(|found| question(found, lang)),
        missing: finding.missing.iter().map(|found| question(found, lang)).collect(),
        details: finding.details.iter().map(|found| question(found, lang)).collect(),
        flips: finding.flips.iter().map(|found| flip(found, lang)).collect(),
        documents: finding.documents.iter().map(|found| paper(found, lang)).collect(),
        deadlines: finding.deadlines.iter().map(|found| due(found, lang)).collect(),
        notes: finding.notes.iter().map(|(note, cite)| NoteJson { text: note.get(lang), cite }).collect(),
        also: finding.also.iter().map(|other| self::finding(other, lang)).collect(),
    }
}

fn opt(text: Option<&Text>, lang: Lang) -> Option<&str> {
    text.map(|text| text.get(lang))
}

fn condition(found: &ConditionTrace, lang: Lang) -> ConditionJson<'_> {
    let first = found.facts.first();
    ConditionJson {
        id: &found.id,
        state: found.state.key(),
        text: found.text.get(lang),
        cite: &found.cite,
        judgement: found.judgement,
        fact: first.map(|fact| fact.id.as_str()),
        value: first.and_then(|fact| fact.values.first()).map_or(Json::Null, |value| json!(value)),
        source: first.and_then(|fact| fact.sources.first()).and_then(|source| opt(source.as_ref(), lang)),
        facts: found.facts.iter().map(|found| fact(found, lang)).collect(),
        parameters: found
            .parameters
            .iter()
            .map(|(name, value)| ParameterJson { name: name.get(lang), value: value.get(lang) })
            .collect(),
        to_be_entered: found.open.iter().map(|name| name.get(lang)).collect(),
    }
}

fn fact(found: &FactTrace, lang: Lang) -> FactJson<'_> {
    let said = found.values.iter().zip(&found.shown).zip(&found.sources);
    FactJson {
        fact: &found.id,
        site: found.site,
        name: found.name.get(lang),
        state: found.state,
        values: said
            .map(|((value, shown), source)| StatedJson {
                value: json!(value),
                text: shown.get(lang),
                source: opt(source.as_ref(), lang),
            })
            .collect(),
        illustrative: found.illustrative,
    }
}

fn exception(found: &ExceptionTrace, lang: Lang) -> ExceptionJson<'_> {
    ExceptionJson { id: &found.id, state: found.state.key(), text: found.text.get(lang), cite: &found.cite }
}

fn question(found: &Question, lang: Lang) -> QuestionJson<'_> {
    QuestionJson { fact: &found.fact, who: found.who.key(), text: found.text.get(lang), state: found.state }
}

fn flip(found: &Flip, lang: Lang) -> FlipJson<'_> {
    FlipJson {
        fact: &found.fact,
        name: found.name.get(lang),
        to: found.to.get(lang),
        verdict: found.verdict.key(),
    }
}

fn paper(found: &Paper, lang: Lang) -> PaperJson<'_> {
    PaperJson {
        name: found.name.get(lang),
        form: found.form.as_deref(),
        to: found.to.get(lang),
        cite: &found.cite,
        needed: found.needed.key(),
    }
}

fn due(found: &Due, lang: Lang) -> Json {
    let steps: Vec<Json> = found
        .steps
        .iter()
        .map(|step| json!({ "on": step.on, "text": step.text.get(lang), "cite": step.cite.cite(lang) }))
        .collect();
    json!({
        "name": found.name.get(lang),
        "rule": found.rule.get(lang),
        "base": found.base.get(lang),
        "base_day": found.base_day,
        "due": found.due,
        "safe": found.safe,
        "applies": found.applies.key(),
        "cite": found.cite,
        "steps": steps,
        "uncounted": found.uncounted.as_ref().map(|why| why.get(lang)),
    })
}
