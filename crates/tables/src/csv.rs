//! Reads CSV with a place for every field, row by row.

use crate::kind::FaultKind;
use crate::near::nearest;
use std::borrow::Cow;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};

/// A field with the byte offset of its first character, quote included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) at: usize,
}

/// Takes rows off a text one after another, so that a text of millions of rows need not be held as fields.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// Something that is no CSV.
type NoCsv = (usize, FaultKind);

impl<'a> Scanner<'a> {
    pub(crate) fn new(page: &Page<'a>) -> Self {
        Self { text: page.text, at: 0 }
    }

    /// Reads the next row that is not empty into `row`; false at the end.
    pub(crate) fn row(&mut self, page: &Page<'_>, row: &mut Vec<Field<'a>>) -> Result<bool, Fault> {
        while self.at < self.text.len() {
            row.clear();
            self.fields(row).map_err(|(at, kind)| kind.at(page.name, page.spot(at)))?;
            if row.len() > 1 || row.iter().any(|field| !field.text.is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fields(&mut self, row: &mut Vec<Field<'a>>) -> Result<(), NoCsv> {
        loop {
            let at = self.at;
            let text = if self.peek() == Some(b'"') { self.quoted()? } else { self.bare()? };
            row.push(Field { text, at });
            let is_last = self.peek() != Some(b',');
            self.at += 1;
            if is_last {
                return Ok(());
            }
        }
    }

    /// Reads up to a comma or the end of the line, which stays to be read; a carriage return before it goes.
    fn bare(&mut self) -> Result<Cow<'a, str>, NoCsv> {
        let start = self.at;
        while let Some(byte) = self.peek().filter(|byte| !matches!(byte, b',' | b'\n')) {
            if byte == b'"' {
                return Err((self.at, bare_quote()));
            }
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let is_last = self.peek() != Some(b',');
        Ok(Cow::Borrowed(if is_last { text.strip_suffix('\r').unwrap_or(text) } else { text }))
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, NoCsv> {
        let start = self.at;
        let mut has_quotes = false;
        loop {
            self.at += 1;
            match (self.peek(), self.text.as_bytes().get(self.at + 1)) {
                (Some(b'"'), Some(b'"')) => {
                    has_quotes = true;
                    self.at += 1;
                }
                (Some(b'"'), _) => break,
                (Some(_), _) => {}
                (None, _) => return Err((start, open_quote())),
            }
        }
        let text = self.text.get(start + 1..self.at).unwrap_or_default();
        self.at += 1;
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if !matches!(self.peek(), None | Some(b',' | b'\n')) {
            return Err((self.at, after_quote()));
        }
        Ok(if has_quotes { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }
}

const fn bare_quote() -> FaultKind {
    let (ko, en) = ("감싸지 않은 칸에 큰따옴표가 있습니다", "a quote stands in a field without quotes");
    FaultKind::CsvSyntax { ko, en }
}

const fn open_quote() -> FaultKind {
    FaultKind::CsvSyntax { ko: "큰따옴표가 닫히지 않았습니다", en: "the quote is never closed" }
}

const fn after_quote() -> FaultKind {
    FaultKind::CsvSyntax {
        ko: "닫는 큰따옴표 뒤에 글자가 있습니다", en: "text follows the closing quote"
    }
}

/// Reads a number that is neither empty nor without end.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A file of columns with heads.
pub(crate) struct Sheet<'a> {
    pub(crate) page: Page<'a>,
    head: Vec<Field<'a>>,
    rows: Vec<Vec<Field<'a>>>,
}

impl<'a> Sheet<'a> {
    /// Reads a file whose rows all have as many fields as its head.
    pub(crate) fn read(page: Page<'a>) -> Result<Self, Fault> {
        let mut scanner = Scanner::new(&page);
        let (mut head, mut row, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        scanner.row(&page, &mut head)?;
        while scanner.row(&page, &mut row)? {
            if row.len() != head.len() {
                let kind = FaultKind::RowLength { expected: head.len(), found: row.len() };
                return Err(kind.at(page.name, page.spot(row[0].at)));
            }
            rows.push(std::mem::take(&mut row));
        }
        let sheet = Self { page, head, rows };
        sheet.check_head()?;
        Ok(sheet)
    }

    fn check_head(&self) -> Result<(), Fault> {
        let mut heads: Vec<_> = self.head.iter().filter(|head| !head.text.is_empty()).collect();
        heads.sort_by(|a, b| a.text.cmp(&b.text).then(a.at.cmp(&b.at)));
        match heads.windows(2).find(|two| two[0].text == two[1].text) {
            Some(two) => {
                Err(self.fault(two[1].at, &FaultKind::ColumnTwice { column: two[1].text.to_string() }))
            }
            None => Ok(()),
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the place of a column; blanks around its head do not count where nothing is named so exactly.
    pub(crate) fn find(&self, column: &str) -> Option<usize> {
        let exact = self.head.iter().position(|head| head.text == column);
        exact.or_else(|| self.head.iter().position(|head| head.text.trim() == column))
    }

    /// Returns the place of a column, or what to say at the place that named it.
    pub(crate) fn column(&self, column: &str) -> Result<usize, FaultKind> {
        self.find(column).ok_or_else(|| FaultKind::MissingColumn {
            column: column.to_owned(),
            file: self.page.name.to_owned(),
            nearest: nearest(column, self.head.iter().map(|head| head.text.trim())),
        })
    }

    /// Returns the place of a column without which the file says nothing.
    pub(crate) fn needed(&self, column: &str) -> Result<usize, Fault> {
        self.column(column).map_err(|kind| kind.at(self.page.name, self.spot(usize::MAX, 0)))
    }

    pub(crate) fn head(&self, column: usize) -> &str {
        self.head.get(column).map(|field| &*field.text).unwrap_or_default()
    }

    pub(crate) fn word(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map(|field| &*field.text).unwrap_or_default()
    }

    pub(crate) fn numbers(&self, column: usize) -> Result<Vec<f64>, Fault> {
        let read = |row: &Vec<Field<'_>>| {
            number(&row[column].text).ok_or_else(|| self.no_number(&row[column], column))
        };
        self.rows.iter().map(read).collect()
    }

    fn no_number(&self, field: &Field<'_>, column: usize) -> Fault {
        let (column, text) = (self.head(column).to_owned(), field.text.to_string());
        self.fault(field.at, &FaultKind::NotNumber { column, text })
    }

    /// Returns where a field stands; the head if there is no such row.
    pub(crate) fn spot(&self, row: usize, column: usize) -> Spot {
        let field = self.rows.get(row).unwrap_or(&self.head).get(column);
        field.map_or(Spot::START, |field| self.page.spot(field.at))
    }

    fn fault(&self, at: usize, kind: &FaultKind) -> Fault {
        kind.at(self.page.name, self.page.spot(at))
    }
}

/// Writes a field so that it is read back as it is.
pub(crate) fn push_field(line: &mut String, text: &str) {
    if text.is_empty() || !text.contains([',', '"', '\n', '\r']) {
        line.push_str(text);
    } else {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Result<Vec<Vec<String>>, Fault> {
        let page = Page::new("a.csv", text);
        let (mut scanner, mut row, mut rows) = (Scanner::new(&page), Vec::new(), Vec::new());
        while scanner.row(&page, &mut row)? {
            rows.push(row.iter().map(|field| field.text.to_string()).collect());
        }
        Ok(rows)
    }

    #[test]
    fn fields_have_places_and_quotes_go() {
        let sheet = Sheet::read(Page::new("a.csv", "id,이름\r\nO1,\"가, \"\"나\"\"\"\r\n\r\nO2,다")).unwrap();
        assert_eq!(sheet.len(), 2, "an empty line is no row");
        assert_eq!(sheet.word(0, 1), "가, \"나\"");
        assert_eq!(sheet.spot(0, 1), Spot { line: 2, column: 4 });
        assert_eq!(sheet.word(1, 1), "다");
    }

    #[test]
    fn what_is_no_csv_has_a_place() {
        let place = |text: &str| texts(text).unwrap_err().column;
        assert_eq!(place("a,\"b\nc"), 3);
        assert_eq!(place("a,\"b\"c"), 6);
        assert_eq!(place("a,b\"c"), 4);
    }

    #[test]
    fn a_cell_that_is_no_number_names_column_and_text() {
        let sheet = Sheet::read(Page::new("a.csv", "code,총산출\n01,12\n02,n/a\n")).unwrap();
        let fault = sheet.numbers(1).unwrap_err();
        assert_eq!((fault.code, fault.line, fault.column), ("T09", 3, 4));
        assert!(fault.message.ko.contains("총산출") && fault.message.en.contains("n/a"), "{fault:?}");
        assert_eq!(number(" -1.5e3 "), Some(-1500.0));
        assert_eq!((number(""), number("NaN"), number("inf"), number("1,000")), (None, None, None, None));
    }

    #[test]
    fn a_row_of_another_length_and_a_head_that_stands_twice_are_refused() {
        let code = |text: &str| Sheet::read(Page::new("a.csv", text)).err().map(|fault| fault.code);
        assert_eq!(code("a,b\n1,2,3\n"), Some("T10"));
        assert_eq!(code("a,b,a\n1,2,3\n"), Some("T08"));
        assert_eq!(code(""), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[가-나a,\"\n\r ]{0,4}", 2..4), 1..6)
        ) {
            let mut text = String::new();
            for row in &table {
                for (at, field) in row.iter().enumerate() {
                    text.push_str(if at > 0 { "," } else { "" });
                    push_field(&mut text, field);
                }
                text.push('\n');
            }
            prop_assert_eq!(texts(&text).unwrap(), table);
        }
    }
}
