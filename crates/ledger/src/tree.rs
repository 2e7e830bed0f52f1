//! Proofs made from kept nodes: which hashes a proof needs, and the proof itself.
//!
//! A back end that cannot answer at once asks for the nodes of a proof first, loads them, and proves from a map.

use crate::frontier::{Frontier, NodeId, fold, peaks_of};
use crate::hash::Hash;
use crate::proof::ProofError;
use crate::span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Kept nodes of a tree, level by level.
pub trait Nodes {
    /// Returns the hash of a node; `None` if it is not kept.
    fn node(&self, id: NodeId) -> Option<Hash>;
}

impl Nodes for BTreeMap<NodeId, Hash> {
    fn node(&self, id: NodeId) -> Option<Hash> {
        self.get(&id).copied()
    }
}

/// A tree (해시 트리) with all of its nodes in memory.
#[doc(alias = "해시 트리")]
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    frontier: Frontier,
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// Makes a tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        self.frontier.push_with(leaf, |id, hash| match levels.get_mut(id.level as usize) {
            Some(level) => level.push(hash),
            None => levels.push(vec![hash]),
        });
    }

    /// Returns the number of leaves.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Returns the root of the tree as it stands.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }
}

impl Nodes for MemoryTree {
    fn node(&self, id: NodeId) -> Option<Hash> {
        let level = self.levels.get(id.level as usize)?;
        level.get(usize::try_from(id.index).ok()?).copied()
    }
}

impl FromIterator<Hash> for MemoryTree {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// Returns the nodes that the root at a size is computed from.
pub fn nodes_of_root(size: u64) -> Vec<NodeId> {
    peaks_of(0..size)
}

/// Returns the nodes that an inclusion proof is computed from; none if the leaf is not in the tree.
pub fn nodes_of_inclusion(index: u64, size: u64) -> Vec<NodeId> {
    span::of_inclusion(index, size).into_iter().flat_map(peaks_of).collect()
}

/// Returns the nodes that a consistency proof is computed from; none if the tree shrinks.
pub fn nodes_of_consistency(old: u64, new: u64) -> Vec<NodeId> {
    span::of_consistency(old, new).into_iter().flat_map(peaks_of).collect()
}

/// Returns the root that the tree had at a size.
///
/// # Errors
/// [`ProofError::MissingNode`] if the tree never was that large.
pub fn root_at(nodes: &impl Nodes, size: u64) -> Result<Hash, ProofError> {
    if size == 0 { Ok(Hash::EMPTY_ROOT) } else { hash_of(nodes, 0..size) }
}

/// Proves that the leaf `index`, counted from 0, stands in the tree of `size` leaves: the audit path of RFC 6962.
///
/// # Errors
/// [`ProofError::NotInTree`] if the index is not below the size, [`ProofError::MissingNode`] if a node is not kept.
pub fn prove_inclusion(nodes: &impl Nodes, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::NotInTree { index, size });
    }
    span::of_inclusion(index, size).into_iter().map(|span| hash_of(nodes, span)).collect()
}

/// Proves that the tree of `new` leaves begins with the tree of `old` leaves.
///
/// The proof is empty if the sizes are equal, and from the empty tree, which every tree begins with.
///
/// # Errors
/// [`ProofError::Shrinks`] if the new size is smaller, [`ProofError::MissingNode`] if a node is not kept.
pub fn prove_consistency(nodes: &impl Nodes, old: u64, new: u64) -> Result<Vec<Hash>, ProofError> {
    if old > new {
        return Err(ProofError::Shrinks { old, new });
    }
    span::of_consistency(old, new).into_iter().map(|span| hash_of(nodes, span)).collect()
}

fn hash_of(nodes: &impl Nodes, span: Range<u64>) -> Result<Hash, ProofError> {
    let load = |id| nodes.node(id).ok_or(ProofError::MissingNode { id });
    let peaks: Vec<Hash> = peaks_of(span).into_iter().map(load).collect::<Result<_, _>>()?;
    Ok(fold(&peaks).unwrap_or(Hash::EMPTY_ROOT))
}
