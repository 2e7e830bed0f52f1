//! The room from outside: what it refuses, what it says, and what it never does.
#![expect(clippy::disallowed_methods, reason = "the law of the repository is read from disk")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop"
)]

mod checks;
mod compare;
mod facts;
mod law;
mod parity;
mod procedures;
mod semantics;
mod support;
