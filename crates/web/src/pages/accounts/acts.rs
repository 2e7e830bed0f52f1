//! What an administrator does with an account: gives and takes roles, makes up a password, closes it.

use super::one::{self, Told};
use super::told;
use crate::error::{PageError, with_faults};
use crate::session::{Sent, Signed};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use teukgu_domain::Date;
use teukgu_domain::account::{Role, Scope};
use teukgu_domain::ids::{AccountId, CaseId};
use teukgu_domain::text::Text;
use teukgu_office::casework::{InputFault, Raw};
use teukgu_office::people::{Doer, NewGrant, PeopleFault};

pub(super) async fn grant(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let (id, signed) = (one::id(&id)?, &sent.signed);
    let done = match new_grant(&sent.raw) {
        Ok(new) => {
            let people = signed.visit.portal.office().people();
            people.grant(Doer::Somebody(&signed.who()), &id, new).await.map(|_| ())
        }
        Err(faults) => Err(PeopleFault::Form(faults)),
    };
    answer(signed, &id, done, "account-granted", &sent.raw).await
}

pub(super) async fn revoke(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let (id, signed) = (one::id(&id)?, &sent.signed);
    let (role, scope) = (Role::find_by_key(sent.raw.get("role")), one::read(sent.raw.get("scope")));
    let (Some(role), Some(scope)) = (role, scope) else { return Err(PageError::not_found()) };
    let people = signed.visit.portal.office().people();
    let done = people.revoke(Doer::Somebody(&signed.who()), &id, role, &scope).await;
    answer(signed, &id, done.map(|_| ()), "account-revoked", &sent.raw).await
}

/// Makes up a password, which is told on the page that follows and nowhere else.
pub(super) async fn reset_password(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let (id, signed) = (one::id(&id)?, &sent.signed);
    let people = signed.visit.portal.office().people();
    match people.reset_password(Doer::Somebody(&signed.who()), &id, None).await {
        Ok(password) => one::page(signed, &id, Told { password, ..Told::default() }, &sent.raw).await,
        Err(fault) => answer(signed, &id, Err(fault), "", &sent.raw).await,
    }
}

pub(super) async fn sign_out(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let (id, signed) = (one::id(&id)?, &sent.signed);
    if !super::may(&signed.who(), "account.sign_out", &id) {
        return Err(PageError::not_found());
    }
    signed.visit.portal.office().people().sign_out_everywhere(&id).await?;
    answer(signed, &id, Ok(()), "account-signed-out", &sent.raw).await
}

pub(super) async fn close(Path(id): Path<String>, sent: Sent) -> Result<Response, PageError> {
    let (id, signed) = (one::id(&id)?, &sent.signed);
    let done = if sent.raw.get("sure") == "yes" {
        let people = signed.visit.portal.office().people();
        people.close(Doer::Somebody(&signed.who()), &id).await.map(|_| ())
    } else {
        let (ko, en) = ("폐쇄하려면 아래 칸에 표시하세요", "Tick the box to close the account");
        Err(PeopleFault::Form(vec![fault("sure", ko, en)]))
    };
    answer(signed, &id, done, "account-closed-now", &sent.raw).await
}

/// Goes back to the account and says what was done, or shows it with what is wrong and what was written.
async fn answer(
    signed: &Signed,
    id: &AccountId,
    done: Result<(), PeopleFault>,
    said: &str,
    raw: &Raw,
) -> Result<Response, PageError> {
    let (status, faults) = match done {
        Ok(()) => return Ok(signed.on(&format!("/accounts/{id}?done={said}"))),
        Err(PeopleFault::Form(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(fault @ (PeopleFault::Moved | PeopleFault::Closed | PeopleFault::NoGrant { .. })) => {
            (StatusCode::CONFLICT, vec![InputFault { field: "roles".to_owned(), message: told(&fault) }])
        }
        Err(fault) => return Err(fault.into()),
    };
    with_faults(status, one::page(signed, id, Told { faults, ..Told::default() }, raw).await)
}

/// Reads a role that is to be given.
pub(super) fn new_grant(raw: &Raw) -> Result<NewGrant, Vec<InputFault>> {
    let mut faults = Vec::new();
    let role = Role::find_by_key(raw.get("role"));
    if role.is_none() {
        faults.push(fault("role", "역할을 고르세요", "Choose a role"));
    }
    let scope = scope(raw);
    if scope.is_none() {
        faults.push(fault(
            "case",
            "접수번호를 적으세요. 예: 2026-00042",
            "Enter the number of a case, such as 2026-00042",
        ));
    }
    let mut day = |name: &str| {
        let said = raw.get(name);
        let read: Option<Date> = said.parse().ok();
        if read.is_none() && !said.is_empty() {
            faults.push(fault(name, "날짜를 적으세요. 예: 2027-03-04", "Enter a day such as 2027-03-04"));
        }
        read
    };
    let (from, until) = (day("from"), day("until"));
    match (role, scope) {
        (Some(role), Some(scope)) if faults.is_empty() => Ok(NewGrant { role, scope, from, until }),
        _ => Err(faults),
    }
}

/// Reads where a role is to hold; for one case its number stands in a field of its own.
fn scope(raw: &Raw) -> Option<Scope> {
    match raw.get("scope") {
        "" => Some(Scope::Zone),
        "case" => CaseId::parse(raw.get("case")).ok().map(Scope::Case),
        other => one::read(other),
    }
}

fn fault(field: &str, ko: &str, en: &str) -> InputFault {
    InputFault { field: field.to_owned(), message: Text::new(ko, en) }
}
