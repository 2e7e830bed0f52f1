//! The back end for more than one machine: a PostgreSQL database that several servers may share.

mod address;
mod connect;
mod desk;
mod listen;
mod rows;

use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::implement::implement_store;
use crate::writer::{Outcome, Queue, Work};
use desk::PostgresDesk;
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;
use teukgu_domain::ids::ZoneId;
use tokio::sync::watch;

/// How a database is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresOptions {
    /// Connections that read at the same time.
    pub readers: u32,
    /// How long a statement may take before the log tells of it; no statement is told of if there is none.
    pub slow: Option<Duration>,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self { readers: 16, slow: None }
    }
}

/// A store in the schema `teukgu` of a PostgreSQL database.
///
/// Servers that share it take turns in writing, and hear of what the others wrote.
/// Dropping it ends the writer once it has answered what waits; [`Store::close`](crate::Store::close) also waits for
/// that.
#[derive(Debug)]
pub struct PostgresStore {
    queue: Queue,
    readers: PgPool,
    changes: watch::Sender<u64>,
    reading_alone: bool,
}

impl PostgresStore {
    /// Opens the database at an address such as `postgres://user:password@host:port/database`, and brings its schema
    /// up to date.
    ///
    /// # Errors
    /// [`StoreError::BadAddress`], [`StoreError::Unreachable`], [`StoreError::NewerSchema`], or
    /// [`StoreError::Driver`] if the user has too few rights.
    pub async fn open(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let address = address::parse(url, &options)?;
        let mut connection = connect::connect(&address).await?;
        connect::prepare(&mut connection).await?;
        let readers = connect::readers(&address, &options);
        let changes = watch::Sender::new(0);
        let own = Arc::new(AtomicU32::new(connect::process(&mut connection).await?));
        listen::start(&readers, changes.clone(), Arc::clone(&own));
        let desk = PostgresDesk { address, connection, readers: readers.clone(), own };
        Ok(Self { queue: Queue::start(desk, changes.clone()), readers, changes, reading_alone: false })
    }

    /// Opens the database at an address for reading alone; its schema is left as it is.
    ///
    /// # Errors
    /// As [`PostgresStore::open`], [`StoreError::OlderSchema`], and [`StoreError::Empty`] if no server used it yet.
    pub async fn open_reading(url: &str) -> Result<Self, StoreError> {
        let options = PostgresOptions { readers: 2, slow: None };
        let address = address::parse(url, &options)?;
        connect::check(&mut connect::connect(&address).await?).await?;
        Ok(Self {
            queue: Queue::closed(),
            readers: connect::readers(&address, &options),
            changes: watch::Sender::new(0),
            reading_alone: true,
        })
    }

    async fn ask(&self, work: Work) -> Outcome {
        if self.reading_alone { Err(StoreError::ReadOnly) } else { self.queue.ask(work).await }
    }

    /// Waits for a connection that is free.
    async fn reader(&self) -> Result<PoolConnection<Postgres>, StoreError> {
        self.readers.acquire().await.map_err(while_doing("connecting"))
    }

    async fn read_version(&self) -> Result<u32, StoreError> {
        connect::version(&mut *self.reader().await?).await
    }

    async fn finish(&self) -> Result<(), StoreError> {
        if self.reading_alone {
            self.readers.close().await;
        }
        self.queue.close().await
    }
}

implement_store!(PostgresStore);
