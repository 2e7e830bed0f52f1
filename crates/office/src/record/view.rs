//! What pages say of a checkpoint, of a proof and of an erasure, as plain texts and numbers.

use super::public::{Content, Withheld, withheld};
use super::{entry, unwritable};
use crate::{Office, OfficeError};
use jiff::Timestamp;
use std::fmt::Write as _;
use std::ops::Range;
use teukgu_domain::entry::Event;
use teukgu_domain::text::Text;
use teukgu_ledger::{Bundle, Checkpoint, Hash, Note, Trust, leaf_hash, node_hash};
use teukgu_store::SignedCheckpoint;

/// Entries after an erased one in which the erasing one is looked for, so that no page reads a whole record.
const SEARCHED: u64 = 10_000;
/// Entries that are read at a time.
const CHUNK: u32 = 1_000;

/// A signed checkpoint as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointView {
    /// Name of the record, `teukgu/<zone>`.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree, 64 hexadecimal digits.
    pub root: String,
    /// Who has signed by the note's own words, each as `<name>+<id>`.
    pub signers: Vec<String>,
    /// The signed note, to the byte.
    pub note: String,
    /// When the last entry was made that it speaks of; a checkpoint itself has no time. `None` for one of no entries.
    pub at: Option<Timestamp>,
}

impl CheckpointView {
    /// Returns an address that names this checkpoint for ever: a UUID made from origin and size (RFC 9562, version 8).
    pub fn urn(&self) -> String {
        urn(&format!("{}\n{}\n", self.origin, self.size))
    }
}

/// Returns a name for whatever a text describes: `urn:uuid:` and a UUID of version 8.
pub fn urn(of: &str) -> String {
    let mut bytes = [0; 16];
    let hash = leaf_hash(of.as_bytes());
    bytes.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    bytes.iter().enumerate().fold("urn:uuid:".to_owned(), |mut urn, (at, byte)| {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _ = write!(urn, "{dash}{byte:02x}");
        urn
    })
}

/// An entry with its hashes as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// Version of the form of the content.
    pub payload_version: u32,
    /// Hash of salt and content, 64 hexadecimal digits; it stays when they are erased.
    pub payload_hash: String,
    /// The eight lines that the leaf is the hash of.
    pub leaf_text: String,
    /// Hash of the leaf, 64 hexadecimal digits.
    pub leaf: String,
    /// Content as it was written, in JSON.
    pub content: Content<String>,
}

/// One step on the way from a leaf to the root: the hash beside, and what both give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofStep {
    /// Hash beside, 64 hexadecimal digits.
    pub beside: String,
    /// First and last entry that it stands for, from 1.
    pub entries: (u64, u64),
    /// True if it stands on the right when the two are hashed.
    pub is_right: bool,
    /// What the two give, 64 hexadecimal digits; the last one is the root.
    pub result: String,
}

/// Returns the way from the leaf of a bundle to the root, step by step.
pub fn proof_steps(bundle: &Bundle) -> Vec<ProofStep> {
    let inclusion = bundle.inclusion();
    let spans = beside(inclusion.index, inclusion.size);
    let mut below = *bundle.leaf();
    let step = |(span, hash): (Range<u64>, &Hash)| {
        let is_right = span.start > inclusion.index;
        below = if is_right { node_hash(&below, hash) } else { node_hash(hash, &below) };
        let entries = (span.start + 1, span.end);
        ProofStep { beside: hash.to_string(), entries, is_right, result: below.to_string() }
    };
    spans.into_iter().zip(&inclusion.hashes).map(step).collect()
}

/// Returns the leaves below each hash of an audit path, from the leaf up.
fn beside(index: u64, size: u64) -> Vec<Range<u64>> {
    let (mut all, mut spans) = (0..size, Vec::new());
    while all.end - all.start > 1 {
        // The left part is the largest full tree that leaves something for the right one.
        let middle = all.start + (all.end - all.start).next_power_of_two() / 2;
        let (left, right) = (all.start..middle, middle..all.end);
        let (within, other) = if index < middle { (left, right) } else { (right, left) };
        spans.push(other);
        all = within;
    }
    spans.reverse();
    spans
}

