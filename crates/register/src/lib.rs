#![doc = include_str!("../README.md")]

pub mod buckets;
pub mod columns;
pub mod findings;
pub mod generate;
mod kind;
pub mod map;
pub mod read;
pub mod screening;
pub mod sql;
pub mod summary;
pub mod text;
pub mod zone;

pub use kind::catalogue as fault_catalogue;
