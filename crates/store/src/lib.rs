#![doc = include_str!("../README.md")]

mod attend;
mod batch;
mod beside;
mod desk;
mod draft;
mod error;
mod fault;
mod implement;
mod listing;
mod measure;
mod memory;
mod migrations;
mod postgres;
mod proof;
mod record;
mod rows;
mod salt;
mod sql;
mod sqlite;
mod store;
mod writer;

pub use beside::{Beside, LARGEST_BESIDE, Shelf};
pub use draft::{Draft, DraftToken, LARGEST_DRAFT, MOST_DRAFTS};
pub use error::{BoxedError, InvalidEntryError, StoreError};
pub use listing::{Assignee, Facet, Listing, Order, Tally};
pub use measure::{COMMIT_DURATION, COMMIT_REQUESTS};
pub use memory::MemoryStore;
pub use migrations::SCHEMA_VERSION;
pub use postgres::{PostgresOptions, PostgresStore};
pub use proof::{prove_consistency, prove_inclusion, root_at};
pub use record::{Kept, PAYLOAD_VERSION};
pub use sqlite::{SqliteOptions, SqliteStore};
pub use store::{Appended, Expect, Head, SignedCheckpoint, Store, ViewRow};
