//! What an authority without an account is asked, and what it answers.

use crate::support::{Reply, Site, clock, site};
use std::collections::BTreeMap;
use teukgu_domain::case::stage::Consulting;
use teukgu_domain::case::{
    By, Capacity, Case, CaseDocument, CaseFile, Consultation, ConsultationState, Invitation, NewCase,
};
use teukgu_domain::clock::Rule;
use teukgu_domain::entry::Event;
use teukgu_domain::ids::{AccountId, CaseId, DocumentId, ProcedureId};
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Text;
use teukgu_office::clock::Clock as _;

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const SECRET_HASH: &str = "3eb1bd439947eb762998e566ccc2e099c791118b2f40579cc4f7da2b5061b7f9";
const FROM_HERE: [(&str, &str); 2] =
    [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];

/// Address of the link.
fn link() -> String {
    format!("/consult/2026-00042.1.{SECRET}")
}

/// A case about which one authority is asked; its link works until a number of minutes from now.
fn asked(minutes: i64) -> Vec<Event> {
    let id = CaseId::parse("2026-00042").unwrap();
    let account = AccountId::parse("quiet-otter").unwrap();
    let at = clock().now();
    let period = Period::parse("5d").unwrap();
    let new = NewCase {
        id: id.clone(),
        procedure: ProcedureId::parse("recommendation.e7").unwrap(),
        provision: None,
        dossier: None,
        applicant: account.clone(),
        organisation: "가나다 주식회사".to_owned(),
        title: "연구원 한 명의 추천".to_owned(),
        rule: Rule { clock: Clock::Civil, period, cite: "제1조".to_owned(), promise: true },
        tasks: Vec::new(),
    };
    let mut case = Case::file(new, at);
    let until = "2026-03-09".parse().unwrap();
    case.stage = Consulting { since: at, until }.into();
    let expires_at = at + jiff::SignedDuration::from_mins(minutes);
    let sent_at = at - jiff::SignedDuration::from_mins(2);
    case.consultations.push(Consultation {
        number: 1,
        body: Text::new("출입국·외국인청", "Immigration office"),
        email: "kim.minsu@immigration.example".to_owned(),
        at,
        until,
        invitation: Some(Invitation {
            secret_hash: SECRET_HASH.to_owned(),
            sent_at,
            expires_at,
            replaced: Vec::new(),
        }),
        repeats: None,
        state: ConsultationState::Awaiting,
    });
    let answers = BTreeMap::from([
        ("person_name".to_owned(), "Ada Lovelace".to_owned()),
        ("work".to_owned(), "AI 연구원".to_owned()),
    ]);
    let form = String::from("{}");
    let file =
        CaseFile { case: id.clone(), form_version: 1, form, answers, standing: None, once: "x".into() };
    let by = By { account: Some(account), capacity: Capacity::Applicant };
    let paper = |name: &str, is_for_consultees: bool| CaseDocument {
        id: DocumentId::parse(name).unwrap(),
        case: id.clone(),
        slot: "other".to_owned(),
        name: format!("{name}.txt"),
        media_type: "text/plain".to_owned(),
        size: 5,
        hash: "382635c9325bf3273d195ff1b8a44e5b11afd7d97addeb8863ea35feb98c1a07".to_owned(),
        by: by.clone(),
        at,
        is_for_consultees,
        redaction: None,
    };
    let (shared, kept) = (paper("shared", true), paper("kept", false));
    vec![case.into(), file.into(), shared.into(), kept.into()]
}

async fn asked_site(minutes: i64) -> Site {
    let site = site(&teukgu_testkit::yangjae()).await;
    site.append(asked(minutes)).await;
    site
}

async fn send(site: &Site, address: &str, body: &str) -> Reply {
    site.post(address, &FROM_HERE, body.to_owned()).await
}

#[tokio::test]
async fn an_authority_sees_what_it_is_asked_and_nothing_that_is_kept_from_it() {
    let site = asked_site(10).await;
    for (lang, body, until) in
        [("", "출입국·외국인청", "2026. 3. 9.(월)"), ("/en", "Immigration office", "9 March 2026")]
    {
        let page = site.get(&format!("{lang}{}", link())).await;
        assert_eq!(page.status, 200);
        for part in [body, until, "연구원 한 명의 추천", "shared.txt", "AI 연구원", "가나다 주식회사"]
        {
            assert!(page.body.contains(part), "{lang}: {part}");
        }
        for secret in ["Ada Lovelace", "kept.txt", "kim.minsu"] {
            assert!(!page.body.contains(secret), "{lang}: {secret}");
        }
    }
}

#[tokio::test]
async fn pages_behind_a_link_are_kept_by_nobody() {
    for minutes in [10, -1] {
        let site = asked_site(minutes).await;
        let page = site.get(&link()).await;
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
        assert!(page.body.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"));
    }
}

#[tokio::test]
async fn an_opinion_is_taken_once() {
    let site = asked_site(10).await;
    let body = "opinion=comment&text=%EC%A2%8B%EC%8A%B5%EB%8B%88%EB%8B%A4&name=Kim";
    let sent = send(&site, &link(), body).await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, &*format!("{}?done=1", link())));
    assert!(site.get(&format!("{}?done=1", link())).await.body.contains("의견을 받았습니다"));
    let again = send(&site, &link(), body).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("협의가 끝났습니다"));
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_written_stays() {
    let site = asked_site(10).await;
    let reply = send(&site, &link(), "opinion=objection&text=&name=Kim+%3Cb%3E").await;
    assert_eq!(reply.status, 422);
    for part in ["role=\"alert\"", "href=\"#text\"", "Kim &#60;b&#62;", "value=\"objection\" checked"] {
        assert!(reply.body.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let site = asked_site(10).await;
    let from = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    for address in [link(), format!("{}/again", link())] {
        let reply = site.post(&address, &from, "opinion=no_comment&name=x".to_owned()).await;
        assert_eq!(reply.status, 403, "{address}");
    }
}

#[tokio::test]
async fn a_link_that_has_run_out_sends_a_new_one_to_the_same_address_only() {
    let site = asked_site(-1).await;
    let page = site.get(&link()).await;
    assert!(page.body.contains("ki***@immigration.example") && !page.body.contains("Ada"));
    let late = send(&site, &link(), "opinion=comment&text=not+lost&name=Kim").await;
    assert_eq!(late.status, 422);
    assert!(late.body.contains("not lost"));
    let sent = send(&site, &format!("{}/again", link()), "").await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, &*format!("{}?sent=1", link())));
    assert!(
        site.get(&format!("{}?sent=1", link())).await.body.contains("새 주소를 ki***@immigration.example")
    );
}

#[tokio::test]
async fn a_link_that_never_led_anywhere_leads_nowhere() {
    let site = asked_site(10).await;
    let other = SECRET.replace('0', "1");
    for path in [
        "/consult/x".to_owned(),
        format!("/consult/2026-00043.1.{SECRET}"),
        format!("/consult/2026-00042.2.{SECRET}"),
        format!("{}/documents/kept", link()),
        format!("{}/documents/nothing", link()),
    ] {
        assert_eq!(site.get(&path).await.status, 404, "{path}");
    }
    // A wrong secret is told no more than that a new link can be sent to the address.
    let page = site.get(&format!("/consult/2026-00042.1.{other}")).await;
    assert!(!page.body.contains("연구원 한 명의 추천"));
}
