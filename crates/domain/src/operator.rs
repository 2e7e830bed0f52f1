//! Operators (특화사업자): who carries the programmes out.

use crate::date::Term;
use crate::ids::OperatorId;
use crate::provenance::Provenance;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// An operator (특화사업자, Act Art. 2 no. 8 and Art. 14): the municipality or a body designated by it.
#[doc(alias = "특화사업자")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Stable id.
    pub id: OperatorId,
    /// Name.
    pub name: Text,
    /// Role in the plan.
    pub kind: OperatorKind,
    /// What it answers for.
    pub role: Text,
    /// Days on which it is an operator.
    pub term: Term,
    /// Place in the order of the plan.
    pub order: u32,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// Role of an operator in the plan; the words are the plan's, not the Act's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorKind {
    /// General operator (총괄 특화사업자).
    #[doc(alias = "총괄 특화사업자")]
    General,
    /// Unit operator (단위 특화사업자).
    #[doc(alias = "단위 특화사업자")]
    Unit,
}
