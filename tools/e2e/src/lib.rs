#![doc = include_str!("../README.md")]
#![expect(clippy::disallowed_methods, reason = "the tests start programs and read files and the clock")]

mod binary;
mod command;
mod folder;
mod http;
mod server;

pub use binary::binary;
pub use command::{Outcome, teukgu, teukgu_from};
pub use folder::{copy_folder, repository};
pub use http::{Answer, Request};
pub use server::Server;
