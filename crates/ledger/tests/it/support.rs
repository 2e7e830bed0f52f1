//! A record to try things on.

use teukgu_ledger::*;

pub(crate) const ZONE: &str = "yangjae";

pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&origin(ZONE), [seed; 32]).unwrap()
}

pub(crate) fn entry(seq: u64) -> KeptEntry {
    let salt = Salt(std::array::from_fn(|at| u8::try_from(at).unwrap() ^ seq.to_le_bytes()[at % 8]));
    let payload = Payload { salt, bytes: format!("{{\"양재\":{seq}}}").into_bytes() };
    let header = Header {
        zone: ZONE.to_owned(),
        seq,
        kind: "source".to_owned(),
        actor: "clerk".to_owned(),
        at_us: 1_772_409_600_000_000 + i64::try_from(seq).unwrap(),
        payload_version: 1,
        payload_hash: payload.hash(),
    };
    KeptEntry { header, payload: (seq % 10 != 3).then_some(payload) }
}

pub(crate) fn entries(size: u64) -> Vec<KeptEntry> {
    (1..=size).map(entry).collect()
}

pub(crate) fn tree_of(entries: &[KeptEntry]) -> MemoryTree {
    entries.iter().map(|entry| entry.header.leaf()).collect()
}

pub(crate) fn checkpoint(tree: &MemoryTree, size: u64) -> String {
    let root = root_at(tree, size).unwrap();
    Checkpoint::new(ZONE, size, root).sign(&[&key(1)]).unwrap()
}

/// Writes a section with checkpoints at the given sizes.
pub(crate) fn export(entries: &[KeptEntry], sizes: &[u64]) -> String {
    let tree = tree_of(entries);
    let (mut writer, mut text) =
        SectionWriter::start(ZONE, tree.size(), tree.root(), sizes.to_vec()).unwrap();
    for entry in entries {
        text += &writer.entry(entry).unwrap();
    }
    for size in sizes {
        text += &writer.checkpoint(&checkpoint(&tree, *size)).unwrap();
    }
    text + &writer.end().unwrap()
}

/// Feeds a text from where a reader stands, and says what it found.
pub(crate) fn read_on(mut reader: RecordReader, text: &[u8]) -> Result<Vec<Item>, RecordFault> {
    let mut items = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        items.push(reader.push(line)?);
    }
    reader.finish().map(|()| items)
}

pub(crate) fn read(text: &[u8]) -> Result<Vec<Item>, RecordFault> {
    read_on(RecordReader::new(), text)
}

/// Returns where a reader stands before each line, and where the line begins.
pub(crate) fn stands(text: &[u8]) -> Vec<(usize, RecordReader)> {
    let (mut reader, mut start, mut stands) = (RecordReader::new(), 0, Vec::new());
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        stands.push((start, reader.clone()));
        reader.push(line).unwrap();
        start += line.len();
    }
    stands
}

/// Makes the bundle of an entry in the tree of the first `size` entries.
pub(crate) fn bundle(entries: &[KeptEntry], seq: u64, size: u64) -> Bundle {
    let tree = tree_of(entries);
    let hashes = prove_inclusion(&tree, seq - 1, size).unwrap();
    let entry = entries[usize::try_from(seq - 1).unwrap()].clone();
    Bundle::new(entry, hashes, checkpoint(&tree, size), vec![key(1).verifier()]).unwrap()
}
