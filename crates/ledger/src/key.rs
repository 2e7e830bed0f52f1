//! Keys that sign checkpoints, and their texts: the forms of C2SP signed notes, so that other verifiers read them.

use crate::code;
use crate::hash;
use ed25519_dalek::{Signature, Signer};
use std::fmt;
use teukgu_domain::text::Text;

/// First byte of a key and of what its id is made of: Ed25519.
const ED25519: u8 = 1;
/// Longest name of a key, in bytes.
const MAX_NAME: usize = 255;
/// What every secret key begins with, so that nobody takes it for a public one.
const SECRET: &str = "PRIVATE+KEY+";

/// Says why a key cannot be made or read. No message repeats a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name cannot stand in a signature line.
    #[error("`{name}` cannot be the name of a key")]
    Name {
        /// The name, without control characters.
        name: String,
    },
    /// The text is not three parts divided by plus signs, or a part has another form.
    #[error("the text is not a key of the form `{form}`")]
    Form {
        /// The form that was expected.
        form: &'static str,
    },
    /// The key is of a kind that this room does not know.
    #[error("the key is of kind {found}, and only kind 1, Ed25519, is known")]
    Kind {
        /// Kind in the text.
        found: u8,
    },
    /// The id in the text is not the id of the key, so the name, the id or the key was changed.
    #[error("the id of the key is {expected}, not {found}")]
    Id {
        /// Id that the name and the key have.
        expected: KeyId,
        /// Id in the text.
        found: KeyId,
    },
    /// The bytes are not a public key, or one that anybody can sign for.
    #[error("the bytes are no public key of Ed25519 that can be trusted")]
    Point,
}

impl KeyError {
    /// Says what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Name { .. } => Text::new(
                "키 이름은 비어 있지 않아야 하고, 공백·제어문자·더하기표(+)가 없으며 255바이트 이하여야 합니다.",
                "The name of a key is not empty, has no spaces, control characters or plus signs, and at most 255 bytes.",
            ),
            Self::Form { .. } | Self::Id { .. } => Text::new(
                "특구가 공표한 키의 글자를 하나도 빠뜨리지 말고 그대로 옮겨 적으십시오.",
                "Copy the text of the key as the office publishes it, with every character.",
            ),
            Self::Kind { .. } | Self::Point => Text::new(
                "다른 방식으로 만든 키는 쓸 수 없습니다. 이 프로그램으로 키를 새로 만드십시오.",
                "A key that was made in another way cannot be used; make a new one with this program.",
            ),
        }
    }
}

/// First four bytes of the hash of the name and the public key; shown as eight hexadecimal digits.
///
/// It tells keys of one name apart. It is a hint and no proof: signatures are checked with the whole key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&code::hex(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// The secret half of a key (서명키): it signs.
#[doc(alias = "서명키")]
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    const FORM: &'static str = "PRIVATE+KEY+<name>+<id>+<key>";

    /// Makes the key that belongs to 32 random bytes, which the caller draws.
    ///
    /// # Errors
    /// [`KeyError::Name`] if the name is empty, longer than 255 bytes, or has spaces, control characters or plus signs.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), key: ed25519_dalek::SigningKey::from_bytes(&seed) })
    }

    /// Reads what [`SigningKey::to_secret_text`] wrote, without a newline at its end.
    ///
    /// # Errors
    /// [`KeyError::Form`], [`KeyError::Name`], [`KeyError::Kind`] or [`KeyError::Id`]; none repeats the text.
    pub fn parse_secret(text: &str) -> Result<Self, KeyError> {
        let parts = text.strip_prefix(SECRET).and_then(parts);
        let (name, id, kind, seed) = parts.ok_or(KeyError::Form { form: Self::FORM })?;
        check_kind(kind)?;
        let key = Self::from_seed(name, seed)?;
        check_id(key.verifier().id, id)?;
        Ok(key)
    }

    /// Returns the secret text `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 and the seed>`, for a file that nobody else reads.
    pub fn to_secret_text(&self) -> String {
        text_of(SECRET, &self.name, self.verifier().id, self.key.as_bytes())
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the public half.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::new(self.name.clone(), self.key.verifying_key())
    }

    /// Signs a message; the same message always has the same signature.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// The secret never reaches a log.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}+{}+…)", self.name, self.verifier().id)
    }
}

