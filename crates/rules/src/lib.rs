#![doc = include_str!("../README.md")]

pub mod value;

pub mod fact;

pub mod formula;

pub mod law;

pub mod procedure;

mod expression;
mod fault;
mod read;

mod check;

pub mod program;

pub mod partition;

pub mod diagram;

pub mod compiled;

pub mod columns;

pub mod facts;

mod flip;
mod planner;

pub mod evaluate;
pub mod finding;
pub mod json;

pub mod cases;

pub mod compare;

pub mod halt;

mod written;

pub mod catalogue;

pub use fault::catalogue as fault_catalogue;
pub use read::{LawFiles, Report, lint, lint_until, nearest, read};
pub use written::written;
