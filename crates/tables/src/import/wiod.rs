//! The World Input-Output Database, release 2016, and its socio-economic accounts.

use super::world::{Primary, User, World};
use super::{Draft, Options};
use crate::kind::FaultKind;
use crate::workbook::{Row, Value, Workbook, cell_name, cell_spot, is_workbook};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;
use teukgu_effect::Account;

/// Users of final demand by the code of their column.
const USERS: [&str; 5] = ["CONS_h", "CONS_np", "CONS_g", "GFCF", "INVEN"];

/// Country of the rows and columns that are of no country.
const TOTAL: &str = "TOT";

/// Rows that are neither taxes nor value added and make up the rest of an output.
const REST: [&str; 4] = ["EXP_adj", "PURR", "PURNR", "IntTTM"];

pub(super) fn import(options: &Options, files: &BTreeMap<String, Vec<u8>>) -> Result<Draft, Fault> {
    let (mut world, mut accounts) = (None, None);
    for (name, bytes) in files.iter().filter(|(name, bytes)| is_workbook(name, bytes)) {
        let mut book = Workbook::open(name, bytes)?;
        for sheet in book.sheets() {
            let first = book.first_rows(&sheet, 12)?;
            let has =
                |word: &str| first.iter().any(|row| row.cells.iter().any(|(_, value)| value.word() == word));
            if world.is_none() && has(USERS[0]) {
                world = Some(Reader::read(&mut book, &sheet, &first)?);
            } else if accounts.is_none() && has("variable") && has("country") {
                accounts = Some(social(&mut book, &sheet, options.about.year)?);
            }
        }
    }
    let Some(reader) = world else {
        let what =
            Text::new("세계산업연관표(CONS_h 열이 있는 시트)", "world table (a sheet with columns CONS_h)");
        return Err(
            FaultKind::NoSource { what }.at(files.keys().next().map_or("", String::as_str), Spot::START)
        );
    };
    let mut world = reader.world()?;
    if let Some(accounts) = accounts {
        add_social(&mut world, &accounts, options.region.as_deref());
    }
    world.draft(options)
}

/// Where labels and columns stand.
struct Heads {
    /// Columns of code and country of a row.
    code: u32,
    country: u32,
    accounts: Vec<(u32, Account)>,
    users: Vec<(u32, String, String)>,
    last: u32,
}

impl Heads {
    fn read(file: &str, rows: &[Row]) -> Result<Self, Fault> {
        let has = |row: &&Row, word: &str| row.cells.iter().any(|(_, value)| value.word() == word);
        let codes = rows.iter().find(|row| has(row, USERS[0]));
        let codes = codes.ok_or_else(|| World::no_head(file, "산업 부호 머리글", "row of industry codes"))?;
        let user = codes.cells.iter().find(|(_, value)| value.word() == USERS[0]).map_or(0, |(at, _)| *at);
        // The rows below the accounts are of no country either, but in the columns of their labels.
        let is_of_none = |(at, value): &(u32, Value)| *at > user && value.word() == TOTAL;
        let countries = rows.iter().find(|row| row.at != codes.at && row.cells.iter().any(is_of_none));
        let countries = countries.ok_or_else(|| {
            World::no_head(file, "나라 머리글(TOT가 있는 줄)", "row of countries (with TOT)")
        })?;
        let is_words =
            |row: &&Row| row.get(user).is_some_and(|value| !value.is_number() && value.word().contains(' '));
        let names = rows.iter().find(|row| row.at != codes.at && row.at != countries.at && is_words(row));
        let (mut accounts, mut users) = (Vec::new(), Vec::new());
        for (column, code) in &codes.cells {
            let (code, country) = (code.word(), countries.word(*column));
            if country.is_empty() || country == TOTAL {
                continue;
            }
            if USERS.contains(&code.as_str()) {
                users.push((*column, country, code));
            } else {
                let name = names.map(|row| row.word(*column)).filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| code.clone());
                accounts.push((
                    *column,
                    Account { region: Some(country), sector: code, name: Text::new(name.clone(), name) },
                ));
            }
        }
        let heads = names.map_or(0, |row| row.at).max(codes.at).max(countries.at);
        let (code, country) = labels(file, rows, heads, &accounts)?;
        Ok(Self { code, country, accounts, users, last: heads })
    }
}

