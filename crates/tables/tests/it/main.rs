//! What the room reads, from outside.

#![expect(clippy::disallowed_methods, reason = "tables are read from disk")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop"
)]
#![expect(clippy::result_large_err, reason = "a reading ends with its first fault")]

mod bok_national;
mod bok_regional;
mod folders;
mod paper;
mod round;
mod shipped;
mod size;
mod worlds;
