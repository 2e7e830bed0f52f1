#![doc = include_str!("../README.md")]

mod address;
mod config;
mod courier;
mod letter;

pub use address::{Protection, Server};
pub use config::{ConfigFault, SmtpConfig};
pub use courier::Smtp;
