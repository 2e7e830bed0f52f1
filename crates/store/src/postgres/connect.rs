//! Opens connections: one that writes, and a pool that reads.

use super::PostgresOptions;
use crate::error::StoreError;
use crate::fault::{migrating, sql_state, while_doing};
use crate::migrations::{self, SCHEMA_VERSION};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection, PgPool};
use std::time::Duration;

/// How long a server may take to answer a new connection, and a request to wait for a free one.
const PATIENCE: Duration = Duration::from_secs(10);

/// `TKGU`: the lock that writers take turns with.
const TURN: &str = "SELECT pg_advisory_lock(1414219605)";
const TURN_OVER: &str = "SELECT pg_advisory_unlock(1414219605)";

const IS_THERE: &str = "SELECT COUNT(*) FROM information_schema.tables \
     WHERE table_schema = 'teukgu' AND table_name = '_sqlx_migrations'";

/// SQLSTATE of a table that does not exist.
const NO_TABLE: &str = "42P01";

/// Opens a connection.
pub(super) async fn connect(address: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let doing = "connecting";
    match tokio::time::timeout(PATIENCE, address.connect()).await {
        Ok(connected) => connected.map_err(|error| StoreError::Unreachable { doing, source: error.into() }),
        Err(_) => Err(StoreError::Unreachable { doing, source: "no answer in 10 seconds".into() }),
    }
}

/// Returns a pool of connections that read, opened as they are needed.
pub(super) fn readers(address: &PgConnectOptions, options: &PostgresOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(options.readers.max(2))
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(address.clone())
}

/// Makes the schema if it is not there, and brings it up to date, while no other server does.
pub(super) async fn prepare(connection: &mut PgConnection) -> Result<(), StoreError> {
    check_text(connection).await?;
    run(connection, TURN).await?;
    let prepared = migrate(connection).await;
    run(connection, TURN_OVER).await?;
    prepared
}

async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    run(connection, "CREATE SCHEMA IF NOT EXISTS teukgu").await?;
    migrations::postgres()
        .run_direct(None, connection, false)
        .await
        .map_err(|error| migrating(error, while_doing("bringing the schema up to date")))
}

async fn check_text(connection: &mut PgConnection) -> Result<(), StoreError> {
    let encoding: String = sqlx::query_scalar("SHOW server_encoding")
        .fetch_one(connection)
        .await
        .map_err(while_doing("opening the database"))?;
    if encoding == "UTF8" {
        return Ok(());
    }
    let source = format!("its text is {encoding}, not UTF8: make a database with ENCODING 'UTF8'").into();
    Err(StoreError::Driver { doing: "opening the database", source })
}

async fn run(connection: &mut PgConnection, statement: &'static str) -> Result<(), StoreError> {
    let done = sqlx::query(statement).execute(connection).await;
    done.map(|_| ()).map_err(while_doing("opening the database"))
}

/// Makes sure that the database is a record of just this schema, without changing it.
pub(super) async fn check(connection: &mut PgConnection) -> Result<(), StoreError> {
    let there: i64 = sqlx::query_scalar(IS_THERE)
        .fetch_one(&mut *connection)
        .await
        .map_err(while_doing("opening the database"))?;
    match if there == 0 { 0 } else { version(connection).await? } {
        SCHEMA_VERSION => Ok(()),
        0 => Err(StoreError::Empty),
        found if found > SCHEMA_VERSION => Err(StoreError::NewerSchema { found, known: SCHEMA_VERSION }),
        found => Err(StoreError::OlderSchema { found, known: SCHEMA_VERSION }),
    }
}

/// Reads how far the schema is.
pub(super) async fn version(connection: &mut PgConnection) -> Result<u32, StoreError> {
    let read: sqlx::Result<Option<i64>> =
        sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(connection).await;
    match read {
        Ok(version) => Ok(version.and_then(|version| u32::try_from(version).ok()).unwrap_or(0)),
        Err(error) if sql_state(&error) == Some(NO_TABLE) => Ok(0),
        Err(error) => Err(while_doing("reading the version of the schema")(error)),
    }
}

/// Returns the number that the server knows a connection by.
pub(super) async fn process(connection: &mut PgConnection) -> Result<u32, StoreError> {
    let process: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
        .fetch_one(connection)
        .await
        .map_err(while_doing("opening the database"))?;
    Ok(process.unsigned_abs())
}
