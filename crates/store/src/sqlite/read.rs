//! Reads rows; nothing here changes anything.

use super::fault;
use crate::error::StoreError;
use crate::record::{self, EntryRow, NounRow};
use crate::sql;
use crate::store::Head;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use teukgu_domain::entry::Entry;
use teukgu_domain::ids::ZoneId;

/// Reads the entries after a place.
pub(super) async fn entries(
    pool: &SqlitePool,
    zone: &ZoneId,
    after_seq: u64,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    // No entry has a place beyond `i64`, so a larger one has none after it.
    let after = i64::try_from(after_seq).unwrap_or(i64::MAX);
    let rows = entry_rows(&mut *reader(pool).await?, zone, after, i64::from(limit)).await?;
    rows.into_iter().map(|row| row.decode(zone)).collect()
}

/// Waits for a connection that is free.
pub(super) async fn reader(pool: &SqlitePool) -> Result<PoolConnection<Sqlite>, StoreError> {
    pool.acquire().await.map_err(fault::while_doing("connecting"))
}

/// Reads the rows of entries after a place, in order.
pub(super) async fn entry_rows(
    from: &mut SqliteConnection,
    zone: &ZoneId,
    after: i64,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    let rows: Vec<(i64, String, i64, i64, String)> = sqlx::query_as::<Sqlite, _>(sql::ENTRIES)
        .bind(zone.as_str())
        .bind(after)
        .bind(limit)
        .fetch_all(from)
        .await
        .map_err(fault::while_doing("reading entries"))?;
    let entry = |(seq, actor, at_us, payload_version, payload)| EntryRow {
        seq,
        actor,
        at_us,
        payload_version,
        payload,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Reads where a record ends.
pub(super) async fn head(pool: &SqlitePool, zone: &ZoneId) -> Result<Head, StoreError> {
    let (seq, at_us) = head_row(&mut *reader(pool).await?, zone).await?;
    record::head(zone, seq, at_us)
}

/// Reads the place and the instant of the last entry.
pub(super) async fn head_row(
    from: &mut SqliteConnection,
    zone: &ZoneId,
) -> Result<(u64, Option<i64>), StoreError> {
    let row: Option<(i64, i64)> = sqlx::query_as::<Sqlite, _>(sql::HEAD)
        .bind(zone.as_str())
        .fetch_optional(from)
        .await
        .map_err(fault::while_doing("reading where a record ends"))?;
    // The table refuses a place below 1.
    Ok(row.map_or((0, None), |(seq, at_us)| (seq.unsigned_abs(), Some(at_us))))
}

/// Reads the zones that have entries.
pub(super) async fn zones(pool: &SqlitePool) -> Result<Vec<ZoneId>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar::<Sqlite, _>(sql::ZONES)
        .fetch_all(pool)
        .await
        .map_err(fault::while_doing("reading the zones"))?;
    let mut zones = rows.into_iter().map(zone).collect::<Result<Vec<ZoneId>, StoreError>>()?;
    zones.sort();
    Ok(zones)
}

fn zone(text: String) -> Result<ZoneId, StoreError> {
    ZoneId::parse(text).map_err(|e| StoreError::Inconsistent {
        table: "entry",
        row: e.text.clone(),
        reason: e.to_string(),
    })
}

/// Reads the view of a zone in one statement, so that it is of one moment.
pub(super) async fn nouns(pool: &SqlitePool, zone: &ZoneId) -> Result<Vec<NounRow>, StoreError> {
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as::<Sqlite, _>(sql::NOUNS)
        .bind(zone.as_str())
        .fetch_all(pool)
        .await
        .map_err(fault::while_doing("reading a view"))?;
    let noun = |(kind, key, document_version, document)| NounRow { kind, key, document_version, document };
    Ok(rows.into_iter().map(noun).collect())
}

/// Reads how far the schema of the file is.
pub(super) async fn schema_version(pool: &SqlitePool) -> Result<u32, StoreError> {
    sqlx::query_scalar::<Sqlite, u32>("PRAGMA user_version")
        .fetch_one(pool)
        .await
        .map_err(fault::while_doing("reading the version of the schema"))
}
