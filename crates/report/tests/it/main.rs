//! Papers as both forms, tried as their readers would.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod check;
mod papers;
mod support;
