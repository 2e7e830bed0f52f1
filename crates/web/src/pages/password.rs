//! `GET /my/password`, `POST /my/password`: another password, of one's own choosing.

use super::sign_in::{address, welcome};
use crate::error::{PageError, PageResult, render};
use crate::page::Page;
use crate::session::{Sent, Signed, private};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use teukgu_office::casework::InputFault;
use teukgu_office::people::PeopleFault;

#[derive(Template)]
#[template(path = "password.html")]
struct Password {
    p: Page,
    faults: Vec<InputFault>,
    must_change: bool,
}

impl Password {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }
}

pub(super) async fn show(signed: Signed) -> PageResult {
    page(&signed, Vec::new())
}

fn page(signed: &Signed, faults: Vec<InputFault>) -> PageResult {
    let p = signed.page("my", "password").under_key("my", "/my");
    let template = Password { p, faults, must_change: signed.session.must_change_password };
    private(render(&template, &template.p))
}

pub(super) async fn change(headers: HeaderMap, sent: Sent) -> Result<Response, PageError> {
    let signed = &sent.signed;
    let people = signed.visit.portal.office().people();
    let (old, new, from) = (sent.raw.get("old"), sent.raw.get("password"), address(&signed.visit, &headers));
    match people.set_own_password(&signed.who(), old, new, &from).await {
        Ok(signed_in) => Ok(welcome(&signed.visit, &headers, &signed_in, "/my")),
        Err(PeopleFault::Form(faults)) => page(signed, faults),
        Err(PeopleFault::SignIn(fault)) => {
            page(signed, vec![InputFault { field: "old".to_owned(), message: fault.message() }])
        }
        Err(error) => Err(error.into()),
    }
}
