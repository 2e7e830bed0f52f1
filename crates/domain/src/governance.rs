//! Who steers the zone: the operating committee and the dedicated agency.

use crate::ids::OrganisationId;
use crate::provenance::Provenance;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The operating committee (특구 운영위원회) of the institutions in the zone.
///
/// The Act does not know it; it rests on ordinance or agreement, and the page says so.
#[doc(alias = "특구 운영위원회")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatingCommittee {
    /// Name.
    pub name: Text,
    /// What it does and what it rests on.
    pub role: Text,
    /// Day it was launched, where known.
    pub launched_on: Option<Date>,
    /// Member institutions, as published; never persons.
    pub members: Vec<CommitteeMember>,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// An institution with a seat in the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitteeMember {
    /// Name.
    pub name: Text,
    /// Its entry in the list of organisations, if it has one.
    pub organisation: Option<OrganisationId>,
}

/// The dedicated agency (특구 육성 전담기관) that fosters the zone.
#[doc(alias = "전담기관")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Name.
    pub name: Text,
    /// What it does, and what is not known about it.
    pub role: Text,
    /// Source.
    #[serde(flatten)]
    pub provenance: Provenance,
}
