//! The shape of RFC 6962 proofs: which spans of leaves the hashes of a proof stand above, from the leaves to the root.
//!
//! Making a proof and checking one walk the same spans, so they cannot disagree about the shape.

use std::ops::Range;

/// Returns the spans of an inclusion proof; none if the leaf is not in the tree.
pub(crate) fn of_inclusion(index: u64, size: u64) -> Vec<Range<u64>> {
    let mut spans = Vec::new();
    if index >= size {
        return spans;
    }
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = middle(start, end);
        if index < middle {
            spans.push(middle..end);
            end = middle;
        } else {
            spans.push(start..middle);
            start = middle;
        }
    }
    spans.reverse();
    spans
}

/// Returns the spans of a consistency proof; none if the tree shrinks, stays, or was empty.
pub(crate) fn of_consistency(old: u64, new: u64) -> Vec<Range<u64>> {
    let mut spans = Vec::new();
    if old == 0 || old >= new {
        return spans;
    }
    let (mut start, mut end) = (0, new);
    while end != old {
        let middle = middle(start, end);
        if old <= middle {
            spans.push(middle..end);
            end = middle;
        } else {
            spans.push(start..middle);
            start = middle;
        }
    }
    // Where the old tree is one full subtree, its own root is where the proof starts.
    if start > 0 {
        spans.push(start..end);
    }
    spans.reverse();
    spans
}

/// Returns where a subtree of at least two leaves is divided: the left part is the largest power of two below its size.
const fn middle(start: u64, end: u64) -> u64 {
    start + (1 << (end - start - 1).ilog2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spans_of_a_proof_and_the_leaf_cover_the_tree_once() {
        for (index, size) in (1..40_u64).flat_map(|size| (0..size).map(move |index| (index, size))) {
            let mut spans = of_inclusion(index, size);
            spans.push(index..index + 1);
            spans.sort_by_key(|span| span.start);
            let end = spans.iter().try_fold(0, |at, span| (span.start == at).then_some(span.end));
            assert_eq!(end, Some(size), "leaf {index} of {size}");
        }
    }

    #[test]
    fn the_example_of_the_rfc_has_its_spans() {
        assert_eq!(of_inclusion(3, 7), [2..3, 0..2, 4..7]);
        assert_eq!(of_inclusion(6, 7), [4..6, 0..4]);
        assert_eq!(of_consistency(3, 7), [2..3, 3..4, 0..2, 4..7]);
        assert_eq!(of_consistency(4, 7), vec![4..7]);
        assert_eq!(of_consistency(6, 7), [4..6, 6..7, 0..4]);
    }

    #[test]
    fn what_cannot_be_proved_has_no_spans_at_any_size() {
        assert_eq!((of_inclusion(7, 7), of_inclusion(0, 0)), (vec![], vec![]));
        assert_eq!(
            (of_consistency(8, 7), of_consistency(0, 7), of_consistency(7, 7)),
            (vec![], vec![], vec![])
        );
        assert_eq!(of_inclusion(u64::MAX - 1, u64::MAX).len(), 63);
        assert!(of_consistency(u64::MAX - 1, u64::MAX).len() <= 65);
    }
}
