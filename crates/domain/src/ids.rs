//! Typed identifiers, one list, alphabetical.
//!
//! An id is a short stable word that people type: ASCII letters, digits, `-`, `_` and `.`.
//! It stands in addresses of pages and in the record, so it never changes once published.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Says why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id: use 1 to 64 of the letters a-z and A-Z, digits, `-`, `_` and `.`")]
pub struct InvalidIdError {
    /// The text as given.
    pub text: String,
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !text.starts_with('.')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id from text.
            ///
            /// # Errors
            /// [`InvalidIdError`] if the text is empty, longer than 64 bytes or has another character.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidIdError> {
                let text = text.into();
                if is_id(&text) { Ok(Self(text)) } else { Err(InvalidIdError { text }) }
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidIdError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// Names an account; a random word that tells nothing about the person.
    AccountId;
    /// Names a case: the year and its number in it, for example `2026-00042`.
    CaseId;
    /// Names a published figure.
    ClaimId;
    /// Names a paper of a case.
    DocumentId;
    /// Names the papers of one event.
    DossierId;
    /// Names an event of the zone's history.
    HistoryId;
    /// Names a message of a case.
    MessageId;
    /// Names a neighbouring designation.
    NeighbourId;
    /// Names a letter that waits to be sent.
    NoticeId;
    /// Names an operator.
    OperatorId;
    /// Names an organisation in the zone.
    OrganisationId;
    /// Names a part of a boundary.
    PartId;
    /// Names a version of the zone plan.
    PlanVersionId;
    /// Names a procedure of the office, for example `recommendation.e7`.
    ProcedureId;
    /// Names a specialised programme.
    ProgrammeId;
    /// Names a regulatory special case, for example `act.55.patent_priority`.
    ProvisionId;
    /// Names a screening that was loaded; a random word.
    ScreeningId;
    /// Names a site to develop.
    SiteId;
    /// Names a source.
    SourceId;
    /// Names a sub-project of a programme.
    SubProjectId;
    /// Names a zone; also the name of its tenant folder and of its ledger.
    ZoneId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_short_ascii_word() {
        for good in ["yangjae", "act.55.patent_priority", "O001", "a"] {
            assert_eq!(ZoneId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "양재", "a b", "a/b", "../etc", ".hidden", &"x".repeat(65)] {
            assert_eq!(ZoneId::parse(bad).unwrap_err().text, bad);
        }
    }
}
