//! Checking what a database keeps, entry by entry, in one pass and in little memory.

use crate::entry::KeptEntry;
use crate::frontier::{Frontier, NodeId};
use crate::hash::Hash;
use std::collections::BTreeMap;
use std::fmt;
use teukgu_domain::text::Text;

/// How many faults are kept in full; all are counted.
const MAX_FAULTS: usize = 100;

/// Returns true if a back end keeps the nodes of a level: the levels 8, 16, 24 and so on.
///
/// A full subtree of such a level stands above 256 nodes of the kept level below it, so a proof reads at most 255
/// hashes a level and computes the rest.
pub const fn is_kept_level(level: u32) -> bool {
    level > 0 && level.is_multiple_of(8)
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFaultKind {
    /// Entries before this one are missing.
    Gap {
        /// Place that should have come.
        expected: u64,
    },
    /// The place was there before, or is 0.
    Repeated {
        /// Place that should have come.
        expected: u64,
    },
    /// A field of the header is empty or has a control character.
    Header,
    /// The entry is of another zone.
    Zone,
    /// The payload does not fit its hash.
    Payload,
    /// The leaf that is kept is not the hash of the header.
    Leaf {
        /// Leaf that the header gives.
        computed: Hash,
        /// Leaf that is kept.
        stored: Hash,
    },
}

/// Says what is wrong with an entry that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditFault {
    /// Place that the entry claims.
    pub seq: u64,
    /// What is wrong.
    pub kind: AuditFaultKind,
}

impl AuditFault {
    /// Says it in Korean and English.
    pub fn text(&self) -> Text {
        let seq = self.seq;
        match self.kind {
            AuditFaultKind::Gap { expected } => Text::new(
                format!("기록 {expected}번이 와야 하는데 {seq}번이 있어 그 사이가 빠졌습니다"),
                format!("entry {expected} is missing: the next one is {seq}"),
            ),
            AuditFaultKind::Repeated { expected } => Text::new(
                format!("기록 {expected}번이 와야 하는데 {seq}번이 다시 있습니다"),
                format!("entry {seq} is there again where {expected} should be"),
            ),
            AuditFaultKind::Header => Text::new(
                format!("기록 {seq}번의 항목이 비었거나 제어문자를 담고 있습니다"),
                format!("a field of entry {seq} is empty or has a control character"),
            ),
            AuditFaultKind::Zone => Text::new(
                format!("기록 {seq}번은 다른 특구의 것입니다"),
                format!("entry {seq} is of another zone"),
            ),
            AuditFaultKind::Payload => Text::new(
                format!("기록 {seq}번의 내용이 해시값과 다릅니다"),
                format!("the content of entry {seq} does not fit its hash"),
            ),
            AuditFaultKind::Leaf { computed, stored } => Text::new(
                format!("기록 {seq}번의 항목으로 계산한 잎은 {computed}인데 보관된 잎은 {stored}입니다"),
                format!("the fields of entry {seq} give the leaf {computed}, and {stored} is kept"),
            ),
        }
    }

    /// Says what to do about it.
    pub fn help(&self) -> Text {
        Text::new(
            "데이터베이스가 프로그램 밖에서 바뀌었거나 손상되었습니다. 손대지 말고 사본을 만든 뒤 예비본과 비교하십시오.",
            "The database was changed from outside or is damaged; leave it alone, copy it, and compare it with a backup.",
        )
    }
}

impl fmt::Display for AuditFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for AuditFault {}

/// A pass (기록 점검) over the entries of a zone, the first one first.
///
/// It goes on after a fault, so that one broken entry does not hide another.
#[doc(alias = "기록 점검")]
#[derive(Clone, Debug)]
pub struct Audit {
    zone: String,
    next: u64,
    frontier: Frontier,
    watched: Vec<u64>,
    roots: BTreeMap<u64, Hash>,
    faults: Vec<AuditFault>,
    fault_count: u64,
}

impl Audit {
    /// Starts at the first entry of a zone.
    pub fn new(zone: &str) -> Self {
        Self::watching(zone, Vec::new())
    }

    /// Starts at the first entry and will remember the root at each of the sizes, in whatever order they come.
    pub fn watching(zone: &str, mut sizes: Vec<u64>) -> Self {
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let mut audit = Self {
            zone: zone.to_owned(),
            next: 1,
            frontier: Frontier::new(),
            watched: sizes,
            roots: BTreeMap::new(),
            faults: Vec::new(),
            fault_count: 0,
        };
        audit.note_root();
        audit
    }

    /// Checks the next entry and the leaf that is kept for it; returns the first thing that is wrong.
    pub fn entry(&mut self, entry: &KeptEntry, stored_leaf: &Hash) -> Option<AuditFault> {
        self.entry_with(entry, stored_leaf, |_, _| {})
    }

    /// Checks the next entry and hands over each node of a kept level that is complete with it.
    pub fn entry_with(
        &mut self,
        entry: &KeptEntry,
        stored_leaf: &Hash,
        mut node: impl FnMut(NodeId, Hash),
    ) -> Option<AuditFault> {
        let leaf = entry.header.leaf();
        let seq = entry.header.seq;
        let kinds = [
            self.place_fault(seq),
            (!entry.header.is_well_formed()).then_some(AuditFaultKind::Header),
            (entry.header.zone != self.zone).then_some(AuditFaultKind::Zone),
            (!entry.payload_fits()).then_some(AuditFaultKind::Payload),
            (leaf != *stored_leaf).then_some(AuditFaultKind::Leaf { computed: leaf, stored: *stored_leaf }),
        ];
        let faults = kinds.into_iter().flatten().map(|kind| AuditFault { seq, kind });
        let first = faults.clone().next();
        faults.for_each(|fault| self.note_fault(fault));
        self.next = seq.saturating_add(1);
        self.frontier.push_with(leaf, |id, hash| {
            if is_kept_level(id.level) {
                node(id, hash);
            }
        });
        self.note_root();
        first
    }

