//! A provider that speaks OpenID Connect.

use crate::config::is_protected;
use crate::http::{Http, NoAnswer};
use crate::proof::{self, Unproved};
use crate::{ConfigFault, OidcConfig};
use async_trait::async_trait;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, TokenResponse as _,
};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use teukgu_domain::Timestamp;
use teukgu_domain::text::Text;
use teukgu_office::chance::{Chance, NoChance};
use teukgu_office::clock::Clock;
use teukgu_office::sign_on::{Begun, Identity, SignOn, SignOnError};

/// How long what a provider says of itself is believed.
const LIFE: Duration = Duration::from_hours(1);
/// What is asked for beside who it is.
const SCOPES: [&str; 2] = ["profile", "email"];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider that speaks OpenID Connect (통합 인증), asked by code with PKCE.
pub struct Oidc {
    config: OidcConfig,
    issuer: IssuerUrl,
    http: Http,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    known: RwLock<Option<Known>>,
}

/// What the provider said of itself, and when.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    asked_at: Timestamp,
}

/// The secret does not reach a log.
impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oidc").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Oidc {
    /// Takes a configuration, a clock and a chance; the provider is asked when somebody signs in.
    ///
    /// # Errors
    /// [`ConfigFault`] if nobody can sign in with it.
    pub fn new(
        config: OidcConfig,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<Self, ConfigFault> {
        let issuer = config.issuer_url()?;
        if config.client_id.is_empty() || config.client_secret.as_deref() == Some("") {
            return Err(ConfigFault::Empty);
        }
        let http = Http::new(config.patience, config.roots.as_deref())?;
        Ok(Self { config, issuer, http, clock, chance, known: RwLock::default() })
    }

    /// Returns what the provider says of itself, asking it if that was long ago.
    async fn metadata(&self) -> Result<Arc<CoreProviderMetadata>, SignOnError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).clone();
        let is_fresh = |known: &Known| self.clock.now().duration_since(known.asked_at).unsigned_abs() < LIFE;
        match known.filter(is_fresh) {
            Some(known) => Ok(known.metadata),
            None => self.ask_again().await,
        }
    }

    async fn ask_again(&self) -> Result<Arc<CoreProviderMetadata>, SignOnError> {
        let asked_at = self.clock.now();
        let said = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = Arc::new(said.map_err(|error| not_said(&error))?);
        if !is_protected(metadata.authorization_endpoint().url()) {
            return Err(unusable("it wants visitors without protection"));
        }
        let known = Known { metadata: Arc::clone(&metadata), asked_at };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(metadata)
    }

    fn client(&self, metadata: &CoreProviderMetadata, back: &str) -> Result<Client, SignOnError> {
        let back = RedirectUrl::new(back.to_owned());
        let back = back.map_err(|_| unusable("the address to come back to is none"))?;
        let id = ClientId::new(self.config.client_id.clone());
        let secret = self.config.client_secret.clone().map(ClientSecret::new);
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
        Ok(client.set_redirect_uri(back).set_auth_type(auth_type(metadata)))
    }

    /// Draws 256 bits and writes them as 64 digits, which fit every place in the protocol.
    fn word(&self) -> Result<String, NoChance> {
        Ok(format!("{:032x}{:032x}", self.chance.bits()?, self.chance.bits()?))
    }

    async fn exchange(&self, client: &Client, code: &str, kept: &Begun) -> Result<CoreIdToken, SignOnError> {
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let request = request.map_err(|_| unusable("it does not say where codes are exchanged"))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(kept.pkce_verifier.clone()));
        let answer = request.request_async(&self.http).await.map_err(|error| not_exchanged(&error))?;
        answer.id_token().cloned().ok_or_else(|| unusable("it proves nothing about the visitor"))
    }

    fn check(&self, token: &CoreIdToken, client: &Client, kept: &Begun) -> Result<Identity, Unproved> {
        proof::check(token, client.id_token_verifier(), &self.config.client_id, &kept.nonce, &self.clock)
    }
}

/// The secret goes along as the provider wants it; in a header unless it takes it in the body alone.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    match metadata.token_endpoint_auth_methods_supported() {
        Some(ways)
            if !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && ways.contains(&CoreClientAuthMethod::ClientSecretPost) =>
        {
            AuthType::RequestBody
        }
        _ => AuthType::BasicAuth,
    }
}

#[async_trait]
impl SignOn for Oidc {
    fn name(&self) -> &Text {
        &self.config.label
    }

    async fn begin(&self, back: &str) -> Result<Begun, SignOnError> {
        let client = self.client(&*self.metadata().await?, back)?;
        let (state, nonce, pkce_verifier) = (self.word()?, self.word()?, self.word()?);
        let (with_state, with_nonce) = (state.clone(), nonce.clone());
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(pkce_verifier.clone()));
        let (url, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(with_state),
                || Nonce::new(with_nonce),
            )
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Begun { url: url.into(), state, nonce, pkce_verifier, back: back.to_owned() })
    }

    async fn finish(&self, code: &str, kept: &Begun) -> Result<Identity, SignOnError> {
        let client = self.client(&*self.metadata().await?, &kept.back)?;
        let token = self.exchange(&client, code, kept).await?;
        match self.check(&token, &client, kept) {
            // The provider may have taken a new key into use since it was asked; it is asked once.
            Err(Unproved::Key) => {
                let client = self.client(&*self.ask_again().await?, &kept.back)?;
                Ok(self.check(&token, &client, kept)?)
            }
            checked => Ok(checked?),
        }
    }
}

fn unusable(reason: &str) -> SignOnError {
    SignOnError::Unusable { reason: reason.to_owned() }
}

fn no_answer(error: &NoAnswer) -> SignOnError {
    let reason = error.to_string();
    match error {
        NoAnswer::Away | NoAnswer::Status(_) => SignOnError::Away { reason },
        NoAnswer::NotProtected | NoAnswer::Unreadable => SignOnError::Unusable { reason },
    }
}

fn not_said(error: &DiscoveryError<NoAnswer>) -> SignOnError {
    match error {
        DiscoveryError::Request(error) => no_answer(error),
        DiscoveryError::Response(status, ..) => {
            unusable(&format!("it answers with status {}", status.as_u16()))
        }
        DiscoveryError::Validation(_) => unusable("it names itself otherwise"),
        _ => unusable("what it says of itself cannot be read"),
    }
}

type Refusal = StandardErrorResponse<CoreErrorResponseType>;

fn not_exchanged(error: &RequestTokenError<NoAnswer, Refusal>) -> SignOnError {
    match error {
        RequestTokenError::Request(error) => no_answer(error),
        RequestTokenError::ServerResponse(refusal) => {
            let word: String = refusal.error().to_string();
            let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
            SignOnError::Refused { reason: word.chars().filter(is_plain).take(40).collect() }
        }
        _ => unusable("its answer to the code cannot be read"),
    }
}
