#![doc = include_str!("../README.md")]

mod error;
mod fonts;
mod hwpx;
pub mod hwpx_check;
mod layout;
mod measure;
mod paper;
mod pdf;
mod sheet;

pub use error::PaperError;
pub use hwpx::hwpx;
pub use paper::{Block, Paper, Sender};
pub use pdf::pdf;
pub use sheet::{Cell, Sheet, csv, workbook};
