//! The kinds of lines of a record and of what stands beside: how each is written, and how it is read.

use super::beside::KeptBeside;
use super::error::RecordError;
use super::{BESIDE_FORMAT, FORMAT};
use crate::code;
use crate::entry::{Header, KeptEntry, Payload, Salt};
use crate::hash::Hash;
use crate::json::{Fields, Json, whole};
use serde::Serialize;

const HASH: &str = "64 lower-case hexadecimal digits";
const COUNT: &str = "a whole number from 0";

/// What a head line says.
pub(super) struct Head {
    pub(super) zone: String,
    pub(super) size: u64,
    pub(super) root: Hash,
    pub(super) checkpoints: Vec<u64>,
}

/// What an end line says.
pub(super) struct End {
    pub(super) zone: String,
    pub(super) size: u64,
    pub(super) root: Hash,
    pub(super) sha256: Hash,
}

#[derive(Serialize)]
struct HeadLine<'a> {
    format: &'static str,
    zone: &'a str,
    size: u64,
    root: String,
    checkpoints: &'a [u64],
}

#[derive(Serialize)]
struct EntryLine<'a> {
    seq: u64,
    kind: &'a str,
    actor: &'a str,
    at_us: i64,
    payload_version: u32,
    payload_hash: String,
    salt: Option<String>,
    payload: Option<&'a str>,
    leaf: String,
}

#[derive(Serialize)]
struct CheckpointLine<'a> {
    checkpoint: &'a str,
    size: u64,
}

#[derive(Serialize)]
struct EndLine<'a> {
    end: &'a str,
    size: u64,
    root: String,
    sha256: String,
}

#[derive(Serialize)]
struct BesideHeadLine {
    format: &'static str,
}

#[derive(Serialize)]
struct BesideLine<'a> {
    shelf: &'a str,
    key: &'a str,
    owner: &'a str,
    at_us: i64,
    bytes: String,
}

#[derive(Serialize)]
struct BesideEndLine {
    end: &'static str,
    count: u64,
    sha256: String,
}

fn line_of(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and whole numbers have a JSON form") + "\n"
}

impl Head {
    pub(super) fn write(&self) -> String {
        let Self { zone, size, root, checkpoints } = self;
        line_of(&HeadLine { format: FORMAT, zone, size: *size, root: root.to_string(), checkpoints })
    }

    pub(super) fn read(text: &str) -> Result<Self, RecordError> {
        let mut fields = fields_of(text)?;
        fields.parsed("format", "\"teukgu-record/1\"", |format| (format == FORMAT).then_some(()))?;
        let head = Self {
            zone: fields.text("zone")?,
            size: fields.whole("size", COUNT)?,
            root: fields.parsed("root", HASH, Hash::parse)?,
            checkpoints: fields.list("checkpoints", COUNT, whole)?,
        };
        fields.end()?;
        Ok(head)
    }
}

impl End {
    pub(super) fn write(&self) -> String {
        let Self { zone, size, root, sha256 } = self;
        line_of(&EndLine { end: zone, size: *size, root: root.to_string(), sha256: sha256.to_string() })
    }

    pub(super) fn read(text: &str) -> Result<Self, RecordError> {
        let mut fields = fields_of(text)?;
        let end = Self {
            zone: fields.text("end")?,
            size: fields.whole("size", COUNT)?,
            root: fields.parsed("root", HASH, Hash::parse)?,
            sha256: fields.parsed("sha256", HASH, Hash::parse)?,
        };
        fields.end()?;
        Ok(end)
    }
}

/// Writes an entry; its payload must be text.
pub(super) fn write_entry(entry: &KeptEntry) -> Result<String, RecordError> {
    let KeptEntry { header, payload } = entry;
    let seq = header.seq;
    let text = payload.as_ref().map(|payload| str::from_utf8(&payload.bytes)).transpose();
    Ok(line_of(&EntryLine {
        seq,
        kind: &header.kind,
        actor: &header.actor,
        at_us: header.at_us,
        payload_version: header.payload_version,
        payload_hash: header.payload_hash.to_string(),
        salt: payload.as_ref().map(|payload| payload.salt.to_string()),
        payload: text.map_err(|_| RecordError::NotText { seq })?,
        leaf: header.leaf().to_string(),
    }))
}

