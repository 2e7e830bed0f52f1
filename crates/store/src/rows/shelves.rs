//! Rows of what stands beside the ledger.

use crate::beside::{Beside, Shelf};
use crate::error::StoreError;
use crate::record;

/// Key, owner, instant and content of what stands beside the ledger.
pub(crate) type BesideRow = (String, String, i64, Vec<u8>);

/// Reads what stands beside the ledger.
pub(crate) fn beside(shelf: Shelf, (key, owner, at_us, bytes): BesideRow) -> Result<Beside, StoreError> {
    let at = record::instant(at_us).map_err(|reason| StoreError::Inconsistent {
        table: "beside",
        row: shelf.key().to_owned(),
        reason,
    })?;
    Ok(Beside { shelf, key, owner, at, bytes })
}

macro_rules! shelf_rows {
    ($database:ident, $connection:ident) => {
        use crate::beside::{Beside, Shelf};
        use crate::draft::{Draft, DraftToken, MOST_DRAFTS};
        use crate::record;
        use crate::writer::Forget;
        use jiff::Timestamp;

        /// Writes something beside the ledger.
        pub(super) async fn keep_beside(from: &mut $connection, beside: &Beside) -> Result<u64, StoreError> {
            let done = sqlx::query::<$database>(sql::KEEP_BESIDE)
                .bind(beside.shelf.key())
                .bind(&beside.key)
                .bind(&beside.owner)
                .bind(beside.at.as_microsecond())
                .bind(&beside.bytes)
                .execute(from)
                .await;
            Ok(done.map_err(while_doing("keeping something beside the record"))?.rows_affected())
        }

        /// Reads what a key names beside the ledger.
        pub(super) async fn beside(
            from: &mut $connection,
            shelf: Shelf,
            key: &str,
        ) -> Result<Option<Beside>, StoreError> {
            let row: Option<rows::BesideRow> = sqlx::query_as::<$database, _>(sql::BESIDE)
                .bind(shelf.key())
                .bind(key)
                .fetch_optional(from)
                .await
                .map_err(while_doing("reading what stands beside the record"))?;
            row.map(|row| rows::beside(shelf, row)).transpose()
        }

        /// Reads a shelf beside the ledger.
        pub(super) async fn shelf(
            from: &mut $connection,
            shelf: Shelf,
            after: &str,
            limit: u32,
        ) -> Result<Vec<Beside>, StoreError> {
            let rows: Vec<rows::BesideRow> = sqlx::query_as::<$database, _>(sql::SHELF)
                .bind(shelf.key())
                .bind(after)
                .bind(i64::from(limit))
                .fetch_all(from)
                .await
                .map_err(while_doing("reading what stands beside the record"))?;
            rows.into_iter().map(|row| rows::beside(shelf, row)).collect()
        }

        /// Reads the keys of a shelf that go by an earlier instant.
        pub(super) async fn shelf_keys(
            from: &mut $connection,
            shelf: Shelf,
            before: Timestamp,
            after: &str,
            limit: u32,
        ) -> Result<Vec<String>, StoreError> {
            sqlx::query_scalar::<$database, String>(sql::SHELF_KEYS)
                .bind(shelf.key())
                .bind(before.as_microsecond())
                .bind(after)
                .bind(i64::from(limit))
                .fetch_all(from)
                .await
                .map_err(while_doing("reading what stands beside the record"))
        }

        /// Removes what stands beside the ledger.
        pub(super) async fn forget_beside(
            from: &mut $connection,
            forget: &Forget,
        ) -> Result<u64, StoreError> {
            let query = match forget {
                Forget::Key(shelf, key) => {
                    sqlx::query::<$database>(sql::FORGET_BESIDE).bind(shelf.key()).bind(key)
                }
                Forget::Owner(shelf, owner) => {
                    sqlx::query::<$database>(sql::FORGET_BESIDE_OF).bind(shelf.key()).bind(owner)
                }
                Forget::Before(shelf, at_us) => {
                    sqlx::query::<$database>(sql::DROP_BESIDE).bind(shelf.key()).bind(*at_us)
                }
            };
            let done = query.execute(from).await;
            Ok(done.map_err(while_doing("removing what stands beside the record"))?.rows_affected())
        }

        /// Reads a draft.
        pub(super) async fn draft(
            from: &mut $connection,
            token: &DraftToken,
        ) -> Result<Option<Draft>, StoreError> {
            let row: Option<(i64, String)> = sqlx::query_as::<$database, _>(sql::DRAFT)
                .bind(token.as_str())
                .fetch_optional(from)
                .await
                .map_err(while_doing("reading a draft"))?;
            let Some((touched_us, document)) = row else { return Ok(None) };
            let touched_at = record::instant(touched_us).map_err(|reason| {
                // The token stays out of the message: it opens the draft.
                StoreError::Inconsistent { table: "draft", row: touched_us.to_string(), reason }
            })?;
            Ok(Some(Draft { token: token.clone(), touched_at, document }))
        }

        /// Writes a draft, and lets go of the oldest ones beyond the limit.
        pub(super) async fn keep_draft(from: &mut $connection, draft: &Draft) -> Result<u64, StoreError> {
            let kept = sqlx::query::<$database>(sql::KEEP_DRAFT)
                .bind(draft.token.as_str())
                .bind(draft.touched_at.as_microsecond())
                .bind(&draft.document)
                .execute(&mut *from)
                .await
                .map_err(while_doing("keeping a draft"))?;
            push_out(from).await?;
            Ok(kept.rows_affected())
        }

        async fn push_out(from: &mut $connection) -> Result<(), StoreError> {
            let doing = while_doing("counting drafts");
            let count: i64 = sqlx::query_scalar::<$database, _>(sql::COUNT_DRAFTS)
                .fetch_one(&mut *from)
                .await
                .map_err(&doing)?;
            let too_many = count - i64::from(MOST_DRAFTS);
            if too_many > 0 {
                let query = sqlx::query::<$database>(sql::PUSH_OUT_DRAFTS).bind(too_many);
                query.execute(from).await.map_err(&doing)?;
            }
            Ok(())
        }

        /// Removes a draft.
        pub(super) async fn forget_draft(
            from: &mut $connection,
            token: &DraftToken,
        ) -> Result<u64, StoreError> {
            let query = sqlx::query::<$database>(sql::FORGET_DRAFT).bind(token.as_str());
            Ok(query.execute(from).await.map_err(while_doing("removing a draft"))?.rows_affected())
        }

        /// Removes the drafts that were not touched since an instant.
        pub(super) async fn drop_drafts(from: &mut $connection, before_us: i64) -> Result<u64, StoreError> {
            let query = sqlx::query::<$database>(sql::DROP_DRAFTS).bind(before_us);
            Ok(query.execute(from).await.map_err(while_doing("removing old drafts"))?.rows_affected())
        }
    };
}
pub(crate) use shelf_rows;
