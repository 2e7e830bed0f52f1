//! Positions in a text as editors count them: lines and characters from 1.

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Spot {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The text of one file with its name, ready to turn byte offsets into spots.
pub struct Page<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// The text without a byte order mark, so that columns agree with an editor.
    pub text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Page<'a> {
    /// Takes a text with its name.
    pub fn new(name: &'a str, text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { name, text, line_starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// Turns a byte offset into a spot; an offset within a character means that character.
    pub fn spot(&self, at: usize) -> Spot {
        let at = self.text.floor_char_boundary(at);
        let line = self.line_starts.partition_point(|start| *start <= at).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..at).unwrap_or_default();
        Spot { line, column: before.chars().count() + 1 }
    }
}

/// Counts the lines of a text while rows are taken off it.
///
/// The reader of the `csv` crate is itself one line behind after `\r\n`, and counts empty lines to the row that follows.
pub struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// Begins at the first line of a text.
    pub const fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// Returns the line of the row that the reader says begins at a byte; bytes do not fall.
    pub fn of(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(found) = self.text.get(self.at) {
            let is_break = matches!(found, b'\r' | b'\n');
            if self.at >= byte && !is_break {
                break;
            }
            self.line += usize::from(*found == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Gives the text.
///
/// # Errors
/// Where the bytes stop being UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Spot> {
    std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        let good = String::from_utf8_lossy(good);
        Page::new("", &good).spot(good.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let page = Page::new("a", "이름 = \"양재\"\n둘째 줄");
        assert_eq!(page.spot(0), Spot::START);
        assert_eq!(page.spot("이름 = ".len()), Spot { line: 1, column: 6 });
        assert_eq!(page.spot("이름 = \"양재\"\n둘".len()), Spot { line: 2, column: 2 });
        assert_eq!(page.spot(1), Spot::START, "within the first character");
        assert_eq!(page.spot(10_000), Spot { line: 2, column: 5 }, "beyond the end");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(Page::new("a", "\u{feff}id").spot(1), Spot { line: 1, column: 2 });
    }

    #[test]
    fn bytes_that_are_no_text_have_a_spot() {
        assert_eq!(decode("가\n나\u{e9}".as_bytes()), Ok("가\n나é"));
        assert_eq!(decode(b"\xea\xb0\x80\n\xeb\x82\x98\xff"), Err(Spot { line: 2, column: 2 }));
    }

    #[test]
    fn a_row_has_the_line_of_an_editor_whatever_ends_the_one_before() {
        let mut lines = Lines::new(b"a\n\n\nb\nc");
        assert_eq!([0, 2, 6].map(|at| lines.of(at)), [1, 4, 5]);
        // The reader gives the line feed of an ending to the row that follows.
        let mut lines = Lines::new(b"a\r\n\r\n\"b\r\nb\"\r\nc\r\n");
        assert_eq!([0, 2, 12].map(|at| lines.of(at)), [1, 3, 5]);
        assert_eq!(Lines::new(b"\n\na").of(0), 3);
        assert_eq!(Lines::new(b"a").of(u64::MAX), 1);
    }
}
