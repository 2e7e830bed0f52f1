//! A screening that the office has loaded (등록부 심사): where it came from and what it counted, without a row of it.

use crate::facets::Facets;
use crate::ids::{AccountId, ScreeningId};
use crate::organisation::worded;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

worded! {
    /// Where the rows of a screening came from.
    ScreeningOrigin {
        /// The result of a screening that was run elsewhere.
        Result = "result",
        /// A register that was screened by the portal itself.
        Register = "register",
    }
}

/// A screening of establishments (등록부 심사) against the zone, as the record knows it: counts, and no establishment.
///
/// Its rows hold names, so they stand beside the record and can be removed; what stays is who loaded which file when.
#[doc(alias = "등록부 심사")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    /// Stable id.
    pub id: ScreeningId,
    /// Where its rows came from.
    pub origin: ScreeningOrigin,
    /// Name of the file.
    pub file: String,
    /// Size of the file in bytes.
    pub size: u64,
    /// SHA-256 of the file, in hexadecimal digits.
    pub hash: String,
    /// Account that loaded it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// When its rows are removed at the latest.
    pub rows_until: Timestamp,
    /// Day that was screened for.
    pub on: Date,
    /// True if none of the establishments is real (예시).
    pub is_illustrative: bool,
    /// Rows of the file.
    pub rows: u64,
    /// Rows of a result that are of other zones.
    pub of_other_zones: u64,
    /// Rows of a result about provisions that the law folder does not have, by provision.
    pub not_held: BTreeMap<String, u64>,
    /// What became of the rows of a register, by the names of its buckets; empty for a result.
    pub buckets: BTreeMap<String, u64>,
    /// Establishments that lie in the zone or on its border.
    pub inside: u64,
    /// Establishments exactly on the border.
    pub on_border: u64,
    /// What was found, by provision, in the order of the rows.
    pub provisions: Vec<ScreenedProvision>,
}

/// What a screening found of one provision, in establishments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenedProvision {
    /// Id of the provision.
    pub provision: String,
    /// Requirements met.
    pub met: u64,
    /// Requirements not met.
    pub not_met: u64,
    /// It cannot be said yet.
    pub unknown: u64,
    /// Not in force on the day.
    pub not_in_force: u64,
}

impl Screening {
    /// Returns what the screening is found by; lists are ordered by the instant of loading.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: self.origin.key().to_owned(),
            owner: Some(self.by.to_string()),
            assignee: None,
            parent: None,
            sort: self.at.as_microsecond(),
            search: Facets::searched(&[&self.file]),
        }
    }
}
