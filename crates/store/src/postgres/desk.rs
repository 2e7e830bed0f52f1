//! The connection that writes to PostgreSQL: each table takes one statement a transaction, however many rows there are.

use super::{connect, listen, rows};
use crate::batch::{Batch, Pending};
use crate::desk::Desk;
use crate::draft::{Draft, DraftToken};
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::record::{HeadRow, Kept};
use crate::rows::{hand_on, peaks, place};
use crate::sql;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, PgPool};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::ZoneId;

/// Servers that share a database take turns; the turn ends with the transaction.
const TURN: &str = "SELECT pg_advisory_xact_lock(1414219605)";

const ADD_ENTRIES: &str = "INSERT INTO entry \
     (zone, seq, kind, actor, at_us, payload_version, salt, payload, payload_hash, leaf) \
     SELECT $1, * FROM UNNEST($2::BIGINT[], $3::TEXT[], $4::TEXT[], $5::BIGINT[], $6::BIGINT[], \
     $7::BYTEA[], $8::BYTEA[], $9::BYTEA[], $10::BYTEA[])";

const SET_NOUNS: &str = "INSERT INTO view_noun (zone, kind, key, seq, document_version, document, \
     state, owner, assignee, parent, sort, search) \
     SELECT $1, * FROM UNNEST($2::TEXT[], $3::TEXT[], $4::BIGINT[], $5::BIGINT[], $6::TEXT[], \
     $7::TEXT[], $8::TEXT[], $9::TEXT[], $10::TEXT[], $11::BIGINT[], $12::TEXT[]) \
     ON CONFLICT (zone, kind, key) DO UPDATE SET \
     seq = excluded.seq, document_version = excluded.document_version, document = excluded.document, \
     state = excluded.state, owner = excluded.owner, assignee = excluded.assignee, parent = excluded.parent, \
     sort = excluded.sort, search = excluded.search";

const REMOVE_NOUNS: &str = "DELETE FROM view_noun USING UNNEST($2::TEXT[], $3::TEXT[]) AS gone (kind, key) \
     WHERE view_noun.zone = $1 AND view_noun.kind = gone.kind AND view_noun.key = gone.key";

const ADD_NODES: &str = "INSERT INTO tree_node (zone, level, place, hash) \
     SELECT $1, * FROM UNNEST($2::BIGINT[], $3::BIGINT[], $4::BYTEA[])";

const NOTIFY: &str = "SELECT pg_notify($1, $2)";

/// What the writer holds while the database is open.
pub(super) struct PostgresDesk {
    pub(super) address: PgConnectOptions,
    pub(super) connection: PgConnection,
    pub(super) readers: PgPool,
    /// Number that the server knows the connection by.
    pub(super) own: Arc<AtomicU32>,
}

impl Desk for PostgresDesk {
    async fn begin(&mut self) -> Result<(), StoreError> {
        rows::run(&mut self.connection, "BEGIN").await?;
        rows::run(&mut self.connection, TURN).await
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        rows::run(&mut self.connection, "COMMIT").await
    }

    async fn recover(&mut self) -> Result<(), StoreError> {
        if rows::run(&mut self.connection, "ROLLBACK").await.is_err() {
            self.connection = connect::connect(&self.address).await?;
            let process = connect::process(&mut self.connection).await?;
            self.own.store(process, Ordering::Relaxed);
        }
        Ok(())
    }

    hand_on!();

    async fn write(&mut self, batch: &Batch) -> Result<(), StoreError> {
        for (zone, pending) in &batch.zones {
            self.write_entries(zone, pending).await?;
            self.write_nouns(zone, pending).await?;
            self.write_tree(zone, pending).await?;
        }
        Ok(())
    }

    fn committed(&mut self, _: u64) {}

    async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await;
        if let Err(error) = self.connection.close().await {
            // Nothing is lost: what was answered is committed, and the server may have hung up first.
            tracing::debug!(%error, "the connection that writes had ended before it was closed");
        }
        Ok(())
    }
}

