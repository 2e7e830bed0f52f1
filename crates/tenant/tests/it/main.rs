//! Zone folders from outside: the real ones, planted faults, and random damage.

#![expect(clippy::disallowed_methods, reason = "tests read the files of the repository")]

mod damage;
mod planted;
mod sample;
mod tenants;
