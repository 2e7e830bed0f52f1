//! `/accounts`: who may sign in, and in which roles; for administrators, and for auditors to look at.

mod acts;
mod form;
mod one;

use super::organisations::asked::{self, Asked};
use crate::error::{PageError, PageResult, render, with_help};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::{Signed, private};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use teukgu_domain::account::{Account, Grant, Role, Scope};
use teukgu_domain::ids::AccountId;
use teukgu_domain::text::Text;
use teukgu_office::people::{Doer, PAGE, PeopleFault};
use teukgu_office::policy::{self, Resource, Who};

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/accounts", get(list)),
        ("/accounts/new", get(form::show).post(form::open)),
        ("/accounts/{id}", get(one::show)),
        ("/accounts/{id}/grant", post(acts::grant).get(one::again)),
        ("/accounts/{id}/revoke", post(acts::revoke).get(one::again)),
        ("/accounts/{id}/password", post(acts::reset_password).get(one::again)),
        ("/accounts/{id}/sign-out", post(acts::sign_out).get(one::again)),
        ("/accounts/{id}/close", post(acts::close).get(one::again)),
    ];
    lang::routes(pages)
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct Accounts {
    p: Page,
    rows: Vec<Account>,
    words: String,
    next: Option<String>,
    may_open: bool,
}

impl Accounts {
    /// Lists the roles that an account has today.
    fn roles<'a>(&self, account: &'a Account) -> impl Iterator<Item = &'a Grant> {
        account.grants_on(self.p.today)
    }
}

async fn list(signed: Signed) -> PageResult {
    let asked = Asked::read(&signed.visit.query);
    let (words, after) = (asked.get("q"), AccountId::parse(asked.get("after")).ok());
    let who = signed.who();
    let people = signed.visit.portal.office().people();
    let rows = people.list(Doer::Somebody(&who), &words, after.as_ref()).await?;
    let p = signed.page("accounts", "accounts");
    let last = rows.last().filter(|_| rows.len() >= PAGE as usize);
    let next = last.map(|account| asked::write(&[("q", &words), ("after", account.id.as_str())]));
    let next = next.map(|query| format!("{}{query}", p.href("/accounts")));
    let may_open = policy::allow(&who, "account.open", &Resource::default()).allowed;
    let template = Accounts { p, rows, words, next, may_open };
    private(render(&template, &template.p))
}

/// Returns true if somebody may do something with an account.
fn may(who: &Who<'_>, action: &str, account: &AccountId) -> bool {
    policy::allow(who, action, &Resource { owner: Some(account), ..Resource::default() }).allowed
}

/// Lists the roles that an administrator can give; an authority that is asked gets a link instead.
fn roles_to_give() -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::Consultee).collect()
}

/// Returns what the place of a role is called.
fn place(p: &Page, scope: &Scope) -> String {
    match scope {
        Scope::Zone => p.t("account-in-zone"),
        Scope::Committee => p.t("account-in-committee"),
        Scope::Case(id) => p.t1("account-in-case", "number", id),
        Scope::Programme(id) => {
            let programmes = p.view.snapshot().programmes();
            let named = programmes.iter().find(|programme| programme.id == *id);
            named.map_or_else(|| id.to_string(), |programme| p.w(&programme.name).to_owned())
        }
    }
}

impl From<PeopleFault> for PageError {
    fn from(fault: PeopleFault) -> Self {
        let status = match fault {
            PeopleFault::Office(error) => return error.into(),
            PeopleFault::NoAccount { .. } => return Self::not_found(),
            PeopleFault::Forbidden { .. } => StatusCode::FORBIDDEN,
            PeopleFault::SignIn(_) | PeopleFault::Form(_) => StatusCode::UNPROCESSABLE_ENTITY,
            PeopleFault::NoGrant { .. } | PeopleFault::Closed | PeopleFault::Moved => StatusCode::CONFLICT,
        };
        Self::refused(status, told(&fault))
    }
}

/// Says what is wrong, and what to do about it.
fn told(fault: &PeopleFault) -> Text {
    with_help(&fault.message(), &fault.help())
}
