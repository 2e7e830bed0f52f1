//! The twin in memory: the same promises without a disk, for tests and previews.

use crate::batch::{Batch, Pending};
use crate::beside::{self, Beside, Shelf};
use crate::draft::{self, Draft, DraftToken, MOST_DRAFTS};
use crate::error::StoreError;
use crate::listing::{Facet, Listing, Order, Tally};
use crate::migrations::SCHEMA_VERSION;
use crate::record::{self, Effect, HeadRow, Kept, NounRow, Record, Turn};
use crate::salt;
use crate::store::{Appended, Expect, Head, SignedCheckpoint, Store, ViewRow};
use async_trait::async_trait;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use teukgu_domain::entry::{Entry, Event, NewEntry, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::snapshot::Snapshot;
use teukgu_ledger::{Hash, KeptEntry, Salt};
use tokio::sync::watch;

/// A store that is gone when it is dropped.
#[derive(Debug)]
pub struct MemoryStore {
    /// `None` once closed.
    inside: Mutex<Option<Inside>>,
    changes: watch::Sender<u64>,
}

/// Everything that is kept: the records, and the drafts beside them.
#[derive(Debug, Default)]
struct Inside {
    ledgers: BTreeMap<ZoneId, Ledger>,
    drafts: BTreeMap<DraftToken, Draft>,
    beside: BTreeMap<(Shelf, String), Beside>,
}

/// The record of one zone and its views, row by row as on disk.
#[derive(Clone, Debug, Default)]
struct Ledger {
    entries: Vec<(KeptEntry, Hash)>,
    nodes: BTreeMap<(u32, u64), Hash>,
    head: Option<HeadRow>,
    nouns: BTreeMap<(NounKind, String), (u64, NounRow)>,
    checkpoints: BTreeMap<u64, String>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        Self { inside: Mutex::new(Some(Inside::default())), changes: watch::Sender::new(0) }
    }

    /// Nothing that runs under the lock can leave a ledger half changed, so a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Option<Inside>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads from one ledger; a zone without entries has an empty one.
    fn read<T>(&self, zone: &ZoneId, read: impl FnOnce(&Ledger) -> T) -> Result<T, StoreError> {
        let guard = self.lock();
        let inside = guard.as_ref().ok_or(StoreError::Closed)?;
        Ok(read(inside.ledgers.get(zone).unwrap_or(&Ledger::default())))
    }

    /// Changes one ledger; a change that fails leaves it as it was.
    fn change(
        &self,
        zone: &ZoneId,
        change: impl FnOnce(&mut Ledger) -> Result<Appended, StoreError>,
    ) -> Result<Appended, StoreError> {
        let mut guard = self.lock();
        let ledgers = &mut guard.as_mut().ok_or(StoreError::Closed)?.ledgers;
        let mut ledger = ledgers.remove(zone).unwrap_or_default();
        let changed = change(&mut ledger);
        if ledger.head.is_some() || !ledger.checkpoints.is_empty() {
            ledgers.insert(zone.clone(), ledger);
        }
        if changed.as_ref().is_ok_and(|appended| appended.count() > 0) {
            self.committed();
        }
        changed
    }

    /// Reads and changes the drafts.
    fn drafts<T>(&self, change: impl FnOnce(&mut BTreeMap<DraftToken, Draft>) -> T) -> Result<T, StoreError> {
        let mut guard = self.lock();
        Ok(change(&mut guard.as_mut().ok_or(StoreError::Closed)?.drafts))
    }

    /// Reads and changes what stands beside the ledger.
    fn besides<T>(
        &self,
        change: impl FnOnce(&mut BTreeMap<(Shelf, String), Beside>) -> T,
    ) -> Result<T, StoreError> {
        let mut guard = self.lock();
        Ok(change(&mut guard.as_mut().ok_or(StoreError::Closed)?.beside))
    }

    fn remove_besides(&self, goes: impl Fn(&Beside) -> bool) -> Result<u64, StoreError> {
        self.besides(|all| {
            let had = all.len();
            all.retain(|_, beside| !goes(beside));
            (had - all.len()) as u64
        })
    }

    fn committed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

impl Ledger {
    fn open(&self, zone: &ZoneId) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        batch.open(zone, self.head.clone())?;
        Ok(batch)
    }

    fn check(&self, expect: &Expect) -> Result<(), StoreError> {
        for (noun, key, expected) in &expect.nouns {
            let found = self.nouns.get(&(*noun, key.clone())).map(|(seq, _)| *seq);
            if found != *expected {
                let (noun, key, expected) = (*noun, key.clone(), *expected);
                return Err(StoreError::Moved { noun, key, expected, found });
            }
        }
        Ok(())
    }

    /// Returns the rows that a list takes, with their order.
    fn listed(&self, listing: &Listing) -> Vec<(i64, &NounRow)> {
        if !listing.may_find() {
            return Vec::new();
        }
        let of_kind = self.nouns.range((listing.kind, String::new())..);
        let of_kind = of_kind.take_while(|((kind, _), _)| *kind == listing.kind);
        let rows = of_kind.filter_map(|((_, key), (_, row))| {
            let facets = row.facets.as_ref().filter(|facets| listing.takes(facets, key))?;
            Some((facets.sort, row))
        });
        rows.collect()
    }

    fn append(
        &mut self,
        zone: &ZoneId,
        records: &[Record],
        salts: &[Salt],
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        if records.iter().any(Record::erases) {
            let mut changed = self.clone();
            let appended = changed.erase_each(zone, records, salts, expect_head)?;
            *self = changed;
            return Ok(appended);
        }
        let mut batch = self.open(zone)?;
        let appended = batch.append(zone, records, salts, expect_head)?;
        self.write(&batch);
        Ok(appended)
    }

    /// Appends records one by one, because an erasure depends on what the ones before it did to the view.
    fn erase_each(
        &mut self,
        zone: &ZoneId,
        records: &[Record],
        salts: &[Salt],
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let before = self.open(zone)?.append(zone, &[], &[], expect_head)?;
        for (position, (record, salt)) in (1..).zip(records.iter().zip(salts)) {
            self.check_erasure(record).map_err(|reason| StoreError::InvalidEntry { position, reason })?;
            let mut batch = self.open(zone)?;
            batch.append(zone, std::slice::from_ref(record), &[*salt], None)?;
            self.write(&batch);
            if let Turn::Erased(entry) = record.effect.turn {
                self.erase(entry);
            }
        }
        Ok(Appended::after(before.last_seq, records.len() as u64))
    }

    fn check_erasure(&self, record: &Record) -> Result<(), crate::InvalidEntryError> {
        let Turn::Erased(entry) = record.effect.turn else { return Ok(()) };
        let target = self.entries.get(index(entry)).map(|(kept, _)| kept);
        let subject = (record.effect.noun, record.effect.key.clone());
        let standing = self.nouns.get(&subject).map(|(seq, _)| *seq);
        record::check_erasure(target, &record.effect, standing)
    }

    fn import(
        &mut self,
        zone: &ZoneId,
        entries: &[(KeptEntry, Option<Effect>)],
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let mut batch = self.open(zone)?;
        let appended = batch.import(zone, entries, expect_head)?;
        self.write(&batch);
        Ok(appended)
    }

    fn write(&mut self, batch: &Batch) {
        for pending in batch.zones.values() {
            self.entries.extend(pending.entries.iter().cloned());
            pending.erased.iter().for_each(|entry| self.erase(*entry));
            self.nodes.extend(pending.nodes.iter().map(|(id, hash)| ((id.level, id.index), *hash)));
            for ((noun, key), document) in &pending.nouns {
                self.stand(*noun, key, document.as_ref());
            }
            self.move_head(pending);
        }
    }

    fn stand(&mut self, noun: NounKind, key: &str, document: Option<&crate::batch::Document>) {
        let subject = (noun, key.to_owned());
        let Some(document) = document else {
            self.nouns.remove(&subject);
            return;
        };
        let row = NounRow {
            kind: noun.key().to_owned(),
            key: key.to_owned(),
            document_version: i64::from(document.version),
            document: document.text.clone(),
            facets: document.facets.clone(),
        };
        self.nouns.insert(subject, (document.seq, row));
    }

    fn move_head(&mut self, pending: &Pending) {
        if let (true, Some(at_us)) = (pending.moved || !pending.entries.is_empty(), pending.at_us) {
            let (frontier, seq) = (&pending.frontier, pending.frontier.size());
            let (root, peaks) = (frontier.root(), frontier.peaks().to_vec());
            self.head = Some(HeadRow { seq, at_us, root, peaks });
        }
    }

    fn erase(&mut self, entry: u64) {
        if let Some((kept, _)) = self.entries.get_mut(index(entry)) {
            kept.payload = None;
        }
    }

    fn rebuild(&mut self, zone: &ZoneId) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.open(zone, None)?;
        let pending = batch.zones.entry(zone.clone()).or_default();
        for (kept, leaf) in &self.entries {
            pending.fold_again(zone, kept, *leaf)?;
        }
        self.nodes.clear();
        self.nouns.clear();
        self.head = None;
        self.write(&batch);
        Ok(())
    }
}