impl PostgresDesk {
    async fn write_entries(&mut self, zone: &ZoneId, pending: &Pending) -> Result<(), StoreError> {
        let entries = &pending.entries;
        if !entries.is_empty() {
            let header = || entries.iter().map(|(kept, _)| &kept.header);
            let payload = || entries.iter().map(|(kept, _)| kept.payload.as_ref());
            sqlx::query(ADD_ENTRIES)
                .bind(zone.as_str())
                .bind(header().map(|h| place(h.seq)).collect::<Vec<_>>())
                .bind(header().map(|h| h.kind.as_str()).collect::<Vec<_>>())
                .bind(header().map(|h| h.actor.as_str()).collect::<Vec<_>>())
                .bind(header().map(|h| h.at_us).collect::<Vec<_>>())
                .bind(header().map(|h| i64::from(h.payload_version)).collect::<Vec<_>>())
                .bind(payload().map(|p| p.map(|p| p.salt.0.to_vec())).collect::<Vec<_>>())
                .bind(payload().map(|p| p.map(|p| p.bytes.clone())).collect::<Vec<_>>())
                .bind(header().map(|h| h.payload_hash.as_bytes().to_vec()).collect::<Vec<_>>())
                .bind(entries.iter().map(|(_, leaf)| leaf.as_bytes().to_vec()).collect::<Vec<_>>())
                .execute(&mut self.connection)
                .await
                .map_err(while_doing("adding entries"))?;
        }
        for entry in &pending.erased {
            let query = sqlx::query(sql::ERASE).bind(zone.as_str()).bind(place(*entry));
            query
                .execute(&mut self.connection)
                .await
                .map_err(while_doing("erasing the payload of an entry"))?;
        }
        Ok(())
    }

    async fn write_nouns(&mut self, zone: &ZoneId, pending: &Pending) -> Result<(), StoreError> {
        let doing = while_doing("folding a view");
        let gone: Vec<_> = pending.nouns.iter().filter(|(_, document)| document.is_none()).collect();
        if !gone.is_empty() {
            sqlx::query(REMOVE_NOUNS)
                .bind(zone.as_str())
                .bind(gone.iter().map(|((noun, _), _)| noun.key()).collect::<Vec<_>>())
                .bind(gone.iter().map(|((_, key), _)| key.as_str()).collect::<Vec<_>>())
                .execute(&mut self.connection)
                .await
                .map_err(&doing)?;
        }
        let set = pending.nouns.iter().filter_map(|(subject, document)| Some((subject, document.as_ref()?)));
        let set: Vec<_> = set.collect();
        let facets = || set.iter().map(|(_, document)| document.facets.as_ref());
        if !set.is_empty() {
            sqlx::query(SET_NOUNS)
                .bind(zone.as_str())
                .bind(set.iter().map(|((noun, _), _)| noun.key()).collect::<Vec<_>>())
                .bind(set.iter().map(|((_, key), _)| key.as_str()).collect::<Vec<_>>())
                .bind(set.iter().map(|(_, document)| place(document.seq)).collect::<Vec<_>>())
                .bind(set.iter().map(|(_, document)| i64::from(document.version)).collect::<Vec<_>>())
                .bind(set.iter().map(|(_, document)| document.text.as_str()).collect::<Vec<_>>())
                .bind(facets().map(|f| f.map(|f| f.state.as_str())).collect::<Vec<_>>())
                .bind(facets().map(|f| f.and_then(|f| f.owner.as_deref())).collect::<Vec<_>>())
                .bind(facets().map(|f| f.and_then(|f| f.assignee.as_deref())).collect::<Vec<_>>())
                .bind(facets().map(|f| f.and_then(|f| f.parent.as_deref())).collect::<Vec<_>>())
                .bind(facets().map(|f| f.map(|f| f.sort)).collect::<Vec<_>>())
                .bind(facets().map(|f| f.map(|f| f.search.as_str())).collect::<Vec<_>>())
                .execute(&mut self.connection)
                .await
                .map_err(&doing)?;
        }
        Ok(())
    }

    async fn write_tree(&mut self, zone: &ZoneId, pending: &Pending) -> Result<(), StoreError> {
        let nodes = &pending.nodes;
        if !nodes.is_empty() {
            sqlx::query(ADD_NODES)
                .bind(zone.as_str())
                .bind(nodes.iter().map(|(id, _)| i64::from(id.level)).collect::<Vec<_>>())
                .bind(nodes.iter().map(|(id, _)| place(id.index)).collect::<Vec<_>>())
                .bind(nodes.iter().map(|(_, hash)| hash.as_bytes().to_vec()).collect::<Vec<_>>())
                .execute(&mut self.connection)
                .await
                .map_err(while_doing("adding nodes of the tree"))?;
        }
        let (true, Some(at_us)) = (pending.moved || !pending.entries.is_empty(), pending.at_us) else {
            return Ok(());
        };
        sqlx::query(sql::SET_HEAD)
            .bind(zone.as_str())
            .bind(place(pending.frontier.size()))
            .bind(at_us)
            .bind(pending.frontier.root().as_bytes().to_vec())
            .bind(peaks(pending.frontier.peaks()))
            .execute(&mut self.connection)
            .await
            .map_err(while_doing("moving the end of the record"))?;
        self.notify(zone).await
    }

    async fn notify(&mut self, zone: &ZoneId) -> Result<(), StoreError> {
        let query = sqlx::query(NOTIFY).bind(listen::CHANNEL).bind(zone.as_str());
        query.execute(&mut self.connection).await.map(|_| ()).map_err(while_doing("telling other servers"))
    }
}
