//! Letters that leave by e-mail (전자우편): what is handed over, and what comes of it; who carries them is handed in.

use async_trait::async_trait;
use teukgu_domain::text::{Lang, Text};

/// Carries letters to where they are addressed; the binary hands in one that speaks SMTP, a test hands in its own.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Hands a letter over; the same letter may be handed over again after a fault, and is then known by its id.
    ///
    /// # Errors
    /// [`DeliveryFault`] if it was not taken; one that is temporary may be tried again later.
    async fn deliver(&self, letter: &Mail) -> Result<Receipt, DeliveryFault>;
}

/// A letter to one address.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Id, the same at each attempt: letters and digits of ASCII, `-`, `_` and `.`, at most 100 characters.
    pub id: String,
    /// Address alone, such as `hong@firm.example`.
    pub to: String,
    /// Subject, on one line.
    pub subject: String,
    /// Text, without markup.
    pub text: String,
    /// Language of both.
    pub lang: Lang,
}

/// What a letter says and to whom does not reach a log.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Says that a letter was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What the server said, on one line.
    pub answer: String,
}

/// Says why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryFault {
    /// The same letter may be taken later.
    #[error("the letter was not taken for now: {0}")]
    Temporary(String),
    /// The letter will never be taken as it is.
    #[error("the letter was refused: {0}")]
    Permanent(String),
}

impl DeliveryFault {
    /// Returns true if the same letter may be taken later.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_))
    }

    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Temporary(reason) => format!("전자우편을 지금은 보내지 못했습니다({reason})"),
            Self::Permanent(reason) => format!("전자우편이 거부되었습니다({reason})"),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Temporary(_) => Text::new(
                "잠시 뒤 다시 보냅니다. 계속되면 우편 서버의 주소와 비밀번호를 확인하세요",
                "it is tried again later; if that goes on, check the address and the password of the mail server",
            ),
            Self::Permanent(_) => {
                Text::new("받는 사람의 주소를 확인하세요", "check the address that it goes to")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_keeps_its_text_from_the_log() {
        let letter = Mail {
            id: "1".to_owned(),
            to: "hong@firm.example".to_owned(),
            subject: "안내".to_owned(),
            text: "비밀".to_owned(),
            lang: Lang::Ko,
        };
        assert_eq!(format!("{letter:?}"), "Mail { id: \"1\", .. }");
    }
}
