//! Lines of rows, counted as editors count them.

/// Counts the lines of a text while rows are taken off it.
///
/// The CSV reader itself is one line behind after `\r\n`, and counts empty lines to the row that follows them.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// Returns the line of the row that the reader says begins at a byte; bytes do not fall.
    pub(super) fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(found) = self.text.get(self.at) {
            let is_break = matches!(found, b'\r' | b'\n');
            if self.at >= byte && !is_break {
                break;
            }
            self.line += u64::from(*found == b'\n');
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_the_lines_of_an_editor_whatever_ends_them() {
        let lines = |text: &str| -> Vec<u64> {
            let mut csv =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let (mut lines, mut record, mut found) = (Lines::new(text), csv::StringRecord::new(), Vec::new());
            while csv.read_record(&mut record).unwrap() {
                found.push(lines.of(record.position().unwrap().byte()));
            }
            found
        };
        assert_eq!(lines("a\nb\nc"), [1, 2, 3]);
        assert_eq!(lines("a\r\nb\r\nc\r\n"), [1, 2, 3]);
        assert_eq!(lines("a\n\n\nb\n"), [1, 4]);
        assert_eq!(lines("a\r\n\r\n\"b\r\nb\"\r\nc\r\n"), [1, 3, 5]);
        assert_eq!(lines("\n\na"), [3]);
    }
}
