//! Signed notes after C2SP: a text that people can read, a blank line, and a line for each signature.

use crate::code;
use crate::key::{self, KeyId, SigningKey, VerifierKey};
use std::fmt;
use teukgu_domain::text::Text;

/// Longest note, in bytes.
const MAX_NOTE: usize = 64 * 1024;
/// How many signatures a note has at most.
const MAX_SIGNATURES: usize = 16;
/// What a signature line begins with: an em dash and a space.
const MARK: &str = "— ";

/// Says why a text is no note, or why a note does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The note is too long.
    #[error("the note has {bytes} bytes, and at most 65536 are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A character that is neither shown nor a newline.
    #[error("line {line} of the note has a control character")]
    Control {
        /// Line, from 1.
        line: usize,
    },
    /// No blank line divides the text from the signatures, or the text is empty.
    #[error("the note has no blank line between a text and its signatures")]
    NoDivide,
    /// The text to sign does not end with a newline, or with two.
    #[error("the text of a note must end with one newline")]
    TextEnd,
    /// A signature line has another form.
    #[error("signature {number} of the note does not have the form `— <name> <base64>`")]
    SignatureForm {
        /// Number of the signature, from 1.
        number: usize,
    },
    /// There are too many signatures, or none.
    #[error("the note has {found} signatures, and 1 to 16 are read")]
    SignatureCount {
        /// How many there are.
        found: usize,
    },
    /// A known key is named and has not signed this text.
    #[error("the signature of key `{name}+{id}` does not belong to this text")]
    WrongSignature {
        /// Name of the key.
        name: String,
        /// Id of the key.
        id: KeyId,
    },
}

impl NoteError {
    /// Says what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::WrongSignature { .. } => Text::new(
                "서명한 뒤에 내용이 바뀌었습니다. 이 확인점을 믿지 말고 특구 사무국에 알리십시오.",
                "The text was changed after it was signed; do not trust it, and tell the office.",
            ),
            _ => Text::new(
                "서명문은 줄바꿈 하나까지 받은 그대로여야 합니다. 다시 내려받으십시오.",
                "A signed note must be as it was received, down to each newline; download it again.",
            ),
        }
    }
}

/// One signature of a note, whether or not its key is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub id: KeyId,
    /// The signature itself.
    pub bytes: Vec<u8>,
}

/// A text with signatures (서명문); shown as it is sent.
#[doc(alias = "서명문")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    // INVARIANT: not empty, ends with one newline, no other control characters.
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// Signs a text with each key, in their order.
    ///
    /// # Errors
    /// [`NoteError`] if the text or the number of keys has no place in a note.
    pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<Self, NoteError> {
        check_text(text)?;
        check_count(keys.len())?;
        let signatures = keys.iter().map(|key| signature(text, key)).collect();
        let note = Self { text: text.to_owned(), signatures };
        check_length(note.to_string().len())?;
        Ok(note)
    }

    /// Reads a note and checks its form, not its signatures.
    ///
    /// # Errors
    /// [`NoteError`], whichever it is but [`NoteError::WrongSignature`].
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        check_length(note.len())?;
        check_characters(note)?;
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::NoDivide)?;
        let text = format!("{text}\n");
        check_text(&text).map_err(|_| NoteError::NoDivide)?;
        let last = lines.matches('\n').count() + 1;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::SignatureForm { number: last })?;
        check_count(lines.split('\n').count())?;
        let read = |(at, line)| read_signature(line).ok_or(NoteError::SignatureForm { number: at + 1 });
        let signatures = lines.split('\n').enumerate().map(read).collect::<Result<_, _>>()?;
        Ok(Self { text, signatures })
    }

    /// Returns the text with its last newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the signatures in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Returns which of the keys have signed, each once, in the order of the signatures. Signatures of other keys are
    /// left alone.
    ///
    /// # Errors
    /// [`NoteError::WrongSignature`] if one of the keys is named and has not signed this text.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signers: Vec<&VerifierKey> = Vec::new();
        for signature in &self.signatures {
            if let Some(key) = self.signer(signature, keys)?
                && !signers.contains(&key)
            {
                signers.push(key);
            }
        }
        Ok(signers)
    }

    /// Two keys can share a name and, by chance or by design, an id: one of them has to have signed.
    fn signer<'k>(
        &self,
        signature: &NoteSignature,
        keys: &'k [VerifierKey],
    ) -> Result<Option<&'k VerifierKey>, NoteError> {
        let NoteSignature { name, id, bytes } = signature;
        let mut named = keys.iter().filter(|key| key.name() == name && key.id() == *id).peekable();
        if named.peek().is_none() {
            return Ok(None);
        }
        let signer = named.find(|key| key.has_signed(self.text.as_bytes(), bytes));
        signer.map(Some).ok_or_else(|| NoteError::WrongSignature { name: name.clone(), id: *id })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|NoteSignature { name, id, bytes }| {
            writeln!(f, "{MARK}{name} {}", code::base64(&[&id.0, bytes.as_slice()].concat()))
        })
    }
}

