//! The verbs of the office, on the two zones of the repository.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod amendments;
mod ask;
mod catalogue;
mod check;
mod loading;
mod places;
mod searching;
mod support;
mod workbench;
