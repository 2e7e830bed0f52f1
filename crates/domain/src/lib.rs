#![doc = include_str!("../README.md")]

pub mod boundary;
pub mod calendar;
pub mod claim;
pub mod date;
pub mod entry;
pub mod fault;
pub mod governance;
pub mod history;
pub mod ids;
pub mod money;
pub mod neighbour;
pub mod operator;
pub mod organisation;
pub mod period;
pub mod plan;
pub mod provenance;
pub mod provision;
pub mod site;
pub mod snapshot;
pub mod spot;
pub mod text;
pub mod zone;

pub use jiff::Timestamp;
pub use jiff::civil::Date;
