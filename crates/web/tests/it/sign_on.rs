//! Signing in with a provider: into the browser that began, once, and to a page of this site.

use crate::support::{Reply, Site, site_with_provider};
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use teukgu_domain::text::Text;
use teukgu_office::sign_on::{Begun, Identity, SignOn, SignOnError};

/// A provider that says who everybody is, or what is wrong.
struct Provider {
    name: Text,
    answer: Mutex<Result<Identity, SignOnError>>,
    begins: Mutex<Result<(), SignOnError>>,
}

#[async_trait]
impl SignOn for Provider {
    fn name(&self) -> &Text {
        &self.name
    }

    async fn begin(&self, back: &str) -> Result<Begun, SignOnError> {
        self.begins.lock().unwrap().clone()?;
        Ok(Begun {
            url: format!("https://id.example/auth?state=own&redirect_uri={back}"),
            state: "own".to_owned(),
            nonce: "nonce".to_owned(),
            pkce_verifier: "verifier".to_owned(),
            back: back.to_owned(),
        })
    }

    async fn finish(&self, code: &str, kept: &Begun) -> Result<Identity, SignOnError> {
        assert_eq!((code, &*kept.nonce, &*kept.pkce_verifier), ("code", "nonce", "verifier"));
        assert!(kept.back.ends_with("/sign-in/provider/back"));
        self.answer.lock().unwrap().clone()
    }
}

fn identity(verified: bool) -> Identity {
    Identity {
        issuer: "https://id.example".to_owned(),
        subject: "1234".to_owned(),
        name: "김연동".to_owned(),
        email: Some("kim@firm.example".to_owned()),
        email_verified: verified,
    }
}

fn away() -> SignOnError {
    SignOnError::Away { reason: "timed out".to_owned() }
}

async fn site() -> (Site, Arc<Provider>) {
    let provider = Arc::new(Provider {
        name: Text::new("통합 인증으로 로그인", "Sign in with your organisation"),
        answer: Mutex::new(Ok(identity(true))),
        begins: Mutex::new(Ok(())),
    });
    (site_with_provider(&teukgu_testkit::yangjae(), provider.clone()).await, provider)
}

/// A sign-in that was begun: the cookie of the browser, and the state that the provider sends back.
struct Away {
    cookie: String,
    state: String,
}

async fn begin(site: &Site, address: &str) -> Away {
    let reply = site.get(address).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let to = reply.header("location");
    assert!(to.starts_with("https://id.example/auth?"), "{to}");
    let (_, rest) = to.split_once("state=").unwrap();
    let state = rest.split('&').next().unwrap().to_owned();
    assert_ne!(state, "own", "the word is the one under which the sign-in is kept");
    let cookie = reply.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    Away { cookie: cookie.split(';').next().unwrap().to_owned(), state }
}

async fn back(site: &Site, cookie: &str, query: &str) -> Reply {
    site.get_with(&format!("/sign-in/provider/back?{query}"), &[("cookie", cookie)]).await
}

/// Returns the cookie of the session that an answer begins.
fn session(reply: &Reply) -> Option<String> {
    let cookies = reply.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let mut sessions = cookies.filter(|cookie| cookie.starts_with("teukgu_session="));
    sessions.next().and_then(|cookie| cookie.split(';').next()).map(str::to_owned)
}

#[tokio::test]
async fn somebody_whom_the_provider_knows_is_let_in_and_led_to_the_page_that_they_wanted() {
    let (site, _) = site().await;
    assert!(site.get("/en/sign-in?back=/apply").await.body.contains("Sign in with your organisation"));
    for (address, leads_to) in [
        ("/en/sign-in/provider?back=/apply", "/en/apply"),
        ("/sign-in/provider", "/my"),
        ("/sign-in/provider?back=https://evil.example", "/my"),
        ("/sign-in/provider?back=//evil.example", "/my"),
    ] {
        let away = begin(&site, address).await;
        let reply = back(&site, &away.cookie, &format!("state={}&code=code", away.state)).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, leads_to), "{address}");
        let session = session(&reply).unwrap();
        let my = site.get_with("/my", &[("cookie", &session)]).await;
        assert!(my.status == 200 && my.body.contains("김연동"));
    }
}

#[tokio::test]
async fn a_link_from_another_browser_signs_nobody_in_and_a_state_counts_once() {
    let (site, _) = site().await;
    let (mine, theirs) = (begin(&site, "/sign-in/provider").await, begin(&site, "/sign-in/provider").await);
    for (cookie, query) in [
        // The attacker's link in the victim's browser, which began nothing or something else.
        ("", format!("state={}&code=code", theirs.state)),
        (&*mine.cookie, format!("state={}&code=code", theirs.state)),
        (&*mine.cookie, "code=code".to_owned()),
        (&*mine.cookie, "state=&code=code".to_owned()),
    ] {
        let reply = back(&site, cookie, &query).await;
        assert_eq!((reply.status.as_u16(), session(&reply)), (400, None), "{query}");
    }
    let query = format!("state={}&code=code", mine.state);
    assert!(session(&back(&site, &mine.cookie, &query).await).is_some());
    let again = back(&site, &mine.cookie, &query).await;
    assert_eq!((again.status.as_u16(), session(&again)), (400, None));
}

#[tokio::test]
async fn what_goes_wrong_is_said_on_the_page_to_sign_in_on_in_the_language_of_the_visitor() {
    let (site, provider) = site().await;
    let away_now = begin(&site, "/en/sign-in/provider").await;
    let denied =
        back(&site, &away_now.cookie, &format!("state={}&error=access_denied", away_now.state)).await;
    assert_eq!((denied.status.as_u16(), session(&denied)), (403, None));
    assert!(denied.body.contains("the provider let nobody in") && denied.body.contains("lang=\"en\""));
    *provider.answer.lock().unwrap() = Err(away());
    let began = begin(&site, "/sign-in/provider").await;
    let reply = back(&site, &began.cookie, &format!("state={}&code=code", began.state)).await;
    assert_eq!((reply.status.as_u16(), session(&reply)), (502, None));
    assert!(reply.body.contains("통합 인증 서버가 응답하지 않습니다"));
    *provider.answer.lock().unwrap() = Ok(identity(false));
    let began = begin(&site, "/sign-in/provider").await;
    let reply = back(&site, &began.cookie, &format!("state={}&code=code", began.state)).await;
    assert_eq!((reply.status.as_u16(), session(&reply)), (403, None), "an address that nobody verified");
    *provider.begins.lock().unwrap() = Err(away());
    let reply = site.get("/sign-in/provider").await;
    assert_eq!(reply.status, 502);
    assert!(reply.body.contains("비밀번호로 로그인하세요"));
}

#[tokio::test]
async fn without_a_provider_there_is_neither_button_nor_address() {
    let site = crate::support::site(&teukgu_testkit::yangjae()).await;
    assert!(!site.get("/sign-in").await.body.contains("/sign-in/provider"));
    for address in ["/sign-in/provider", "/en/sign-in/provider", "/sign-in/provider/back?state=x&code=y"] {
        assert_eq!(site.get(address).await.status, 404, "{address}");
    }
}
