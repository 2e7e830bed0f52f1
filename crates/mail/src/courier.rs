//! The carrier of letters that speaks SMTP.

use crate::address::{Protection, Server};
use crate::letter;
use crate::{ConfigFault, SmtpConfig};
use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, AsyncSmtpTransportBuilder};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use teukgu_office::clock::Clock;
use teukgu_office::courier::{Courier, DeliveryFault, Mail, Receipt};
use teukgu_office::roots::RootsFault;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Longest reason that is handed on, in characters.
const LONGEST_REASON: usize = 200;
/// Answers that speak of the office's own sign-in and not of the letter (RFC 4954), so that the letter may go later.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// Carries letters to a mail server (전자우편), one connection a letter.
pub struct Smtp {
    transport: Transport,
    from: Mailbox,
    patience: Duration,
    clock: Arc<dyn Clock>,
}

/// The password does not reach a log.
impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Smtp {
    /// Takes a configuration and a clock, which dates the letters; nothing is connected yet.
    ///
    /// # Errors
    /// [`ConfigFault`] if letters cannot be sent with it.
    pub fn new(config: SmtpConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigFault> {
        let server = Server::parse(&config.address)?;
        Self::to(&server, config, clock)
    }

    /// Takes a server that was read already; what its address says is not asked again.
    ///
    /// # Errors
    /// [`ConfigFault`] if letters cannot be sent with it.
    pub fn to(server: &Server, config: SmtpConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigFault> {
        let from = sender(&config.from)?;
        let builder = Transport::builder_dangerous(server.host.clone())
            .port(server.port)
            .timeout(Some(config.patience))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .tls(protection(server, config.roots.as_deref())?);
        let builder = signed_in(builder, server.user.clone(), config.password)?;
        Ok(Self { transport: builder.build(), from, patience: config.patience, clock })
    }
}

fn sender(from: &str) -> Result<Mailbox, ConfigFault> {
    let bad = || ConfigFault::From { from: from.to_owned() };
    let mailbox: Mailbox = from.parse().map_err(|_| bad())?;
    let email: &str = mailbox.email.as_ref();
    if from.contains(char::is_control) || !email.is_ascii() { Err(bad()) } else { Ok(mailbox) }
}

fn protection(server: &Server, roots: Option<&[u8]>) -> Result<Tls, ConfigFault> {
    let bad = |error: smtp::Error| RootsFault::new(one_line(&error.to_string()));
    let mut tls = TlsParameters::builder(server.host.clone());
    if let Some(roots) = roots {
        for certificate in certificates(roots)? {
            tls = tls.add_root_certificate(Certificate::from_pem(&certificate).map_err(bad)?);
        }
    }
    Ok(match server.protection {
        Protection::Tls => Tls::Wrapper(tls.build().map_err(bad)?),
        Protection::StartTls => Tls::Required(tls.build().map_err(bad)?),
        Protection::SameMachine => Tls::None,
    })
}

/// Splits a file into its certificates, of which there must be one at least.
fn certificates(pem: &[u8]) -> Result<Vec<Vec<u8>>, RootsFault> {
    const END: &str = "-----END CERTIFICATE-----";
    let bad = || RootsFault::new("there is no certificate");
    let text = std::str::from_utf8(pem).map_err(|_| bad())?;
    let all: Vec<Vec<u8>> =
        text.split_inclusive(END).filter(|part| part.contains(END)).map(Into::into).collect();
    if all.is_empty() { Err(bad()) } else { Ok(all) }
}

fn signed_in(
    builder: AsyncSmtpTransportBuilder,
    user: Option<String>,
    password: Option<String>,
) -> Result<AsyncSmtpTransportBuilder, ConfigFault> {
    match (user, password) {
        (Some(user), Some(password)) => Ok(builder
            .credentials(Credentials::new(user, password))
            .authentication(vec![Mechanism::Plain, Mechanism::Login])),
        (None, None) => Ok(builder),
        _ => Err(ConfigFault::HalfSignIn),
    }
}

#[async_trait]
impl Courier for Smtp {
    async fn deliver(&self, letter: &Mail) -> Result<Receipt, DeliveryFault> {
        let message = letter::write(letter, &self.from, SystemTime::from(self.clock.now()))?;
        let sent = tokio::time::timeout(self.patience, self.transport.send(message)).await;
        match sent {
            Ok(Ok(answer)) => {
                Ok(Receipt { answer: one_line(&answer.message().collect::<Vec<_>>().join(" ")) })
            }
            Ok(Err(error)) => Err(fault(&error)),
            Err(_) => Err(DeliveryFault::Temporary("the mail server took too long".to_owned())),
        }
    }
}

/// Tells a fault that goes away from one that does not: only a code of the server for the letter is for good.
fn fault(error: &smtp::Error) -> DeliveryFault {
    let reason = one_line(&told(error));
    let is_about_sign_in = error.status().is_some_and(|code| SIGN_IN_CODES.contains(&u16::from(code)));
    if error.is_permanent() && !is_about_sign_in {
        DeliveryFault::Permanent(reason)
    } else {
        DeliveryFault::Temporary(reason)
    }
}

/// Returns what an error says, with what is behind it.
fn told(error: &smtp::Error) -> String {
    let mut all = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        let text = error.to_string();
        if !all.contains(&text) {
            all = format!("{all}: {text}");
        }
        source = error.source();
    }
    all
}

/// A server may say anything, on as many lines as it likes.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_REASON).collect()
}
