//! What the writer does for each request inside a transaction.

use crate::batch::Batch;
use crate::desk::Desk;
use crate::error::StoreError;
use crate::record::{self, Effect, Kept, Record, Turn};
use crate::store::{Appended, Expect};
use crate::writer::{Done, Outcome, Work};
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{KeptEntry, Salt};

/// Entries that a rebuild holds in memory at a time.
const PAGE: u32 = 1024;

/// Does one piece of work; an error outside means that the transaction is lost as a whole.
pub(crate) async fn attend(
    desk: &mut impl Desk,
    batch: &mut Batch,
    work: &Work,
) -> Result<Outcome, StoreError> {
    match work {
        Work::Append { zone, records, salts, expect } => {
            open(desk, batch, zone).await?;
            if let Err(error) = expected(desk, batch, zone, expect).await? {
                return Ok(Err(error));
            }
            if records.iter().any(Record::erases) {
                return erase(desk, batch, zone, (records, salts), expect.head).await;
            }
            Ok(batch.append(zone, records, salts, expect.head).map(Done::Entries))
        }
        Work::Import { zone, entries, expect_head } => import(desk, batch, zone, entries, *expect_head).await,
        Work::Rebuild { zone } => aside(desk, batch, Aside::Rebuild(zone)).await,
        Work::KeepCheckpoint { zone, size, note } => {
            desk.keep_checkpoint(zone, *size, note).await.map(Done::Rows).map(Ok)
        }
        Work::KeepDraft(draft) => desk.keep_draft(draft).await.map(Done::Rows).map(Ok),
        Work::ForgetDraft(token) => desk.forget_draft(token).await.map(Done::Rows).map(Ok),
        Work::DropDrafts { before_us } => desk.drop_drafts(*before_us).await.map(Done::Rows).map(Ok),
        Work::KeepBeside(beside) => desk.keep_beside(beside).await.map(Done::Rows).map(Ok),
        Work::ForgetBeside(forget) => desk.forget_beside(forget).await.map(Done::Rows).map(Ok),
    }
}

/// Writes what is pending.
pub(crate) async fn flush(desk: &mut impl Desk, batch: &mut Batch) -> Result<(), StoreError> {
    if !batch.is_empty() {
        desk.write(batch).await?;
        batch.written();
    }
    Ok(())
}

/// Looks whether nouns stand as a request expects, by what is pending first.
async fn expected(
    desk: &mut impl Desk,
    batch: &Batch,
    zone: &ZoneId,
    expect: &Expect,
) -> Result<Result<(), StoreError>, StoreError> {
    for (noun, key, expected) in &expect.nouns {
        let found = match batch.pending(zone, *noun, key) {
            Some(document) => document.as_ref().map(|document| document.seq),
            None => desk.standing(zone, *noun, key).await?,
        };
        if found != *expected {
            let (noun, key, expected) = (*noun, key.clone(), *expected);
            return Ok(Err(StoreError::Moved { noun, key, expected, found }));
        }
    }
    Ok(Ok(()))
}

async fn open(desk: &mut impl Desk, batch: &mut Batch, zone: &ZoneId) -> Result<(), StoreError> {
    if batch.zones.contains_key(zone) { Ok(()) } else { batch.open(zone, desk.head(zone).await?) }
}

/// Work that writes before it knows whether it succeeds, so that it may have to be taken back.
enum Aside<'a> {
    Rebuild(&'a ZoneId),
    Erase(&'a ZoneId, &'a [Record], &'a [Salt]),
    Import(&'a ZoneId, &'a [(KeptEntry, Option<Effect>)]),
}

impl Aside<'_> {
    const fn zone(&self) -> &ZoneId {
        match self {
            Self::Rebuild(zone) | Self::Erase(zone, ..) | Self::Import(zone, ..) => zone,
        }
    }
}