/// The entry that erased what another one said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Its place.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub basis: Text,
    /// Key of the noun that the erased entry declared; `None` if that is withheld.
    pub key: Option<String>,
}

/// Returns why an entry erased what the entry at a place said, and the key of its noun if that is public.
fn erasing(content: Content<Event>, seq: u64) -> Option<(Text, Option<String>)> {
    match content {
        Content::Shown(Event::Erased { entry, basis, key, .. }) if entry == seq => Some((basis, Some(key))),
        Content::Withheld(Withheld { erased: Some((entry, basis)), .. }) if entry == seq => {
            Some((basis, None))
        }
        _ => None,
    }
}

impl Office {
    /// Returns the newest signed checkpoint as it is shown; `None` if none was kept yet.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read, [`OfficeError::Record`] if what is kept is no checkpoint.
    pub async fn newest_checkpoint_view(&self) -> Result<Option<CheckpointView>, OfficeError> {
        Ok(self.checkpoint_views(u64::MAX, 1).await?.pop())
    }

    /// Returns the signed checkpoint of a size as it is shown; `None` if none was kept of that size.
    ///
    /// # Errors
    /// As [`Office::newest_checkpoint_view`].
    pub async fn checkpoint_view(&self, size: u64) -> Result<Option<CheckpointView>, OfficeError> {
        let found = self.checkpoint_views(size.saturating_add(1), 1).await?.pop();
        Ok(found.filter(|checkpoint| checkpoint.size == size))
    }

    /// Returns at most `limit` signed checkpoints of sizes below `below` as they are shown, the largest first.
    ///
    /// # Errors
    /// As [`Office::newest_checkpoint_view`].
    pub async fn checkpoint_views(&self, below: u64, limit: u32) -> Result<Vec<CheckpointView>, OfficeError> {
        let mut views = Vec::new();
        for kept in self.checkpoints(below, limit).await? {
            let at = self.time_of(kept.size).await?;
            views.push(self.shown(kept, at)?);
        }
        Ok(views)
    }

    fn shown(&self, kept: SignedCheckpoint, at: Option<Timestamp>) -> Result<CheckpointView, OfficeError> {
        let checkpoint =
            Checkpoint::parse_unverified(&kept.note).map_err(|error| unwritable(self.zone_id(), error))?;
        let note = Note::parse(&kept.note).map_err(|error| unwritable(self.zone_id(), error))?;
        let signers = note.signatures().iter().map(|signed| format!("{}+{}", signed.name, signed.id));
        Ok(CheckpointView {
            origin: checkpoint.origin,
            size: checkpoint.size,
            root: checkpoint.root.to_string(),
            signers: signers.collect(),
            note: kept.note,
            at,
        })
    }

    /// Returns an entry with its hashes as it is shown to everybody.
    ///
    /// # Errors
    /// [`OfficeError::NoEntry`] if the record is shorter, [`OfficeError::Record`] if its content is no text.
    pub async fn entry_view(&self, seq: u64) -> Result<EntryView, OfficeError> {
        let kept = entry(self.store(), self.zone_id(), seq).await?;
        let text = |bytes| String::from_utf8(bytes).map_err(|error| unwritable(self.zone_id(), error));
        let withheld = withheld(self.zone_id(), &kept)?;
        Ok(EntryView {
            payload_version: kept.header.payload_version,
            payload_hash: kept.header.payload_hash.to_string(),
            leaf_text: kept.header.leaf_data(),
            leaf: kept.header.leaf().to_string(),
            content: match (withheld, kept.payload) {
                (Some(withheld), _) => Content::Withheld(withheld),
                (None, Some(payload)) => Content::Shown(text(payload.bytes)?),
                (None, None) => Content::Erased,
            },
        })
    }

