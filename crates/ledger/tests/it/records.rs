//! A record as text: it comes back as it was, and nothing can be cut off or moved.

use crate::support::*;
use teukgu_ledger::*;

fn error(text: &str) -> RecordError {
    read(text.as_bytes()).unwrap_err().error
}

#[test]
fn a_record_comes_back_with_all_that_was_in_it() {
    let entries = entries(30);
    let items = read(export(&entries, &[0, 17, 17, 30]).as_bytes()).unwrap();
    let root = tree_of(&entries).root();
    let head = Item::Head { zone: ZONE.to_owned(), size: 30, root, checkpoints: vec![0, 17, 17, 30] };
    assert_eq!(items.first(), Some(&head));
    let back: Vec<_> = items
        .iter()
        .filter_map(|item| if let Item::Entry(entry) = item { Some(entry) } else { None })
        .collect();
    assert_eq!(back, entries.iter().collect::<Vec<_>>());
    let is_open = |item: &Item| matches!(item, Item::Checkpoint { note } if Checkpoint::open(note, &[key(1).verifier()]).is_ok());
    assert_eq!(items.iter().filter(|item| is_open(item)).count(), 4);
    assert_eq!(items.last(), Some(&Item::End { zone: ZONE.to_owned(), size: 30, root }));
}

#[test]
fn sections_of_several_zones_stand_one_after_the_other() {
    let yangjae = export(&entries(3), &[2]);
    let (writer, head) = SectionWriter::start("songdo", 0, Hash::EMPTY_ROOT, vec![]).unwrap();
    let songdo = head + &writer.end().unwrap();
    assert_eq!(read(format!("{yangjae}{songdo}").as_bytes()).unwrap().len(), 8);
    assert_eq!(
        error(&format!("{songdo}{yangjae}{songdo}")),
        RecordError::RepeatedZone { zone: "songdo".to_owned() }
    );
}

#[test]
fn a_record_that_is_cut_off_at_any_line_or_byte_is_found() {
    let text = export(&entries(30), &[17, 30]).into_bytes();
    for (start, reader) in stands(&text) {
        let line = text[start..].iter().position(|byte| *byte == b'\n').unwrap();
        for end in start..=start + line {
            assert!(read_on(reader.clone(), &text[start..end]).is_err(), "byte {end}");
        }
    }
    let fault = read(&text[..text.len() - 1]).unwrap_err();
    assert_eq!((fault.line, fault.error), (34, RecordError::BrokenLine));
    assert_eq!(read(b"").unwrap_err().error, RecordError::Empty);
}

#[test]
fn a_line_that_is_missing_twice_there_or_moved_is_found() {
    let text = export(&entries(30), &[17, 30]);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let missing: String =
            lines.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| *line).collect();
        assert!(read(missing.as_bytes()).is_err(), "line {at} is missing");
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        assert!(read(twice.concat().as_bytes()).is_err(), "line {at} is there twice");
        let mut moved = lines.clone();
        moved.swap(at, (at + 1) % lines.len());
        assert!(read(moved.concat().as_bytes()).is_err(), "line {at} is moved");
    }
}

#[test]
fn a_fault_names_its_line_and_what_is_wrong_in_both_languages() {
    let text = export(&entries(5), &[]);
    let fault = read(text.replacen("\"seq\":2", "\"seq\":7", 1).as_bytes()).unwrap_err();
    assert_eq!(fault.to_string(), "line 3: the leaf of entry 7 is not the hash of its fields");
    assert!(fault.text().ko.starts_with("3번째 줄: 기록 7번의"), "{}", fault.text().ko);
    assert!(!fault.help().is_empty());
    let cases = [
        (text.replacen("\"seq\":2", "\"seq\": 2", 1), RecordError::OtherForm),
        (text.replacen("{\\\"양재\\\":1}", "{\\\"양재\\\":9}", 1), RecordError::Payload { seq: 1 }),
        (
            text.replacen("\"size\":5", "\"size\":4", 1),
            RecordError::Json(JsonError::Missing { path: "end".to_owned() }),
        ),
        (text.replacen("\"zone\":\"yangjae\"", "\"zone\":\"\"", 1), RecordError::BadZone),
        (
            text.replacen("\"checkpoints\":[]", "\"checkpoints\":[6]", 1),
            RecordError::CheckpointSizes { size: 5 },
        ),
        (text.replacen("\"salt\":null", "\"salt\":\"00\"", 1), RecordError::Salt { seq: 3 }),
    ];
    for (text, expected) in cases {
        assert_eq!(error(&text), expected);
    }
}

