//! Questions to the provider: short, without redirects, and over a protected way alone.

use crate::ConfigFault;
use crate::config::is_protected;
use openidconnect::http::Method;
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::pin::Pin;
use std::time::Duration;
use teukgu_office::roots::RootsFault;
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

/// Largest answer, in bytes.
const LARGEST_ANSWER: u64 = 1 << 20;

/// Asks the provider.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    agent: Agent,
}

/// Why there is no answer. The reason does not name what was asked: it may hold a code.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    #[error("it is away or too slow")]
    Away,
    #[error("it answers with status {0}")]
    Status(u16),
    #[error("it wants to be asked without protection")]
    NotProtected,
    #[error("its answer is too long or breaks off")]
    Unreadable,
}

impl Http {
    pub(crate) fn new(patience: Duration, roots: Option<&[u8]>) -> Result<Self, ConfigFault> {
        let mut config = Agent::config_builder()
            .timeout_global(Some(patience))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None);
        if let Some(roots) = roots {
            config = config.tls_config(TlsConfig::builder().root_certs(certificates(roots)?).build());
        }
        Ok(Self { agent: config.build().new_agent() })
    }
}

fn certificates(pem: &[u8]) -> Result<RootCerts, RootsFault> {
    let mut all = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| RootsFault::new(error.to_string()))? {
            all.push(certificate);
        }
    }
    if all.is_empty() {
        Err(RootsFault::new("there is no certificate"))
    } else {
        Ok(RootCerts::new_with_certs(&all))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let agent = self.agent.clone();
        Box::pin(async move {
            let asked = tokio::task::spawn_blocking(move || ask(&agent, request)).await;
            asked.unwrap_or(Err(NoAnswer::Away))
        })
    }
}

fn ask(agent: &Agent, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let url = Url::parse(&request.uri().to_string()).map_err(|_| NoAnswer::NotProtected)?;
    if !is_protected(&url) {
        return Err(NoAnswer::NotProtected);
    }
    let answer =
        if request.method() == Method::GET { agent.run(request.map(drop)) } else { agent.run(request) };
    let (parts, mut body) = answer.map_err(|_| NoAnswer::Away)?.into_parts();
    if parts.status.is_server_error() {
        return Err(NoAnswer::Status(parts.status.as_u16()));
    }
    let body = body.with_config().limit(LARGEST_ANSWER).read_to_vec().map_err(|error| match error {
        ureq::Error::Timeout(_) => NoAnswer::Away,
        _ => NoAnswer::Unreadable,
    })?;
    Ok(HttpResponse::from_parts(parts, body))
}
