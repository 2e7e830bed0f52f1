//! Planned money (사업비) by year, source and programme: exact sums, no rounding.

use crate::ZoneView;
use teukgu_domain::money::Won;
use teukgu_domain::plan::{BudgetLine, FundSource, Programme, SubProject};

/// A table of money: a row a year, a column a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetTable {
    /// Rows in order of year.
    pub rows: Vec<BudgetRow>,
    /// Sums by source, in the order of [`FundSource::ALL`].
    pub by_fund: [Won; 4],
    /// Sum of everything.
    pub total: Won,
}

/// One year of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRow {
    /// Fiscal year.
    pub year: i16,
    /// Money by source, in the order of [`FundSource::ALL`].
    pub by_fund: [Won; 4],
    /// Sum of the year.
    pub total: Won,
}

/// Money of one programme.
#[derive(Clone, Debug)]
pub struct ProgrammeBudget<'a> {
    /// Programme.
    pub programme: &'a Programme,
    /// Its sub-projects.
    pub sub_projects: Vec<&'a SubProject>,
    /// Its money.
    pub table: BudgetTable,
}

/// Sums lines into a table.
pub fn table<'a>(lines: impl IntoIterator<Item = &'a BudgetLine>) -> BudgetTable {
    let mut rows: Vec<BudgetRow> = Vec::new();
    for line in teukgu_domain::plan::by_year_and_fund(lines) {
        if rows.last().is_none_or(|row| row.year != line.year) {
            rows.push(BudgetRow { year: line.year, by_fund: [Won::ZERO; 4], total: Won::ZERO });
        }
        if let Some(row) = rows.last_mut() {
            let column = column(line.fund);
            row.by_fund[column] = row.by_fund[column] + line.amount;
            row.total = row.total + line.amount;
        }
    }
    let by_fund = [0, 1, 2, 3].map(|fund| rows.iter().map(|row| row.by_fund[fund]).sum());
    let total = rows.iter().map(|row| row.total).sum();
    BudgetTable { rows, by_fund, total }
}

/// Returns the column of a source.
pub fn column(fund: FundSource) -> usize {
    match fund {
        FundSource::National => 0,
        FundSource::City => 1,
        FundSource::District => 2,
        FundSource::Private => 3,
    }
}

impl ZoneView {
    /// Returns the money of the whole plan.
    pub fn plan_budget(&self) -> BudgetTable {
        table(self.snapshot().sub_projects().into_iter().flat_map(|sub| &sub.budget))
    }

    /// Returns the money of each programme, in the order of the plan.
    pub fn programme_budgets(&self) -> Vec<ProgrammeBudget<'_>> {
        let of = |programme| {
            let sub_projects = self.snapshot().sub_projects_of(programme);
            let table = table(sub_projects.iter().flat_map(|sub| &sub.budget));
            ProgrammeBudget { programme, sub_projects, table }
        };
        self.snapshot().programmes().into_iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_sums_by_year_and_by_source_exactly() {
        let line = |year, fund, won| BudgetLine { year, fund, amount: Won::new(won) };
        let lines = [
            line(2026, FundSource::City, 5),
            line(2025, FundSource::National, 1),
            line(2025, FundSource::Private, 2),
            line(2025, FundSource::National, 3),
        ];
        let table = table(&lines);
        assert_eq!(
            table.rows.iter().map(|r| (r.year, r.total.won())).collect::<Vec<_>>(),
            [(2025, 6), (2026, 5)]
        );
        assert_eq!(table.by_fund.map(Won::won), [4, 5, 0, 2]);
        assert_eq!(table.total, Won::new(11));
    }
}
