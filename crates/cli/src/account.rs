//! `teukgu account`: who may sign in, and in which roles, from the machine itself.

mod show;

use crate::args::{Account as AccountArgs, AccountOpen, AccountVerb, Holds, PasswordSource, Settings};
use crate::failure::Failure;
use crate::machine::{MachineChance, MachineClock};
use crate::{builtin, law_folder, place};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::ids::AccountId;
use teukgu_domain::text::Text;
use teukgu_office::Office;
use teukgu_office::effect::Tables;
use teukgu_office::people::{Doer, NewAccount, NewGrant, PeopleFault};
use teukgu_store::Store;

/// A password fits into far less; more is something else.
const LARGEST_PASSWORD: u64 = 4 << 10;

/// Looks after accounts.
pub(crate) fn run(args: &AccountArgs, settings: Settings) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let is_reading = matches!(args.verb, AccountVerb::List(_));
        let store =
            if is_reading { args.place.open_reading().await? } else { args.place.open_existing().await? };
        let done = carry_out(args, settings, &store).await;
        store.close().await?;
        done.map(|()| ExitCode::SUCCESS)
    })
}

async fn carry_out(args: &AccountArgs, settings: Settings, store: &Arc<dyn Store>) -> Result<(), Failure> {
    let zone = place::one_zone(&**store, args.zone.as_deref()).await?;
    let law = law_folder::edition(None, settings.lang)?;
    let reference = builtin::reference(builtin::codes()?, law, Tables::default())?;
    let (clock, chance) = (Arc::new(MachineClock), Arc::new(MachineChance));
    let office = Office::open(Arc::clone(store), clock, chance, zone, reference).await?;
    let (people, by) = (office.people(), Doer::Machine);
    match &args.verb {
        AccountVerb::List(list) => show::list(&all(&office, &list.words.join(" ")).await?, settings),
        AccountVerb::Open(open) => open_account(&office, open, settings).await,
        AccountVerb::Grant(grant) => {
            let id = find(&office, &grant.account).await?;
            let new = to_give(grant.role, &grant.holds);
            show::one(&people.grant(by, &id, new).await?, None, settings)
        }
        AccountVerb::Revoke(revoke) => {
            let id = find(&office, &revoke.account).await?;
            show::one(&people.revoke(by, &id, revoke.role, &revoke.scope).await?, None, settings)
        }
        AccountVerb::Close(close) => {
            let id = find(&office, &close.account).await?;
            show::one(&people.close(by, &id).await?, None, settings)
        }
        AccountVerb::Password(password) => {
            let id = find(&office, &password.account).await?;
            let new = read_password(&password.password)?;
            let made_up = people.reset_password(by, &id, new.as_deref()).await?;
            let account = people.account(&id).await?.ok_or_else(|| no_account(&password.account))?;
            show::one(&account, made_up.as_deref(), settings)
        }
    }
}

async fn open_account(office: &Office, open: &AccountOpen, settings: Settings) -> Result<(), Failure> {
    let new = NewAccount {
        login: open.login.clone(),
        name: open.name.clone(),
        email: open.email.clone(),
        lang: open.letters,
        organisation_name: open.organisation.clone(),
        password: read_password(&open.password)?.unwrap_or_default(),
        ..NewAccount::default()
    };
    let grants = open.roles.iter().map(|role| to_give(*role, &open.holds)).collect();
    let opened = office.people().open(Doer::Machine, new, grants).await?;
    show::one(&opened.account, opened.initial_password.as_deref(), settings)
}

async fn all(office: &Office, words: &str) -> Result<Vec<Account>, Failure> {
    let mut accounts: Vec<Account> = Vec::new();
    loop {
        let after = accounts.last().map(|account| account.id.clone());
        let page = office.people().list(Doer::Machine, words, after.as_ref()).await?;
        if page.is_empty() {
            return Ok(accounts);
        }
        accounts.extend(page);
    }
}

/// Finds an account by its login, or by its id.
async fn find(office: &Office, named: &str) -> Result<AccountId, Failure> {
    if let Some(account) = office.people().by_login(named).await? {
        return Ok(account.id);
    }
    let id = AccountId::parse(named).map_err(|_| no_account(named))?;
    let found = office.people().account(&id).await?;
    found.map(|account| account.id).ok_or_else(|| no_account(named))
}

fn no_account(named: &str) -> Failure {
    PeopleFault::NoAccount { named: named.escape_debug().to_string() }.into()
}

fn to_give(role: Role, holds: &Holds) -> NewGrant {
    NewGrant { role, scope: holds.scope.clone(), from: holds.from, until: holds.to }
}

fn read_password(source: &PasswordSource) -> Result<Option<String>, Failure> {
    let Some(file) = source.password_file.as_deref() else { return Ok(None) };
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(LARGEST_PASSWORD).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LARGEST_PASSWORD).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::unreadable(file, &error))?;
    match text.lines().next().map(str::trim) {
        None | Some("") => Err(no_password(file)),
        Some(password) => Ok(Some(password.to_owned())),
    }
}

fn no_password(file: &Path) -> Failure {
    let file = file.display();
    Failure::input(
        Text::new(format!("`{file}`: 비밀번호가 없습니다"), format!("`{file}`: there is no password")),
        Text::new(
            "첫 줄에 비밀번호를 적거나, `--password-file` 없이 실행해 새로 만들게 하세요",
            "write it into the first line, or leave `--password-file` out to have one made up",
        ),
    )
}

impl From<PeopleFault> for Failure {
    fn from(fault: PeopleFault) -> Self {
        match fault {
            PeopleFault::Office(error) => error.into(),
            fault => Self::input(fault.message(), fault.help()),
        }
    }
}
