#![doc = include_str!("../README.md")]
#![expect(
    clippy::result_large_err,
    reason = "a reading ends with its first fault, which says everything about itself"
)]

mod by_sector;
mod concordance;
mod csv;
mod desk;
mod form;
mod import;
mod kind;
mod near;
mod pack;
mod pattern;
mod read;
mod triplet;
mod workbook;
mod write;

pub use by_sector::by_sector;
pub use concordance::concordance;
pub use import::{Layout, Options, import};
pub use kind::catalogue;
pub use read::read;
pub use write::write;
