//! What the room answers for tables whose answers are known.

#![expect(clippy::disallowed_methods, reason = "tables and known answers are read from disk")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop"
)]

mod audit;
mod books;
mod files;
mod known;
mod noise;
mod properties;
mod refusals;
