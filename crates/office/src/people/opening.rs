//! Opening an account: by a firm for itself, or by an administrator for somebody.

use super::sign_in::KeptPassword;
use super::{Doer, People, PeopleFault, SignedIn, actor, password};
use crate::OfficeError;
use crate::check::InputFault;
use jiff::civil::Date;
use teukgu_domain::account::{Account, Grant, LinkedIdentity, Role, Scope};
use teukgu_domain::date::Term;
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::ids::{AccountId, OrganisationId};
use teukgu_domain::text::{Lang, Text};
use teukgu_store::{Expect, Listing};

/// Longest name of a person or an organisation, in characters.
const LONGEST_NAME: usize = 100;
/// Longest address, in bytes.
const LONGEST_LOGIN: usize = 254;
/// Letters of an id.
const ID_LETTERS: usize = 10;

/// What is said of a new account.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewAccount {
    /// Name to sign in with: an address, or for an officer a short word.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Where letters go; the login, if none is named and that is an address.
    pub email: Option<String>,
    /// Language of letters.
    pub lang: Lang,
    /// Name of the organisation that the person acts for; empty for officers.
    pub organisation_name: String,
    /// The same organisation, as the list of the zone knows it.
    pub organisation: Option<OrganisationId>,
    /// Password; empty to have one made up for an account that is opened for somebody.
    pub password: String,
    /// True for an invented person of a demonstration.
    pub is_invented: bool,
}

/// A password does not reach a log.
impl std::fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewAccount").field("login", &self.login).finish_non_exhaustive()
    }
}

/// A role that is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// Role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// First day; today if none is named.
    pub from: Option<Date>,
    /// Last day; open if none is named.
    pub until: Option<Date>,
}

/// An account that was opened for somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// Account.
    pub account: Account,
    /// Password that was made up; to be handed over, and replaced at the first sign-in.
    pub initial_password: Option<String>,
}

/// A password that was made up does not reach a log.
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("account", &self.account.id).finish_non_exhaustive()
    }
}

impl NewGrant {
    /// A role in the whole zone from today.
    pub const fn in_zone(role: Role) -> Self {
        Self { role, scope: Scope::Zone, from: None, until: None }
    }

    pub(super) fn give(self, by: Option<AccountId>, today: Date) -> Result<Grant, PeopleFault> {
        let term = Term::try_new(self.from.unwrap_or(today), self.until).map_err(|error| {
            let korean = format!("마지막 날({})이 첫날({})보다 앞섭니다", error.until, error.from);
            PeopleFault::Form(vec![fault("until", korean, error.to_string())])
        })?;
        Ok(Grant { role: self.role, scope: self.scope, term, granted_by: by })
    }
}

/// Who opens an account, and how its password is kept.
struct Opening<'a> {
    /// `None` for somebody who registers.
    by: Option<Doer<'a>>,
    grants: Vec<NewGrant>,
    identity: Option<LinkedIdentity>,
    /// True if the password was made up by somebody else than the person.
    is_initial: bool,
}

