//! Any bytes at all: no reader of this room stops the program, and what is read comes back the same.

use crate::support::*;
use proptest::prelude::*;
use teukgu_ledger::*;

/// Bytes of a valid text with some of them replaced, so that more than the first line is reached.
fn spoilt(text: String) -> impl Strategy<Value = Vec<u8>> {
    let places = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    places.prop_map(move |places| {
        let mut bytes = text.clone().into_bytes();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    })
}

fn anything() -> impl Strategy<Value = Vec<u8>> {
    let (entries, key) = (entries(5), key(1));
    let texts = [
        export(&entries, &[3]),
        bundle(&entries, 2, 5).to_json(),
        checkpoint(&tree_of(&entries), 5),
        key.verifier().to_string(),
        key.to_secret_text(),
    ];
    let spoilt = prop::sample::select(texts.to_vec()).prop_flat_map(spoilt);
    prop_oneof![spoilt, prop::collection::vec(any::<u8>(), 0..300)]
}

fn word() -> impl Strategy<Value = String> {
    "[a-z가-힣 \"\\\\{}]{1,12}"
}

fn any_entry() -> impl Strategy<Value = KeptEntry> {
    let payload = prop::option::of((any::<[u8; 16]>(), any::<String>()));
    let parts = (word(), word(), any::<i64>(), any::<u32>(), any::<[u8; 32]>(), payload);
    parts.prop_map(|(kind, actor, at_us, payload_version, hash, payload)| {
        let payload = payload.map(|(salt, text)| Payload { salt: Salt(salt), bytes: text.into_bytes() });
        let payload_hash = payload.as_ref().map_or(Hash::from_bytes(hash), Payload::hash);
        let header =
            Header { zone: ZONE.to_owned(), seq: 1, kind, actor, at_us, payload_version, payload_hash };
        KeptEntry { header, payload }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_reader_stops_the_program(bytes in anything()) {
        let _ = read(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text.as_ref());
        }
        if let Ok(checkpoint) = Checkpoint::parse_body(&text) {
            prop_assert_eq!(checkpoint.body(), text.as_ref());
        }
        let _ = Checkpoint::open(&text, &[key(1).verifier()]);
        if let Ok(key) = VerifierKey::parse(&text) {
            prop_assert_eq!(key.to_string(), text.as_ref());
        }
        if let Ok(key) = SigningKey::parse_secret(&text) {
            prop_assert_eq!(key.to_secret_text(), text.as_ref());
        }
        if let Ok(bundle) = Bundle::parse(&text) {
            prop_assert_eq!(&Bundle::parse(&bundle.to_json()).unwrap(), &bundle);
            let _ = bundle.verify(Trust::default());
        }
    }

    #[test]
    fn proofs_of_any_size_are_refused_without_stopping(
        index in any::<u64>(),
        size in any::<u64>(),
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash::from_bytes).collect();
        let root = Hash::EMPTY_ROOT;
        prop_assert!(verify_inclusion(&root, index, size, &root, &hashes).is_err());
        let _ = verify_consistency((index, &leaf_hash(b"")), (size, &root), &hashes);
        prop_assert!(nodes_of_inclusion(index, size).len() <= 64 * 64);
    }

    #[test]
    fn any_entry_comes_back_from_a_record_and_a_bundle(entry in any_entry()) {
        prop_assume!(entry.header.is_well_formed());
        let entries = [entry.clone()];
        let items = read(export(&entries, &[1]).as_bytes()).unwrap();
        prop_assert_eq!(&items[1], &Item::Entry(entry));
        let bundle = bundle(&entries, 1, 1);
        let back = Bundle::parse(&bundle.to_json()).unwrap();
        prop_assert_eq!(&back, &bundle);
        prop_assert!(back.verify(Trust::default()).is_ok());
    }

    #[test]
    fn the_audit_takes_any_place(seqs in prop::collection::vec(any::<u64>(), 0..20)) {
        let mut audit = Audit::watching(ZONE, seqs.clone());
        for seq in &seqs {
            let mut entry = entry(1);
            entry.header.seq = *seq;
            audit.entry(&entry, &entry.header.leaf());
        }
        prop_assert_eq!(audit.size(), u64::try_from(seqs.len()).unwrap());
    }
}
