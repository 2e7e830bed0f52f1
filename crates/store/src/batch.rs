//! What one transaction writes, worked out before the database sees it: entries, their leaves, nodes and views.
//!
//! Every back end shares this file, so that they keep the same tree and the same views for the same entries.
//! A request is checked here, so that nothing has to be taken back when it is refused.

use crate::error::StoreError;
use crate::record::{self, Effect, HeadRow, PAYLOAD_VERSION, Record, Turn};
use crate::store::Appended;
use std::collections::BTreeMap;
use teukgu_domain::entry::NounKind;
use teukgu_domain::facets::Facets;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{Frontier, Hash, Header, KeptEntry, NodeId, Payload, Salt};

/// Nodes are kept at every eighth level; what lies between is computed from at most 255 of them.
pub(crate) const KEPT_LEVELS: u32 = 8;

/// What one transaction writes, zone by zone.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) zones: BTreeMap<ZoneId, Pending>,
    /// The last new entry; its salt makes its leaf unlike any other.
    pub(crate) last: Option<Last>,
}

/// Names an entry beyond doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) zone: ZoneId,
    pub(crate) seq: u64,
    pub(crate) leaf: Hash,
}

/// What is written to the record of one zone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    /// The growing end of the tree, with what is pending.
    pub(crate) frontier: Frontier,
    /// Instant of the last entry.
    pub(crate) at_us: Option<i64>,
    /// New entries with their leaves, in order.
    pub(crate) entries: Vec<(KeptEntry, Hash)>,
    /// Nodes that are complete with them.
    pub(crate) nodes: Vec<(NodeId, Hash)>,
    /// How nouns stand afterwards; `None` for one that left.
    pub(crate) nouns: BTreeMap<(NounKind, String), Option<Document>>,
    /// Places of entries whose payload goes.
    pub(crate) erased: Vec<u64>,
    /// True if the head has to be written although no entry is new.
    pub(crate) moved: bool,
}

/// The document of a view row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// Place of the entry that declared the noun last.
    pub(crate) seq: u64,
    /// Version of its form.
    pub(crate) version: u32,
    /// The bytes of the entry.
    pub(crate) text: String,
    /// What the noun is found by.
    pub(crate) facets: Option<Facets>,
}

impl Batch {
    /// Takes up a record where its head says that it ends.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the head does not fit together.
    pub(crate) fn open(&mut self, zone: &ZoneId, head: Option<HeadRow>) -> Result<(), StoreError> {
        let pending = match head {
            None => Pending::default(),
            Some(head) => {
                Pending { frontier: resume(zone, &head)?, at_us: Some(head.at_us), ..Pending::default() }
            }
        };
        self.zones.insert(zone.clone(), pending);
        Ok(())
    }

    /// Forgets what has been written, and keeps the ends of the trees.
    pub(crate) fn written(&mut self) {
        for pending in self.zones.values_mut() {
            *pending = Pending {
                frontier: std::mem::take(&mut pending.frontier),
                at_us: pending.at_us,
                ..Pending::default()
            };
        }
    }

    /// Returns true if nothing is to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.zones.values().all(Pending::is_empty)
    }

    /// Appends the entries of one request.
    ///
    /// # Errors
    /// [`StoreError::Conflict`]; nothing has changed then.
    pub(crate) fn append(
        &mut self,
        zone: &ZoneId,
        records: &[Record],
        salts: &[Salt],
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let pending = self.zones.entry(zone.clone()).or_default();
        let head = pending.frontier.size();
        record::expect(expect_head, head)?;
        for (record, salt) in records.iter().zip(salts) {
            pending.append(zone, record, *salt);
        }
        self.note_last(zone);
        Ok(Appended::after(head, records.len() as u64))
    }

    /// Brings in entries that were kept elsewhere, as they are.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] and [`StoreError::DoesNotFollow`]; the batch must be dropped then.
    pub(crate) fn import(
        &mut self,
        zone: &ZoneId,
        entries: &[(KeptEntry, Option<Effect>)],
        expect_head: Option<u64>,
    ) -> Result<Appended, StoreError> {
        let pending = self.zones.entry(zone.clone()).or_default();
        let head = pending.frontier.size();
        record::expect(expect_head, head)?;
        for (kept, effect) in entries {
            pending.follow(zone, kept)?;
            pending.add(kept.clone(), kept.header.leaf(), effect.as_ref());
            if let Some(Effect { turn: Turn::Erased(entry), .. }) = effect {
                pending.erased.push(*entry);
            }
        }
        self.note_last(zone);
        Ok(Appended::after(head, entries.len() as u64))
    }

    /// Returns how a noun stands by what is pending; `None` if nothing pending speaks of it.
    pub(crate) fn pending(&self, zone: &ZoneId, noun: NounKind, key: &str) -> Option<&Option<Document>> {
        self.zones.get(zone)?.nouns.get(&(noun, key.to_owned()))
    }

    fn note_last(&mut self, zone: &ZoneId) {
        if let Some((kept, leaf)) = self.zones.get(zone).and_then(|pending| pending.entries.last()) {
            self.last = Some(Last { zone: zone.clone(), seq: kept.header.seq, leaf: *leaf });
        }
    }
}

