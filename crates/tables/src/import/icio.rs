//! Inter-country tables of the OECD: one CSV whose heads are `AUS_A01_02`.

use super::world::{Primary, User, World};
use super::{Draft, Options};
use crate::csv::{Field, Scanner, number};
use crate::kind::FaultKind;
use crate::pack;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use teukgu_domain::text::Text;
use teukgu_effect::Account;

/// Users of final demand, as they end a head.
const USERS: [&str; 11] =
    ["HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "CONS_ABR", "P33", "DIRP", "DISC"];

/// Rows below the accounts.
const TAXES: [&str; 2] = ["TLS", "TAXSUB"];
const VALUE_ADDED: [&str; 2] = ["VA", "VALU"];
const OUTPUT: [&str; 3] = ["OUT", "OUTPUT", "TOTAL"];

pub(super) fn import(options: &Options, files: &BTreeMap<String, Vec<u8>>) -> Result<Draft, Fault> {
    let Some(file) = files.keys().find(|name| pack::is_csv(name)) else {
        let what = Text::new("ICIO CSV 표", "table as CSV (ICIO)");
        return Err(
            FaultKind::NoSource { what }.at(files.keys().next().map_or("", String::as_str), Spot::START)
        );
    };
    let text = pack::text(files, file, (file, Spot::START))?;
    let page = Page::new(file, &text);
    Sheet::read(&page)?.world(file)?.draft(options)
}

/// The rows of the file by label.
struct Sheet {
    heads: Vec<String>,
    labels: Vec<String>,
    spots: Vec<Spot>,
    cells: Vec<Vec<f64>>,
    /// Rows below the accounts.
    taxes: Option<Vec<f64>>,
    value_added: Option<Vec<f64>>,
    output: Option<Vec<f64>>,
}

impl Sheet {
    fn read(page: &Page<'_>) -> Result<Self, Fault> {
        let mut scanner = Scanner::new(page);
        let mut row = Vec::new();
        scanner.row(page, &mut row)?;
        let heads: Vec<_> = row.iter().skip(1).map(|field| field.text.trim().to_owned()).collect();
        let mut sheet = Self {
            heads,
            labels: Vec::new(),
            spots: Vec::new(),
            cells: Vec::new(),
            taxes: None,
            value_added: None,
            output: None,
        };
        while scanner.row(page, &mut row)? {
            sheet.take(page, &row)?;
        }
        Ok(sheet)
    }

    fn take(&mut self, page: &Page<'_>, row: &[Field<'_>]) -> Result<(), Fault> {
        let Some((label, fields)) = row.split_first() else { return Ok(()) };
        if fields.len() != self.heads.len() {
            let kind = FaultKind::RowLength { expected: self.heads.len() + 1, found: row.len() };
            return Err(kind.at(page.name, page.spot(label.at)));
        }
        let read = |(field, head): (&Field<'_>, &String)| {
            let no_number = || FaultKind::NotNumber { column: head.clone(), text: field.text.to_string() };
            number(&field.text).ok_or_else(|| no_number().at(page.name, page.spot(field.at)))
        };
        let read =
            |most: usize| fields.iter().zip(&self.heads).take(most).map(read).collect::<Result<Vec<_>, _>>();
        // Below the accounts, columns of final demand may be empty and are not needed.
        let (size, name) = (self.labels.len(), label.text.trim());
        let ends =
            |words: &[&str]| words.iter().any(|word| name == *word || name.ends_with(&format!("_{word}")));
        if ends(&TAXES) {
            // Some editions have a row for the taxes of each country.
            let taxes = read(size)?;
            let sum = self.taxes.get_or_insert_with(|| vec![0.0; size]);
            sum.iter_mut().zip(taxes).for_each(|(sum, tax)| *sum += tax);
        } else if VALUE_ADDED.contains(&name) {
            self.value_added = Some(read(size)?);
        } else if OUTPUT.contains(&name) {
            self.output = Some(read(size)?);
        } else {
            self.check_place(page, label)?;
            let numbers = read(fields.len())?;
            self.labels.push(name.to_owned());
            self.spots.push(page.spot(label.at));
            self.cells.push(numbers);
        }
        Ok(())
    }

    /// Looks whether a row is of the account that heads the column of its place.
    fn check_place(&self, page: &Page<'_>, label: &Field<'_>) -> Result<(), Fault> {
        let expected = self.heads.get(self.labels.len()).cloned().unwrap_or_default();
        if label.text.trim() == expected {
            return Ok(());
        }
        let kind = FaultKind::OtherAccount { expected, found: label.text.trim().to_owned() };
        Err(kind.at(page.name, page.spot(label.at)))
    }

    fn world(self, file: &str) -> Result<World, Fault> {
        let size = self.labels.len();
        let missing = |word: &str| World::no_head(file, &format!("`{word}` 행"), &format!("row `{word}`"));
        let Some(output) = self.output else { return Err(missing("OUT")) };
        let Some(value_added) = self.value_added else { return Err(missing("VA")) };
        let mut demand = Vec::new();
        for (at, head) in self.heads.iter().enumerate().skip(size) {
            if OUTPUT.contains(&head.as_str()) {
                continue;
            }
            let user = head.split_once('_').filter(|(_, name)| USERS.contains(name));
            let Some((region, name)) = user else {
                return Err(FaultKind::NoAccount { sheet: file.to_owned(), account: head.clone() }
                    .at(file, Spot::START));
            };
            let values = self.cells.iter().map(|row| row[at]).collect();
            let is_of_households = name == "HFCE";
            demand.push(User { region: region.to_owned(), name: name.to_owned(), is_of_households, values });
        }
        Ok(World {
            file: file.to_owned(),
            sheet: file.to_owned(),
            list: self.labels.iter().map(|label| account(label)).collect(),
            spots: self.spots,
            cells: self.cells.into_iter().flat_map(|row| row.into_iter().take(size)).collect(),
            demand,
            primary: Primary { net_taxes: self.taxes, value_added: Some(value_added), ..Primary::default() },
            output,
        })
    }
}

fn account(label: &str) -> Account {
    let (region, sector) = label.split_once('_').unwrap_or(("", label));
    let region = (!region.is_empty()).then(|| region.to_owned());
    Account { region, sector: sector.to_owned(), name: Text::new(sector, sector) }
}