fn signature(text: &str, key: &SigningKey) -> NoteSignature {
    let bytes = key.sign(text.as_bytes()).to_vec();
    NoteSignature { name: key.name().to_owned(), id: key.verifier().id(), bytes }
}

fn read_signature(line: &str) -> Option<NoteSignature> {
    let (name, code) = line.strip_prefix(MARK)?.split_once(' ')?;
    let bytes = code::unbase64(code)?;
    let (id, bytes) = bytes.split_first_chunk::<4>()?;
    let is_whole = key::is_name(name) && !bytes.is_empty();
    is_whole.then(|| NoteSignature { name: name.to_owned(), id: KeyId(*id), bytes: bytes.to_vec() })
}

fn check_text(text: &str) -> Result<(), NoteError> {
    check_characters(text)?;
    let line = text.strip_suffix('\n').ok_or(NoteError::TextEnd)?;
    if line.is_empty() || line.ends_with('\n') { Err(NoteError::TextEnd) } else { Ok(()) }
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    let is_odd = |c: char| c.is_control() && c != '\n';
    match text.split('\n').position(|line| line.chars().any(is_odd)) {
        Some(at) => Err(NoteError::Control { line: at + 1 }),
        None => Ok(()),
    }
}

fn check_length(bytes: usize) -> Result<(), NoteError> {
    if bytes <= MAX_NOTE { Ok(()) } else { Err(NoteError::TooLong { bytes }) }
}

fn check_count(found: usize) -> Result<(), NoteError> {
    if (1..=MAX_SIGNATURES).contains(&found) { Ok(()) } else { Err(NoteError::SignatureCount { found }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed("teukgu/yangjae", [seed; 32]).unwrap()
    }

    #[test]
    fn a_note_tells_which_keys_have_signed_it() {
        let (old, new, other) = (key(1), key(2), key(3));
        let note = Note::sign("text\n\nmore\n", &[&new, &old]).unwrap();
        assert_eq!(Note::parse(&note.to_string()), Ok(note.clone()));
        let keys = [other.verifier(), old.verifier(), new.verifier()];
        assert_eq!(note.verify(&keys), Ok(vec![&keys[2], &keys[1]]));
        assert_eq!(note.verify(&keys[..1]), Ok(vec![]));
    }

    #[test]
    fn a_known_key_with_a_wrong_signature_is_an_error() {
        let text = Note::sign("text\n", &[&key(1)]).unwrap().to_string();
        let changed = Note::parse(&text.replace("text", "test")).unwrap();
        let error = changed.verify(&[key(1).verifier()]).unwrap_err();
        assert!(matches!(error, NoteError::WrongSignature { .. }), "{error}");
        assert!(!error.help().is_empty());
    }

    #[test]
    fn notes_of_another_form_are_refused() {
        let good = Note::sign("text\n", &[&key(1)]).unwrap().to_string();
        let line = good.rsplit_once("\n\n").unwrap().1.to_owned();
        let cases = [
            (String::new(), NoteError::NoDivide),
            ("text\n".to_owned(), NoteError::NoDivide),
            (format!("\n\n{line}"), NoteError::NoDivide),
            (format!("text\n\n\n{line}"), NoteError::NoDivide),
            ("text\n\n".to_owned(), NoteError::SignatureForm { number: 1 }),
            ("text\n\nname AAAAAAA=\n".to_owned(), NoteError::SignatureForm { number: 1 }),
            ("text\n\n— name AAAAAA==\n".to_owned(), NoteError::SignatureForm { number: 1 }),
            (format!("{good}— na+me AAAAAAA=\n"), NoteError::SignatureForm { number: 2 }),
            (good.trim_end().to_owned(), NoteError::SignatureForm { number: 1 }),
            (format!("a\tb\n\n{line}"), NoteError::Control { line: 1 }),
            (good.replace('\n', "\r\n"), NoteError::Control { line: 1 }),
            (format!("text\n\n{}", line.repeat(17)), NoteError::SignatureCount { found: 17 }),
            (format!("{}\n\n{line}", "x".repeat(70_000)), NoteError::TooLong { bytes: 70_002 + line.len() }),
        ];
        for (text, expected) in cases {
            assert_eq!(Note::parse(&text), Err(expected), "{}", text.chars().take(60).collect::<String>());
        }
    }

    #[test]
    fn what_has_no_place_in_a_note_is_not_signed() {
        for text in ["", "\n", "text", "text\n\n", "a\rb\n"] {
            assert!(Note::sign(text, &[&key(1)]).is_err(), "{text:?}");
        }
        assert_eq!(Note::sign("text\n", &[]), Err(NoteError::SignatureCount { found: 0 }));
    }
}
