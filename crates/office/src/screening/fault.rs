//! Why a screening is not loaded, shown or removed.

use super::MOST;
use crate::OfficeError;
use crate::check::InputFault;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_store::StoreError;

/// Says why nothing was done; what was kept stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ScreeningFault {
    /// There is no such screening.
    #[error("there is no such screening")]
    NotFound,
    /// The role does not allow it.
    #[error("not allowed by {rule}")]
    Forbidden {
        /// Row of the permission matrix that decided.
        rule: String,
    },
    /// Fields that cannot be used.
    #[error("{} fields cannot be used", .0.len())]
    Form(Vec<InputFault>),
    /// What is wrong with a file, with its places.
    #[error("{} faults in the file", .0.len())]
    File(Vec<Fault>),
    /// As many are kept as can be.
    #[error("{MOST} screenings are kept already")]
    Full,
    /// Somebody else was quicker.
    #[error("somebody else was quicker")]
    Moved,
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl ScreeningFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        match self {
            Self::NotFound => Text::new("그런 심사가 없습니다", "there is no such screening"),
            Self::Forbidden { .. } => Text::new("권한이 없습니다", "your role does not allow this"),
            Self::Form(faults) => faults.first().map(|fault| fault.message.clone()).unwrap_or_default(),
            Self::File(faults) => faults.first().map(|fault| fault.message.clone()).unwrap_or_default(),
            Self::Full => Text::new(
                format!("심사는 {MOST}건까지 보관합니다"),
                format!("at most {MOST} screenings are kept"),
            ),
            Self::Moved => Text::new("그 사이 다른 사람이 먼저 처리했습니다", "somebody else was quicker"),
            Self::Office(error) => error.message(),
        }
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::NotFound | Self::Moved => {
                Text::new("심사 목록을 확인하세요", "look at the list of screenings")
            }
            Self::Forbidden { rule } => Text::new(
                format!("관리자에게 역할을 요청하세요(근거: {rule})"),
                format!("ask an administrator for the role ({rule})"),
            ),
            Self::Form(_) => Text::new("표시된 항목을 고치세요", "correct the fields that are marked"),
            Self::File(faults) => faults.first().map(|fault| fault.help.clone()).unwrap_or_default(),
            Self::Full => {
                Text::new("오래된 심사를 삭제한 뒤 다시 올리세요", "remove an old one, then load it again")
            }
            Self::Office(error) => error.help(),
        }
    }
}

impl From<StoreError> for ScreeningFault {
    fn from(error: StoreError) -> Self {
        Self::Office(OfficeError::Store(error))
    }
}

/// Says that one field cannot be used.
pub(super) fn field(field: &str, ko: &str, en: &str) -> ScreeningFault {
    ScreeningFault::Form(vec![InputFault { field: field.to_owned(), message: Text::new(ko, en) }])
}
