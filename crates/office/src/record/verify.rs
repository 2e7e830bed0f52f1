//! The check of a whole record: every entry, leaf, node, view and checkpoint against each other.

use super::transfer::all_checkpoints;
use crate::OfficeError;
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_ledger::{Audit, Checkpoint, Hash, KeptEntry, NodeId, VerifierKey};
use teukgu_store::{Kept, SignedCheckpoint, Store, StoreError};

/// Entries that are held in memory at a time.
const PAGE: u32 = 1024;

/// Findings that are told in full; all are counted.
const MOST_FINDINGS: usize = 100;

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFinding {
    /// Place of the entry that it is about; `None` if it is about the tree, a view or a checkpoint.
    pub seq: Option<u64>,
    /// What is wrong.
    pub text: Text,
}

/// What the check of a record found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The zone.
    pub zone: ZoneId,
    /// Number of entries.
    pub size: u64,
    /// Root that the entries lead to.
    pub root: Hash,
    /// Entries whose content is erased.
    pub erased: u64,
    /// Number of checkpoints that were compared.
    pub checkpoints: usize,
    /// The first hundred faults.
    pub findings: Vec<RecordFinding>,
    /// How many faults there are.
    pub fault_count: u64,
}

/// Checks the record of a zone from its first entry to its last.
///
/// `held` is a checkpoint that somebody kept elsewhere; the record must continue it.
/// `progress` hears the number of entries that are checked.
///
/// # Errors
/// [`OfficeError::Store`] if the database fails as a whole; a row that cannot be read is a finding.
pub async fn verify(
    store: &dyn Store,
    zone: &ZoneId,
    held: Option<&Checkpoint>,
    mut progress: impl FnMut(u64),
) -> Result<Verification, OfficeError> {
    let head = store.head(zone).await?;
    let checkpoints = all_checkpoints(store, zone, u64::MAX - 1).await?;
    let mut check = Check::new(zone, &checkpoints, held);
    let mut read = 0;
    loop {
        let (page, last) = page(store, zone, read, &mut check).await?;
        if page.is_empty() && read >= head.seq {
            break;
        }
        read = last;
        for kept in page {
            check.entry(kept);
        }
        progress(read);
    }
    check.end(head.seq, head.root);
    check.nodes(store).await?;
    check.views(store).await?;
    check.checkpoints(&checkpoints);
    check.held(held);
    Ok(check.found(checkpoints.len()))
}

