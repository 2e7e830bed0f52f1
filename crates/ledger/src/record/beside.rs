//! What stands beside the records, behind their sections: credentials and the bytes of papers.
//!
//! No tree stands above it, because it may be forgotten; the hash at its end tells that nothing of it was changed or
//! cut off.

use super::MAX_RECORD_LINE;
use super::error::RecordError;
use super::line;
use crate::hash::Hash;
use sha2::{Digest, Sha256};

/// Something that stands beside the records, as a backup (백업) holds it.
#[doc(alias = "백업")]
#[derive(Clone, PartialEq, Eq)]
pub struct KeptBeside {
    /// What it is: `credential` or `blob`.
    pub shelf: String,
    /// Its key.
    pub key: String,
    /// Whose it is; empty if nobody's.
    pub owner: String,
    /// An instant that it goes by, in microseconds since 1970.
    pub at_us: i64,
    /// Content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for KeptBeside {
    /// Shows neither key nor content: either may be a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptBeside").field("shelf", &self.shelf).finish_non_exhaustive()
    }
}

/// Writes what stands beside the records, a line at a time: a head, each thing, an end.
///
/// Every line ends with a newline.
#[derive(Clone, Debug)]
pub struct BesideWriter {
    count: u64,
    digest: Sha256,
}

impl BesideWriter {
    /// Starts and returns the head line.
    pub fn start() -> (Self, String) {
        let line = line::beside_head();
        (Self { count: 0, digest: Sha256::new_with_prefix(&line) }, line)
    }

    /// Returns the line of the next thing.
    ///
    /// # Errors
    /// [`RecordError::LongLine`].
    pub fn item(&mut self, kept: &KeptBeside) -> Result<String, RecordError> {
        let line = line::write_beside(kept);
        if line.len() > MAX_RECORD_LINE {
            return Err(RecordError::LongLine);
        }
        self.digest.update(&line);
        self.count += 1;
        Ok(line)
    }

    /// Returns the end line.
    pub fn end(self) -> String {
        line::beside_end(self.count, Hash::from_bytes(self.digest.finalize().into()))
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }
}
