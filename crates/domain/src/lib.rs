#![doc = include_str!("../README.md")]

pub mod text;
pub mod ids;
pub mod money;
pub mod date;
pub mod provenance;
pub mod boundary;
pub mod zone;
pub mod plan;
pub mod operator;
pub mod provision;
pub mod governance;
pub mod organisation;
pub mod site;
pub mod neighbour;
pub mod history;
pub mod claim;
pub mod snapshot;
pub mod entry;

pub use jiff::Timestamp;
pub use jiff::civil::Date;
