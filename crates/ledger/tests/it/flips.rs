//! Every single bit: whatever is turned in an entry, in a record or in a proof does not go unseen.

use crate::support::*;
use teukgu_ledger::*;

/// Calls with every copy of some bytes in which one bit is turned.
fn each_flip(bytes: &[u8], mut check: impl FnMut(&[u8], usize)) {
    let mut other = bytes.to_vec();
    for (at, bit) in (0..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        other[at] ^= 1 << bit;
        check(&other, at);
        other[at] ^= 1 << bit;
    }
}

/// Turns every bit of a text field; what is no text any more cannot be kept and is told when it is read.
fn each_text_flip(header: &Header, field: fn(&mut Header) -> &mut String, leaf: &Hash) {
    let mut other = header.clone();
    let text = field(&mut other).clone();
    each_flip(text.as_bytes(), |bytes, at| {
        if let Ok(text) = str::from_utf8(bytes) {
            text.clone_into(field(&mut other));
            assert_ne!(other.leaf(), *leaf, "byte {at} of {text}");
        }
    });
}

fn each_number_flip(header: &Header, leaf: &Hash) {
    for bit in 0..64 {
        assert_ne!(Header { seq: header.seq ^ 1 << bit, ..header.clone() }.leaf(), *leaf);
        assert_ne!(Header { at_us: header.at_us ^ 1 << bit, ..header.clone() }.leaf(), *leaf);
    }
    for bit in 0..32 {
        let payload_version = header.payload_version ^ 1 << bit;
        assert_ne!(Header { payload_version, ..header.clone() }.leaf(), *leaf);
    }
    each_flip(header.payload_hash.as_bytes(), |bytes, _| {
        let payload_hash = Hash::from_bytes(bytes.try_into().unwrap());
        assert_ne!(Header { payload_hash, ..header.clone() }.leaf(), *leaf);
    });
}

fn each_payload_flip(entry: &KeptEntry) {
    let Some(payload) = &entry.payload else { return };
    let mut other = entry.clone();
    each_flip(&payload.bytes, |bytes, at| {
        other.payload = Some(Payload { bytes: bytes.to_vec(), ..payload.clone() });
        assert!(!other.payload_fits(), "byte {at}");
    });
    each_flip(&payload.salt.0, |bytes, at| {
        other.payload = Some(Payload { salt: Salt(bytes.try_into().unwrap()), ..payload.clone() });
        assert!(!other.payload_fits(), "byte {at} of the salt");
    });
}

#[test]
fn every_bit_of_the_headers_of_a_thousand_entries_is_in_their_leaves() {
    for KeptEntry { header, .. } in entries(1000) {
        let leaf = header.leaf();
        each_text_flip(&header, |header| &mut header.zone, &leaf);
        each_text_flip(&header, |header| &mut header.kind, &leaf);
        each_text_flip(&header, |header| &mut header.actor, &leaf);
        each_number_flip(&header, &leaf);
    }
}

#[test]
fn every_bit_of_the_payloads_of_a_thousand_entries_is_in_their_hashes() {
    entries(1000).iter().for_each(each_payload_flip);
}

#[test]
fn the_audit_names_a_bit_that_is_turned_in_a_kept_leaf_or_entry() {
    let entry = entry(1);
    let leaf = entry.header.leaf();
    each_flip(leaf.as_bytes(), |bytes, _| {
        let stored = Hash::from_bytes(bytes.try_into().unwrap());
        assert_eq!(Audit::new(ZONE).entry(&entry, &stored).map(|fault| fault.seq), Some(1));
    });
    let payload = entry.payload.clone().unwrap();
    each_flip(&payload.bytes, |bytes, _| {
        let payload = Some(Payload { bytes: bytes.to_vec(), ..payload.clone() });
        let fault = Audit::new(ZONE).entry(&KeptEntry { payload, ..entry.clone() }, &leaf);
        assert_eq!(fault.map(|fault| fault.kind), Some(AuditFaultKind::Payload));
    });
}

/// Says whether a turned bit is found by a reader that stood before the line of that byte.
fn is_found(text: &[u8], at: usize, stands: &[(usize, RecordReader)]) -> bool {
    let line = stands.partition_point(|(start, _)| *start <= at) - 1;
    let (start, reader) = &stands[line];
    read_on(reader.clone(), &text[*start..]).is_err()
}

#[test]
fn every_bit_of_a_record_of_thirty_entries_is_held() {
    let text = export(&entries(30), &[17, 30]).into_bytes();
    let stands = stands(&text);
    each_flip(&text, |other, at| assert!(is_found(other, at, &stands), "byte {at}"));
}

#[test]
fn five_thousand_bits_of_a_record_of_a_thousand_entries_are_held() {
    let mut text = export(&entries(1000), &[1, 512, 1000]).into_bytes();
    let stands = stands(&text);
    let mut chance = 1_u64;
    for _ in 0..5000 {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bits = u64::try_from(text.len()).unwrap() * 8;
        let bit = usize::try_from((chance >> 16) % bits).unwrap();
        text[bit / 8] ^= 1 << (bit % 8);
        assert!(is_found(&text, bit / 8, &stands), "bit {bit}");
        text[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_bit_of_a_proof_is_held_or_means_nothing() {
    let bundle = bundle(&entries(30), 5, 30);
    let verified = bundle.verify(Trust::default()).unwrap();
    each_flip(bundle.to_json().as_bytes(), |bytes, at| {
        let Ok(Ok(other)) = str::from_utf8(bytes).map(Bundle::parse) else { return };
        match other.verify(Trust::default()) {
            Ok(found) => assert!(other == bundle && found == verified, "byte {at}"),
            Err(_) => assert_ne!(other, bundle, "byte {at}"),
        }
    });
}
