//! The default back end: one file on the disk of one server.

mod bulk;
mod connect;
mod desk;
mod fault;
mod guard;
mod rows;
#[cfg(test)]
mod tests;
mod upgrade;
mod wal;

use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::implement::implement_store;
use crate::writer::{Outcome, Queue, Work};
use desk::SqliteDesk;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqlitePool};
use std::path::Path;
use std::time::Duration;
use teukgu_domain::ids::ZoneId;
use tokio::sync::watch;

/// How a database is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqliteOptions {
    /// Size in bytes that the database file may have; as much as the disk holds if there is none.
    ///
    /// A file that is larger already is kept and does not grow.
    pub max_bytes: Option<u64>,
    /// How long a statement may take before the log tells of it; no statement is told of if there is none.
    pub slow: Option<Duration>,
}

/// A store in a SQLite file.
///
/// Dropping it ends the writer once it has answered what waits; [`Store::close`](crate::Store::close) also waits for
/// that.
#[derive(Debug)]
pub struct SqliteStore {
    queue: Queue,
    readers: SqlitePool,
    changes: watch::Sender<u64>,
    reading_alone: bool,
}

impl SqliteStore {
    /// Opens the database at `path`, makes it if there is none, and brings its schema up to date.
    ///
    /// The folder must exist.
    ///
    /// # Errors
    /// [`StoreError::MissingFolder`], [`StoreError::NotWritable`], [`StoreError::Locked`],
    /// [`StoreError::NotADatabase`] or [`StoreError::NewerSchema`]; the file is left as it is then.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, SqliteOptions::default()).await
    }

    /// Opens the database at `path` as [`SqliteStore::open`] does, with options.
    pub async fn open_with(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let lock = guard::enter(path)?;
        let connection = connect::writer(path, &options).await?;
        let readers = connect::readers(path, &options);
        let wal = wal::start(connect::reader(path, &options).await?);
        let changes = watch::Sender::new(0);
        let desk =
            SqliteDesk { path: path.to_owned(), options, connection, readers: readers.clone(), wal, lock };
        let queue = Queue::start(desk, changes.clone());
        Ok(Self { queue, readers, changes, reading_alone: false })
    }

    /// Opens the database at `path` for reading alone, whether or not a server has it open.
    ///
    /// # Errors
    /// [`StoreError::NotADatabase`] if there is none, [`StoreError::OlderSchema`] or [`StoreError::NewerSchema`] if it
    /// is not of this program.
    pub async fn open_reading(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        guard::look(path)?;
        connect::check(path).await?;
        Ok(Self {
            queue: Queue::closed(),
            readers: connect::readers(path, &SqliteOptions::default()),
            changes: watch::Sender::new(0),
            reading_alone: true,
        })
    }

    async fn ask(&self, work: Work) -> Outcome {
        if self.reading_alone { Err(StoreError::ReadOnly) } else { self.queue.ask(work).await }
    }

    /// Waits for a connection that is free.
    async fn reader(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        self.readers.acquire().await.map_err(while_doing("connecting"))
    }

    async fn read_version(&self) -> Result<u32, StoreError> {
        sqlx::query_scalar::<Sqlite, u32>("PRAGMA user_version")
            .fetch_one(&mut *self.reader().await?)
            .await
            .map_err(while_doing("reading the version of the schema"))
    }

    async fn finish(&self) -> Result<(), StoreError> {
        if self.reading_alone {
            self.readers.close().await;
        }
        self.queue.close().await
    }
}

implement_store!(SqliteStore);
