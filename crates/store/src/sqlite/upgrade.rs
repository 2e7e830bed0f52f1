//! Moves the entries of an older schema into the one with leaves: each gets a salt and its place in the tree.

use super::{desk, rows};
use crate::batch::Batch;
use crate::error::StoreError;
use crate::fault::while_doing;
use crate::record::{self, Effect};
use crate::rows::zone as read_zone;
use crate::salt;
use sqlx::{Sqlite, SqliteConnection};
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Header, KeptEntry, Payload, Salt};

/// Entries that are held in memory at a time.
const PAGE: i64 = 512;

const IS_THERE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'entry_before_tree'";

const ZONES: &str = "SELECT DISTINCT zone FROM entry_before_tree";

const ENTRIES: &str = "SELECT seq, kind, actor, at_us, payload_version, payload FROM entry_before_tree \
     WHERE zone = $1 AND seq > $2 ORDER BY seq LIMIT $3";

type Row = (i64, String, String, i64, i64, String);

/// Moves what is there to move, all or nothing.
pub(super) async fn move_entries(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let doing = while_doing("moving entries into the new schema");
    let there: i64 = sqlx::query_scalar(IS_THERE).fetch_one(&mut *connection).await.map_err(&doing)?;
    if there == 0 {
        return Ok(());
    }
    rows::run(connection, "BEGIN IMMEDIATE").await?;
    match move_all(connection).await {
        Ok(()) => rows::run(connection, "COMMIT").await,
        Err(error) => {
            rows::run(connection, "ROLLBACK").await?;
            Err(error)
        }
    }
}

async fn move_all(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let doing = while_doing("moving entries into the new schema");
    let zones: Vec<String> = sqlx::query_scalar(ZONES).fetch_all(&mut *connection).await.map_err(&doing)?;
    for zone in zones {
        let zone = read_zone(zone)?;
        // An earlier start may have moved them and ended before the old table was gone.
        if rows::head(connection, &zone).await?.is_none() {
            move_zone(connection, &zone).await?;
        }
    }
    Ok(())
}

async fn move_zone(connection: &mut SqliteConnection, zone: &ZoneId) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    batch.open(zone, None)?;
    let mut after = 0;
    loop {
        let page: Vec<Row> = sqlx::query_as::<Sqlite, _>(ENTRIES)
            .bind(zone.as_str())
            .bind(after)
            .bind(PAGE)
            .fetch_all(&mut *connection)
            .await
            .map_err(while_doing("moving entries into the new schema"))?;
        let Some((last, ..)) = page.last() else { return Ok(()) };
        after = *last;
        let salts = salt::draw(page.len())?;
        let moved: Result<Vec<_>, StoreError> =
            page.into_iter().zip(salts).map(|(row, salt)| lifted(zone, row, salt)).collect();
        batch.import(zone, &moved?, None)?;
        desk::write_before_lists(connection, &batch).await?;
        batch.written();
    }
}

fn lifted(zone: &ZoneId, row: Row, salt: Salt) -> Result<(KeptEntry, Option<Effect>), StoreError> {
    let (seq, kind, actor, at_us, version, payload) = row;
    let seq = seq.unsigned_abs();
    let payload_version = u32::try_from(version).unwrap_or(u32::MAX);
    let event = record::decode_event(payload_version, payload.as_bytes())
        .map_err(|reason| record::broken(zone, seq, reason))?;
    let payload = Payload { salt, bytes: payload.into_bytes() };
    let header = Header {
        zone: zone.to_string(),
        seq,
        kind,
        actor,
        at_us,
        payload_version,
        payload_hash: payload.hash(),
    };
    Ok((KeptEntry { header, payload: Some(payload) }, Some(Effect::of(&event))))
}
