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

/// A rule that texts are checked by, for lists of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// Code, such as `Z05`.
    pub code: &'static str,
    /// Whether it keeps a text from being used.
    pub severity: Severity,
    /// What the rule finds, in English.
    pub meaning: &'static str,
}

/// Makes the closed list of what can be wrong with a kind of text: one table of codes and words.
///
/// Each row is a doc comment that says what the rule finds, a variant with its fields, a code with its severity, and
/// the message with its help in both languages, as format strings over the fields.
/// The enum gets `at(file, spot)`, which makes the [`Fault`]; the constant holds a [`FaultRule`] a row.
#[macro_export]
macro_rules! fault_kinds {
    ($vis:vis enum $Kinds:ident, const $RULES:ident;
    $(
        #[doc = $meaning:literal]
        $kind:ident { $($field:ident: $type:ty),* } = $code:literal $severity:ident,
        ko ($($ko:tt)*) help ($($help_ko:tt)*),
        en ($($en:tt)*) help ($($help_en:tt)*);
    )*) => {
        /// What can be wrong.
        #[derive(Clone, Debug)]
        $vis enum $Kinds {
            $(#[doc = $meaning] $kind { $($field: $type),* },)*
        }

        impl $Kinds {
            /// Makes the fault at a place.
            $vis fn at(&self, file: &str, spot: $crate::spot::Spot) -> $crate::fault::Fault {
                let (code, severity, message, help) = match self {
                    $(Self::$kind { $($field),* } => (
                        $code,
                        $crate::fault::Severity::$severity,
                        $crate::text::Text::new(format!($($ko)*), format!($($en)*)),
                        $crate::text::Text::new(format!($($help_ko)*), format!($($help_en)*)),
                    ),)*
                };
                $crate::fault::Fault {
                    file: file.to_owned(),
                    line: spot.line,
                    column: spot.column,
                    code,
                    severity,
                    message: message.in_one_line(),
                    help: help.in_one_line(),
                }
            }
        }

        const $RULES: &[$crate::fault::FaultRule] = &[
            $($crate::fault::FaultRule {
                code: $code,
                severity: $crate::fault::Severity::$severity,
                meaning: $meaning.trim_ascii(),
            },)*
        ];
    };
}
