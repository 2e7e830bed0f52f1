//! Tables as a workbook (XLSX) and as text (CSV) that spreadsheets open without running anything.

use crate::error::PaperError;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Marks the text as UTF-8 for spreadsheets, which would guess otherwise.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Widest column, in characters.
const WIDEST: u32 = 60;

/// A table of a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name on its tab; at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words; never taken for a formula.
    Text(String),
    /// A whole number, such as won.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Writes a workbook (XLSX, ISO/IEC 29500) with one sheet a table; the same bytes for the same tables.
///
/// # Errors
/// [`PaperError::Broken`] if a name of a sheet cannot stand or a table is larger than a sheet.
pub fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, PaperError> {
    let broken = |error: XlsxError| PaperError::Broken { form: "XLSX", reason: error.to_string() };
    let mut book = Workbook::new();
    let about = rust_xlsxwriter::DocProperties::new().set_title(title).set_creation_datetime(&beginning());
    book.set_properties(&about);
    for sheet in sheets {
        fill(book.add_worksheet(), sheet).map_err(broken)?;
    }
    book.save_to_buffer().map_err(broken)
}

/// Returns the day that stands as the day of making, so that equal tables make equal bytes.
fn beginning() -> rust_xlsxwriter::ExcelDateTime {
    rust_xlsxwriter::ExcelDateTime::default()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap();
    let (whole, number) = (Format::new().set_num_format("#,##0"), Format::new().set_num_format("#,##0.0000"));
    page.set_name(&sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(&sheet.head) {
        page.write_string_with_format(0, column, name, &head)?;
        page.set_column_width(column, f64::from(width(sheet, usize::from(column))))?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => page.write_string(row, column, text)?,
                #[expect(clippy::cast_precision_loss, reason = "a sheet holds nothing but floats")]
                Cell::Whole(n) => page.write_number_with_format(row, column, *n as f64, &whole)?,
                Cell::Number(n) => page.write_number_with_format(row, column, *n, &number)?,
                Cell::Empty => continue,
            };
        }
    }
    Ok(())
}

/// Returns the width of a column in characters; Hangul takes two.
fn width(sheet: &Sheet, column: usize) -> u32 {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => wide(text),
        Cell::Whole(n) => wide(&n.to_string()) * 4 / 3,
        Cell::Number(n) => wide(&format!("{n:.4}")) * 4 / 3,
        Cell::Empty => 0,
    };
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(cell);
    let head = sheet.head.get(column).map_or(0, |head| wide(head));
    cells.chain([head]).max().unwrap_or(0).saturating_add(2).min(WIDEST)
}

/// Writes a table as comma-separated values (RFC 4180) with all digits.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    let head: Vec<String> = sheet.head.iter().map(|name| quoted(name)).collect();
    text.push_str(&head.join(","));
    text.push_str("\r\n");
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(written).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Whole(n) => n.to_string(),
        Cell::Number(n) => n.to_string(),
        Cell::Empty => String::new(),
    }
}

/// Writes words; those that a spreadsheet would take for a formula get an apostrophe in front.
fn quoted(value: &str) -> String {
    let guard = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", value.replace('"', "\"\""))
    } else {
        format!("{guard}{value}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            name: "효과".to_owned(),
            head: vec!["부문".to_owned(), "won, exact".to_owned(), "ratio".to_owned()],
            rows: vec![
                vec!["=1+1".into(), Cell::Whole(-5), Cell::Number(0.25)],
                vec!["say \"A\"".into(), Cell::Empty, Cell::Number(1.0)],
            ],
        }
    }

    #[test]
    fn a_table_as_text_keeps_all_digits_and_no_cell_of_words_is_a_formula() {
        assert_eq!(
            csv(&sheet()),
            "\u{feff}부문,\"won, exact\",ratio\r\n'=1+1,-5,0.25\r\n\"say \"\"A\"\"\",,1\r\n"
        );
    }

    #[test]
    fn a_workbook_is_the_same_for_the_same_tables_and_a_name_that_cannot_stand_is_told() {
        let once = workbook("t", &[sheet()]).unwrap();
        assert_eq!(once, workbook("t", &[sheet()]).unwrap());
        assert!(once.starts_with(b"PK"));
        let bad = Sheet { name: "a/b".to_owned(), ..sheet() };
        let error = workbook("t", &[bad]).unwrap_err();
        assert!(error.to_string().starts_with("the XLSX could not be made"), "{error}");
    }
}
