//! What led to the zone and what happened since (연혁).

use crate::ids::HistoryId;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An event of the zone's history (연혁).
#[doc(alias = "연혁")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEvent {
    /// Stable id.
    pub id: HistoryId,
    /// Day of the event; the first day of the month or year where only that is known.
    pub on: Date,
    /// How exactly the day is known.
    pub precision: DatePrecision,
    /// What happened.
    pub title: Text,
    /// More about it.
    pub detail: Text,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// How exactly a day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

impl HistoryEvent {
    /// Writes the day as exactly as it is known: `2024. 11. 28.(목)`, `2024. 5.`, `2016`.
    pub fn when(&self, lang: crate::text::Lang) -> String {
        use crate::text::Lang;
        match (self.precision, lang) {
            (DatePrecision::Day, _) => crate::date::day(self.on, lang),
            (DatePrecision::Month, Lang::Ko) => format!("{}. {}.", self.on.year(), self.on.month()),
            (DatePrecision::Month, Lang::En) => self.on.strftime("%B %Y").to_string(),
            (DatePrecision::Year, _) => self.on.year().to_string(),
        }
    }
}
