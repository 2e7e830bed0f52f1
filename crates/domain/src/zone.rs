//! The zone itself (지역특화발전특구): who holds it, since when, on which law.

use crate::date::Term;
use crate::ids::ZoneId;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A regional special zone (지역특화발전특구, Act Art. 2 no. 2 and Art. 11).
#[doc(alias = "지역특화발전특구")]
#[doc(alias = "특화특구")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Stable id; also the name of its tenant folder.
    pub id: ZoneId,
    /// Full name; the statute wants the word 특구 in it (Act Art. 22).
    pub name: Text,
    /// Short name for headings and tabs.
    pub short_name: Text,
    /// One sentence that says what the zone is for.
    pub summary: Text,
    /// True only if the competent municipality itself runs this portal.
    pub official: bool,
    /// Place in words.
    pub place: Text,
    /// Municipality that holds the zone.
    pub municipality: Municipality,
    /// Decision that made it a zone.
    pub designation: Designation,
    /// Term of the zone.
    pub term: Term,
    /// Legal bases, the Act first.
    pub legal_bases: Vec<LegalBasis>,
    /// Legal dongs (법정동) that the zone touches, by ten-digit code.
    pub legal_dongs: Vec<String>,
    /// Industry codes (KSIC) that the zone is meant for.
    pub industries: Vec<Industry>,
    /// Source of the facts above.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The local government in charge (특화특구관할지방자치단체, Act Art. 15(2)).
#[doc(alias = "특화특구관할지방자치단체")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Municipality {
    /// Name.
    pub name: Text,
    /// Five-digit code of the district, where it has one.
    pub code: Option<String>,
    /// Public address of its site.
    pub website: Option<String>,
}

/// The designation (지정, Act Art. 11): decided on one day, in force by public notice on another.
#[doc(alias = "지정")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    /// Committee that resolved it.
    pub decided_by: Text,
    /// Authority that designates.
    pub authority: Text,
    /// Day of the resolution (의결).
    pub resolved_on: Date,
    /// Day it was announced (발표), where known.
    pub announced_on: Option<Date>,
    /// Public notice (고시), once its number and day are known.
    pub notice: Option<PublicNotice>,
    /// What is not known about the notice and what that means.
    pub notice_note: Option<Text>,
}

/// A public notice (고시) in the official gazette.
#[doc(alias = "고시")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicNotice {
    /// Number as printed.
    pub number: String,
    /// Day of the gazette.
    pub gazetted_on: Date,
}

/// An article that the zone stands on, with the day somebody last compared it with the statute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// Citation as lawyers write it.
    pub citation: Text,
    /// What it says, in our words.
    pub says: Text,
    /// Day it was last checked against the promulgated text.
    pub checked_on: Date,
    /// Source of the text.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// An industry by its Korean standard code (한국표준산업분류).
#[doc(alias = "한국표준산업분류")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Industry {
    /// Five-digit class code, revision 10.
    pub ksic: String,
    /// How close the industry is to the zone's purpose.
    pub tier: IndustryTier,
    /// Why it is on the list.
    pub reason: Text,
}

/// How close an industry is to the purpose of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndustryTier {
    /// The zone's own field.
    Core,
    /// Makes or carries what the core uses.
    Related,
    /// Serves the firms of the core.
    Support,
}
