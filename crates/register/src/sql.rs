//! A screening written as SQL, for a register that already sits in a database.
//!
//! The provisions are those that [`Screening`](crate::screening::Screening) runs, bound to the same day, and a statement
//! finds the same pairs, verdicts and deciding parts. SQL has three truths where the law has three, so that a fact
//! without a column is `NULL`, and `NULL` never makes anything false.
//!
//! | what | gives |
//! | --- | --- |
//! | [`Table`] | which column of a table of the database holds what |
//! | [`Expressions`] | a provision as named expressions over one table, to be put into a query of one's own |
//! | [`script`] | a whole text: zones, places, pairs, verdicts, and counts by zone and provision |
//! | [`Dialect`] | what engines write differently |
//!
//! # What differs from reading a file
//!
//! - A `NULL` is read as an empty cell.
//! - Rows have no order, so that of an id that stands twice neither row is left out.
//! - A day is read as `2024-11-28` or `20241128`, with or without a time of day and an offset behind it; what else a file
//!   may hold, such as years of six digits, is unknown.
//! - The industry and the municipality of a row decide nothing and are not looked at.
//! - A derived day needs the calendar: [`SqlError::DerivedDay`] says which, unless a column holds its number.

mod dialect;
mod error;
mod expressions;
mod judgement;
mod node;
mod reading;
mod script;
mod table;
mod zones;

pub use dialect::Dialect;
pub use error::SqlError;
pub use expressions::{Expressions, Judged, Named, ZoneColumn};
pub use script::script;
pub use table::{FactSource, Held, Table};