/// Reads an entry and the leaf that the line claims.
pub(super) fn read_entry(text: &str, zone: &str) -> Result<(KeptEntry, Hash), RecordError> {
    let mut fields = fields_of(text)?;
    let header = Header {
        zone: zone.to_owned(),
        seq: fields.whole("seq", COUNT)?,
        kind: fields.text("kind")?,
        actor: fields.text("actor")?,
        at_us: fields.whole("at_us", "a whole number of microseconds")?,
        payload_version: fields.whole("payload_version", "a whole number up to 4294967295")?,
        payload_hash: fields.parsed("payload_hash", HASH, Hash::parse)?,
    };
    let payload = read_payload(&mut fields, header.seq)?;
    let leaf = fields.parsed("leaf", HASH, Hash::parse)?;
    fields.end()?;
    Ok((KeptEntry { header, payload }, leaf))
}

fn read_payload(fields: &mut Fields, seq: u64) -> Result<Option<Payload>, RecordError> {
    match (fields.text_or_null("salt")?, fields.text_or_null("payload")?) {
        (None, None) => Ok(None),
        (Some(salt), Some(text)) => {
            let salt = Salt::parse(&salt).ok_or(RecordError::Salt { seq })?;
            Ok(Some(Payload { salt, bytes: text.into_bytes() }))
        }
        _ => Err(RecordError::Salt { seq }),
    }
}

/// Writes a checkpoint.
pub(super) fn write_checkpoint(note: &str, size: u64) -> String {
    line_of(&CheckpointLine { checkpoint: note, size })
}

/// Reads the note of a checkpoint; its size is in the note as well and is compared when the line is written again.
pub(super) fn read_checkpoint(text: &str) -> Result<String, RecordError> {
    let mut fields = fields_of(text)?;
    let note = fields.text("checkpoint")?;
    fields.whole::<u64>("size", COUNT)?;
    fields.end()?;
    Ok(note)
}

/// Writes the head of what stands beside the records.
pub(super) fn beside_head() -> String {
    line_of(&BesideHeadLine { format: BESIDE_FORMAT })
}

/// Writes its end.
pub(super) fn beside_end(count: u64, sha256: Hash) -> String {
    line_of(&BesideEndLine { end: BESIDE_FORMAT, count, sha256: sha256.to_string() })
}

/// Returns true for its head.
pub(super) fn is_beside_head(text: &str) -> bool {
    text == beside_head()
}

/// Returns true for what can only be its end.
pub(super) fn is_beside_end(text: &str) -> bool {
    text.starts_with("{\"end\":")
}

/// Reads the hash of its end.
pub(super) fn read_beside_end(text: &str) -> Result<Hash, RecordError> {
    let mut fields = fields_of(text)?;
    fields.text("end")?;
    fields.whole::<u64>("count", COUNT)?;
    let sha256 = fields.parsed("sha256", HASH, Hash::parse)?;
    fields.end()?;
    Ok(sha256)
}

/// Writes something that stands beside the records.
pub(super) fn write_beside(kept: &KeptBeside) -> String {
    let KeptBeside { shelf, key, owner, at_us, bytes } = kept;
    line_of(&BesideLine { shelf, key, owner, at_us: *at_us, bytes: code::base64(bytes) })
}

/// Reads it; a session has no place in a text.
pub(super) fn read_beside(text: &str) -> Result<KeptBeside, RecordError> {
    let mut fields = fields_of(text)?;
    let shelf = |shelf: &str| ["credential", "blob"].contains(&shelf).then(|| shelf.to_owned());
    let kept = KeptBeside {
        shelf: fields.parsed("shelf", "`credential` or `blob`", shelf)?,
        key: fields.text("key")?,
        owner: fields.text("owner")?,
        at_us: fields.whole("at_us", "a whole number of microseconds")?,
        bytes: fields.parsed("bytes", "standard base64", code::unbase64)?,
    };
    fields.end()?;
    Ok(kept)
}

fn fields_of(text: &str) -> Result<Fields, RecordError> {
    Ok(Fields::of(Json::parse(text)?, "")?)
}
