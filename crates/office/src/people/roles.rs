//! Giving roles and taking them, closing accounts, and what a person changes of their own.

use super::{Doer, NewGrant, People, PeopleFault, Standing, actor};
use crate::policy::Who;
use teukgu_domain::account::{Account, Grant, Role, Scope};
use teukgu_domain::ids::AccountId;
use teukgu_domain::text::{Lang, Text};

/// Most roles of one account.
const MOST_GRANTS: usize = 50;

impl People<'_> {
    /// Gives an account a role (권한 부여); one of another term that it has there is replaced, and its sessions end.
    ///
    /// # Errors
    /// [`PeopleFault`]: there is no such account, it is closed, the role does not allow it, somebody else was quicker.
    pub async fn grant(self, by: Doer<'_>, id: &AccountId, new: NewGrant) -> Result<Account, PeopleFault> {
        let mut standing = self.open_standing(by, "account.grant", id).await?;
        let new = new.give(by.account(), self.office.today())?;
        let is_there = |grant: &Grant| is_of(grant, new.role, &new.scope) && grant.term == new.term;
        if standing.account.grants.iter().any(is_there) {
            return Ok(standing.account);
        }
        let grants = &mut standing.account.grants;
        grants.retain(|grant| !(is_of(grant, new.role, &new.scope) && grant.term.overlaps(&new.term)));
        if grants.len() >= MOST_GRANTS {
            let message = Text::new("권한이 너무 많습니다", "an account has at most 50 roles");
            return Err(PeopleFault::Form(vec![crate::check::InputFault {
                field: "role".to_owned(),
                message,
            }]));
        }
        grants.push(new);
        self.replace(standing, by).await
    }

    /// Takes a role from an account at once (권한 회수), and ends its sessions.
    ///
    /// # Errors
    /// [`PeopleFault`], and [`PeopleFault::NoGrant`] if it has no such role there.
    pub async fn revoke(
        self,
        by: Doer<'_>,
        id: &AccountId,
        role: Role,
        scope: &Scope,
    ) -> Result<Account, PeopleFault> {
        let mut standing = self.open_standing(by, "account.revoke", id).await?;
        let yesterday = self.office.today().yesterday().unwrap_or(self.office.today());
        let is_over = |grant: &Grant| grant.term.until.is_some_and(|until| until <= yesterday);
        let is_meant = |grant: &Grant| is_of(grant, role, scope) && !is_over(grant);
        let grants = &mut standing.account.grants;
        if !grants.iter().any(is_meant) {
            return Err(PeopleFault::NoGrant { role: role.key() });
        }
        // A term has a day at least, so one that began today leaves altogether; the record keeps that it was there.
        grants.retain(|grant| !is_meant(grant) || grant.term.from <= yesterday);
        for grant in grants.iter_mut().filter(|grant| is_meant(grant)) {
            grant.term.until = Some(yesterday);
        }
        self.replace(standing, by).await
    }

    /// Closes an account (계정 폐쇄): nobody signs in with it any more, and nobody else gets its login.
    ///
    /// # Errors
    /// [`PeopleFault`]: there is no such account, it is closed already, the role does not allow it.
    pub async fn close(self, by: Doer<'_>, id: &AccountId) -> Result<Account, PeopleFault> {
        let mut standing = self.open_standing(by, "account.close", id).await?;
        standing.account.is_closed = true;
        let account = self.replace(standing, by).await?;
        self.forget_password(id).await?;
        Ok(account)
    }

    /// Changes what a person may change of their own account: the name, where letters go, and in which language.
    ///
    /// # Errors
    /// [`PeopleFault`]: a field cannot be used, somebody else was quicker.
    pub async fn change_own(
        self,
        who: &Who<'_>,
        name: &str,
        email: &str,
        lang: Lang,
    ) -> Result<Account, PeopleFault> {
        let id = who.account.map(|account| &account.id);
        let id = id.ok_or_else(|| PeopleFault::NoAccount { named: String::new() })?;
        let Standing { seq, mut account } = self.must_stand(id).await?;
        Doer::Somebody(who).check("account.change", Some(&account))?;
        super::opening::check_person(name, email)?;
        account.name = name.trim().to_owned();
        account.email = Some(email.trim().to_owned()).filter(|email| !email.is_empty());
        account.lang = lang;
        let role = account.grants_on(who.today).next().map_or(Role::Applicant, |grant| grant.role);
        self.append(&account, Some(seq), actor(role, &account.id)).await?;
        Ok(account)
    }

    async fn open_standing(
        self,
        by: Doer<'_>,
        action: &str,
        id: &AccountId,
    ) -> Result<Standing, PeopleFault> {
        let standing = self.must_stand(id).await?;
        by.check(action, Some(&standing.account))?;
        if standing.account.is_closed { Err(PeopleFault::Closed) } else { Ok(standing) }
    }

    /// Appends an account whose roles have changed; whoever was signed in with the old ones signs in again.
    async fn replace(self, standing: Standing, by: Doer<'_>) -> Result<Account, PeopleFault> {
        self.append(&standing.account, Some(standing.seq), by.actor()).await?;
        self.forget_sessions_of(&standing.account.id).await?;
        Ok(standing.account)
    }
}

fn is_of(grant: &Grant, role: Role, scope: &Scope) -> bool {
    grant.role == role && grant.scope == *scope
}
