//! The law as data: its pages, its interface for programs, and drafts that are tried and forgotten.

use crate::support::{Reply, Site, both_sites, edition, site};
use serde_json::json;
use std::fmt::Write as _;
use teukgu_office::law::{Edition, LawFiles};

const ID: &str = "act.55.patent_priority";
const FILE: &str = "provisions/special-act/55-patent-priority.toml";
const CASES: &str = "provisions/special-act/55-patent-priority.cases.toml";
const DRAFT: &str = "/en/law/act.55.patent_priority/draft";

fn file(path: &str) -> String {
    String::from_utf8(edition().files.files[path].clone()).unwrap()
}

/// Writes a form as a browser sends it.
fn form(pairs: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        let _ = write!(body, "{}{name}=", if body.is_empty() { "" } else { "&" });
        for byte in value.replace('\n', "\r\n").bytes() {
            let _ = write!(body, "%{byte:02X}");
        }
    }
    body
}

async fn tried(site: &Site, law: &str, cases: &str, headers: &[(&str, &str)]) -> Reply {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    site.post(DRAFT, &[&kind, headers].concat(), form(&[("law", law), ("cases", cases)])).await
}

async fn linted(site: &Site, body: &serde_json::Value) -> Reply {
    site.post("/api/v1/law/lint", &[("content-type", "application/json")], body.to_string()).await
}

#[tokio::test]
async fn every_provision_has_its_page_and_its_draft_in_both_languages() {
    for (site, _) in both_sites().await {
        let sitemap = site.get("/sitemap.xml").await.body;
        let list = site.get("/law").await.body;
        for provision in &edition().law.provisions {
            let path = format!("/law/{}", provision.id);
            assert!(list.contains(&format!("href=\"{path}\"")) && sitemap.contains(&format!("{path}</loc>")));
            for lang in ["", "/en"] {
                let page = site.get(&format!("{lang}{path}")).await;
                assert_eq!(page.status, 200, "{lang}{path}");
                assert!(!page.body.contains("[law-"), "{lang}{path} lacks a text");
                let draft = site.get(&format!("{lang}{path}/draft")).await;
                assert!(
                    draft.status == 200 && draft.body.contains("<textarea") && !draft.body.contains("[law-")
                );
            }
        }
        assert_eq!(site.get("/law/act.99.none").await.status, 404);
        assert_eq!(site.get("/law/act.99.none/draft").await.status, 404);
    }
}

#[tokio::test]
async fn the_list_says_what_is_checked_what_waits_and_what_is_cited() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for path in ["/law", "/en/law"] {
        let page = site.get(path).await.body;
        assert!(!page.contains("[law-"), "{path} lacks a text");
        for code in ["E00", "E17", "W20"] {
            assert!(page.contains(&format!("id=\"{code}\"")), "{path} {code}");
        }
        assert!(page.contains("민원") || page.contains("특허법"), "statutes are listed");
    }
    let found = site.get("/en/law?q=%EC%A0%9C55%EC%A1%B0").await.body;
    assert!(found.contains(ID) && !found.contains("act.33.road_control"));
    assert!(site.get("/en/law?q=no-such-word").await.body.contains("empty-state"));
}

#[tokio::test]
async fn a_provision_shows_its_versions_in_words_and_every_case_agrees() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let page = site.get(&format!("/law/{ID}")).await.body;
    assert!(page.contains("기관이 바뀜: 특허청장 → 지식재산처장"), "{page}");
    assert!(page.contains("모두 일치") && !page.contains("불일치"));
    assert!(page.contains("[provision]") && page.contains("[[case]]"), "the files are there as text");
    let list = site.json("/api/v1/law").await;
    for entry in list["items"].as_array().unwrap() {
        let cases = site.json(&format!("/api/v1/law/{}/cases", entry["id"].as_str().unwrap())).await;
        assert_eq!(cases["total"], entry["cases"], "{entry}");
        assert!(cases["items"].as_array().unwrap().iter().all(|case| case["passed"] == true), "{entry}");
    }
}

#[tokio::test]
async fn the_interface_answers_for_a_day_and_refuses_in_words() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let on = |day: &str| format!("/api/v1/law/{ID}?on={day}&lang=en");
    assert_eq!(site.json(&on("2025-09-30")).await["version"], "v1");
    assert_eq!(site.json(&on("2025-10-01")).await["version"], "v2");
    assert!(site.json(&on("2010-01-01")).await["version"].is_null());
    site.problem("/api/v1/law/act.99.none", 404).await;
    site.problem("/api/v1/law/act.99.none/cases", 404).await;
    site.problem(&on("yesterday"), 400).await;
    site.problem(&format!("/api/v1/law/{ID}?lang=de"), 400).await;
}

