#![doc = include_str!("../README.md")]

mod draft;
mod error;
mod memory;
mod migrations;
mod record;
mod sql;
mod sqlite;
mod store;

pub use draft::{Draft, DraftToken, LARGEST_DRAFT, MOST_DRAFTS};
pub use error::{BoxedError, InvalidEntryError, StoreError};
pub use memory::MemoryStore;
pub use migrations::SCHEMA_VERSION;
pub use record::PAYLOAD_VERSION;
pub use sqlite::{SqliteOptions, SqliteStore};
pub use store::{Appended, Head, Store, ViewRow};
