#![doc = include_str!("../README.md")]

pub mod amendment;
pub mod ask;
pub mod budget;
pub mod casework;
pub mod catalogue;
pub mod chance;
pub mod check;
pub mod clock;
pub mod courier;
pub mod demo;
pub mod digest;
pub mod effect;
pub mod error;
pub mod features;
pub mod growth;
pub mod law;
pub mod load;
pub mod locate;
pub mod map;
mod numbers;
mod office;
pub mod people;
pub mod policy;
pub mod post;
mod ready;
pub mod record;
pub mod roots;
pub mod search;
pub mod sign_on;
pub mod submission;
pub mod upload;
pub mod view;
pub mod workbench;

pub use error::OfficeError;
pub use office::{Office, Reference};
pub use view::ZoneView;
