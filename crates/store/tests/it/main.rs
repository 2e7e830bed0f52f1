//! One suite for every back end, and what only SQLite can break.
#![expect(clippy::unwrap_used, reason = "a test stops where its setting does not hold")]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at the files of a store and start a process to kill"
)]

mod conformance;
mod crash;
mod crowd;
mod damage;
mod lists;
mod opening;
mod outage;
mod properties;
mod shared;
mod shelves;
mod support;
mod tree;
mod upgrade;
