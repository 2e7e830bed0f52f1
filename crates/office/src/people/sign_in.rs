//! Signing in with a password (로그인), and choosing another one.

use super::opening::{of_password, plain_login};
use super::{Doer, People, PeopleFault, SignInFault, SignedIn, password};
use crate::OfficeError;
use crate::policy::Who;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use teukgu_domain::account::Account;
use teukgu_domain::ids::AccountId;

/// What is kept of a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptPassword {
    pub(super) hash: String,
    /// True if somebody else made it up.
    pub(super) is_initial: bool,
}

impl People<'_> {
    /// Signs somebody in; `from` is the address that they come from.
    ///
    /// A login that nobody has takes as long as a wrong password, and says the same.
    ///
    /// # Errors
    /// [`OfficeError`] if nothing can be read or kept; within, why they are not let in.
    pub async fn sign_in(
        self,
        login: &str,
        password: &str,
        from: &str,
    ) -> Result<Result<SignedIn, SignInFault>, OfficeError> {
        let login = plain_login(login);
        if let Err(fault) = self.attempt(&login, from) {
            return Ok(Err(fault));
        }
        let account = self.by_login(&login).await?.filter(|account| !account.is_closed);
        match self.known(account, password).await? {
            Ok((account, is_initial)) => {
                self.limits().forgive(&login, from);
                Ok(Ok(self.begin_session(account, is_initial).await?))
            }
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// Signs an invented person of a demonstration in, for whom there is no password; `None` for anybody else.
    ///
    /// # Errors
    /// [`OfficeError`] if nothing can be read or kept.
    pub async fn enter_as_invented(self, login: &str) -> Result<Option<SignedIn>, OfficeError> {
        let account = self.by_login(login).await?.filter(|account| account.is_invented && !account.is_closed);
        match account {
            Some(account) => Ok(Some(self.begin_session(account, false).await?)),
            None => Ok(None),
        }
    }

    /// Replaces the password of whoever is signed in, ends what else is signed in with it, and begins a new session.
    ///
    /// # Errors
    /// [`PeopleFault`]: the old password is wrong, the new one cannot be used.
    pub async fn set_own_password(
        self,
        who: &Who<'_>,
        old: &str,
        new: &str,
        from: &str,
    ) -> Result<SignedIn, PeopleFault> {
        let account = who.account.ok_or_else(|| PeopleFault::NoAccount { named: String::new() })?;
        Doer::Somebody(who).check("account.set_password", Some(account))?;
        password::check(new, &account.login)
            .map_err(|message| PeopleFault::Form(vec![of_password(message)]))?;
        self.attempt(&account.login, from)?;
        self.known(Some(account.clone()), old).await??;
        self.limits().forgive(&account.login, from);
        self.replace_password(&account.id, new, false).await?;
        Ok(self.begin_session(account.clone(), false).await?)
    }

    /// Gives an account another password, which its person has to replace, and ends what is signed in with it.
    ///
    /// Without a password one is made up and returned.
    ///
    /// # Errors
    /// [`PeopleFault`]: there is no such account, the role does not allow it, the password cannot be used.
    pub async fn reset_password(
        self,
        by: Doer<'_>,
        id: &AccountId,
        new: Option<&str>,
    ) -> Result<Option<String>, PeopleFault> {
        let account = self.must_stand(id).await?.account;
        by.check("account.reset_password", Some(&account))?;
        if account.is_closed {
            return Err(PeopleFault::Closed);
        }
        if let Some(new) = new {
            password::check(new, &account.login)
                .map_err(|message| PeopleFault::Form(vec![of_password(message)]))?;
            let is_initial = matches!(by, Doer::Somebody(_));
            self.replace_password(id, new, is_initial).await?;
            return Ok(None);
        }
        let made_up = self.office.random_word()?;
        self.replace_password(id, &made_up, true).await?;
        Ok(Some(made_up))
    }

    async fn replace_password(self, id: &AccountId, new: &str, is_initial: bool) -> Result<(), PeopleFault> {
        let hash = self.hash(new).await?;
        self.keep_password(id, &KeptPassword { hash, is_initial }).await?;
        self.forget_sessions_of(id).await?;
        Ok(())
    }

    fn attempt(self, login: &str, from: &str) -> Result<(), SignInFault> {
        let attempt = self.limits().attempt(Some(login), from, self.office.now());
        attempt.map_err(|wait| SignInFault::TooMany { minutes: minutes(wait) })
    }

    /// Compares a password with the one of an account, if there is one.
    async fn known(
        self,
        account: Option<Account>,
        password: &str,
    ) -> Result<Result<(Account, bool), SignInFault>, OfficeError> {
        let kept = match &account {
            Some(account) => self.kept_password(&account.id).await?,
            None => None,
        };
        let is_initial = kept.as_ref().is_some_and(|kept| kept.is_initial);
        let is_right = self.hasher().is_right(password, kept.map(|kept| kept.hash)).await?;
        Ok(match (is_right, account) {
            (None, _) => Err(SignInFault::Busy),
            (Some(true), Some(account)) => Ok((account, is_initial)),
            _ => Err(SignInFault::Wrong),
        })
    }
}

/// Returns whole minutes, rounded up.
fn minutes(wait: SignedDuration) -> i64 {
    (wait.as_secs() + 59).div_euclid(60).max(1)
}
