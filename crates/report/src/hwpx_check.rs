//! Looks an HWPX file over for what readers refuse or repair: none of the validators at hand finds all of it.

use crate::hwpx::{DECLARATION, NAMESPACES};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::{CompressionMethod, ZipArchive};

/// Files that every document has.
const NEEDED: [&str; 8] = [
    "version.xml",
    "META-INF/container.xml",
    "META-INF/manifest.xml",
    "Contents/content.hpf",
    "Contents/header.xml",
    "Contents/section0.xml",
    "settings.xml",
    "Preview/PrvText.txt",
];

/// Elements that a paper of ours may have in its section.
const KNOWN: &[&str] = &[
    "hs:sec",
    "hp:p",
    "hp:run",
    "hp:t",
    "hp:lineBreak",
    "hp:secPr",
    "hp:grid",
    "hp:startNum",
    "hp:visibility",
    "hp:lineNumberShape",
    "hp:pagePr",
    "hp:margin",
    "hp:footNotePr",
    "hp:endNotePr",
    "hp:autoNumFormat",
    "hp:noteLine",
    "hp:noteSpacing",
    "hp:numbering",
    "hp:placement",
    "hp:ctrl",
    "hp:colPr",
    "hp:tbl",
    "hp:sz",
    "hp:pos",
    "hp:outMargin",
    "hp:inMargin",
    "hp:tr",
    "hp:tc",
    "hp:subList",
    "hp:cellAddr",
    "hp:cellSpan",
    "hp:cellSz",
    "hp:cellMargin",
];

/// References of a section, each with the element of the header that it names.
const REFERENCES: [(&str, &str); 4] = [
    ("charPrIDRef", "hh:charPr"),
    ("paraPrIDRef", "hh:paraPr"),
    ("borderFillIDRef", "hh:borderFill"),
    ("styleIDRef", "hh:style"),
];

/// Lists what is wrong with a file; nothing if it holds together.
pub fn check(bytes: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return vec!["it is no archive".to_owned()];
    };
    check_order(&mut archive, &mut faults);
    let mut files = BTreeMap::new();
    for name in NEEDED {
        match text(&mut archive, name) {
            Some(text) => {
                files.insert(name, text);
            }
            None => faults.push(format!("{name} is missing or no text")),
        }
    }
    for (name, text) in files.iter().filter(|(name, _)| **name != "Preview/PrvText.txt") {
        check_xml(name, text, &mut faults);
    }
    if let (Some(header), Some(section)) =
        (files.get("Contents/header.xml"), files.get("Contents/section0.xml"))
    {
        check_references(header, section, &mut faults);
        check_tables(section, &mut faults);
    }
    if let Some(content) = files.get("Contents/content.hpf") {
        check_content(content, &files, &mut faults);
    }
    faults
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The type of the document comes first and as it is.
fn check_order(archive: &mut ZipArchive<Cursor<&[u8]>>, faults: &mut Vec<String>) {
    let first = archive.by_index(0).ok().map(|mut file| {
        let name = file.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let is_stored = file.compression() == CompressionMethod::Stored;
        let mut text = String::new();
        let _ = file.read_to_string(&mut text);
        (name, is_stored, text)
    });
    match first {
        Some((name, true, text)) if name == "mimetype" && text == "application/hwp+zip" => (),
        _ => faults.push("mimetype is not first, stored, or not application/hwp+zip".to_owned()),
    }
}

fn check_xml(name: &str, text: &str, faults: &mut Vec<String>) {
    if !text.starts_with(DECLARATION) {
        faults.push(format!("{name} does not say that it stands alone"));
    }
    let is_refused = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_refused) || text.contains("&#1;") || text.contains("&#x1;") {
        faults.push(format!("{name} has a character that XML cannot hold"));
    }
    let needs_names =
        matches!(name, "Contents/header.xml" | "Contents/section0.xml" | "Contents/content.hpf");
    let is_missing =
        |(prefix, address): &(&str, &str)| !text.contains(&format!("xmlns:{prefix}=\"{address}\""));
    if needs_names && NAMESPACES.iter().any(is_missing) {
        faults.push(format!("{name} does not declare every namespace"));
    }
    if let Some(fault) = read(text, |_, _| ()) {
        faults.push(format!("{name}: {fault}"));
    }
    if name == "Contents/section0.xml" {
        let mut unknown = BTreeSet::new();
        read(text, |element, _| {
            if !KNOWN.contains(&element) {
                unknown.insert(element.to_owned());
            }
        });
        faults.extend(unknown.into_iter().map(|element| format!("{name} has the unknown element {element}")));
    }
}

