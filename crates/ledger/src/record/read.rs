//! Reading a record line by line: every hash, every place, every root, and that nothing was cut off.

use super::MAX_RECORD_LINE;
use super::beside::{BesideWriter, KeptBeside};
use super::error::{RecordError, RecordFault};
use super::line::{self, End, Head};
use super::write::SectionWriter;
use crate::entry::KeptEntry;
use crate::hash::Hash;
use std::collections::BTreeSet;

/// What a line of a record says, once it has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A section begins.
    Head {
        /// Zone.
        zone: String,
        /// How many entries it has.
        size: u64,
        /// Root that they lead to; it has only been compared once the end is there.
        root: Hash,
        /// Sizes of the checkpoints after the entries, the smallest first.
        checkpoints: Vec<u64>,
    },
    /// An entry that holds.
    Entry(KeptEntry),
    /// A signed checkpoint whose root is that of the entries; nobody has checked its signatures.
    Checkpoint {
        /// Signed note, for [`crate::Checkpoint::open`].
        note: String,
    },
    /// A section is complete.
    End {
        /// Zone.
        zone: String,
        /// How many entries it had.
        size: u64,
        /// Root that they lead to.
        root: Hash,
    },
    /// The records are over, and what stands beside them begins.
    BesideHead,
    /// Something that stands beside the records.
    Beside(KeptBeside),
    /// What stands beside the records is complete.
    BesideEnd {
        /// How many things there were.
        count: u64,
    },
}

/// Reads a record (가져오기), which may have several sections, line by line.
///
/// It keeps the growing end of the tree, a root for each checkpoint of the section, and the names of the zones.
#[doc(alias = "가져오기")]
#[derive(Clone, Debug, Default)]
pub struct RecordReader {
    line: u64,
    section: Option<SectionWriter>,
    beside: Option<BesideWriter>,
    is_over: bool,
    zones: BTreeSet<String>,
    has_failed: bool,
}

impl RecordReader {
    /// Stands before the first line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks the next line, which comes with its newline.
    ///
    /// A caller reads at most [`MAX_RECORD_LINE`] bytes and one more into a line; a longer one is refused.
    ///
    /// # Errors
    /// [`RecordFault`] with the line. Whatever comes after it is refused too.
    pub fn push(&mut self, line: &[u8]) -> Result<Item, RecordFault> {
        self.line = self.line.saturating_add(1);
        let item = if self.has_failed { Err(RecordError::GivenUp) } else { self.read(line) };
        self.has_failed = item.is_err();
        item.map_err(|error| self.fault(error))
    }

    /// Checks that the text ends where a section ends, and that there was one.
    ///
    /// # Errors
    /// [`RecordError::Truncated`], [`RecordError::Empty`], or [`RecordError::GivenUp`] after a fault.
    pub fn finish(self) -> Result<(), RecordFault> {
        let error = match (&self.section, &self.beside) {
            _ if self.has_failed => RecordError::GivenUp,
            (_, Some(beside)) => RecordError::BesideTruncated { count: beside.count() },
            (Some(section), None) => RecordError::Truncated {
                zone: section.zone().to_owned(),
                entries: section.entries(),
                size: section.size(),
            },
            (None, None) if self.zones.is_empty() => RecordError::Empty,
            (None, None) => return Ok(()),
        };
        Err(self.fault(error))
    }

    const fn fault(&self, error: RecordError) -> RecordFault {
        RecordFault { line: self.line, error }
    }

    fn read(&mut self, line: &[u8]) -> Result<Item, RecordError> {
        let text = text_of(line)?;
        if self.is_over {
            return Err(RecordError::AfterBeside);
        }
        if let Some(beside) = self.beside.take() {
            return self.read_beside(text, beside);
        }
        let Some(mut section) = self.section.take() else { return self.read_head(text) };
        if section.entries() == section.size() && !section.awaits_checkpoint() {
            return read_end(text, section);
        }
        let (item, written) = if section.awaits_checkpoint() {
            let note = line::read_checkpoint(text)?;
            let written = section.checkpoint(&note)?;
            (Item::Checkpoint { note }, written)
        } else {
            let entry = read_entry(text, &section)?;
            let written = section.entry(&entry)?;
            (Item::Entry(entry), written)
        };
        check_form(text, &written)?;
        self.section = Some(section);
        Ok(item)
    }

    fn read_beside(&mut self, text: &str, mut beside: BesideWriter) -> Result<Item, RecordError> {
        if line::is_beside_end(text) {
            self.is_over = true;
            let (count, sha256) = (beside.count(), line::read_beside_end(text)?);
            let written = beside.end();
            if line::read_beside_end(&written)? != sha256 {
                return Err(RecordError::Digest);
            }
            check_form(text, &written)?;
            return Ok(Item::BesideEnd { count });
        }
        let kept = line::read_beside(text)?;
        check_form(text, &beside.item(&kept)?)?;
        self.beside = Some(beside);
        Ok(Item::Beside(kept))
    }

    fn read_head(&mut self, text: &str) -> Result<Item, RecordError> {
        if line::is_beside_head(text) {
            self.beside = Some(BesideWriter::start().0);
            return Ok(Item::BesideHead);
        }
        let Head { zone, size, root, checkpoints } = Head::read(text)?;
        let (section, written) = SectionWriter::start(&zone, size, root, checkpoints.clone())?;
        check_form(text, &written)?;
        if !self.zones.insert(zone.clone()) {
            return Err(RecordError::RepeatedZone { zone });
        }
        self.section = Some(section);
        Ok(Item::Head { zone, size, root, checkpoints })
    }
}

fn read_entry(text: &str, section: &SectionWriter) -> Result<KeptEntry, RecordError> {
    let (entry, leaf) = line::read_entry(text, section.zone())?;
    let seq = entry.header.seq;
    if entry.header.leaf() == leaf { Ok(entry) } else { Err(RecordError::Leaf { seq }) }
}

fn read_end(text: &str, section: SectionWriter) -> Result<Item, RecordError> {
    let End { zone, size, root, sha256 } = End::read(text)?;
    if zone != section.zone() || size != section.size() || root != *section.root() {
        return Err(RecordError::OtherEnd);
    }
    let written = section.end()?;
    if End::read(&written)?.sha256 != sha256 {
        return Err(RecordError::Digest);
    }
    check_form(text, &written)?;
    Ok(Item::End { zone, size, root })
}

fn text_of(line: &[u8]) -> Result<&str, RecordError> {
    if line.len() > MAX_RECORD_LINE {
        return Err(RecordError::LongLine);
    }
    if line.last() != Some(&b'\n') {
        return Err(RecordError::BrokenLine);
    }
    str::from_utf8(line).map_err(|_| RecordError::NotUtf8)
}

fn check_form(read: &str, written: &str) -> Result<(), RecordError> {
    if read == written { Ok(()) } else { Err(RecordError::OtherForm) }
}
