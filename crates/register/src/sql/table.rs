//! A register as a table of a database.

use crate::map::{ColumnMap, Reading, StatusColumn};
use teukgu_domain::text::Text;

/// Says which column of a table holds what.
///
/// Columns may be texts or have types of their own, such as a date: they are read by what they look like as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name of the table; the parts of a name with dots are quoted each.
    pub name: String,
    /// What it is called in the text, in both languages.
    pub title: Text,
    /// Column of the id.
    pub id: String,
    /// Column of the longitude in degrees.
    pub longitude: String,
    /// Column of the latitude in degrees.
    pub latitude: String,
    /// Column that says which establishments are closed (폐업).
    pub status: Option<StatusColumn>,
    /// Columns of facts; of two for one fact the later counts.
    pub facts: Vec<FactSource>,
}

/// A column that gives a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSource {
    /// Id of the fact.
    pub fact: String,
    /// Column.
    pub column: String,
    /// What it holds.
    pub held: Held,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Words, which are read as those of a file.
    Words(Reading),
    /// The number that the fact is compared as: 0 or 1, the place in a list of codes, the days since 1970-01-01, or a
    /// number in its smallest step; a column of whole numbers, `NULL` where the fact is not known.
    Number,
}

impl Table {
    /// The table of a register of the form of a map; the map was read with the vocabulary of the screening.
    pub fn of(map: &ColumnMap, name: &str) -> Self {
        let facts = map.facts.iter().map(|fact| FactSource {
            fact: fact.id.clone(),
            column: fact.column.clone(),
            held: Held::Words(fact.reading.clone()),
        });
        Self {
            name: name.to_owned(),
            title: map.name.clone(),
            id: map.id.clone(),
            longitude: map.longitude.clone(),
            latitude: map.latitude.clone(),
            status: map.status.clone(),
            facts: facts.collect(),
        }
    }

    /// Says that a column holds the number of a fact already, in place of what was said before.
    ///
    /// A derived day that is given so is taken to be counted from its base.
    #[must_use]
    pub fn with_number(mut self, fact: &str, column: &str) -> Self {
        self.facts.push(FactSource { fact: fact.to_owned(), column: column.to_owned(), held: Held::Number });
        self
    }
}
