//! Every special case (규제특례) of the Act, one entry a paragraph or item, to browse and to search.
//!
//! The list says what the Act offers to any zone; which of it a zone has taken stands in that zone's own record.

mod article;
mod fault;
mod read;
mod search;

pub use search::Words;

use article::Articles;
use jiff::civil::Date;
use search::Index;
use teukgu_domain::fault::Fault;
use teukgu_domain::ids::ProvisionId;
use teukgu_domain::text::Text;

/// Name of the file in the law folder, for faults.
pub const FILE: &str = "catalogue.csv";

/// The special cases of the Act in the order of the file, which is that of the articles.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
}

impl Catalogue {
    /// Reads the catalogue from the text of its file.
    ///
    /// # Errors
    /// Every fault of the text, in the order of its lines.
    pub fn parse(csv_text: &str) -> Result<Self, Vec<Fault>> {
        read::entries(csv_text).map(|entries| Self { entries })
    }

    /// Returns every entry.
    pub fn entries(&self) -> &[CatalogueEntry] {
        &self.entries
    }
}

/// One special case: a paragraph or item of the Act that lets a zone depart from another statute.
#[derive(Clone, Debug)]
pub struct CatalogueEntry {
    /// Stable id, such as `SC-055-1`.
    pub id: String,
    /// Which of the two zones of the Act it is for.
    pub zone_kind: ZoneKind,
    /// Heading under which it stands.
    pub heading: Text,
    /// Article of the Act.
    pub act_article: Text,
    /// Article of the Enforcement Decree, where there is one.
    pub decree_article: Option<Text>,
    /// Base statute (규제의 근거법률) that it departs from, with the article.
    pub statute: Text,
    /// What it gives, in one line of our own.
    pub effect: Text,
    /// What the article itself wants to see in the zone plan, beside the listing that every case needs.
    pub must_be_in_plan: Option<InPlan>,
    /// What part an ordinance (조례) has in it.
    pub needs_ordinance: Option<OrdinanceNeed>,
    /// Who decides, where the article names somebody.
    pub authority: Option<Text>,
    /// What changes or changed by a date, or where it does not apply.
    pub effective_note: Option<Text>,
    /// Why it serves a zone for artificial intelligence, where it does.
    pub ai_zone: Option<Text>,
    /// Id under which zones hold it, where one has it.
    pub provision: Option<ProvisionId>,
    /// Statutes that the entry was made from.
    pub source: Text,
    /// Day of the text that was read.
    pub as_of: Date,
    articles: Articles,
    index: Index,
}

impl CatalogueEntry {
    /// Returns true if every one of the words stands in the entry, in either language.
    pub fn mentions(&self, words: &Words) -> bool {
        self.index.holds(words, self.articles)
    }

    /// Returns true if it can be used only once there is an ordinance.
    pub fn is_nothing_without_ordinance(&self) -> bool {
        self.needs_ordinance.is_some_and(|need| need != OrdinanceNeed::Optional)
    }
}

/// One of the two zones that the Act knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoneKind {
    /// Regional special zone (지역특화발전특구), Chapter 2 of the Act.
    #[doc(alias = "지역특화발전특구")]
    RegionalSpecial,
    /// Regulation-free zone (규제자유특구), Chapter 3 of the Act; never in the capital area.
    #[doc(alias = "규제자유특구")]
    RegulationFree,
}

impl ZoneKind {
    /// Every kind with its word in files and addresses.
    pub const WORDS: [(&'static str, Self); 2] =
        [("sdz", Self::RegionalSpecial), ("rfz", Self::RegulationFree)];

    /// Returns the word in files and addresses.
    pub fn key(self) -> &'static str {
        word(self, &Self::WORDS)
    }

    /// Finds a kind by its word.
    pub fn find_by_key(key: &str) -> Option<Self> {
        of_word(key, &Self::WORDS)
    }

    /// Returns the name as the Act has it.
    pub fn name(self) -> Text {
        match self {
            Self::RegionalSpecial => Text::new("지역특화발전특구", "Regional special zone"),
            Self::RegulationFree => Text::new("규제자유특구", "Regulation-free zone"),
        }
    }
}

/// What an article itself wants to see in the zone plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InPlan {
    /// The details of the case.
    Details,
    /// A land-use plan.
    LandUsePlan,
    /// The main points of the ordinance.
    OrdinanceOutline,
}

impl InPlan {
    /// Every sort with its word in files and for programs.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("yes", Self::Details),
        ("land_use_plan", Self::LandUsePlan),
        ("ordinance_outline", Self::OrdinanceOutline),
    ];

    /// Returns the word in files and for programs.
    pub fn key(self) -> &'static str {
        word(self, &Self::WORDS)
    }
}

/// What part an ordinance has in a special case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrdinanceNeed {
    /// The municipality needs one.
    Municipal,
    /// The city or province needs one.
    Metropolitan,
    /// One may set details, and the case does without.
    Optional,
}

impl OrdinanceNeed {
    /// Every sort with its word in files and for programs.
    pub const WORDS: [(&'static str, Self); 3] =
        [("yes", Self::Municipal), ("metropolitan", Self::Metropolitan), ("optional", Self::Optional)];

    /// Returns the word in files and for programs.
    pub fn key(self) -> &'static str {
        word(self, &Self::WORDS)
    }
}

/// Returns the word of a value; each list has a word for every value.
fn word<T: Copy + PartialEq>(value: T, words: &[(&'static str, T)]) -> &'static str {
    words.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

/// Returns the value of a word.
fn of_word<T: Copy>(word: &str, words: &[(&'static str, T)]) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests;
