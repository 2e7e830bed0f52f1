//! A paper as HWPX (KS X 6101, OWPML): an archive of XML that Hangul opens and edits.

mod document;
mod header;
mod package;

use crate::error::PaperError;
use crate::hwpx_check;
use crate::paper::Paper;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes a paper as HWPX and looks it over before it is handed out.
///
/// # Errors
/// [`PaperError::Ragged`] if a table is ragged, [`PaperError::Broken`] if what was written does not hold together.
pub fn hwpx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let paper = paper.plain();
    check_characters(&paper)?;
    let section = document::section(&paper)?;
    let parts = [
        ("mimetype", "application/hwp+zip".to_owned()),
        ("version.xml", package::version()),
        ("META-INF/container.xml", package::container()),
        ("META-INF/manifest.xml", package::manifest()),
        ("Contents/content.hpf", package::content(&paper)),
        ("Contents/header.xml", header::header()),
        ("Contents/section0.xml", section),
        ("settings.xml", package::settings()),
        ("Preview/PrvText.txt", document::preview(&paper)),
    ];
    let bytes = archive(&parts).map_err(|error| broken(error.to_string()))?;
    let faults = hwpx_check::check(&bytes);
    match faults.first() {
        None => Ok(bytes),
        Some(fault) => Err(broken(fault.clone())),
    }
}

fn broken(reason: String) -> PaperError {
    PaperError::Broken { form: "HWPX", reason }
}

/// Packs the parts, the type of the document first and as it is.
fn archive(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options.last_modified_time(DateTime::default()))?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Refuses what XML cannot hold.
fn check_characters(paper: &Paper) -> Result<(), PaperError> {
    let text = document::preview(paper);
    let is_refused = |c: &char| (c.is_control() && *c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    match text.chars().find(is_refused) {
        Some(character) => Err(PaperError::NoGlyph { character }),
        None => Ok(()),
    }
}

/// Begin of every file of XML: Hangul refuses one that does not say that it stands alone.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>";

/// Names that the roots of header and section declare; Hangul refuses a file without them.
pub(crate) const NAMESPACES: &[(&str, &str)] = &[
    ("ha", "http://www.hancom.co.kr/hwpml/2011/app"),
    ("hp", "http://www.hancom.co.kr/hwpml/2011/paragraph"),
    ("hp10", "http://www.hancom.co.kr/hwpml/2016/paragraph"),
    ("hs", "http://www.hancom.co.kr/hwpml/2011/section"),
    ("hc", "http://www.hancom.co.kr/hwpml/2011/core"),
    ("hh", "http://www.hancom.co.kr/hwpml/2011/head"),
    ("hhs", "http://www.hancom.co.kr/hwpml/2011/history"),
    ("hm", "http://www.hancom.co.kr/hwpml/2011/master-page"),
    ("hpf", "http://www.hancom.co.kr/schema/2011/hpf"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("opf", "http://www.idpf.org/2007/opf/"),
    ("ooxmlchart", "http://www.hancom.co.kr/hwpml/2016/ooxmlchart"),
    ("epub", "http://www.idpf.org/2007/ops"),
    ("hwpunitchar", "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar"),
    ("config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
];

pub(crate) fn namespaces() -> String {
    NAMESPACES.iter().map(|(name, address)| format!(" xmlns:{name}=\"{address}\"")).collect()
}

/// Writes text so that XML takes it as text.
pub(crate) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