impl People<'_> {
    /// Registers somebody who files for a firm (회원 가입), and signs them in.
    ///
    /// # Errors
    /// [`OfficeError`] if nothing can be kept; within, what is wrong with the fields `login`, `name`, `organisation` and
    /// `password`.
    pub async fn register(
        self,
        new: NewAccount,
        from: &str,
    ) -> Result<Result<SignedIn, Vec<InputFault>>, OfficeError> {
        let mut faults = check(&new, true);
        faults.extend(password::check(&new.password, &plain_login(&new.login)).err().map(of_password));
        if new.organisation_name.trim().is_empty() {
            let english = "Enter the name of your company or institution";
            faults.push(fault("organisation", "기업·기관 이름을 적으세요", english));
        }
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        // Each attempt tells whether an address has an account, so nobody makes many.
        if self.limits().attempt(None, from, self.office.now()).is_err() {
            return Ok(Err(vec![later()]));
        }
        let opening = Opening {
            by: None,
            grants: vec![NewGrant::in_zone(Role::Applicant)],
            identity: None,
            is_initial: false,
        };
        match self.carry_out(new, opening).await {
            Ok(account) => Ok(Ok(self.begin_session(account, false).await?)),
            Err(PeopleFault::Form(faults)) => Ok(Err(faults)),
            Err(PeopleFault::Office(error)) => Err(error),
            // Nothing else can happen to an account that nobody knows yet.
            Err(_) => Ok(Err(vec![later()])),
        }
    }

    /// Opens an account for somebody (계정 개설).
    ///
    /// # Errors
    /// [`PeopleFault`]: the role does not allow it, or a field cannot be used.
    pub async fn open(
        self,
        by: Doer<'_>,
        new: NewAccount,
        grants: Vec<NewGrant>,
    ) -> Result<Opened, PeopleFault> {
        by.check("account.open", None)?;
        let mut faults = check(&new, false);
        let made_up = new.password.is_empty().then(|| self.office.random_word()).transpose()?;
        if made_up.is_none() {
            faults.extend(password::check(&new.password, &plain_login(&new.login)).err().map(of_password));
        }
        if !faults.is_empty() {
            return Err(PeopleFault::Form(faults));
        }
        let new = NewAccount { password: made_up.clone().unwrap_or(new.password), ..new };
        // At the machine itself somebody may well type the password of their own account.
        let is_initial = made_up.is_some() || matches!(by, Doer::Somebody(_));
        let opening = Opening { by: Some(by), grants, identity: None, is_initial };
        Ok(Opened { account: self.carry_out(new, opening).await?, initial_password: made_up })
    }

    /// Opens an account for somebody whom a provider of sign-ins knows; it has no password.
    pub(super) async fn open_linked(
        self,
        new: NewAccount,
        identity: LinkedIdentity,
    ) -> Result<Account, PeopleFault> {
        let opening = Opening {
            by: None,
            grants: vec![NewGrant::in_zone(Role::Applicant)],
            identity: Some(identity),
            is_initial: false,
        };
        self.carry_out(new, opening).await
    }

    async fn carry_out(self, new: NewAccount, opening: Opening<'_>) -> Result<Account, PeopleFault> {
        let hash = match new.password.as_str() {
            "" => None,
            password => Some(self.hash(password).await?),
        };
        let account = self.drawn(new, &opening)?;
        let opener = opening.by.map_or_else(|| actor(Role::Applicant, &account.id), Doer::actor);
        let _alone = self.office.people_desk().opening.lock().await;
        if self.by_login(&account.login).await?.is_some() {
            return Err(PeopleFault::Form(vec![taken()]));
        }
        // A password without an account opens nothing, an account without a password would be lost.
        if let Some(hash) = hash {
            self.keep_password(&account.id, &KeptPassword { hash, is_initial: opening.is_initial }).await?;
        }
        self.append(&account, None, opener.clone()).await?;
        if self.is_first(&account).await? {
            return Ok(account);
        }
        self.take_back(&account, opener).await?;
        Err(PeopleFault::Form(vec![taken()]))
    }

    /// Returns true unless another server gave the login to somebody else a moment before.
    async fn is_first(self, account: &Account) -> Result<bool, PeopleFault> {
        let of_login = Listing { owner: Some(account.login.clone()), ..Listing::of(NounKind::Account) };
        let mut first = None;
        for same in self.all(of_login).await? {
            let seq = self.standing(&same.id).await?.map(|standing| standing.seq);
            first = first.into_iter().chain(seq.map(|seq| (seq, same.id))).min();
        }
        Ok(first.is_none_or(|(_, id)| id == account.id))
    }

    async fn take_back(self, account: &Account, actor: Actor) -> Result<(), PeopleFault> {
        self.forget_password(&account.id).await?;
        let event = Event::Withdrawn { noun: NounKind::Account, key: account.id.to_string() };
        let entry = NewEntry { actor, at: self.office.now(), event };
        self.office.store().append(self.office.zone_id(), vec![entry], Expect::nothing()).await?;
        Ok(())
    }

    fn drawn(self, new: NewAccount, opening: &Opening<'_>) -> Result<Account, PeopleFault> {
        let login = plain_login(&new.login);
        let by = opening.by.and_then(Doer::account);
        let give = |grant: NewGrant| grant.give(by.clone(), self.office.today());
        let grants = opening.grants.iter().cloned().map(give).collect::<Result<_, _>>()?;
        let email = new.email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
        Ok(Account {
            id: self.draw_id()?,
            email: email.or_else(|| is_address(&login).then(|| login.clone())),
            login,
            name: new.name.trim().to_owned(),
            lang: new.lang,
            organisation: new.organisation,
            organisation_name: new.organisation_name.trim().to_owned(),
            grants,
            identity: opening.identity.clone(),
            is_closed: false,
            is_invented: new.is_invented,
        })
    }

    fn draw_id(self) -> Result<AccountId, OfficeError> {
        let word: String = self.office.random_word()?.chars().take(ID_LETTERS).collect();
        AccountId::parse(word).map_err(|error| OfficeError::Password { reason: error.to_string() })
    }

    /// Returns what is kept of a password.
    pub(super) async fn hash(self, password: &str) -> Result<String, PeopleFault> {
        let salt = self.office.chance().bits().map_err(OfficeError::from)?;
        let hash = self.hasher().hash(password, salt).await?;
        hash.ok_or(PeopleFault::SignIn(super::SignInFault::Busy))
    }
}

