//! What has to be known to send letters.

use std::time::Duration;
use teukgu_domain::text::Text;
use teukgu_office::roots::RootsFault;

/// What has to be known to send letters; the binary reads it and hands it in.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Address of the server: `smtp://user@host:587` or `smtps://user@host:465`.
    pub address: String,
    /// Password of the user in the address, as it stands in a file of its own.
    pub password: Option<String>,
    /// Who writes, as people read it: `양재 특구 <zone@gu.go.kr>`.
    pub from: String,
    /// Certificates (PEM) that are trusted beside those of the public authorities.
    pub roots: Option<Vec<u8>>,
    /// Longest time that one letter may take.
    pub patience: Duration,
}

impl SmtpConfig {
    /// Longest time that one letter may take, unless something else is said.
    pub const PATIENCE: Duration = Duration::from_secs(30);

    /// Takes an address and who writes; there is no password yet.
    pub fn new(address: impl Into<String>, from: impl Into<String>) -> Self {
        let (address, from) = (address.into(), from.into());
        Self { address, password: None, from, roots: None, patience: Self::PATIENCE }
    }

    /// Takes the content of the file that holds the password; the line end of a text editor is not part of it.
    #[must_use]
    pub fn with_password(self, file: &str) -> Self {
        let password = file.trim_end_matches(['\r', '\n']).to_owned();
        Self { password: Some(password), ..self }
    }
}

/// The password does not reach a log.
impl std::fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpConfig").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Says why letters cannot be sent with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigFault {
    /// The address of the server is none.
    #[error("`{address}` is no address of a mail server")]
    Address {
        /// What was given.
        address: String,
    },
    /// The address holds a password.
    #[error("the address of the mail server holds a password")]
    PasswordInAddress,
    /// There is a password and nobody to sign in as, or the other way round.
    #[error("a mail server needs both a user and a password, or neither")]
    HalfSignIn,
    /// Who writes is no address.
    #[error("`{from}` is no sender of letters")]
    From {
        /// What was given.
        from: String,
    },
    /// The certificates cannot be read, or none can be used.
    #[error(transparent)]
    Roots(#[from] RootsFault),
}

impl ConfigFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Address { address } => format!("`{address}`은(는) 전자우편 서버의 주소가 아닙니다"),
            Self::PasswordInAddress => "전자우편 서버의 주소에 비밀번호가 들어 있습니다".to_owned(),
            Self::HalfSignIn => {
                "전자우편 서버에는 사용자와 비밀번호가 둘 다 있거나 둘 다 없어야 합니다".to_owned()
            }
            Self::From { from } => format!("`{from}`은(는) 보내는 사람으로 쓸 수 없습니다"),
            Self::Roots(fault) => return fault.message(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Address { .. } => Text::new(
                "smtp://사용자@서버:587 또는 smtps://사용자@서버:465 형식으로 적으세요",
                "write smtp://user@host:587 or smtps://user@host:465",
            ),
            Self::PasswordInAddress => Text::new(
                "비밀번호는 주소에서 빼고 별도의 파일에 적으세요",
                "take the password out of the address and put it into a file of its own",
            ),
            Self::HalfSignIn => Text::new(
                "주소에 사용자를 적고 비밀번호 파일을 지정하거나, 둘 다 빼세요",
                "name a user in the address and a file with the password, or neither",
            ),
            Self::From { .. } => Text::new(
                "‘부서 이름 <주소>’ 형식으로 적으세요",
                "write it as `Name of the office <address>`",
            ),
            Self::Roots(fault) => fault.help(),
        }
    }
}
