//! The map of columns: which column of a register says what, and what its words mean.

mod read;
mod table;

use crate::kind::Kind;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_rules::fact::Vocabulary;

/// Says which column of a register (사업체 등록부) holds what.
#[doc(alias = "사업체 등록부")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMap {
    /// Name of the register, which findings give as the source of its facts.
    pub name: Text,
    /// True if the register holds no real establishment; what rests on it is marked.
    pub illustrative: bool,
    /// Column of the id.
    pub id: String,
    /// Column of the name.
    pub label: Option<String>,
    /// Column of the longitude in degrees.
    pub longitude: String,
    /// Column of the latitude in degrees.
    pub latitude: String,
    /// Column of the sigungu code (시군구코드), five digits.
    pub municipality: Option<String>,
    /// Column of the industry code.
    pub industry: Option<IndustryColumn>,
    /// Column that says which establishments are closed.
    pub status: Option<StatusColumn>,
    /// Columns of facts that provisions ask for.
    pub facts: Vec<FactColumn>,
}

/// The column of the industry code (표준산업분류코드).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndustryColumn {
    /// Column.
    pub column: String,
    /// Revision of the classification that its codes are of.
    pub revision: u8,
    /// True if the letter of the section stands before the digits, as in `I56111`.
    pub lettered: bool,
}

/// The column that says whether an establishment is open (영업 상태).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusColumn {
    /// Column.
    pub column: String,
    /// For each word of the column whether it means closed (폐업).
    pub words: BTreeMap<String, bool>,
}

/// A column that gives a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactColumn {
    /// Id of the fact.
    pub id: String,
    /// Slot of the fact in the vocabulary that the map was read with.
    pub slot: usize,
    /// Column.
    pub column: String,
    /// How its words are read.
    pub reading: Reading,
}

/// How the words of a column become the number that a fact is compared as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Each word has its number: yes and no, or a code of a list.
    Words(BTreeMap<String, i64>),
    /// A number, which is multiplied by `factor` to be in the unit of the fact.
    Number {
        /// Units of the fact in one unit of the column, such as 1,000 for a column of thousand won.
        factor: i64,
    },
    /// A day, as in `2024-11-28`.
    Day,
    /// A text that is compared as a whole.
    Plain,
}

/// A map that comes with the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BuiltIn {
    /// The made-up register that [`crate::generate`] makes.
    Register,
    /// The public list of shops 소상공인시장진흥공단_상가(상권)정보, as it is handed out as CSV.
    ///
    /// Names of columns are those of the head of that file, one a field of the open interface of the same data
    /// (data.go.kr 15012005, `bizesId` to `lat`). Its industry codes carry the letter of their section, and the file
    /// lists open shops only, so that no column says which are closed.
    Shops,
}

impl BuiltIn {
    /// Every map with its word.
    pub const WORDS: [(&'static str, Self); 2] = [("register", Self::Register), ("shops", Self::Shops)];

    /// Finds the map that a word means.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == key).map(|(_, map)| map)
    }

    /// Returns its text, to be amended for a register of another form.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Register => include_str!("../maps/register.toml"),
            Self::Shops => include_str!("../maps/shops.toml"),
        }
    }
}

impl ColumnMap {
    /// Reads a map; `file` is its name in faults.
    ///
    /// # Errors
    /// Every [`Fault`] of the text in its order: unknown keys, keys that are missing, values of another type, facts that
    /// the vocabulary does not have.
    pub fn read(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Self, Vec<Fault>> {
        read::read(file, text, vocabulary, |_| true)
    }

    /// Reads a map for places alone: columns of facts are left out, whatever law they are of.
    ///
    /// # Errors
    /// As [`ColumnMap::read`].
    pub fn of_places(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let none = Vocabulary::default();
        read::read(file, text, &none, |kind| !matches!(kind, Kind::UnknownFact { .. }))
    }

    /// Reads a map that comes with the product; columns of facts that this vocabulary does not have are left out.
    ///
    /// # Errors
    /// As [`ColumnMap::read`], if the vocabulary gives a fact of the map another type.
    pub fn built_in(map: BuiltIn, vocabulary: &Vocabulary) -> Result<Self, Vec<Fault>> {
        read::read("columns.toml", map.text(), vocabulary, |kind| !matches!(kind, Kind::UnknownFact { .. }))
    }

    /// Returns every column that it names.
    pub fn columns(&self) -> Vec<&str> {
        let single = [&self.id, &self.longitude, &self.latitude].map(String::as_str);
        let optional = [&self.label, &self.municipality].into_iter().flatten().map(String::as_str);
        let industry = self.industry.iter().map(|industry| industry.column.as_str());
        let status = self.status.iter().map(|status| status.column.as_str());
        let facts = self.facts.iter().map(|fact| fact.column.as_str());
        single.into_iter().chain(optional).chain(industry).chain(status).chain(facts).collect()
    }
}
