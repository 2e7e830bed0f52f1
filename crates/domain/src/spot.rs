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
}
