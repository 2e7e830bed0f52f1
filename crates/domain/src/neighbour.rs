//! Designations beside the zone under another law, never mixed up with it.

use crate::date::Term;
use crate::ids::NeighbourId;
use crate::organisation::worded;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A neighbouring designation, such as an industry promotion district (특정개발진흥지구).
///
/// Another law, another authority, other benefits: an address may be in the zone, in the neighbour, in both or in neither.
#[doc(alias = "특정개발진흥지구")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Stable id.
    pub id: NeighbourId,
    /// Name.
    pub name: Text,
    /// Kind of the designation.
    pub kind: NeighbourKind,
    /// Law that it rests on.
    pub law: Text,
    /// Authority that designates.
    pub authority: Text,
    /// Day of the designation, once designated.
    pub designated_on: Option<Date>,
    /// Term, where one is set.
    pub term: Option<Term>,
    /// Area in square metres, where published.
    pub area_m2: Option<i64>,
    /// Legal dongs (법정동) that it is known to touch, by code.
    pub legal_dongs: Vec<String>,
    /// What it gives.
    pub gives: Vec<Text>,
    /// How it relates to the zone.
    pub relation: Text,
    /// What is not known, above all its boundary.
    pub unknown: Text,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

worded! {
    /// Kind of a neighbouring designation.
    NeighbourKind {
        /// Industry promotion district (특정개발진흥지구).
        PromotionDistrict = "promotion_district",
        /// Another regional special zone (지역특화발전특구).
        Zone = "zone",
        /// Regulation-free zone (규제자유특구).
        RegulationFreeZone = "regulation_free_zone",
        /// Any other scheme.
        Other = "other",
    }
}
