//! Regulatory special cases (규제특례) that the zone plan grants.

use crate::date::Term;
use crate::ids::{ProvisionId, SubProjectId};
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A regulatory special case (규제특례, Act Art. 2 no. 3) as granted to a zone by its plan (Act Art. 9(1) no. 5).
///
/// What it takes to use one is law and belongs to the rules room; this is what the zone may say about it.
#[doc(alias = "규제특례")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantedProvision {
    /// Stable id, for example `act.55.patent_priority`.
    pub id: ProvisionId,
    /// Name.
    pub name: Text,
    /// Article of the Act.
    pub act_article: Text,
    /// Base statute (규제의 근거법률) that it departs from.
    pub base_statute: Text,
    /// What the base statute says without it.
    pub otherwise: Text,
    /// What it gives, no more than the article says.
    pub gives: Text,
    /// Strength of the effect: what the authority must or may do.
    pub force: ProvisionForce,
    /// For whom.
    pub for_whom: Text,
    /// Who decides.
    pub authority: Text,
    /// Papers to file.
    pub papers: Vec<Text>,
    /// Deadline or clock, in words.
    pub clock: Text,
    /// What it does not lift or promise.
    pub limits: Text,
    /// True if nothing is given until the municipality has an ordinance (조례).
    pub needs_ordinance: bool,
    /// The ordinance (조례) for it, once its term is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinance: Option<Ordinance>,
    /// Sub-projects that the plan's scope (적용범위) covers; `None` while the scope is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<SubProjectId>>,
    /// Days on which the zone has it.
    pub granted: Term,
    /// Day the article was last compared with the promulgated text.
    pub checked_on: Date,
    /// Place in the order of the articles.
    pub order: u32,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// An ordinance (조례, Act Art. 18) that a special case rests on.
#[doc(alias = "조례")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordinance {
    /// Name and number.
    pub name: Text,
    /// Days on which it is in force.
    pub term: Term,
}

/// What an authority is bound to when the requirements are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionForce {
    /// The authority may act (할 수 있다).
    May,
    /// The authority acts without delay unless there is a special reason (특별한 사유가 없으면 지체 없이).
    WithoutDelay,
    /// The duty falls away (아니하여도 된다).
    Waived,
    /// An ordinance may set other standards (조례로 달리 정할 수 있다).
    ByOrdinance,
    /// A ceiling is set otherwise (상한을 달리 정한다).
    Ceiling,
}
