//! The verbs of the office, on the two zones of the repository.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod amendments;
mod ask;
mod casework;
mod catalogue;
mod check;
mod effect;
mod events;
mod housekeeping;
mod letters;
mod loading;
mod people;
mod places;
mod policy;
mod post;
mod races;
mod readiness;
mod record;
mod retention;
mod screening;
mod searching;
mod structure;
mod support;
mod workbench;
