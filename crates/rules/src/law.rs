//! The law as it was read and checked: statutes, parameters, provisions.

use crate::cases::CaseFile;
use crate::fact::{self, Vocabulary};
use crate::formula::Formula;
use crate::procedure::{EventGuide, Procedure};
use crate::value::day_of;
use jiff::civil::Date;
use serde::Serialize;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::{Lang, Text};

/// Days on which something holds, half-open: `from` is the first day, `to` the first day after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Validity {
    /// First day.
    pub from: Date,
    /// First day after; `None` while no end is known.
    pub to: Option<Date>,
}

impl Validity {
    /// Returns true on the days on which it holds.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Returns true if the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.to.is_some_and(|to| to <= b.from);
        !before(self, other) && !before(other, self)
    }
}

/// An act, decree, rule or notice with the articles that are cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statute {
    /// Id.
    pub id: String,
    /// Short Korean name, by which it is cited.
    pub short_ko: String,
    /// Full name.
    pub name: Text,
    /// Promulgation number of the text that was read.
    pub number: String,
    /// Day of that text.
    pub as_of: Date,
    /// Day it was last compared with the promulgated text.
    pub checked_on: Date,
    /// Where it was read.
    pub source: String,
    /// Cited articles.
    pub articles: Vec<Article>,
}

/// An article (조).
#[doc(alias = "조")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Number, such as `제55조`.
    pub no: String,
    /// Heading.
    pub title: Text,
    /// Days on which it is known to stand in the text.
    pub valid: Validity,
}

/// An authority (소관 기관) under the name it has on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Name.
    pub name: Text,
    /// Days on which it has that name.
    pub valid: Validity,
}

/// A citation (근거 조문): an article of a law, or a part of the zone plan or of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Citation {
    /// Law by its short name, or the words for the zone plan, or the name of a notice.
    pub law: String,
    /// Article with paragraph and item; what part of the plan or notice.
    pub article: String,
    /// Act that amended it to this wording, where that matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended_by: Option<String>,
    /// True if there is an index to check it against.
    #[serde(skip)]
    pub indexed: bool,
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.law, self.article)
    }
}

/// A value that changes by date and is not written into a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit, where it is a number.
    pub unit: Option<Text>,
    /// Sort of its values.
    pub sort: ParameterSort,
    /// Slot of the code fact that it depends on.
    pub key: Option<usize>,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Values; empty while nobody has entered one.
    pub values: Vec<ParameterValue>,
    /// Remark, such as what is not entered.
    pub note: Option<Text>,
}

impl Parameter {
    /// Writes a value for people.
    pub fn show(&self, value: i64) -> Text {
        match self.sort {
            ParameterSort::Bool => fact::yes_no(value != 0),
            ParameterSort::Date => {
                let day =
                    |lang| day_of(value).map(|day| teukgu_domain::date::day(day, lang)).unwrap_or_default();
                Text::new(day(Lang::Ko), day(Lang::En))
            }
            ParameterSort::Int => {
                let number = fact::written(value, 0);
                let unit = self.unit.clone().unwrap_or_default();
                Text::new(
                    format!("{number}{}", unit.ko),
                    format!("{number} {}", unit.en).trim_end().to_owned(),
                )
            }
        }
    }
}

/// Sort of a parameter's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterSort {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A day.
    Date,
}

/// A value of a parameter on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    /// Code of the key fact, as a number.
    pub key: Option<i64>,
    /// Days on which it is the law.
    pub valid: Validity,
    /// Days on which it was known to be so; `None` for always.
    pub known: Option<Validity>,
    /// The value as a number.
    pub value: i64,
    /// Where it was read.
    pub source: String,
}

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionKind {
    /// A regulatory special case (규제특례) of a zone.
    SpecialCase,
    /// What somebody must get on the way to one, such as a letter.
    Step,
    /// A route that general law opens to everyone.
    GeneralRoute,
    /// A duty that no special case lifts; met means that it applies.
    Duty,
    /// Another scheme with another authority, such as a promotion district.
    Regime,
}

