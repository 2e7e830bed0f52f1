//! Forms are taken from pages of this site within the session, sessions cannot be handed to anybody, and every answer
//! has the headers that keep a browser from harm.

use crate::house::{House, Visitor, form, form_kind, form_with_file, house, house_at};
use crate::support::Reply;
use axum::body::Body;
use axum::http::Request;
use std::collections::BTreeSet;
use teukgu_domain::account::Role;
use teukgu_office::people::{Doer, NewAccount, NewGrant};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PASSWORD: &str = "a quiet sentence";

/// Every address that takes a form, with its action, from the list of routes.
fn forms() -> impl Iterator<Item = (String, &'static str)> {
    let rows = include_str!("routes.csv").lines().map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0] == "POST").map(|row| (row[3], row[4]));
    rows.map(|(sample, action)| (sample.split('?').next().unwrap_or_default().to_owned(), action))
}

/// How addresses end that take a form with a file.
const FILES: [&str; 5] = ["/documents", "/copy", "/papers", "/screening/result", "/screening/register"];

/// Forms that need no session, and those that only compute something.
const WITHOUT_SESSION: [&str; 9] = [
    "/check",
    "/check/forget",
    "/check/question",
    "/consult/{link}",
    "/consult/{link}/again",
    "/demo",
    "/register",
    "/settings/display",
    "/sign-in",
];
const WITHOUT_EFFECT: [&str; 3] = ["/api/v1/ask", "/api/v1/law/lint", "/law/act.31.stay_period/draft"];

/// Opens an account with a password.
async fn with_password(house: &House, login: &str) {
    let new = NewAccount {
        login: login.to_owned(),
        name: "somebody".to_owned(),
        password: PASSWORD.to_owned(),
        ..NewAccount::default()
    };
    let grants = vec![NewGrant::in_zone(Role::Officer)];
    house.site.office.people().open(Doer::Machine, new, grants).await.unwrap();
}

async fn sign_in(house: &House, headers: &[(&str, &str)], login: &str, password: &str) -> Reply {
    let body = form(&[("login", login), ("password", password)]);
    house.site.post("/sign-in", &[&[FORM], headers].concat(), body).await
}

#[test]
fn every_form_either_needs_a_session_or_is_named_here() {
    let public: BTreeSet<String> =
        forms().filter(|(_, action)| *action == "public").map(|(address, _)| address).collect();
    let named: BTreeSet<String> =
        WITHOUT_SESSION.iter().chain(&WITHOUT_EFFECT).map(|address| (*address).to_owned()).collect();
    assert_eq!(public, named);
}

/// Sends a form in the way that its address takes, with a word of a session.
async fn send(house: &House, visitor: &Visitor, address: &str, headers: &[(&str, &str)]) -> Reply {
    let with_file = FILES.iter().any(|end| address.ends_with(end));
    let pairs = [("csrf", visitor.csrf.as_str()), ("text", "words"), ("sure", "yes"), ("role", "reviewer")];
    let (kind, body) = if with_file {
        (form_kind(), Body::from(form_with_file(&pairs, ("a.txt", b"words"))))
    } else {
        (FORM.1.to_owned(), Body::from(form(&pairs)))
    };
    let headers = [headers, &[("content-type", &*kind), ("cookie", &*visitor.cookie)]].concat();
    house.site.send(Request::post(address), &headers, body).await
}

