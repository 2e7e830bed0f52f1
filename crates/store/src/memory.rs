//! The twin in memory: the same promises without a disk, for tests and previews.

use crate::draft::{self, Draft, DraftToken, MOST_DRAFTS};
use crate::error::StoreError;
use crate::migrations::SCHEMA_VERSION;
use crate::record::{self, EntryRow, NounRow, PAYLOAD_VERSION, Record};
use crate::store::{Appended, Head, Store, ViewRow};
use async_trait::async_trait;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use teukgu_domain::entry::{Entry, NewEntry};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use tokio::sync::watch;

/// A store that is gone when it is dropped.
#[derive(Debug)]
pub struct MemoryStore {
    /// `None` once closed.
    kept: Mutex<Option<Kept>>,
    changes: watch::Sender<u64>,
}

/// Everything that is kept: the records, and the drafts beside them.
#[derive(Debug, Default)]
struct Kept {
    ledgers: BTreeMap<ZoneId, Ledger>,
    drafts: BTreeMap<DraftToken, Draft>,
}

/// The record of one zone and its view, row by row as on disk.
#[derive(Clone, Debug, Default)]
struct Ledger {
    entries: Vec<(EntryRow, record::Effect)>,
    nouns: BTreeMap<(&'static str, String), NounRow>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        Self { kept: Mutex::new(Some(Kept::default())), changes: watch::Sender::new(0) }
    }

    /// Nothing that runs under the lock can leave a ledger half changed, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads from one ledger; a zone without entries has an empty one.
    fn read<T>(&self, zone: &ZoneId, read: impl FnOnce(&Ledger) -> T) -> Result<T, StoreError> {
        let guard = self.lock();
        let kept = guard.as_ref().ok_or(StoreError::Closed)?;
        Ok(read(kept.ledgers.get(zone).unwrap_or(&Ledger::default())))
    }

    /// Reads and changes the drafts.
    fn drafts<T>(&self, change: impl FnOnce(&mut BTreeMap<DraftToken, Draft>) -> T) -> Result<T, StoreError> {
        let mut guard = self.lock();
        Ok(change(&mut guard.as_mut().ok_or(StoreError::Closed)?.drafts))
    }

    fn committed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

impl Ledger {
    fn head(&self) -> (u64, Option<i64>) {
        let at_us = self.entries.last().map(|(row, _)| row.at_us);
        (self.entries.len() as u64, at_us)
    }

    fn append(&mut self, records: Vec<Record>) {
        for record in records {
            let row = EntryRow {
                seq: i64::try_from(self.entries.len() + 1)
                    .expect("a list in memory is shorter than i64 counts"),
                actor: record.actor,
                at_us: record.at_us,
                payload_version: i64::from(PAYLOAD_VERSION),
                payload: record.payload,
            };
            fold(&mut self.nouns, &row, &record.effect);
            self.entries.push((row, record.effect));
        }
    }

    fn rebuild(&mut self) {
        self.nouns.clear();
        for (row, effect) in &self.entries {
            fold(&mut self.nouns, row, effect);
        }
    }
}

fn fold(nouns: &mut BTreeMap<(&'static str, String), NounRow>, row: &EntryRow, effect: &record::Effect) {
    let subject = (effect.noun.key(), effect.key.clone());
    if effect.withdrawn {
        nouns.remove(&subject);
        return;
    }
    let noun = NounRow {
        kind: effect.noun.key().to_owned(),
        key: effect.key.clone(),
        document_version: row.payload_version,
        document: row.payload.clone(),
    };
    nouns.insert(subject, noun);
}

/// Lets go of the draft that was left alone for the longest, if there is one too many.
fn push_out(drafts: &mut BTreeMap<DraftToken, Draft>) {
    if drafts.len() <= MOST_DRAFTS as usize {
        return;
    }
    // Equal instants go by the larger token, as they do on disk.
    let oldest = drafts.values().min_by_key(|draft| (draft.touched_at, std::cmp::Reverse(&draft.token)));
    if let Some(token) = oldest.map(|draft| draft.token.clone()) {
        drafts.remove(&token);
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn append(
        &self,
        zone: &ZoneId,
        entries: Vec<NewEntry>,
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let records = record::encode_all(entries)?;
        let mut guard = self.lock();
        let ledgers = &mut guard.as_mut().ok_or(StoreError::Closed)?.ledgers;
        let head = ledgers.get(zone).map_or(0, |ledger| ledger.head().0);
        record::expect(expect_head, head)?;
        let appended = Appended::after(head, records.len() as u64);
        if !records.is_empty() {
            ledgers.entry(zone.clone()).or_default().append(records);
            self.committed();
        }
        Ok(appended)
    }

    async fn entries(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let after = usize::try_from(after_seq).unwrap_or(usize::MAX);
        let rows: Vec<EntryRow> = self.read(zone, |ledger| {
            ledger.entries.iter().skip(after).take(limit as usize).map(|(row, _)| row.clone()).collect()
        })?;
        rows.into_iter().map(|row| row.decode(zone)).collect()
    }

    async fn head(&self, zone: &ZoneId) -> Result<Head, StoreError> {
        let (seq, at_us) = self.read(zone, Ledger::head)?;
        record::head(zone, seq, at_us)
    }

    async fn zones(&self) -> Result<Vec<ZoneId>, StoreError> {
        Ok(self.lock().as_ref().ok_or(StoreError::Closed)?.ledgers.keys().cloned().collect())
    }

    async fn snapshot(&self, zone: &ZoneId) -> Result<Snapshot, StoreError> {
        record::snapshot(zone, &self.nouns(zone)?)
    }

    async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError> {
        let mut guard = self.lock();
        let ledgers = &mut guard.as_mut().ok_or(StoreError::Closed)?.ledgers;
        if let Some(ledger) = ledgers.get_mut(zone) {
            ledger.rebuild();
            self.committed();
        }
        Ok(())
    }

    async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<ViewRow>, StoreError> {
        record::view(zone, self.nouns(zone)?)
    }

    async fn draft(&self, token: &DraftToken) -> Result<Option<Draft>, StoreError> {
        self.drafts(|drafts| drafts.get(token).cloned())
    }

    async fn keep_draft(&self, draft: Draft) -> Result<(), StoreError> {
        draft::check(&draft)?;
        let touched_at = record::instant(draft.touched_at.as_microsecond()).unwrap_or(draft.touched_at);
        self.drafts(|drafts| {
            drafts.insert(draft.token.clone(), Draft { touched_at, ..draft });
            push_out(drafts);
        })
    }

    async fn forget_draft(&self, token: &DraftToken) -> Result<(), StoreError> {
        self.drafts(|drafts| drafts.remove(token)).map(|_| ())
    }

    async fn drop_drafts(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.drafts(|drafts| {
            let had = drafts.len();
            drafts.retain(|_, draft| draft.touched_at >= before);
            (had - drafts.len()) as u64
        })
    }

    async fn schema_version(&self) -> Result<u32, StoreError> {
        self.lock().as_ref().map(|_| SCHEMA_VERSION).ok_or(StoreError::Closed)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    async fn close(&self) -> Result<(), StoreError> {
        *self.lock() = None;
        Ok(())
    }
}

impl MemoryStore {
    fn nouns(&self, zone: &ZoneId) -> Result<Vec<NounRow>, StoreError> {
        self.read(zone, |ledger| ledger.nouns.values().cloned().collect())
    }
}
