//! Signing in with a provider (통합 인증): what is kept while a visitor is there, and which account they get afterwards.

use super::{NewAccount, People, PeopleFault, SignInFault, SignedIn, Standing, actor};
use crate::OfficeError;
use crate::sign_on::{Begun, Identity};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use teukgu_domain::account::{Account, LinkedIdentity, Role};
use teukgu_domain::text::Lang;
use teukgu_store::{Draft, DraftToken};

/// How long a visitor may be away at the provider.
const LIFE: SignedDuration = SignedDuration::from_mins(10);

/// What is kept while a visitor is at the provider.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignOn {
    /// Word that the provider puts into its answer.
    pub nonce: String,
    /// Word that shows that the answer comes back to whoever asked (PKCE).
    pub verifier: String,
    /// Absolute address that the provider sends the visitor back to; it compares it.
    pub callback: String,
    /// Page to go back to in the end.
    pub back: String,
}

impl PendingSignOn {
    /// Takes what a provider asks to keep, and the page to go back to.
    pub fn new(begun: &Begun, back: &str) -> Self {
        Self {
            nonce: begun.nonce.clone(),
            verifier: begun.pkce_verifier.clone(),
            callback: begun.back.clone(),
            back: back.to_owned(),
        }
    }

    /// Returns what a provider asks for when the visitor is back with the word that was sent along.
    pub fn begun(&self, state: &str) -> Begun {
        Begun {
            url: String::new(),
            state: state.to_owned(),
            nonce: self.nonce.clone(),
            pkce_verifier: self.verifier.clone(),
            back: self.callback.clone(),
        }
    }
}

/// What is kept of a sign-on does not reach a log.
impl std::fmt::Debug for PendingSignOn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PendingSignOn").field("back", &self.back).finish_non_exhaustive()
    }
}

/// Who somebody is, as a provider of sign-ins has proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenIdentity {
    /// Provider and the name of the person there.
    pub identity: LinkedIdentity,
    /// Address of the person.
    pub email: Option<String>,
    /// True if the provider has made sure that the address is the person's.
    pub is_email_verified: bool,
    /// Name of the person.
    pub name: Option<String>,
    /// Language of letters.
    pub lang: Lang,
}

impl ProvenIdentity {
    /// Takes what a provider has proved, and the language that the visitor reads.
    pub fn new(proved: Identity, lang: Lang) -> Self {
        Self {
            identity: LinkedIdentity { issuer: proved.issuer, subject: proved.subject },
            email: proved.email,
            is_email_verified: proved.email_verified,
            name: Some(proved.name).filter(|name| !name.trim().is_empty()),
            lang,
        }
    }
}

impl People<'_> {
    /// Keeps what is needed when the visitor comes back, and returns the word to send along (`state`).
    ///
    /// # Errors
    /// [`OfficeError`] if it cannot be kept.
    pub async fn begin_sign_on(self, pending: &PendingSignOn) -> Result<String, OfficeError> {
        let token = DraftToken::new(self.office.chance().bits()?);
        let document = serde_json::to_string(pending)
            .map_err(|error| OfficeError::Draft { reason: error.to_string() })?;
        let state = token.as_str().to_owned();
        let draft = Draft { token, touched_at: self.office.now(), document };
        self.office.store().keep_draft(draft).await?;
        Ok(state)
    }

    /// Takes what was kept for a visitor who comes back, once; `None` if there is none, or they were away for too long.
    ///
    /// # Errors
    /// [`OfficeError`] if it cannot be read.
    pub async fn take_sign_on(self, state: &str) -> Result<Option<PendingSignOn>, OfficeError> {
        let Some(token) = DraftToken::parse(state) else { return Ok(None) };
        let Some(draft) = self.office.store().draft(&token).await? else { return Ok(None) };
        // A draft of something else stays where it is.
        let Ok(pending) = serde_json::from_str(&draft.document) else { return Ok(None) };
        // Whoever takes it away has it, also where several portals share a record.
        let is_taken = self.office.store().forget_draft(&token).await?;
        let is_in_time = self.office.now().duration_since(draft.touched_at) < LIFE;
        Ok((is_taken && is_in_time).then_some(pending))
    }

    /// Signs somebody in whom a provider knows: with the account that is linked, else with that of the verified address,
    /// which is linked from then on, else with a new one that may file applications.
    ///
    /// An account that is linked loses its password: whoever chose that one has not shown that the address is theirs.
    ///
    /// # Errors
    /// [`OfficeError`] if nothing can be read or kept; within, why they are not let in.
    pub async fn sign_on_with(
        self,
        proven: ProvenIdentity,
    ) -> Result<Result<SignedIn, SignInFault>, OfficeError> {
        let account = match self.by_identity(proven.identity.key()).await? {
            Some(account) => Ok(account),
            None => self.link_or_open(proven).await?,
        };
        match account {
            Ok(account) if account.is_closed => Ok(Err(SignInFault::Wrong)),
            Ok(account) => Ok(Ok(self.begin_session(account, false).await?)),
            Err(fault) => Ok(Err(fault)),
        }
    }

    async fn link_or_open(self, proven: ProvenIdentity) -> Result<Result<Account, SignInFault>, OfficeError> {
        let email = proven.email.clone().filter(|_| proven.is_email_verified);
        let Some(email) = email else { return Ok(Err(SignInFault::NotVerified)) };
        let done = match self.by_login(&email).await? {
            Some(account) if account.is_closed => return Ok(Err(SignInFault::Wrong)),
            Some(account) if account.identity.is_some() => return Ok(Err(SignInFault::OtherIdentity)),
            Some(account) => self.link(account, proven.identity).await,
            None => self.open_linked(as_new(email, &proven), proven.identity).await,
        };
        match done {
            Ok(account) => Ok(Ok(account)),
            Err(PeopleFault::Office(error)) => Err(error),
            Err(PeopleFault::SignIn(fault)) => Ok(Err(fault)),
            // Somebody else did the same a moment before; the next attempt finds the account.
            Err(_) => Ok(Err(SignInFault::Busy)),
        }
    }

    async fn link(self, account: Account, identity: LinkedIdentity) -> Result<Account, PeopleFault> {
        let Standing { seq, mut account } = self.must_stand(&account.id).await?;
        account.identity = Some(identity);
        let role = account.grants_on(self.office.today()).next().map_or(Role::Applicant, |grant| grant.role);
        self.forget_password(&account.id).await?;
        self.append(&account, Some(seq), actor(role, &account.id)).await?;
        self.forget_sessions_of(&account.id).await?;
        Ok(account)
    }
}

fn as_new(email: String, proven: &ProvenIdentity) -> NewAccount {
    let name = proven.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    NewAccount {
        name: name.unwrap_or(&email).chars().filter(|c| !c.is_control()).take(100).collect(),
        login: email,
        lang: proven.lang,
        ..NewAccount::default()
    }
}
