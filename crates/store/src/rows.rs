//! Reading and writing rows, the same for both databases: written once, and made for each by the macros.

mod lists;
mod shelves;

use crate::error::StoreError;
use crate::record::{self, HeadRow, Kept};
pub(crate) use lists::{FacetedNoun, PlainNoun, faceted_noun, list_rows, plain_noun};
pub(crate) use shelves::{BesideRow, beside, shelf_rows};
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Hash, Header, KeptEntry, Payload, Salt};

/// The columns of an entry as a database gives them; what has to be text is bytes, so that damage can be named.
pub(crate) struct EntryColumns {
    pub(crate) seq: i64,
    pub(crate) kind: Vec<u8>,
    pub(crate) actor: Vec<u8>,
    pub(crate) at_us: i64,
    pub(crate) payload_version: i64,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) payload: Option<Vec<u8>>,
    pub(crate) payload_hash: Vec<u8>,
    pub(crate) leaf: Vec<u8>,
}

impl EntryColumns {
    /// Reads the columns as an entry.
    pub(crate) fn read(self, zone: &ZoneId) -> Kept {
        // The table refuses a place below 1.
        let (seq, leaf) = (self.seq.unsigned_abs(), hash(&self.leaf));
        Kept { seq, leaf, entry: self.entry(zone, seq) }
    }

    fn entry(self, zone: &ZoneId, seq: u64) -> Result<KeptEntry, String> {
        let text = |bytes, column| String::from_utf8(bytes).map_err(|_| format!("its {column} is no text"));
        let payload = match (self.salt, self.payload) {
            (None, None) => None,
            (Some(salt), Some(bytes)) => {
                let salt = salt.try_into().map_err(|_| "its salt is not 16 bytes long".to_owned())?;
                Some(Payload { salt: Salt(salt), bytes })
            }
            _ => return Err("it has a salt or a payload without the other".to_owned()),
        };
        let header = Header {
            zone: zone.to_string(),
            seq,
            kind: text(self.kind, "kind")?,
            actor: text(self.actor, "actor")?,
            at_us: self.at_us,
            payload_version: u32::try_from(self.payload_version)
                .map_err(|_| format!("payload version {} is not known", self.payload_version))?,
            payload_hash: hash(&self.payload_hash).ok_or("the hash of its payload is no hash")?,
        };
        Ok(KeptEntry { header, payload })
    }
}

/// Reads a hash from a column.
pub(crate) fn hash(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok().map(Hash::from_bytes)
}

/// Reads the row of a head.
pub(crate) fn head(
    zone: &ZoneId,
    (seq, at_us, root, peaks): (i64, i64, Vec<u8>, Vec<u8>),
) -> Result<HeadRow, StoreError> {
    let no_hash = || record::broken_head(zone, "its root is no hash".to_owned());
    let (peaks, _) = peaks.as_chunks::<32>();
    Ok(HeadRow {
        seq: seq.unsigned_abs(),
        at_us,
        root: hash(&root).ok_or_else(no_hash)?,
        peaks: peaks.iter().map(|peak| Hash::from_bytes(*peak)).collect(),
    })
}

/// Writes the peaks of a tree into one column.
pub(crate) fn peaks(peaks: &[Hash]) -> Vec<u8> {
    peaks.iter().flat_map(|peak| *peak.as_bytes()).collect()
}

