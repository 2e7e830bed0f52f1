//! The vocabulary: every fact that a condition may ask for, with its type, its question and who answers.

use crate::law::Validity;
use crate::value::{Value, day_number, day_of};
use jiff::civil::Date;
use std::collections::BTreeMap;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::{Lang, Text};

/// The entity that a firm has several of; its facts need a quantifier.
pub const SITE: &str = "site";

/// A fact (사실) that conditions ask for.
#[doc(alias = "사실")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Id: entity, dot, name.
    pub id: String,
    /// What values it has.
    pub sort: Sort,
    /// Who says it.
    pub who: Who,
    /// Noun phrase for a list of answers.
    pub name: Text,
    /// Question; empty for a derived day.
    pub ask: Text,
    /// What helps to answer, if anything.
    pub hint: Option<Text>,
    /// Unit of a number.
    pub unit: Option<Text>,
    /// Heading under which answers are listed.
    pub group: String,
    /// How hard it is to find out, 1 to 9.
    pub cost: u32,
    /// How the day is computed, if it is.
    pub derive: Option<Derivation>,
}

impl Fact {
    /// Returns true if the fact is one of a site.
    pub fn is_of_site(&self) -> bool {
        self.entity() == SITE
    }

    /// Returns the entity, such as `applicant`.
    pub fn entity(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// Returns the id within its entity.
    pub fn local(&self) -> &str {
        self.id.split_once('.').map_or(self.id.as_str(), |(_, local)| local)
    }

    /// Writes a value as people read it.
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        match (value, &self.sort) {
            (Value::Bool(yes), _) => yes_no(*yes).get(lang).to_owned(),
            (Value::Date(day), _) => teukgu_domain::date::day(*day, lang),
            (Value::Text(text), Sort::Code { codes }) => codes
                .iter()
                .find(|code| code.value == *text)
                .map_or_else(|| text.clone(), |code| code.name.get(lang).to_owned()),
            (Value::Text(text), _) => text.clone(),
            (Value::Int(number), sort) => self.with_unit(written(*number, sort.scale()), lang),
        }
    }

    fn with_unit(&self, number: String, lang: Lang) -> String {
        let Some(unit) = &self.unit else { return number };
        match lang {
            Lang::Ko => format!("{number}{}", unit.ko),
            Lang::En => format!("{number} {}", unit.en),
        }
    }
}

/// Returns the words for yes and no.
pub fn yes_no(yes: bool) -> Text {
    if yes { Text::new("예", "Yes") } else { Text::new("아니요", "No") }
}

/// Writes a number in groups of three, with a decimal point before the last `scale` digits.
pub(crate) fn written(number: i64, scale: u8) -> String {
    let digits = format!("{:0width$}", number.unsigned_abs(), width = usize::from(scale) + 1);
    let (whole, part) = digits.split_at(digits.len() - usize::from(scale));
    let grouped: Vec<String> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| group.iter().copied().map(char::from).collect())
        .collect();
    let sign = if number < 0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{part}", grouped.join(","))
}

/// Reads a decimal such as `0.05` into its smallest step; `None` if it is none or has more digits than `scale`.
pub fn parse_decimal(text: &str, scale: u8) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = usize::from(scale);
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if part.len() > digits || !plain(part) || !plain(unsigned) || unsigned.is_empty() {
        return None;
    }
    format!("{whole}{part:0<digits$}").parse().ok()
}

/// Who says a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// The system looks it up in the zone's own data.
    Registry,
    /// The applicant answers it (신청인).
    Applicant,
    /// An officer decides it, with a reason (담당자).
    Officer,
}

impl Who {
    /// Everyone who says facts.
    pub const ALL: [Self; 3] = [Self::Applicant, Self::Officer, Self::Registry];

    /// Returns the word for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Officer => "officer",
            Self::Registry => "registry",
        }
    }
}

/// What values a fact has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Yes or no.
    Bool,
    /// A number within bounds; `scale` digits stand after the point.
    Number {
        /// Digits after the point; 0 for a whole number.
        scale: u8,
        /// Least value, in the smallest step.
        min: i64,
        /// Most value, in the smallest step.
        max: i64,
    },
    /// A day; `past` if a later day than today cannot be meant.
    Date {
        /// True for what has happened.
        past: bool,
    },
    /// One of a list.
    Code {
        /// The list.
        codes: Vec<Code>,
    },
    /// Free text, compared only as a whole.
    Text {
        /// Name of a list of the zone that answers are chosen from, such as `sub_projects`.
        choices: Option<String>,
    },
}

impl Sort {
    /// Returns the digits after the point.
    pub fn scale(&self) -> u8 {
        if let Self::Number { scale, .. } = self { *scale } else { 0 }
    }

    /// Returns true if values have an order.
    pub fn is_ordered(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Date { .. })
    }

    /// Names the type in messages.
    pub fn name(&self) -> Text {
        match self {
            Self::Bool => Text::new("예·아니요", "yes or no"),
            Self::Number { scale: 0, .. } => Text::new("정수", "a whole number"),
            Self::Number { .. } => Text::new("소수", "a decimal"),
            Self::Date { .. } => Text::new("날짜", "a date"),
            Self::Code { .. } => Text::new("목록의 값", "a value of a list"),
            Self::Text { .. } => Text::new("문자열", "a text"),
        }
    }
}

