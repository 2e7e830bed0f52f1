//! Why somebody cannot sign in, or an account stays as it is.

use crate::OfficeError;
use crate::check::InputFault;
use teukgu_domain::text::Text;
use teukgu_store::StoreError;

/// Says why somebody is not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInFault {
    /// Login or password is wrong, or the account is closed; which of them is not told.
    #[error("the login or the password is wrong")]
    Wrong,
    /// There were too many attempts.
    #[error("too many attempts: wait {minutes} minutes")]
    TooMany {
        /// Minutes to wait.
        minutes: i64,
    },
    /// Too many people sign in at this moment.
    #[error("too many people sign in at this moment")]
    Busy,
    /// The provider of sign-ins does not say that the address is the person's, and it is needed to find the account.
    #[error("the provider has not verified the address")]
    NotVerified,
    /// The account of that address belongs to somebody else at the provider.
    #[error("the account is linked with another identity")]
    OtherIdentity,
}

impl SignInFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::Wrong => "로그인 이름 또는 비밀번호가 맞지 않습니다".to_owned(),
            Self::TooMany { minutes } => format!("시도 횟수가 너무 많습니다. {minutes}분 뒤에 다시 하세요"),
            Self::Busy => "지금 로그인하는 사람이 많습니다. 잠시 뒤에 다시 하세요".to_owned(),
            Self::NotVerified => "인증 제공자가 전자우편 주소를 확인하지 않았습니다".to_owned(),
            Self::OtherIdentity => "이 계정은 다른 사람의 인증과 연결되어 있습니다".to_owned(),
        };
        Text::new(korean, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Wrong => Text::new(
                "한/영 상태와 대소문자를 확인하세요. 잊었다면 담당 부서에 초기화를 요청하세요",
                "check the keyboard layout; if it is forgotten, ask the office to reset it",
            ),
            Self::TooMany { .. } | Self::Busy => {
                Text::new("기다린 뒤 다시 로그인하세요", "wait, then sign in again")
            }
            Self::NotVerified => Text::new(
                "인증 제공자에서 전자우편 주소를 확인받은 뒤 다시 하세요",
                "have the address verified at the provider, then try again",
            ),
            Self::OtherIdentity => {
                Text::new("관리자에게 계정 확인을 요청하세요", "ask an administrator to look at the account")
            }
        }
    }
}

/// Says why an account stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PeopleFault {
    /// There is no such account.
    #[error("there is no account `{named}`")]
    NoAccount {
        /// Id or login as given.
        named: String,
    },
    /// The role does not allow it.
    #[error("not allowed by {rule}")]
    Forbidden {
        /// Row of the permission matrix that decided.
        rule: String,
    },
    /// The account does not have that role there.
    #[error("the account does not have the role `{role}` there")]
    NoGrant {
        /// Key of the role.
        role: &'static str,
    },
    /// The account is closed.
    #[error("the account is closed")]
    Closed,
    /// Somebody else changed the account since it was read.
    #[error("somebody else was quicker")]
    Moved,
    /// The old password is wrong.
    #[error(transparent)]
    SignIn(#[from] SignInFault),
    /// Fields that cannot be used.
    #[error("{}", .0.iter().map(|fault| format!("{}: {}", fault.field, fault.message.en)).collect::<Vec<_>>().join("; "))]
    Form(Vec<InputFault>),
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl PeopleFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::NoAccount { named } => format!("계정 `{named}`이(가) 없습니다"),
            Self::Forbidden { .. } => "권한이 없습니다".to_owned(),
            Self::NoGrant { role } => format!("그 범위의 권한 `{role}`이(가) 없습니다"),
            Self::Closed => "폐쇄된 계정입니다".to_owned(),
            Self::Moved => "그 사이 다른 사람이 이 계정을 먼저 바꾸었습니다".to_owned(),
            Self::SignIn(fault) => return fault.message(),
            Self::Form(faults) => {
                let told = |fault: &InputFault| format!("{}: {}", fault.field, fault.message.ko);
                faults.iter().map(told).collect::<Vec<_>>().join("; ")
            }
            Self::Office(error) => return error.message(),
        };
        Text::new(korean, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::NoAccount { .. } | Self::NoGrant { .. } => {
                Text::new("계정 목록을 확인하세요", "look at the list of accounts")
            }
            Self::Forbidden { rule } => Text::new(
                format!("관리자에게 역할을 요청하세요(근거: {rule})"),
                format!("ask an administrator for the role ({rule})"),
            ),
            Self::Closed => Text::new("새 계정을 여세요", "open a new account"),
            Self::Moved => Text::new(
                "바뀐 내용을 보고 다시 하세요",
                "look at what has changed, and do it again if it is still right",
            ),
            Self::SignIn(fault) => fault.help(),
            Self::Form(_) => Text::new("표시된 항목을 고치세요", "correct what is named"),
            Self::Office(error) => error.help(),
        }
    }
}

impl From<StoreError> for PeopleFault {
    fn from(error: StoreError) -> Self {
        Self::Office(OfficeError::Store(error))
    }
}
