//! The proof bundle: one entry, its place in the tree, and the signed checkpoint, in a file that a visitor takes home.

mod verify;

pub use verify::{BundleFault, Step, StepId, Trust, Verified};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::entry::{Header, KeptEntry, Payload, Salt};
use crate::hash::Hash;
use crate::json::{Fields, Json, JsonError};
use crate::key::VerifierKey;
use serde::Serialize;
use teukgu_domain::text::Text;

/// What the field `format` says.
const FORMAT: &str = "teukgu-proof/1";
/// Longest bundle, in bytes.
const MAX_BUNDLE: usize = 1024 * 1024;

/// Says why a bundle cannot be made or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The text is too long.
    #[error("the proof has {bytes} bytes, and at most 1048576 are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The text is no JSON, or a field is missing, unknown or of another kind.
    #[error("the proof cannot be read: {0}")]
    Json(#[from] JsonError),
    /// The payload is not UTF-8 text, so it has no place in the file.
    #[error("the payload of entry {seq} is not UTF-8 text")]
    NotText {
        /// Place of the entry.
        seq: u64,
    },
    /// The checkpoint that the bundle is made with cannot be read.
    #[error("the checkpoint of the proof cannot be read: {0}")]
    Checkpoint(#[from] CheckpointError),
}

impl BundleError {
    /// Says what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::TooLong { .. } => Text::new(
                "증명 파일은 1 MiB 이하입니다. 내용을 뺀 증명을 받으십시오.",
                "A proof has at most 1 MiB; ask for one without the content.",
            ),
            Self::Json(_) => Text::new(
                "증명 파일이 받은 그대로인지 확인하고, 고친 적이 있으면 다시 내려받으십시오.",
                "See that the file is as it was received, and download it again if it was edited.",
            ),
            Self::NotText { .. } => Text::new(
                "이 기록은 내용을 빼고 증명할 수 있습니다.",
                "This entry can be proved without its content.",
            ),
            Self::Checkpoint(error) => error.help(),
        }
    }
}

/// Where a leaf stands in a tree, and the hashes that lead from it to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// Place of the leaf, from 0.
    pub index: u64,
    /// Number of leaves of the tree.
    pub size: u64,
    /// Audit path of RFC 6962, from the leaf to the root.
    pub hashes: Vec<Hash>,
}

/// A proof bundle (증명 파일): what it says is only worth something once [`Bundle::verify`] has held.
#[doc(alias = "증명 파일")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    // INVARIANT: a payload is UTF-8 text.
    entry: KeptEntry,
    leaf: Hash,
    inclusion: Inclusion,
    checkpoint: String,
    keys: Vec<VerifierKey>,
}

impl Bundle {
    /// Makes the bundle of an entry from its audit path in the tree of a signed checkpoint.
    ///
    /// Nothing is checked but that it can be written: a payload that is withheld is left out of the entry beforehand.
    ///
    /// # Errors
    /// [`BundleError::NotText`], [`BundleError::Checkpoint`] or [`BundleError::TooLong`].
    pub fn new(
        entry: KeptEntry,
        hashes: Vec<Hash>,
        checkpoint: String,
        keys: Vec<VerifierKey>,
    ) -> Result<Self, BundleError> {
        let seq = entry.header.seq;
        if entry.payload.as_ref().is_some_and(|payload| str::from_utf8(&payload.bytes).is_err()) {
            return Err(BundleError::NotText { seq });
        }
        let size = Checkpoint::parse_unverified(&checkpoint)?.size;
        let inclusion = Inclusion { index: seq.saturating_sub(1), size, hashes };
        let bundle = Self { leaf: entry.header.leaf(), entry, inclusion, checkpoint, keys };
        check_length(&bundle.to_json())?;
        Ok(bundle)
    }

    /// Reads a bundle. Fields may stand in any order, and none may be missing, unknown or there twice.
    ///
    /// # Errors
    /// [`BundleError::TooLong`], or [`BundleError::Json`] with the field, or line and column.
    pub fn parse(text: &str) -> Result<Self, BundleError> {
        check_length(text)?;
        let mut fields = Fields::of(Json::parse(text)?, "")?;
        fields.parsed("format", "\"teukgu-proof/1\"", |format| (format == FORMAT).then_some(()))?;
        let (zone, seq) = (fields.text("zone")?, fields.whole("seq", "a whole number from 0")?);
        let bundle = Self {
            entry: read_entry(fields.object("entry")?, zone, seq)?,
            leaf: fields.parsed("leaf", HASH, Hash::parse)?,
            inclusion: read_inclusion(fields.object("inclusion")?)?,
            checkpoint: fields.text("checkpoint")?,
            keys: fields.list("keys", "a public key", read_key)?,
        };
        fields.end()?;
        Ok(bundle)
    }