/// A value of a code list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The value in facts and conditions.
    pub value: String,
    /// Name.
    pub name: Text,
    /// Days on which the list holds it, such as those of an edition of a classification; `None` for always.
    pub valid: Option<Validity>,
}

/// How a derived day is computed from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// Fact that it counts from.
    pub from: String,
    /// How long.
    pub period: Period,
    /// Which counting rule.
    pub clock: Clock,
}

/// All facts, each with a slot: its place in a row of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    facts: Vec<Fact>,
    slots: BTreeMap<String, usize>,
    /// Texts that conditions name; any other text equals none of them.
    texts: BTreeMap<String, i64>,
}

/// What a text that no condition names is compared as.
const OTHER_TEXT: i64 = -1;

impl Vocabulary {
    /// Makes a vocabulary; a second fact with an id is left out.
    pub fn new(facts: Vec<Fact>) -> Self {
        let mut vocabulary = Self::default();
        for fact in facts {
            if !vocabulary.slots.contains_key(&fact.id) {
                vocabulary.slots.insert(fact.id.clone(), vocabulary.facts.len());
                vocabulary.facts.push(fact);
            }
        }
        vocabulary
    }

    /// Returns every fact in the order of its slot.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Returns the number of slots.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns true if there are no facts.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Finds the slot of a fact.
    pub fn slot(&self, id: &str) -> Option<usize> {
        self.slots.get(id).copied()
    }

    /// Finds a fact by its id.
    pub fn find(&self, id: &str) -> Option<&Fact> {
        self.slot(id).and_then(|slot| self.facts.get(slot))
    }

    /// Returns the fact of a slot.
    ///
    /// # Panics
    /// If the slot is not one of this vocabulary.
    pub fn at(&self, slot: usize) -> &Fact {
        &self.facts[slot]
    }

    /// Remembers a text that a condition names, and returns what it is compared as.
    pub(crate) fn intern(&mut self, text: &str) -> i64 {
        let next = i64::try_from(self.texts.len()).unwrap_or(i64::MAX);
        *self.texts.entry(text.to_owned()).or_insert(next)
    }

    /// Returns the number that a value of a slot is compared as; `None` if the value is not of the fact's type.
    pub fn encode(&self, slot: usize, value: &Value) -> Option<i64> {
        match (&self.facts.get(slot)?.sort, value) {
            (Sort::Bool, Value::Bool(yes)) => Some(i64::from(*yes)),
            (Sort::Number { min, max, .. }, Value::Int(number)) => {
                (min..=max).contains(&number).then_some(*number)
            }
            (Sort::Date { .. }, Value::Date(day)) => Some(day_number(*day)),
            (Sort::Code { codes }, Value::Text(text)) => {
                codes.iter().position(|code| code.value == *text).and_then(|at| i64::try_from(at).ok())
            }
            (Sort::Text { .. }, Value::Text(text)) => {
                Some(self.texts.get(text).copied().unwrap_or(OTHER_TEXT))
            }
            _ => None,
        }
    }

    /// Returns the value that a number of a slot stands for; `None` for a text that no condition names.
    pub fn decode(&self, slot: usize, number: i64) -> Option<Value> {
        match &self.facts.get(slot)?.sort {
            Sort::Bool => Some(Value::Bool(number != 0)),
            Sort::Number { .. } => Some(Value::Int(number)),
            Sort::Date { .. } => day_of(number).map(Value::Date),
            Sort::Code { codes } => {
                codes.get(usize::try_from(number).ok()?).map(|code| Value::Text(code.value.clone()))
            }
            Sort::Text { .. } => {
                let found = self.texts.iter().find(|(_, known)| **known == number);
                found.map(|(text, _)| Value::Text(text.clone()))
            }
        }
    }

    /// Returns the least and the most number that a value of a slot is compared as.
    pub fn bounds(&self, slot: usize) -> (i64, i64) {
        match &self.facts[slot].sort {
            Sort::Bool => (0, 1),
            Sort::Number { min, max, .. } => (*min, *max),
            Sort::Date { .. } => (day_number(Date::MIN), day_number(Date::MAX)),
            Sort::Code { codes } => (0, i64::try_from(codes.len()).unwrap_or(i64::MAX) - 1),
            Sort::Text { .. } => (OTHER_TEXT, i64::try_from(self.texts.len()).unwrap_or(i64::MAX) - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_groups_with_their_point() {
        for (number, scale, expected) in [
            (0, 0, "0"),
            (1_234_567, 0, "1,234,567"),
            (-1_000, 0, "-1,000"),
            (5, 2, "0.05"),
            (12_345, 1, "1,234.5"),
        ] {
            assert_eq!(written(number, scale), expected);
        }
    }

    #[test]
    fn a_decimal_is_read_exactly_or_not_at_all() {
        for (text, expected) in [
            ("0.05", Some(5)),
            ("1", Some(100)),
            ("-2.5", Some(-250)),
            ("0.051", None),
            ("1.x", None),
            ("", None),
            ("+1", None),
        ] {
            assert_eq!(parse_decimal(text, 2), expected, "{text}");
        }
    }
}
