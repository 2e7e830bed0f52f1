//! Values that others have published.

use teukgu_ledger::*;

/// Data of the eight leaves that implementations of RFC 6962 are tried with.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn tree() -> MemoryTree {
    LEAVES.iter().map(|data| leaf_hash(data)).collect()
}

fn texts(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(Hash::to_string).collect()
}

#[test]
fn the_roots_of_the_reference_leaves_are_the_published_ones() {
    for (size, root) in (0..).zip(ROOTS) {
        assert_eq!(root_at(&tree(), size).unwrap().to_string(), root, "size {size}");
    }
}

#[test]
fn the_proofs_of_the_reference_leaves_are_the_published_ones() {
    let first = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(texts(&prove_inclusion(&tree(), 0, 8).unwrap()), first);
    let sixth = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[4],
    ];
    assert_eq!(texts(&prove_inclusion(&tree(), 5, 8).unwrap()), sixth);
    let six_to_eight = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ROOTS[4],
    ];
    assert_eq!(texts(&prove_consistency(&tree(), 6, 8).unwrap()), six_to_eight);
}

#[test]
fn the_well_known_example_of_a_signed_note_holds() {
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let text = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n";
    let note = format!(
        "{text}\n— PeterNeumann \
         x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    let key = SigningKey::parse_secret(secret).unwrap();
    assert_eq!((key.to_secret_text().as_str(), key.verifier().to_string().as_str()), (secret, public));
    assert_eq!(Note::sign(text, &[&key]).unwrap().to_string(), note);
    let keys = [VerifierKey::parse(public).unwrap()];
    assert_eq!(Note::parse(&note).unwrap().verify(&keys).unwrap(), [&keys[0]]);
}

#[test]
fn the_leaf_of_the_example_in_the_readme_is_what_a_shell_computes() {
    let payload = Payload { salt: Salt(*b"0123456789abcdef"), bytes: br#"{"title":"x"}"#.to_vec() };
    let header = Header {
        zone: "yangjae".to_owned(),
        seq: 17,
        kind: "source".to_owned(),
        actor: "zone-folder".to_owned(),
        at_us: 1_772_409_600_123_456,
        payload_version: 1,
        payload_hash: payload.hash(),
    };
    let readme = include_str!("../../README.md");
    for hash in [payload.hash(), header.leaf()] {
        assert!(readme.contains(&hash.to_string()), "{hash}");
    }
}
