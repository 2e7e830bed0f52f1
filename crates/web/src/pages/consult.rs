//! `/consult/{token}`: what an authority without an account is asked, and what it answers.
//!
//! Whoever has the link is let in, so nothing of these pages is kept, found by a search engine, or told to another site.

mod opinion;

use super::case::download;
use super::organisations::asked::Asked;
use super::sign_in::check_origin;
use crate::error::{PageError, PageResult, render, with_faults, with_help};
use crate::lang;
use crate::page::Page;
use crate::portal::Portal;
use crate::session::{on, private};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use opinion::{Choice, Said};
use teukgu_domain::case::CaseDocument;
use teukgu_domain::ids::DocumentId;
use teukgu_office::casework::{CaseFault, Casework, ConsulteeView, GivenAnswer, InputFault, LinkState, Raw};
use teukgu_office::policy::{Link, Who};

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/consult/{token}", get(show).post(respond)),
        ("/consult/{token}/again", post(again).get(back)),
        ("/consult/{token}/documents/{document}", get(open)),
    ];
    lang::routes(pages)
}

#[derive(Template)]
#[template(path = "consult.html")]
struct Consult {
    p: Page,
    token: String,
    asked: Box<ConsulteeView>,
    /// When the link stops to work.
    open_until: String,
    said: Said,
    faults: Vec<InputFault>,
}

#[derive(Template)]
#[template(path = "consult-closed.html")]
struct Closed {
    p: Page,
    token: String,
    /// Covered address that a new link goes to; `None` if the consultation is over.
    address: Option<String>,
    is_sent: bool,
    is_thanked: bool,
    /// What was written and came too late to be taken.
    unsent: String,
}

async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let state = casework(&visit).link(&token).await?;
    page(&visit, token, state, Said::default(), Vec::new())
}

/// Shows what a link leads to.
fn page(visit: &Visit, token: String, state: LinkState, said: Said, faults: Vec<InputFault>) -> PageResult {
    match state {
        LinkState::Open(asked) => open_page(visit, token, asked, said, faults),
        LinkState::RunOut { address } => closed_page(visit, token, Some(address), said.text),
        LinkState::Over => closed_page(visit, token, None, said.text),
    }
}

fn open_page(
    visit: &Visit,
    token: String,
    asked: Box<ConsulteeView>,
    said: Said,
    faults: Vec<InputFault>,
) -> PageResult {
    let mut p = visit.page("", "consult");
    asked.view.case.title.clone_into(&mut p.title);
    let open_until = asked.consultation.invitation.as_ref().map(|sent| p.moment(&sent.expires_at));
    let template = Consult { open_until: open_until.unwrap_or_default(), p, token, asked, said, faults };
    sealed(render(&template, &template.p))
}

fn closed_page(visit: &Visit, token: String, address: Option<String>, unsent: String) -> PageResult {
    let query = Asked::read(&visit.query);
    let is_thanked = address.is_none() && query.is_ticked("done");
    let title = match (&address, is_thanked) {
        (Some(_), _) => "consult-run-out",
        (None, true) => "consult-thanks",
        (None, false) => "consult-over",
    };
    let is_sent = query.is_ticked("sent");
    let template = Closed { p: visit.page("", title), token, address, is_sent, is_thanked, unsent };
    sealed(render(&template, &template.p))
}

/// Takes the opinion of the authority.
async fn respond(
    visit: Visit,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    check_origin(&headers)?;
    let said = Said::read(&Raw::new(pairs));
    let (opinion, faults) = said.check();
    let Some(opinion) = opinion.filter(|_| faults.is_empty()) else {
        return faulty(&visit, token, said, faults).await;
    };
    let answered = casework(&visit).respond(&token, opinion, said.text.clone(), said.name.clone()).await;
    match answered {
        Ok(_) => Ok(on(&format!("{}?done=1", address(&visit, &token)))),
        // The link ran out while the form was filled in; what was written is shown again, not lost.
        Err(CaseFault::NotFound) => faulty(&visit, token, said, Vec::new()).await,
        Err(fault @ (CaseFault::Moved | CaseFault::Refused(_))) => {
            let message = with_help(&fault.message(), &fault.help());
            let fault = InputFault { field: "opinion".to_owned(), message };
            faulty(&visit, token, said, vec![fault]).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Shows the form again with what is wrong.
async fn faulty(visit: &Visit, token: String, said: Said, faults: Vec<InputFault>) -> PageResult {
    let state = casework(visit).link(&token).await?;
    with_faults(StatusCode::UNPROCESSABLE_ENTITY, page(visit, token, state, said, faults))
}

/// Sends a new link to the address of the authority, and to nobody else.
async fn again(visit: Visit, headers: HeaderMap, Path(token): Path<String>) -> Result<Response, PageError> {
    check_origin(&headers)?;
    match casework(&visit).send_link_again(&token).await {
        // Somebody else who has the link asked in the same moment, so one is on its way.
        Ok(()) | Err(CaseFault::Moved) => Ok(on(&format!("{}?sent=1", address(&visit, &token)))),
        // The consultation ended meanwhile; its page says so.
        Err(CaseFault::Refused(_)) => Ok(on(&address(&visit, &token))),
        Err(fault) => Err(fault.into()),
    }
}

/// A visitor who opens the address of the button by itself is shown its page.
async fn back(visit: Visit, Path(token): Path<String>) -> Response {
    on(&address(&visit, &token))
}

/// Hands out a paper that the authority may read.
async fn open(visit: Visit, Path((token, document)): Path<(String, String)>) -> Result<Response, PageError> {
    let document = DocumentId::parse(document).map_err(|_| PageError::not_found())?;
    let LinkState::Open(asked) = casework(&visit).link(&token).await? else {
        return Ok(on(&address(&visit, &token)));
    };
    let case = asked.view.case.id.clone();
    let link = Link { case: case.clone(), consultation: asked.consultation.number };
    let who = Who { account: None, link: Some(&link), today: visit.portal.office().today() };
    sealed(Ok(download(casework(&visit).open_document(&who, &case, &document, false).await?)))
}

fn casework(visit: &Visit) -> Casework<'_> {
    visit.portal.office().casework()
}

fn address(visit: &Visit, token: &str) -> String {
    // A token that led somewhere has no character with a meaning in an address; any other leads nowhere.
    lang::join(visit.lang, &format!("/consult/{}", Page::encoded(token)))
}

/// Keeps a page from caches, search engines and other sites.
fn sealed(page: PageResult) -> PageResult {
    let mut response = private(page)?;
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

impl Consult {
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| self.p.w(&fault.message))
    }

    fn choices(&self) -> Vec<Choice> {
        self.said.choices()
    }

    /// Lists what the applicant wrote, without what is about persons: that is no matter of the authority.
    fn answers(&self) -> impl Iterator<Item = &GivenAnswer> {
        self.asked.view.answers.iter().filter(|answer| !answer.personal)
    }

    fn is_late(&self) -> bool {
        self.p.today > self.asked.consultation.until
    }

    fn basis(&self) -> String {
        let cites = self.asked.view.procedure.basis.cite.iter();
        cites.map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    fn size(&self, document: &CaseDocument) -> String {
        let size = document.redaction.as_ref().map_or(document.size, |copy| copy.size);
        format!("{} KB", self.p.number(&i64::try_from(size.div_ceil(1024)).unwrap_or(i64::MAX)))
    }

    #[expect(clippy::unused_self, reason = "the template asks itself")]
    fn name<'a>(&self, document: &'a CaseDocument) -> &'a str {
        document.redaction.as_ref().map_or(document.name.as_str(), |copy| copy.name.as_str())
    }
}
