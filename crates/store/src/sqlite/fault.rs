//! Turns what the database client says into what the store says.

use crate::error::StoreError;
use crate::migrations::SCHEMA_VERSION;
use sqlx::migrate::MigrateError;
use std::path::Path;

const BUSY: i32 = 5;
const READ_ONLY: i32 = 8;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANNOT_OPEN: i32 = 14;
const NOT_A_DATABASE: i32 = 26;

/// Explains a failure of a statement; `doing` completes "failed while it was".
pub(super) fn while_doing(doing: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |error| match code(&error) {
        Some(FULL) => StoreError::DiskFull,
        _ if matches!(error, sqlx::Error::PoolClosed) => StoreError::Closed,
        _ => StoreError::Driver { doing, source: error.into() },
    }
}

/// Explains a failure while the database at `path` is opened.
pub(super) fn opening(path: &Path) -> impl Fn(sqlx::Error) -> StoreError + '_ {
    move |error| match code(&error) {
        Some(NOT_A_DATABASE | CORRUPT) => StoreError::NotADatabase { path: path.to_owned() },
        Some(READ_ONLY | CANNOT_OPEN) => StoreError::NotWritable { path: path.to_owned() },
        Some(BUSY) => StoreError::Locked { path: path.to_owned() },
        _ => while_doing("opening the database")(error),
    }
}

/// Explains a failure while the schema is brought up to date.
pub(super) fn migrating(path: &Path, error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => opening(path)(error),
        // A newer program that ended before it had marked the file leaves only this trace.
        MigrateError::VersionMissing(version) => newer(version),
        MigrateError::VersionMismatch(version) => StoreError::Inconsistent {
            table: "_sqlx_migrations",
            row: version.to_string(),
            reason: "it was another migration when it ran".to_owned(),
        },
        other => StoreError::Driver { doing: "bringing the schema up to date", source: other.into() },
    }
}

fn newer(version: i64) -> StoreError {
    StoreError::NewerSchema { found: u32::try_from(version).unwrap_or(u32::MAX), known: SCHEMA_VERSION }
}

/// Returns the primary result code of SQLite, if the failure came from there.
fn code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}