#[tokio::test]
async fn a_special_case_leads_to_its_law_and_back() {
    for (site, zone) in both_sites().await {
        for case in zone.provisions() {
            let page = site.get(&format!("/special-cases/{}", case.id)).await.body;
            let has_law = edition().law.provision(case.id.as_str()).is_some();
            assert_eq!(page.contains(&format!("href=\"/law/{}\"", case.id)), has_law, "{}", case.id);
            if has_law {
                let law = site.get(&format!("/law/{}", case.id)).await.body;
                assert!(law.contains(&format!("href=\"/special-cases/{}\"", case.id)));
            }
        }
    }
}

#[tokio::test]
async fn a_draft_is_shown_with_its_faults_at_their_lines() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let law = file(FILE).replacen("fact = \"application.kind\"", "fact = \"application.kid\"", 1);
    let line = law.lines().position(|line| line.contains("application.kid")).unwrap() + 1;
    let reply = tried(&site, &law, &file(CASES), &[]).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-store"));
    assert!(reply.body.contains("<code>E01</code>"));
    assert!(reply.body.contains(&format!("href=\"#law-{line}\"")), "line {line}");
    assert!(reply.body.contains(&format!("<li id=\"law-{line}\" class=\"found\">")));
    assert!(reply.body.contains("application.kid"), "the draft stands in the form as it was sent");
    let page = site.get(DRAFT).await.body;
    assert!(!page.contains("application.kid"), "nothing is kept");
}

#[tokio::test]
async fn a_draft_says_what_changes_and_which_cases_turn() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let law = file(FILE).replacen(
        "value = [\"general_operator\", \"unit_operator\", \"participant\"]",
        "value = [\"general_operator\", \"unit_operator\"]",
        1,
    );
    assert_ne!(law, file(FILE));
    let page = tried(&site, &law, &file(CASES), &[]).await.body;
    for said in [
        "<code>W20</code>",
        "requirements met",
        "requirements not met",
        "no requests on file yet",
        "Not stored",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let page = tried(&site, &file(FILE), &file(CASES), &[]).await.body;
    assert!(
        page.contains("It means the same as the law in use") && page.contains("No case has another verdict")
    );
}

#[tokio::test]
async fn a_draft_is_taken_from_this_site_only_and_within_bounds() {
    let site = site(&teukgu_testkit::yangjae()).await;
    for headers in [&[("sec-fetch-site", "cross-site")][..], &[("origin", "https://elsewhere.example")][..]] {
        assert_eq!(tried(&site, &file(FILE), "", headers).await.status, 400, "{headers:?}");
    }
    assert_eq!(tried(&site, &"a".repeat(200_000), "", &[]).await.status, 413);
    let hostile = format!("a = \"</textarea><script>alert(1)</script>{}\"", "[".repeat(1_000));
    let page = tried(&site, &hostile, "", &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<script>alert"), "what was sent is text, not markup");
}

#[tokio::test]
async fn programs_check_a_draft_without_a_trace() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let sound = linted(&site, &json!({ "files": { FILE: file(FILE) } })).await.value();
    assert_eq!(sound, json!({ "faults": 0, "notes": 0, "findings": [] }));
    let spoilt = file(FILE).replacen("checked_on", "checked_at", 1);
    let findings = linted(&site, &json!({ "files": { FILE: spoilt } })).await.value();
    let all = findings["findings"].as_array().unwrap();
    let first = all.iter().find(|finding| finding["file"] == FILE).unwrap();
    assert_eq!(first["code"], "E00", "{findings}");
    assert!(first["line"].as_u64().unwrap() > 1 && !first["help"]["ko"].as_str().unwrap().is_empty());
    let gone = linted(&site, &json!({ "files": { CASES: null } })).await.value();
    assert!(gone["findings"].as_array().unwrap().iter().all(|finding| finding["code"] == "E17"), "{gone}");
    for (body, status) in [
        (json!({ "files": { "../../etc/passwd": "x" } }), 400),
        (json!({ "files": [] }), 400),
        (json!({ "flies": {} }), 400),
        (json!({ "files": { FILE: "a".repeat(300_000) } }), 413),
    ] {
        let reply = linted(&site, &body).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (status, "application/problem+json")
        );
        assert!(reply.value()["detail"].is_string());
    }
    let reply = site.post("/api/v1/law/lint", &[("content-type", "text/plain")], "{}".to_owned()).await;
    assert_eq!(reply.status, 415);
}

#[tokio::test]
async fn ready_pages_go_with_the_law_that_they_were_made_from() {
    let site = site(&teukgu_testkit::yangjae()).await;
    let path = format!("/law/{ID}");
    let before = site.get(&path).await;
    assert!(before.body.contains("특허출원 우선심사 특례"));
    assert_eq!(site.get_with(&path, &[("if-none-match", before.header("etag"))]).await.status, 304);
    let mut files = LawFiles::clone(&edition().files);
    let renamed = file(FILE).replacen("특허출원 우선심사 특례", "새 이름의 특례", 1);
    files.files.insert(FILE.to_owned(), renamed.into_bytes());
    site.exchange_law(Edition::read(files).unwrap());
    assert!(site.get(&path).await.body.contains("새 이름의 특례"));
    assert!(site.get("/law").await.body.contains("새 이름의 특례"));
}
