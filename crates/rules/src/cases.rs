//! Cases beside the law: facts in plain language, what is expected, and whether the law says so.

mod run;

pub(crate) use run::{Bindings, days};
pub use run::{CaseResult, Mismatch, run, run_one, run_until};

use crate::finding::Verdict;
use crate::value::Truth;
use jiff::civil::Date;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use teukgu_domain::text::Text;

/// The cases of one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// The provision.
    pub provision: String,
    /// File they stand in.
    pub file: String,
    /// Facts that the cases share, in the form of [`crate::facts::FactsReader`]; null if there are none.
    pub base: Json,
    /// The cases in the order of the file.
    pub cases: Vec<Case>,
    /// Conditions that no case can make false, with the reason.
    pub never_false: BTreeMap<String, String>,
    /// Conditions that no case can make unknown, with the reason.
    pub never_unknown: BTreeMap<String, String>,
}

/// A case: facts and what the law says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Line in the file.
    pub line: usize,
    /// What the case is about, as a sentence.
    pub name: Text,
    /// Day of law.
    pub law_on: Date,
    /// Day of the facts; the day of law where it is not written.
    pub fact_on: Option<Date>,
    /// Day of knowledge.
    pub known_on: Option<Date>,
    /// Facts, in the form of [`crate::facts::FactsReader`].
    pub facts: Json,
    /// Values that stand in for those of parameters.
    pub params: BTreeMap<usize, i64>,
    /// False if the zone is out of force.
    pub zone_in_force: bool,
    /// Expected verdict.
    pub expect: Verdict,
    /// The one condition that is not true.
    pub only: Option<String>,
    /// Expected truth of conditions.
    pub states: BTreeMap<String, Truth>,
    /// Fact that is asked next.
    pub ask: Option<String>,
    /// Expected authority, by its Korean name.
    pub authority: Option<String>,
    /// Expected version.
    pub version: Option<String>,
    /// Provisions that the answer names beside it.
    pub also: Vec<String>,
    /// Why, in plain language.
    pub because: Option<Text>,
}
