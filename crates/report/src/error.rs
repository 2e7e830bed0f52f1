//! Why a paper cannot be written.

use teukgu_domain::text::Text;

/// Says why a paper cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// No font has a character.
    #[error("the character `{}` (U+{:04X}) cannot be printed", character.escape_debug(), u32::from(*character))]
    NoGlyph {
        /// Character.
        character: char,
    },
    /// A row has another number of cells than the head of its table.
    #[error("row {row} of the table `{caption}` has {found} cells, its head has {expected}")]
    Ragged {
        /// Caption of the table.
        caption: String,
        /// Row, from 1.
        row: usize,
        /// Cells of the row.
        found: usize,
        /// Cells of the head.
        expected: usize,
    },
    /// The paper would have more pages than a letter may have.
    #[error("the paper would have more than {most} pages")]
    TooLong {
        /// Most pages.
        most: usize,
    },
    /// A form could not be made although the paper is sound.
    #[error("the {form} could not be made: {reason}")]
    Broken {
        /// `PDF` or `HWPX`.
        form: &'static str,
        /// What went wrong.
        reason: String,
    },
}

impl PaperError {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::NoGlyph { character } => {
                format!(
                    "인쇄할 수 없는 문자입니다: {}(U+{:04X})",
                    character.escape_debug(),
                    u32::from(*character)
                )
            }
            Self::Ragged { caption, row, found, expected } => {
                format!("표 ‘{caption}’의 {row}행은 칸이 {found}개인데 머리글은 {expected}개입니다")
            }
            Self::TooLong { most } => format!("{most}쪽이 넘는 문서입니다"),
            Self::Broken { form, reason } => format!("{form} 문서를 만들 수 없습니다: {reason}"),
        };
        Text::new(ko, self.to_string())
    }
}
