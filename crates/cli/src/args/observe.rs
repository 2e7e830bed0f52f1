//! How the running portal is observed.

use super::Format;
use clap::Args as ClapArgs;
use std::net::SocketAddr;

/// Where the portal is measured and how it writes its log.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub(crate) struct Observe {
    /// Address that answers /metrics, /healthz and /readyz to the operator; none if it is not named.
    #[arg(long, env = "TEUKGU_METRICS_LISTEN", value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// Form of the log on standard error; TEUKGU_LOG says how much is told, such as `info` or `debug`.
    #[arg(long, env = "TEUKGU_LOG_FORMAT", value_enum, value_name = "FORM", default_value = "text")]
    pub(crate) log_format: Format,
}
