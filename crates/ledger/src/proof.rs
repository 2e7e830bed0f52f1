//! Checking proofs: with a root that somebody vouches for, and nothing else.

use crate::frontier::NodeId;
use crate::hash::{Hash, node_hash};
use crate::span;
use std::ops::Range;

/// Says why a proof cannot be made or does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in the tree.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    NotInTree {
        /// Place of the leaf, from 0.
        index: u64,
        /// Number of leaves.
        size: u64,
    },
    /// The later tree is smaller.
    #[error("the tree shrinks from {old} to {new} leaves")]
    Shrinks {
        /// Earlier number of leaves.
        old: u64,
        /// Later number of leaves.
        new: u64,
    },
    /// The proof has too few or too many hashes.
    #[error("the proof has {found} hashes, not {expected}")]
    Length {
        /// How many hashes the proof must have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// The proof leads to another root than the earlier one, or than the only one.
    #[error("the proof does not lead to the root at {size} leaves")]
    Root {
        /// Number of leaves below the root that is missed.
        size: u64,
    },
    /// A node that the proof needs is not kept.
    #[error("node {} of level {} is not kept", id.index, id.level)]
    MissingNode {
        /// The node.
        id: NodeId,
    },
}

/// Checks that a leaf stands at the place `index`, counted from 0, in the tree of `size` leaves with that root.
///
/// # Errors
/// [`ProofError::NotInTree`], [`ProofError::Length`] or [`ProofError::Root`].
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NotInTree { index, size });
    }
    let spans = span::of_inclusion(index, size);
    check_length(spans.len(), proof.len())?;
    let found = spans.iter().zip(proof).fold(*leaf, |below, (span, beside)| {
        if span.start > index { node_hash(&below, beside) } else { node_hash(beside, &below) }
    });
    check_root(&found, root, size)
}

/// Checks that the tree of `new` leaves begins with the tree of `old` leaves, given the roots of both.
///
/// # Errors
/// [`ProofError::Shrinks`], [`ProofError::Length`] or [`ProofError::Root`] with the size of the tree that is missed.
pub fn verify_consistency(
    (old, old_root): (u64, &Hash),
    (new, new_root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrinks { old, new });
    }
    let spans = span::of_consistency(old, new);
    check_length(spans.len(), proof.len())?;
    if old == 0 {
        return check_root(&Hash::EMPTY_ROOT, old_root, 0);
    }
    let (found_old, found_new) = both_roots(old, *old_root, spans.iter().zip(proof));
    check_root(&found_old, old_root, old)?;
    check_root(&found_new, new_root, new)
}

/// Climbs from the last full subtree of the old tree to the roots of both trees.
fn both_roots<'a>(
    old: u64,
    old_root: Hash,
    steps: impl Iterator<Item = (&'a Range<u64>, &'a Hash)>,
) -> (Hash, Hash) {
    steps.fold((old_root, old_root), |(below_old, below_new), (span, beside)| {
        if span.end == old {
            (*beside, *beside)
        } else if span.start >= old {
            (below_old, node_hash(&below_new, beside))
        } else {
            (node_hash(beside, &below_old), node_hash(beside, &below_new))
        }
    })
}

fn check_length(expected: usize, found: usize) -> Result<(), ProofError> {
    if expected == found { Ok(()) } else { Err(ProofError::Length { expected, found }) }
}

fn check_root(found: &Hash, root: &Hash, size: u64) -> Result<(), ProofError> {
    if found == root { Ok(()) } else { Err(ProofError::Root { size }) }
}
