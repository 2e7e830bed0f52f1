//! Writes entries and folds them into the view; appending and rebuilding share the fold.

use super::fault;
use super::read;
use crate::error::StoreError;
use crate::record::{self, Effect, EntryRow, PAYLOAD_VERSION, Record};
use crate::sql;
use crate::store::Appended;
use sqlx::SqliteConnection;
use teukgu_domain::ids::ZoneId;

/// Entries that a rebuild holds in memory at a time.
const PAGE: i64 = 512;

/// Appends the entries of one request; the caller holds the transaction.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    records: &[Record],
    expect_head: Option<u64>,
) -> Result<Appended, StoreError> {
    let (head, _) = read::head_row(&mut *connection, zone).await?;
    record::expect(expect_head, head)?;
    let first = i64::try_from(head).map_err(|_| full_record(zone))? + 1;
    for (seq, record) in (first..).zip(records) {
        add(connection, zone, seq, record).await?;
        let version = i64::from(PAYLOAD_VERSION);
        fold(connection, zone, seq, &record.effect, version, &record.payload).await?;
    }
    Ok(Appended::after(head, records.len() as u64))
}

fn full_record(zone: &ZoneId) -> StoreError {
    let reason = "the record has no more places".to_owned();
    StoreError::Inconsistent { table: "entry", row: zone.to_string(), reason }
}

async fn add(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    seq: i64,
    record: &Record,
) -> Result<(), StoreError> {
    sqlx::query(sql::ADD_ENTRY)
        .bind(zone.as_str())
        .bind(seq)
        .bind(record.kind)
        .bind(&record.actor)
        .bind(record.at_us)
        .bind(i64::from(PAYLOAD_VERSION))
        .bind(&record.payload)
        .execute(connection)
        .await
        .map_err(fault::while_doing("adding an entry"))?;
    Ok(())
}

/// Folds one entry into the view: its bytes become the document of its noun, or the noun leaves.
async fn fold(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    seq: i64,
    effect: &Effect,
    version: i64,
    payload: &str,
) -> Result<(), StoreError> {
    let statement = if effect.withdrawn { sql::REMOVE_NOUN } else { sql::SET_NOUN };
    let mut query = sqlx::query(statement).bind(zone.as_str()).bind(effect.noun.key()).bind(&effect.key);
    if !effect.withdrawn {
        query = query.bind(seq).bind(version).bind(payload);
    }
    query.execute(connection).await.map_err(fault::while_doing("folding a view"))?;
    Ok(())
}

/// Drops the views of a zone and folds its whole record again; the caller holds the transaction.
pub(super) async fn rebuild(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
) -> Result<Appended, StoreError> {
    sqlx::query(sql::REMOVE_NOUNS)
        .bind(zone.as_str())
        .execute(&mut *connection)
        .await
        .map_err(fault::while_doing("dropping a view"))?;
    let mut seq = 0;
    loop {
        let page = read::entry_rows(&mut *connection, zone, seq, PAGE).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for row in page {
            fold_again(connection, zone, row).await?;
        }
    }
    Ok(Appended::after(seq.unsigned_abs(), 0))
}

async fn fold_again(
    connection: &mut SqliteConnection,
    zone: &ZoneId,
    row: EntryRow,
) -> Result<(), StoreError> {
    let effect = Effect::of(&row.clone().decode(zone)?.event);
    fold(connection, zone, row.seq, &effect, row.payload_version, &row.payload).await
}
