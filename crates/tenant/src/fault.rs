//! What is wrong with a folder, and where.

use crate::kind::FaultKind;
use crate::place::Spot;
use teukgu_domain::text::{Lang, Text};

/// How much something weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The folder cannot be used until it is mended.
    Fault,
    /// Worth a look; the folder can be used.
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

/// Something wrong with a zone folder, at a place.
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
    /// Whether it keeps the folder from being used.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
}

impl Fault {
    pub(crate) fn new(file: &str, spot: Spot, kind: &FaultKind) -> Self {
        let (message, help) = kind.wording();
        let (code, severity) = (kind.code(), kind.severity());
        Self { file: file.to_owned(), line: spot.line, column: spot.column, code, severity, message, help }
    }

    /// Writes place and message: `zone.toml:3:8 the key …`.
    pub fn line(&self, lang: Lang) -> String {
        format!("{}:{}:{} {}", self.file, self.line, self.column, self.message.get(lang))
    }

    pub(crate) fn sort_key(&self) -> (&str, usize, usize, &'static str, &str) {
        (&self.file, self.line, self.column, self.code, &self.message.en)
    }
}
