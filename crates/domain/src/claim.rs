//! Published figures as claims: what was said, by whom, as printed, and what was meant.

use crate::date::Term;
use crate::ids::ClaimId;
use crate::money::{Won, grouped};
use crate::organisation::worded;
use crate::provenance::Provenance;
use crate::text::{Lang, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A published figure: value, wording as printed, who said it, and a correction where print and meaning differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Stable id; its page has a lasting address.
    pub id: ClaimId,
    /// What the figure is about.
    pub title: Text,
    /// Group of figures that speak about the same thing.
    pub topic: ClaimTopic,
    /// Value as meant.
    pub value: Quantity,
    /// Wording as printed in the source.
    pub as_printed: String,
    /// Set if print and meaning differ: how the value was read.
    pub correction: Option<Text>,
    /// Who said it.
    pub said_by: Text,
    /// Day it was published.
    pub said_on: Date,
    /// Period that it speaks of, where it has one.
    pub period: Option<Term>,
    /// What to know before using it: scope, contradiction with other figures, what must not be added up.
    pub note: Text,
    /// True for the figure that the founding announcement stands on; others are kept beside it.
    pub leading: bool,
    /// Place in lists.
    pub order: u32,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A number with its unit and how firmly it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Whole amount in `unit`.
    pub amount: i64,
    /// Unit.
    pub unit: Unit,
    /// How firmly it was said.
    pub firmness: Firmness,
}

worded! {
    /// Unit of a figure.
    Unit {
        /// Whole won (원).
        Won = "won",
        /// Jobs (명).
        Jobs = "jobs",
        /// Firms and institutes (개).
        Firms = "firms",
        /// Square metres (㎡).
        SquareMetres = "square_metres",
        /// Zones (곳).
        Zones = "zones",
        /// Pieces of anything else (건).
        Items = "items",
        /// Years (년).
        Years = "years",
    }
}

worded! {
    /// How firmly a figure was said.
    Firmness {
        /// Said as it stands.
        Exact = "exact",
        /// About (약).
        About = "about",
        /// At least (이상, 여).
        AtLeast = "at_least",
    }
}

worded! {
    /// Group of figures.
    ClaimTopic {
        /// Money to be spent.
        Investment = "investment",
        /// Output induced (생산유발).
        Output = "output",
        /// Value added induced (부가가치유발).
        ValueAdded = "value_added",
        /// Income induced (소득유발).
        Income = "income",
        /// Jobs.
        Jobs = "jobs",
        /// Firms in the zone.
        Firms = "firms",
        /// Area.
        Area = "area",
        /// The scheme in the country.
        Scheme = "scheme",
    }
}

impl Quantity {
    /// Writes the value as people read it: `약 1,352억 원`, `at least 1,000 jobs`.
    pub fn display(&self, lang: Lang) -> String {
        let n = grouped(self.amount.unsigned_abs());
        let body = match (self.unit, lang) {
            (Unit::Won, Lang::Ko) => Won::new(self.amount).ko(),
            (Unit::Won, Lang::En) => Won::new(self.amount).en(),
            (Unit::Jobs, Lang::Ko) => format!("{n}명"),
            (Unit::Jobs, Lang::En) => format!("{n} jobs"),
            (Unit::Firms, Lang::Ko) => format!("{n}개"),
            (Unit::Firms, Lang::En) => format!("{n} firms"),
            (Unit::SquareMetres, _) => format!("{n} m²"),
            (Unit::Zones, Lang::Ko) => format!("{n}곳"),
            (Unit::Zones, Lang::En) => format!("{n} zones"),
            (Unit::Items, Lang::Ko) => format!("{n}건"),
            (Unit::Items, Lang::En) => n,
            (Unit::Years, Lang::Ko) => format!("{n}년"),
            (Unit::Years, Lang::En) => format!("{n} years"),
        };
        match (self.firmness, lang) {
            (Firmness::Exact, _) => body,
            (Firmness::About, Lang::Ko) => format!("약 {body}"),
            (Firmness::About, Lang::En) => format!("about {body}"),
            (Firmness::AtLeast, Lang::Ko) => format!("{body} 이상"),
            (Firmness::AtLeast, Lang::En) => format!("at least {body}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_with_its_unit_and_its_firmness() {
        let jobs = Quantity { amount: 1_000, unit: Unit::Jobs, firmness: Firmness::AtLeast };
        assert_eq!(jobs.display(Lang::Ko), "1,000명 이상");
        assert_eq!(jobs.display(Lang::En), "at least 1,000 jobs");
        let area = Quantity { amount: 400_000, unit: Unit::SquareMetres, firmness: Firmness::About };
        assert_eq!(area.display(Lang::Ko), "약 400,000 m²");
    }
}
