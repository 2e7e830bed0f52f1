//! Whether a file is a paper of the office (진위 확인): found by its number, or by its hash whatever it is called.

use super::{CaseFault, Casework};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::paper::Paper;
use teukgu_store::Listing;

/// Characters of a SHA-256 in hexadecimal digits.
const HASH_LENGTH: usize = 64;

impl Casework<'_> {
    /// Finds an issued paper by its number, for whoever holds one and wants to check it.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if no paper of that number was issued.
    pub async fn issued(self, number: &str) -> Result<(u64, Paper), CaseFault> {
        let found = self.office.store().standing(self.office.zone_id(), NounKind::Paper, number).await?;
        match found {
            Some((seq, Event::Paper(paper))) => Ok((seq, paper)),
            _ => Err(CaseFault::NotFound),
        }
    }

    /// Finds the issued paper (발급 문서) one of whose two files has a hash: SHA-256 in small hexadecimal digits.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if no file of that hash was issued.
    pub async fn issued_with(self, hash: &str) -> Result<Paper, CaseFault> {
        if hash.len() != HASH_LENGTH {
            return Err(CaseFault::NotFound);
        }
        let listing = Listing { words: vec![hash.to_owned()], ..Listing::of(NounKind::Paper) };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(1)).await?;
        // The words say where to look; what counts is that it is the hash and nothing that contains it.
        let is_meant = |paper: &Paper| paper.pdf == hash || paper.hwpx == hash;
        let mut papers = found.into_iter().filter_map(|event| match event {
            Event::Paper(paper) => Some(paper),
            _ => None,
        });
        papers.find(is_meant).ok_or(CaseFault::NotFound)
    }
}
