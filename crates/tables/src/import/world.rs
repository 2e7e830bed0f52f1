//! Tables of the world, and a country taken out of one.

use super::{Draft, Options, Places, rounding};
use crate::kind::FaultKind;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;
use teukgu_effect::{Account, Accounts, Body, Cells, Demand, Flows};

/// Size from which on a table most of which is empty is kept by row and column.
const DENSE_UP_TO: usize = 512;

/// A column of final demand, of a region.
pub(super) struct User {
    pub(super) region: String,
    pub(super) name: String,
    pub(super) is_of_households: bool,
    pub(super) values: Vec<f64>,
}

/// Rows of a table that some sources have and others do not.
#[derive(Default)]
pub(super) struct Primary {
    pub(super) net_taxes: Option<Vec<f64>>,
    pub(super) value_added: Option<Vec<f64>>,
    pub(super) unsplit: Option<Vec<f64>>,
    pub(super) compensation: Option<Vec<f64>>,
    pub(super) workers: Option<Vec<f64>>,
    pub(super) employees: Option<Vec<f64>>,
}

/// A table of several regions as it was read.
pub(super) struct World {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) list: Vec<Account>,
    pub(super) spots: Vec<Spot>,
    /// Rows one after another.
    pub(super) cells: Vec<f64>,
    pub(super) demand: Vec<User>,
    pub(super) primary: Primary,
    pub(super) output: Vec<f64>,
}

impl World {
    /// Makes the table that is wanted: of the world, or of one region.
    pub(super) fn draft(self, options: &Options) -> Result<Draft, Fault> {
        let flows = match &options.region {
            Some(region) => self.country(region, options),
            None => self.world(options),
        }?;
        let accounts = flows.accounts.iter().map(Account::id);
        let spots = match &options.region {
            Some(region) => self.places_of(region).into_iter().map(|at| self.spots[at]).collect(),
            None => self.spots,
        };
        let spots = accounts.zip(spots).collect();
        Ok(Draft { body: Body::Flows(flows), places: Places { file: self.file, sheet: self.sheet, spots } })
    }

    fn accounts(&self, list: Vec<Account>) -> Result<Accounts, Fault> {
        let spots = self.list.iter().map(Account::id).zip(self.spots.iter().copied()).collect();
        let places = Places { file: self.file.clone(), sheet: self.sheet.clone(), spots };
        Accounts::new(list).map_err(|fault| places.fault(&fault))
    }

    fn rounding(&self, options: &Options) -> f64 {
        let largest = self.output.iter().fold(0.0_f64, |most, one| most.max(*one));
        let are_whole = self.cells.iter().all(|cell| cell.fract() == 0.0);
        rounding(options, self.list.len() + self.demand.len() + 8, largest, are_whole)
    }

    fn world(&self, options: &Options) -> Result<Flows, Fault> {
        let demand = self.demand.iter().map(|user| Demand {
            name: format!("{}.{}", user.region, user.name),
            is_of_households: user.is_of_households,
            values: user.values.clone(),
        });
        let primary = &self.primary;
        Ok(Flows {
            accounts: self.accounts(self.list.clone())?,
            domestic: cells(self.list.len(), &self.cells),
            imports: None,
            imported: None,
            net_taxes: primary.net_taxes.clone(),
            value_added: primary.value_added.clone(),
            unsplit: primary.unsplit.clone(),
            compensation: primary.compensation.clone(),
            workers: primary.workers.clone(),
            employees: primary.employees.clone(),
            demand: demand.collect(),
            output: self.output.clone(),
            rounding: self.rounding(options),
        })
    }

    fn places_of(&self, region: &str) -> Vec<usize> {
        let is_own = |account: &Account| account.region.as_deref() == Some(region);
        (0..self.list.len()).filter(|at| is_own(&self.list[*at])).collect()
    }

