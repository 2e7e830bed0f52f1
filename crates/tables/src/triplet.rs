//! Cells by row and column, for tables most of which is empty: `row,col,value`, counted from 0.

use crate::csv::{Field, Scanner, number};
use crate::kind::FaultKind;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Page;

/// A cell with the place of its row in the file.
struct Placed {
    row: u32,
    column: u32,
    value: f64,
    at: usize,
}

/// Reads cells of a block of `rows` × `columns`; each at most once, in order of row and column.
pub(crate) fn read(page: &Page<'_>, rows: usize, columns: usize) -> Result<Vec<(u32, u32, f64)>, Fault> {
    let mut scanner = Scanner::new(page);
    let (mut row, mut cells) = (Vec::new(), Vec::new());
    scanner.row(page, &mut row)?;
    check_head(page, &row)?;
    while scanner.row(page, &mut row)? {
        cells.push(cell(page, &row, rows, columns)?);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    if let Some(two) = cells.windows(2).find(|two| (two[0].row, two[0].column) == (two[1].row, two[1].column))
    {
        let text = format!("{},{}", two[1].row, two[1].column);
        return Err(
            FaultKind::Triplet { text, most: rows.saturating_sub(1) }.at(page.name, page.spot(two[1].at))
        );
    }
    Ok(cells.into_iter().map(|cell| (cell.row, cell.column, cell.value)).collect())
}

fn check_head(page: &Page<'_>, row: &[Field<'_>]) -> Result<(), Fault> {
    for (at, wanted) in ["row", "col"].into_iter().enumerate() {
        let found = row.get(at).map(|field| field.text.trim()).unwrap_or_default();
        if found != wanted {
            let file = page.name.to_owned();
            let kind =
                FaultKind::MissingColumn { column: wanted.to_owned(), file, nearest: found.to_owned() };
            return Err(kind.at(page.name, page.spot(row.get(at).map_or(0, |field| field.at))));
        }
    }
    Ok(())
}

fn cell(page: &Page<'_>, row: &[Field<'_>], rows: usize, columns: usize) -> Result<Placed, Fault> {
    let [line, column, value] = row else {
        let kind = FaultKind::RowLength { expected: 3, found: row.len() };
        return Err(kind.at(page.name, page.spot(row.first().map_or(0, |field| field.at))));
    };
    let place = |field: &Field<'_>, most: usize| {
        let place = field.text.trim().parse().ok().filter(|place: &u32| (*place as usize) < most);
        let kind = || FaultKind::Triplet { text: field.text.to_string(), most: most.saturating_sub(1) };
        place.ok_or_else(|| kind().at(page.name, page.spot(field.at)))
    };
    let no_number = || {
        let kind = FaultKind::NotNumber { column: "value".to_owned(), text: value.text.to_string() };
        kind.at(page.name, page.spot(value.at))
    };
    Ok(Placed {
        row: place(line, rows)?,
        column: place(column, columns)?,
        value: number(&value.text).ok_or_else(no_number)?,
        at: line.at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_in_order_and_bad_ones_have_a_place() {
        let cells = |text: &str| read(&Page::new("a.csv", text), 2, 3);
        assert_eq!(cells("row,col,v\n1,2,5\n0,0,-1\n").unwrap(), [(0, 0, -1.0), (1, 2, 5.0)]);
        let cases = [
            ("row,col,v\n2,0,1\n", "T14", 2),
            ("row,col,v\n0,3,1\n", "T14", 2),
            ("row,col,v\n0,1,1\n1,1,1\n0,1,2\n", "T14", 4),
            ("row,col,v\n0,1,x\n", "T09", 2),
            ("row,col,v\n0,1\n", "T10", 2),
            ("column,row,v\n0,1,1\n", "T07", 1),
        ];
        for (text, code, line) in cases {
            let fault = cells(text).unwrap_err();
            assert_eq!((fault.code, fault.line), (code, line), "{text}");
        }
    }
}
