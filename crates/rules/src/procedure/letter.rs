//! Letters of a procedure: texts with names in braces.

use serde::Serialize;
use std::collections::BTreeSet;
use teukgu_domain::text::{Lang, Text};

/// Names that stand in braces in every letter, beside the ids of the form's fields.
///
/// `{applicant}` is a person, `{organisation}` the body that files, `{number}` the number of the case,
/// `{date}` the day of the letter, `{due}` the last day of the time that the letter sets.
pub const PLACEHOLDERS: [&str; 21] = [
    "appeal",
    "applicant",
    "attachments",
    "authority",
    "beside",
    "body",
    "conditions",
    "contact",
    "date",
    "department",
    "due",
    "law",
    "mayor",
    "number",
    "office",
    "officer",
    "organisation",
    "procedure",
    "reasons",
    "received_on",
    "zone",
];

/// A letter of a procedure (공문).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it says.
    pub kind: LetterKind,
    /// Title.
    pub title: Text,
    /// Paragraphs, with names in braces.
    pub body: Vec<Text>,
}

/// What a letter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The request is granted.
    Granted,
    /// The request is granted with conditions (부관).
    GrantedWithConditions,
    /// The request is refused.
    Refused,
    /// The office asks an authority outside for what was requested.
    Request,
    /// The applicant is asked for what is missing (보완 요구).
    Supplement,
    /// A body is asked for its opinion (협의 요청).
    Consultation,
}

impl LetterKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("granted", Self::Granted),
        ("granted_with_conditions", Self::GrantedWithConditions),
        ("refused", Self::Refused),
        ("request", Self::Request),
        ("supplement", Self::Supplement),
        ("consultation", Self::Consultation),
    ];

    /// Returns the word in files and for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::GrantedWithConditions => "granted_with_conditions",
            Self::Refused => "refused",
            Self::Request => "request",
            Self::Supplement => "supplement",
            Self::Consultation => "consultation",
        }
    }
}

/// A letter with everything put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Title.
    pub title: String,
    /// Paragraphs.
    pub body: Vec<String>,
}

/// A letter cannot be written, because a value for it is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the letter needs {}", .names.join(", "))]
pub struct MissingValues {
    /// Names in braces without a value, in order of the alphabet.
    pub names: Vec<String>,
}

impl Letter {
    /// Returns every name in braces in one language.
    pub fn names(&self, lang: Lang) -> BTreeSet<&str> {
        self.texts(lang).flat_map(placeholders).collect()
    }

    /// Puts values in the place of the names in braces.
    ///
    /// # Errors
    /// [`MissingValues`] with every name that `value` knows nothing for.
    pub fn fill(&self, lang: Lang, value: impl Fn(&str) -> Option<String>) -> Result<Filled, MissingValues> {
        let names: Vec<String> =
            self.names(lang).into_iter().filter(|name| value(name).is_none()).map(str::to_owned).collect();
        if !names.is_empty() {
            return Err(MissingValues { names });
        }
        let put = |text: &str| put(text, &value);
        Ok(Filled {
            title: put(self.title.get(lang)),
            body: self.body.iter().map(|paragraph| put(paragraph.get(lang))).collect(),
        })
    }

    fn texts(&self, lang: Lang) -> impl Iterator<Item = &str> {
        [&self.title].into_iter().chain(&self.body).map(move |text| text.get(lang))
    }
}

/// Returns the names in braces in a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Puts values into one text; what stands in a value is not read again.
fn put(text: &str, value: &impl Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some((name, rest)) = part.split_once('}') {
            out.push_str(&value(name).unwrap_or_default());
            out.push_str(rest);
        } else {
            out.push('{');
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        let text = |words: &str| Text::new(words, words);
        Letter {
            kind: LetterKind::Granted,
            title: text("{procedure} 안내"),
            body: vec![text("{applicant} 귀하"), text("접수번호 {number}, 끝.")],
        }
    }

    #[test]
    fn values_take_the_place_of_names_and_are_not_read_again() {
        let value = |name: &str| Some(format!("<{name}|{{date}}>"));
        let filled = letter().fill(Lang::Ko, value).unwrap();
        assert_eq!(filled.title, "<procedure|{date}> 안내");
        assert_eq!(filled.body, ["<applicant|{date}> 귀하", "접수번호 <number|{date}>, 끝."]);
    }

    #[test]
    fn every_value_that_is_missing_is_told_at_once() {
        let error = letter().fill(Lang::En, |name| (name == "number").then(String::new)).unwrap_err();
        assert_eq!(error.names, ["applicant", "procedure"]);
        assert_eq!(error.to_string(), "the letter needs applicant, procedure");
    }

    #[test]
    fn a_brace_without_an_end_is_left_as_it_is() {
        assert_eq!(placeholders("{a} {b").collect::<Vec<_>>(), ["a"]);
        assert_eq!(put("{a} {b", &|_| Some("x".into())), "x {b");
    }

    #[test]
    fn the_names_stand_in_order_and_once() {
        assert!(PLACEHOLDERS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