/// Takes up a tree where its head says that it ends, if the two fit together.
fn resume(zone: &ZoneId, head: &HeadRow) -> Result<Frontier, StoreError> {
    let frontier = Frontier::resume(head.seq, head.peaks.clone())
        .map_err(|error| record::broken_head(zone, error.to_string()))?;
    if frontier.root() == head.root {
        return Ok(frontier);
    }
    Err(record::broken_head(zone, "the end of its tree does not lead to its root".to_owned()))
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.nouns.is_empty() && self.erased.is_empty() && !self.moved
    }

    fn append(&mut self, zone: &ZoneId, record: &Record, salt: Salt) {
        let payload = Payload { salt, bytes: record.payload.clone().into_bytes() };
        let header = Header {
            zone: zone.to_string(),
            seq: self.frontier.size() + 1,
            kind: record.kind.to_owned(),
            actor: record.actor.clone(),
            at_us: record.at_us,
            payload_version: PAYLOAD_VERSION,
            payload_hash: payload.hash(),
        };
        let leaf = header.leaf();
        self.add(KeptEntry { header, payload: Some(payload) }, leaf, Some(&record.effect));
    }

    fn add(&mut self, kept: KeptEntry, leaf: Hash, effect: Option<&Effect>) {
        self.grow(leaf);
        self.at_us = Some(kept.header.at_us);
        if let (Some(effect), Some(payload)) = (effect, &kept.payload) {
            self.fold(kept.header.seq, kept.header.payload_version, &payload.bytes, effect);
        }
        self.entries.push((kept, leaf));
    }

    /// Appends a leaf to the tree.
    fn grow(&mut self, leaf: Hash) {
        let nodes = &mut self.nodes;
        self.frontier.push_with(leaf, |id, hash| {
            if id.level > 0 && id.level.is_multiple_of(KEPT_LEVELS) {
                nodes.push((id, hash));
            }
        });
    }

    /// Folds one entry into the view: its bytes become the document of its noun, or the noun leaves.
    fn fold(&mut self, seq: u64, version: u32, payload: &[u8], effect: &Effect) {
        let document = match effect.turn {
            Turn::Declared => Some(Document {
                seq,
                version,
                text: String::from_utf8_lossy(payload).into_owned(),
                facets: effect.facets.clone(),
            }),
            Turn::Withdrawn => None,
            Turn::Erased(_) => return,
        };
        self.nouns.insert((effect.noun, effect.key.clone()), document);
    }

    /// Takes an entry that is kept already into the tree and the view once more.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if its payload cannot be read.
    pub(crate) fn fold_again(
        &mut self,
        zone: &ZoneId,
        kept: &KeptEntry,
        leaf: Hash,
    ) -> Result<(), StoreError> {
        self.grow(leaf);
        self.at_us = Some(kept.header.at_us);
        self.moved = true;
        if let Some(payload) = &kept.payload {
            let (seq, version) = (kept.header.seq, kept.header.payload_version);
            let event = record::decode_event(version, &payload.bytes)
                .map_err(|reason| record::broken(zone, seq, reason))?;
            self.fold(seq, version, &payload.bytes, &Effect::of(&event));
        }
        Ok(())
    }

    fn follow(&self, zone: &ZoneId, kept: &KeptEntry) -> Result<(), StoreError> {
        let header = &kept.header;
        let refuse = |reason| Err(StoreError::DoesNotFollow { seq: header.seq, reason });
        if header.zone != zone.as_str() {
            return refuse("it belongs to another zone");
        }
        if header.seq != self.frontier.size() + 1 {
            return refuse("its place is not the next one");
        }
        if !header.is_well_formed() || !kept.payload_fits() {
            return refuse("its content is not what its hash says");
        }
        Ok(())
    }
}
