//! Opens connections: one that writes, a few that read.

use super::{SqliteOptions, fault, upgrade};
use crate::error::StoreError;
use crate::fault::migrating;
use crate::migrations::{self, BOTH_TABLES, SCHEMA_VERSION};
use log::LevelFilter;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, SqlitePool};
use std::path::Path;
use std::time::Duration;

/// `TKGU`: says in the head of the file whose database it is.
const APPLICATION_ID: u32 = 0x544b_4755;

/// Connections that read at the same time.
const READERS: u32 = 4;

/// How long a connection waits for another one; a net only, because there is one writer.
const PATIENCE: Duration = Duration::from_secs(5);

const PAGE_BYTES: u64 = 4096;

fn options(path: &Path, wish: &SqliteOptions) -> SqliteConnectOptions {
    let options =
        SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE).disable_statement_logging();
    match wish.slow {
        Some(slow) => options.log_slow_statements(LevelFilter::Warn, slow),
        None => options,
    }
}

/// Opens the connection that writes, after making sure that the file is ours to change.
pub(super) async fn writer(path: &Path, wish: &SqliteOptions) -> Result<SqliteConnection, StoreError> {
    let opening = fault::opening(path);
    let mut connection = options(path, wish).create_if_missing(true).connect().await.map_err(&opening)?;
    identify(path, &mut connection).await?;
    mark(&mut connection, "application_id", APPLICATION_ID).await.map_err(&opening)?;
    prepare(&mut connection, wish).await.map_err(&opening)?;
    migrate(path, &mut connection).await?;
    Ok(connection)
}

/// Opens the connection that writes once more, to a database that is known; nothing is written yet.
pub(super) async fn writer_again(path: &Path, wish: &SqliteOptions) -> Result<SqliteConnection, StoreError> {
    let opening = fault::opening(path);
    let mut connection = options(path, wish).connect().await.map_err(&opening)?;
    prepare(&mut connection, wish).await.map_err(&opening)?;
    Ok(connection)
}

/// Reads whose file it is before anything is written to it.
async fn identify(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let opening = fault::opening(path);
    let application = number(connection, "PRAGMA application_id").await.map_err(&opening)?;
    let version = number(connection, "PRAGMA user_version").await.map_err(&opening)?;
    let tables = number(connection, "SELECT COUNT(*) FROM sqlite_master").await.map_err(&opening)?;
    let ours = application == i64::from(APPLICATION_ID);
    let empty = application == 0 && tables == 0;
    match u32::try_from(version) {
        Ok(found) if (ours || empty) && found > SCHEMA_VERSION => {
            Err(StoreError::NewerSchema { found, known: SCHEMA_VERSION })
        }
        Ok(_) if ours || empty => Ok(()),
        _ => Err(StoreError::NotADatabase { path: path.to_owned() }),
    }
}

async fn number(connection: &mut SqliteConnection, sql: &'static str) -> sqlx::Result<i64> {
    sqlx::query_scalar(sql).fetch_one(connection).await
}

/// Sets what the promise of an answer rests on: a write-ahead log that reaches the disk with every commit.
async fn prepare(connection: &mut SqliteConnection, wish: &SqliteOptions) -> sqlx::Result<()> {
    let pages = wish
        .max_bytes
        .map_or(i64::from(u32::MAX - 1), |bytes| i64::try_from(bytes / PAGE_BYTES).unwrap_or(i64::MAX));
    let settings = [
        "PRAGMA journal_mode = WAL".to_owned(),
        "PRAGMA synchronous = FULL".to_owned(),
        "PRAGMA foreign_keys = ON".to_owned(),
        // What a visitor deletes is overwritten, not only left out of the tables.
        "PRAGMA secure_delete = ON".to_owned(),
        "PRAGMA wal_autocheckpoint = 0".to_owned(),
        "PRAGMA journal_size_limit = 67108864".to_owned(),
        format!("PRAGMA max_page_count = {pages}"),
    ];
    for setting in settings {
        set(connection, setting).await?;
    }
    Ok(())
}

async fn set(connection: &mut SqliteConnection, setting: String) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(setting)).execute(connection).await.map(|_| ())
}

/// Writes a number into the head of the file, unless it is there: a full disk must not keep a server from reading.
async fn mark(connection: &mut SqliteConnection, name: &'static str, wanted: u32) -> sqlx::Result<()> {
    let found: i64 =
        sqlx::query_scalar(AssertSqlSafe(format!("PRAGMA {name}"))).fetch_one(&mut *connection).await?;
    if found == i64::from(wanted) {
        return Ok(());
    }
    set(connection, format!("PRAGMA {name} = {wanted}")).await
}

/// Runs the migrations that are missing and writes down how far the schema is.
async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    migrate_to(path, connection, BOTH_TABLES).await?;
    upgrade::move_entries(connection).await?;
    migrate_to(path, connection, SCHEMA_VERSION).await?;
    mark(connection, "user_version", SCHEMA_VERSION).await.map_err(fault::opening(path))
}

async fn migrate_to(path: &Path, connection: &mut SqliteConnection, to: u32) -> Result<(), StoreError> {
    // `run` takes any kind of connection, and a task that waits for that cannot move between threads.
    migrations::sqlite()
        .run_direct(Some(i64::from(to)), connection, false)
        .await
        .map_err(|error| migrating(error, fault::opening(path)))
}

/// Returns a pool of connections that may only read, opened as they are needed.
pub(super) fn readers(path: &Path, wish: &SqliteOptions) -> SqlitePool {
    SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(read_only(path, wish))
}

/// Opens one more connection that may only read.
pub(super) async fn reader(path: &Path, wish: &SqliteOptions) -> Result<SqliteConnection, StoreError> {
    read_only(path, wish).connect().await.map_err(fault::opening(path))
}

fn read_only(path: &Path, wish: &SqliteOptions) -> SqliteConnectOptions {
    options(path, wish).pragma("query_only", "ON")
}

/// Makes sure that the file is a record of just this schema, without changing it.
pub(super) async fn check(path: &Path) -> Result<(), StoreError> {
    let mut connection = reader(path, &SqliteOptions::default()).await?;
    identify(path, &mut connection).await?;
    let version = number(&mut connection, "PRAGMA user_version").await.map_err(fault::opening(path))?;
    connection.close().await.map_err(fault::opening(path))?;
    match u32::try_from(version) {
        Ok(SCHEMA_VERSION) => Ok(()),
        found => Err(StoreError::OlderSchema { found: found.unwrap_or(0), known: SCHEMA_VERSION }),
    }
}
