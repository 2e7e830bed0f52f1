//! What the bytes of a file are.

use super::{UploadFault, container};
use teukgu_domain::text::Text;

/// What a file that is taken may be: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A document as it is printed.
    Pdf,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// A document of Hangul, open form (KS X 6101).
    Hwpx,
    /// A document of Hangul, older form.
    Hwp,
    /// A document of a word processor.
    Docx,
    /// A table.
    Xlsx,
    /// Plain text in UTF-8.
    Text,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::Pdf, Self::Png, Self::Jpeg, Self::Hwpx, Self::Hwp, Self::Docx, Self::Xlsx, Self::Text];

    /// Returns the endings that a name of the kind may have, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Hwpx => &["hwpx"],
            Self::Hwp => &["hwp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Text => &["txt", "csv"],
        }
    }

    /// Returns the media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Hwpx => "application/hwp+zip",
            Self::Hwp => "application/x-hwp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// Returns what people call the kind.
    pub fn label(self) -> Text {
        let name = self.endings()[0].to_uppercase();
        match self {
            Self::Png | Self::Jpeg => Text::new(format!("{name} 그림"), format!("a {name} picture")),
            Self::Text => Text::new("일반 텍스트", "plain text"),
            _ => Text::new(format!("{name} 문서"), format!("a {name} document")),
        }
    }

    pub(super) fn find_by_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.endings().contains(&ending))
    }
}

/// What the bytes of a file are, whether such files are taken or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A kind that is taken.
    Kind(FileKind),
    /// A web page, which a browser would run.
    Html,
    /// A drawing that may carry scripts.
    Svg,
    /// Other marked-up text.
    Xml,
    /// A text that a machine runs.
    Script,
    /// A program.
    Program,
    /// An archive of files.
    Archive,
    /// A presentation.
    Slides,
    /// A document of an older office program, or one with a password.
    OlderOffice,
    /// A moving or newer picture, of a form that is not taken.
    OtherPicture,
    /// Nothing that is known.
    Unknown,
}

impl Seen {
    /// Returns what people call it.
    pub fn label(self) -> Text {
        let (ko, en) = match self {
            Self::Kind(kind) => return kind.label(),
            Self::Html => ("HTML 문서", "an HTML page"),
            Self::Svg => ("SVG 그림", "an SVG drawing"),
            Self::Xml => ("XML 문서", "an XML document"),
            Self::Script => ("스크립트", "a script"),
            Self::Program => ("실행 파일", "a program"),
            Self::Archive => ("압축 파일", "an archive"),
            Self::Slides => ("PPTX 문서", "a PPTX document"),
            Self::OlderOffice => {
                ("옛 형식이거나 암호가 걸린 문서", "a document of an older form or with a password")
            }
            Self::OtherPicture => ("받지 않는 형식의 그림", "a picture of another form"),
            Self::Unknown => ("알 수 없는 형식", "of no known form"),
        };
        Text::new(ko, en)
    }
}

/// Begin of a compound file, which older documents of Hangul are.
pub(super) const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Streams of a compound file begin at multiples of this.
const SMALL_SECTOR: usize = 64;

/// First bytes that tell what a file is.
const MARKS: [(&[u8], Seen); 14] = [
    (b"%PDF-", Seen::Kind(FileKind::Pdf)),
    (b"\x89PNG\r\n\x1A\n", Seen::Kind(FileKind::Png)),
    (b"\xFF\xD8\xFF", Seen::Kind(FileKind::Jpeg)),
    (b"GIF8", Seen::OtherPicture),
    (b"RIFF", Seen::OtherPicture),
    (b"II*\0", Seen::OtherPicture),
    (b"MM\0*", Seen::OtherPicture),
    (b"MZ", Seen::Program),
    (b"\x7FELF", Seen::Program),
    (b"\xCF\xFA\xED\xFE", Seen::Program),
    (b"7z\xBC\xAF\x27\x1C", Seen::Archive),
    (b"Rar!\x1A\x07", Seen::Archive),
    (b"\x1F\x8B", Seen::Archive),
    (b"PK\x05\x06", Seen::Archive),
];

/// Tells by its bytes what a file is.
pub(super) fn sniff(bytes: &[u8]) -> Result<Seen, UploadFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        return container::look(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(if is_hwp(bytes) { Seen::Kind(FileKind::Hwp) } else { Seen::OlderOffice });
    }
    let marked = mark(bytes);
    // A text may begin with the letters of a mark.
    Ok(match marked {
        Some(Seen::Program | Seen::OtherPicture) | None => text(bytes).or(marked).unwrap_or(Seen::Unknown),
        Some(seen) => seen,
    })
}

/// Tells what the first bytes alone say.
pub(super) fn mark(bytes: &[u8]) -> Option<Seen> {
    MARKS.into_iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, seen)| seen)
}

/// The header of such a document is a stream that begins with these words.
fn is_hwp(bytes: &[u8]) -> bool {
    bytes.chunks(SMALL_SECTOR).any(|sector| sector.starts_with(b"HWP Document File"))
}

/// Plain text is UTF-8 without control characters; one that a browser or a machine would run is told apart.
fn text(bytes: &[u8]) -> Option<Seen> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(is_plain).then(|| markup(text).unwrap_or(Seen::Kind(FileKind::Text)))
}

/// Elements at the begin of a text by which browsers take it for a page.
const ELEMENTS: [&str; 19] = [
    "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body",
    "br", "p", "object", "embed", "img", "meta",
];

/// Tells what a browser or a machine would take a text for.
fn markup(text: &str) -> Option<Seen> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with("#!") {
        return Some(Seen::Script);
    }
    let head: String = text.chars().take(1024).collect::<String>().to_lowercase();
    let tag = head.strip_prefix('<')?;
    let word: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    let ends = tag.chars().nth(word.len()).is_none_or(|c| c.is_whitespace() || c == '>' || c == '/');
    if word == "svg" || ((tag.starts_with('?') || tag.starts_with('!')) && head.contains("<svg")) {
        return Some(Seen::Svg);
    }
    if tag.starts_with("!doctype") || tag.starts_with("!--") || (ends && ELEMENTS.contains(&word.as_str())) {
        return Some(Seen::Html);
    }
    tag.starts_with("?xml").then_some(Seen::Xml)
}
