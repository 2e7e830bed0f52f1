//! The checker finds each of the thirteen faults that other validators let through one by one.

use crate::support::{letter, pack, unpack};
use teukgu_report::{hwpx, hwpx_check};

type Files = Vec<(String, Vec<u8>)>;

fn change(files: &mut Files, name: &str, from: &str, to: &str) {
    let file = files.iter_mut().find(|(known, _)| known == name).unwrap();
    let text = String::from_utf8(file.1.clone()).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    file.1 = text.replacen(from, to, 1).into_bytes();
}

fn without(files: &mut Files, name: &str) {
    files.retain(|(known, _)| known != name);
}

fn faults(change: impl FnOnce(&mut Files)) -> Vec<String> {
    let mut files = unpack(&hwpx(&letter()).unwrap());
    change(&mut files);
    hwpx_check::check(&pack(&files, |name| name == "mimetype"))
}

#[test]
fn a_sound_file_has_no_faults_even_when_packed_again() {
    assert_eq!(faults(|_| ()), Vec::<String>::new());
}

#[test]
fn each_of_the_thirteen_faults_is_found() {
    let section = "Contents/section0.xml";
    let packed = unpack(&hwpx(&letter()).unwrap());
    assert_ne!(hwpx_check::check(&pack(&packed, |_| false)), Vec::<String>::new(), "mimetype deflated");
    let found = [
        ("mimetype not first", faults(|files| files.rotate_left(1))),
        ("not standing alone", faults(|files| change(files, section, " standalone=\"yes\"", ""))),
        ("namespace dropped", faults(|files| change(files, section, " xmlns:hhs=", " xmlns:zzz="))),
        ("container missing", faults(|files| without(files, "META-INF/container.xml"))),
        ("version missing", faults(|files| without(files, "version.xml"))),
        ("header missing", faults(|files| without(files, "Contents/header.xml"))),
        (
            "lost characters",
            faults(|files| change(files, section, "charPrIDRef=\"0\"", "charPrIDRef=\"9999\"")),
        ),
        (
            "lost border",
            faults(|files| change(files, section, "borderFillIDRef=\"2\"", "borderFillIDRef=\"9999\"")),
        ),
        ("wrong row count", faults(|files| change(files, section, "rowCnt=\"2\"", "rowCnt=\"7\""))),
        ("bare &", faults(|files| change(files, section, "&amp;", "&"))),
        ("control character", faults(|files| change(files, section, "끝.", "끝\u{1}."))),
        (
            "invented element",
            faults(|files| change(files, section, "<hp:t>끝.</hp:t>", "<hp:CHAR>끝.</hp:CHAR>")),
        ),
    ];
    for (name, found) in found {
        assert!(!found.is_empty(), "{name} was not found");
    }
}

#[test]
fn what_is_no_archive_is_told() {
    assert_eq!(hwpx_check::check(b"hello"), ["it is no archive"]);
}
