//! Numbers of requests: what a proxy sent is kept if it is sound, else one is made.

use super::REQUEST_ID;
use axum::http::{HeaderMap, HeaderValue};
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Longest number that is taken from a request.
const LONGEST: usize = 64;
/// Longest prefix of a process; a dash and sixteen digits follow and still fit into [`LONGEST`].
const LONGEST_PREFIX: usize = 40;

/// Makes numbers of requests.
pub(super) struct Ids {
    prefix: String,
    next: AtomicU64,
}

/// The number of a request: 1 to 64 letters, digits, dots, dashes or underscores.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(HeaderValue);

impl Ids {
    /// Makes numbers that begin with a prefix; what has no place in a number is left out of it.
    pub(super) fn new(prefix: &str) -> Self {
        let prefix = prefix.chars().filter(|c| c.is_ascii() && is_sound_byte(*c as u8));
        Self { prefix: prefix.take(LONGEST_PREFIX).collect(), next: AtomicU64::new(1) }
    }

    /// Keeps the one number that a request carries if it is sound, else makes a new one.
    pub(super) fn take(&self, headers: &HeaderMap) -> RequestId {
        let mut sent = headers.get_all(REQUEST_ID).iter();
        match (sent.next(), sent.next()) {
            (Some(one), None) if is_sound(one.as_bytes()) => RequestId(one.clone()),
            _ => self.make(),
        }
    }

    fn make(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut buffer = [0_u8; LONGEST];
        let mut left = buffer.as_mut_slice();
        // Prefix, dash and digits fit, so writing never stops early.
        let _ = write!(left, "{}-{number:x}", self.prefix);
        let length = LONGEST - left.len();
        let value = buffer.get(..length).and_then(|bytes| HeaderValue::from_bytes(bytes).ok());
        RequestId(value.unwrap_or(HeaderValue::from_static("-")))
    }
}

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or("-")
    }

    pub(crate) fn into_header(self) -> HeaderValue {
        self.0
    }
}

fn is_sound(bytes: &[u8]) -> bool {
    (1..=LONGEST).contains(&bytes.len()) && bytes.iter().copied().all(is_sound_byte)
}

fn is_sound_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(ids: &Ids, sent: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append(REQUEST_ID, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        ids.take(&headers).as_str().to_owned()
    }

    #[test]
    fn a_sound_number_is_kept_and_any_other_is_replaced() {
        let ids = Ids::new("p");
        let longest = "a".repeat(64);
        for sound in ["a", "0191e7c2-1b.A_z", &longest] {
            assert_eq!(taken(&ids, &[sound]), sound);
        }
        let too_long = "a".repeat(65);
        for (turn, odd) in (1..).zip(["", "a b", "a=1", "특구", "a\"", &too_long]) {
            assert_eq!(taken(&ids, &[odd]), format!("p-{turn:x}"), "{odd}");
        }
    }

    #[test]
    fn two_numbers_in_one_request_are_none() {
        assert_eq!(taken(&Ids::new("p"), &["a", "b"]), "p-1");
    }

    #[test]
    fn a_number_is_sound_whatever_the_prefix_is() {
        let ids = Ids { next: AtomicU64::new(u64::MAX), ..Ids::new(&"특 a".repeat(99)) };
        let made = taken(&ids, &[]);
        assert_eq!(made, format!("{}-{:x}", "a".repeat(40), u64::MAX));
        assert!(is_sound(made.as_bytes()));
    }
}
