//! What can go wrong in the office, each with help in both languages.

use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_store::StoreError;

/// Says why the office cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A zone has no declaration in its record.
    #[error("the record holds no zone `{zone}`")]
    NoZone {
        /// The zone asked for.
        zone: ZoneId,
    },
    /// The boundary of the record cannot be measured or projected.
    #[error("the boundary of zone `{zone}` cannot be used: {reason}")]
    Boundary {
        /// The zone.
        zone: ZoneId,
        /// Why, in words.
        reason: String,
    },
    /// The machine has no random bits to give.
    #[error(transparent)]
    NoChance(#[from] crate::chance::NoChance),
    /// What is kept of a draft cannot be written or read.
    #[error("a draft cannot be written: {reason}")]
    Draft {
        /// Why, in words.
        reason: String,
    },
    /// A built-in reference layer cannot be read.
    #[error("the built-in layer `{layer}` cannot be read: {reason}")]
    Reference {
        /// Name of the layer.
        layer: &'static str,
        /// Why, in words.
        reason: String,
    },
}

impl OfficeError {
    /// Returns what went wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::Store(error) => return error.message(),
            Self::NoZone { zone } => format!("기록에 특구 `{zone}`이(가) 없습니다"),
            Self::Boundary { zone, reason } => format!("특구 `{zone}`의 경계를 쓸 수 없습니다: {reason}"),
            Self::NoChance(no) => format!("난수를 얻을 수 없습니다({})", no.0),
            Self::Draft { reason } => format!("임시 저장할 내용을 쓸 수 없습니다: {reason}"),
            Self::Reference { layer, reason } => {
                format!("내장 자료 `{layer}`을(를) 읽을 수 없습니다: {reason}")
            }
        };
        Text::new(korean, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Store(error) => error.help(),
            Self::NoZone { .. } => Text::new(
                "특구 폴더를 `--tenant`로 지정해 먼저 불러오세요",
                "load a zone folder first with `--tenant`",
            ),
            Self::Boundary { .. } => Text::new(
                "`teukgu zone lint`로 경계 파일을 점검하세요",
                "check the boundary file with `teukgu zone lint`",
            ),
            Self::NoChance(_) => Text::new(
                "운영체제의 난수 장치를 확인하세요",
                "check the random number source of the operating system",
            ),
            Self::Draft { .. } => Text::new("처음부터 다시 시작하세요", "start again"),
            Self::Reference { .. } => Text::new(
                "프로그램이 손상되었습니다. 다시 빌드하세요",
                "the program is damaged: build it again",
            ),
        }
    }
}