#[test]
fn what_does_not_hold_is_not_written() {
    let mut not_text = entry(1);
    not_text.payload = Some(Payload { salt: Salt([0; 16]), bytes: vec![0xff] });
    let mut changed = entry(1);
    changed.header.payload_hash = Hash::EMPTY_ROOT;
    let mut header = entry(1);
    header.header.actor = "a\nb".to_owned();
    let mut zone = entry(1);
    zone.header.zone = "songdo".to_owned();
    let cases = [
        (not_text, RecordError::NotText { seq: 1 }),
        (changed, RecordError::Payload { seq: 1 }),
        (header, RecordError::Header { seq: 1 }),
        (zone, RecordError::Zone { seq: 1 }),
        (entry(2), RecordError::Place { expected: 1, found: 2 }),
    ];
    for (entry, expected) in cases {
        let (mut writer, _) = SectionWriter::start(ZONE, 9, Hash::EMPTY_ROOT, vec![]).unwrap();
        assert_eq!(writer.entry(&entry), Err(expected));
        assert_eq!(writer.end(), Err(RecordError::Count { size: 9, entries: 0 }));
    }
}

#[test]
fn checkpoints_that_do_not_belong_to_the_entries_are_refused() {
    let (entries, tree) = (entries(5), tree_of(&entries(5)));
    let start = |sizes: Vec<u64>| {
        let (mut writer, _) = SectionWriter::start(ZONE, 5, tree.root(), sizes).unwrap();
        for entry in &entries {
            writer.entry(entry).unwrap();
        }
        writer
    };
    let note = |zone, size, root| {
        let key = SigningKey::from_seed(&origin(zone), [1; 32]).unwrap();
        Checkpoint::new(zone, size, root).sign(&[&key]).unwrap()
    };
    let root = root_at(&tree, 3).unwrap();
    let other = |origin: &str, size| RecordError::OtherCheckpoint { origin: origin.to_owned(), size };
    let cases = [
        (note(ZONE, 3, tree.root()), RecordError::Root { size: 3 }),
        (note("songdo", 3, root), other("teukgu/songdo", 3)),
        (note(ZONE, 4, root), other("teukgu/yangjae", 4)),
    ];
    for (note, expected) in cases {
        assert_eq!(start(vec![3]).checkpoint(&note), Err(expected));
    }
    let mut writer = start(vec![]);
    let count = |expected, found| RecordError::CheckpointCount { expected, found };
    assert_eq!(writer.checkpoint(&note(ZONE, 3, root)), Err(count(0, 1)));
    assert_eq!(start(vec![3]).end(), Err(count(1, 0)));
}

#[test]
fn whatever_follows_a_fault_is_refused() {
    let mut reader = RecordReader::new();
    assert!(reader.push(b"{}\n").is_err());
    assert_eq!(reader.push(b"{}\n").unwrap_err().error, RecordError::GivenUp);
    assert_eq!(reader.finish().unwrap_err(), RecordFault { line: 2, error: RecordError::GivenUp });
}

fn beside(number: u8) -> KeptBeside {
    KeptBeside {
        shelf: if number.is_multiple_of(2) { "blob" } else { "credential" }.to_owned(),
        key: format!("yangjae/열쇠\"{number}"),
        owner: String::new(),
        at_us: -1,
        bytes: (0..number).chain([0, 255]).collect(),
    }
}

fn export_beside(count: u8) -> String {
    let (mut writer, mut text) = BesideWriter::start();
    for number in 0..count {
        text += &writer.item(&beside(number)).unwrap();
    }
    text + &writer.end()
}

#[test]
fn what_stands_beside_comes_back_behind_the_records() {
    let text = export(&entries(3), &[]) + &export_beside(5);
    let items = read(text.as_bytes()).unwrap();
    assert_eq!(items[5], Item::BesideHead);
    assert_eq!(items[6..11], (0..5).map(|number| Item::Beside(beside(number))).collect::<Vec<_>>());
    assert_eq!(items.last(), Some(&Item::BesideEnd { count: 5 }));
    assert!(!format!("{items:?}").contains("열쇠"), "a log shows no key");
    assert_eq!(read((export(&entries(1), &[]) + &export_beside(0)).as_bytes()).unwrap().len(), 5);
}

#[test]
fn what_stands_beside_is_found_if_it_is_cut_off_or_changed_at_any_byte() {
    let record = export(&entries(1), &[]);
    let text = record.clone() + &export_beside(3);
    for end in record.len() + 1..text.len() {
        assert!(read(&text.as_bytes()[..end]).is_err(), "{end}");
    }
    for at in record.len()..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        assert!(read(&changed).is_err(), "{at}");
    }
    let beside = text.strip_prefix(record.as_str()).expect("what stands beside follows the record");
    let lines: Vec<&str> = beside.split_inclusive('\n').collect();
    let without_second = record.clone() + lines[0] + lines[2] + lines[3] + lines[4];
    assert_eq!(error(&without_second), RecordError::Digest);
    assert_eq!(error(&(text.clone() + &record)), RecordError::AfterBeside);
    assert_eq!(error(&(record.clone() + lines[0] + lines[1])), RecordError::BesideTruncated { count: 1 });
    assert_eq!(error(lines[0]), RecordError::BesideTruncated { count: 0 });
    let session = lines[1].replace("\"blob\"", "\"session\"");
    assert!(matches!(error(&(record + lines[0] + &session)), RecordError::Json(_)));
}
