//! The portal, asked as a browser or a program asks it, without a network.

#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop")]

mod support;

mod api;
mod catalogue;
mod check;
mod deadline;
mod documents;
mod features;
mod law;
mod pages;
mod special_cases;
