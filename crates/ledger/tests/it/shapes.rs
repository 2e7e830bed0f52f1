//! Every tree that is small enough to try all of it.

use teukgu_ledger::*;

fn tree(size: u64) -> MemoryTree {
    (0..size).map(|at| leaf_hash(&at.to_le_bytes())).collect()
}

fn leaf(tree: &MemoryTree, index: u64) -> Hash {
    tree.node(NodeId { level: 0, index }).unwrap()
}

/// Proves and checks every leaf at each of the sizes.
fn check_inclusion(sizes: impl Iterator<Item = u64>) {
    let tree = tree(1025);
    for size in sizes {
        let root = root_at(&tree, size).unwrap();
        for index in 0..size {
            let proof = prove_inclusion(&tree, index, size).unwrap();
            let found = verify_inclusion(&leaf(&tree, index), index, size, &root, &proof);
            assert_eq!(found, Ok(()), "leaf {index} of {size}");
        }
    }
}

#[test]
fn every_leaf_is_proved_at_every_odd_size_up_to_1025() {
    check_inclusion((1..=1025).step_by(2));
}

#[test]
fn every_leaf_is_proved_at_every_even_size_up_to_1024() {
    check_inclusion((2..=1024).step_by(2));
}

#[test]
fn every_tree_up_to_257_begins_with_every_smaller_one() {
    let tree = tree(257);
    let roots: Vec<Hash> = (0..=257).map(|size| root_at(&tree, size).unwrap()).collect();
    for (old, old_root) in (0..).zip(&roots) {
        for (new, new_root) in (0..).zip(&roots).skip(usize::try_from(old).unwrap()) {
            let proof = prove_consistency(&tree, old, new).unwrap();
            assert_eq!(
                verify_consistency((old, old_root), (new, new_root), &proof),
                Ok(()),
                "{old} to {new}"
            );
        }
    }
}

#[test]
fn a_frontier_that_is_resumed_at_any_size_grows_into_the_same_tree() {
    let tree = tree(130);
    for size in 0..=130 {
        let peaks = nodes_of_root(size).into_iter().map(|id| tree.node(id).unwrap()).collect();
        let mut frontier = Frontier::resume(size, peaks).unwrap();
        assert_eq!(frontier.root(), root_at(&tree, size).unwrap());
        (size..130).for_each(|index| frontier.push(leaf(&tree, index)));
        assert_eq!(frontier.root(), tree.root());
    }
}

#[test]
fn a_full_frontier_stays_as_it_is() {
    let full = Frontier::resume(u64::MAX, vec![Hash::EMPTY_ROOT; 64]).unwrap();
    let mut pushed = full.clone();
    pushed.push(leaf_hash(b""));
    assert_eq!(pushed, full);
}

#[test]
fn a_wrong_leaf_place_size_root_or_proof_is_refused() {
    let tree = tree(100);
    let (size, root) = (100, tree.root());
    for index in 0..size {
        let leaf = leaf(&tree, index);
        let proof = prove_inclusion(&tree, index, size).unwrap();
        let holds = |leaf, index, size, root, proof: &[Hash]| {
            verify_inclusion(leaf, index, size, root, proof).is_ok()
        };
        assert!(holds(&leaf, index, size, &root, &proof));
        assert!(!holds(&root, index, size, &root, &proof));
        assert!(!holds(&leaf, index ^ 1, size, &root, &proof));
        assert!(!holds(&leaf, index + size, size, &root, &proof));
        assert!(!holds(&leaf, index, size, &leaf, &proof));
        assert!(!holds(&leaf, index, 0, &root, &proof));
        assert!(!holds(&leaf, index, size, &root, &proof[1..]));
        let longer: Vec<Hash> = proof.iter().copied().chain([root]).collect();
        assert!(!holds(&leaf, index, size, &root, &longer));
        for at in 0..proof.len() {
            let mut other = proof.clone();
            other[at] = leaf_hash(b"other");
            assert!(!holds(&leaf, index, size, &root, &other), "hash {at} of leaf {index}");
        }
    }
}

#[test]
fn a_proof_of_consistency_holds_for_its_own_two_roots_alone() {
    let tree = tree(60);
    for (old, new) in (1..60).flat_map(|new| (1..new).map(move |old| (old, new))) {
        let (old_root, new_root) = (root_at(&tree, old).unwrap(), root_at(&tree, new).unwrap());
        let proof = prove_consistency(&tree, old, new).unwrap();
        let other = leaf_hash(b"other");
        assert!(verify_consistency((old, &other), (new, &new_root), &proof).is_err());
        assert!(verify_consistency((old, &old_root), (new, &other), &proof).is_err());
        assert!(verify_consistency((new, &new_root), (old, &old_root), &proof).is_err());
        for at in 0..proof.len() {
            let mut changed = proof.clone();
            changed[at] = other;
            assert!(
                verify_consistency((old, &old_root), (new, &new_root), &changed).is_err(),
                "{old} to {new}"
            );
        }
    }
}

#[test]
fn two_records_that_share_their_beginning_are_told_apart() {
    let tree = tree(50);
    for fork in 0..40 {
        let forked: MemoryTree =
            (0..50).map(|at| if at < fork { leaf(&tree, at) } else { leaf_hash(b"forked") }).collect();
        for (old, new) in [(40, 50), (45, 50), (50, 50), (fork + 1, 50)] {
            let old_root = root_at(&tree, old).unwrap();
            let proof = prove_consistency(&forked, old, new).unwrap();
            let found = verify_consistency((old, &old_root), (new, &forked.root()), &proof);
            assert!(matches!(found, Err(ProofError::Root { .. })), "fork at {fork}, {old} to {new}");
        }
        let (before, proof) = (root_at(&tree, fork).unwrap(), prove_consistency(&forked, fork, 50).unwrap());
        assert_eq!(verify_consistency((fork, &before), (50, &forked.root()), &proof), Ok(()));
    }
}
