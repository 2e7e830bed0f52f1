//! What the leaf of an entry is made of: eight lines of text, and the payload by its salted hash alone.

use crate::code;
use crate::hash::{self, Hash, leaf_hash};
use std::fmt;

/// First line of every leaf; another form of leaf will have another one.
const FORM: &str = "teukgu entry v1";

/// What the leaf of an entry (기록 한 건) says: everything about it but its payload.
#[doc(alias = "기록 한 건")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Zone whose record it is.
    pub zone: String,
    /// Place in the record, counted from 1; its leaf stands at the place before, counted from 0.
    pub seq: u64,
    /// Kind of the event.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// Version of the form of the payload.
    pub payload_version: u32,
    /// Hash of the salt and the payload; it stays when they are erased.
    pub payload_hash: Hash,
}

impl Header {
    /// Returns the data of the leaf: a line for the form and one for each field, each ended by a newline.
    ///
    /// ```text
    /// teukgu entry v1
    /// zone yangjae
    /// seq 17
    /// kind source
    /// actor zone-folder
    /// at-us 1772409600123456
    /// payload-version 1
    /// payload-sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    /// ```
    pub fn leaf_data(&self) -> String {
        let Self { zone, seq, kind, actor, at_us, payload_version, payload_hash } = self;
        format!(
            "{FORM}\nzone {zone}\nseq {seq}\nkind {kind}\nactor {actor}\nat-us {at_us}\n\
             payload-version {payload_version}\npayload-sha256 {payload_hash}\n"
        )
    }

    /// Returns the hash of the leaf.
    pub fn leaf(&self) -> Hash {
        leaf_hash(self.leaf_data().as_bytes())
    }

    /// Returns true if no field can reach into another line of the leaf.
    pub fn is_well_formed(&self) -> bool {
        let is_line = |text: &str| !text.is_empty() && !text.chars().any(char::is_control);
        self.seq > 0 && [&self.zone, &self.kind, &self.actor].into_iter().all(|text| is_line(text))
    }
}

/// 128 random bits that stand before a payload when it is hashed (소금값), so that nobody can guess the payload
/// from its hash once both are erased.
#[doc(alias = "소금값")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

impl Salt {
    /// Reads 32 lower-case hexadecimal digits; `None` if the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        code::unhex(text).map(Self)
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&code::hex(&self.0))
    }
}

/// A salt is worth as much as the payload that it hides, so it never reaches a log.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// The part of an entry that can be erased (파기): its content, and the salt that it is hashed with.
#[doc(alias = "파기")]
#[derive(Clone, PartialEq, Eq)]
pub struct Payload {
    /// Salt.
    pub salt: Salt,
    /// Content, as it was written.
    pub bytes: Vec<u8>,
}

impl Payload {
    /// Returns SHA-256 of the salt and the content.
    pub fn hash(&self) -> Hash {
        hash::sha256(&[&self.salt.0, &self.bytes])
    }
}

/// What a payload says is for those who may read it.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.bytes.len())
    }
}

/// An entry as it is kept: what its leaf says, and its payload unless that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// What its leaf says.
    pub header: Header,
    /// Its payload; `None` once erased.
    pub payload: Option<Payload>,
}

impl KeptEntry {
    /// Returns true if the payload, where it is still there, is the one that the leaf speaks of.
    pub fn payload_fits(&self) -> bool {
        self.payload.as_ref().is_none_or(|payload| payload.hash() == self.header.payload_hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        let payload = Payload { salt: Salt([7; 16]), bytes: b"{}".to_vec() };
        Header {
            zone: "yangjae".to_owned(),
            seq: 17,
            kind: "source".to_owned(),
            actor: "zone-folder".to_owned(),
            at_us: -1,
            payload_version: 1,
            payload_hash: payload.hash(),
        }
    }

    #[test]
    fn the_leaf_is_eight_lines_that_anybody_can_write() {
        let lines: Vec<String> = header().leaf_data().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 8);
        assert_eq!(lines[..3], ["teukgu entry v1", "zone yangjae", "seq 17"]);
        assert_eq!(lines[5], "at-us -1");
        assert!(header().leaf_data().ends_with('\n'));
    }

    #[test]
    fn every_field_changes_the_leaf() {
        let changes: [fn(&mut Header); 7] = [
            |h| h.zone.push('x'),
            |h| h.seq += 1,
            |h| h.kind.push('x'),
            |h| h.actor.push('x'),
            |h| h.at_us += 1,
            |h| h.payload_version += 1,
            |h| h.payload_hash = Hash::EMPTY_ROOT,
        ];
        for change in changes {
            let mut other = header();
            change(&mut other);
            assert_ne!(other.leaf(), header().leaf(), "{other:?}");
        }
    }

    #[test]
    fn a_field_that_reaches_into_another_line_is_refused() {
        assert!(header().is_well_formed());
        for bad in ["", "a\nkind zone", "a\u{85}b"] {
            assert!(!Header { actor: bad.to_owned(), ..header() }.is_well_formed(), "{bad:?}");
        }
        assert!(!Header { seq: 0, ..header() }.is_well_formed());
    }

    #[test]
    fn what_is_erased_still_fits_and_what_is_changed_does_not() {
        let payload = Payload { salt: Salt([7; 16]), bytes: b"{}".to_vec() };
        let kept = KeptEntry { header: header(), payload: Some(payload.clone()) };
        assert!(kept.payload_fits());
        assert!(KeptEntry { payload: None, ..kept.clone() }.payload_fits());
        let changed = Payload { bytes: b"[]".to_vec(), ..payload };
        assert!(!KeptEntry { payload: Some(changed), ..kept }.payload_fits());
    }

    #[test]
    fn neither_salt_nor_payload_shows_itself_in_a_log() {
        let payload = Payload { salt: Salt([7; 16]), bytes: b"secret".to_vec() };
        assert_eq!(format!("{payload:?} {:?}", payload.salt), "Payload(6 bytes) Salt(…)");
    }
}
