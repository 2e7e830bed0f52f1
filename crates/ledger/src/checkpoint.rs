//! Checkpoints after C2SP tlog-checkpoint: the size and the root of a record at one moment, signed by the office.

use crate::hash::Hash;
use crate::key::{self, SigningKey, VerifierKey};
use crate::note::{Note, NoteError};
use teukgu_domain::text::Text;

/// Returns the origin of the record of a zone, `teukgu/<zone>`: the first line of its checkpoints, and the name of its keys.
pub fn origin(zone: &str) -> String {
    format!("teukgu/{zone}")
}

/// Says why a text is no checkpoint, or why nobody vouches for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The signed note is broken, or does not hold.
    #[error("{0}")]
    Note(#[from] NoteError),
    /// A line of the checkpoint is missing or has another form.
    #[error("line {line} of the checkpoint is no {expected}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A record without entries has another root than the hash of nothing.
    #[error("a checkpoint of size 0 must have the root of nothing")]
    EmptyRoot,
    /// None of the keys that bear the name of the origin has signed.
    #[error("no trusted key with the name `{origin}` has signed the checkpoint")]
    NotSigned {
        /// Origin of the checkpoint.
        origin: String,
    },
}

impl CheckpointError {
    /// Says what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Note(error) => error.help(),
            Self::Line { .. } | Self::EmptyRoot => Text::new(
                "확인점은 기록 이름, 건수, 해시값의 순서로 한 줄씩 적습니다. 받은 그대로인지 확인하십시오.",
                "A checkpoint has a line each for origin, size and root; see that it is as it was received.",
            ),
            Self::NotSigned { .. } => Text::new(
                "특구 사무국이 공표한 검증키를 지정했는지, 다른 특구의 확인점이 아닌지 확인하십시오.",
                "See that you gave the key that the office publishes, and that the checkpoint is not of another zone.",
            ),
        }
    }
}

/// What a checkpoint (확인점) says of a record.
#[doc(alias = "확인점")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the record, `teukgu/<zone>`.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree at that size.
    pub root: Hash,
    /// Further lines, which this room keeps and does not read.
    pub extensions: Vec<String>,
}

/// A checkpoint that somebody vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The trusted keys that have signed it; at least one bears the name of the origin.
    pub signers: Vec<VerifierKey>,
}

impl Checkpoint {
    /// Makes the checkpoint of a zone.
    pub fn new(zone: &str, size: u64, root: Hash) -> Self {
        Self { origin: origin(zone), size, root, extensions: Vec::new() }
    }

    /// Returns the text that is signed: a line each for origin, size, root in base64, and each extension.
    pub fn body(&self) -> String {
        let Self { origin, size, root, extensions } = self;
        let extensions: String = extensions.iter().map(|line| format!("{line}\n")).collect();
        format!("{origin}\n{size}\n{}\n{extensions}", root.to_base64())
    }

    /// Reads what [`Checkpoint::body`] wrote; any other text for the same checkpoint is refused.
    ///
    /// # Errors
    /// [`CheckpointError::Line`] or [`CheckpointError::EmptyRoot`].
    pub fn parse_body(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.split_terminator('\n');
        let mut next = |line, expected| lines.next().ok_or(CheckpointError::Line { line, expected });
        let name = next(1, "origin")?;
        let size = next(2, "size")?;
        let root = next(3, "root")?;
        let size = size_of(size).ok_or(CheckpointError::Line { line: 2, expected: "size" })?;
        let root = Hash::parse_base64(root).ok_or(CheckpointError::Line { line: 3, expected: "root" })?;
        let extensions = lines.map(str::to_owned).collect();
        let checkpoint = Self { origin: name.to_owned(), size, root, extensions };
        checkpoint.check()?;
        let last = 3 + checkpoint.extensions.len();
        let end = CheckpointError::Line { line: last, expected: "line that a newline ends" };
        if checkpoint.body() == text { Ok(checkpoint) } else { Err(end) }
    }

    /// Signs with each key, in their order, and returns the note.
    ///
    /// While a key is replaced, the old and the new one sign the same checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError::NotSigned`] if no key bears the name of the origin, [`CheckpointError::Line`] if a line would
    /// not come back as it is, [`CheckpointError::Note`] if the note would be too long or has too many signatures.
    pub fn sign(&self, keys: &[&SigningKey]) -> Result<String, CheckpointError> {
        self.check()?;
        if !keys.iter().any(|key| key.name() == self.origin) {
            return Err(CheckpointError::NotSigned { origin: self.origin.clone() });
        }
        Ok(Note::sign(&self.body(), keys)?.to_string())
    }

    /// Reads a signed checkpoint and checks its form, not its signatures.
    ///
    /// # Errors
    /// [`CheckpointError`], whichever it is but [`CheckpointError::NotSigned`].
    pub fn parse_unverified(note: &str) -> Result<Self, CheckpointError> {
        Self::parse_body(Note::parse(note)?.text())
    }

