use super::kind::COMPOUND;
use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use teukgu_domain::text::Lang;
use unicode_normalization::is_nfc;
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{CompressionMethod, ZipWriter};

pub(super) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx_with(name: &str, bytes: &[u8]) -> Vec<u8> {
    zipped(&[("word/document.xml", b"<d/>"), (name, bytes)])
}

fn hwp() -> Vec<u8> {
    let mut bytes = COMPOUND.to_vec();
    bytes.resize(1024, 0);
    bytes.extend_from_slice(b"HWP Document File\0\0");
    bytes
}

fn samples() -> Vec<(&'static str, Vec<u8>, FileKind)> {
    vec![
        ("a.pdf", b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
        ("a.png", b"\x89PNG\r\n\x1A\n....".to_vec(), FileKind::Png),
        ("a.JPG", b"\xFF\xD8\xFF\xE0".to_vec(), FileKind::Jpeg),
        ("a.hwpx", zipped(&[("mimetype", b"application/hwp+zip"), ("version.xml", b"<v/>")]), FileKind::Hwpx),
        ("a.hwp", hwp(), FileKind::Hwp),
        ("a.docx", zipped(&[("word/document.xml", b"<d/>")]), FileKind::Docx),
        ("a.xlsx", zipped(&[("xl/workbook.xml", b"<w/>")]), FileKind::Xlsx),
        ("a.txt", "안녕하세요\n".as_bytes().to_vec(), FileKind::Text),
    ]
}

#[test]
fn each_kind_is_known_by_its_bytes() {
    for (name, bytes, kind) in samples() {
        let seen = inspect(name, &bytes).unwrap();
        assert_eq!((seen.kind, seen.size), (kind, bytes.len() as u64), "{name}");
        assert_eq!((seen.media_type, seen.sha256), (kind.media_type(), sha256(&bytes)));
    }
}

#[test]
fn a_file_that_lies_about_its_kind_is_refused_with_both() {
    for (_, bytes, found) in samples() {
        for claimed in FileKind::ALL.into_iter().filter(|kind| *kind != found) {
            let fault = inspect(&format!("a.{}", claimed.endings()[0]), &bytes).unwrap_err();
            assert_eq!(fault, UploadFault::NotWhatItSays { claimed, found: Seen::Kind(found) });
            for lang in Lang::ALL {
                let (message, labels) = (fault.message(), [claimed.label(), found.label()]);
                assert!(
                    labels.iter().all(|label| message.get(lang).contains(label.get(lang))),
                    "{message:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_not_taken_is_told_by_what_it_is() {
    let slides = zipped(&[("ppt/presentation.xml", b"<p/>")]);
    let archive = zipped(&[("readme.txt", b"hello")]);
    for (bytes, found) in [
        (&b"<html>"[..], Seen::Html),
        (b"<!DOCTYPE html>", Seen::Html),
        (b"  <script>alert(1)", Seen::Html),
        (b"\xEF\xBB\xBF\n<!-- x --><p>", Seen::Html),
        (b"<A href=x>", Seen::Html),
        (b"<svg xmlns='x'/>", Seen::Svg),
        (b"<?xml version='1.0'?><svg/>", Seen::Svg),
        (b"<!-- drawn --><svg/>", Seen::Svg),
        (b"<?xml version='1.0'?><a/>", Seen::Xml),
        (b"#!/bin/sh", Seen::Script),
        (b"MZ\x90\0", Seen::Program),
        (b"\x7FELF\x02", Seen::Program),
        (b"GIF89a\0", Seen::OtherPicture),
        (b"RIFF\0\0\0\0WEBP", Seen::OtherPicture),
        (b"Rar!\x1A\x07\0", Seen::Archive),
        (b"\x1F\x8B\x08", Seen::Archive),
        (b"\0\x01", Seen::Unknown),
        (b"\xFF\xFE\0", Seen::Unknown),
        (COMPOUND, Seen::OlderOffice),
        (&slides, Seen::Slides),
        (&archive, Seen::Archive),
    ] {
        for claimed in FileKind::ALL {
            let fault = inspect(&format!("a.{}", claimed.endings()[0]), bytes).unwrap_err();
            assert_eq!(fault, UploadFault::NotWhatItSays { claimed, found });
            assert!(fault.message().ko.contains(&found.label().ko));
        }
    }
}

#[test]
fn a_text_that_begins_like_something_else_is_a_text() {
    for text in [
        "MZ세대 설문",
        "GIF87 형식은",
        "<김대표> 말씀",
        "a < b",
        "<apple@firm.example> 드림",
        "\u{FEFF}번호,이름",
    ] {
        assert_eq!(inspect("a.csv", text.as_bytes()).unwrap().kind, FileKind::Text, "{text}");
    }
}

#[test]
fn endings_that_are_not_on_the_list_and_sizes_beyond_it_are_refused() {
    for name in ["a.svg", "a.html", "a.exe", "a.zip", "a.pdf.exe", "a.docm", "a.pptx", "noending", "", "pdf"]
    {
        let fault = inspect(name, b"%PDF-1.7").unwrap_err();
        assert!(matches!(fault, UploadFault::NotTaken { .. }), "{name} {fault}");
        assert!(!fault.message().ko.contains("‘.’") && !fault.message().en.contains("`.`"), "{name}");
    }
    assert_eq!(inspect("a.pdf", b"").unwrap_err(), UploadFault::Empty);
    let mut large = b"%PDF-".to_vec();
    large.resize(LARGEST_FILE, b' ');
    assert_eq!(inspect("a.pdf", &large).unwrap().size, LARGEST_FILE as u64);
    large.push(b' ');
    assert_eq!(inspect("a.pdf", &large), Err(UploadFault::TooLarge { size: LARGEST_FILE + 1 }));
}

#[test]
fn the_test_file_of_scanners_is_refused_and_a_scanner_of_the_house_is_heard() {
    struct Refuses;
    impl Scanner for Refuses {
        fn scan(&self, _: &[u8]) -> Result<(), String> {
            Err("the scanner is away".to_owned())
        }
    }
    let eicar = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    let fault = inspect("a.txt", eicar).unwrap_err();
    assert_eq!(fault, UploadFault::Infected { what: "EICAR test file".to_owned() });
    assert!(fault.message().ko.contains("EICAR"));
    assert!(matches!(inspect("a.pdf", &[b"%PDF-", &eicar[..]].concat()), Err(UploadFault::Infected { .. })));
    let fault = inspect_with("a.txt", b"hello", &Refuses).unwrap_err();
    assert!(fault.to_string().contains("the scanner is away"));
}

/// An archive with one file of so many mebibytes of zeros, of which it tells `size`; none of it is ever unpacked here.
fn bomb(name: &str, mebibytes: usize, size: u32) -> Vec<u8> {
    let mut packer = flate2::Compress::new(flate2::Compression::best(), false);
    let mut once = Vec::with_capacity(1 << 16);
    packer.compress_vec(&vec![0; 1 << 20], &mut once, flate2::FlushCompress::Sync).unwrap();
    // What is flushed ends on a byte and may stand there again; an empty last block ends it.
    let packed = [once.repeat(mebibytes), vec![3, 0]].concat();
    let packed_size = u32::try_from(packed.len()).unwrap();
    let name_length = u16::try_from(name.len()).unwrap();
    let fields = |version: &[u8]| {
        let sizes = [[0; 4], packed_size.to_le_bytes(), size.to_le_bytes()].concat();
        [version, &[0, 0, 8, 0, 0, 0, 0x21, 0], &sizes, &name_length.to_le_bytes(), &[0, 0]].concat()
    };
    let local = [b"PK\x03\x04", &fields(&[20, 0])[..], name.as_bytes(), &packed].concat();
    let central = [b"PK\x01\x02", &fields(&[20, 0, 20, 0])[..], &[0; 14], name.as_bytes()].concat();
    let places =
        [central.len(), local.len()].map(|place| u32::try_from(place).unwrap().to_le_bytes()).concat();
    [local, central, b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec(), places, vec![0; 2]].concat()
}

#[test]
fn a_gibibyte_of_zeros_is_refused_whatever_it_says_of_its_size() {
    for size in [1 << 30, u32::MAX - 1, 100, 0] {
        let bomb = bomb("word/document.xml", 1024, size);
        assert!(bomb.len() < 4 << 20);
        let fault = inspect("a.docx", &bomb).unwrap_err();
        // One that says too little breaks off where it said that it ends.
        let is_refused = fault == UploadFault::Bomb || (size <= 100 && fault == UploadFault::Unknown);
        assert!(is_refused, "{size} {fault}");
    }
}

#[test]
fn too_many_files_are_refused() {
    let names: Vec<String> = (0..2_001).map(|n| format!("word/{n}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(inspect("a.docx", &zipped(&files)).unwrap_err(), UploadFault::Bomb);
}

#[test]
fn archives_within_are_refused_and_documents_within_are_looked_into() {
    let inner = zipped(&[("a.txt", b"x")]);
    let sheet = zipped(&[("xl/workbook.xml", b"<w/>")]);
    let with_macros = zipped(&[("xl/workbook.xml", b"<w/>"), ("xl/vbaProject.bin", b"x")]);
    let chart = "word/embeddings/Microsoft_Excel_Sheet.xlsx";
    assert_eq!(inspect("a.docx", &docx_with(chart, &sheet)).unwrap().kind, FileKind::Docx);
    for (name, bytes, fault) in [
        ("word/more.zip", &b"x"[..], UploadFault::Nested),
        ("word/picture.png", &inner, UploadFault::Nested),
        ("word/picture.png", b"7z\xBC\xAF\x27\x1C\0\0", UploadFault::Nested),
        (chart, &docx_with(chart, &sheet), UploadFault::Nested),
        (chart, &with_macros, UploadFault::Macros),
        (chart, &bomb("xl/workbook.xml", 64, 64 << 20), UploadFault::Bomb),
    ] {
        assert_eq!(inspect("a.docx", &docx_with(name, bytes)).unwrap_err(), fault, "{name}");
    }
}

#[test]
fn macros_programs_and_names_that_lead_out_are_refused() {
    let utf16: Vec<u8> = "macroEnabled".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, fault) in [
        ("word/vbaProject.bin", &b"x"[..], UploadFault::Macros),
        ("word/VBAPROJECT.BIN", b"x", UploadFault::Macros),
        (
            "[Content_Types].xml",
            b"<T t='application/vnd.ms-word.document.macroEnabled.main+xml'/>",
            UploadFault::Macros,
        ),
        ("[Content_Types].xml", &utf16, UploadFault::Macros),
        ("../../etc/passwd", b"x", UploadFault::Harmful),
        ("word/../../x", b"x", UploadFault::Harmful),
        ("/etc/passwd", b"x", UploadFault::Harmful),
        ("C:/x", b"x", UploadFault::Harmful),
        ("word\\x", b"x", UploadFault::Harmful),
        ("word/setup.exe", b"x", UploadFault::Harmful),
        ("word/picture.png", b"MZ\x90\0", UploadFault::Harmful),
        ("Scripts/header.js", b"", UploadFault::Harmful),
    ] {
        assert_eq!(inspect("a.docx", &docx_with(name, bytes)).unwrap_err(), fault, "{name}");
    }
    let hangul = zipped(&[("mimetype", b"application/hwp+zip"), ("Scripts/headerScripts.js", b"")]);
    assert_eq!(inspect("a.hwpx", &hangul).unwrap().kind, FileKind::Hwpx);
}

#[test]
fn a_damaged_archive_is_not_taken() {
    let whole = zipped(&[("word/document.xml", &b"0123456789".repeat(100))]);
    for length in 4..whole.len() {
        assert!(inspect("a.docx", &whole[..length]).is_err(), "{length}");
    }
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    let options: FileOptions<'_, '_, ()> =
        FileOptions::default().compression_method(CompressionMethod::Stored);
    stored.start_file("word/document.xml", options).unwrap();
    stored.write_all(b"<document/>").unwrap();
    let mut stored = stored.finish().unwrap().into_inner();
    let at = stored.windows(11).position(|window| window == b"<document/>").unwrap();
    stored[at + 1] ^= 1;
    assert_eq!(inspect("a.docx", &stored).unwrap_err(), UploadFault::Unknown);
}

#[test]
fn names_are_composed_and_lead_nowhere() {
    let decomposed = "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}.pdf";
    for (name, clean) in [
        (decomposed, "한글.pdf"),
        ("\u{1112}\u{200D}\u{1161}\u{11AB}.pdf", "한.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\kim\\계약서.pdf", "계약서.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        (".. . x.pdf", "x.pdf"),
        ("a\u{202E}fdp.pdf", "afdp.pdf"),
        ("  two   words .pdf", "two words.pdf"),
        ("a\n\0b.pdf", "ab.pdf"),
        ("<>.pdf", "file.pdf"),
        ("\u{3164}.pdf", "file.pdf"),
        ("CON.pdf", "file-CON.pdf"),
        ("com1.tar.pdf", "file-com1.tar.pdf"),
        ("company.pdf", "company.pdf"),
        ("공문.PDF", "공문.PDF"),
    ] {
        assert_eq!(name::clean(name), clean, "{name:?}");
    }
    let long = name::clean(&format!("{}.pdf", "가".repeat(500)));
    assert_eq!((long.chars().count(), long.rsplit('.').next()), (120, Some("pdf")));
    assert_eq!(name::clean(&format!("a.{}", "b".repeat(500))).chars().count(), 120);
}

/// Names that meant something to some system once; each is tried as it is and before `.pdf`.
const HOSTILE: [&str; 64] = [
    "",
    ".",
    "..",
    "...",
    "/",
    "\\",
    "//",
    "../",
    "..\\",
    "../..",
    "/etc/passwd",
    "\\\\host\\share\\x",
    "C:",
    "C:\\",
    "c:x",
    "file:///x",
    "http://x/y",
    "~",
    "~/x",
    "$HOME",
    "%00",
    "%2e%2e%2f",
    "a\0.exe",
    "\0",
    "\r\n",
    "a\r\nb: c",
    "\t",
    " ",
    "  . ",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200e}x",
    "\u{202e}fdp",
    "\u{2066}x\u{2069}",
    "\u{2028}",
    "\u{2029}",
    "\u{3164}",
    "\u{feff}",
    "\u{fffe}",
    "\u{e0041}",
    "\u{115f}\u{1160}",
    "CON",
    "nul",
    "Aux.txt",
    "LPT9",
    "com1",
    "prn.x.y",
    "<script>",
    "a|b",
    "a?b*c",
    "\"x\"",
    "'; drop table x; --",
    "$(reboot)",
    "`id`",
    "-rf",
    "a:b:c",
    "x::$DATA",
    "\u{1112}\u{1161}\u{11ab}",
    "e\u{301}\u{301}\u{301}",
    "\u{fb01}\u{212a}",
    "👩\u{200d}🚀",
];

fn holds(name: &str) {
    let clean = name::clean(name);
    let is_bad =
        |c: char| c.is_control() || "/\\:<>\"|?*\u{202e}\u{2066}\u{200b}\u{3164}\u{feff}".contains(c);
    assert!(!clean.is_empty() && clean.chars().count() <= 120, "{name:?} {clean:?}");
    assert!(!clean.chars().any(is_bad), "{name:?} {clean:?}");
    assert!(!clean.starts_with(['.', ' ']) && !clean.ends_with(['.', ' ']), "{name:?} {clean:?}");
    assert!(is_nfc(&clean), "{name:?} {clean:?}");
    let device = clean.split('.').next().unwrap_or_default().to_lowercase();
    assert!(!["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&device.as_str()), "{name:?} {clean:?}");
}

#[test]
fn hostile_names_come_out_harmless() {
    for name in HOSTILE {
        holds(name);
        let with_ending = format!("{name}.pdf");
        holds(&with_ending);
        match inspect(&with_ending, b"%PDF-1.7") {
            Ok(inspected) => assert!(inspected.name.rsplit('.').next() == Some("pdf"), "{name:?}"),
            Err(fault) => assert!(matches!(fault, UploadFault::NotTaken { .. }), "{name:?}"),
        }
    }
}

proptest! {
    #[test]
    fn any_name_comes_out_harmless(name in "\\PC{0,200}|[\\x00-\\x7f]{0,200}|[\\u{1100}-\\u{11ff}./ ]{0,200}") {
        holds(&name);
    }

    #[test]
    fn no_bytes_make_it_panic(at in 0_usize..8, tail in proptest::collection::vec(any::<u8>(), 0..600), cut in 0_usize..600) {
        let (name, mut bytes, _) = samples().swap_remove(at);
        bytes.truncate(cut.max(1));
        bytes.extend(&tail);
        let _ = inspect(name, &bytes);
    }

    #[test]
    fn no_flipped_byte_in_an_archive_makes_it_panic(at in 0_usize..400, to in any::<u8>()) {
        let mut bytes = docx_with("word/embeddings/a.xlsx", &zipped(&[("xl/workbook.xml", b"<w/>")]));
        let length = bytes.len();
        bytes[at % length] = to;
        let _ = inspect("a.docx", &bytes);
    }
}
