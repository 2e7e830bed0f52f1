//! Random damage to the sample folder.

use crate::sample::{CODES, sample};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;
use teukgu_tenant::{Fault, Folder, lint};

static SAMPLE: LazyLock<Folder> = LazyLock::new(sample);

/// One edit: bytes put in the place of others.
#[derive(Clone, Debug)]
struct Edit {
    file: Index,
    at: Index,
    cut: usize,
    put: Vec<u8>,
}

fn edit() -> impl Strategy<Value = Edit> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        "[\\[\\]{}=\",.\n\r#0-9a-z가나]{0,6}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "inf",
            "nan",
            "-1",
            "9223372036854775807",
            "1e309",
            "[[",
            "''",
            "\u{feff}",
            "2025-13-01"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    (any::<Index>(), any::<Index>(), 0_usize..12, piece).prop_map(|(file, at, cut, put)| Edit {
        file,
        at,
        cut,
        put,
    })
}

fn damaged(edits: &[Edit]) -> Folder {
    let mut folder = SAMPLE.clone();
    let names: Vec<String> = folder.files.keys().cloned().collect();
    for edit in edits {
        let bytes = folder.files.get_mut(edit.file.get(&names)).expect("the name was listed");
        let at = edit.at.index(bytes.len() + 1);
        let end = (at + edit.cut).min(bytes.len());
        bytes.splice(at..end, edit.put.iter().copied());
    }
    folder
}

/// A position is valid if the file has that line and the line that column, one beyond its end included.
fn is_valid(fault: &Fault, folder: &Folder) -> bool {
    let Some(bytes) = folder.files.get(&fault.file) else { return (fault.line, fault.column) == (1, 1) };
    let text = String::from_utf8_lossy(bytes);
    let line = text.split('\n').nth(fault.line - 1);
    line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&fault.column))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damage_gives_sorted_faults_with_valid_places(edits in prop::collection::vec(edit(), 1..6)) {
        let folder = damaged(&edits);
        let report = lint(&folder, &CODES);
        for fault in &report.findings {
            prop_assert!(is_valid(fault, &folder), "{fault:?}");
            prop_assert!(!fault.message.is_empty() && !fault.message.en.contains('\n'), "{fault:?}");
        }
        let places: Vec<_> = report.findings.iter().map(|f| (&f.file, f.line, f.column)).collect();
        prop_assert!(places.is_sorted());
    }
}
