//! A small blocking HTTP/1.1 client that can also send what no browser would.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A request, built step by step and sent once.
#[derive(Debug)]
pub struct Request {
    method: String,
    target: Vec<u8>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// Asks for `target`, the path with its query.
    pub fn get(target: &str) -> Self {
        Self::new("GET", target.as_bytes())
    }

    /// Asks for the headers of `target` alone.
    pub fn head(target: &str) -> Self {
        Self::new("HEAD", target.as_bytes())
    }

    /// Sends `body` to `target`.
    pub fn post(target: &str, content_type: &str, body: &[u8]) -> Self {
        let mut request = Self::new("POST", target.as_bytes()).header("content-type", content_type);
        request.body = body.to_vec();
        request
    }

    /// Makes a request whose target may be any bytes.
    pub fn new(method: &str, target: &[u8]) -> Self {
        Self { method: method.to_owned(), target: target.to_vec(), headers: Vec::new(), body: Vec::new() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends the request to `host` (`127.0.0.1:8080`) and reads the whole answer.
    ///
    /// # Errors
    ///
    /// When the connection breaks before an answer came; a server may refuse that way what is too long.
    pub fn send(&self, host: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(host).with_context(|| format!("cannot reach `{host}`"))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_write_timeout(Some(Duration::from_secs(30)))?;
        // A server that refuses the head or the body early answers while this is still writing.
        let written = stream.write_all(&self.head_bytes(host)).and_then(|()| stream.write_all(&self.body));
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        if bytes.is_empty() {
            written.and(read).context("the server closed the connection without an answer")?;
        }
        Answer::parse(&bytes, self.method != "HEAD")
    }

    fn head_bytes(&self, host: &str) -> Vec<u8> {
        let mut head = format!("{} ", self.method).into_bytes();
        head.extend(&self.target);
        head.extend(format!(" HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n").into_bytes());
        if !self.body.is_empty() {
            head.extend(format!("content-length: {}\r\n", self.body.len()).into_bytes());
        }
        for (name, value) in &self.headers {
            head.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        head.extend(b"\r\n");
        head
    }
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers with their names in small letters, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// The body, with chunks joined.
    pub body: Vec<u8>,
}

impl Answer {
    /// Returns the value of a header; `name` in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body as text; bytes that are not UTF-8 become replacement characters.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("the answer is not JSON: {}", self.text()))
    }

    fn parse(bytes: &[u8], has_body: bool) -> Result<Self> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            bail!("the answer has no end of its head: {}", String::from_utf8_lossy(bytes));
        };
        let (head, rest) = bytes.split_at(end + 4);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
        let mut answer =
            Self { status: status.context("the answer has no status")?, headers, body: rest.to_vec() };
        if has_body && answer.header("transfer-encoding") == Some("chunked") {
            answer.body = joined_chunks(rest)?;
        }
        Ok(answer)
    }
}

fn joined_chunks(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").context("a chunk has no size")?;
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16)?;
        let chunk = rest.get(end + 2..end + 2 + size).context("the last chunk is cut off")?;
        if size == 0 {
            return Ok(body);
        }
        body.extend(chunk);
        rest = rest.get(end + 4 + size..).context("a chunk has no end")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_with_a_length_is_read() -> Result<()> {
        let answer = Answer::parse(b"HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nok", true)?;
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.text()),
            (200, Some("a/b"), "ok".into())
        );
        Ok(())
    }

    #[test]
    fn chunks_are_joined() -> Result<()> {
        let bytes =
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assert_eq!(Answer::parse(bytes, true)?.text(), "abcde");
        Ok(())
    }

    #[test]
    fn a_chunk_that_is_cut_off_is_an_error() {
        let bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc\r\n";
        assert!(Answer::parse(bytes, true).is_err());
    }

    #[test]
    fn the_answer_to_head_has_no_body() -> Result<()> {
        let answer = Answer::parse(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", false)?;
        assert_eq!(answer.body, b"");
        Ok(())
    }
}
