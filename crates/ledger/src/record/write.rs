//! Writing a section of a record, and holding it to its own rules while it is written.

use super::MAX_RECORD_LINE;
use super::error::RecordError;
use super::line::{self, End, Head};
use crate::checkpoint::{Checkpoint, origin};
use crate::entry::KeptEntry;
use crate::frontier::Frontier;
use crate::hash::Hash;
use sha2::{Digest, Sha256};

/// Writes the section of one zone (내보내기), a line at a time: the head, the entries, the checkpoints, the end.
///
/// It keeps the growing end of the tree, the hash of the bytes so far, and a root for each checkpoint.
/// Every line ends with a newline.
#[doc(alias = "내보내기")]
#[derive(Clone, Debug)]
pub struct SectionWriter {
    zone: String,
    size: u64,
    root: Hash,
    sizes: Vec<u64>,
    // INVARIANT: the roots at the first of `sizes`, as many of them as the frontier has passed.
    roots: Vec<Hash>,
    frontier: Frontier,
    written: usize,
    digest: Sha256,
}

impl SectionWriter {
    /// Starts a section and returns its head line.
    ///
    /// `checkpoints` are the sizes of the checkpoints that will follow the entries, the smallest first.
    ///
    /// # Errors
    /// [`RecordError::BadZone`], [`RecordError::CheckpointSizes`] or [`RecordError::LongLine`].
    pub fn start(
        zone: &str,
        size: u64,
        root: Hash,
        checkpoints: Vec<u64>,
    ) -> Result<(Self, String), RecordError> {
        if zone.is_empty() || zone.chars().any(char::is_control) {
            return Err(RecordError::BadZone);
        }
        if !checkpoints.is_sorted() || checkpoints.last().is_some_and(|last| *last > size) {
            return Err(RecordError::CheckpointSizes { size });
        }
        let head = Head { zone: zone.to_owned(), size, root, checkpoints };
        let line = head.write();
        let mut writer = Self::after(head);
        writer.note(&line)?;
        writer.note_roots();
        Ok((writer, line))
    }

    fn after(Head { zone, size, root, checkpoints }: Head) -> Self {
        let (roots, frontier, digest) = (Vec::new(), Frontier::new(), Sha256::new());
        Self { zone, size, root, sizes: checkpoints, roots, frontier, written: 0, digest }
    }

    /// Returns the line of the next entry.
    ///
    /// # Errors
    /// [`RecordError`] if the entry is not the next one of this zone, or does not hold.
    pub fn entry(&mut self, entry: &KeptEntry) -> Result<String, RecordError> {
        let seq = entry.header.seq;
        self.check_place(entry)?;
        if !entry.header.is_well_formed() {
            return Err(RecordError::Header { seq });
        }
        let line = line::write_entry(entry)?;
        if !entry.payload_fits() {
            return Err(RecordError::Payload { seq });
        }
        self.note(&line)?;
        self.frontier.push(entry.header.leaf());
        self.note_roots();
        Ok(line)
    }

    /// Returns the line of the next checkpoint; all entries have been written before.
    ///
    /// Its form and its root are checked. Whether anybody vouches for it is for [`Checkpoint::open`].
    ///
    /// # Errors
    /// [`RecordError`] if the checkpoint has no place here, or the entries lead to another root.
    pub fn checkpoint(&mut self, note: &str) -> Result<String, RecordError> {
        self.check_complete()?;
        let Checkpoint { origin: found, size, root, .. } = Checkpoint::parse_unverified(note)?;
        let (Some(expected), Some(own_root)) = (self.sizes.get(self.written), self.roots.get(self.written))
        else {
            return Err(self.checkpoint_count(self.written + 1));
        };
        if found != origin(&self.zone) || size != *expected {
            return Err(RecordError::OtherCheckpoint { origin: found, size });
        }
        if root != *own_root {
            return Err(RecordError::Root { size });
        }
        let line = line::write_checkpoint(note, size);
        self.note(&line)?;
        self.written += 1;
        Ok(line)
    }

    /// Returns the end line.
    ///
    /// # Errors
    /// [`RecordError::Count`] or [`RecordError::CheckpointCount`] if something is still to come,
    /// [`RecordError::Root`] if the entries lead to another root than the head says.
    pub fn end(self) -> Result<String, RecordError> {
        self.check_complete()?;
        if self.written != self.sizes.len() {
            return Err(self.checkpoint_count(self.written));
        }
        if self.frontier.root() != self.root {
            return Err(RecordError::Root { size: self.size });
        }
        let sha256 = Hash::from_bytes(self.digest.finalize().into());
        Ok(End { zone: self.zone, size: self.size, root: self.root, sha256 }.write())
    }

    pub(super) fn zone(&self) -> &str {
        &self.zone
    }

    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    pub(super) const fn root(&self) -> &Hash {
        &self.root
    }

    pub(super) const fn entries(&self) -> u64 {
        self.frontier.size()
    }

    /// Returns true if all entries are there and checkpoints are still to come.
    pub(super) fn awaits_checkpoint(&self) -> bool {
        self.entries() == self.size && self.written < self.sizes.len()
    }

    fn check_place(&self, entry: &KeptEntry) -> Result<(), RecordError> {
        let (seq, entries) = (entry.header.seq, self.entries());
        if entries >= self.size {
            return Err(RecordError::Count { size: self.size, entries: entries.saturating_add(1) });
        }
        if entry.header.zone != self.zone {
            return Err(RecordError::Zone { seq });
        }
        let expected = entries + 1;
        if seq == expected { Ok(()) } else { Err(RecordError::Place { expected, found: seq }) }
    }

    fn check_complete(&self) -> Result<(), RecordError> {
        let (size, entries) = (self.size, self.entries());
        if entries == size { Ok(()) } else { Err(RecordError::Count { size, entries }) }
    }

    fn checkpoint_count(&self, found: usize) -> RecordError {
        RecordError::CheckpointCount { expected: self.sizes.len(), found }
    }

    fn note(&mut self, line: &str) -> Result<(), RecordError> {
        if line.len() > MAX_RECORD_LINE {
            return Err(RecordError::LongLine);
        }
        self.digest.update(line);
        Ok(())
    }

    fn note_roots(&mut self) {
        while self.sizes.get(self.roots.len()) == Some(&self.frontier.size()) {
            self.roots.push(self.frontier.root());
        }
    }
}
