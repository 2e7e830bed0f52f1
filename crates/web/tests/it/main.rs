//! The portal, asked as a browser or a program asks it, without a network.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod support;

mod api;
mod casework_api;
mod catalogue;
mod check;
mod consult;
mod crawl;
mod deadline;
mod documents;
mod effect;
mod features;
mod forms;
mod house;
mod law;
mod markup;
mod observe;
mod pages;
mod papers;
mod record;
mod redaction;
mod replays;
mod screening;
mod sign_on;
mod special_cases;
mod uploads;
