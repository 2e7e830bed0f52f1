//! The program from outside: what it reads, what it writes, and that every way gives the same findings.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that meets what it did not expect should stop; it reads and writes files"
)]

mod bad_input;
mod change;
mod cluster;
mod door;
mod forms;
mod interpreter;
mod prepared;
mod script;
mod support;
mod words;
