//! What was answered, in the order in which it was asked, as it is kept in a draft.

use super::goal::Start;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::fmt;
use teukgu_domain::ids::ZoneId;
use teukgu_rules::fact::SITE;

/// More sites than a visitor would go through.
pub(super) const MOST_SITES: usize = 20;

/// Name of the number of sites among the values of its question.
pub(super) const SITES: &str = "sites";

/// Values by name: of a fact by its id, of a site by the name within it; `None` for "I do not know".
pub(super) type Values = BTreeMap<String, Option<Json>>;

/// What is asked on one page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum QuestionId {
    /// A fact, by its id.
    Fact(String),
    /// How many sites there are.
    Sites,
    /// Everything about one site, counted from 1.
    Site(usize),
}

impl QuestionId {
    /// Reads an id as it stands in an address.
    pub fn parse(text: &str) -> Option<Self> {
        if text == SITES {
            return Some(Self::Sites);
        }
        match text.split_once('.') {
            Some((SITE, number)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                number.parse().ok().filter(|n| (1..=MOST_SITES).contains(n)).map(Self::Site)
            }
            Some((SITE, _)) | None => None,
            Some(_) => Some(Self::Fact(text.to_owned())),
        }
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(id) => f.write_str(id),
            Self::Sites => f.write_str(SITES),
            Self::Site(number) => write!(f, "{SITE}.{number}"),
        }
    }
}

impl TryFrom<String> for QuestionId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no question")
    }
}

impl From<QuestionId> for String {
    fn from(id: QuestionId) -> Self {
        id.to_string()
    }
}

/// An answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The question.
    pub question: QuestionId,
    /// What was said, by name.
    pub(super) values: Values,
}

impl Given {
    /// Returns true if nothing was known.
    pub fn is_skipped(&self) -> bool {
        self.values.values().all(Option::is_none)
    }
}

/// A check as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answers {
    /// The zone that it is about.
    pub(super) zone: ZoneId,
    /// Where the visitor began.
    pub(super) start: Start,
    /// Day of law; `None` for the day on which it is read.
    pub(super) law_on: Option<Date>,
    /// The answers, in the order in which the questions were put.
    pub(super) given: Vec<Given>,
}

impl Answers {
    pub(super) const fn new(zone: ZoneId, start: Start, law_on: Option<Date>) -> Self {
        Self { zone, start, law_on, given: Vec::new() }
    }

    /// Reads what was kept; `None` if it is of another form.
    pub(super) fn read(document: &str) -> Option<Self> {
        serde_json::from_str(document).ok()
    }

    /// Writes it down.
    pub(super) fn write(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Puts an answer in the place of an earlier one to the same question, or at the end.
    pub(super) fn give(&mut self, question: QuestionId, values: Values) {
        let given = Given { question, values };
        match self.given.iter_mut().find(|known| known.question == given.question) {
            Some(known) => *known = given,
            None => self.given.push(given),
        }
        let count = self.site_count();
        let is_there =
            |id: &QuestionId| !matches!(id, QuestionId::Site(n) if count.is_none_or(|count| *n > count));
        self.given.retain(|given| is_there(&given.question));
    }

    /// Finds the answer to a question.
    pub(super) fn find(&self, question: &QuestionId) -> Option<&Given> {
        self.given.iter().find(|given| given.question == *question)
    }

    /// Returns how many sites there are, if that is known.
    pub(super) fn site_count(&self) -> Option<usize> {
        let count = self.find(&QuestionId::Sites)?.values.get(SITES)?.as_ref()?.as_u64()?;
        usize::try_from(count).ok().map(|count| count.min(MOST_SITES))
    }

    /// Returns the facts in the form that [`ask`](crate::ask::ask) takes.
    pub(super) fn facts(&self) -> Json {
        let mut facts = Map::new();
        for given in self.given.iter().filter(|given| matches!(given.question, QuestionId::Fact(_))) {
            facts.extend(given.values.iter().map(|(name, value)| (name.clone(), stated(value.as_ref()))));
        }
        if let Some(count) = self.site_count() {
            facts.insert(SITES.to_owned(), (1..=count).map(|number| self.site(number)).collect());
        }
        Json::Object(facts)
    }

    fn site(&self, number: usize) -> Json {
        let given = self.find(&QuestionId::Site(number)).into_iter().flat_map(|given| &given.values);
        given.map(|(name, value)| (name.clone(), stated(value.as_ref()))).collect::<Map<_, _>>().into()
    }
}

/// What a visitor does not know is kept back, so that the engine does not ask for it again.
fn stated(value: Option<&Json>) -> Json {
    value.cloned().unwrap_or_else(|| json!({ "state": "withheld" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Answers {
        Answers::new(ZoneId::parse("yangjae").unwrap(), Start::All, None)
    }

    fn values(pairs: &[(&str, Option<Json>)]) -> Values {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn a_question_is_named_in_an_address_and_read_again() {
        for text in ["application.state", "sites", "site.1", "site.20"] {
            assert_eq!(QuestionId::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "site.0", "site.21", "site.in_zone", "site.", "application", "site.99999999999999999999"]
        {
            assert_eq!(QuestionId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_kept_is_read_again_and_anything_else_is_not() {
        let mut kept = answers();
        kept.give(QuestionId::Fact("a.b".to_owned()), values(&[("a.b", Some(json!(true)))]));
        kept.give(QuestionId::Fact("a.c".to_owned()), values(&[("a.c", None)]));
        assert_eq!(Answers::read(&kept.write().unwrap()), Some(kept));
        for other in ["", "{}", "[]", r#"{"zone":"yangjae","start":"all","given":[{"question":"x"}]}"#] {
            assert_eq!(Answers::read(other), None, "{other}");
        }
    }

    #[test]
    fn facts_are_written_as_the_engine_reads_them() {
        let mut kept = answers();
        kept.give(QuestionId::Fact("a.b".to_owned()), values(&[("a.b", None)]));
        assert_eq!(kept.facts(), json!({ "a.b": { "state": "withheld" } }));
        kept.give(QuestionId::Sites, values(&[(SITES, Some(json!(2)))]));
        kept.give(QuestionId::Site(2), values(&[("in_zone", Some(json!(true)))]));
        assert_eq!(kept.facts()["sites"], json!([{}, { "in_zone": true }]));
    }

    #[test]
    fn fewer_sites_take_the_answers_about_the_others_away() {
        let mut kept = answers();
        kept.give(QuestionId::Sites, values(&[(SITES, Some(json!(2)))]));
        kept.give(QuestionId::Site(1), values(&[("in_zone", Some(json!(true)))]));
        kept.give(QuestionId::Site(2), values(&[("in_zone", Some(json!(true)))]));
        kept.give(QuestionId::Sites, values(&[(SITES, Some(json!(1)))]));
        assert_eq!((kept.given.len(), kept.find(&QuestionId::Site(2))), (2, None));
        kept.give(QuestionId::Sites, values(&[(SITES, None)]));
        assert_eq!((kept.given.len(), kept.site_count()), (1, None));
    }
}