/// Reads a page and the place that it ends at; entry by entry if the database chokes on the whole.
async fn page(
    store: &dyn Store,
    zone: &ZoneId,
    after: u64,
    check: &mut Check,
) -> Result<(Vec<Kept>, u64), OfficeError> {
    let end = after + u64::from(PAGE);
    let error = match store.kept(zone, after, PAGE).await {
        Ok(page) => {
            let last = page.last().map_or(end, |kept| kept.seq);
            return Ok((page, last));
        }
        Err(error @ StoreError::Driver { .. }) => error,
        Err(error) => return Err(error.into()),
    };
    let mut page = Vec::new();
    for seq in after + 1..=end.min(store.head(zone).await?.seq) {
        match store.kept(zone, seq - 1, 1).await {
            Ok(kept) => page.extend(kept.into_iter().filter(|kept| kept.seq == seq)),
            Err(StoreError::Driver { .. }) => check.unreadable(seq, &error.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((page, end))
}

/// What is known while the entries go by.
struct Check {
    zone: ZoneId,
    audit: Audit,
    nodes: BTreeMap<u32, Vec<Hash>>,
    nouns: BTreeMap<(NounKind, String), Vec<u8>>,
    keys: Vec<VerifierKey>,
    gone: BTreeSet<u64>,
    erased: BTreeSet<u64>,
    unreadable: BTreeSet<u64>,
    findings: Vec<RecordFinding>,
    fault_count: u64,
}

impl Check {
    fn new(zone: &ZoneId, checkpoints: &[SignedCheckpoint], held: Option<&Checkpoint>) -> Self {
        let sizes = checkpoints.iter().map(|checkpoint| checkpoint.size);
        let sizes = sizes.chain(held.map(|held| held.size)).collect();
        Self {
            zone: zone.clone(),
            audit: Audit::watching(zone.as_str(), sizes),
            nodes: BTreeMap::new(),
            nouns: BTreeMap::new(),
            keys: Vec::new(),
            gone: BTreeSet::new(),
            erased: BTreeSet::new(),
            unreadable: BTreeSet::new(),
            findings: Vec::new(),
            fault_count: 0,
        }
    }

    fn report(&mut self, seq: Option<u64>, ko: String, en: String) {
        self.fault_count += 1;
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(RecordFinding { seq, text: Text::new(ko, en) });
        }
    }

    fn unreadable(&mut self, seq: u64, reason: &str) {
        self.unreadable.insert(seq);
        let ko = format!("기록 {seq}번을 읽을 수 없습니다({reason})");
        self.report(Some(seq), ko, format!("entry {seq} cannot be read: {reason}"));
    }

    fn entry(&mut self, kept: Kept) {
        let entry = match kept.entry {
            Ok(entry) => entry,
            Err(reason) => return self.unreadable(kept.seq, &reason),
        };
        let stored = kept.leaf.unwrap_or(Hash::EMPTY_ROOT);
        let nodes = &mut self.nodes;
        let known = self.audit.faults().len();
        self.audit.entry_with(&entry, &stored, |NodeId { level, .. }, hash| {
            nodes.entry(level).or_default().push(hash);
        });
        for fault in self.audit.faults().iter().skip(known).copied().collect::<Vec<_>>() {
            // An entry that cannot be read leaves a gap that has been told of.
            if !self.unreadable.contains(&(fault.seq.saturating_sub(1))) {
                let text = fault.text();
                self.report(Some(fault.seq), text.ko, text.en);
            }
        }
        self.content(&entry);
    }

    /// Folds the content of an entry as the store does.
    fn content(&mut self, entry: &KeptEntry) {
        let seq = entry.header.seq;
        let Some(payload) = &entry.payload else {
            self.gone.insert(seq);
            return;
        };
        let Ok(event) = serde_json::from_slice::<Event>(&payload.bytes) else {
            if entry.payload_fits() {
                self.unreadable(seq, "its content is no event");
            }
            return;
        };
        if event.kind().key() != entry.header.kind {
            let ko = format!("기록 {seq}번의 종류가 내용과 다릅니다");
            self.report(Some(seq), ko, format!("the kind of entry {seq} is not that of its content"));
        }
        self.fold(event, payload.bytes.clone());
    }

    fn fold(&mut self, event: Event, bytes: Vec<u8>) {
        let subject = event.subject();
        match event {
            Event::Withdrawn { .. } => {
                self.nouns.remove(&subject);
            }
            Event::Erased { entry, .. } => {
                self.erased.insert(entry);
            }
            event => {
                if let Event::RecordKey(key) = &event {
                    self.keys.extend(VerifierKey::parse(&key.verifier).ok());
                }
                self.nouns.insert(subject, bytes);
            }
        }
    }

    fn end(&mut self, size: u64, root: Hash) {
        let (read, found) = (self.audit.size(), self.audit.root());
        if read + self.unreadable.len() as u64 != size {
            let ko = format!("기록은 {size}건이어야 하는데 {read}건이 있습니다");
            self.report(None, ko, format!("the record should have {size} entries, and has {read}"));
        } else if found != root && self.unreadable.is_empty() {
            let ko = format!("항목으로 계산한 뿌리는 {found}인데 보관된 뿌리는 {root}입니다");
            self.report(None, ko, format!("the entries lead to the root {found}, and {root} is kept"));
        }
        for seq in self.gone.symmetric_difference(&self.erased).copied().collect::<Vec<_>>() {
            let (ko, en) = if self.gone.contains(&seq) {
                (
                    "내용이 사라졌으나 파기한 기록이 없습니다",
                    "has lost its content, and no entry says that it was erased",
                )
            } else {
                ("파기했다고 적혔으나 내용이 남아 있습니다", "is said to be erased, and its content is there")
            };
            self.report(Some(seq), format!("기록 {seq}번의 {ko}"), format!("entry {seq} {en}"));
        }
    }

    async fn nodes(&mut self, store: &dyn Store) -> Result<(), OfficeError> {
        for (level, computed) in std::mem::take(&mut self.nodes) {
            let count = u32::try_from(computed.len()).unwrap_or(u32::MAX).saturating_add(1);
            let kept = match store.nodes(&self.zone, level, 0, count).await {
                Ok(kept) => kept,
                Err(StoreError::Inconsistent { .. }) => Vec::new(),
                Err(error) => return Err(error.into()),
            };
            if kept != computed && self.fault_count == 0 {
                let at = kept.iter().zip(&computed).take_while(|(kept, computed)| kept == computed).count();
                let ko = format!("해시 트리 {level}단의 {at}번 마디가 기록과 다릅니다");
                self.report(
                    None,
                    ko,
                    format!("node {at} of level {level} of the tree is not what the entries give"),
                );
            }
        }
        Ok(())
    }

    async fn views(&mut self, store: &dyn Store) -> Result<(), OfficeError> {
        let rows = match store.view_rows(&self.zone).await {
            Ok(rows) => rows,
            Err(StoreError::Inconsistent { row, reason, .. }) => {
                let ko = format!("보기 `{row}`을(를) 읽을 수 없습니다");
                self.report(None, ko, format!("view `{row}` cannot be read: {reason}"));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let kept: BTreeMap<_, _> =
            rows.into_iter().map(|row| ((row.kind, row.key), row.document.into_bytes())).collect();
        let all: BTreeSet<_> = kept.keys().chain(self.nouns.keys()).cloned().collect();
        for subject in all {
            if kept.get(&subject) != self.nouns.get(&subject) {
                let (kind, key) = (subject.0.key(), &subject.1);
                let ko = format!(
                    "보기 `{kind}/{key}`이(가) 기록과 다릅니다. `teukgu ledger rebuild`로 다시 만드세요"
                );
                let en = format!(
                    "view `{kind}/{key}` is not what the entries give: fold it again with `teukgu ledger rebuild`"
                );
                self.report(None, ko, en);
            }
        }
        Ok(())
    }

    fn checkpoints(&mut self, checkpoints: &[SignedCheckpoint]) {
        for kept in checkpoints {
            let size = kept.size;
            match Checkpoint::open(&kept.note, &self.keys) {
                Err(error) => {
                    let ko = format!("{size}건짜리 확인점의 서명이나 형식이 맞지 않습니다({error})");
                    self.report(None, ko, format!("the checkpoint at {size} entries does not hold: {error}"));
                }
                Ok(opened) if opened.checkpoint.size != size => {
                    let ko = format!("{size}건 자리에 {}건짜리 확인점이 있습니다", opened.checkpoint.size);
                    let en =
                        format!("the checkpoint kept for {size} entries is of {}", opened.checkpoint.size);
                    self.report(None, ko, en);
                }
                Ok(opened) => self.compare(&opened.checkpoint, "서명한", "was signed"),
            }
        }
    }

    fn held(&mut self, held: Option<&Checkpoint>) {
        if let Some(held) = held {
            self.compare(held, "밖에서 보관한", "was kept elsewhere");
        }
    }

    fn compare(&mut self, checkpoint: &Checkpoint, ko: &str, en: &str) {
        let (size, root) = (checkpoint.size, checkpoint.root);
        if checkpoint.origin != teukgu_ledger::origin(self.zone.as_str()) {
            let origin = &checkpoint.origin;
            let text = format!("the checkpoint that {en} is of `{origin}`");
            return self.report(None, format!("{ko} 확인점은 `{origin}`의 것입니다"), text);
        }
        match self.audit.root_at_sizes().get(&size) {
            Some(found) if *found == root => (),
            // What made an entry unreadable has been told of, and the root follows from it.
            _ if !self.unreadable.is_empty() => (),
            Some(_) => {
                let text =
                    format!("the first {size} entries are not those that the checkpoint that {en} speaks of");
                self.report(None, format!("처음 {size}건의 기록이 {ko} 확인점과 다릅니다"), text);
            }
            None => {
                let text = format!("the record is shorter than the checkpoint of {size} entries that {en}");
                self.report(None, format!("기록이 {ko} 확인점({size}건)보다 짧습니다"), text);
            }
        }
    }

    fn found(self, checkpoints: usize) -> Verification {
        Verification {
            zone: self.zone,
            size: self.audit.size(),
            root: self.audit.root(),
            erased: self.gone.len() as u64,
            checkpoints,
            findings: self.findings,
            fault_count: self.fault_count,
        }
    }
}