#[tokio::test]
async fn a_form_without_the_word_of_its_session_is_refused_and_does_nothing() {
    let house = house().await;
    let id = house.file("applicant", "petition.general", &[]).await;
    let draft = house.draft("applicant", "petition.general", &[]).await;
    let (notice, target) = (house.letters(&id).await[0].id.to_string(), &house.account("ministry").id);
    let event = house.event("applicant", "a festival").await;
    let other = house.enter("second-officer").await.csrf;
    let before = house.head().await;
    let mut count = 0;
    for (sample, action) in forms().filter(|(_, action)| *action != "public") {
        let address = sample
            .replace("{case}", id.as_str())
            .replace("{draft}", draft.as_str())
            .replace("{account}", target.as_str())
            .replace("{notice}", &notice)
            .replace("{event}", event.as_str())
            .replace("{screening}", "x")
            .replace("{document}", "x");
        let who = match action {
            "draft" | "dossier.open" | "dossier.change" | "dossier.do_duty" | "dossier.call_off"
            | "case.answer" | "case.withdraw" | "case.appeal" => "applicant",
            _ if action.starts_with("account") => "admin",
            "case.approve" | "case.push_back" | "case.refer" | "case.decide_appeal" => "approver",
            _ => "officer",
        };
        let entered = house.enter(who).await;
        let longer = format!("{}0", entered.csrf);
        let cross = [("sec-fetch-site", "cross-site")];
        for (word, headers) in [
            ("", &[][..]),
            (&*other, &[][..]),
            (&*longer, &[][..]),
            (&entered.csrf.to_uppercase(), &[][..]),
            (&*entered.csrf, &cross[..]),
            (&*entered.csrf, &[("origin", "https://elsewhere.example")][..]),
        ] {
            let visitor = Visitor { csrf: word.to_owned(), ..entered.clone() };
            let reply = send(&house, &visitor, &address, headers).await;
            assert_eq!(reply.status, 403, "{address} as {who} with `{word}` {headers:?}");
            count += 1;
        }
    }
    assert!(count > 300, "{count}");
    assert_eq!(house.head().await, before, "nothing was done");
    let standing = house.casework().application(&house.who("applicant"), &draft).await.unwrap();
    assert!(standing.documents.is_empty());
}

#[tokio::test]
async fn a_form_that_needs_no_session_is_refused_from_another_site() {
    let house = house().await;
    let before = house.head().await;
    for address in WITHOUT_SESSION {
        for headers in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")] {
            let body = form(&[("login", "x"), ("opinion", "no_comment"), ("name", "x")]);
            let reply = house.site.post(address, &[FORM, headers], body).await;
            assert!(matches!(reply.status.as_u16(), 400 | 403 | 422), "{address}: {}", reply.status);
            assert!(reply.headers.get("set-cookie").is_none(), "{address}");
        }
    }
    assert_eq!(house.head().await, before);
}

#[tokio::test]
async fn an_id_of_a_session_that_a_visitor_brings_along_is_never_the_one_they_get() {
    let house = house().await;
    with_password(&house, "kim").await;
    let brought = "0123456789abcdef0123456789abcdef";
    let cookie = format!("teukgu_session={brought}");
    let reply = sign_in(&house, &[("cookie", &cookie)], "kim", PASSWORD).await;
    assert_eq!(reply.status, 303);
    let given = reply.header("set-cookie").split([';', '=']).nth(1).unwrap().to_owned();
    assert_ne!(given, brought);
    assert_eq!(house.site.get_with("/my", &[("cookie", &cookie)]).await.status, 303, "it opens nothing");
    let second = sign_in(&house, &[("cookie", &format!("teukgu_session={given}"))], "kim", PASSWORD).await;
    assert!(!second.header("set-cookie").contains(&given), "each time it is another one");
    assert_eq!(
        house.site.get_with("/my", &[("cookie", &format!("teukgu_session={given}"))]).await.status,
        200
    );
}

#[tokio::test]
async fn whoever_has_signed_out_is_out_with_the_cookie_they_kept() {
    let house = house().await;
    let visitor = house.enter("officer").await;
    assert_eq!(house.get(&visitor, "/desk").await.status, 200);
    let out = house.send(&visitor, "/sign-out", &[]).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(house.get(&visitor, "/desk").await.header("location").starts_with("/sign-in"));
}

