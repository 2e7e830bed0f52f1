//! Workbooks cell by cell: a sheet of two million cells is never held as cells.

use crate::csv::number;
use crate::kind::FaultKind;
use calamine::{DataRef, Reader, Xlsb, Xlsx};
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use zip::ZipArchive;

/// Most that the parts of a workbook may be once they are unpacked; sheets pass by and are not held.
const MOST_MIB: u64 = 1024;

/// A row of a sheet, from 0, with its cells by column, from 0; empty cells are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) at: u32,
    pub(crate) cells: Vec<(u32, Value)>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
}

impl Value {
    /// Returns the content as a word: a whole number without a point, a text without blanks around it.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }

    /// Returns the number, also where it was kept as text with or without separators.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value).filter(|value| value.is_finite()),
            Self::Text(text) => number(&text.replace(',', "")),
        }
    }

    pub(crate) const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }
}

impl Row {
    pub(crate) fn get(&self, column: u32) -> Option<&Value> {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|at| &self.cells[at].1)
    }

    pub(crate) fn word(&self, column: u32) -> String {
        self.get(column).map(Value::word).unwrap_or_default()
    }
}

/// Writes the name of a cell as workbooks do: `B12`.
pub(crate) fn cell_name(row: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), column + 1);
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Returns the place of a cell.
pub(crate) const fn cell_spot(row: u32, column: u32) -> Spot {
    Spot { line: row as usize + 1, column: column as usize + 1 }
}

type Bytes<'a> = Cursor<&'a [u8]>;

enum Inner<'a> {
    Xlsx(Box<Xlsx<Bytes<'a>>>),
    Xlsb(Box<Xlsb<Bytes<'a>>>),
}

/// An opened workbook (xlsx or xlsb).
pub(crate) struct Workbook<'a> {
    pub(crate) name: &'a str,
    inner: Inner<'a>,
}

/// Tells whether a file looks like a workbook: an archive with the name of one.
pub(crate) fn is_workbook(name: &str, bytes: &[u8]) -> bool {
    let name = name.to_lowercase();
    bytes.starts_with(b"PK") || [".xlsx", ".xlsb", ".xlsm"].iter().any(|end| name.ends_with(end))
}

impl<'a> Workbook<'a> {
    /// Opens a workbook once all of it was unpacked in passing: a damaged or an endless one is refused before it is read.
    pub(crate) fn open(name: &'a str, bytes: &'a [u8]) -> Result<Self, Fault> {
        let no_workbook = |why: String| FaultKind::NotWorkbook { why }.at(name, Spot::START);
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| no_workbook(error.to_string()))?;
        check_size(&mut archive).map_err(|kind| kind.at(name, Spot::START))?;
        let is_binary = archive.index_for_name("xl/workbook.bin").is_some();
        let inner = if is_binary {
            let book = Xlsb::new(Cursor::new(bytes)).map_err(|error| no_workbook(error.to_string()))?;
            Inner::Xlsb(Box::new(book))
        } else {
            let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| no_workbook(error.to_string()))?;
            Inner::Xlsx(Box::new(book))
        };
        Ok(Self { name, inner })
    }

    pub(crate) fn sheets(&self) -> Vec<String> {
        match &self.inner {
            Inner::Xlsx(book) => book.sheet_names(),
            Inner::Xlsb(book) => book.sheet_names(),
        }
    }

    /// Hands over the rows of a sheet that are not empty, in order, until one says that it is enough.
    pub(crate) fn rows(
        &mut self,
        sheet: &str,
        mut each: impl FnMut(&mut Row) -> Result<ControlFlow<()>, Fault>,
    ) -> Result<(), Fault> {
        let name = self.name;
        let broken = |error: String| FaultKind::NotWorkbook { why: error }.at(name, Spot::START);
        let mut row = Row::default();
        macro_rules! walk {
            ($book:expr) => {{
                let mut cells =
                    $book.worksheet_cells_reader(sheet).map_err(|error| broken(error.to_string()))?;
                while let Some(cell) = cells.next_cell().map_err(|error| broken(error.to_string()))? {
                    let (at, column) = cell.get_position();
                    if at != row.at && !row.cells.is_empty() {
                        if each(&mut row)?.is_break() {
                            return Ok(());
                        }
                        row.cells.clear();
                    }
                    row.at = at;
                    if let Some(value) = value(cell.get_value()) {
                        row.cells.push((column, value));
                    }
                }
            }};
        }
        match &mut self.inner {
            Inner::Xlsx(book) => walk!(book),
            Inner::Xlsb(book) => walk!(book),
        }
        if !row.cells.is_empty() {
            let _ = each(&mut row)?;
        }
        Ok(())
    }

    /// Returns the first rows of a sheet.
    pub(crate) fn first_rows(&mut self, sheet: &str, most: usize) -> Result<Vec<Row>, Fault> {
        let mut rows = Vec::new();
        self.rows(sheet, |row| {
            rows.push(row.clone());
            Ok(if rows.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(rows)
    }
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()));
    match data {
        DataRef::Empty => None,
        DataRef::Float(number) => Some(Value::Number(*number)),
        // Whole numbers of a table stay far below 2^53.
        #[expect(clippy::cast_precision_loss, reason = "whole numbers of a table are below 2^53")]
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::SharedString(word) => text(word),
        DataRef::Bool(truth) => Some(Value::Text(truth.to_string())),
        DataRef::DateTime(time) => Some(Value::Number(time.as_f64())),
        DataRef::String(word) | DataRef::DateTimeIso(word) | DataRef::DurationIso(word) => text(word),
        DataRef::Error(error) => Some(Value::Text(error.to_string())),
    }
}

/// Unpacks every part in passing; what its directory says of its sizes is not believed.
fn check_size(archive: &mut ZipArchive<Bytes<'_>>) -> Result<(), FaultKind> {
    let mut left = MOST_MIB << 20;
    for at in 0..archive.len() {
        let damaged = |why: String| FaultKind::Damaged { why };
        let part = archive.by_index(at).map_err(|error| damaged(error.to_string()))?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|error| damaged(error.to_string()))?;
        left = left.checked_sub(read).ok_or(FaultKind::TooLarge { most_mib: MOST_MIB })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_in_a_workbook() {
        let names = [(0, 0, "A1"), (11, 25, "Z12"), (0, 26, "AA1"), (9, 701, "ZZ10"), (0, 702, "AAA1")];
        for (row, column, name) in names {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        let code = |bytes: &[u8]| Workbook::open("a.xlsx", bytes).err().map(|fault| fault.code);
        assert_eq!(code(b"no archive"), Some("T21"));
        let mut sheet = rust_xlsxwriter::Workbook::new();
        sheet.add_worksheet().write(0, 0, 1.5).unwrap();
        let bytes = sheet.save_to_buffer().unwrap();
        assert_eq!(code(&bytes), None);
        assert!(code(&bytes[..bytes.len() / 2]).is_some());
    }
}