/// Walks through XML and calls `each` with the name and the attributes of every element; returns what is wrong.
fn read(text: &str, mut each: impl FnMut(&str, &BTreeMap<String, String>)) -> Option<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_i64;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                each(&name_of(&start), &attributes(&start));
            }
            Ok(Event::Empty(start)) => each(&name_of(&start), &attributes(&start)),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Text(text)) if AsRef::<str>::as_ref(&text).contains('&') => {
                return Some("a bare &".to_owned());
            }
            Ok(Event::GeneralRef(name)) => {
                let name: &str = name.as_ref();
                let known = ["amp", "lt", "gt", "quot", "apos"];
                if !known.contains(&name) && !name.starts_with('#') {
                    return Some("a bare &".to_owned());
                }
            }
            Ok(Event::Eof) => return (depth != 0).then(|| "it ends in the middle".to_owned()),
            Ok(_) => (),
            Err(error) => return Some(error.to_string()),
        }
    }
}

fn name_of(start: &BytesStart<'_>) -> String {
    AsRef::<str>::as_ref(&start.name()).to_owned()
}

/// Reads attributes; what cannot be read is left out.
fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let pairs = start.attributes().filter_map(Result::ok).map(|one| {
        let name = AsRef::<str>::as_ref(&one.key).to_owned();
        (name, one.value.into_owned())
    });
    pairs.collect()
}

fn check_references(header: &str, section: &str, faults: &mut Vec<String>) {
    let mut known: BTreeSet<(&str, String)> = BTreeSet::new();
    read(header, |element, attributes| {
        for (_, target) in REFERENCES.iter().filter(|(_, target)| *target == element) {
            known.extend(attributes.get("id").map(|id| (*target, id.clone())));
        }
    });
    let mut lost = BTreeSet::new();
    for text in [header, section] {
        read(text, |element, attributes| {
            for (name, target) in REFERENCES {
                if let Some(id) = attributes.get(name)
                    && !known.contains(&(target, id.clone()))
                {
                    lost.insert(format!("{element} refers to {target} {id}, which is not there"));
                }
            }
        });
    }
    faults.extend(lost);
}

/// A table as it is read: what it says of itself, and the cells that it has.
#[derive(Default)]
struct Grid {
    rows: usize,
    columns: usize,
    cells: Vec<(usize, usize)>,
    found_rows: usize,
}

fn check_tables(section: &str, faults: &mut Vec<String>) {
    let mut grids: Vec<Grid> = Vec::new();
    let number = |attributes: &BTreeMap<String, String>, name: &str| {
        attributes.get(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(usize::MAX)
    };
    read(section, |element, attributes| match element {
        "hp:tbl" => grids.push(Grid {
            rows: number(attributes, "rowCnt"),
            columns: number(attributes, "colCnt"),
            ..Grid::default()
        }),
        "hp:tr" => grids.last_mut().into_iter().for_each(|grid| grid.found_rows += 1),
        "hp:cellAddr" => {
            let cell = (number(attributes, "rowAddr"), number(attributes, "colAddr"));
            grids.last_mut().into_iter().for_each(|grid| grid.cells.push(cell));
        }
        _ => (),
    });
    for (place, grid) in grids.iter().enumerate() {
        let expected = (0..grid.found_rows)
            .flat_map(|row| (0..grid.columns.min(1_000)).map(move |column| (row, column)));
        if grid.rows != grid.found_rows || !expected.eq(grid.cells.iter().copied()) {
            faults.push(format!("table {} has other cells than it says", place + 1));
        }
    }
}

/// Every file that the document lists is there, and it says who made it and when.
fn check_content(content: &str, files: &BTreeMap<&str, String>, faults: &mut Vec<String>) {
    read(content, |element, attributes| {
        let Some(path) = attributes.get("href").filter(|_| element == "opf:item") else { return };
        if !files.contains_key(path.as_str()) {
            faults.push(format!("{path} is listed and not there"));
        }
    });
    if content.contains("<opf:title></opf:title>") || !content.contains("name=\"CreatedDate\"") {
        faults.push("title or date is missing".to_owned());
    }
}
