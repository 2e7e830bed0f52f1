//! Papers that left the office (발급 문서): known by number and hash, so that whoever holds one can check it.

use crate::facets::Facets;
use crate::ids::CaseId;
use crate::text::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A paper that left the office (발급 문서), as everybody may know it: no name and no content, only what it takes to
/// tell that a file is the one that was issued.
#[doc(alias = "발급 문서")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Number (문서번호): that of its case and a running one.
    pub number: String,
    /// Case.
    pub case: CaseId,
    /// Kind of letter in the procedure.
    pub letter: String,
    /// Name of the procedure.
    pub procedure: Text,
    /// Day on it.
    pub on: Date,
    /// When it was issued.
    pub at: Timestamp,
    /// SHA-256 of the PDF, in hexadecimal digits.
    pub pdf: String,
    /// SHA-256 of the HWPX, in hexadecimal digits.
    pub hwpx: String,
}

impl Paper {
    /// Returns what the paper is found by: either hash is among the words.
    pub(crate) fn facets(&self) -> Facets {
        Facets {
            state: self.letter.clone(),
            owner: None,
            assignee: None,
            parent: Some(self.case.to_string()),
            sort: self.at.as_microsecond(),
            search: Facets::searched(&[&self.number, &self.pdf, &self.hwpx]),
        }
    }
}
