//! What every answer of the portal has in common.

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Answer, Server};

use crate::support::end_clean;

/// One path of each kind: pages, a file, the interfaces, and errors of both.
const PATHS: [&str; 9] = [
    "/",
    "/en/",
    "/healthz",
    "/sitemap.xml",
    "/api/v1/zone",
    "/api/openapi.json",
    "/nope",
    "/en/nope",
    "/api/v1/nope",
];

#[test]
fn the_home_page_is_korean_and_its_sister_english() -> Result<()> {
    let server = Server::start(&[])?;
    for (path, lang) in [("/", "ko"), ("/en/", "en")] {
        let page = server.get(path)?;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(language(&page), lang, "{path}");
        let kind = page.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("text/html") && kind.to_lowercase().contains("utf-8"), "{path}: {kind}");
    }
    end_clean(server)
}

#[test]
fn every_answer_carries_the_headers_that_protect_its_reader() -> Result<()> {
    let server = Server::start(&[])?;
    for path in PATHS {
        let answer = server.get(path)?;
        check_headers(&answer).with_context(|| format!("of `{path}`"))?;
    }
    end_clean(server)
}

#[test]
fn an_unknown_page_is_answered_with_help_in_the_language_of_its_address() -> Result<()> {
    let server = Server::start(&[])?;
    for (path, lang, home) in [("/nope", "ko", "href=\"/\""), ("/en/nope", "en", "href=\"/en/\"")] {
        let page = server.get(path)?;
        assert_eq!((page.status, language(&page).as_str()), (404, lang), "{path}");
        assert!(page.text().contains(home), "{path} leads home");
        assert_eq!(page.text().matches("<h1").count(), 1, "{path}");
    }
    end_clean(server)
}

#[test]
fn an_unknown_path_of_the_interface_is_answered_with_a_problem_document() -> Result<()> {
    let server = Server::start(&[])?;
    let answer = server.get("/api/v1/nope")?;
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/problem+json")));
    let problem = answer.json()?;
    assert_eq!(problem["status"], 404);
    assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
    end_clean(server)
}

#[test]
fn every_page_of_the_sitemap_answers_in_both_languages() -> Result<()> {
    let server = Server::start(&[])?;
    let sitemap = server.get("/sitemap.xml")?.text();
    let paths: Vec<String> = sitemap.split("<loc>").skip(1).filter_map(path_of).collect();
    ensure!(paths.len() >= 20, "the sitemap lists {} pages:\n{sitemap}", paths.len());
    for path in &paths {
        let page = server.get(path)?;
        let lang = if path == "/en" || path.starts_with("/en/") { "en" } else { "ko" };
        assert_eq!((page.status, language(&page).as_str()), (200, lang), "{path}");
    }
    end_clean(server)
}

#[test]
fn a_page_that_was_seen_is_not_sent_twice() -> Result<()> {
    let server = Server::start(&[])?;
    let first = server.get("/")?;
    let Some(tag) = first.header("etag") else { return end_clean(server) };
    let again = server.send(&teukgu_e2e::Request::get("/").header("if-none-match", tag))?;
    assert_eq!((again.status, again.body.len()), (304, 0));
    end_clean(server)
}

fn check_headers(answer: &Answer) -> Result<()> {
    let policy = answer.header("content-security-policy").context("no content-security-policy")?;
    ensure!(
        policy.contains("default-src 'self'") || policy.contains("default-src 'none'"),
        "policy: {policy}"
    );
    ensure!(!policy.contains("unsafe-"), "policy: {policy}");
    ensure!(
        answer.header("x-content-type-options") == Some("nosniff"),
        "x-content-type-options is not nosniff"
    );
    ensure!(answer.header("referrer-policy").is_some(), "no referrer-policy");
    let framed = answer.header("x-frame-options").is_some() || policy.contains("frame-ancestors");
    ensure!(framed, "neither x-frame-options nor frame-ancestors");
    Ok(())
}

/// Returns the value of `lang` of the `html` element; empty when there is none.
fn language(page: &Answer) -> String {
    let text = page.text();
    let html = text.split_once("<html").and_then(|(_, rest)| rest.split_once('>'));
    let lang = html.and_then(|(attributes, _)| attributes.split_once("lang=\""));
    lang.and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn path_of(rest: &str) -> Option<String> {
    let address = rest.split('<').next()?.trim();
    if address.starts_with('/') {
        return Some(address.to_owned());
    }
    let (_, after_scheme) = address.split_once("://")?;
    Some(after_scheme.split_once('/').map_or("/".to_owned(), |(_, path)| format!("/{path}")))
}
