//! The room from outside: published values, other implementations, every small size, and every bit that can be turned.
#![expect(clippy::unwrap_used, reason = "a test stops where its setting does not hold")]

mod bundles;
mod flips;
mod properties;
mod records;
mod shapes;
mod support;
mod twins;
mod vectors;
