#![doc = include_str!("../README.md")]

pub mod clock;
pub mod load;
pub mod view;
pub mod budget;
pub mod growth;
pub mod search;
pub mod locate;
pub mod map;
pub mod features;
pub mod amendment;
pub mod error;
mod office;

pub use error::OfficeError;
pub use office::{Office, Reference};
pub use view::ZoneView;
