//! Sessions (로그인 상태): who is signed in, for how long, and how one ends.

use super::People;
use crate::{OfficeError, digest};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use teukgu_domain::account::Account;
use teukgu_domain::ids::AccountId;
use teukgu_store::Shelf;

/// Minutes after which a session ends that nobody uses.
pub const IDLE_MINUTES: i64 = 30;
/// How long a session that nobody uses goes on.
const IDLE: SignedDuration = SignedDuration::from_mins(IDLE_MINUTES);
/// How long a session goes on at most.
const WHOLE: SignedDuration = SignedDuration::from_hours(12);
/// How often it is written down that a session is used.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Account as it stands now, with the roles that it has now.
    pub account: Account,
    /// Word that each form of the session sends back, so that no other page can send one.
    pub csrf: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// When it ends if nobody uses it any more.
    pub expires: Timestamp,
    /// True if somebody else made the password up, so that the person has to choose another one first.
    pub must_change_password: bool,
}

/// A session that has just begun.
#[derive(Clone)]
pub struct SignedIn {
    /// What opens it: 32 hexadecimal digits that the visitor keeps and the office does not.
    pub token: String,
    /// Session.
    pub session: Session,
}

/// Whoever has the token is signed in, so it never reaches a log.
impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("account", &self.session.account.id).finish_non_exhaustive()
    }
}

/// What is kept of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) account: AccountId,
    created: Timestamp,
    seen: Timestamp,
    must_change_password: bool,
}

impl Kept {
    /// Returns when the session ends if nobody uses it any more.
    pub(super) fn ends(&self) -> Timestamp {
        after(self.seen, IDLE).min(after(self.created, WHOLE))
    }
}

impl People<'_> {
    /// Returns who is signed in with a token; `None` if nobody is, or not any more.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the session cannot be read.
    pub async fn session(self, token: &str) -> Result<Option<Session>, OfficeError> {
        let Some(key) = key(token) else { return Ok(None) };
        let Some(mut kept) = self.kept_session(&key).await? else { return Ok(None) };
        let now = self.office.now();
        if kept.ends() <= now {
            self.forget_session(&key).await?;
            return Ok(None);
        }
        let account = self.account(&kept.account).await?.filter(|account| !account.is_closed);
        let Some(account) = account else { return Ok(None) };
        if now.duration_since(kept.seen) >= TOUCH {
            kept.seen = now;
            self.keep_session(&key, &kept).await?;
        }
        Ok(Some(told(account, token, &kept)))
    }

    /// Ends a session; one that is not there is fine.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if it cannot be removed.
    pub async fn sign_out(self, token: &str) -> Result<(), OfficeError> {
        match key(token) {
            Some(key) => self.forget_session(&key).await,
            None => Ok(()),
        }
    }

    /// Ends every session of an account, and returns how many there were.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if they cannot be removed.
    pub async fn sign_out_everywhere(self, account: &AccountId) -> Result<u64, OfficeError> {
        self.forget_sessions_of(account).await
    }

    /// Removes the sessions that are over, and returns how many there were.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if they cannot be removed.
    pub async fn drop_expired(self) -> Result<u64, OfficeError> {
        Ok(self.office.store().drop_beside(Shelf::Session, self.office.now()).await?)
    }

    /// Begins a session of an account with a token that nobody had before.
    pub(super) async fn begin_session(
        self,
        account: Account,
        must_change_password: bool,
    ) -> Result<SignedIn, OfficeError> {
        let token = format!("{:032x}", self.office.chance().bits()?);
        let now = self.office.now();
        let kept = Kept { account: account.id.clone(), created: now, seen: now, must_change_password };
        self.keep_session(&hash(&token), &kept).await?;
        Ok(SignedIn { session: told(account, &token, &kept), token })
    }
}

fn after(at: Timestamp, time: SignedDuration) -> Timestamp {
    at.checked_add(time).unwrap_or(Timestamp::MAX)
}

fn told(account: Account, token: &str, kept: &Kept) -> Session {
    Session {
        account,
        csrf: digest::sha256(format!("csrf {token}").as_bytes()),
        created: kept.created,
        seen: kept.seen,
        expires: kept.ends(),
        must_change_password: kept.must_change_password,
    }
}

/// Returns by what a session is kept, if the text can be a token at all.
fn key(token: &str) -> Option<String> {
    let is_token = token.len() == 32 && token.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_token.then(|| hash(token))
}

fn hash(token: &str) -> String {
    digest::sha256(format!("session {token}").as_bytes())
}
