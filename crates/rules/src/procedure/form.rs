//! The form of a procedure: fields and papers.

use super::Basis;
use teukgu_domain::text::Text;

/// What an applicant fills in and hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Version, which goes up whenever a field or paper changes; a case keeps the one it was filed with.
    pub version: u32,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Papers in order.
    pub papers: Vec<Paper>,
}

impl Form {
    /// Finds a field by id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Finds a paper by id.
    pub fn paper(&self, id: &str) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.id == id)
    }

    /// Returns the fields that the self-check may already have answered, each with its fact.
    pub fn known_facts(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields.iter().filter_map(|field| field.fact.as_deref().map(|fact| (field, fact)))
    }
}

/// A field of a form (기재 항목).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Id within the procedure; letters name it in braces.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Help under the label.
    pub hint: Option<Text>,
    /// What is entered.
    pub kind: FieldKind,
    /// True if the request cannot be filed without it.
    pub required: bool,
    /// True if it is about a person, so that it is never shown outside the case.
    pub personal: bool,
    /// Fact of the vocabulary with the same answer; what the self-check knows is not asked again.
    pub fact: Option<String>,
}

/// What is entered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Words {
        /// Most characters.
        longest: u32,
    },
    /// Several lines.
    LongWords {
        /// Most characters.
        longest: u32,
    },
    /// A whole number.
    Number {
        /// Unit.
        unit: Option<Text>,
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A day.
    Day,
    /// One of several.
    Choice(Vec<Choice>),
    /// Yes or no.
    Yes,
}

impl FieldKind {
    /// Returns the word in files and for programs.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Words { .. } => "words",
            Self::LongWords { .. } => "long_words",
            Self::Number { .. } => "number",
            Self::Day => "day",
            Self::Choice(_) => "choice",
            Self::Yes => "yes",
        }
    }

    /// Returns the choices; none of another kind.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// A choice of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Key for programs.
    pub key: String,
    /// Words for people.
    pub text: Text,
}

/// A paper to hand over (구비서류).
#[doc(alias = "구비서류")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Id within the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// True if the request cannot be filed without it.
    pub required: bool,
    /// Help under the name.
    pub hint: Option<Text>,
    /// Basis.
    pub basis: Basis,
}
