//! Documents that are archives: looked into without unpacking more than is allowed.

use super::kind::{Seen, mark};
use super::{FileKind, LARGEST_FILE, UploadFault};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// Most files in a document, with those in documents within.
const MOST_FILES: usize = 2_000;
/// Most bytes of all files together.
const MOST_BYTES: u64 = 200 << 20;
/// Most times that a file may be larger than what it is packed into.
const MOST_RATIO: u64 = 200;
/// Files below this may be packed as well as they like.
const SMALL: u64 = 1 << 20;
/// First bytes that are kept of any file.
const HEAD: usize = 8;

/// What may still be unpacked.
struct Left {
    files: usize,
    bytes: u64,
}

/// Tells what a document is by what is in it.
pub(super) fn look(bytes: &[u8]) -> Result<Seen, UploadFault> {
    walk(bytes, &mut Left { files: MOST_FILES, bytes: MOST_BYTES }, true)
}

/// Reads every file of an archive; one within may be a document and holds none itself.
fn walk(bytes: &[u8], left: &mut Left, is_outermost: bool) -> Result<Seen, UploadFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    left.files = left.files.checked_sub(archive.len()).ok_or(UploadFault::Bomb)?;
    let mut found = Found::default();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).map_err(|error| fault(&error))?;
        let name = file.name().map_err(|error| fault(&error))?.into_owned();
        check_name(&name)?;
        if file.is_symlink() {
            return Err(UploadFault::Harmful);
        }
        let begin = unpack(&mut file, keeps(&name), left)?;
        check_content(&name, &begin, left, is_outermost)?;
        found.note(&name, &begin)?;
    }
    found.kind()
}

fn fault(error: &ZipError) -> UploadFault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => UploadFault::Locked,
        _ => UploadFault::Unknown,
    }
}

/// Refuses names that lead out of the archive, and programs.
fn check_name(name: &str) -> Result<(), UploadFault> {
    let is_drive = name.chars().nth(1) == Some(':');
    let leads_out = name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
    if leads_out || is_drive || name.chars().any(char::is_control) {
        return Err(UploadFault::Harmful);
    }
    match ending(name).as_str() {
        "zip" | "7z" | "rar" | "gz" | "tgz" | "xz" | "bz2" | "jar" | "iso" | "cab" => {
            Err(UploadFault::Nested)
        }
        "exe" | "dll" | "com" | "scr" | "vbs" | "bat" | "cmd" | "ps1" | "lnk" | "hta" | "msi" => {
            Err(UploadFault::Harmful)
        }
        "js" if !is_script_of_hwpx(name) => Err(UploadFault::Harmful),
        _ => Ok(()),
    }
}

