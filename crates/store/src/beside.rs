//! What stands beside the ledger and is never part of it: passwords by their hash, sessions, the bytes of papers, and
//! the rows of screenings.
//!
//! The record names a paper by its hash and an account by its id; what may be forgotten stands here.

use crate::error::StoreError;
use jiff::Timestamp;

/// Bytes that something beside the ledger may have: 20 MiB.
pub const LARGEST_BESIDE: usize = 20 * 1024 * 1024;

/// Characters of the longest key or owner.
const LONGEST_NAME: usize = 256;

/// What sort of thing stands beside the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shelf {
    /// The hash of a password; its key is that of the account.
    Credential,
    /// Somebody who is signed in; its key is the hash of the token.
    Session,
    /// The bytes of a paper; its key is their hash.
    Blob,
    /// The rows of a screening; its key is that of the noun, and it goes by the instant at which they are removed.
    Screening,
}

impl Shelf {
    /// Returns the word in the table.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Session => "session",
            Self::Blob => "blob",
            Self::Screening => "screening",
        }
    }

    /// Every shelf.
    const ALL: [Self; 4] = [Self::Credential, Self::Session, Self::Blob, Self::Screening];

    /// Finds a shelf by that word.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.key() == key)
    }
}

/// Something that stands beside the ledger.
#[derive(Clone, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub shelf: Shelf,
    /// Its key; with several zones in one database it begins with the zone.
    pub key: String,
    /// Whose it is; empty if nobody's.
    pub owner: String,
    /// An instant that it goes by: when it was written, or when it ends.
    pub at: Timestamp,
    /// Content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Beside {
    /// Shows neither key nor content: either may be a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Beside").field("shelf", &self.shelf).field("at", &self.at).finish_non_exhaustive()
    }
}

/// Refuses what is too large, and a name that no database keeps.
pub(crate) fn check(beside: &Beside) -> Result<(), StoreError> {
    let size = beside.bytes.len();
    if size > LARGEST_BESIDE {
        return Err(StoreError::BesideTooLarge { size });
    }
    let is_name = |text: &str| text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
    if is_name(&beside.key) && is_name(&beside.owner) && !beside.key.is_empty() {
        return Ok(());
    }
    Err(StoreError::BesideName { shelf: beside.shelf.key() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shelf_is_found_by_its_word_and_no_other_word_is_one() {
        for shelf in Shelf::ALL {
            assert_eq!(Shelf::find_by_key(shelf.key()), Some(shelf));
        }
        assert_eq!(Shelf::find_by_key("blobs"), None);
    }
}