    /// Returns when an entry was made; `None` if there is no such entry.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn time_of(&self, seq: u64) -> Result<Option<Timestamp>, OfficeError> {
        let Some(before) = seq.checked_sub(1) else { return Ok(None) };
        Ok(self.entries(before, 1).await?.first().map(|entry| entry.at))
    }

    /// Returns the entry that erased what the entry at a place said; `None` if none of the next 10,000 did.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn erasure_of(&self, seq: u64) -> Result<Option<Erasure>, OfficeError> {
        let mut read = seq;
        while read < seq.saturating_add(SEARCHED) {
            let entries = self.entries(read, CHUNK).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else { break };
            for found in entries {
                let (at, by) = (found.at, found.seq);
                if let Some((basis, key)) = erasing(found.content, seq) {
                    return Ok(Some(Erasure { seq: by, at, basis, key }));
                }
            }
            read = last;
        }
        Ok(None)
    }

    /// Returns what a check of the bundle of an entry says with the key that the record names, step by step; `None`
    /// while it names none, or while no checkpoint speaks of the entry.
    ///
    /// # Errors
    /// [`OfficeError::NoEntry`] if the record is shorter, [`OfficeError::Record`] if the bundle does not hold.
    pub async fn checked(&self, seq: u64) -> Result<Option<Vec<Text>>, OfficeError> {
        let bundle = match self.bundle(seq).await {
            Err(OfficeError::NoKey { .. } | OfficeError::OtherKey { .. }) => return Ok(None),
            made => made?,
        };
        let keys = bundle.keys();
        if keys.is_empty() {
            return Ok(None);
        }
        let trust = Trust { keys: Some(keys), ..Trust::default() };
        let verified = bundle.verify(trust).map_err(|fault| unwritable(self.zone_id(), fault))?;
        Ok(Some(verified.steps.into_iter().map(|step| step.text).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_ledger::{KeptEntry, MemoryTree, Payload, Salt, SigningKey, prove_inclusion};

    fn entry(seq: u64) -> KeptEntry {
        let payload = Payload { salt: Salt([7; 16]), bytes: b"{}".to_vec() };
        let header = teukgu_ledger::Header {
            zone: "yangjae".to_owned(),
            seq,
            kind: "source".to_owned(),
            actor: "clerk".to_owned(),
            at_us: 0,
            payload_version: 1,
            payload_hash: payload.hash(),
        };
        KeptEntry { header, payload: Some(payload) }
    }

    fn bundle(index: u64, tree: &MemoryTree) -> Bundle {
        let key = SigningKey::from_seed("teukgu/yangjae", [7; 32]).unwrap();
        let note = Checkpoint::new("yangjae", tree.size(), tree.root()).sign(&[&key]).unwrap();
        let hashes = prove_inclusion(tree, index, tree.size()).unwrap();
        Bundle::new(entry(index + 1), hashes, note, Vec::new()).unwrap()
    }

    #[test]
    fn every_way_from_a_leaf_ends_at_the_root_and_passes_all_other_entries_once() {
        for size in 1..40 {
            let tree: MemoryTree = (1..=size).map(|seq| entry(seq).header.leaf()).collect();
            for index in 0..size {
                let steps = proof_steps(&bundle(index, &tree));
                let end = steps.last().map_or(entry(1).header.leaf().to_string(), |step| step.result.clone());
                assert_eq!(end, tree.root().to_string(), "{index} of {size}");
                let passed: u64 = steps.iter().map(|step| step.entries.1 + 1 - step.entries.0).sum();
                assert_eq!(passed, size - 1, "{index} of {size}");
            }
        }
    }

    #[test]
    fn a_checkpoint_has_one_name_for_ever() {
        let name = urn("teukgu/yangjae\n17\n");
        assert_eq!(name, "urn:uuid:e245f460-bd62-87c2-b406-65d8acf85692");
        assert_ne!(name, urn("teukgu/yangjae\n18\n"));
    }
}