#[tokio::test]
async fn five_wrong_passwords_in_a_quarter_of_an_hour_are_answered_and_the_sixth_waits() {
    let house = house().await;
    with_password(&house, "kim").await;
    for _ in 0..5 {
        let reply = sign_in(&house, &[], "kim", "not the password").await;
        assert!(reply.body.contains("aria-invalid") && reply.headers.get("set-cookie").is_none());
    }
    let right = sign_in(&house, &[], "kim", PASSWORD).await;
    assert_eq!(right.status, 200, "not even the right one is taken");
    assert!(right.headers.get("set-cookie").is_none());
    house.clock.move_to(house.site.office.now() + jiff::SignedDuration::from_mins(15));
    assert_eq!(sign_in(&house, &[], "kim", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn cookies_are_closed_to_scripts_and_other_sites_and_to_plain_http_where_there_is_https() {
    let proxied = [("x-forwarded-proto", "https")];
    for (url, headers, is_secure) in [
        ("http://localhost:8080", &[][..], false),
        ("http://localhost:8080", &proxied[..], true),
        ("https://zone.example", &[][..], true),
    ] {
        let house = house_at(url).await;
        with_password(&house, "kim").await;
        let begun = form(&[("start", "act.31.stay_period")]);
        let settings = form(&[("mode", "normal"), ("size", "3")]);
        let mut cookies = Vec::new();
        for reply in [
            sign_in(&house, headers, "kim", PASSWORD).await,
            house.site.post("/check", &[&[FORM], headers].concat(), begun).await,
            house.site.post("/check/forget", &[&[FORM], headers].concat(), String::new()).await,
            house.site.post("/settings/display", &[&[FORM], headers].concat(), settings).await,
        ] {
            let set = reply.headers.get_all("set-cookie").iter();
            cookies.extend(set.map(|cookie| cookie.to_str().unwrap().to_owned()));
        }
        assert!(cookies.len() >= 4, "{cookies:?}");
        for cookie in cookies {
            let has = |part: &str| cookie.split("; ").any(|known| known == part);
            assert!(has("HttpOnly") && has("SameSite=Lax") && has("Path=/"), "{cookie}");
            assert_eq!(has("Secure"), is_secure, "{url}: {cookie}");
        }
    }
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_a_browser_from_harm() {
    let house = house().await;
    let samples = include_str!("routes.csv").lines().skip(1).map(|line| line.split(',').nth(3).unwrap());
    let mut asked: Vec<(&str, String)> = samples.map(|sample| ("GET", sample.to_owned())).collect();
    asked.extend(["POST", "PUT", "DELETE", "OPTIONS", "HEAD"].map(|method| (method, "/desk".to_owned())));
    asked.extend(
        [("GET", "/nothing"), ("GET", "/cases/%FF"), ("GET", "/healthz"), ("GET", "/readyz")]
            .map(|(method, address)| (method, address.to_owned())),
    );
    asked.push(("GET", format!("/{}", "a".repeat(9_000))));
    let officer = house.enter("officer").await;
    for (method, address) in asked {
        let address = address.replace(['{', '}'], "");
        let reply = house.site.send_as(method, &address, &[("cookie", &officer.cookie)]).await;
        let policy = reply.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{address}: `{policy}`"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{address}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{method} {address}: {name}");
        }
        let referrer = reply.header("referrer-policy");
        assert!(matches!(referrer, "same-origin" | "no-referrer"), "{address}: {referrer}");
        assert!(!reply.header("permissions-policy").is_empty(), "{address}");
        assert!(!reply.body.contains(" style=\"") && !reply.body.contains(" onclick="), "{address}");
    }
}

#[tokio::test]
async fn pages_for_a_person_are_kept_by_nobody() {
    let house = house().await;
    let id = house.file("applicant", "petition.general", &[]).await;
    let officer = house.enter("officer").await;
    for address in ["/my", "/my/password", "/desk", "/post", &format!("/cases/{id}")] {
        let reply = house.get(&officer, address).await;
        assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-store"), "{address}");
        let nobody = house.site.get(address).await;
        assert_eq!((nobody.status.as_u16(), nobody.header("cache-control")), (303, "no-store"), "{address}");
    }
}
