//! The room from outside: what it reads, what it finds, and that it finds what the interpreter does.
#![expect(clippy::disallowed_methods, reason = "the law and the tables of the repository are read from disk")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop"
)]

mod adding;
mod generated;
mod maps;
mod parity;
mod random;
mod reading;
mod sql;
mod support;
mod zones;
