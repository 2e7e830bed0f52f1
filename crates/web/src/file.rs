//! Tables and other things that are handed out as a file, under a name that says zone, day and language.

use crate::error::{PageError, PageResult};
use crate::page::Page;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use teukgu_office::sheet::{self, Cell, Sheet};

/// Hands out a table as comma-separated values.
pub(crate) fn csv(p: &Page, what: &str, table: &Sheet) -> PageResult {
    file(p, what, "csv", "text/csv; charset=utf-8", sheet::csv(table).into_bytes())
}

/// Hands out a table of words as comma-separated values.
pub(crate) fn csv_of_words(p: &Page, what: &str, head: Vec<String>, rows: Vec<Vec<String>>) -> PageResult {
    let words = |row: Vec<String>| row.into_iter().map(Cell::Text).collect();
    let table = Sheet { name: String::new(), head, rows: rows.into_iter().map(words).collect() };
    csv(p, what, &table)
}

/// Hands out tables as a workbook.
pub(crate) fn xlsx(p: &Page, what: &str, tables: &[Sheet]) -> PageResult {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let bytes = sheet::workbook(&p.title, tables).map_err(|error| PageError::internal(&error))?;
    file(p, what, "xlsx", KIND, bytes)
}

fn file(p: &Page, what: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> PageResult {
    let name = format!("{what}-{}-{}-{}.{ending}", p.view.zone().id, p.today, p.lang.tag());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.map_err(|error| PageError::internal(&error))?;
    let kind = HeaderValue::from_static(kind);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