/// The public half of a key (검증키): it checks signatures. Shown as `<name>+<id>+<base64 of 0x01 and the key>`.
#[doc(alias = "검증키")]
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    const FORM: &'static str = "<name>+<id>+<key>";

    fn new(name: String, key: ed25519_dalek::VerifyingKey) -> Self {
        let id = id_of(&name, key.as_bytes());
        Self { name, id, key }
    }

    /// Reads a public key as it is shown.
    ///
    /// # Errors
    /// [`KeyError`], whichever it is: a key that differs in one character from the published one is refused.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (name, id, kind, bytes) = parts(text).ok_or(KeyError::Form { form: Self::FORM })?;
        check_name(name)?;
        check_id(id_with_kind(name, kind, &bytes), id)?;
        check_kind(kind)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Point)?;
        if key.is_weak() {
            return Err(KeyError::Point);
        }
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the id.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// Returns true if the key has signed the message; there is one signature only that a message can have.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text_of("", &self.name, self.id, self.key.as_bytes()))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// Returns true if a name can stand in a signature line.
pub(crate) fn is_name(name: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && name.len() <= MAX_NAME && !name.chars().any(is_odd)
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let shown = || name.chars().filter(|c| !c.is_control()).take(80).collect();
    if is_name(name) { Ok(()) } else { Err(KeyError::Name { name: shown() }) }
}

fn check_kind(found: u8) -> Result<(), KeyError> {
    if found == ED25519 { Ok(()) } else { Err(KeyError::Kind { found }) }
}

fn check_id(expected: KeyId, found: KeyId) -> Result<(), KeyError> {
    if expected == found { Ok(()) } else { Err(KeyError::Id { expected, found }) }
}

fn id_of(name: &str, key: &[u8; 32]) -> KeyId {
    id_with_kind(name, ED25519, key)
}

fn id_with_kind(name: &str, kind: u8, key: &[u8]) -> KeyId {
    let [a, b, c, d, ..] = *hash::sha256(&[name.as_bytes(), b"\n", &[kind], key]).as_bytes();
    KeyId([a, b, c, d])
}

fn text_of(before: &str, name: &str, id: KeyId, key: &[u8; 32]) -> String {
    let bytes: Vec<u8> = [ED25519].into_iter().chain(*key).collect();
    format!("{before}{name}+{id}+{}", code::base64(&bytes))
}

/// Splits a text into name, id, kind and the 32 bytes of the key.
fn parts(text: &str) -> Option<(&str, KeyId, u8, [u8; 32])> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    let bytes = code::unbase64(key)?;
    let (kind, key) = bytes.split_first()?;
    Some((name, KeyId(code::unhex(id)?), *kind, key.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed("teukgu/yangjae", [7; 32]).unwrap()
    }

    #[test]
    fn a_key_comes_back_from_each_of_its_texts() {
        let secret = key().to_secret_text();
        assert!(secret.starts_with("PRIVATE+KEY+teukgu/yangjae+"), "{secret}");
        assert_eq!(SigningKey::parse_secret(&secret).unwrap().verifier(), key().verifier());
        let public = key().verifier().to_string();
        assert_eq!(VerifierKey::parse(&public), Ok(key().verifier()));
    }

    #[test]
    fn a_secret_shows_itself_neither_in_a_log_nor_in_an_error() {
        let secret = key().to_secret_text();
        let (_, hidden) = secret.rsplit_once('+').unwrap();
        assert!(!format!("{:?}", key()).contains(hidden));
        let error = SigningKey::parse_secret(&format!("{secret}\n")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(hidden));
    }

    #[test]
    fn a_public_key_that_differs_in_one_bit_is_refused() {
        let text = key().verifier().to_string().into_bytes();
        for (at, bit) in (0..text.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut other = text.clone();
            other[at] ^= 1 << bit;
            let read = std::str::from_utf8(&other).map(VerifierKey::parse);
            assert!(!matches!(read, Ok(Ok(_))), "byte {at}, bit {bit}");
        }
    }

    #[test]
    fn names_that_cannot_stand_in_a_signature_line_are_refused() {
        let long = "x".repeat(256);
        for bad in ["", "a b", "a+b", "a\n", "a\u{3000}b", "a\u{7f}", &long] {
            let error = SigningKey::from_seed(bad, [7; 32]).unwrap_err();
            assert!(matches!(error, KeyError::Name { .. }), "{bad:?}");
            assert!(!error.help().is_empty());
        }
        assert!(SigningKey::from_seed("teukgu/양재", [7; 32]).is_ok());
    }

    #[test]
    fn keys_of_another_kind_and_weak_ones_are_refused() {
        let text = |kind: u8, key: [u8; 32]| {
            let bytes: Vec<u8> = [kind].into_iter().chain(key).collect();
            format!("n+{}+{}", id_with_kind("n", kind, &key), code::base64(&bytes))
        };
        assert_eq!(VerifierKey::parse(&text(4, [7; 32])), Err(KeyError::Kind { found: 4 }));
        assert_eq!(VerifierKey::parse(&text(1, [0; 32])), Err(KeyError::Point));
        for bad in ["", "n", "n+", "n+00000000", "n+00000000+", "n+0000000+AQ==", "n+00000000+AQ=="] {
            assert!(matches!(VerifierKey::parse(bad), Err(KeyError::Form { .. })), "{bad}");
        }
    }
}
