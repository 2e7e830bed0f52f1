//! A table of transactions: who bought how much of whom in a year, and what else went in.

use crate::account::Accounts;
use crate::cells::Cells;
use crate::fault::{EffectFault, TableFault};
use crate::leontief::Leontief;
use crate::part::Part;
use crate::technology::Technology;
use crate::threads::Threads;

/// Part of an output by which the sum of a column or row may be off whatever a table says of itself.
const TOLERANCE: f64 = 1e-9;

/// Transactions of a year (산업연관표, 국산거래표), in one unit of money, at one kind of prices.
///
/// What accounts buy of one another, what comes from abroad, taxes and value added are rows of their own and are never
/// added up by accident; a row that the source does not have is absent, and what would need it is not answered.
#[doc(alias = "산업연관표")]
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// Who sells and buys.
    pub accounts: Accounts,
    /// What accounts buy of one another; rows sell to columns.
    pub domestic: Cells,
    /// What accounts buy from outside the table, by column.
    pub imports: Option<Vec<f64>>,
    /// The same by the kind of product, where the source tells it.
    pub imported: Option<Cells>,
    /// Taxes less subsidies on what accounts buy.
    pub net_taxes: Option<Vec<f64>>,
    /// Value added.
    pub value_added: Option<Vec<f64>>,
    /// Inputs that the source does not tell apart.
    pub unsplit: Option<Vec<f64>>,
    /// Pay of employees, a part of value added.
    pub compensation: Option<Vec<f64>>,
    /// Everybody who works, in persons.
    pub workers: Option<Vec<f64>>,
    /// Those who are employed, in persons.
    pub employees: Option<Vec<f64>>,
    /// Final demand by who uses; empty if the source has none.
    pub demand: Vec<Demand>,
    /// What accounts put out.
    pub output: Vec<f64>,
    /// Most by which the sum of a column or row may be off because entries were rounded, in units of the table.
    pub rounding: f64,
}

/// A column of final demand (최종수요).
#[doc(alias = "최종수요")]
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Name in the table.
    pub name: String,
    /// Whether households use it; type II needs to know.
    pub is_of_households: bool,
    /// What they use of each account.
    pub values: Vec<f64>,
}

impl Flows {
    /// Looks whether the table can be used.
    ///
    /// # Errors
    /// [`TableFault`] with the first account at which something is wrong.
    pub fn check(&self) -> Result<(), TableFault> {
        self.check_lengths()?;
        for (at, output) in self.output.iter().enumerate() {
            if *output < 0.0 {
                return Err(TableFault::NegativeOutput { account: self.accounts.id(at), output: *output });
            }
        }
        self.check_inputs()?;
        self.check_sales()?;
        self.check_parts()?;
        self.model(Threads::ONE).map(|_| ()).map_err(|fault| self.fault_of_table(&fault))
    }