/// Finds the columns of a row's labels by those of the first account.
fn labels(file: &str, rows: &[Row], heads: u32, accounts: &[(u32, Account)]) -> Result<(u32, u32), Fault> {
    let no_head = || {
        World::no_head(
            file,
            "행의 산업 부호와 나라 열",
            "columns with the industry code and country of the rows",
        )
    };
    let (first, account) = accounts.first().ok_or_else(no_head)?;
    let is_label = |column: &u32| column < first;
    for row in rows.iter().filter(|row| row.at > heads) {
        let find = |word: &str| {
            row.cells
                .iter()
                .filter(|(at, _)| is_label(at))
                .find(|(_, value)| value.word() == word)
                .map(|(at, _)| *at)
        };
        let (code, country) = (find(&account.sector), account.region.as_deref().and_then(find));
        if let (Some(code), Some(country)) = (code, country) {
            return Ok((code, country));
        }
    }
    Err(no_head())
}

/// Takes the rows of the sheet one after another.
struct Reader {
    file: String,
    sheet: String,
    heads: Heads,
    places: HashMap<String, usize>,
    spots: Vec<Option<Spot>>,
    cells: Vec<f64>,
    demand: Vec<Vec<f64>>,
    below: BTreeMap<String, Vec<f64>>,
}