/// Returns where an entry stands in the list.
fn index(entry: u64) -> usize {
    usize::try_from(entry).unwrap_or(usize::MAX).wrapping_sub(1)
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
        expect: Expect,
    ) -> Result<Appended, StoreError> {
        let records = record::encode_all(entries)?;
        let salts = salt::draw(records.len())?;
        self.change(zone, |ledger| {
            ledger.check(&expect)?;
            ledger.append(zone, &records, &salts, expect.head)
        })
    }

    async fn import(
        &self,
        zone: &ZoneId,
        entries: Vec<KeptEntry>,
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let entries = record::effects(entries)?;
        self.change(zone, |ledger| ledger.import(zone, &entries, expect_head))
    }

    async fn entries(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let kept = self.kept(zone, after_seq, limit).await?;
        kept.into_iter().map(|kept| kept.decode(zone)).collect()
    }

    async fn kept(&self, zone: &ZoneId, after_seq: u64, limit: u32) -> Result<Vec<Kept>, StoreError> {
        let after = usize::try_from(after_seq).unwrap_or(usize::MAX);
        let kept = |(entry, leaf): &(KeptEntry, Hash)| Kept {
            seq: entry.header.seq,
            leaf: Some(*leaf),
            entry: Ok(entry.clone()),
        };
        self.read(zone, |ledger| ledger.entries.iter().skip(after).take(limit as usize).map(kept).collect())
    }

    async fn nodes(
        &self,
        zone: &ZoneId,
        level: u32,
        first: u64,
        limit: u32,
    ) -> Result<Vec<Hash>, StoreError> {
        let skipped = usize::try_from(first).unwrap_or(usize::MAX);
        self.read(zone, |ledger| {
            if level == 0 {
                let leaves = ledger.entries.iter().skip(skipped).take(limit as usize);
                return leaves.map(|(_, leaf)| *leaf).collect();
            }
            let nodes = ledger.nodes.range((level, first)..(level + 1, 0));
            nodes.take(limit as usize).map(|(_, hash)| *hash).collect()
        })
    }

    async fn keep_checkpoint(&self, zone: &ZoneId, size: u64, note: &str) -> Result<(), StoreError> {
        let keep = |ledger: &mut Ledger| {
            ledger.checkpoints.entry(size).or_insert_with(|| note.to_owned());
            Ok(Appended::after(0, 0))
        };
        self.change(zone, keep).map(|_| ())
    }

    async fn checkpoints(
        &self,
        zone: &ZoneId,
        below: u64,
        limit: u32,
    ) -> Result<Vec<SignedCheckpoint>, StoreError> {
        let checkpoint = |(size, note): (&u64, &String)| SignedCheckpoint { size: *size, note: note.clone() };
        self.read(zone, |ledger| {
            ledger.checkpoints.range(..below).rev().take(limit as usize).map(checkpoint).collect()
        })
    }

    async fn head(&self, zone: &ZoneId) -> Result<Head, StoreError> {
        record::head(zone, self.read(zone, |ledger| ledger.head.clone())?.as_ref())
    }

    async fn zones(&self) -> Result<Vec<ZoneId>, StoreError> {
        let guard = self.lock();
        let ledgers = &guard.as_ref().ok_or(StoreError::Closed)?.ledgers;
        let with_entries = ledgers.iter().filter(|(_, ledger)| ledger.head.is_some());
        Ok(with_entries.map(|(zone, _)| zone.clone()).collect())
    }

    async fn snapshot(&self, zone: &ZoneId) -> Result<Snapshot, StoreError> {
        record::snapshot(zone, &self.nouns(zone)?)
    }

    async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError> {
        let mut guard = self.lock();
        let ledgers = &mut guard.as_mut().ok_or(StoreError::Closed)?.ledgers;
        if let Some(ledger) = ledgers.get_mut(zone) {
            ledger.rebuild(zone)?;
            self.committed();
        }
        Ok(())
    }

    async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<ViewRow>, StoreError> {
        record::view(zone, self.nouns(zone)?)
    }

    async fn noun(&self, zone: &ZoneId, kind: NounKind, key: &str) -> Result<Option<Event>, StoreError> {
        let subject = (kind, key.to_owned());
        let row = self.read(zone, |ledger| ledger.nouns.get(&subject).map(|(_, row)| row.clone()))?;
        row.map(|row| row.decode(zone)).transpose()
    }

    async fn standing(
        &self,
        zone: &ZoneId,
        kind: NounKind,
        key: &str,
    ) -> Result<Option<(u64, Event)>, StoreError> {
        let subject = (kind, key.to_owned());
        let found = self.read(zone, |ledger| ledger.nouns.get(&subject).cloned())?;
        found.map(|(seq, row)| Ok((seq, row.decode(zone)?))).transpose()
    }

    async fn list(&self, zone: &ZoneId, listing: &Listing) -> Result<Vec<Event>, StoreError> {
        let rows: Vec<NounRow> = self.read(zone, |ledger| {
            let mut rows = ledger.listed(listing);
            rows.sort_by(|(a, a_row), (b, b_row)| match listing.order {
                Order::Sort => (a, &a_row.key).cmp(&(b, &b_row.key)),
                Order::SortDown => (b, &b_row.key).cmp(&(a, &a_row.key)),
                Order::KeyDown => b_row.key.cmp(&a_row.key),
            });
            rows.into_iter().take(listing.limit as usize).map(|(_, row)| row.clone()).collect()
        })?;
        rows.iter().map(|row| row.decode(zone)).collect()
    }

    async fn count(&self, zone: &ZoneId, listing: &Listing) -> Result<u64, StoreError> {
        let whole = Listing { after: None, ..listing.clone() };
        self.read(zone, |ledger| ledger.listed(&whole).len() as u64)
    }

    async fn tally(
        &self,
        zone: &ZoneId,
        listing: &Listing,
        by: Facet,
        mark: i64,
    ) -> Result<Vec<Tally>, StoreError> {
        let whole = Listing { after: None, ..listing.clone() };
        self.read(zone, |ledger| {
            let mut counts: BTreeMap<Option<String>, (u64, u64)> = BTreeMap::new();
            for facets in ledger.listed(&whole).into_iter().filter_map(|(_, row)| row.facets.as_ref()) {
                let (count, before) = counts.entry(by.of(facets)).or_default();
                *count += 1;
                *before += u64::from(facets.sort < mark);
            }
            counts.into_iter().map(|(of, (count, before))| Tally { of, count, before }).collect()
        })
    }

    async fn keep_beside(&self, beside: Beside) -> Result<(), StoreError> {
        beside::check(&beside)?;
        let at = record::instant(beside.at.as_microsecond()).unwrap_or(beside.at);
        self.besides(|all| {
            all.insert((beside.shelf, beside.key.clone()), Beside { at, ..beside });
        })
    }

    async fn beside(&self, shelf: Shelf, key: &str) -> Result<Option<Beside>, StoreError> {
        self.besides(|all| all.get(&(shelf, key.to_owned())).cloned())
    }

    async fn shelf(&self, shelf: Shelf, after: &str, limit: u32) -> Result<Vec<Beside>, StoreError> {
        self.besides(|all| {
            let behind = all.range((shelf, after.to_owned())..).filter(|((_, key), _)| key != after);
            let of_shelf = behind.take_while(|((of, _), _)| *of == shelf);
            of_shelf.take(limit as usize).map(|(_, beside)| beside.clone()).collect()
        })
    }

    async fn shelf_keys(
        &self,
        shelf: Shelf,
        before: Timestamp,
        after: &str,
        limit: u32,
    ) -> Result<Vec<String>, StoreError> {
        let shelf = self.shelf(shelf, after, u32::MAX).await?;
        let old = shelf.into_iter().filter(|beside| beside.at < before);
        Ok(old.take(limit as usize).map(|beside| beside.key).collect())
    }

    async fn forget_beside(&self, shelf: Shelf, key: &str) -> Result<(), StoreError> {
        self.besides(|all| all.remove(&(shelf, key.to_owned()))).map(|_| ())
    }

    async fn forget_beside_of(&self, shelf: Shelf, owner: &str) -> Result<u64, StoreError> {
        self.remove_besides(|beside| beside.shelf == shelf && beside.owner == owner)
    }

    async fn drop_beside(&self, shelf: Shelf, before: Timestamp) -> Result<u64, StoreError> {
        self.remove_besides(|beside| beside.shelf == shelf && beside.at < before)
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

    async fn forget_draft(&self, token: &DraftToken) -> Result<bool, StoreError> {
        self.drafts(|drafts| drafts.remove(token).is_some())
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

    async fn ready(&self) -> Result<(), StoreError> {
        self.schema_version().await.map(|_| ())
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
        self.read(zone, |ledger| ledger.nouns.values().map(|(_, row)| row.clone()).collect())
    }
}
