//! Reads and writes drafts.

use super::{fault, read};
use crate::draft::{Draft, DraftToken, MOST_DRAFTS};
use crate::error::StoreError;
use crate::record;
use crate::sql;
use sqlx::{Sqlite, SqliteConnection, SqlitePool};

/// Reads a draft.
pub(super) async fn find(pool: &SqlitePool, token: &DraftToken) -> Result<Option<Draft>, StoreError> {
    let row: Option<(i64, String)> = sqlx::query_as::<Sqlite, _>(sql::DRAFT)
        .bind(token.as_str())
        .fetch_optional(&mut *read::reader(pool).await?)
        .await
        .map_err(fault::while_doing("reading a draft"))?;
    let Some((touched_us, document)) = row else { return Ok(None) };
    let touched_at = record::instant(touched_us).map_err(|reason| {
        // The token stays out of the message: it opens the draft.
        StoreError::Inconsistent { table: "draft", row: touched_us.to_string(), reason }
    })?;
    Ok(Some(Draft { token: token.clone(), touched_at, document }))
}

/// Writes a draft, and lets go of the oldest ones beyond the limit.
pub(super) async fn keep(connection: &mut SqliteConnection, draft: &Draft) -> Result<u64, StoreError> {
    let kept = sqlx::query(sql::KEEP_DRAFT)
        .bind(draft.token.as_str())
        .bind(draft.touched_at.as_microsecond())
        .bind(&draft.document)
        .execute(&mut *connection)
        .await
        .map_err(fault::while_doing("keeping a draft"))?;
    push_out(connection).await?;
    Ok(kept.rows_affected())
}

async fn push_out(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let doing = fault::while_doing("counting drafts");
    let count: i64 =
        sqlx::query_scalar(sql::COUNT_DRAFTS).fetch_one(&mut *connection).await.map_err(&doing)?;
    let too_many = count - i64::from(MOST_DRAFTS);
    if too_many > 0 {
        sqlx::query(sql::PUSH_OUT_DRAFTS).bind(too_many).execute(connection).await.map_err(&doing)?;
    }
    Ok(())
}

/// Removes a draft.
pub(super) async fn forget(connection: &mut SqliteConnection, token: &DraftToken) -> Result<u64, StoreError> {
    let done = sqlx::query(sql::FORGET_DRAFT).bind(token.as_str()).execute(connection).await;
    Ok(done.map_err(fault::while_doing("removing a draft"))?.rows_affected())
}

/// Removes the drafts that were not touched since an instant.
pub(super) async fn drop_before(
    connection: &mut SqliteConnection,
    before_us: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query(sql::DROP_DRAFTS).bind(before_us).execute(connection).await;
    Ok(done.map_err(fault::while_doing("removing old drafts"))?.rows_affected())
}
