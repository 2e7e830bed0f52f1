//! Hashes of the tree, after RFC 6962: a leaf and a node are hashed apart, so that one cannot pass for the other.

use crate::code;
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash (해시값); shown as 64 lower-case hexadecimal digits.
#[doc(alias = "해시값")]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The root of a tree without leaves: SHA-256 of nothing.
    pub const EMPTY_ROOT: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
        0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// Takes the bytes of a hash that was computed elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits; `None` if the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        code::unhex(text).map(Self)
    }

    /// Reads standard base64 with its padding, as it stands in a checkpoint; `None` if the text is anything else.
    pub fn parse_base64(text: &str) -> Option<Self> {
        code::unbase64(text)?.try_into().ok().map(Self)
    }

    /// Returns standard base64 with its padding, as it stands in a checkpoint.
    pub fn to_base64(&self) -> String {
        code::base64(&self.0)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&code::hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Returns the hash of a leaf: SHA-256 of a zero byte and the data.
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256(&[&[0], data])
}

/// Returns the hash of an inner node: SHA-256 of a one byte and the two hashes below it.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    sha256(&[&bytes])
}

/// Returns SHA-256 of the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let digest = parts.iter().fold(Sha256::new(), Digest::chain_update);
    Hash(digest.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::EMPTY_ROOT, sha256(&[]));
    }

    #[test]
    fn a_hash_has_one_text_in_each_code() {
        let hash = leaf_hash(b"");
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        assert_eq!(Hash::parse_base64(&hash.to_base64()), Some(hash));
        for other in ["", "00", &hash.to_string().to_uppercase(), &hash.to_base64()] {
            assert_eq!(Hash::parse(other), None, "{other}");
        }
        for other in ["", "AA==", hash.to_base64().trim_end_matches('='), &hash.to_string()] {
            assert_eq!(Hash::parse_base64(other), None, "{other}");
        }
    }
}
