//! What has to be known of a provider.

use openidconnect::IssuerUrl;
use openidconnect::url::{Host, Url};
use std::time::Duration;
use teukgu_domain::text::Text;
use teukgu_office::roots::RootsFault;

/// What has to be known of a provider; the binary reads it and hands it in.
#[derive(Clone)]
pub struct OidcConfig {
    /// Address of the provider, exactly as it names itself.
    pub issuer: String,
    /// Name of this portal there.
    pub client_id: String,
    /// Secret of this portal there, as it stands in a file of its own; a public client has none.
    pub client_secret: Option<String>,
    /// Words on the button.
    pub label: Text,
    /// Certificates (PEM) that are trusted instead of those of the public authorities.
    pub roots: Option<Vec<u8>>,
    /// Longest time that one question to the provider may take.
    pub patience: Duration,
}

impl OidcConfig {
    /// Longest time that one question to the provider may take, unless something else is said.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    /// Takes a provider and the name of this portal there; there is no secret yet.
    pub fn new(issuer: impl Into<String>, client_id: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            client_id: client_id.into(),
            client_secret: None,
            label: Text::new("통합 인증으로 로그인", "Sign in with your organisation"),
            roots: None,
            patience: Self::PATIENCE,
        }
    }

    /// Takes the content of the file that holds the secret; the line end of a text editor is not part of it.
    #[must_use]
    pub fn with_secret(self, file: &str) -> Self {
        let secret = file.trim_end_matches(['\r', '\n']).to_owned();
        Self { client_secret: Some(secret), ..self }
    }

    /// Reads the address of the provider.
    pub(crate) fn issuer_url(&self) -> Result<IssuerUrl, ConfigFault> {
        let bad = || ConfigFault::Issuer { issuer: self.issuer.clone() };
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|_| bad())?;
        let is_plain = issuer.url().username().is_empty()
            && issuer.url().password().is_none()
            && issuer.url().query().is_none()
            && issuer.url().fragment().is_none();
        if !is_plain {
            return Err(bad());
        }
        if is_protected(issuer.url()) { Ok(issuer) } else { Err(ConfigFault::NotProtected) }
    }
}

/// The secret does not reach a log.
impl std::fmt::Debug for OidcConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { issuer, client_id, .. } = self;
        f.debug_struct("OidcConfig")
            .field("issuer", issuer)
            .field("client_id", client_id)
            .finish_non_exhaustive()
    }
}

/// An address is protected by TLS, or does not leave the machine.
pub(crate) fn is_protected(url: &Url) -> bool {
    let is_same_machine = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    url.host().is_some() && (url.scheme() == "https" || (url.scheme() == "http" && is_same_machine))
}

/// Says why nobody can sign in with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigFault {
    /// The address of the provider is none.
    #[error("`{issuer}` is no address of a sign-in provider")]
    Issuer {
        /// What was given.
        issuer: String,
    },
    /// What is said to the provider could be read on the way.
    #[error("the address of the sign-in provider does not begin with https")]
    NotProtected,
    /// The portal has no name there, or an empty secret.
    #[error("the name or the secret of this portal at the sign-in provider is empty")]
    Empty,
    /// The certificates cannot be used.
    #[error(transparent)]
    Roots(#[from] RootsFault),
}

impl ConfigFault {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::Issuer { issuer } => format!("`{issuer}`은(는) 인증 서버의 주소가 아닙니다"),
            Self::NotProtected => "인증 서버의 주소가 https로 시작하지 않습니다".to_owned(),
            Self::Empty => "인증 서버에 등록한 클라이언트 이름이나 비밀 값이 비어 있습니다".to_owned(),
            Self::Roots(fault) => return fault.message(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Issuer { .. } => Text::new(
                "인증 서버의 발급자(issuer) 주소를 그대로 적으세요. 예: https://id.gu.go.kr/realms/office",
                "write the issuer exactly as the provider names it, such as https://id.gu.go.kr/realms/office",
            ),
            Self::NotProtected => Text::new(
                "https로 시작하는 주소를 쓰세요. 같은 컴퓨터의 서버만 http를 쓸 수 있습니다",
                "use an address that begins with https; http is for a server on the same machine alone",
            ),
            Self::Empty => Text::new(
                "인증 서버에 등록한 클라이언트 이름과 비밀 값을 적으세요",
                "write the client id and the secret that are registered at the provider",
            ),
            Self::Roots(fault) => fault.help(),
        }
    }
}
