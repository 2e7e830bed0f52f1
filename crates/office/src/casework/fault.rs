//! Why a verb of casework did nothing.

use crate::OfficeError;
use crate::check::InputFault;
use crate::policy::Decision;
use crate::upload::UploadFault;
use teukgu_domain::case::Refused;
use teukgu_domain::text::Text;

/// Says why nothing was done; the record is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CaseFault {
    /// There is no such thing, or whoever asks may not know of it.
    #[error("there is no such case")]
    NotFound,
    /// The role does not allow it.
    #[error("not allowed by {rule}")]
    Forbidden {
        /// Row of the permission matrix that decided.
        rule: String,
    },
    /// The stage of the case does not allow it, or something is missing.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else changed the case since it was read.
    #[error("somebody else was quicker")]
    Moved,
    /// Fields that cannot be used.
    #[error("{} fields cannot be used", .0.len())]
    Form(Vec<InputFault>),
    /// A file that cannot be taken.
    #[error(transparent)]
    Upload(#[from] UploadFault),
    /// There is no such procedure.
    #[error("there is no procedure `{id}`")]
    NoProcedure {
        /// Its id.
        id: String,
    },
    /// The clock cannot be counted.
    #[error("the clock cannot be counted: {}", .0.en)]
    Clock(Text),
    /// A paper cannot be written.
    #[error("the paper cannot be written: {}", .0.en)]
    Paper(Text),
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl CaseFault {
    /// Lets whoever the policy allows go on, and tells everybody else which rule decided.
    pub(crate) fn unless(decision: &Decision) -> Result<(), Self> {
        if decision.allowed { Ok(()) } else { Err(Self::Forbidden { rule: decision.rule.to_owned() }) }
    }

    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        match self {
            Self::NotFound => Text::new("그런 건이 없습니다", "there is no such case"),
            Self::Forbidden { .. } => Text::new("권한이 없습니다", "your role does not allow this"),
            Self::Refused(refused) => refused.message(),
            Self::Moved => Text::new(
                "그 사이 다른 사람이 이 건을 먼저 처리했습니다. 저장하지 않았습니다",
                "somebody else changed this case meanwhile; nothing of yours was kept",
            ),
            Self::Form(faults) => faults.first().map_or_else(Text::default, |fault| fault.message.clone()),
            Self::Upload(fault) => fault.message(),
            Self::NoProcedure { id } => {
                Text::new(format!("그런 사무가 없습니다: {id}"), format!("there is no procedure `{id}`"))
            }
            Self::Clock(text) | Self::Paper(text) => text.clone(),
            Self::Office(error) => error.message(),
        }
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::NotFound => Text::new(
                "주소를 확인하거나, 신청할 때의 계정으로 로그인하세요",
                "check the address, or sign in with the account that filed it",
            ),
            Self::Forbidden { rule } => Text::new(
                format!("관리자에게 역할을 요청하세요(근거: {rule})"),
                format!("ask an administrator for the role ({rule})"),
            ),
            Self::Refused(refused) => refused.help(),
            Self::Moved => Text::new(
                "바뀐 내용을 보고 다시 하세요",
                "look at what has changed, and do it again if it is still right",
            ),
            Self::Form(_) => Text::new("표시된 항목을 고치세요", "correct the fields that are marked"),
            Self::Upload(fault) => fault.help(),
            Self::NoProcedure { .. } => {
                Text::new("사무 목록에서 고르세요", "take one from the list of procedures")
            }
            Self::Clock(_) => Text::new(
                "공휴일 자료의 연도 범위를 확인하세요",
                "check which years the list of holidays covers",
            ),
            Self::Paper(_) => Text::new("적은 내용을 확인하세요", "check what was written"),
            Self::Office(error) => error.help(),
        }
    }
}