impl ProvisionKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("special_case", Self::SpecialCase),
        ("step", Self::Step),
        ("general_route", Self::GeneralRoute),
        ("duty", Self::Duty),
        ("regime", Self::Regime),
    ];

    /// Returns the word in files and for programs.
    pub fn key(self) -> &'static str {
        word(self, &Self::WORDS)
    }

    /// Returns true if it is in force only while the zone is.
    pub const fn needs_zone(self) -> bool {
        matches!(self, Self::SpecialCase | Self::Step)
    }
}

/// How strong the effect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// The authority may act (재량).
    #[doc(alias = "재량")]
    Discretion,
    /// The authority must act (기속).
    #[doc(alias = "기속")]
    Duty,
    /// A duty falls away (면제).
    #[doc(alias = "면제")]
    Exemption,
    /// A ceiling is set otherwise (상한변경).
    #[doc(alias = "상한변경")]
    ChangedCap,
    /// The authority must cooperate without delay (협조의무).
    #[doc(alias = "협조의무")]
    Cooperation,
    /// An ordinance may set it otherwise (조례위임).
    #[doc(alias = "조례위임")]
    ByOrdinance,
    /// Somebody has to do something (의무).
    #[doc(alias = "의무")]
    Obligation,
}

impl EffectKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("discretion", Self::Discretion),
        ("duty", Self::Duty),
        ("exemption", Self::Exemption),
        ("changed_cap", Self::ChangedCap),
        ("cooperation", Self::Cooperation),
        ("by_ordinance", Self::ByOrdinance),
        ("obligation", Self::Obligation),
    ];

    /// Returns the word in files and for programs.
    pub fn key(self) -> &'static str {
        word(self, &Self::WORDS)
    }
}

fn word<T: Copy + PartialEq>(value: T, words: &[(&'static str, T)]) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// Which day chooses the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LawBasis {
    /// The day of the decision (행정기본법 제14조제2항).
    Disposition,
    /// The day of a fact, such as the filing or the act itself, by its slot; the day of the decision while unknown.
    Fact(usize),
}

/// A provision (조문) with everything that is said about it.
#[doc(alias = "조문")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Id, such as `act.55.patent_priority`.
    pub id: String,
    /// File it stands in.
    pub file: String,
    /// What it is.
    pub kind: ProvisionKind,
    /// Name.
    pub name: Text,
    /// How strong its effect is.
    pub effect: EffectKind,
    /// What it gives or asks, no more than the article says.
    pub effect_text: Text,
    /// Which day chooses the version.
    pub basis: LawBasis,
    /// Goals from which a visitor may start.
    pub goals: Vec<String>,
    /// Day the text was last compared with the promulgated one.
    pub checked_on: Date,
    /// Why there is no general route beside it, if there is none.
    pub no_general_route: Option<Text>,
    /// Versions, oldest first.
    pub versions: Vec<Version>,
    /// Conditions.
    pub conditions: Vec<Condition>,
    /// Exceptions (다만).
    pub exceptions: Vec<Exception>,
    /// Supplementary provisions (부칙) that choose a version.
    pub transitions: Vec<Transition>,
    /// Papers to file.
    pub documents: Vec<Document>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// What else there is to know: fees, limits.
    pub notes: Vec<Note>,
    /// Provisions to look at beside it, by id.
    pub also: Vec<String>,
}

impl Provision {
    /// Returns the version in force on a day, as it was known on another.
    pub fn version_on(&self, law_on: Date, known_on: Option<Date>) -> Option<&Version> {
        self.versions.iter().find(|version| version.valid.contains(law_on) && version.is_known(known_on))
    }

    /// Returns the conditions of a version.
    pub fn conditions_of<'a>(&'a self, version: &'a Version) -> impl Iterator<Item = &'a Condition> {
        self.conditions.iter().filter(|condition| applies_to(&condition.only, version))
    }

    /// Returns the exceptions of a version.
    pub fn exceptions_of<'a>(&'a self, version: &'a Version) -> impl Iterator<Item = &'a Exception> {
        self.exceptions.iter().filter(|exception| applies_to(&exception.only, version))
    }
}

fn applies_to(only: &[String], version: &Version) -> bool {
    only.is_empty() || only.contains(&version.id)
}

/// A version of a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Id within the provision.
    pub id: String,
    /// Days on which it is in force (시행).
    pub valid: Validity,
    /// True if there really was no version in the days before it.
    pub gap: bool,
    /// Days on which it was believed to be so; `None` for always.
    pub known: Option<Validity>,
    /// Who decides.
    pub authority: Text,
    /// Basis.
    pub cite: Vec<Citation>,
}

