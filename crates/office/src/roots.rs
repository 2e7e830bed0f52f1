//! Certificates that a server of the organisation shows, beside those of the public authorities.

use teukgu_domain::text::Text;

/// Such certificates cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the certificates cannot be used: {reason}")]
pub struct RootsFault {
    /// Why.
    pub reason: String,
}

impl RootsFault {
    /// Takes the reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }

    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        Text::new(format!("인증서를 쓸 수 없습니다({})", self.reason), self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        Text::new(
            "PEM 형식의 인증서 파일인지 확인하세요",
            "check that the file holds certificates in PEM form",
        )
    }
}
