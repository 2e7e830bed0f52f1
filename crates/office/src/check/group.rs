//! The answers under their headings, for looking over them.

use super::answers::{Given, QuestionId, SITES};
use super::state::Check;
use super::words;
use serde_json::Value as Json;
use teukgu_domain::text::{Lang, Text};
use teukgu_rules::fact::{Fact, SITE, Sort, parse_decimal};
use teukgu_rules::value::Value;

/// Answers under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerGroup {
    /// Heading.
    pub name: Text,
    /// The answers, in the order in which they were given.
    pub rows: Vec<AnswerRow>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// Question to go back to.
    pub question: QuestionId,
    /// What was asked, as a noun.
    pub name: Text,
    /// What was said; `None` for "I do not know".
    pub said: Option<Text>,
    /// True if the answer names something without a public source.
    pub illustrative: bool,
}

/// Headings in their order; a group that the law folder adds stands under its own word until it has one here.
const NAMES: [(&str, &str, &str); 10] = [
    ("applicant", "신청인", "Applicant"),
    (SITE, "사업장", "Sites"),
    ("application", "출원", "Patent application"),
    ("person", "외국인", "Foreign national"),
    ("event", "행사", "Event"),
    ("road", "도로", "Road"),
    ("park", "공원", "Park"),
    ("finance", "사업비", "Cost"),
    ("district", "특정개발진흥지구", "Promotion district"),
    ("zone", "특구", "Zone"),
];

/// Puts the answers under their headings.
pub(super) fn groups(check: &Check) -> Vec<AnswerGroup> {
    let rows: Vec<(&str, AnswerRow)> = check.given().iter().flat_map(|given| rows(check, given)).collect();
    let mut keys: Vec<&str> = NAMES.iter().map(|(key, ..)| *key).collect();
    for (key, _) in &rows {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    let group = |key: &str| {
        let rows = rows.iter().filter(|(of, _)| *of == key).map(|(_, row)| row.clone()).collect();
        AnswerGroup { name: name(key), rows }
    };
    keys.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn name(key: &str) -> Text {
    let found = NAMES.iter().find(|(known, ..)| *known == key);
    found.map_or_else(|| Text::new(key, key), |(_, ko, en)| Text::new(*ko, *en))
}

fn rows<'a>(check: &'a Check, given: &'a Given) -> Vec<(&'a str, AnswerRow)> {
    let vocabulary = &check.law.vocabulary;
    match &given.question {
        QuestionId::Sites => {
            let count = given.values.get(SITES).and_then(Option::as_ref);
            let said = count.map(|count| Text::new(format!("{count}곳"), count.to_string()));
            vec![(SITE, row(given, Text::new("사업장 수", "Number of sites"), said))]
        }
        QuestionId::Fact(id) => {
            let Some(fact) = vocabulary.find(id) else { return Vec::new() };
            let value = given.values.get(id).and_then(Option::as_ref);
            vec![(fact.group.as_str(), answered(check, given, fact, fact.name.clone(), value))]
        }
        QuestionId::Site(number) => {
            let several = check.answers.site_count() != Some(1);
            let facts = given.values.iter().filter_map(|(local, value)| {
                let fact = vocabulary.find(&format!("{SITE}.{local}"))?;
                let name = if several { words::at_site(*number, &fact.name) } else { fact.name.clone() };
                Some((SITE, answered(check, given, fact, name, value.as_ref())))
            });
            facts.collect()
        }
    }
}

fn row(given: &Given, name: Text, said: Option<Text>) -> AnswerRow {
    AnswerRow { question: given.question.clone(), name, said, illustrative: false }
}

fn answered(check: &Check, given: &Given, fact: &Fact, name: Text, value: Option<&Json>) -> AnswerRow {
    let chosen = value.and_then(Json::as_str).and_then(|value| check.choice(&fact.id, value));
    let illustrative = chosen.as_ref().is_some_and(|choice| choice.illustrative);
    let said = chosen.map(|choice| choice.name).or_else(|| value.map(|value| shown(fact, value)));
    AnswerRow { illustrative, ..row(given, name, said) }
}

/// Writes a value as people read it.
fn shown(fact: &Fact, value: &Json) -> Text {
    let value = match (value, &fact.sort) {
        (Json::Bool(yes), _) => Value::Bool(*yes),
        (Json::Number(number), _) => Value::Int(number.as_i64().unwrap_or_default()),
        (Json::String(text), Sort::Date { .. }) => {
            text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Date)
        }
        (Json::String(text), Sort::Number { scale, .. }) => {
            parse_decimal(text, *scale).map_or_else(|| Value::Text(text.clone()), Value::Int)
        }
        (other, _) => Value::Text(other.as_str().map_or_else(|| other.to_string(), str::to_owned)),
    };
    let [ko, en] = Lang::ALL.map(|lang| fact.show(&value, lang));
    Text { ko, en }
}
