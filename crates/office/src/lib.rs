#![doc = include_str!("../README.md")]

pub mod amendment;
pub mod ask;
pub mod budget;
pub mod catalogue;
pub mod chance;
pub mod check;
pub mod clock;
pub mod error;
pub mod features;
pub mod growth;
pub mod law;
pub mod load;
pub mod locate;
pub mod map;
mod office;
pub mod search;
pub mod view;
pub mod workbench;

pub use error::OfficeError;
pub use office::{Office, Reference};
pub use view::ZoneView;