/// Writes a login the way it is compared: in small letters, without white space around it.
pub(super) fn plain_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Lists what is wrong with a new account, its password aside.
fn check(new: &NewAccount, is_firm: bool) -> Vec<InputFault> {
    let mut faults = Vec::new();
    let login = plain_login(&new.login);
    if is_firm && !is_address(&login) {
        let english = "Enter your e-mail address, such as name@company.example";
        faults.push(fault("login", "전자우편 주소를 적으세요. 예: name@company.example", english));
    } else if !is_address(&login) && !is_short_word(&login) {
        let english = "use an e-mail address, or 3 to 32 of the letters a-z, digits, `-`, `_` and `.`";
        faults.push(fault("login", "전자우편 주소 또는 영문자·숫자 3~32자로 적으세요", english));
    }
    faults.extend(wrong_name(&new.name));
    if !new.organisation_name.trim().is_empty() && !is_name(&new.organisation_name) {
        let english = "Enter a name of at most 100 characters";
        faults.push(fault("organisation", "기업·기관 이름을 100자 안에서 적으세요", english));
    }
    faults.extend(wrong_email(new.email.as_deref().unwrap_or_default()));
    faults
}

/// Checks what a person changes of their own account.
pub(super) fn check_person(name: &str, email: &str) -> Result<(), PeopleFault> {
    let faults: Vec<_> = wrong_name(name).into_iter().chain(wrong_email(email)).collect();
    if faults.is_empty() { Ok(()) } else { Err(PeopleFault::Form(faults)) }
}

fn wrong_name(name: &str) -> Option<InputFault> {
    let wrong = || fault("name", "이름을 100자 안에서 적으세요", "Enter a name of at most 100 characters");
    (!is_name(name)).then(wrong)
}

fn wrong_email(email: &str) -> Option<InputFault> {
    let email = email.trim();
    let wrong = || fault("email", "전자우편 주소를 확인하세요", "Check the e-mail address");
    (!email.is_empty() && !is_address(email)).then(wrong)
}

/// Returns true for what may be an address of electronic mail; whether it is one, only a letter can tell.
fn is_address(text: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_graphic() && !"<>()[],;:\\\"@".contains(c))
    };
    let is_host = |host: &str| {
        host.contains('.') && host.split('.').all(|label| is_plain(label) && !label.starts_with('-'))
    };
    text.len() <= LONGEST_LOGIN
        && text.split_once('@').is_some_and(|(name, host)| is_plain(name) && is_host(host))
}

fn is_short_word(text: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    (3..=32).contains(&text.len()) && text.bytes().all(is_letter)
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control)
}

