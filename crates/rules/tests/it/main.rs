//! The room from outside: what it refuses, what it says, and what it never does.
#![expect(clippy::disallowed_methods, reason = "the law of the repository is read from disk")]

mod checks;
mod facts;
mod law;
mod semantics;
mod support;
