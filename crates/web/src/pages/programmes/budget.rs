//! Planned money (사업비) on a page: a chart by year and source, and a table with the same numbers.

use crate::page::Page;
use crate::svg::chart::{self, Column, Stacked, Words};
use teukgu_domain::money::Won;
use teukgu_domain::plan::FundSource;
use teukgu_office::budget::{BudgetRow, BudgetTable};

/// Smallest amount that a table cell shows: a tenth of 억 원.
const SMALLEST: i64 = 10_000_000;

/// Money by year and source, ready for the template `part/budget.html`.
pub(crate) struct Budget {
    /// Begins every id of the chart and the table.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) chart: String,
    pub(crate) legend: Vec<Key>,
    pub(crate) funds: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) total: Row,
    /// True if a cell shows less than the exact amount, so that columns may not add up.
    pub(crate) is_rounded: bool,
    pub(crate) illustrative: bool,
}

/// An entry of the legend.
pub(crate) struct Key {
    pub(crate) drawing: String,
    pub(crate) name: String,
}

/// A row of the table: a year, or the sum of all.
pub(crate) struct Row {
    pub(crate) name: String,
    /// Money by source, in the order of [`FundSource::ALL`].
    pub(crate) cells: Vec<Cell>,
    pub(crate) sum: Cell,
}

/// An amount in 억 원 with the exact amount behind it; empty if there is no money.
pub(crate) struct Cell {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) exact: String,
}

impl Budget {
    /// Prepares the money of `table`, or nothing if there is none; `id` must be unique on the page.
    pub(crate) fn of(
        p: &Page,
        id: &str,
        title: String,
        table: &BudgetTable,
        illustrative: bool,
    ) -> Option<Self> {
        if table.rows.is_empty() {
            return None;
        }
        let total = row(p, p.t("chart-total"), &table.by_fund, table.total);
        Some(Self {
            chart: chart::stacked(&drawing(p, id, &title, table)),
            id: id.to_owned(),
            title,
            legend: legend(p, id, table),
            funds: FundSource::ALL.map(|fund| fund_name(p, fund)).into(),
            rows: table.rows.iter().map(|of| row(p, of.year.to_string(), &of.by_fund, of.total)).collect(),
            total,
            is_rounded: is_rounded(table),
            illustrative,
        })
    }
}

/// Returns the amounts as the chart takes them; money back is no bar.
pub(crate) fn parts(by_fund: &[Won]) -> Vec<u64> {
    by_fund.iter().map(|won| u64::try_from(won.won()).unwrap_or(0)).collect()
}

/// Writes the exact amount in whole won.
pub(crate) fn exact(p: &Page, won: Won) -> String {
    p.t1("chart-won", "n", p.number(&won.won()))
}

fn drawing(p: &Page, id: &str, title: &str, table: &BudgetTable) -> Stacked {
    let column = |row: &BudgetRow| Column {
        name: row.year.to_string(),
        parts: parts(&row.by_fund),
        total: row.total.eok_1(),
    };
    let said = |row: &BudgetRow| p.t2("chart-year-total", "year", row.year, "total", p.money(&row.total));
    let desc = table.rows.iter().map(said).collect::<Vec<_>>().join(", ");
    let words = Words { id: format!("{id}-chart"), title: title.to_owned(), desc };
    Stacked { words, columns: table.rows.iter().map(column).collect(), mark: eok }
}

/// Writes won as 억 원 with as many decimals as they need.
pub(crate) fn eok(won: u64) -> String {
    let (whole, rest) = (won / 100_000_000, won % 100_000_000);
    let decimals = format!("{rest:08}");
    let decimals = decimals.trim_end_matches('0');
    let whole = teukgu_domain::money::grouped(whole);
    if decimals.is_empty() { whole } else { format!("{whole}.{decimals}") }
}

/// Names the sources that pay anything, each with its pattern.
fn legend(p: &Page, id: &str, table: &BudgetTable) -> Vec<Key> {
    let paying = FundSource::ALL.into_iter().enumerate().filter(|(i, _)| table.by_fund[*i] != Won::ZERO);
    paying
        .map(|(i, fund)| Key { drawing: chart::key(&format!("{id}-chart"), i), name: fund_name(p, fund) })
        .collect()
}

fn fund_name(p: &Page, fund: FundSource) -> String {
    p.t(match fund {
        FundSource::National => "chart-fund-national",
        FundSource::City => "chart-fund-city",
        FundSource::District => "chart-fund-district",
        FundSource::Private => "chart-fund-private",
    })
}

fn row(p: &Page, name: String, by_fund: &[Won; 4], sum: Won) -> Row {
    let cells = FundSource::ALL.into_iter().zip(by_fund);
    Row {
        name,
        cells: cells.map(|(fund, won)| cell(p, fund_name(p, fund), *won)).collect(),
        sum: cell(p, p.t("chart-total"), sum),
    }
}

fn cell(p: &Page, name: String, won: Won) -> Cell {
    let text = if won == Won::ZERO { String::new() } else { won.eok_1() };
    Cell { name, text, exact: exact(p, won) }
}

fn is_rounded(table: &BudgetTable) -> bool {
    table.rows.iter().flat_map(|row| row.by_fund).any(|won| won.won() % SMALLEST != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::plan::BudgetLine;

    fn table(amounts: &[i64]) -> BudgetTable {
        let line =
            |(year, won): (i16, &i64)| BudgetLine { year, fund: FundSource::City, amount: Won::new(*won) };
        let lines: Vec<_> = (2025..).zip(amounts).map(line).collect();
        teukgu_office::budget::table(&lines)
    }

    #[test]
    fn marks_of_the_axis_have_as_many_decimals_as_they_need() {
        assert_eq!(eok(30_000_000_000), "300");
        assert_eq!(eok(250_000_000), "2.5");
        assert_eq!(eok(1), "0.00000001");
        assert_eq!(eok(123_400_000_000), "1,234");
    }

    #[test]
    fn rounding_is_told_only_when_it_happens() {
        assert!(!is_rounded(&table(&[100_000_000, 50_000_000])));
        assert!(is_rounded(&table(&[100_000_000, 55_000_000])));
    }

    #[test]
    fn money_that_comes_back_is_no_bar() {
        assert_eq!(parts(&[Won::new(5), Won::new(-5)]), [5, 0]);
    }
}
