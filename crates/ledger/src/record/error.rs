//! What is wrong with a record, in Korean and English.

use crate::checkpoint::CheckpointError;
use crate::json::JsonError;
use std::fmt;
use teukgu_domain::text::Text;

/// Says why a record cannot be written or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The line is too long.
    #[error("the line has more than 67108864 bytes")]
    LongLine,
    /// The line does not end with a newline, so something was cut off.
    #[error("the line breaks off")]
    BrokenLine,
    /// The bytes are not UTF-8.
    #[error("the line is not UTF-8 text")]
    NotUtf8,
    /// The line is no JSON, or a field is missing, unknown or of another kind.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// The line means something, and is not written as it must be.
    #[error("the line is not in the form that a record is written in")]
    OtherForm,
    /// The text ends before its section does.
    #[error("the record of zone `{zone}` breaks off after {entries} of {size} entries")]
    Truncated {
        /// Zone of the section.
        zone: String,
        /// How many entries have come.
        entries: u64,
        /// How many there should be.
        size: u64,
    },
    /// The text ends before what stands beside the records does.
    #[error("what stands beside the records breaks off after {count}")]
    BesideTruncated {
        /// How many things have come.
        count: u64,
    },
    /// Something comes behind the end of what stands beside the records.
    #[error("nothing may come behind what stands beside the records")]
    AfterBeside,
    /// There is no section at all.
    #[error("the record is empty")]
    Empty,
    /// A zone has two sections.
    #[error("zone `{zone}` is there twice")]
    RepeatedZone {
        /// The zone.
        zone: String,
    },
    /// The zone is empty or has a control character.
    #[error("the zone of the record is empty or has a control character")]
    BadZone,
    /// The sizes of the checkpoints fall, or lie beyond the record.
    #[error("the sizes of the checkpoints fall, or lie beyond {size} entries")]
    CheckpointSizes {
        /// Number of entries.
        size: u64,
    },
    /// Entries of the section are missing, or there are more than it says.
    #[error("the record has {size} entries, and {entries} have come")]
    Count {
        /// How many there should be.
        size: u64,
        /// How many have come.
        entries: u64,
    },
    /// An entry stands at another place.
    #[error("entry {found} stands where {expected} should be")]
    Place {
        /// Place that should come.
        expected: u64,
        /// Place that the entry claims.
        found: u64,
    },
    /// A field of the header is empty or has a control character.
    #[error("a field of entry {seq} is empty or has a control character")]
    Header {
        /// Place of the entry.
        seq: u64,
    },
    /// The entry is of another zone than the section.
    #[error("entry {seq} is of another zone")]
    Zone {
        /// Place of the entry.
        seq: u64,
    },
    /// The payload is not UTF-8 text, so it has no place in a line.
    #[error("the payload of entry {seq} is not UTF-8 text")]
    NotText {
        /// Place of the entry.
        seq: u64,
    },
    /// The payload does not fit its hash.
    #[error("the payload of entry {seq} does not fit its hash")]
    Payload {
        /// Place of the entry.
        seq: u64,
    },
    /// A payload stands without its salt, or a salt without its payload.
    #[error("entry {seq} has a payload without a salt, or a salt without a payload")]
    Salt {
        /// Place of the entry.
        seq: u64,
    },
    /// The leaf in the line is not the hash of the header.
    #[error("the leaf of entry {seq} is not the hash of its fields")]
    Leaf {
        /// Place of the entry.
        seq: u64,
    },
    /// A checkpoint cannot be read.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
    /// A checkpoint is of another zone or of another size than the one that should come.
    #[error("the checkpoint of `{origin}` at {size} entries has no place here")]
    OtherCheckpoint {
        /// Its origin.
        origin: String,
        /// Its size.
        size: u64,
    },
    /// There are fewer or more checkpoints than the head says.
    #[error("the record has {expected} checkpoints, and {found} have come")]
    CheckpointCount {
        /// How many there should be.
        expected: usize,
        /// How many have come.
        found: usize,
    },
    /// The entries lead to another root than a checkpoint, or than the head or the end of the section.
    #[error("the entries do not lead to the root at {size} entries")]
    Root {
        /// Number of entries.
        size: u64,
    },
    /// The end of a section speaks of another zone, size or root than its head.
    #[error("the end of the section does not repeat its head")]
    OtherEnd,
    /// The bytes of the section are not those that its end speaks of.
    #[error("the lines of the section do not have the hash that its end says")]
    Digest,
    /// The section is at an end, or a fault was found before.
    #[error("the record was given up at an earlier line")]
    GivenUp,
}

impl RecordError {
    /// Says it in Korean and English.
    pub fn text(&self) -> Text {
        Text::new(self.ko(), self.to_string())
    }

