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
    /// The record names another key than the one at hand.
    #[error("the record of `{zone}` names the key `{named}`, and the key at hand is `{at_hand}`")]
    OtherKey {
        /// The zone.
        zone: ZoneId,
        /// Key of the record, as a verifier key.
        named: String,
        /// Key at hand, as a verifier key.
        at_hand: String,
    },
    /// There is no key to sign with.
    #[error("there is no key to sign a checkpoint of `{zone}` with")]
    NoKey {
        /// The zone.
        zone: ZoneId,
    },
    /// The record has no such entry.
    #[error("the record of `{zone}` has no entry {seq}: it ends at {head}")]
    NoEntry {
        /// The zone.
        zone: ZoneId,
        /// Place that was asked for.
        seq: u64,
        /// Place of the last entry.
        head: u64,
    },
    /// What the record keeps cannot be put into a proof, a checkpoint or a file.
    #[error("the record of `{zone}` cannot be written down: {reason}")]
    Record {
        /// The zone.
        zone: ZoneId,
        /// Why, in words.
        reason: String,
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
    /// A password cannot be worked on, or what is kept of it.
    #[error("a password cannot be worked on: {reason}")]
    Password {
        /// Why, in words.
        reason: String,
    },
    /// A screening stopped in the middle.
    #[error("a screening stopped: {reason}")]
    Screening {
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
    /// Returns true if the database is away, so that the same may succeed a little later.
    pub const fn is_for_a_while(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unreachable { .. }))
    }

    /// Returns what went wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::Store(error) => return error.message(),
            Self::NoZone { zone } => format!("기록에 특구 `{zone}`이(가) 없습니다"),
            Self::OtherKey { zone, named, at_hand } => format!(
                "특구 `{zone}`의 기록에 적힌 서명 키는 `{named}`인데 지금 있는 키는 `{at_hand}`입니다"
            ),
            Self::NoKey { zone } => format!("특구 `{zone}`의 확인점에 서명할 키가 없습니다"),
            Self::NoEntry { zone, seq, head } => {
                format!("특구 `{zone}`의 기록에 {seq}번이 없습니다. 마지막은 {head}번입니다")
            }
            Self::Record { zone, reason } => format!("특구 `{zone}`의 기록을 적을 수 없습니다: {reason}"),
            Self::Boundary { zone, reason } => format!("특구 `{zone}`의 경계를 쓸 수 없습니다: {reason}"),
            Self::NoChance(no) => format!("난수를 얻을 수 없습니다({})", no.0),
            Self::Draft { reason } => format!("임시 저장할 내용을 쓸 수 없습니다: {reason}"),
            Self::Password { reason } => format!("비밀번호를 처리할 수 없습니다: {reason}"),
            Self::Screening { reason } => format!("등록부 심사가 중단되었습니다: {reason}"),
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
            Self::OtherKey { .. } | Self::NoKey { .. } => Text::new(
                "이 기록의 키 파일 `record-*.key`를 데이터 폴더에 두거나, 잃었다면 `teukgu ledger rotate`로 새 키를 적으세요",
                "put the key file `record-*.key` of this record into the data folder, or, if it is lost, name a new key with `teukgu ledger rotate`",
            ),
            Self::NoEntry { .. } => Text::new(
                "`teukgu ledger head`로 마지막 번호를 확인하세요",
                "see where the record ends with `teukgu ledger head`",
            ),
            Self::Record { .. } => Text::new(
                "`teukgu ledger verify`로 기록을 점검하세요",
                "check the record with `teukgu ledger verify`",
            ),
            Self::Boundary { .. } => Text::new(
                "`teukgu zone lint`로 경계 파일을 점검하세요",
                "check the boundary file with `teukgu zone lint`",
            ),
            Self::NoChance(_) => Text::new(
                "운영체제의 난수 장치를 확인하세요",
                "check the random number source of the operating system",
            ),
            Self::Password { .. } => Text::new(
                "서버의 메모리와 스레드 한도를 확인하세요",
                "check the memory of the server and its limit on threads",
            ),
            Self::Screening { .. } => Text::new("다시 올리세요", "load the file again"),
            Self::Draft { .. } => Text::new("처음부터 다시 시작하세요", "start again"),
            Self::Reference { .. } => Text::new(
                "프로그램이 손상되었습니다. 다시 빌드하세요",
                "the program is damaged: build it again",
            ),
        }
    }
}
