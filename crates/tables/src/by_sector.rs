//! Numbers that somebody brings to a table: a row a sector.

use crate::csv::Sheet;
use crate::kind::FaultKind;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Page;
use teukgu_effect::Accounts;

/// Column that says of which sector a row is.
const SECTOR: &str = "sector";

/// Reads columns of numbers from CSV with a column `sector`, and returns each in the order of the accounts.
///
/// # Errors
/// The first [`Fault`], at its line and column: a column that is missing, a cell that is no number, a sector that the
/// table does not have, that stands twice or that has no row.
pub fn by_sector(
    file: &str,
    text: &str,
    accounts: &Accounts,
    columns: &[&str],
) -> Result<Vec<Vec<f64>>, Fault> {
    let sheet = Sheet::read(Page::new(file, text))?;
    let sector = sheet.needed(SECTOR)?;
    let numbers =
        columns.iter().map(|name| sheet.numbers(sheet.needed(name)?)).collect::<Result<Vec<_>, _>>()?;
    let rows = rows(file, &sheet, sector, accounts)?;
    Ok(numbers.iter().map(|numbers| rows.iter().map(|row| numbers[*row]).collect()).collect())
}

/// Returns the row of each account.
fn rows(file: &str, sheet: &Sheet<'_>, sector: usize, accounts: &Accounts) -> Result<Vec<usize>, Fault> {
    let mut rows = vec![None; accounts.len()];
    for row in 0..sheet.len() {
        let word = sheet.word(row, sector).trim();
        let at = accounts.find(word).ok_or_else(|| {
            FaultKind::OtherSector { sector: word.to_owned() }.at(file, sheet.spot(row, sector))
        })?;
        if rows[at].replace(row).is_some() {
            let kind = FaultKind::SectorRows {
                sector: accounts.id(at),
                ko: "이 두 번 있습니다",
                en: "stands twice",
            };
            return Err(kind.at(file, sheet.spot(row, sector)));
        }
    }
    let missing = |at: usize| {
        let kind =
            FaultKind::SectorRows {
                sector: accounts.id(at), ko: "의 줄이 없습니다", en: "has no row"
            };
        kind.at(file, sheet.spot(usize::MAX, sector))
    };
    rows.iter().enumerate().map(|(at, row)| row.ok_or_else(|| missing(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::text::Text;
    use teukgu_effect::Account;

    fn accounts() -> Accounts {
        let account = |sector: &str, name: &str| Account {
            region: None,
            sector: sector.to_owned(),
            name: Text::new(name, name),
        };
        Accounts::new(vec![account("01", "작물"), account("70", "연구개발")]).unwrap()
    }

    fn read(rows: &str) -> Result<Vec<Vec<f64>>, Fault> {
        by_sector("jobs.csv", &format!("sector,district,note\n{rows}"), &accounts(), &["district"])
    }

    #[test]
    fn rows_come_in_the_order_of_the_table_by_id_or_name() {
        assert_eq!(read("연구개발,5,\n01,2.5,x\n").unwrap(), [[2.5, 5.0]]);
    }

    #[test]
    fn what_does_not_fit_has_a_code_and_a_place() {
        for (rows, code, line) in [
            ("01,1,\n02,1,\n", "T33", 3),
            ("01,1,\n70,1,\n작물,1,\n", "T34", 4),
            ("01,1,\n", "T34", 1),
            ("01,many,\n70,1,\n", "T09", 2),
        ] {
            let fault = read(rows).unwrap_err();
            assert_eq!((fault.code, fault.line), (code, line), "{rows}: {fault:?}");
        }
        let fault = by_sector("jobs.csv", "sector,area\n", &accounts(), &["district"]).unwrap_err();
        assert_eq!(fault.code, "T07");
    }
}
