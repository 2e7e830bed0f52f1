//! Workers and employees by region and sector, for a unit of output (취업계수, 고용계수).

use super::grid::Grid;
use super::labels::{code_key, is_code, plain, region};
use crate::kind::FaultKind;
use crate::workbook::{Row, Workbook};
use std::collections::HashMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;

/// Employment coefficients, in persons for 1,000 million won of output.
pub(super) struct Employment {
    /// Whether there are coefficients of workers, and of employees.
    pub(super) has: [bool; 2],
    by_account: HashMap<(&'static str, String), [f64; 2]>,
}

impl Employment {
    /// Returns workers and employees of a sector; nobody where the table has no such row.
    pub(super) fn of(&self, region: &'static str, code: &str) -> [f64; 2] {
        self.by_account.get(&(region, code.to_owned())).copied().unwrap_or_default()
    }
}

/// Reads a sheet of rows by region and sector with a column of 취업계수 or 고용계수.
pub(super) fn read(book: &mut Workbook<'_>, sheet: &str) -> Result<Employment, Fault> {
    let grid = Grid::read(book, sheet)?;
    let find = |row: &Row, word: &str| {
        row.cells.iter().find(|(_, value)| plain(&value.word()).contains(word)).map(|(at, _)| *at)
    };
    let heads = |row: &&Row| find(row, "취업계수").is_some() || find(row, "고용계수").is_some();
    // A title names them too; a head has other words beside them.
    let Some(head) = grid.rows.iter().find(|row| row.cells.len() > 2 && heads(row)) else {
        let what =
            Text::new("취업계수·고용계수 머리글", "head of employment coefficients (취업계수, 고용계수)");
        return Err(FaultKind::NoHead { what }.at(&grid.file, Spot::START));
    };
    let columns = [find(head, "취업계수"), find(head, "고용계수")];
    let first = columns.iter().flatten().copied().min().unwrap_or_default();
    let mut employment = Employment { has: columns.map(|one| one.is_some()), by_account: HashMap::new() };
    let mut now = None;
    for row in grid.rows.iter().filter(|row| row.at > head.at) {
        let labels: Vec<_> =
            row.cells.iter().take_while(|(at, _)| *at < first).map(|(_, one)| one.word()).collect();
        now = labels.iter().find_map(|label| region(label)).or(now);
        let code = labels.iter().find(|label| is_code(label));
        let (Some(region), Some(code)) = (now, code) else { continue };
        let mut values = [0.0; 2];
        for (at, column) in columns.iter().enumerate() {
            if let Some(column) = column {
                values[at] = grid.number(row, *column, code)?;
            }
        }
        employment.by_account.insert((region, code_key(code)), values);
    }
    Ok(employment)
}