/// No place is beyond `i64`, so a larger number stands for the end.
pub(crate) fn place(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads the id of a zone from a column.
pub(crate) fn zone(text: String) -> Result<ZoneId, StoreError> {
    ZoneId::parse(text).map_err(|e| StoreError::Inconsistent {
        table: "record_head",
        row: e.text.clone(),
        reason: e.to_string(),
    })
}

macro_rules! rows {
    ($database:ident, $connection:ident) => {
        use crate::error::StoreError;
        use crate::fault::while_doing;
        use crate::record::{HeadRow, Kept, NounRow};
        use crate::rows::{self, EntryColumns, place};
        use crate::sql;
        use crate::store::SignedCheckpoint;
        use sqlx::{Row, $connection, $database};
        use teukgu_domain::entry::NounKind;
        use teukgu_domain::ids::ZoneId;
        use teukgu_ledger::Hash;

        /// Reads where a record ends.
        pub(super) async fn head(
            from: &mut $connection,
            zone: &ZoneId,
        ) -> Result<Option<HeadRow>, StoreError> {
            let row: Option<(i64, i64, Vec<u8>, Vec<u8>)> = sqlx::query_as::<$database, _>(sql::HEAD)
                .bind(zone.as_str())
                .fetch_optional(from)
                .await
                .map_err(while_doing("reading where a record ends"))?;
            row.map(|row| rows::head(zone, row)).transpose()
        }

        /// Reads the zones that have entries.
        pub(super) async fn zones(from: &mut $connection) -> Result<Vec<ZoneId>, StoreError> {
            let zones: Vec<String> = sqlx::query_scalar::<$database, _>(sql::ZONES)
                .fetch_all(from)
                .await
                .map_err(while_doing("reading the zones"))?;
            let mut zones = zones.into_iter().map(rows::zone).collect::<Result<Vec<ZoneId>, StoreError>>()?;
            zones.sort();
            Ok(zones)
        }

        /// Reads the entries after a place, in order.
        pub(super) async fn kept(
            from: &mut $connection,
            zone: &ZoneId,
            after: u64,
            limit: u32,
        ) -> Result<Vec<Kept>, StoreError> {
            let rows = sqlx::query::<$database>(sql::KEPT)
                .bind(zone.as_str())
                .bind(place(after))
                .bind(i64::from(limit))
                .fetch_all(from)
                .await
                .map_err(while_doing("reading entries"))?;
            let read = |row| columns(row).map(|columns| columns.read(zone));
            rows.iter().map(read).collect::<sqlx::Result<_>>().map_err(while_doing("reading entries"))
        }

        fn columns(row: &<$database as sqlx::Database>::Row) -> sqlx::Result<EntryColumns> {
            Ok(EntryColumns {
                seq: row.try_get(0)?,
                kind: row.try_get_unchecked(1)?,
                actor: row.try_get_unchecked(2)?,
                at_us: row.try_get(3)?,
                payload_version: row.try_get(4)?,
                salt: row.try_get(5)?,
                payload: row.try_get(6)?,
                payload_hash: row.try_get(7)?,
                leaf: row.try_get(8)?,
            })
        }

        /// Reads kept nodes of a level, which is 0 for the leaves or a multiple of 8, from a place on.
        pub(super) async fn nodes(
            from: &mut $connection,
            zone: &ZoneId,
            level: u32,
            first: u64,
            limit: u32,
        ) -> Result<Vec<Hash>, StoreError> {
            let query = if level == 0 {
                sqlx::query_scalar::<$database, Vec<u8>>(sql::LEAVES).bind(zone.as_str())
            } else {
                let query = sqlx::query_scalar::<$database, Vec<u8>>(sql::NODES).bind(zone.as_str());
                query.bind(i64::from(level))
            };
            let hashes: Vec<Vec<u8>> = query
                .bind(place(first))
                .bind(i64::from(limit))
                .fetch_all(from)
                .await
                .map_err(while_doing("reading the tree"))?;
            let broken = || StoreError::Inconsistent {
                table: "tree_node",
                row: format!("{zone}/{level}/{first}…"),
                reason: "it is no hash".to_owned(),
            };
            hashes.iter().map(|bytes| rows::hash(bytes).ok_or_else(broken)).collect()
        }

        /// Reads the view of a zone in one statement, so that it is of one moment; without the nouns that have lists.
        pub(super) async fn nouns(from: &mut $connection, zone: &ZoneId) -> Result<Vec<NounRow>, StoreError> {
            let rows: Vec<rows::PlainNoun> = sqlx::query_as::<$database, _>(sql::NOUNS)
                .bind(zone.as_str())
                .fetch_all(from)
                .await
                .map_err(while_doing("reading a view"))?;
            Ok(rows.into_iter().map(rows::plain_noun).collect())
        }

        /// Reads every row of the view of a zone with its facets.
        pub(super) async fn view(from: &mut $connection, zone: &ZoneId) -> Result<Vec<NounRow>, StoreError> {
            let rows: Vec<rows::FacetedNoun> = sqlx::query_as::<$database, _>(sql::VIEW)
                .bind(zone.as_str())
                .fetch_all(from)
                .await
                .map_err(while_doing("reading a view"))?;
            Ok(rows.into_iter().map(rows::faceted_noun).collect())
        }

        /// Reads one row of the view of a zone with its place.
        pub(super) async fn noun_at(
            from: &mut $connection,
            zone: &ZoneId,
            noun: NounKind,
            key: &str,
        ) -> Result<Option<(u64, NounRow)>, StoreError> {
            let row: Option<(i64, String, String, i64, String)> =
                sqlx::query_as::<$database, _>(sql::NOUN_AT)
                    .bind(zone.as_str())
                    .bind(noun.key())
                    .bind(key)
                    .fetch_optional(from)
                    .await
                    .map_err(while_doing("reading a view"))?;
            Ok(row.map(|(seq, kind, key, version, document)| {
                (seq.unsigned_abs(), rows::plain_noun((kind, key, version, document)))
            }))
        }

        /// Reads one row of the view of a zone.
        pub(super) async fn noun(
            from: &mut $connection,
            zone: &ZoneId,
            noun: NounKind,
            key: &str,
        ) -> Result<Option<NounRow>, StoreError> {
            let row: Option<rows::PlainNoun> = sqlx::query_as::<$database, _>(sql::NOUN)
                .bind(zone.as_str())
                .bind(noun.key())
                .bind(key)
                .fetch_optional(from)
                .await
                .map_err(while_doing("reading a view"))?;
            Ok(row.map(rows::plain_noun))
        }

        /// Reads the place of the entry that says how a noun stands.
        pub(super) async fn standing(
            from: &mut $connection,
            zone: &ZoneId,
            noun: NounKind,
            key: &str,
        ) -> Result<Option<u64>, StoreError> {
            let seq: Option<i64> = sqlx::query_scalar::<$database, _>(sql::STANDING)
                .bind(zone.as_str())
                .bind(noun.key())
                .bind(key)
                .fetch_optional(from)
                .await
                .map_err(while_doing("reading a view"))?;
            Ok(seq.map(i64::unsigned_abs))
        }

        /// Removes what can be made again from the entries of a zone.
        pub(super) async fn drop_views(from: &mut $connection, zone: &ZoneId) -> Result<(), StoreError> {
            for statement in [sql::REMOVE_NOUNS, sql::REMOVE_NODES, sql::REMOVE_HEAD] {
                let query = sqlx::query::<$database>(statement).bind(zone.as_str());
                query.execute(&mut *from).await.map_err(while_doing("dropping a view"))?;
            }
            Ok(())
        }

        /// Keeps a checkpoint, unless there is one of that size.
        pub(super) async fn keep_checkpoint(
            from: &mut $connection,
            zone: &ZoneId,
            size: u64,
            note: &str,
        ) -> Result<u64, StoreError> {
            let query = sqlx::query::<$database>(sql::KEEP_CHECKPOINT).bind(zone.as_str()).bind(place(size));
            let done = query.bind(note).execute(from).await.map_err(while_doing("keeping a checkpoint"))?;
            Ok(done.rows_affected())
        }

        /// Reads the checkpoints below a size, the largest first.
        pub(super) async fn checkpoints(
            from: &mut $connection,
            zone: &ZoneId,
            below: u64,
            limit: u32,
        ) -> Result<Vec<SignedCheckpoint>, StoreError> {
            let rows: Vec<(i64, String)> = sqlx::query_as::<$database, _>(sql::CHECKPOINTS)
                .bind(zone.as_str())
                .bind(place(below))
                .bind(i64::from(limit))
                .fetch_all(from)
                .await
                .map_err(while_doing("reading checkpoints"))?;
            let checkpoint =
                |(size, note): (i64, String)| SignedCheckpoint { size: size.unsigned_abs(), note };
            Ok(rows.into_iter().map(checkpoint).collect())
        }

        /// Runs a statement that has no answer.
        pub(super) async fn run(from: &mut $connection, statement: &'static str) -> Result<(), StoreError> {
            let done = sqlx::query::<$database>(statement).execute(from).await;
            done.map(|_| ()).map_err(while_doing("committing"))
        }
    };
}
pub(crate) use rows;

/// The part of a desk that only hands on to the rows of its database.
macro_rules! hand_on {
    () => {
        async fn head(&mut self, zone: &ZoneId) -> Result<Option<HeadRow>, StoreError> {
            rows::head(&mut self.connection, zone).await
        }

        async fn kept(&mut self, zone: &ZoneId, after: u64, limit: u32) -> Result<Vec<Kept>, StoreError> {
            rows::kept(&mut self.connection, zone, after, limit).await
        }

        async fn standing(
            &mut self,
            zone: &ZoneId,
            noun: NounKind,
            key: &str,
        ) -> Result<Option<u64>, StoreError> {
            rows::standing(&mut self.connection, zone, noun, key).await
        }

        async fn drop_views(&mut self, zone: &ZoneId) -> Result<(), StoreError> {
            rows::drop_views(&mut self.connection, zone).await
        }

        async fn keep_checkpoint(&mut self, zone: &ZoneId, size: u64, note: &str) -> Result<u64, StoreError> {
            rows::keep_checkpoint(&mut self.connection, zone, size, note).await
        }

        async fn keep_draft(&mut self, draft: &Draft) -> Result<u64, StoreError> {
            rows::keep_draft(&mut self.connection, draft).await
        }

        async fn forget_draft(&mut self, token: &DraftToken) -> Result<u64, StoreError> {
            rows::forget_draft(&mut self.connection, token).await
        }

        async fn drop_drafts(&mut self, before_us: i64) -> Result<u64, StoreError> {
            rows::drop_drafts(&mut self.connection, before_us).await
        }

        async fn keep_beside(&mut self, beside: &crate::beside::Beside) -> Result<u64, StoreError> {
            rows::keep_beside(&mut self.connection, beside).await
        }

        async fn forget_beside(&mut self, forget: &crate::writer::Forget) -> Result<u64, StoreError> {
            rows::forget_beside(&mut self.connection, forget).await
        }

        async fn save(&mut self) -> Result<(), StoreError> {
            rows::run(&mut self.connection, sql::SAVE).await
        }

        async fn keep(&mut self) -> Result<(), StoreError> {
            rows::run(&mut self.connection, sql::KEEP).await
        }

        async fn undo(&mut self) -> Result<(), StoreError> {
            rows::run(&mut self.connection, sql::UNDO).await?;
            self.keep().await
        }
    };
}
pub(crate) use hand_on;