/// Every document of Hangul in its open form has a folder of scripts, which are empty as a rule.
fn is_script_of_hwpx(name: &str) -> bool {
    name.starts_with("Scripts/")
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Charts and tables are put into documents as documents.
fn may_be_archive(name: &str) -> bool {
    matches!(ending(name).as_str(), "docx" | "xlsx" | "pptx" | "hwpx")
}

const TYPE: &str = "mimetype";
const PARTS: &str = "[Content_Types].xml";

/// Returns how many bytes of a file are needed to judge it.
fn keeps(name: &str) -> usize {
    match name {
        TYPE | PARTS => 1 << 20,
        _ if may_be_archive(name) => LARGEST_FILE,
        _ => HEAD,
    }
}

/// Unpacks a file, counts it, and returns how it begins.
///
/// What the archive says of sizes need not be true: a file that admits to be too large is refused at once, and the bytes
/// of every other are counted as they come.
fn unpack<R: Read>(file: &mut ZipFile<'_, R>, keeps: usize, left: &mut Left) -> Result<Vec<u8>, UploadFault> {
    let packed = file.compressed_size().max(1);
    let is_bomb = |size: u64, left: &Left| size > left.bytes || (size > SMALL && size / packed > MOST_RATIO);
    if is_bomb(file.size(), left) {
        return Err(UploadFault::Bomb);
    }
    let (mut begin, mut size, mut chunk) = (Vec::new(), 0_u64, vec![0; 64 << 10]);
    loop {
        let count = file.read(&mut chunk).map_err(|_| UploadFault::Unknown)?;
        let read = chunk.get(..count).unwrap_or_default();
        if read.is_empty() {
            break;
        }
        size += read.len() as u64;
        if is_bomb(size, left) {
            return Err(UploadFault::Bomb);
        }
        begin.extend(read.iter().take(keeps.saturating_sub(begin.len())));
    }
    left.bytes -= size;
    Ok(begin)
}

/// Looks at what a file is, whatever its name; documents within are looked into, one deep.
fn check_content(name: &str, begin: &[u8], left: &mut Left, is_outermost: bool) -> Result<(), UploadFault> {
    if begin.starts_with(b"PK\x03\x04") {
        if !is_outermost || !may_be_archive(name) {
            return Err(UploadFault::Nested);
        }
        return walk(begin, left, false).map(drop);
    }
    match mark(begin) {
        // Drawings in documents may be packed with gzip.
        Some(Seen::Archive) if !begin.starts_with(b"\x1F\x8B") => Err(UploadFault::Nested),
        // A text may begin with the letters of a program.
        Some(Seen::Program) if begin.contains(&0) => Err(UploadFault::Harmful),
        _ => Ok(()),
    }
}

/// What was met in an archive.
#[derive(Debug, Default)]
struct Found {
    is_hwpx: bool,
    has_script: bool,
    kind: Option<Seen>,
}

impl Found {
    fn note(&mut self, name: &str, begin: &[u8]) -> Result<(), UploadFault> {
        if name.to_lowercase().ends_with("vbaproject.bin") || (name == PARTS && tells_of_macros(begin)) {
            return Err(UploadFault::Macros);
        }
        self.is_hwpx |= name == TYPE && begin.trim_ascii() == b"application/hwp+zip";
        self.has_script |= ending(name) == "js";
        self.kind = self.kind.or(match name {
            "word/document.xml" => Some(Seen::Kind(FileKind::Docx)),
            "xl/workbook.xml" => Some(Seen::Kind(FileKind::Xlsx)),
            "ppt/presentation.xml" => Some(Seen::Slides),
            _ => None,
        });
        Ok(())
    }

    fn kind(&self) -> Result<Seen, UploadFault> {
        if self.is_hwpx {
            return Ok(Seen::Kind(FileKind::Hwpx));
        }
        if self.has_script {
            return Err(UploadFault::Harmful);
        }
        Ok(self.kind.unwrap_or(Seen::Archive))
    }
}

/// The list of parts names macros by their type, whatever their file is called; zeros are left out, for it may be UTF-16.
fn tells_of_macros(parts: &[u8]) -> bool {
    let text: Vec<u8> = parts.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&text);
    text.contains("macroenabled") || text.contains("vbaproject")
}

#[cfg(test)]
mod tests {
    use super::super::tests::zipped;
    use super::*;

    #[test]
    fn what_is_unpacked_is_summed_over_all_files_and_documents_within() {
        let inner = zipped(&[("xl/workbook.xml", &[b'w'; 50])]);
        let size = inner.len() as u64 + 50 + 7;
        let outer = zipped(&[("word/embeddings/a.xlsx", &inner), ("word/document.xml", b"<d>x/d>")]);
        for (files, bytes, is_taken) in [(3, size, true), (3, size - 1, false), (2, size, false)] {
            let seen = walk(&outer, &mut Left { files, bytes }, true);
            assert_eq!(seen == Ok(Seen::Kind(FileKind::Docx)), is_taken, "{files} {bytes}");
            assert!(is_taken || seen == Err(UploadFault::Bomb));
        }
    }
}
