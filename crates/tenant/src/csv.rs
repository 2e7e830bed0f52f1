//! Reads CSV with a place for every field.

use crate::place::Page;

/// A field with the byte offset of its first character, quote included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// Something that is not CSV, at a byte offset.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CsvFault {
    pub(crate) at: usize,
    pub(crate) ko: &'static str,
    pub(crate) en: &'static str,
}

/// Reads every row that is not empty; a quote that never closes ends the reading.
pub(crate) fn rows(page: &Page<'_>) -> Result<Vec<Vec<Field>>, CsvFault> {
    let mut scanner = Scanner { text: page.text, at: 0 };
    let mut rows = Vec::new();
    while scanner.peek().is_some() {
        let row = scanner.row()?;
        if row.len() > 1 || row.iter().any(|field| !field.text.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn row(&mut self) -> Result<Vec<Field>, CsvFault> {
        let mut fields = Vec::new();
        loop {
            let at = self.at;
            let text = if self.peek() == Some('"') { self.quoted()? } else { self.bare()? };
            fields.push(Field { text, at });
            if self.next() != Some(',') {
                return Ok(fields);
            }
        }
    }

    /// Reads up to a comma or the end of the line, which stays to be read; a carriage return before it goes.
    fn bare(&mut self) -> Result<String, CsvFault> {
        let mut text = String::new();
        while let Some(next) = self.peek().filter(|c| !matches!(c, ',' | '\n')) {
            if next == '"' {
                let (ko, en) =
                    ("감싸지 않은 칸에 큰따옴표가 있습니다", "a quote stands in a field without quotes");
                return Err(CsvFault { at: self.at, ko, en });
            }
            text.push(next);
            self.next();
        }
        if text.ends_with('\r') && self.peek() != Some(',') {
            text.pop();
        }
        Ok(text)
    }

    fn quoted(&mut self) -> Result<String, CsvFault> {
        let start = self.at;
        let mut text = String::new();
        self.next();
        loop {
            match self.next() {
                Some('"') if self.peek() == Some('"') => {
                    self.next();
                    text.push('"');
                }
                Some('"') => return self.after_quote(text),
                Some(next) => text.push(next),
                None => {
                    let (ko, en) = ("큰따옴표가 닫히지 않았습니다", "the quote is never closed");
                    return Err(CsvFault { at: start, ko, en });
                }
            }
        }
    }

    fn after_quote(&mut self, text: String) -> Result<String, CsvFault> {
        if self.peek() == Some('\r') {
            self.next();
        }
        if matches!(self.peek(), None | Some(',' | '\n')) {
            return Ok(text);
        }
        let (ko, en) = ("닫는 큰따옴표 뒤에 글자가 있습니다", "text follows the closing quote");
        Err(CsvFault { at: self.at, ko, en })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = rows(&Page::new("a.csv", text)).unwrap();
        rows.into_iter().map(|row| row.into_iter().map(|field| field.text).collect()).collect()
    }

    #[test]
    fn fields_have_places_and_quotes_go() {
        let page = Page::new("a.csv", "id,이름\r\nO1,\"가, \"\"나\"\"\"\r\n\r\nO2,다");
        let rows = rows(&page).unwrap();
        assert_eq!(rows.len(), 3, "an empty line is no row");
        assert_eq!(rows[1][1].text, "가, \"나\"");
        let spot = page.spot(rows[1][1].at);
        assert_eq!((spot.line, spot.column), (2, 4));
        assert_eq!(rows[2][1].text, "다");
    }

    #[test]
    fn what_is_no_csv_has_a_place() {
        let fault = |text: &str| rows(&Page::new("a.csv", text)).unwrap_err();
        assert_eq!(fault("a,\"b\nc").at, 2);
        assert_eq!(fault("a,\"b\"c").at, 5);
        assert_eq!(fault("a,b\"c").at, 3);
    }

    proptest! {
        #[test]
        fn what_the_csv_library_writes_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[가-나a,\"\n ]{0,4}", 2..4), 1..6)
        ) {
            let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(texts(&text), table);
        }
    }
}
