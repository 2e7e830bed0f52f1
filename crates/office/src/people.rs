//! People (계정): who may sign in, and in which roles.
//!
//! An account is a noun of the record that the public record withholds; its id is a random word.
//! Passwords and sessions stand beside the record and are never part of it: of a password an Argon2id hash is kept, of
//! a session the hash of its token.

mod fault;
mod limit;
mod opening;
mod password;
mod roles;
mod session;
mod sign_in;
mod sign_on;
mod vault;

pub use fault::{PeopleFault, SignInFault};
pub use opening::{NewAccount, NewGrant, Opened};
pub use password::SHORTEST as SHORTEST_PASSWORD;
pub use session::{IDLE_MINUTES, Session, SignedIn};
pub use sign_on::{PendingSignOn, ProvenIdentity};

use crate::policy::{self, Resource, Who};
use crate::{Office, OfficeError};
use limit::Limits;
use password::Hasher;
use std::sync::{Mutex, MutexGuard, PoisonError};
use teukgu_domain::account::{Account, Role};
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::ids::AccountId;
use teukgu_store::{Assignee, Expect, Listing, StoreError};

/// Accounts on one page of the list.
pub const PAGE: u32 = 50;

/// The verbs of accounts and of signing in.
#[derive(Clone, Copy)]
pub struct People<'a> {
    office: &'a Office,
}

/// What the office keeps in memory of people.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    limits: Mutex<Limits>,
    hasher: Hasher,
    /// Held from looking whether a login is free until it is taken.
    opening: tokio::sync::Mutex<()>,
}

impl Office {
    /// Returns the verbs of accounts and of signing in (계정).
    pub const fn people(&self) -> People<'_> {
        People { office: self }
    }
}

/// Who changes an account: somebody who is signed in, or whoever sits at the machine itself.
#[derive(Clone, Copy, Debug)]
pub enum Doer<'a> {
    /// Somebody who is signed in.
    Somebody(&'a Who<'a>),
    /// Whoever may run the program on the machine; nothing more is asked of them.
    Machine,
}

impl Doer<'_> {
    /// Refuses what the permission matrix does not allow with an account; `None` is one that is about to be opened.
    fn check(self, action: &str, account: Option<&Account>) -> Result<(), PeopleFault> {
        let Self::Somebody(who) = self else { return Ok(()) };
        let resource = Resource { owner: account.map(|account| &account.id), ..Resource::default() };
        let decision = policy::allow(who, action, &resource);
        if decision.allowed { Ok(()) } else { Err(PeopleFault::Forbidden { rule: decision.rule.to_owned() }) }
    }

    fn account(self) -> Option<AccountId> {
        match self {
            Self::Somebody(who) => who.account.map(|account| account.id.clone()),
            Self::Machine => None,
        }
    }

    /// Returns who an entry says did it.
    fn actor(self) -> Actor {
        self.account().map_or_else(|| Actor("machine".to_owned()), |id| actor(Role::Admin, &id))
    }
}

/// An account as it stands, with the place of its entry.
struct Standing {
    seq: u64,
    account: Account,
}

impl People<'_> {
    /// Reads an account.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn account(self, id: &AccountId) -> Result<Option<Account>, OfficeError> {
        Ok(self.standing(id).await?.map(|standing| standing.account))
    }

    /// Finds the account of a login, a closed one too.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn by_login(self, login: &str) -> Result<Option<Account>, OfficeError> {
        let login = opening::plain_login(login);
        self.one(Listing { owner: Some(login), ..Listing::of(NounKind::Account) }).await
    }

    /// Lists accounts in the order of their ids, those after `after`; at most [`PAGE`].
    ///
    /// # Errors
    /// [`PeopleFault::Forbidden`] for whoever may not see them all.
    pub async fn list(
        self,
        by: Doer<'_>,
        words: &str,
        after: Option<&AccountId>,
    ) -> Result<Vec<Account>, PeopleFault> {
        by.check("account.list", None)?;
        let listing = Listing {
            words: words.split_whitespace().map(str::to_lowercase).collect(),
            after: after.map(|id| (0, id.to_string())),
            ..Listing::of(NounKind::Account)
        };
        Ok(self.all(listing.limit(PAGE)).await?)
    }

    /// Lists the accounts that have a role on a day, wherever it holds.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn with_role(self, role: Role) -> Result<Vec<Account>, OfficeError> {
        let today = self.office.today();
        // The few who have a role are found by a word, so that thousands of firms are not read for it.
        let open = Listing {
            states: vec!["open".to_owned()],
            words: vec![Account::role_word(role)],
            ..Listing::of(NounKind::Account)
        };
        let mut accounts = Vec::new();
        let mut after = None;
        loop {
            let page = self.all(Listing { after, ..open.clone() }.limit(PAGE)).await?;
            let is_last = page.len() < PAGE as usize;
            after = page.last().map(|account| (0, account.id.to_string()));
            let has = |account: &Account| account.grants_on(today).any(|grant| grant.role == role);
            accounts.extend(page.into_iter().filter(has));
            if is_last {
                return Ok(accounts);
            }
        }
    }

    async fn by_identity(self, key: String) -> Result<Option<Account>, OfficeError> {
        self.one(Listing { assignee: Some(Assignee::Is(key)), ..Listing::of(NounKind::Account) }).await
    }

    async fn one(self, listing: Listing) -> Result<Option<Account>, OfficeError> {
        Ok(self.all(listing.limit(1)).await?.into_iter().next())
    }

    async fn all(self, listing: Listing) -> Result<Vec<Account>, OfficeError> {
        let found = self.office.store().list(self.office.zone_id(), &listing).await?;
        Ok(found.into_iter().filter_map(account).collect())
    }

    async fn standing(self, id: &AccountId) -> Result<Option<Standing>, OfficeError> {
        let found =
            self.office.store().standing(self.office.zone_id(), NounKind::Account, id.as_str()).await?;
        Ok(found.and_then(|(seq, event)| account(event).map(|account| Standing { seq, account })))
    }

    async fn must_stand(self, id: &AccountId) -> Result<Standing, PeopleFault> {
        let found = self.standing(id).await?;
        found.ok_or_else(|| PeopleFault::NoAccount { named: id.to_string() })
    }

    /// Appends an account as it is to be, unless somebody changed it since it was read; `seq` is `None` for a new one.
    async fn append(self, account: &Account, seq: Option<u64>, actor: Actor) -> Result<(), PeopleFault> {
        let expect = Expect::nothing().noun(NounKind::Account, account.id.as_str(), seq);
        let entry = NewEntry { actor, at: self.office.now(), event: Event::Account(account.clone()) };
        match self.office.store().append(self.office.zone_id(), vec![entry], expect).await {
            Ok(_) => Ok(()),
            Err(StoreError::Moved { .. }) => Err(PeopleFault::Moved),
            Err(error) => Err(error.into()),
        }
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.office.people_desk().limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hasher(&self) -> &Hasher {
        &self.office.people_desk().hasher
    }
}

fn account(event: Event) -> Option<Account> {
    if let Event::Account(account) = event { Some(account) } else { None }
}

/// Returns who an entry says did something: a role and a word that tells nothing about the person.
pub(crate) fn actor(role: Role, id: &AccountId) -> Actor {
    Actor(format!("{}:{id}", role.key()))
}