    /// Writes the bundle, indented, with its fields always in the same order.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(&Document::of(self));
        text.expect("texts and whole numbers have a JSON form") + "\n"
    }

    /// Returns the entry.
    pub const fn entry(&self) -> &KeptEntry {
        &self.entry
    }

    /// Returns the hash of the leaf, as the bundle claims it.
    pub const fn leaf(&self) -> &Hash {
        &self.leaf
    }

    /// Returns where the leaf stands.
    pub const fn inclusion(&self) -> &Inclusion {
        &self.inclusion
    }

    /// Returns the signed checkpoint.
    pub fn checkpoint(&self) -> &str {
        &self.checkpoint
    }

    /// Returns the public keys that came with the bundle.
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }
}

/// What a hash looks like, for messages.
const HASH: &str = "64 lower-case hexadecimal digits";

fn check_length(text: &str) -> Result<(), BundleError> {
    let bytes = text.len();
    if bytes <= MAX_BUNDLE { Ok(()) } else { Err(BundleError::TooLong { bytes }) }
}

fn read_entry(mut fields: Fields, zone: String, seq: u64) -> Result<KeptEntry, JsonError> {
    let header = Header {
        zone,
        seq,
        kind: fields.text("kind")?,
        actor: fields.text("actor")?,
        at_us: fields.whole("at_us", "a whole number of microseconds")?,
        payload_version: fields.whole("payload_version", "a whole number up to 4294967295")?,
        payload_hash: fields.parsed("payload_hash", HASH, Hash::parse)?,
    };
    let payload = fields.object_or_null("payload")?.map(read_payload).transpose()?;
    fields.end()?;
    Ok(KeptEntry { header, payload })
}

fn read_payload(mut fields: Fields) -> Result<Payload, JsonError> {
    let salt = fields.parsed("salt", "32 lower-case hexadecimal digits", Salt::parse)?;
    let bytes = fields.text("text")?.into_bytes();
    fields.end()?;
    Ok(Payload { salt, bytes })
}

fn read_inclusion(mut fields: Fields) -> Result<Inclusion, JsonError> {
    let inclusion = Inclusion {
        index: fields.whole("index", "a whole number from 0")?,
        size: fields.whole("size", "a whole number from 0")?,
        hashes: fields.list("hashes", HASH, read_hash)?,
    };
    fields.end()?;
    Ok(inclusion)
}

fn read_hash(value: &Json) -> Option<Hash> {
    let Json::Text(text) = value else { return None };
    Hash::parse(text)
}

fn read_key(value: &Json) -> Option<VerifierKey> {
    let Json::Text(text) = value else { return None };
    VerifierKey::parse(text).ok()
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    zone: &'a str,
    seq: u64,
    entry: EntryPart<'a>,
    leaf: String,
    inclusion: InclusionPart,
    checkpoint: &'a str,
    keys: Vec<String>,
}

#[derive(Serialize)]
struct EntryPart<'a> {
    kind: &'a str,
    actor: &'a str,
    at_us: i64,
    payload_version: u32,
    payload_hash: String,
    payload: Option<PayloadPart<'a>>,
}

#[derive(Serialize)]
struct PayloadPart<'a> {
    salt: String,
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct InclusionPart {
    index: u64,
    size: u64,
    hashes: Vec<String>,
}

impl<'a> Document<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let Bundle { entry, leaf, inclusion, checkpoint, keys } = bundle;
        let Inclusion { index, size, hashes } = inclusion;
        let hashes = hashes.iter().map(Hash::to_string).collect();
        Self {
            format: FORMAT,
            zone: &entry.header.zone,
            seq: entry.header.seq,
            entry: EntryPart::of(entry),
            leaf: leaf.to_string(),
            inclusion: InclusionPart { index: *index, size: *size, hashes },
            checkpoint,
            keys: keys.iter().map(VerifierKey::to_string).collect(),
        }
    }
}

impl<'a> EntryPart<'a> {
    fn of(KeptEntry { header, payload }: &'a KeptEntry) -> Self {
        let part = |Payload { salt, bytes }: &'a Payload| PayloadPart {
            salt: salt.to_string(),
            text: String::from_utf8_lossy(bytes),
        };
        Self {
            kind: &header.kind,
            actor: &header.actor,
            at_us: header.at_us,
            payload_version: header.payload_version,
            payload_hash: header.payload_hash.to_string(),
            payload: payload.as_ref().map(part),
        }
    }
}
