//! Where a fact comes from (출처): nothing is shown without a source or the mark that it has none.

use crate::ids::SourceId;
use crate::text::Text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something published that a fact can be checked against (출처).
#[doc(alias = "출처")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Stable id that facts cite.
    pub id: SourceId,
    /// Title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// The day it was published, where known.
    pub published_on: Option<Date>,
    /// Address, article number or gazette number, where known.
    pub locator: Option<String>,
    /// Licence under which the content may be used; facts themselves carry none.
    pub licence: Option<String>,
}

/// How far a fact can be trusted: its sources, or the mark that it is an illustration (예시).
///
/// INVARIANT: `sources` is empty only if `illustrative` is true; the tenant room refuses anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Sources that state the fact.
    pub sources: Vec<SourceId>,
    /// True if no public source states the fact and it stands in until one does.
    #[serde(default)]
    pub illustrative: bool,
}

impl Provenance {
    /// A fact without a public source.
    pub fn illustrative() -> Self {
        Self { sources: Vec::new(), illustrative: true }
    }
}
