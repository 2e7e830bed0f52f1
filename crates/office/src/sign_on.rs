//! Signing in with a provider (통합 인증): what is asked of it and what it proves; who speaks with it is handed in.

use crate::chance::NoChance;
use async_trait::async_trait;
use std::fmt::Write as _;
use teukgu_domain::text::Text;

/// Speaks with a provider of sign-ins; the binary hands in one that speaks OpenID Connect, a test hands in its own.
#[async_trait]
pub trait SignOn: Send + Sync {
    /// Returns the words on the button.
    fn name(&self) -> &Text;

    /// Begins to sign somebody in, who is then sent to the provider and comes back to the absolute address `back`.
    ///
    /// # Errors
    /// [`SignOnError`] if the provider cannot be asked how it wants to be spoken with.
    async fn begin(&self, back: &str) -> Result<Begun, SignOnError>;

    /// Ends signing somebody in, with the `code` that they came back with.
    ///
    /// Whoever calls has compared the `state` that they came back with; `kept` is used once.
    ///
    /// # Errors
    /// [`SignOnError`] if the provider is away, refuses the code, or proves something else than what was asked.
    async fn finish(&self, code: &str, kept: &Begun) -> Result<Identity, SignOnError>;
}

/// What is kept while a visitor is at the provider; it belongs to one browser and is used once.
#[derive(Clone, PartialEq, Eq)]
pub struct Begun {
    /// Address of the provider to send the visitor to; needed no more once they were sent.
    pub url: String,
    /// Word that the visitor has to bring back.
    pub state: String,
    /// Word that has to stand in what the provider signs.
    pub nonce: String,
    /// Word that shows that the code comes back to whoever asked (PKCE).
    pub pkce_verifier: String,
    /// Absolute address that the visitor comes back to; the provider compares it.
    pub back: String,
}

impl Begun {
    /// Takes another word to bring back, such as the one under which the caller keeps this.
    ///
    /// Characters that mean something in an address are written as such.
    #[must_use]
    pub fn with_state(self, state: &str) -> Self {
        let (old, new) = (format!("state={}", escaped(&self.state)), format!("state={}", escaped(state)));
        Self { url: self.url.replace(&old, &new), state: state.to_owned(), ..self }
    }
}

/// Writes a text as a value in the query of an address.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(byte.into());
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

/// What is kept of a sign-on does not reach a log.
impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Begun").field("back", &self.back).finish_non_exhaustive()
    }
}

/// Who somebody is, as a provider has proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Provider, as it names itself.
    pub issuer: String,
    /// Name of the person there, which never changes.
    pub subject: String,
    /// Name of the person for people; empty if the provider tells none.
    pub name: String,
    /// Address of the person.
    pub email: Option<String>,
    /// True if the provider has made sure that the address is the person's.
    pub email_verified: bool,
}

/// Says why nobody was signed in. A reason never holds a code, a token or a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignOnError {
    /// The provider did not answer, or not in time.
    #[error("the sign-in provider did not answer: {reason}")]
    Away {
        /// Why.
        reason: String,
    },
    /// The provider answered, and not as it should.
    #[error("the sign-in provider answered in a way that cannot be used: {reason}")]
    Unusable {
        /// Why.
        reason: String,
    },
    /// The provider refused the code.
    #[error("the sign-in provider refused: {reason}")]
    Refused {
        /// What it said.
        reason: String,
    },
    /// What the provider signed proves nothing here.
    #[error("the proof of the sign-in provider does not hold: {reason}")]
    NotProved {
        /// Why.
        reason: String,
    },
    /// There is no chance to draw from.
    #[error(transparent)]
    Chance(#[from] NoChance),
}

impl SignOnError {
    /// Returns what went wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Away { .. } => "통합 인증 서버가 응답하지 않습니다",
            Self::Unusable { .. } => "통합 인증 서버의 응답을 이해할 수 없습니다",
            Self::Refused { .. } => "통합 인증 서버가 로그인을 거부하였습니다",
            Self::NotProved { .. } => "통합 인증 결과를 확인할 수 없습니다",
            Self::Chance(_) => "난수를 만들 수 없습니다",
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        let (ko, en) = match self {
            Self::Away { .. } => (
                "잠시 뒤 다시 시도하거나 비밀번호로 로그인하세요",
                "try again in a little while, or sign in with a password",
            ),
            Self::Unusable { .. } | Self::Chance(_) => {
                ("담당자에게 알려 주세요", "tell the people who run this portal")
            }
            Self::Refused { .. } => ("처음부터 다시 로그인하세요", "sign in again from the beginning"),
            Self::NotProved { .. } => (
                "처음부터 다시 로그인하세요. 계속되면 담당자에게 알려 주세요",
                "sign in again from the beginning; if that goes on, tell the people who run this portal",
            ),
        };
        Text::new(ko, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_to_bring_back_stands_in_the_address() {
        let begun = Begun {
            url: "https://id.example/auth?scope=openid&state=a1b2&nonce=n".to_owned(),
            state: "a1b2".to_owned(),
            nonce: "n".to_owned(),
            pkce_verifier: "v".to_owned(),
            back: "https://zone.example/back".to_owned(),
        };
        let begun = begun.with_state("c&3");
        assert_eq!(begun.state, "c&3");
        assert_eq!(begun.url, "https://id.example/auth?scope=openid&state=c%263&nonce=n");
        assert_eq!(format!("{begun:?}"), "Begun { back: \"https://zone.example/back\", .. }");
    }
}
