//! The connection that writes to a SQLite file.

use super::wal::Wal;
use super::{SqliteOptions, bulk, connect, rows};
use crate::batch::{Batch, Pending};
use crate::desk::Desk;
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::record::{HeadRow, Kept};
use crate::rows::{hand_on, peaks, place};
use crate::sql;
use sqlx::{Connection, SqliteConnection, SqlitePool};
use std::fs::File;
use std::path::PathBuf;
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::ZoneId;

const REMOVE_NOUN: &str = "DELETE FROM view_noun WHERE zone = $1 AND kind = $2 AND key = $3";

/// What the writer holds while the file is open.
pub(super) struct SqliteDesk {
    pub(super) path: PathBuf,
    pub(super) options: SqliteOptions,
    pub(super) connection: SqliteConnection,
    pub(super) readers: SqlitePool,
    pub(super) wal: Wal,
    /// Held for as long as anything may be written.
    pub(super) lock: File,
}

impl Desk for SqliteDesk {
    async fn begin(&mut self) -> Result<(), StoreError> {
        rows::run(&mut self.connection, "BEGIN IMMEDIATE").await
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        rows::run(&mut self.connection, "COMMIT").await
    }

    async fn recover(&mut self) -> Result<(), StoreError> {
        if rows::run(&mut self.connection, "ROLLBACK").await.is_err() {
            self.connection = connect::writer_again(&self.path, &self.options).await?;
        }
        Ok(())
    }

    hand_on!();

    async fn write(&mut self, batch: &Batch) -> Result<(), StoreError> {
        write(&mut self.connection, batch).await
    }

    fn committed(&mut self, bytes: u64) {
        self.wal.wrote(bytes);
    }

    /// Moves the whole log into the database and frees the file.
    async fn close(self) -> Result<(), StoreError> {
        let Self { mut connection, readers, wal, lock, .. } = self;
        readers.close().await;
        wal.stop().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await {
            // Nothing is lost, as on a full disk: the log stays beside the database, and opening reads it.
            tracing::warn!(%error, "the write-ahead log stays beside the database");
        }
        let closed = connection.close().await;
        drop(lock);
        closed.map_err(while_doing("closing the database"))
    }
}

/// Writes everything that is pending.
pub(super) async fn write(connection: &mut SqliteConnection, batch: &Batch) -> Result<(), StoreError> {
    for (zone, pending) in &batch.zones {
        write_entries(connection, zone, pending).await?;
        remove_nouns(connection, zone, pending).await?;
        bulk::nouns(connection, zone, pending).await?;
        write_tree(connection, zone, pending).await?;
    }
    Ok(())
}

/// Writes the same into the tables as they were before lists.
pub(super) async fn write_before_lists(
    connection: &mut SqliteConnection,
    batch: &Batch,
) -> Result<(), StoreError> {
    for (zone, pending) in &batch.zones {
        write_entries(connection, zone, pending).await?;
        remove_nouns(connection, zone, pending).await?;
        bulk::nouns_before_lists(connection, zone, pending).await?;
        write_tree(connection, zone, pending).await?;
    }
    Ok(())
}

async fn write_entries(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    bulk::entries(connection, zone, pending).await?;
    for entry in &pending.erased {
        let query = sqlx::query(sql::ERASE).bind(zone.as_str()).bind(place(*entry));
        query.execute(&mut *connection).await.map_err(while_doing("erasing the payload of an entry"))?;
    }
    Ok(())
}

async fn remove_nouns(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    for ((noun, key), _) in pending.nouns.iter().filter(|(_, document)| document.is_none()) {
        let query = sqlx::query(REMOVE_NOUN).bind(zone.as_str()).bind(noun.key()).bind(key);
        query.execute(&mut *connection).await.map_err(while_doing("folding a view"))?;
    }
    Ok(())
}

async fn write_tree(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    pending: &Pending,
) -> Result<(), StoreError> {
    bulk::nodes(connection, zone, pending).await?;
    let (true, Some(at_us)) = (pending.moved || !pending.entries.is_empty(), pending.at_us) else {
        return Ok(());
    };
    sqlx::query(sql::SET_HEAD)
        .bind(zone.as_str())
        .bind(place(pending.frontier.size()))
        .bind(at_us)
        .bind(pending.frontier.root().as_bytes().as_slice())
        .bind(peaks(pending.frontier.peaks()))
        .execute(connection)
        .await
        .map_err(while_doing("moving the end of the record"))?;
    Ok(())
}
