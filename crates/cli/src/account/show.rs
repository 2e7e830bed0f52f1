//! Accounts as text and as JSON.

use crate::args::Settings;
use crate::failure::Failure;
use crate::out::{self, Side};
use serde::Serialize;
use teukgu_domain::account::{Account, Grant, Scope};
use teukgu_domain::text::{Lang, Text};

#[derive(Serialize)]
struct AccountLine<'a> {
    id: &'a str,
    login: &'a str,
    name: &'a str,
    email: Option<&'a str>,
    organisation: &'a str,
    letters: Lang,
    is_closed: bool,
    is_invented: bool,
    is_linked: bool,
    roles: Vec<RoleLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_password: Option<&'a str>,
}

#[derive(Serialize)]
struct RoleLine {
    role: &'static str,
    scope: String,
    from: String,
    to: Option<String>,
}

/// Prints accounts, one a line.
pub(super) fn list(accounts: &[Account], settings: Settings) -> Result<(), Failure> {
    if settings.is_json() {
        return Ok(out::json(&accounts.iter().map(|account| line(account, None)).collect::<Vec<_>>())?);
    }
    let rows: Vec<_> = accounts.iter().map(|account| row(account, settings.lang)).collect();
    Ok(out::text(&out::table(&[Side::Left; 5], &rows))?)
}

/// Prints one account, with a password that was made up.
pub(super) fn one(account: &Account, initial: Option<&str>, settings: Settings) -> Result<(), Failure> {
    if settings.is_json() {
        return Ok(out::json(&line(account, initial))?);
    }
    let mut text = out::table(&[Side::Left; 5], &[row(account, settings.lang)]);
    if let Some(password) = initial {
        let told = Text::new(
            format!(
                "  처음 비밀번호: {password}\n  다시 보여 주지 않습니다. 처음 로그인할 때 바꾸게 됩니다.\n"
            ),
            format!(
                "  initial password: {password}\n  It is not shown again, and is replaced at the first sign-in.\n"
            ),
        );
        text.push_str(told.get(settings.lang));
    }
    Ok(out::text(&text)?)
}

fn line<'a>(account: &'a Account, initial_password: Option<&'a str>) -> AccountLine<'a> {
    AccountLine {
        id: account.id.as_str(),
        login: &account.login,
        name: &account.name,
        email: account.email.as_deref(),
        organisation: &account.organisation_name,
        letters: account.lang,
        is_closed: account.is_closed,
        is_invented: account.is_invented,
        is_linked: account.identity.is_some(),
        roles: account.grants.iter().map(role).collect(),
        initial_password,
    }
}

fn role(grant: &Grant) -> RoleLine {
    RoleLine {
        role: grant.role.key(),
        scope: scope(&grant.scope),
        from: grant.term.from.to_string(),
        to: grant.term.until.map(|day| day.to_string()),
    }
}

fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Zone => "zone".to_owned(),
        Scope::Committee => "committee".to_owned(),
        Scope::Programme(id) => format!("programme:{id}"),
        Scope::Case(id) => format!("case:{id}"),
    }
}

fn row(account: &Account, lang: Lang) -> Vec<String> {
    let state = match (account.is_closed, account.is_invented) {
        (true, _) => Text::new("폐쇄", "closed"),
        (false, true) => Text::new("가상", "invented"),
        (false, false) => Text::default(),
    };
    let roles: Vec<String> = account.grants.iter().map(|grant| held(grant, lang)).collect();
    vec![
        account.id.to_string(),
        account.login.clone(),
        account.name.clone(),
        roles.join(", "),
        state.get(lang).to_owned(),
    ]
}

fn held(grant: &Grant, lang: Lang) -> String {
    let name = grant.role.name();
    let place = match &grant.scope {
        Scope::Zone => String::new(),
        elsewhere => format!(" {}", scope(elsewhere)),
    };
    format!("{}{place} ({})", name.get(lang), grant.term.display(lang))
}