    /// Reads a signed checkpoint that one of the keys vouches for.
    ///
    /// # Errors
    /// [`CheckpointError::NotSigned`] if none of the keys that bear the name of the origin has signed;
    /// [`NoteError::WrongSignature`] if one of the keys is named and has not signed; others if the form is broken.
    pub fn open(note: &str, keys: &[VerifierKey]) -> Result<Opened, CheckpointError> {
        let note = Note::parse(note)?;
        let checkpoint = Self::parse_body(note.text())?;
        let signers: Vec<VerifierKey> = note.verify(keys)?.into_iter().cloned().collect();
        if signers.iter().any(|key| key.name() == checkpoint.origin) {
            Ok(Opened { checkpoint, signers })
        } else {
            Err(CheckpointError::NotSigned { origin: checkpoint.origin })
        }
    }

    fn check(&self) -> Result<(), CheckpointError> {
        if !key::is_name(&self.origin) {
            return Err(CheckpointError::Line { line: 1, expected: "origin" });
        }
        if self.size == 0 && self.root != Hash::EMPTY_ROOT {
            return Err(CheckpointError::EmptyRoot);
        }
        let is_odd = |line: &String| line.is_empty() || line.chars().any(char::is_control);
        match self.extensions.iter().position(is_odd) {
            Some(at) => Err(CheckpointError::Line { line: 4 + at, expected: "extension" }),
            None => Ok(()),
        }
    }
}

/// Reads a whole number in decimal digits, without a sign and without leading zeros.
fn size_of(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(name, [seed; 32]).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint::new("yangjae", 17, leaf_hash(b""))
    }

    #[test]
    fn a_checkpoint_is_three_lines_and_its_extensions() {
        let text = "teukgu/yangjae\n17\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";
        assert_eq!(checkpoint().body(), text);
        assert_eq!(Checkpoint::parse_body(text), Ok(checkpoint()));
        let longer = Checkpoint { extensions: vec!["more".to_owned()], ..checkpoint() };
        assert_eq!(longer.body(), format!("{text}more\n"));
        assert_eq!(Checkpoint::parse_body(&longer.body()), Ok(longer));
    }

    #[test]
    fn checkpoints_of_another_form_are_refused() {
        let good = checkpoint().body();
        let line = |line, expected| CheckpointError::Line { line, expected };
        let cases = [
            (String::new(), line(1, "origin")),
            ("teukgu/yangjae\n".to_owned(), line(2, "size")),
            ("teukgu/yangjae\n17\n".to_owned(), line(3, "root")),
            (good.replace("teukgu/", "teukgu "), line(1, "origin")),
            (good.replace("17", "017"), line(2, "size")),
            (good.replace("17", "+17"), line(2, "size")),
            (good.replace("17", "18446744073709551616"), line(2, "size")),
            (good.replace("B0=", "B0"), line(3, "root")),
            (good.replace("17", "0"), CheckpointError::EmptyRoot),
            (format!("{good}\nmore\n"), line(4, "extension")),
            (good.trim_end().to_owned(), line(3, "line that a newline ends")),
        ];
        for (text, expected) in cases {
            assert_eq!(Checkpoint::parse_body(&text), Err(expected.clone()), "{text:?}");
            assert!(!expected.help().is_empty());
        }
    }

    #[test]
    fn a_checkpoint_opens_with_the_key_of_its_origin_alone() {
        let (own, witness) = (key("teukgu/yangjae", 1), key("witness", 2));
        let note = checkpoint().sign(&[&own, &witness]).unwrap();
        let both = [own.verifier(), witness.verifier()];
        let opened = Checkpoint::open(&note, &both).unwrap();
        assert_eq!((&opened.checkpoint, opened.signers.as_slice()), (&checkpoint(), both.as_slice()));
        let missing = CheckpointError::NotSigned { origin: "teukgu/yangjae".to_owned() };
        assert_eq!(Checkpoint::open(&note, &both[1..]), Err(missing.clone()));
        assert_eq!(Checkpoint::open(&note, &[]), Err(missing.clone()));
        assert_eq!(checkpoint().sign(&[&witness]), Err(missing));
    }

    #[test]
    fn a_checkpoint_that_was_changed_after_it_was_signed_does_not_open() {
        let own = key("teukgu/yangjae", 1);
        let note = checkpoint().sign(&[&own]).unwrap();
        let changed = note.replace("\n17\n", "\n18\n");
        assert!(Checkpoint::parse_unverified(&changed).is_ok());
        let error = Checkpoint::open(&changed, &[own.verifier()]).unwrap_err();
        assert!(matches!(error, CheckpointError::Note(NoteError::WrongSignature { .. })), "{error}");
    }

    #[test]
    fn the_old_and_the_new_key_sign_the_same_checkpoint() {
        let (old, new) = (key("teukgu/yangjae", 1), key("teukgu/yangjae", 2));
        let note = checkpoint().sign(&[&old, &new]).unwrap();
        for key in [&old, &new] {
            assert_eq!(Checkpoint::open(&note, &[key.verifier()]).unwrap().signers, [key.verifier()]);
        }
    }

    #[test]
    fn a_checkpoint_that_would_not_come_back_is_not_signed() {
        let own = key("teukgu/yangjae", 1);
        for extension in ["", "a\nb", "a\u{85}"] {
            let odd = Checkpoint { extensions: vec![extension.to_owned()], ..checkpoint() };
            assert!(odd.sign(&[&own]).is_err(), "{extension:?}");
        }
    }
}