    /// Returns how many entries have come.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Returns the root above the leaves that the entries give.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Returns the roots at the watched sizes that have been passed.
    pub const fn root_at_sizes(&self) -> &BTreeMap<u64, Hash> {
        &self.roots
    }

    /// Returns the first hundred faults.
    pub fn faults(&self) -> &[AuditFault] {
        &self.faults
    }

    /// Returns how many faults there were.
    pub const fn fault_count(&self) -> u64 {
        self.fault_count
    }

    fn place_fault(&self, seq: u64) -> Option<AuditFaultKind> {
        let expected = self.next;
        match seq.cmp(&expected) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(AuditFaultKind::Gap { expected }),
            std::cmp::Ordering::Less => Some(AuditFaultKind::Repeated { expected }),
        }
    }

    fn note_fault(&mut self, fault: AuditFault) {
        self.fault_count += 1;
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    fn note_root(&mut self) {
        while self.watched.last() == Some(&self.frontier.size()) {
            self.watched.pop();
            self.roots.insert(self.frontier.size(), self.frontier.root());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Header, Payload, Salt};
    use crate::tree::{MemoryTree, Nodes, root_at};

    fn entry(seq: u64) -> KeptEntry {
        let payload = Payload { salt: Salt([7; 16]), bytes: seq.to_string().into_bytes() };
        let header = Header {
            zone: "yangjae".to_owned(),
            seq,
            kind: "source".to_owned(),
            actor: "clerk".to_owned(),
            at_us: 0,
            payload_version: 1,
            payload_hash: payload.hash(),
        };
        KeptEntry { header, payload: Some(payload) }
    }

    fn audit(entries: &[KeptEntry]) -> Vec<AuditFault> {
        let mut audit = Audit::new("yangjae");
        for entry in entries {
            audit.entry(entry, &entry.header.leaf());
        }
        audit.faults().to_vec()
    }

    #[test]
    fn a_gap_and_a_repeated_place_are_named_once() {
        let entries: Vec<_> = [1, 2, 4, 5, 5, 6].map(entry).into();
        let gap = AuditFault { seq: 4, kind: AuditFaultKind::Gap { expected: 3 } };
        let again = AuditFault { seq: 5, kind: AuditFaultKind::Repeated { expected: 6 } };
        assert_eq!(audit(&entries), [gap, again]);
        assert_eq!(gap.to_string(), "entry 3 is missing: the next one is 4");
    }

    #[test]
    fn every_kind_of_fault_is_named_with_its_entry() {
        let mut first = entry(1);
        first.header.actor.clear();
        let mut second = entry(2);
        second.header.zone = "songdo".to_owned();
        let mut third = entry(3);
        third.header.payload_hash = Hash::EMPTY_ROOT;
        let kinds: Vec<_> = audit(&[first, second, third]).into_iter().map(|f| (f.seq, f.kind)).collect();
        let expected = [(1, AuditFaultKind::Header), (2, AuditFaultKind::Zone), (3, AuditFaultKind::Payload)];
        assert_eq!(kinds, expected);
        let mut audit = Audit::new("yangjae");
        let fault = audit.entry(&entry(1), &Hash::EMPTY_ROOT).unwrap();
        assert!(matches!(fault.kind, AuditFaultKind::Leaf { .. }), "{fault}");
        assert!(!fault.text().is_empty() && !fault.help().is_empty());
    }

    #[test]
    fn faults_beyond_a_hundred_are_only_counted() {
        let mut audit = Audit::new("songdo");
        for seq in 1..=150 {
            audit.entry(&entry(seq), &entry(seq).header.leaf());
        }
        assert_eq!((audit.faults().len(), audit.fault_count()), (100, 150));
    }

    #[test]
    fn roots_and_kept_nodes_are_those_of_the_tree() {
        let tree: MemoryTree = (1..=600).map(|seq| entry(seq).header.leaf()).collect();
        let mut audit = Audit::watching("yangjae", vec![600, 0, 3, 3, 601]);
        let mut nodes = Vec::new();
        for seq in 1..=600 {
            let entry = entry(seq);
            let fault = audit.entry_with(&entry, &entry.header.leaf(), |id, hash| nodes.push((id, hash)));
            assert_eq!(fault, None);
        }
        assert_eq!((audit.size(), audit.root()), (600, tree.root()));
        let roots: Vec<_> = [0, 3, 600].map(|size| (size, root_at(&tree, size).unwrap())).into();
        assert_eq!(audit.root_at_sizes().clone().into_iter().collect::<Vec<_>>(), roots);
        let ids: Vec<_> = nodes.iter().map(|(id, _)| (id.level, id.index)).collect();
        assert_eq!(ids, [(8, 0), (8, 1)]);
        assert!(nodes.iter().all(|(id, hash)| tree.node(*id) == Some(*hash)));
    }
}