    fn ko(&self) -> String {
        match self {
            Self::LongLine => "줄이 67108864바이트보다 깁니다".to_owned(),
            Self::BrokenLine => "줄이 중간에 끊겼습니다".to_owned(),
            Self::NotUtf8 => "줄이 UTF-8 글이 아닙니다".to_owned(),
            Self::Json(error) => format!("줄을 읽을 수 없습니다: {error}"),
            Self::OtherForm => "뜻은 통하나 기록을 적는 형식과 다르게 적힌 줄입니다".to_owned(),
            Self::Truncated { zone, entries, size } => {
                format!("`{zone}` 특구의 기록이 {size}건 중 {entries}건에서 끊겼습니다")
            }
            Self::BesideTruncated { count } => format!("기록 곁에 보관한 자료가 {count}건에서 끊겼습니다"),
            Self::AfterBeside => "기록 곁에 보관한 자료 뒤에는 아무것도 올 수 없습니다".to_owned(),
            Self::Empty => "기록이 비어 있습니다".to_owned(),
            Self::RepeatedZone { zone } => format!("`{zone}` 특구가 두 번 나옵니다"),
            Self::BadZone => "특구 이름이 비었거나 제어문자를 담고 있습니다".to_owned(),
            Self::CheckpointSizes { size } => {
                format!("확인점의 건수가 줄어들거나 기록 {size}건을 넘습니다")
            }
            Self::Count { size, entries } => format!("기록은 {size}건인데 {entries}건이 왔습니다"),
            Self::Checkpoint(error) => format!("확인점을 읽을 수 없습니다: {error}"),
            Self::OtherCheckpoint { origin, size } => {
                format!("`{origin}`의 {size}건짜리 확인점은 이 자리에 올 수 없습니다")
            }
            Self::CheckpointCount { expected, found } => {
                format!("확인점은 {expected}개인데 {found}개가 왔습니다")
            }
            Self::Root { size } => format!("기록 {size}건에서 계산한 해시값이 적힌 값과 다릅니다"),
            Self::OtherEnd => "끝줄의 특구·건수·해시값이 첫줄과 다릅니다".to_owned(),
            Self::Digest => "이 구간의 글이 끝줄에 적힌 해시값과 다릅니다".to_owned(),
            Self::GivenUp => "앞선 줄의 오류로 읽기를 멈췄습니다".to_owned(),
            _ => self.ko_of_entry(),
        }
    }

    fn ko_of_entry(&self) -> String {
        match self {
            Self::Place { expected, found } => {
                format!("기록 {expected}번이 와야 할 자리에 {found}번이 있습니다")
            }
            Self::Header { seq } => {
                format!("기록 {seq}번의 항목이 비었거나 제어문자를 담고 있습니다")
            }
            Self::Zone { seq } => format!("기록 {seq}번은 다른 특구의 것입니다"),
            Self::NotText { seq } => format!("기록 {seq}번의 내용이 UTF-8 글이 아닙니다"),
            Self::Payload { seq } => format!("기록 {seq}번의 내용이 해시값과 다릅니다"),
            Self::Salt { seq } => format!("기록 {seq}번에 내용과 소금값 중 하나만 있습니다"),
            Self::Leaf { seq } => format!("기록 {seq}번의 잎이 항목의 해시값과 다릅니다"),
            other => other.to_string(),
        }
    }

    /// Says what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Truncated { .. } | Self::BesideTruncated { .. } | Self::BrokenLine | Self::Empty => {
                Text::new(
                    "내보내기나 복사가 중간에 멈췄습니다. 다시 내보내거나 다시 복사하십시오.",
                    "The export or the copy stopped midway; export or copy it again.",
                )
            }
            Self::NotText { .. } => Text::new(
                "이 기록은 글이 아닌 내용을 담고 있어 내보낼 수 없습니다. 데이터베이스를 점검하십시오.",
                "The entry cannot be exported because its content is no text; check the database.",
            ),
            Self::Checkpoint(error) => error.help(),
            _ => Text::new(
                "파일이 내보낸 뒤에 바뀌었습니다. 원본에서 다시 내보내고, 이 파일은 따로 보관하십시오.",
                "The file was changed after it was exported; export it again, and keep this file apart.",
            ),
        }
    }
}

/// A fault of a record with the line that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFault {
    /// Line, from 1; where the text breaks off, the last one.
    pub line: u64,
    /// What is wrong.
    pub error: RecordError,
}

impl RecordFault {
    /// Says it in Korean and English.
    pub fn text(&self) -> Text {
        let Self { line, error } = self;
        let Text { ko, en } = error.text();
        Text::new(format!("{line}번째 줄: {ko}"), format!("line {line}: {en}"))
    }

    /// Says what to do about it.
    pub fn help(&self) -> Text {
        self.error.help()
    }
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.error)
    }
}

impl std::error::Error for RecordFault {}
