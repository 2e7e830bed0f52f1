//! `/accounts/new`: an account is opened for somebody, with a password that is told once.

use super::acts::new_grant;
use super::one::{self, Told};
use crate::error::{PageError, PageResult, render, with_faults};
use crate::page::Page;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::account::Role;
use teukgu_domain::text::Lang;
use teukgu_office::casework::{InputFault, Raw};
use teukgu_office::people::{Doer, NewAccount, NewGrant, PeopleFault};
use teukgu_office::policy::{self, Resource};

#[derive(Template)]
#[template(path = "account-new.html")]
struct NewPage {
    p: Page,
    choices: Vec<Role>,
    sent: Raw,
    faults: Vec<InputFault>,
}

impl NewPage {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }
}

pub(super) async fn show(signed: Signed) -> PageResult {
    if !policy::allow(&signed.who(), "account.open", &Resource::default()).allowed {
        return Err(PageError::not_found());
    }
    page(&signed, Raw::default(), Vec::new())
}

fn page(signed: &Signed, sent: Raw, faults: Vec<InputFault>) -> PageResult {
    let p = signed.page("accounts", "account-new").under_key("accounts", "/accounts");
    let template = NewPage { p, choices: super::roles_to_give(), sent, faults };
    private(render(&template, &template.p))
}

pub(super) async fn open(sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let done = match grants(&sent.raw) {
        Ok(grants) => {
            let people = signed.visit.portal.office().people();
            people.open(Doer::Somebody(&signed.who()), new_account(&sent.raw), grants).await
        }
        Err(faults) => Err(PeopleFault::Form(faults)),
    };
    match done {
        Ok(opened) => {
            let told =
                Told { done: Some("account-opened"), password: opened.initial_password, ..Told::default() };
            one::page(signed, &opened.account.id, told, &Raw::default()).await
        }
        Err(PeopleFault::Form(faults)) => {
            with_faults(StatusCode::UNPROCESSABLE_ENTITY, page(signed, sent.raw, faults))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Reads the first role; an account without one can be opened, and gets its roles later.
fn grants(raw: &Raw) -> Result<Vec<NewGrant>, Vec<InputFault>> {
    if raw.get("role").is_empty() { Ok(Vec::new()) } else { new_grant(raw).map(|grant| vec![grant]) }
}

fn new_account(raw: &Raw) -> NewAccount {
    let email = raw.get("email");
    NewAccount {
        login: raw.get("login").to_owned(),
        name: raw.get("name").to_owned(),
        email: (!email.is_empty()).then(|| email.to_owned()),
        lang: if raw.get("lang") == "en" { Lang::En } else { Lang::Ko },
        organisation_name: raw.get("organisation").to_owned(),
        ..NewAccount::default()
    }
}