    /// Returns the table as something to reckon with.
    ///
    /// # Errors
    /// [`EffectFault::NotProductive`] if it cannot be solved.
    pub fn model(&self, threads: Threads) -> Result<Leontief<'_>, EffectFault> {
        Leontief::of_regions(self.technology(), self.accounts.region_starts(), threads)
    }

    /// Returns the input coefficients.
    pub fn technology(&self) -> Technology<'_> {
        Technology::inputs(&self.domestic, &self.output)
    }

    /// Returns the places of accounts that put out nothing: nothing follows from money spent on them.
    pub fn empty(&self) -> Vec<usize> {
        self.output.iter().enumerate().filter(|(_, output)| **output == 0.0).map(|(at, _)| at).collect()
    }

    /// Returns a row per unit of output; 0 where there is no output.
    pub fn per_output(&self, row: &[f64]) -> Vec<f64> {
        let per = |(value, output): (&f64, &f64)| if *output == 0.0 { 0.0 } else { value / output };
        row.iter().zip(&self.output).map(per).collect()
    }

    /// Returns what households use of each account; zeros where the table has no such column.
    pub fn household_use(&self) -> Vec<f64> {
        let mut used = vec![0.0; self.accounts.len()];
        for demand in self.demand.iter().filter(|demand| demand.is_of_households) {
            used.iter_mut().zip(&demand.values).for_each(|(used, value)| *used += value);
        }
        used
    }

    fn rows(&self) -> [(Part, Option<&Vec<f64>>); 7] {
        [
            (Part::Imports, self.imports.as_ref()),
            (Part::NetTaxes, self.net_taxes.as_ref()),
            (Part::ValueAdded, self.value_added.as_ref()),
            (Part::Unsplit, self.unsplit.as_ref()),
            (Part::Compensation, self.compensation.as_ref()),
            (Part::Workers, self.workers.as_ref()),
            (Part::Employees, self.employees.as_ref()),
        ]
    }

    fn check_lengths(&self) -> Result<(), TableFault> {
        let expected = self.accounts.len();
        let squares = [(Part::DomesticFlows, Some(&self.domestic)), (Part::Imports, self.imported.as_ref())];
        for (part, cells) in squares {
            let Some(cells) = cells else { continue };
            if cells.size() != expected {
                return Err(TableFault::Length { part, expected, found: cells.size() });
            }
            let mut wrong = None;
            cells.for_each(|row, _, value| wrong = wrong.or((!value.is_finite()).then_some(row)));
            if let Some(at) = wrong {
                return Err(TableFault::NoNumber { part, account: self.accounts.id(at) });
            }
        }
        let demand = self.demand.iter().map(|demand| (Part::FinalDemand, Some(&demand.values)));
        let columns = self.rows().into_iter().chain(demand).chain([(Part::Output, Some(&self.output))]);
        for (part, column) in columns {
            let Some(column) = column else { continue };
            if column.len() != expected {
                return Err(TableFault::Length { part, expected, found: column.len() });
            }
            if let Some(at) = column.iter().position(|value| !value.is_finite()) {
                return Err(TableFault::NoNumber { part, account: self.accounts.id(at) });
            }
        }
        Ok(())
    }

    /// Looks whether everything that goes into an account sums to what comes out of it.
    fn check_inputs(&self) -> Result<(), TableFault> {
        let bought = self.domestic.column_sums();
        let primary = [&self.imports, &self.net_taxes, &self.value_added, &self.unsplit];
        let is_whole = self.unsplit.is_some() || self.value_added.is_some();
        for (at, bought) in bought.iter().enumerate() {
            let (account, output) = (self.accounts.id(at), self.output[at]);
            if output == 0.0 && *bought != 0.0 {
                return Err(TableFault::InputsWithoutOutput { account, inputs: *bought });
            }
            let inputs =
                bought + primary.iter().filter_map(|row| row.as_ref()).map(|row| row[at]).sum::<f64>();
            if is_whole && !self.is_near(inputs, output) {
                return Err(TableFault::InputsDoNotBalance { account, inputs, output });
            }
        }
        Ok(())
    }

    fn check_sales(&self) -> Result<(), TableFault> {
        if self.demand.is_empty() {
            return Ok(());
        }
        for (at, sold) in self.domestic.row_sums().into_iter().enumerate() {
            let sales = sold + self.demand.iter().map(|demand| demand.values[at]).sum::<f64>();
            let output = self.output[at];
            if !self.is_near(sales, output) {
                return Err(TableFault::SalesDoNotBalance { account: self.accounts.id(at), sales, output });
            }
        }
        Ok(())
    }

    /// Looks whether no part of a row is larger than the row.
    fn check_parts(&self) -> Result<(), TableFault> {
        let parts = [
            (Part::Compensation, &self.compensation, Part::Output, Some(&self.output)),
            (Part::Employees, &self.employees, Part::Workers, self.workers.as_ref()),
        ];
        for (part, row, whole, most) in parts {
            let (Some(row), Some(most)) = (row, most) else {
                continue;
            };
            for (at, (found, most)) in row.iter().zip(most).enumerate() {
                if *found > most * (1.0 + TOLERANCE) + self.rounding {
                    let account = self.accounts.id(at);
                    return Err(TableFault::PartAboveWhole {
                        part,
                        whole,
                        account,
                        found: *found,
                        most: *most,
                    });
                }
            }
        }
        Ok(())
    }

    fn is_near(&self, sum: f64, output: f64) -> bool {
        (sum - output).abs() <= self.rounding + TOLERANCE * output
    }

    fn fault_of_table(&self, fault: &EffectFault) -> TableFault {
        match fault {
            EffectFault::NotProductive { account, share } => {
                TableFault::NotProductive { account: self.accounts.id(*account), share: *share }
            }
            _ => TableFault::NotProductive { account: String::new(), share: f64::NAN },
        }
    }
}
