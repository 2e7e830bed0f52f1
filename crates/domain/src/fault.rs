//! What is wrong with a text that people edit, and where; shared by every room that reads one.

use crate::spot::Spot;
use crate::text::{Lang, Text};

/// How much something weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The text cannot be used until it is mended.
    Fault,
    /// Worth a look; the text can be used.
    Note,
}

impl Severity {
    /// Returns the word for programs: `fault` or `note`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Note => "note",
        }
    }
}

/// Something wrong with a text, at a place.
///
/// Faults order by file, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// File in the folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Code of the rule, such as `Z05`; never reused for another.
    pub code: &'static str,
    /// Whether it keeps the text from being used.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
}

impl Fault {
    /// Writes place and message: `zone.toml:3:8 the key …`.
    pub fn line(&self, lang: Lang) -> String {
        format!("{}:{}:{} {}", self.file, self.line, self.column, self.message.get(lang))
    }

    /// Returns where it stands.
    pub fn spot(&self) -> Spot {
        Spot { line: self.line, column: self.column }
    }

    /// Returns what faults order by.
    pub fn sort_key(&self) -> (&str, usize, usize, &'static str, &str) {
        (&self.file, self.line, self.column, self.code, &self.message.en)
    }
}