impl Reader {
    fn read(book: &mut Workbook<'_>, sheet: &str, first: &[Row]) -> Result<Self, Fault> {
        let heads = Heads::read(book.name, first)?;
        let size = heads.accounts.len();
        let mut places = HashMap::with_capacity(size);
        for (at, (column, account)) in heads.accounts.iter().enumerate() {
            if places.insert(account.id(), at).is_some() {
                let kind = FaultKind::AccountTwice { sheet: sheet.to_owned(), account: account.id() };
                return Err(kind.at(book.name, cell_spot(heads.last, *column)));
            }
        }
        let mut reader = Self {
            file: book.name.to_owned(),
            sheet: sheet.to_owned(),
            places,
            spots: vec![None; size],
            cells: vec![0.0; size * size],
            demand: vec![vec![0.0; size]; heads.users.len()],
            below: BTreeMap::new(),
            heads,
        };
        book.rows(sheet, |row| {
            if row.at > reader.heads.last {
                reader.take(row)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(reader)
    }

    fn take(&mut self, row: &Row) -> Result<(), Fault> {
        let (code, country) = (row.word(self.heads.code), row.word(self.heads.country));
        if code.is_empty() || country.is_empty() {
            return Ok(());
        }
        if country == TOTAL {
            let numbers = self.heads.accounts.iter().map(|(column, _)| self.number(row, *column));
            let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
            self.below.insert(code, numbers);
            return Ok(());
        }
        let account = format!("{country}.{code}");
        let spot = cell_spot(row.at, self.heads.code);
        let no_account = || FaultKind::NoAccount { sheet: self.sheet.clone(), account: account.clone() };
        let Some(at) = self.places.get(&account).copied() else {
            return Err(no_account().at(&self.file, spot));
        };
        if self.spots[at].replace(spot).is_some() {
            let kind = FaultKind::AccountTwice { sheet: self.sheet.clone(), account };
            return Err(kind.at(&self.file, spot));
        }
        let size = self.heads.accounts.len();
        for column in 0..size {
            self.cells[at * size + column] = self.number(row, self.heads.accounts[column].0)?;
        }
        for user in 0..self.demand.len() {
            self.demand[user][at] = self.number(row, self.heads.users[user].0)?;
        }
        Ok(())
    }

    /// Reads a number; an empty cell is 0.
    fn number(&self, row: &Row, column: u32) -> Result<f64, Fault> {
        let Some(value) = row.get(column) else { return Ok(0.0) };
        value.number().ok_or_else(|| {
            let (sheet, cell) = (self.sheet.clone(), cell_name(row.at, column));
            let head = format!("{} {}", row.word(self.heads.country), row.word(self.heads.code));
            let kind = FaultKind::CellNotNumber { sheet, cell, head, text: value.word() };
            kind.at(&self.file, cell_spot(row.at, column))
        })
    }

    fn world(mut self) -> Result<World, Fault> {
        let missing =
            |word: &str| World::no_head(&self.file, &format!("`{word}` 행"), &format!("row `{word}`"));
        if let Some(at) = self.spots.iter().position(Option::is_none) {
            let (column, account) = &self.heads.accounts[at];
            let kind = FaultKind::NoAccount { sheet: self.sheet.clone(), account: account.id() };
            return Err(kind.at(&self.file, cell_spot(self.heads.last, *column)));
        }
        let output = self.below.remove("GO").ok_or_else(|| missing("GO"))?;
        let value_added = self.below.remove("VA").ok_or_else(|| missing("VA"))?;
        let net_taxes = self.below.remove("TXSP");
        let rest: Vec<_> = REST.iter().filter_map(|code| self.below.remove(*code)).collect();
        let unsplit = (!rest.is_empty())
            .then(|| (0..output.len()).map(|at| rest.iter().map(|row| row[at]).sum()).collect());
        let users = self.heads.users.into_iter().zip(self.demand).map(|((_, region, name), values)| User {
            is_of_households: name == USERS[0],
            region,
            name,
            values,
        });
        Ok(World {
            file: self.file,
            sheet: self.sheet,
            list: self.heads.accounts.into_iter().map(|(_, account)| account).collect(),
            spots: self.spots.into_iter().flatten().collect(),
            cells: self.cells,
            demand: users.collect(),
            primary: Primary { net_taxes, value_added: Some(value_added), unsplit, ..Primary::default() },
            output,
        })
    }
}

/// Socio-economic accounts of a year: values by variable, country and code.
type Social = HashMap<(String, String, String), f64>;

fn social(book: &mut Workbook<'_>, sheet: &str, year: i16) -> Result<Social, Fault> {
    let grid = super::grid::Grid::read(book, sheet)?;
    let find =
        |row: &Row, word: &str| row.cells.iter().find(|(_, value)| value.word() == word).map(|(at, _)| *at);
    let head = grid.rows.iter().find(|row| find(row, "variable").is_some());
    let columns = head.and_then(|row| {
        Some([
            find(row, "variable")?,
            find(row, "country")?,
            find(row, "code")?,
            find(row, &year.to_string())?,
        ])
    });
    let (Some(head), Some([variable, country, code, value])) = (head, columns) else {
        let what = Text::new(
            format!("사회경제계정의 머리글(variable, country, code, {year})"),
            format!("head of the socio-economic accounts (variable, country, code, {year})"),
        );
        return Err(FaultKind::NoHead { what }.at(&grid.file, Spot::START));
    };
    let mut social = Social::new();
    for row in grid.rows.iter().filter(|row| row.at > head.at) {
        let number = grid.number(row, value, &row.word(code))?;
        social.insert((row.word(variable), row.word(country), row.word(code)), number);
    }
    Ok(social)
}

/// Adds pay and persons where the accounts know every sector that is wanted.
///
/// Pay stands there in the money of each country; its part of the value added there, taken of the value added of the
/// table, needs no rate of exchange. Persons stand there in thousands.
fn add_social(world: &mut World, social: &Social, region: Option<&str>) {
    let value = |variable: &str, account: &Account| {
        let country = account.region.clone().unwrap_or_default();
        social.get(&(variable.to_owned(), country, account.sector.clone())).copied()
    };
    let is_wanted = |account: &Account| region.is_none() || account.region.as_deref() == region;
    let row = |of: &dyn Fn(usize, &Account) -> Option<f64>| {
        let of_one =
            |(at, account): (usize, &Account)| if is_wanted(account) { of(at, account) } else { Some(0.0) };
        world.list.iter().enumerate().map(of_one).collect::<Option<Vec<_>>>()
    };
    let added = world.primary.value_added.clone().unwrap_or_default();
    let pay = |at: usize, account: &Account| {
        let (pay, whole) = (value("COMP", account)?, value("VA", account)?);
        Some(if whole == 0.0 { 0.0 } else { pay / whole * added[at] })
    };
    let persons =
        |variable: &'static str| move |_: usize, account: &Account| Some(value(variable, account)? * 1000.0);
    let (compensation, workers, employees) = (row(&pay), row(&persons("EMP")), row(&persons("EMPE")));
    world.primary = Primary { compensation, workers, employees, ..std::mem::take(&mut world.primary) };
}
