//! A draft: what a visitor is in the middle of, kept beside the ledger and never part of it.

use crate::error::StoreError;
use jiff::Timestamp;

/// Largest document of a draft, in bytes; the longest application fits, and a long self-check many times over.
pub const LARGEST_DRAFT: usize = 64 << 10;

/// Drafts that are kept at a time; one more pushes out the one that was left alone for the longest.
pub const MOST_DRAFTS: u32 = 10_000;

/// What opens a draft: 128 bits that nobody can guess, written as 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DraftToken(String);

impl DraftToken {
    /// Makes a token of random bits.
    pub fn new(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }

    /// Reads a token; `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_token.then(|| Self(text.to_owned()))
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whoever has the token has the draft, so it never reaches a log.
impl std::fmt::Debug for DraftToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DraftToken(…)")
    }
}

/// What a visitor is in the middle of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What opens it.
    pub token: DraftToken,
    /// When it was last written, kept to the microsecond.
    pub touched_at: Timestamp,
    /// What it holds; the store does not look inside.
    pub document: String,
}

/// Refuses a draft that is too large.
pub(crate) fn check(draft: &Draft) -> Result<(), StoreError> {
    let size = draft.document.len();
    if size > LARGEST_DRAFT { Err(StoreError::DraftTooLarge { size }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_32_digits_and_nothing_else() {
        let token = DraftToken::new(0xa1);
        assert_eq!(token.as_str(), "000000000000000000000000000000a1");
        assert_eq!(DraftToken::parse(token.as_str()), Some(token));
        for text in [
            "",
            "a1",
            &"A".repeat(32),
            &"0".repeat(33),
            &"가".repeat(32),
            "../../../../etc/passwd/0000000000",
        ] {
            assert_eq!(DraftToken::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_does_not_show_itself_in_a_log() {
        assert_eq!(format!("{:?}", DraftToken::new(7)), "DraftToken(…)");
    }
}
