//! What a table is, where it comes from, and what it must not be taken for.

use teukgu_domain::text::Text;

/// Origin and units of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Stable id, such as `seoul-2020`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Area of which it speaks.
    pub area: Text,
    /// Year of its transactions, which is the year of its prices.
    pub year: i16,
    /// Money in which it is written.
    pub unit: MoneyUnit,
    /// Prices at which its transactions are valued.
    pub prices: Prices,
    /// Who made it, and where it is published.
    pub source: Text,
    /// Address of the source, where there is one.
    pub link: Option<String>,
    /// Licence under which it may be used, or that none was seen.
    pub licence: Text,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// What was changed after it was taken from the source.
    pub changes: Text,
    /// What to know before it is used.
    pub notes: Vec<Text>,
}

/// A unit of money: so many units of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyUnit {
    /// Currency, by its code (ISO 4217).
    pub currency: String,
    /// Units of the currency in one unit of the table.
    pub size: i64,
}

/// Prices at which transactions are valued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// What a producer gets, without taxes on products (기초가격).
    Basic,
    /// What a producer asks, with taxes on products (생산자가격).
    Producer,
    /// What a buyer pays, with trade and transport margins (구매자가격).
    Purchaser,
}

impl Prices {
    /// Returns the name in both languages.
    pub fn text(self) -> Text {
        match self {
            Self::Basic => Text::new("기초가격", "basic prices"),
            Self::Producer => Text::new("생산자가격", "producer prices"),
            Self::Purchaser => Text::new("구매자가격", "purchaser prices"),
        }
    }
}