fn taken() -> InputFault {
    let english = "There is an account of this name already: sign in";
    fault("login", "이미 있는 계정입니다. 로그인하세요", english)
}

fn later() -> InputFault {
    let english = "There were too many attempts: try again in 15 minutes";
    fault("login", "시도 횟수가 너무 많습니다. 15분 뒤에 다시 하세요", english)
}

pub(super) fn of_password(message: Text) -> InputFault {
    InputFault { field: "password".to_owned(), message }
}

fn fault(field: &str, ko: impl Into<String>, en: impl Into<String>) -> InputFault {
    InputFault { field: field.to_owned(), message: Text::new(ko, en) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::CountingChance;
    use crate::clock::StoppedClock;
    use crate::map::Layers;
    use crate::{Office, Reference};
    use std::sync::Arc;
    use teukgu_domain::ids::ZoneId;
    use teukgu_store::MemoryStore;

    async fn office() -> Office {
        let legal_dongs = include_str!("../../../../data/geo/seocho_legal_dong.geojson");
        let administrative_dongs = include_str!("../../../../data/geo/seocho_admin_dong.geojson");
        let reference = Reference {
            codes: teukgu_testkit::codes(),
            layers: Layers::read(legal_dongs, administrative_dongs).unwrap(),
            holidays: teukgu_testkit::holidays(),
            catalogue: teukgu_testkit::catalogue(),
            law: teukgu_testkit::law().into(),
            tables: crate::effect::Tables::default(),
        };
        let clock = Arc::new(StoppedClock("2026-03-02T00:00:00Z".parse().unwrap()));
        let chance = Arc::new(CountingChance::default());
        let zone = ZoneId::parse("gaon").unwrap();
        Office::open(Arc::new(MemoryStore::new()), clock, chance, zone, reference).await.unwrap()
    }

    #[tokio::test]
    async fn of_two_servers_that_give_a_login_at_the_same_moment_the_later_one_takes_it_back() {
        let office = office().await;
        let people = office.people();
        let opening = Opening { by: None, grants: Vec::new(), identity: None, is_initial: false };
        let new = || NewAccount { login: "kim@firm.example".into(), ..NewAccount::default() };
        let (first, second) =
            (people.drawn(new(), &opening).unwrap(), people.drawn(new(), &opening).unwrap());
        let by = actor(Role::Applicant, &first.id);
        people.append(&first, None, by.clone()).await.unwrap();
        people.append(&second, None, by.clone()).await.unwrap();
        assert!(people.is_first(&first).await.unwrap() && !people.is_first(&second).await.unwrap());
        people.take_back(&second, by).await.unwrap();
        assert_eq!(people.account(&second.id).await.unwrap(), None);
        assert_eq!(people.by_login("kim@firm.example").await.unwrap(), Some(first));
    }

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for good in ["kim@firm.example", "a.b+c@x-y.go.kr", "o'hara@a.b"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@firm.example", "a".repeat(250));
        for bad in [
            "",
            "kim",
            "kim@",
            "@firm.example",
            "kim@firm",
            "a b@c.d",
            "a@b@c.d",
            "a@.b",
            "a@b.",
            "홍@b.c",
            "a@b.c\n",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named() {
        let named = |new: NewAccount, is_firm| {
            check(&new, is_firm).into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        let fine =
            NewAccount { login: "officer-kim".into(), name: "김담당".into(), ..NewAccount::default() };
        assert!(named(fine.clone(), false).is_empty());
        assert_eq!(named(fine.clone(), true), ["login"]);
        let bad = NewAccount {
            login: "Kim!".into(),
            name: "\u{7}".into(),
            email: Some("nowhere".into()),
            organisation_name: "가".repeat(101),
            ..fine
        };
        assert_eq!(named(bad, false), ["login", "name", "organisation", "email"]);
    }

    #[test]
    fn a_new_account_does_not_show_its_password_in_a_log() {
        let new = NewAccount { password: "a quiet sentence".into(), ..NewAccount::default() };
        assert!(!format!("{new:?}").contains("quiet"));
    }
}
