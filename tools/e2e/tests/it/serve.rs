//! Starting, answering and ending.

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::{Result, ensure};
use teukgu_e2e::{Request, Server};

use crate::support::end_clean;

#[test]
fn the_first_start_serves_and_says_that_it_is_healthy() -> Result<()> {
    let server = Server::start(&[])?;
    let answer = server.get("/healthz")?;
    assert_eq!((answer.status, answer.text().trim()), (200, "ok"));
    end_clean(server)
}

#[test]
fn head_answers_as_get_does_without_a_body() -> Result<()> {
    let server = Server::start(&[])?;
    for path in ["/", "/en/", "/api/v1/zone"] {
        let (get, head) = (server.get(path)?, server.send(&Request::head(path))?);
        assert_eq!(
            (head.status, head.header("content-type")),
            (get.status, get.header("content-type")),
            "{path}"
        );
        assert!(head.body.is_empty(), "{path}");
    }
    end_clean(server)
}

#[test]
fn sigterm_lets_the_request_under_way_end_and_exits_with_0() -> Result<()> {
    let mut server = Server::start(&[])?;
    let mut waiting = TcpStream::connect(server.host())?;
    waiting.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n")?;
    server.get("/healthz")?;
    server.signal("-TERM")?;
    waiting.write_all(b"connection: close\r\n\r\n")?;
    let mut answer = String::new();
    // A connection that had sent no whole request yet may be closed; one that is answered is answered whole.
    if waiting.read_to_string(&mut answer).is_ok() && !answer.is_empty() {
        assert!(answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("ok"), "{answer}");
    }
    let status = server.stop_after_signal()?;
    ensure!(status.success(), "the server ended with {status}");
    server.assert_log_clean()
}

#[test]
fn a_second_start_on_the_same_data_serves_the_same_pages() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let first = Server::start_in(folder.path(), &[])?;
    let zone = first.get("/api/v1/zone")?.text();
    end_clean(first)?;
    let second = Server::start_in(folder.path(), &[])?;
    assert_eq!(second.get("/api/v1/zone")?.text(), zone);
    end_clean(second)
}
