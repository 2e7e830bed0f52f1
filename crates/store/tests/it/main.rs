//! One suite for every back end, and what only SQLite can break.
#![expect(clippy::unwrap_used, reason = "a test stops where its setting does not hold")]

mod conformance;
mod crash;
mod damage;
mod opening;
mod properties;
mod support;
