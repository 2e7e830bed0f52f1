//! Statutory periods, asked as the other rooms ask for them.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod case;
mod clock;
mod examples;
mod properties;
mod support;
mod walker;
