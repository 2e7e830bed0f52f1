//! Requests that no browser sends by itself.

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Answer, Request, Server};

use crate::support::end_clean;

/// What a stranger appends to an address; `LONG` stands for eight thousand letters.
const QUERIES: [&[u8]; 14] = [
    b"q=<script>alert(1)</script>",
    b"q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    b"q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    b"q='%20onmouseover%3Dalert(1)%20x%3D'",
    b"q=1'%20OR%20'1'%3D'1",
    b"q=1%3B%20DROP%20TABLE%20ledger%3B--",
    b"q=%00",
    b"q=%FF%FE",
    b"q=\xff\xfe",
    b"q=%",
    b"page=-1&page=99999999999999999999&limit=1e309",
    b"lang=../../etc/passwd",
    b"a[]=1&a[b]=2&&&=&=",
    b"q=LONG",
];

const PAGES: [&str; 8] = [
    "/",
    "/en/",
    "/organisations",
    "/en/organisations",
    "/nope",
    "/api/v1/organisations",
    "/api/v1/record",
    "/api/v1/nope",
];

const CLIMBING: [&str; 6] = [
    "/assets/../../etc/passwd",
    "/assets/..%2f..%2fetc%2fpasswd",
    "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets/....//....//etc/passwd",
    "/assets/%00",
    "//etc/passwd",
];

#[test]
fn a_hostile_query_gives_no_server_error_and_no_markup_back() -> Result<()> {
    let server = Server::start(&[])?;
    let long = "가".repeat(2_700);
    for page in PAGES {
        for query in QUERIES {
            let target = [page.as_bytes(), b"?", query].concat();
            let target = replaced(&target, long.as_bytes());
            let answer = send_raw(&server, &target)?;
            check_harmless(&answer)
                .with_context(|| format!("to {page}?{}", String::from_utf8_lossy(query)))?;
        }
    }
    end_clean(server)
}

#[test]
fn a_path_that_climbs_out_of_its_folder_finds_nothing() -> Result<()> {
    let server = Server::start(&[])?;
    for path in CLIMBING {
        let answer = send_raw(&server, path.as_bytes())?;
        ensure!((300..500).contains(&answer.status), "{path} is answered with {}", answer.status);
        ensure!(!answer.text().contains("root:"), "{path} gives a file of the system");
    }
    end_clean(server)
}

#[test]
fn markup_in_the_path_is_not_reflected() -> Result<()> {
    let server = Server::start(&[])?;
    for path in ["/<script>alert(1)</script>", "/en/%3Cscript%3Ealert(1)%3C/script%3E", "/api/v1/<script>"] {
        check_harmless(&send_raw(&server, path.as_bytes())?).with_context(|| path.to_owned())?;
    }
    end_clean(server)
}

#[test]
fn a_body_of_ten_megabytes_is_refused_and_the_server_stays() -> Result<()> {
    let server = Server::start(&[])?;
    let body = vec![b'a'; 10 * 1024 * 1024];
    for path in ["/settings/display", "/", "/api/v1/zone"] {
        check_refused(&server, &Request::post(path, "application/x-www-form-urlencoded", &body), path)?;
    }
    end_clean(server)
}

#[test]
fn a_header_of_a_hundred_kilobytes_is_refused_and_the_server_stays() -> Result<()> {
    let server = Server::start(&[])?;
    let long = "a".repeat(100 * 1024);
    check_refused(&server, &Request::get("/").header("x-long", &long), "/")?;
    end_clean(server)
}

#[test]
fn a_method_that_a_page_does_not_know_is_refused() -> Result<()> {
    let server = Server::start(&[])?;
    for method in ["DELETE", "PUT", "TRACE", "BREW"] {
        let answer = server.send(&Request::new(method, b"/"))?;
        ensure!((400..500).contains(&answer.status), "{method} is answered with {}", answer.status);
    }
    end_clean(server)
}

fn send_raw(server: &Server, target: &[u8]) -> Result<Answer> {
    server.send(&Request::new("GET", target)).with_context(|| String::from_utf8_lossy(target).into_owned())
}

fn replaced(target: &[u8], long: &[u8]) -> Vec<u8> {
    match target.strip_suffix(b"LONG") {
        Some(start) => [start, long].concat(),
        None => target.to_vec(),
    }
}

fn check_harmless(answer: &Answer) -> Result<()> {
    ensure!(answer.status < 500, "the status is {}: {}", answer.status, answer.text());
    if !answer.header("content-type").unwrap_or_default().starts_with("text/html") {
        return Ok(());
    }
    let text = answer.text();
    for markup in ["<script>alert", "<img src=x", "' onmouseover=", "\"><img"] {
        ensure!(!text.contains(markup), "the page reflects `{markup}`");
    }
    Ok(())
}

/// A refusal is an answer of the class 4xx or a connection that is closed.
fn check_refused(server: &Server, request: &Request, path: &str) -> Result<()> {
    if let Ok(answer) = server.send(request) {
        ensure!((400..500).contains(&answer.status), "{path} is answered with {}", answer.status);
    }
    ensure!(server.get("/healthz")?.status == 200, "the server is gone after a request to {path}");
    Ok(())
}
