//! The growing end of a tree: as many hashes as the number of leaves has binary ones, enough to append and to tell the root.

use crate::hash::{Hash, node_hash};
use std::ops::Range;

/// Names a node above a full subtree: level 0 holds the leaves, and the node `index` of a level stands above the
/// leaves `index * 2^level` up to, and without, `(index + 1) * 2^level`.
///
/// A node that is named never changes its hash again, so a back end keeps it once and for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    /// Height above the leaves.
    pub level: u32,
    /// Place in its level, from 0.
    pub index: u64,
}

/// Says why a frontier cannot be taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves has {expected} peaks, not {found}")]
pub struct PeaksError {
    /// Number of leaves.
    pub size: u64,
    /// How many peaks a tree of that size has.
    pub expected: usize,
    /// How many were given.
    pub found: usize,
}

/// The growing end of a tree (압축 경계): the roots of its full subtrees, the largest first.
///
/// It takes at most 64 hashes, however many leaves there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    // INVARIANT: one hash for each binary one of `size`, the highest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Makes the frontier of a tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up a frontier where it was left: the hashes of the nodes that [`peaks_of`] names for `0..size`.
    ///
    /// # Errors
    /// [`PeaksError`] if their number does not fit the size.
    pub fn resume(size: u64, peaks: Vec<Hash>) -> Result<Self, PeaksError> {
        let expected = size.count_ones() as usize;
        let found = peaks.len();
        if found == expected { Ok(Self { size, peaks }) } else { Err(PeaksError { size, expected, found }) }
    }

    /// Returns the number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns the roots of the full subtrees, the largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _| {});
    }

    /// Appends the hash of a leaf and hands over each node that is complete with it, the leaf first.
    ///
    /// A tree of 2^64 − 1 leaves is full and stays as it is.
    pub fn push_with(&mut self, leaf: Hash, mut keep: impl FnMut(NodeId, Hash)) {
        if self.size == u64::MAX {
            return;
        }
        let mut id = NodeId { level: 0, index: self.size };
        let mut hash = leaf;
        keep(id, hash);
        while id.index % 2 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            id = NodeId { level: id.level + 1, index: id.index / 2 };
            keep(id, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Returns the root of the tree as it stands.
    pub fn root(&self) -> Hash {
        fold(&self.peaks).unwrap_or(Hash::EMPTY_ROOT)
    }
}

/// Returns the hash above a row of full subtrees; `None` above nothing.
pub(crate) fn fold(peaks: &[Hash]) -> Option<Hash> {
    peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right))
}

/// Returns the largest full subtrees that together stand above a span of leaves, from left to right.
pub fn peaks_of(span: Range<u64>) -> Vec<NodeId> {
    let mut ids = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let level = at.trailing_zeros().min((span.end - at).ilog2());
        ids.push(NodeId { level, index: at >> level });
        at += 1 << level;
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    #[test]
    fn a_tree_of_one_leaf_is_that_leaf() {
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), Hash::EMPTY_ROOT);
        frontier.push(leaf_hash(b"one"));
        assert_eq!((frontier.size(), frontier.root()), (1, leaf_hash(b"one")));
    }

    #[test]
    fn each_full_subtree_is_handed_over_once() {
        let (mut frontier, mut kept) = (Frontier::new(), Vec::new());
        (0..8).for_each(|_| frontier.push_with(leaf_hash(b""), |id, _| kept.push((id.level, id.index))));
        let nodes = |level| kept.iter().filter(|(l, _)| *l == level).count();
        assert_eq!([nodes(0), nodes(1), nodes(2), nodes(3)], [8, 4, 2, 1]);
        assert_eq!(kept.last(), Some(&(3, 0)));
    }

    #[test]
    fn a_frontier_is_resumed_only_with_the_peaks_of_its_size() {
        let peaks = vec![leaf_hash(b"a"), leaf_hash(b"b")];
        assert!(Frontier::resume(5, peaks.clone()).is_ok());
        let error = Frontier::resume(4, peaks).unwrap_err();
        assert_eq!(error.to_string(), "a tree of 4 leaves has 1 peaks, not 2");
    }

    #[test]
    fn a_span_falls_into_its_largest_full_subtrees() {
        let ids = |span| peaks_of(span).iter().map(|id| (id.level, id.index)).collect::<Vec<_>>();
        assert_eq!(ids(0..7), [(2, 0), (1, 2), (0, 6)]);
        assert_eq!(ids(3..8), [(0, 3), (2, 1)]);
        assert_eq!(ids(5..5), []);
        assert_eq!(ids(0..u64::MAX).len(), 64);
    }
}
