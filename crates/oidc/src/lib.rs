#![doc = include_str!("../README.md")]

mod config;
mod http;
mod proof;
mod provider;

pub use config::{ConfigFault, OidcConfig};
pub use provider::Oidc;
