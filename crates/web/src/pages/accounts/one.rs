//! `GET /accounts/{id}`: one account with its roles, and what can be done with it.

use super::{may, place};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::session::{Signed, private};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::collections::HashMap;
use teukgu_domain::account::{Account, Grant, Role, Scope};
use teukgu_domain::ids::AccountId;
use teukgu_domain::text::Text;
use teukgu_office::casework::{InputFault, Raw};

/// Keys of what can be told of an act that led back here.
const DONE: [&str; 4] = ["account-granted", "account-revoked", "account-signed-out", "account-closed-now"];

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    p: Page,
    account: Account,
    roles: Vec<Row>,
    scopes: Vec<(String, String)>,
    choices: Vec<Role>,
    /// Those of [`ACTIONS`] that the reader may do.
    possible: Vec<&'static str>,
    told: Told,
    sent: Raw,
}

/// What the page tells beside the account: what is wrong, or what was done.
#[derive(Default)]
pub(super) struct Told {
    pub(super) faults: Vec<InputFault>,
    /// Key of what was done.
    pub(super) done: Option<&'static str>,
    /// Password that was made up; shown this once.
    pub(super) password: Option<String>,
}

/// A role as the page shows it.
struct Row {
    role: Text,
    key: &'static str,
    place: String,
    scope: String,
    term: String,
    is_now: bool,
    /// True for one that is over.
    is_past: bool,
}

/// What can be done with an account here, as the permission matrix calls it.
const ACTIONS: [&str; 5] =
    ["account.grant", "account.revoke", "account.reset_password", "account.sign_out", "account.close"];

/// Reads the id of an account from an address.
pub(super) fn id(text: &str) -> Result<AccountId, PageError> {
    AccountId::parse(text).map_err(|_| PageError::not_found())
}

pub(super) async fn show(signed: Signed, Path(text): Path<String>) -> PageResult {
    let asked = Asked::read(&signed.visit.query).get("done");
    let done = DONE.into_iter().find(|key| *key == asked);
    page(&signed, &id(&text)?, Told { done, ..Told::default() }, &Raw::default()).await
}

/// A visitor who opens the address of a button by itself is shown the account.
pub(super) async fn again(signed: Signed, Path(parts): Path<HashMap<String, String>>) -> Response {
    let id = parts.get("id").cloned().unwrap_or_default();
    signed.on(&format!("/accounts/{}", Page::encoded(&id)))
}

pub(super) async fn page(signed: &Signed, id: &AccountId, told: Told, sent: &Raw) -> PageResult {
    let who = signed.who();
    // Whoever may not see all accounts has no business with this page, not even with their own account.
    if !may(&who, "account.list", id) {
        return Err(PageError::not_found());
    }
    let account = signed.visit.portal.office().people().account(id).await?;
    let account = account.ok_or_else(PageError::not_found)?;
    let mut p = signed.page("accounts", "account").under_key("accounts", "/accounts");
    account.name.clone_into(&mut p.title);
    let can = |action: &&str| !account.is_closed && may(&who, action, id);
    let template = AccountPage {
        roles: account.grants.iter().map(|grant| row(&p, grant)).collect(),
        scopes: scopes(&p),
        choices: super::roles_to_give(),
        possible: ACTIONS.into_iter().filter(can).collect(),
        sent: sent.clone(),
        account,
        told,
        p,
    };
    private(render(&template, &template.p))
}

fn row(p: &Page, grant: &Grant) -> Row {
    Row {
        role: grant.role.name(),
        key: grant.role.key(),
        place: place(p, &grant.scope),
        scope: write(&grant.scope),
        term: grant.term.display(p.lang),
        is_now: grant.term.contains(p.today),
        is_past: grant.term.until.is_some_and(|until| until < p.today),
    }
}

/// Lists where a role can hold: value and name.
fn scopes(p: &Page) -> Vec<(String, String)> {
    let programmes = p.view.snapshot().programmes().into_iter();
    let programmes = programmes.map(|programme| Scope::Programme(programme.id.clone()));
    let scopes = [Scope::Zone, Scope::Committee].into_iter().chain(programmes);
    scopes.map(|scope| (write(&scope), place(p, &scope))).collect()
}

/// Writes where a role holds for a form; [`read`] takes it back.
fn write(scope: &Scope) -> String {
    match scope {
        Scope::Zone => "zone".to_owned(),
        Scope::Committee => "committee".to_owned(),
        Scope::Programme(id) => format!("programme:{id}"),
        Scope::Case(id) => format!("case:{id}"),
    }
}

/// Reads where a role holds.
pub(super) fn read(text: &str) -> Option<Scope> {
    use teukgu_domain::ids::{CaseId, ProgrammeId};
    match text.split_once(':') {
        None if text == "zone" => Some(Scope::Zone),
        None if text == "committee" => Some(Scope::Committee),
        Some(("programme", id)) => ProgrammeId::parse(id).ok().map(Scope::Programme),
        Some(("case", id)) => CaseId::parse(id).ok().map(Scope::Case),
        _ => None,
    }
}

impl AccountPage {
    fn fault(&self, field: &str) -> Option<&str> {
        self.told.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }

    fn may(&self, action: &str) -> bool {
        self.possible.contains(&action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_role_holds_is_read_as_it_is_written() {
        for text in ["zone", "committee", "programme:talent", "case:2026-00042"] {
            assert_eq!(read(text).map(|scope| write(&scope)).as_deref(), Some(text));
        }
        for text in ["", "country", "zone:x", "programme:", "case:", "case:a b"] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