/// Does such work between a mark and its release, and takes it back if it fails.
async fn aside(desk: &mut impl Desk, batch: &mut Batch, work: Aside<'_>) -> Result<Outcome, StoreError> {
    flush(desk, batch).await?;
    desk.save().await?;
    let before = batch.last.clone();
    let done = match &work {
        Aside::Rebuild(zone) => rebuild(desk, zone).await,
        Aside::Erase(zone, records, salts) => erase_each(desk, batch, zone, records, salts).await,
        Aside::Import(zone, entries) => import_all(desk, batch, zone, entries).await,
    };
    // Whatever was worked out for the zone is read again when it is needed.
    batch.zones.remove(work.zone());
    match done {
        Ok(appended) => desk.keep().await.map(|()| Ok(Done::Entries(appended))),
        // A database that has given up has no mark any more, and the other requests are lost with it.
        Err(error) => {
            batch.last = before;
            if desk.undo().await.is_ok() { Ok(Err(error)) } else { Err(error) }
        }
    }
}

async fn erase(
    desk: &mut impl Desk,
    batch: &mut Batch,
    zone: &ZoneId,
    (records, salts): (&[Record], &[Salt]),
    expect_head: Option<u64>,
) -> Result<Outcome, StoreError> {
    match batch.append(zone, &[], &[], expect_head) {
        Ok(_) => aside(desk, batch, Aside::Erase(zone, records, salts)).await,
        Err(error) => Ok(Err(error)),
    }
}

/// Appends records one by one, because an erasure depends on what the ones before it did to the view.
async fn erase_each(
    desk: &mut impl Desk,
    batch: &mut Batch,
    zone: &ZoneId,
    records: &[Record],
    salts: &[Salt],
) -> Result<Appended, StoreError> {
    let mut first = None;
    let mut last = 0;
    for (position, (record, salt)) in (1..).zip(records.iter().zip(salts)) {
        if let Turn::Erased(entry) = record.effect.turn {
            let target = desk.kept(zone, entry.saturating_sub(1), 1).await?.pop();
            let target = target.and_then(|kept| kept.entry.ok());
            let standing = desk.standing(zone, record.effect.noun, &record.effect.key).await?;
            record::check_erasure(target.as_ref(), &record.effect, standing)
                .map_err(|reason| StoreError::InvalidEntry { position, reason })?;
        }
        let appended = batch.append(zone, std::slice::from_ref(record), &[*salt], None)?;
        if let (Turn::Erased(entry), Some(pending)) = (record.effect.turn, batch.zones.get_mut(zone)) {
            pending.erased.push(entry);
        }
        flush(desk, batch).await?;
        first.get_or_insert(appended.first_seq);
        last = appended.last_seq;
    }
    Ok(Appended { first_seq: first.unwrap_or(last + 1), last_seq: last })
}

async fn import(
    desk: &mut impl Desk,
    batch: &mut Batch,
    zone: &ZoneId,
    entries: &[(KeptEntry, Option<Effect>)],
    expect_head: Option<u64>,
) -> Result<Outcome, StoreError> {
    open(desk, batch, zone).await?;
    match batch.append(zone, &[], &[], expect_head) {
        Ok(_) => aside(desk, batch, Aside::Import(zone, entries)).await,
        Err(error) => Ok(Err(error)),
    }
}

async fn import_all(
    desk: &mut impl Desk,
    batch: &mut Batch,
    zone: &ZoneId,
    entries: &[(KeptEntry, Option<Effect>)],
) -> Result<Appended, StoreError> {
    let appended = batch.import(zone, entries, None)?;
    flush(desk, batch).await?;
    Ok(appended)
}

/// Drops the views, the nodes and the head of a zone, and makes them again from its entries.
async fn rebuild(desk: &mut impl Desk, zone: &ZoneId) -> Result<Appended, StoreError> {
    desk.drop_views(zone).await?;
    let mut again = Batch::default();
    again.open(zone, None)?;
    let mut seq = 0;
    loop {
        let page = desk.kept(zone, seq, PAGE).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for kept in page {
            fold_again(&mut again, zone, kept)?;
        }
        flush(desk, &mut again).await?;
    }
    Ok(Appended::after(seq, 0))
}

fn fold_again(again: &mut Batch, zone: &ZoneId, kept: Kept) -> Result<(), StoreError> {
    let seq = kept.seq;
    let leaf = kept.leaf.ok_or_else(|| record::broken(zone, seq, "its leaf is no hash".to_owned()))?;
    let entry = kept.entry.map_err(|reason| record::broken(zone, seq, reason))?;
    again.zones.entry(zone.clone()).or_default().fold_again(zone, &entry, leaf)
}
