//! The self-check and the ask API of the running binary.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use teukgu_e2e::{Answer, Request, Server, teukgu, teukgu_from};

use crate::support::end_clean;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn the_api_answers_exactly_what_the_command_line_prints() -> Result<()> {
    let server = Server::start(&[])?;
    let folder = tempfile::tempdir()?;
    let facts = json!({
        "applicant": { "role": "participant" },
        "application": { "kind": "patent", "state": "exam_requested", "receipt_on": "2026-02-27" },
        "sites": [{ "in_zone": true, "runs_project": true }, {}],
    });
    for (lang, law_on) in [("ko", "2026-03-02"), ("en", "2025-09-30")] {
        let body = json!({ "facts": facts, "law_on": law_on });
        let target = format!("/api/v1/ask?lang={lang}");
        let answer = server.send(&Request::post(&target, "application/json", body.to_string().as_bytes()))?;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let words = ["ask", "--facts", "-", "--law-on", law_on, "--lang", lang, "--format", "json"];
        let printed = teukgu_from(folder.path(), &words, &facts.to_string())?;
        ensure!(printed.status == 0, "{printed:#?}");
        assert_eq!(answer.json()?, serde_json::from_str::<Value>(&printed.stdout)?, "{lang}");
    }
    let schema = teukgu(&["ask", "--schema", "--lang", "en"])?;
    let served = server.get("/api/v1/facts.schema.json?lang=en")?.json()?;
    assert_eq!(served, serde_json::from_str::<Value>(&schema.stdout)?);
    end_clean(server)
}

#[test]
fn facts_that_cannot_be_used_are_named_as_the_command_line_names_them() -> Result<()> {
    let server = Server::start(&[])?;
    let body = json!({ "facts": { "application": { "stat": "filed", "filed_on": "2999-01-01" } } });
    let answer =
        server.send(&Request::post("/api/v1/ask", "application/json", body.to_string().as_bytes()))?;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem = answer.json()?;
    let errors = problem["errors"].as_array().context("no errors")?;
    let mut paths: Vec<&str> = errors.iter().filter_map(|fault| fault["path"].as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["application.filed_on", "application.stat"], "{problem}");
    end_clean(server)
}

#[test]
fn answers_survive_a_kill_and_leave_no_trace_in_the_record() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut first = Server::start_in(folder.path(), &[])?;
    let head = first.get("/api/v1")?.json()?["record_head"].clone();
    let cookie = begin(&first)?;
    let answered = post(&first, "/check/question?fact=application.kind", &cookie, "value=design")?;
    assert_eq!(answered.status, 303);
    first.kill9()?;
    let second = Server::start_in(folder.path(), &[])?;
    let page = second.send(&Request::get("/check/answers").header("cookie", &cookie))?;
    assert!(page.text().contains("디자인등록출원"), "{}", page.text());
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(second.get("/api/v1")?.json()?["record_head"], head);
    end_clean(second)
}

#[test]
fn the_number_that_opens_the_answers_is_random_and_is_not_logged() -> Result<()> {
    let mut server = Server::start(&[])?;
    let (one, other) = (begin(&server)?, begin(&server)?);
    assert_ne!(one, other);
    let number = one.split_once('=').context("no value")?.1.to_owned();
    assert_eq!((number.len(), number.bytes().all(|b| b.is_ascii_hexdigit())), (32, true), "{number}");
    post(&server, "/check/question?fact=application.kind", &one, "value=moon")?;
    server.stop()?;
    let log = server.log().join("\n");
    ensure!(!log.contains(&number), "the log holds what opens a check:\n{log}");
    server.assert_log_clean()
}

#[test]
fn deleted_answers_are_gone_from_the_file() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::start_in(folder.path(), &[])?;
    let cookie = begin(&server)?;
    post(&server, "/check/question?fact=application.kind", &cookie, "value=utility_model")?;
    assert_eq!(post(&server, "/check/forget", &cookie, "")?.status, 303);
    let page = server.send(&Request::get("/en/check/result").header("cookie", &cookie))?;
    assert!(page.text().contains("There is no check to go on with"), "{}", page.text());
    server.stop()?;
    let number = cookie.split_once('=').context("no value")?.1.to_owned();
    for entry in fs::read_dir(folder.path())? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        let holds = bytes.windows(number.len()).any(|window| window == number.as_bytes());
        ensure!(!holds, "`{}` still holds a deleted check", path.display());
    }
    Ok(())
}

/// Begins a check and returns its cookie.
fn begin(server: &Server) -> Result<String> {
    let answer = post(server, "/check", "", "start=patent")?;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let set = answer.header("set-cookie").context("no cookie")?;
    Ok(set.split(';').next().unwrap_or_default().to_owned())
}

fn post(server: &Server, target: &str, cookie: &str, body: &str) -> Result<Answer> {
    let request = Request::post(target, FORM, body.as_bytes()).header("cookie", cookie);
    server.send(&request.header("sec-fetch-site", "same-origin"))
}
