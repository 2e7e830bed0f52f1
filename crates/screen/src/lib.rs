#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of its own: it reads and writes files, takes the time and talks to a terminal"
)]

pub mod cluster;
pub mod command;
pub mod door;
mod embedded;
pub mod failure;
pub mod found;
pub mod job;
pub mod outcome;
pub mod pass;
pub mod prepare;
pub mod source;
mod whole_file;