impl Version {
    fn is_known(&self, known_on: Option<Date>) -> bool {
        known(self.known.as_ref(), known_on)
    }
}

/// Returns true if something was believed on a day; without a day, what is believed last counts.
pub(crate) fn known(validity: Option<&Validity>, known_on: Option<Date>) -> bool {
    match (validity, known_on) {
        (None, _) => true,
        (Some(validity), Some(day)) => validity.contains(day),
        (Some(validity), None) => validity.to.is_none(),
    }
}

/// A condition (요건): a sentence, its basis, its formal part.
#[doc(alias = "요건")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Id within the provision.
    pub id: String,
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Formal part.
    pub formula: Formula,
    /// True if only an officer may decide it (판단요건).
    pub judgement: bool,
    /// Question in the article's own words, where the fact's own do not do.
    pub ask: Option<Text>,
    /// Versions it belongs to; empty for all.
    pub only: Vec<String>,
}

/// An exception (다만).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Id within the provision.
    pub id: String,
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// When it holds.
    pub formula: Formula,
    /// True if general law is used instead; false if the provision is not met.
    pub use_general: bool,
    /// Versions it belongs to; empty for all.
    pub only: Vec<String>,
}

/// A supplementary provision (부칙) that chooses a version for some cases.
#[doc(alias = "부칙")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Id within the provision.
    pub id: String,
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Which cases.
    pub formula: Formula,
    /// Id of the version that they follow.
    pub version: String,
}

/// A paper to file (제출 서류).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Name.
    pub name: Text,
    /// Form, such as `별지 제22호서식`.
    pub form: Option<String>,
    /// Basis.
    pub cite: Vec<Citation>,
    /// When it is needed; always without one.
    pub formula: Option<Formula>,
    /// Addressee, where it is not the authority.
    pub to: Option<Text>,
}

/// A deadline (기한).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What is to be done.
    pub name: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Slot of the day it is counted from.
    pub base: usize,
    /// How long.
    pub period: Period,
    /// True if it is counted back from the base.
    pub before: bool,
    /// Which counting rule.
    pub clock: Clock,
    /// When it applies; always without one.
    pub formula: Option<Formula>,
}

/// What else there is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
}

/// The whole law folder, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LawSet {
    /// Statutes by short name.
    pub statutes: Vec<Statute>,
    /// Authorities.
    pub authorities: Vec<Authority>,
    /// Facts.
    pub vocabulary: Vocabulary,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Provisions in order of id.
    pub provisions: Vec<Provision>,
    /// Cases beside the provisions, in order of provision.
    pub cases: Vec<CaseFile>,
    /// What the office does with requests, in order of id and days.
    pub procedures: Vec<Procedure>,
    /// What an event needs.
    pub event: Option<EventGuide>,
}

impl LawSet {
    /// Finds a provision by id.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id == id)
    }

    /// Finds a statute by its short name.
    pub fn statute(&self, short_ko: &str) -> Option<&Statute> {
        self.statutes.iter().find(|statute| statute.short_ko == short_ko)
    }

    /// Finds the cases of a provision.
    pub fn cases_of(&self, id: &str) -> Option<&CaseFile> {
        self.cases.iter().find(|file| file.provision == id)
    }

    /// Finds the place of a parameter.
    pub fn parameter(&self, id: &str) -> Option<usize> {
        self.parameters.iter().position(|parameter| parameter.id == id)
    }
}

/// Returns the part of an id that names the article: `act.31.letter` and `act.31.stay_period` share `act.31`.
///
/// A step on the way to a special case, such as a letter, follows the case of the same article.
pub fn article_of(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(article, _)| article)
}
