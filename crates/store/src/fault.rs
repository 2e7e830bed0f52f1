//! Turns what the database client says into what the store says.

use crate::error::StoreError;
use crate::migrations::SCHEMA_VERSION;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// SQLite: the disk, or what the file may have, is used up.
const FULL: i32 = 13;

/// Explains a failure of a statement; `doing` completes "failed while it was".
pub(crate) fn while_doing(doing: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
    move |error| {
        if matches!(error, sqlx::Error::PoolClosed) {
            return StoreError::Closed;
        }
        if sqlite_code(&error) == Some(FULL) || sql_state(&error) == Some("53100") {
            return StoreError::DiskFull;
        }
        if is_out_of_reach(&error) {
            return StoreError::Unreachable { doing, source: error.into() };
        }
        StoreError::Driver { doing, source: error.into() }
    }
}

/// Explains a failure while the schema is brought up to date; `otherwise` explains that of a statement.
pub(crate) fn migrating(error: MigrateError, otherwise: impl Fn(sqlx::Error) -> StoreError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => otherwise(error),
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
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let error = error.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    let extended: i32 = sqlx::error::DatabaseError::code(error)?.parse().ok()?;
    Some(extended & 0xff)
}

/// Returns the SQLSTATE of PostgreSQL, if the failure came from there.
pub(crate) fn sql_state(error: &sqlx::Error) -> Option<&str> {
    Some(error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?.code())
}

/// Returns true if the server is away, going away, or not yet there.
fn is_out_of_reach(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::WorkerCrashed => true,
        // Connection exceptions, and an operator's shutdown.
        _ => sql_state(error).is_some_and(|state| state.starts_with("08") || state.starts_with("57P0")),
    }
}
