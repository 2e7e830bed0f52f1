//! Bytes as text and back. Each value has one text: anything else that others might take for the same value is refused.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];

/// Returns two lower-case hexadecimal digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

/// Reads exactly `N` bytes from lower-case hexadecimal digits.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// Returns standard base64 with padding (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads standard base64; padding that is missing and bits that are left over are refused.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_come_in_lower_case_and_in_full() {
        assert_eq!(hex(&[0, 0x9a, 0xff]), "009aff");
        assert_eq!(unhex("009aff"), Some([0, 0x9a, 0xff]));
        for bad in ["", "009af", "009afF", "009ag0", "009aff00", "가나"] {
            assert_eq!(unhex::<3>(bad), None, "{bad}");
        }
    }

    #[test]
    fn base64_has_one_form() {
        assert_eq!(unbase64(&base64(&[1, 2])), Some(vec![1, 2]));
        for bad in ["AQI", "AQJ=", "AQI=\n", " AQI=", "A_I="] {
            assert_eq!(unbase64(bad), None, "{bad}");
        }
    }
}
