//! Why a file is not taken.

use super::{FileKind, LARGEST_FILE, Seen};
use teukgu_domain::text::Text;

/// Says why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadFault {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is too large.
    #[error("the file has {size} bytes; at most {LARGEST_FILE} are taken")]
    TooLarge {
        /// Its size, in bytes.
        size: usize,
    },
    /// Files with that ending are not taken.
    #[error("files that end with `.{ending}` are not taken")]
    NotTaken {
        /// Ending, in small letters and without the dot; may be empty.
        ending: String,
    },
    /// The bytes are of another kind than the name says.
    #[error("the file is named like {} and is {}", claimed.label().en, found.label().en)]
    NotWhatItSays {
        /// What the name says.
        claimed: FileKind,
        /// What the bytes are.
        found: Seen,
    },
    /// It is broken off or damaged.
    #[error("the file cannot be read to its end")]
    Unknown,
    /// It asks for a password.
    #[error("the file is locked with a password")]
    Locked,
    /// It would unpack to far too much.
    #[error("the file would unpack to far more than it should")]
    Bomb,
    /// It holds an archive.
    #[error("the file holds an archive")]
    Nested,
    /// It holds a program.
    #[error("the file holds macros")]
    Macros,
    /// It holds something harmful.
    #[error("the file holds something harmful")]
    Harmful,
    /// A scanner found something.
    #[error("the scanner refuses the file: {what}")]
    Infected {
        /// What it found.
        what: String,
    },
}

impl UploadFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Empty => "빈 파일입니다".to_owned(),
            Self::TooLarge { size } => {
                format!("파일이 너무 큽니다({}MB). 20MB까지 올릴 수 있습니다", size.div_ceil(1 << 20))
            }
            Self::NotTaken { ending } if ending.is_empty() => "확장자가 없는 파일은 받지 않습니다".to_owned(),
            Self::NotTaken { ending } => format!("‘.{ending}’ 파일은 받지 않습니다"),
            Self::NotWhatItSays { claimed, found } => {
                format!("이름은 {}인데 내용은 {}입니다", claimed.label().ko, found.label().ko)
            }
            Self::Unknown => "손상되어 끝까지 읽을 수 없는 파일입니다".to_owned(),
            Self::Locked => "암호가 걸린 파일입니다".to_owned(),
            Self::Bomb => "압축을 풀면 지나치게 커지는 파일입니다".to_owned(),
            Self::Nested => "압축 파일이 들어 있는 파일입니다".to_owned(),
            Self::Macros => "매크로가 들어 있는 파일입니다".to_owned(),
            Self::Harmful => "해로운 내용이 들어 있는 파일입니다".to_owned(),
            Self::Infected { what } => format!("백신 검사에서 거부된 파일입니다({what})"),
        };
        Text::new(ko, self.english())
    }

    fn english(&self) -> String {
        match self {
            Self::NotTaken { ending } if ending.is_empty() => {
                "files without an ending are not taken".to_owned()
            }
            other => other.to_string(),
        }
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        let (ko, en) = match self {
            Self::Empty => ("다른 파일을 고르세요", "choose another file"),
            Self::TooLarge { .. } => ("나누거나 줄여서 올리세요", "split it or make it smaller"),
            Self::NotTaken { .. } | Self::Bomb => (
                "PDF, PNG, JPG, HWPX, HWP, DOCX, XLSX 또는 UTF-8 TXT로 바꾸어 올리세요",
                "save it as PDF, PNG, JPG, HWPX, HWP, DOCX, XLSX or UTF-8 text",
            ),
            Self::NotWhatItSays { .. } => (
                "이름만 바꾸지 말고 받는 형식으로 다시 저장하여 올리세요",
                "save it again in a form that is taken; another name alone does not change what it is",
            ),
            Self::Unknown => (
                "파일을 열어 확인하고 다시 저장하세요",
                "open it, see whether it is whole, and save it again",
            ),
            Self::Locked => ("암호를 풀고 다시 저장하세요", "save it again without a password"),
            Self::Nested => ("압축을 풀어 한 파일씩 올리세요", "unpack it and send one file at a time"),
            Self::Macros => ("매크로 없이 다시 저장하세요", "save it again without macros"),
            Self::Harmful | Self::Infected { .. } => {
                ("백신으로 점검한 뒤 다시 올리세요", "have it checked for viruses first")
            }
        };
        Text::new(ko, en)
    }
}
