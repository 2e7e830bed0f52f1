//! From bytes to text: UTF-8 with or without a mark at its head, else CP949.

use crate::kind::Kind;
use encoding_rs::EUC_KR;
use serde::Serialize;
use std::borrow::Cow;
use teukgu_domain::fault::Fault;

/// How the bytes of a register were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// CP949, in which spreadsheets in Korea save CSV.
    Cp949,
}

/// Returns the text without a mark at its head, and how it was written.
///
/// Bytes that are UTF-8 with some damage are refused: read as CP949 they would give other letters without a word.
///
/// # Errors
/// The [`Fault`] at the first byte that is neither; `file` is its name.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<(Cow<'b, str>, Encoding), Vec<Fault>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let spot = match teukgu_domain::spot::decode(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(spot) => spot,
    };
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(bytes);
    match text.filter(|_| !is_damaged_utf8(bytes)) {
        Some(text) => Ok((text, Encoding::Cp949)),
        None => Err(vec![Kind::Encoding {}.at(file, spot)]),
    }
}

/// Returns true if more letters beyond ASCII are UTF-8 than are not.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Cuts a text for a message.
pub(crate) fn shown(text: &str) -> String {
    /// Letters of a cell that a message quotes.
    const QUOTED: usize = 60;
    let mut cut: String = text.chars().take(QUOTED).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `이름\n양재` in CP949.
    const CP949: &[u8] = b"\xc0\xcc\xb8\xa7\n\xbe\xe7\xc0\xe7";

    #[test]
    fn text_is_read_in_both_encodings_and_the_mark_goes() {
        assert_eq!(decode("a", "\u{feff}id".as_bytes()), Ok(("id".into(), Encoding::Utf8)));
        assert_eq!(decode("a", "이름".as_bytes()), Ok(("이름".into(), Encoding::Utf8)));
        assert_eq!(decode("a", CP949), Ok(("이름\n양재".into(), Encoding::Cp949)));
    }

    #[test]
    fn damaged_utf8_is_refused_at_its_place_and_not_taken_for_cp949() {
        let mut bytes = "이름,주소\n양재,서초\n".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let fault = &decode("a.csv", &bytes).unwrap_err()[0];
        assert_eq!((fault.code, fault.line, fault.column), ("R24", 2, 5));
        assert_eq!(decode("a.csv", b"\xff\xfe\x00").unwrap_err()[0].code, "R24");
    }
}
