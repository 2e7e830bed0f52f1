//! Where the mail server is, and how far it is trusted on the way.

use crate::ConfigFault;
use std::net::IpAddr;
use url::Url;

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Name or address of the machine; an IPv6 address without brackets.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whom to sign in as; nobody if it is missing.
    pub user: Option<String>,
    /// How the way there is protected.
    pub protection: Protection,
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said of a letter; a server that cannot is left alone.
    StartTls,
    /// None, for the server is on the same machine.
    SameMachine,
}

impl Server {
    /// Reads an address such as `smtp://user@host:587` or `smtps://host`.
    ///
    /// The port is 587 and 465 if it is missing; an `@` in the name of the user is written `%40`.
    ///
    /// # Errors
    /// [`ConfigFault`] if it is none, or holds a password.
    pub fn parse(address: &str) -> Result<Self, ConfigFault> {
        let bad = || ConfigFault::Address { address: without_password(address) };
        let url = Url::parse(address).map_err(|_| bad())?;
        if url.password().is_some() {
            return Err(ConfigFault::PasswordInAddress);
        }
        let (is_tls, port) = match url.scheme() {
            "smtps" => (true, 465),
            "smtp" => (false, 587),
            _ => return Err(bad()),
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(bad());
        }
        let host = url.host_str().filter(|host| is_host(host)).ok_or_else(bad)?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let protection = match is_tls {
            true => Protection::Tls,
            false if is_same_machine(&host) => Protection::SameMachine,
            false => Protection::StartTls,
        };
        let user = Some(url.username()).filter(|user| !user.is_empty());
        let user = user.map(unescaped).transpose().map_err(|()| bad())?;
        Ok(Self { host, port: url.port().unwrap_or(port), user, protection })
    }
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]_".contains(&b))
}

/// Only an address that no name server has a say in is the same machine.
fn is_same_machine(host: &str) -> bool {
    host.parse::<IpAddr>().map_or_else(|_| host.eq_ignore_ascii_case("localhost"), |ip| ip.is_loopback())
}

/// Reads `%40` and the like.
fn unescaped(text: &str) -> Result<String, ()> {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16)).ok_or(());
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).map_err(|_| ())?);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control)).ok_or(())
}

/// An address may stand in a log, a password in it may not.
fn without_password(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((before, host)) if before.matches(':').count() > 1 => format!("…@{host}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_their_port_user_and_protection() {
        for (address, host, port, user, protection) in [
            ("smtp://hong@mail.gu.go.kr:2525", "mail.gu.go.kr", 2525, Some("hong"), Protection::StartTls),
            ("smtp://mail.gu.go.kr", "mail.gu.go.kr", 587, None, Protection::StartTls),
            ("smtps://a%40gu.go.kr@mail.gu.go.kr", "mail.gu.go.kr", 465, Some("a@gu.go.kr"), Protection::Tls),
            ("smtp://localhost:25", "localhost", 25, None, Protection::SameMachine),
            ("smtp://127.8.0.1:25/", "127.8.0.1", 25, None, Protection::SameMachine),
            ("smtp://[::1]:25", "::1", 25, None, Protection::SameMachine),
            ("smtps://127.0.0.1:25", "127.0.0.1", 25, None, Protection::Tls),
            ("smtp://localhost.firm.example", "localhost.firm.example", 587, None, Protection::StartTls),
            ("smtp://10.0.0.1", "10.0.0.1", 587, None, Protection::StartTls),
        ] {
            let server = Server::parse(address).unwrap();
            let user = user.map(str::to_owned);
            assert_eq!(server, Server { host: host.to_owned(), port, user, protection }, "{address}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_and_no_password_is_told() {
        for address in [
            "",
            "mail.gu.go.kr",
            "http://x",
            "smtp://",
            "smtp://h/x",
            "smtp://h?tls=no",
            "smtp://h:x",
            "smtp://a%0A@h",
            "smtp://a%4@h",
        ] {
            assert!(matches!(Server::parse(address), Err(ConfigFault::Address { .. })), "{address}");
        }
        assert_eq!(Server::parse("smtp://hong:secret@h"), Err(ConfigFault::PasswordInAddress));
        for address in ["smtp://hong:secret@h:x", "http://hong:secret@h/"] {
            assert!(!Server::parse(address).unwrap_err().to_string().contains("secret"), "{address}");
        }
    }
}
