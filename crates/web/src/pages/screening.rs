//! `/desk/screening`: which establishments lie in the zone and meet the conditions of its special cases, and who of them
//! has not applied.

mod export;
mod list;
mod load;
mod one;
mod query;
mod remove;

use crate::error::{PageError, with_help};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::Signed;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use teukgu_domain::ids::ScreeningId;
use teukgu_domain::text::Text;
use teukgu_office::policy::{self, Resource};
use teukgu_office::screening::{LARGEST_FILE, OpenedScreening, Said, ScreeningFault};

/// Largest file with what belongs to it, such as a map of columns.
const LARGEST: usize = LARGEST_FILE + (256 << 10);

pub(super) fn routes() -> Router<Portal> {
    let uploads = [
        ("/desk/screening/result", post(load::result).get(again)),
        ("/desk/screening/register", post(load::register).get(again)),
    ];
    let pages = [
        ("/desk/screening", get(list::show)),
        ("/desk/screening/{id}", get(one::show)),
        ("/desk/screening/{id}/list.csv", get(export::list)),
        ("/desk/screening/{id}/invitations.csv", get(export::invitations)),
        ("/desk/screening/{id}/remove", post(remove::remove).get(again)),
    ];
    lang::routes(uploads).layer(DefaultBodyLimit::max(LARGEST)).merge(lang::routes(pages))
}

async fn again(signed: Signed) -> Response {
    signed.on("/desk/screening")
}

/// Somebody who may load a screening; anybody else is told so before the file is read.
struct MayLoad;

impl FromRequestParts<Portal> for MayLoad {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Response> {
        let signed = Signed::from_request_parts(parts, portal).await?;
        let decision = policy::allow(&signed.who(), "screening.load", &Resource::default());
        if decision.allowed {
            return Ok(Self);
        }
        let fault = ScreeningFault::Forbidden { rule: decision.rule.to_owned() };
        Err(PageError::from(fault).into_response())
    }
}

/// Opens the screening of an address.
async fn open(signed: &Signed, id: &str) -> Result<OpenedScreening, PageError> {
    let id = ScreeningId::parse(id).map_err(|_| PageError::not_found())?;
    Ok(signed.visit.portal.office().screenings().open(&signed.who(), &id).await?)
}

/// Returns what is said of an establishment, in words; the engine says "requirements met", never "approved".
fn said(p: &Page, said: Said) -> String {
    p.t(match said {
        Said::NotYet => "screening-not-yet",
        Said::Applied => "screening-applied",
        Said::Unknown => "screening-unknown",
        Said::NotMet => "screening-not-met",
        Said::NotInForce => "screening-not-in-force",
    })
}

/// Returns the page about a provision: that of the special case, or of the law.
fn about(p: &Page, provision: &str) -> String {
    let granted = p.view.snapshot().provisions();
    let is_granted = granted.iter().any(|granted| granted.id.as_str() == provision);
    let folder = if is_granted { "/special-cases/" } else { "/law/" };
    p.href(&format!("{folder}{provision}"))
}

/// Returns the name of a provision as the law has it today, if the screening has none.
fn name(signed: &Signed, id: &str, known: Option<&Text>) -> Text {
    let law = signed.visit.portal.office().law().law();
    let named = || law.provision(id).map(|provision| provision.name.clone());
    known.cloned().or_else(named).unwrap_or_else(|| Text::new(id, id))
}

impl From<ScreeningFault> for PageError {
    fn from(fault: ScreeningFault) -> Self {
        let status = match fault {
            ScreeningFault::Office(error) => return error.into(),
            ScreeningFault::NotFound => return Self::not_found(),
            ScreeningFault::Forbidden { .. } => StatusCode::FORBIDDEN,
            ScreeningFault::Form(_) | ScreeningFault::File(_) => StatusCode::UNPROCESSABLE_ENTITY,
            ScreeningFault::Full | ScreeningFault::Moved => StatusCode::CONFLICT,
        };
        Self::refused(status, with_help(&fault.message(), &fault.help()))
    }
}
