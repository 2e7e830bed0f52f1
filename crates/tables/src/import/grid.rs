//! A sheet that is small enough to be held, with a place for every cell.

use crate::kind::FaultKind;
use crate::workbook::{Row, Value, Workbook, cell_name, cell_spot};
use std::ops::ControlFlow;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;

/// Cells that a sheet may have in which heads are looked for everywhere.
const MOST_CELLS: usize = 4_000_000;

/// A held sheet.
pub(super) struct Grid {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) rows: Vec<Row>,
}

impl Grid {
    pub(super) fn read(book: &mut Workbook<'_>, sheet: &str) -> Result<Self, Fault> {
        let (mut rows, mut cells) = (Vec::new(), 0);
        let file = book.name.to_owned();
        book.rows(sheet, |row| {
            cells += row.cells.len();
            if cells > MOST_CELLS {
                return Err(FaultKind::TooLarge { most_mib: 256 }.at(&file, Spot::START));
            }
            rows.push(std::mem::take(row));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Self { file, sheet: sheet.to_owned(), rows })
    }

    /// Reads a number; an empty cell is 0.
    pub(super) fn number(&self, row: &Row, column: u32, head: &str) -> Result<f64, Fault> {
        let Some(value) = row.get(column) else { return Ok(0.0) };
        value.number().ok_or_else(|| self.no_number(row.at, column, head, value))
    }

    fn no_number(&self, row: u32, column: u32, head: &str, value: &Value) -> Fault {
        let (sheet, cell) = (self.sheet.clone(), cell_name(row, column));
        let kind = FaultKind::CellNotNumber { sheet, cell, head: head.to_owned(), text: value.word() };
        self.fault(row, column, &kind)
    }

    pub(super) fn fault(&self, row: u32, column: u32, kind: &FaultKind) -> Fault {
        kind.at(&self.file, cell_spot(row, column))
    }
}