    /// Takes one region out: what it buys of the others is imported, what it sells to them is exported.
    fn country(&self, region: &str, options: &Options) -> Result<Flows, Fault> {
        let own = self.places_of(region);
        if own.is_empty() {
            let mut known: Vec<_> = self.list.iter().filter_map(|account| account.region.clone()).collect();
            known.dedup();
            let kind = FaultKind::NoRegion { region: region.to_owned(), known: known.join(", ") };
            return Err(kind.at(&self.file, Spot::START));
        }
        let size = own.len();
        let square = own.iter().flat_map(|row| own.iter().map(|column| self.cell(*row, *column))).collect();
        let list = own.iter().map(|at| Account { region: None, ..self.list[*at].clone() }).collect();
        let imported = self.imported(&own);
        let all = |column: &usize| (0..self.list.len()).map(|row| self.cell(row, *column)).sum::<f64>();
        let domestic = Cells::dense(size, square).expect("rows of one length make a square");
        let bought = domestic.column_sums();
        let imports = imported.as_ref().map_or_else(
            || own.iter().zip(&bought).map(|(column, own)| all(column) - own).collect(),
            Cells::column_sums,
        );
        let row = |row: &Option<Vec<f64>>| row.as_ref().map(|row| own.iter().map(|at| row[*at]).collect());
        Ok(Flows {
            accounts: self.accounts(list)?,
            domestic,
            imports: Some(imports),
            imported,
            net_taxes: row(&self.primary.net_taxes),
            value_added: row(&self.primary.value_added),
            unsplit: row(&self.primary.unsplit),
            compensation: row(&self.primary.compensation),
            workers: row(&self.primary.workers),
            employees: row(&self.primary.employees),
            demand: self.demand_of(region, &own),
            output: own.iter().map(|at| self.output[*at]).collect(),
            rounding: self.rounding(options),
        })
    }

    fn cell(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.list.len() + column]
    }

    /// Sums imports by the kind of product; `None` if another region has a sector that this one does not have.
    fn imported(&self, own: &[usize]) -> Option<Cells> {
        let places: BTreeMap<_, _> =
            own.iter().enumerate().map(|(at, one)| (self.list[*one].sector.as_str(), at)).collect();
        let size = own.len();
        let mut rows = vec![0.0; size * size];
        for (row, account) in self.list.iter().enumerate().filter(|(row, _)| !own.contains(row)) {
            let place = *places.get(account.sector.as_str())?;
            for (at, column) in own.iter().enumerate() {
                rows[place * size + at] += self.cell(row, *column);
            }
        }
        Cells::dense(size, rows)
    }

    fn demand_of(&self, region: &str, own: &[usize]) -> Vec<Demand> {
        let of = |user: &User| own.iter().map(|at| user.values[*at]).collect::<Vec<_>>();
        let users = self.demand.iter().filter(|user| user.region == region).map(|user| Demand {
            name: user.name.clone(),
            is_of_households: user.is_of_households,
            values: of(user),
        });
        let mut demand: Vec<_> = users.collect();
        let abroad: Vec<_> = (0..self.list.len()).filter(|at| !own.contains(at)).collect();
        let sold = own.iter().map(|row| abroad.iter().map(|column| self.cell(*row, *column)).sum::<f64>());
        let mut exports: Vec<_> = sold.collect();
        for user in self.demand.iter().filter(|user| user.region != region) {
            exports.iter_mut().zip(of(user)).for_each(|(sum, value)| *sum += value);
        }
        demand.push(Demand { name: "exports".to_owned(), is_of_households: false, values: exports });
        demand
    }

    /// Says that a file of accounts lacks something.
    pub(super) fn no_head(file: &str, ko: &str, en: &str) -> Fault {
        FaultKind::NoHead { what: Text::new(ko, en) }.at(file, Spot::START)
    }
}

/// Keeps a table by row and column if it is large and mostly empty.
fn cells(size: usize, rows: &[f64]) -> Cells {
    let filled = rows.iter().filter(|cell| **cell != 0.0).count();
    if size <= DENSE_UP_TO || filled * 10 >= rows.len() * 3 {
        return Cells::dense(size, rows.to_vec()).expect("rows of one length make a square");
    }
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let all = rows.iter().enumerate().filter(|(_, cell)| **cell != 0.0);
    let triplets = all.map(|(at, cell)| (place(at / size), place(at % size), *cell)).collect();
    Cells::of_triplets(size, triplets).expect("each cell stands once and inside")
}
