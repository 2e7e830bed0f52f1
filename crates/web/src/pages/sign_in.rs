//! `GET /sign-in`, `POST /sign-in`, `POST /sign-out`, `GET /register`, `POST /register`: coming and going.

pub(super) mod provider;

use crate::error::{PageError, PageResult, render};
use crate::front::Peer;
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use crate::portal::Portal;
use crate::session::{self, Sent, on, private};
use crate::settings::safe_return;
use crate::visit::Visit;
use crate::{guard, lang};
use askama::Template;
use axum::Form;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use std::net::IpAddr;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::casework::{InputFault, Raw};
use teukgu_office::people::{NewAccount, SignedIn};

pub(super) fn routes() -> Router<Portal> {
    let pages = [
        ("/sign-in", get(show).post(sign_in)),
        ("/register", get(show_register).post(register)),
        ("/sign-out", post(sign_out).get(away)),
    ];
    let router = lang::routes(pages);
    router
        .route("/sign-in/provider", get(provider::begin))
        .route(&lang::join(Lang::En, "/sign-in/provider"), get(provider::begin))
        .route(provider::BACK, get(provider::end))
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignIn {
    p: Page,
    login: String,
    back: String,
    faults: Vec<InputFault>,
    is_out: bool,
    /// True if any role of an invented year may be taken.
    is_demo: bool,
    /// Where to sign in with the provider of the organisation, and what the button says.
    provider: Option<(String, Text)>,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Register {
    p: Page,
    raw: Raw,
    faults: Vec<InputFault>,
}

impl SignIn {
    /// Id of the button of the provider, to which its faults lead.
    const PROVIDER: &'static str = "provider";

    fn fault(&self, field: &str) -> Option<&str> {
        find(&self.faults, field, self.p.lang)
    }
}

impl Register {
    fn fault(&self, field: &str) -> Option<&str> {
        find(&self.faults, field, self.p.lang)
    }
}

fn find<'a>(faults: &'a [InputFault], field: &str, lang: Lang) -> Option<&'a str> {
    faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.get(lang))
}

async fn show(visit: Visit) -> PageResult {
    let asked = Asked::read(&visit.query);
    let (back, is_out) = (asked.get("back"), asked.is_ticked("out"));
    private(sign_in_page(&visit, String::new(), back, Vec::new(), is_out))
}

fn sign_in_page(
    visit: &Visit,
    login: String,
    back: String,
    faults: Vec<InputFault>,
    is_out: bool,
) -> PageResult {
    let p = visit.page("my", "sign-in");
    let config = visit.portal.config();
    let provider = config.sign_on.as_ref().map(|provider| {
        let href = format!("{}?back={}", p.href("/sign-in/provider"), Page::encoded(&back));
        (href, provider.name().clone())
    });
    let template = SignIn { login, back, faults, is_out, is_demo: config.is_demo, provider, p };
    render(&template, &template.p)
}

async fn sign_in(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    check_origin(&headers)?;
    let raw = Raw::new(pairs);
    let from = address(&visit, &headers);
    let people = visit.portal.office().people();
    match people.sign_in(raw.get("login"), raw.get("password"), &from).await? {
        Ok(signed_in) => Ok(welcome(&visit, &headers, &signed_in, raw.get("back"))),
        Err(fault) => {
            let fault = InputFault { field: "login".to_owned(), message: fault.message() };
            let (login, back) = (raw.get("login").to_owned(), raw.get("back").to_owned());
            private(sign_in_page(&visit, login, back, vec![fault], false))
        }
    }
}

/// Shows the page to sign in on with faults, and nothing filled in.
fn page_with(visit: &Visit, faults: Vec<InputFault>) -> PageResult {
    sign_in_page(visit, String::new(), String::new(), faults, false)
}

/// Lets a person in who has just proved who they are.
pub(super) fn welcome(visit: &Visit, headers: &HeaderMap, signed_in: &SignedIn, back: &str) -> Response {
    let to = match safe_return(back) {
        "/" => "/my",
        path => path,
    };
    welcome_at(visit, headers, signed_in, &lang::join(visit.lang, to))
}

/// Lets a person in and sends them to a page of this site, named with its language.
fn welcome_at(visit: &Visit, headers: &HeaderMap, signed_in: &SignedIn, to: &str) -> Response {
    let mut response = on(to);
    let cookie = session::cookie(&visit.portal, headers, Some(&signed_in.token));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

async fn sign_out(headers: HeaderMap, sent: Sent) -> Result<Response, PageError> {
    let visit = &sent.signed.visit;
    if let Some(token) = crate::cookies::find(&headers, session::COOKIE) {
        visit.portal.office().people().sign_out(token).await?;
    }
    let mut response = on(&format!("{}?out=1", lang::join(visit.lang, "/sign-in")));
    response.headers_mut().append(header::SET_COOKIE, session::cookie(&visit.portal, &headers, None));
    Ok(response)
}

/// A visitor who opens the address by itself is shown where to sign in.
async fn away(visit: Visit) -> Response {
    on(&lang::join(visit.lang, "/sign-in"))
}

async fn show_register(visit: Visit) -> PageResult {
    private(register_page(&visit, Raw::default(), Vec::new()))
}

fn register_page(visit: &Visit, raw: Raw, faults: Vec<InputFault>) -> PageResult {
    let p = visit.page("my", "register").under_key("sign-in", "/sign-in");
    let template = Register { p, raw, faults };
    render(&template, &template.p)
}

async fn register(
    visit: Visit,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    check_origin(&headers)?;
    let raw = Raw::new(pairs);
    let new = NewAccount {
        login: raw.get("login").to_owned(),
        name: raw.get("name").to_owned(),
        organisation_name: raw.get("organisation").to_owned(),
        lang: visit.lang,
        password: raw.get("password").to_owned(),
        ..NewAccount::default()
    };
    match visit.portal.office().people().register(new, &address(&visit, &headers)).await? {
        Ok(signed_in) => Ok(welcome(&visit, &headers, &signed_in, raw.get("back"))),
        Err(faults) => private(register_page(&visit, raw, faults)),
    }
}

/// Takes forms from this site only.
pub(super) fn check_origin(headers: &HeaderMap) -> Result<(), PageError> {
    if guard::is_from_here(headers) {
        return Ok(());
    }
    let text =
        Text::new("이 누리집의 화면에서 다시 보내 주세요", "send the form again from a page of this site");
    Err(PageError::refused(StatusCode::FORBIDDEN, text))
}

/// Returns the address that a visitor comes from, for counting attempts.
///
/// A proxy in front names it last, and is believed if it stands on this machine or in a private network; whoever
/// comes from elsewhere speaks for themselves.
pub(super) fn address(visit: &Visit, headers: &HeaderMap) -> String {
    let named = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let named = named.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    let Some(Peer(peer)) = visit.peer else { return "here".to_owned() };
    named.filter(|_| is_near(peer)).unwrap_or(peer).to_string()
}

const fn is_near(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    }
}
