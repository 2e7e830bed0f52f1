//! Other implementations agree with this one, in both directions.

use ct_merkle::digest::Output;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::Sha256;
use signed_note::{Signer, StandardSigner, StandardVerifier, VerifierList};
use teukgu_ledger::*;

const SIZE: u64 = 70;

fn data(at: u64) -> [u8; 8] {
    at.to_le_bytes()
}

fn theirs(hash: &Hash) -> Output<Sha256> {
    (*hash.as_bytes()).into()
}

fn ours(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks_exact(32).map(|chunk| Hash::from_bytes(chunk.try_into().unwrap())).collect()
}

fn digests(hashes: &[Hash]) -> Vec<Output<Sha256>> {
    hashes.iter().map(theirs).collect()
}

#[test]
fn roots_and_inclusion_proofs_agree_both_ways() {
    let tree: MemoryTree = (0..SIZE).map(|at| leaf_hash(&data(at))).collect();
    let mut twin = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for size in 1..=SIZE {
        twin.push(data(size - 1));
        let root = root_at(&tree, size).unwrap();
        assert_eq!(theirs(&root), *twin.root().as_bytes(), "size {size}");
        for index in 0..size {
            let proof = prove_inclusion(&tree, index, size).unwrap();
            let place = usize::try_from(index).unwrap();
            assert_eq!(proof, ours(twin.prove_inclusion(place).as_bytes()), "leaf {index} of {size}");
            let proof = InclusionProof::from_digests(&digests(&proof));
            twin.root().verify_inclusion(&data(index), index, &proof).unwrap();
        }
    }
}

#[test]
fn consistency_proofs_agree_both_ways() {
    let tree: MemoryTree = (0..SIZE).map(|at| leaf_hash(&data(at))).collect();
    let mut twin = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for new in 1..=SIZE {
        twin.push(data(new - 1));
        for old in 1..=new {
            let proof = prove_consistency(&tree, old, new).unwrap();
            let added = usize::try_from(new - old).unwrap();
            assert_eq!(proof, ours(twin.prove_consistency(added).as_bytes()), "{old} to {new}");
            let root = RootHash::new(theirs(&root_at(&tree, old).unwrap()), old);
            let proof = ConsistencyProof::from_digests(&digests(&proof));
            twin.root().verify_consistency(&root, &proof).unwrap();
        }
    }
}

#[test]
fn our_notes_hold_for_others() {
    let key = SigningKey::from_seed("teukgu/yangjae", [9; 32]).unwrap();
    let text = Checkpoint::new("yangjae", 17, leaf_hash(b"")).sign(&[&key]).unwrap();
    let verifier = StandardVerifier::new(&key.verifier().to_string()).unwrap();
    let list = VerifierList::new(vec![Box::new(verifier)]);
    let note = signed_note::Note::from_bytes(text.as_bytes()).unwrap();
    let (known, unknown) = note.verify(&list).unwrap();
    assert_eq!((known.len(), unknown.len()), (1, 0));
    assert_eq!(note.to_bytes(), text.as_bytes());
}

#[test]
fn notes_of_others_hold_for_us() {
    let key = SigningKey::from_seed("teukgu/yangjae", [9; 32]).unwrap();
    let signer = StandardSigner::new(&key.to_secret_text()).unwrap();
    let checkpoint = Checkpoint::new("yangjae", 17, leaf_hash(b""));
    let mut note = signed_note::Note::new(checkpoint.body().as_bytes(), &[]).unwrap();
    note.add_sigs(&[&signer as &dyn Signer]).unwrap();
    let text = String::from_utf8(note.to_bytes()).unwrap();
    let opened = Checkpoint::open(&text, &[key.verifier()]).unwrap();
    assert_eq!((opened.checkpoint, opened.signers), (checkpoint, vec![key.verifier()]));
}
