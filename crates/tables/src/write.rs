//! Writes a table as a folder of text that reads back as the same table.

use crate::csv::push_field;
use crate::form::FORM;
use std::collections::BTreeMap;
use std::fmt::Write;
use teukgu_domain::text::Text;
use teukgu_effect::{About, Accounts, Body, Cells, Demand, Flows, Prices, Published, Split, Table};

/// Writes a table (산업연관표) as the files of its folder, by name.
///
/// [`read`](crate::read()) gives the same table back, number by number, unless two columns of its final demand have one
/// name.
pub fn write(table: &Table) -> BTreeMap<String, Vec<u8>> {
    let mut form = head(table.about());
    let mut files = match table.body() {
        Body::Flows(flows) => write_flows(flows, &mut form),
        Body::Published(published) => write_multipliers(published, &mut form),
    };
    files.push((FORM.to_owned(), form));
    files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// Columns of text side by side.
struct Columns {
    rows: Vec<String>,
}

/// Heads of the columns that say who the accounts are.
struct Heads {
    region: Option<String>,
    sector: String,
}

impl Heads {
    /// Chooses heads that no column of final demand has.
    fn new(accounts: &Accounts, demand: &[Demand]) -> Self {
        let free = |word: &str| {
            let mut word = word.to_owned();
            while demand.iter().any(|demand| demand.name == word) {
                word.push('_');
            }
            word
        };
        let has_regions = accounts.iter().any(|account| account.region.is_some());
        Self { region: has_regions.then(|| free("region")), sector: free("sector") }
    }
}

impl Columns {
    fn new(accounts: &Accounts, heads: &Heads) -> Self {
        let mut columns = Self { rows: vec![String::new(); accounts.len() + 1] };
        if let Some(head) = &heads.region {
            columns.words(head, accounts.iter().map(|account| account.region.as_deref().unwrap_or_default()));
        }
        columns.words(&heads.sector, accounts.iter().map(|account| account.sector.as_str()));
        columns
    }

    fn words<'w>(&mut self, head: &'w str, words: impl Iterator<Item = &'w str>) {
        for (row, word) in self.rows.iter_mut().zip(std::iter::once(head).chain(words)) {
            push_field(row, word);
            row.push(',');
        }
    }

    fn numbers(&mut self, head: &str, numbers: impl Iterator<Item = f64>) {
        let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
        self.words(head, numbers.iter().map(String::as_str));
    }

    fn names(&mut self, accounts: &Accounts) {
        self.words("name_ko", accounts.iter().map(|account| account.name.ko.as_str()));
        self.words("name_en", accounts.iter().map(|account| account.name.en.as_str()));
    }

    /// Puts a square beside the columns; the column of an account is `to` and its id, so that no id is another head.
    fn square(&mut self, accounts: &Accounts, cells: &Cells) {
        for (at, account) in accounts.iter().enumerate() {
            let column = (0..cells.size()).map(|row| cells.get(row, at).unwrap_or_default());
            self.numbers(&format!("to {}", account.id()), column);
        }
    }

    fn text(self) -> String {
        self.rows.iter().fold(String::new(), |mut text, row| {
            text.push_str(row.strip_suffix(',').unwrap_or(row));
            text.push('\n');
            text
        })
    }
}

fn write_multipliers(published: &Published, form: &mut String) -> Vec<(String, String)> {
    let heads = Heads::new(&published.accounts, &[]);
    let mut columns = Columns::new(&published.accounts, &heads);
    columns.names(&published.accounts);
    form.push_str("\n[multipliers]\n");
    naming(form, "multipliers.csv", &heads);
    let rows: [(&str, Option<&Split>); 5] = [
        ("output", Some(&published.output)),
        ("value_added", published.value_added.as_ref()),
        ("compensation", published.compensation.as_ref()),
        ("workers", published.workers.as_ref()),
        ("employees", published.employees.as_ref()),
    ];
    for (name, split) in rows {
        let Some(split) = split else { continue };
        let heads = [format!("{name}_inside"), format!("{name}_elsewhere")];
        columns.numbers(&heads[0], split.inside.iter().copied());
        columns.numbers(&heads[1], split.elsewhere.iter().copied());
        line(form, name, &format!("[\"{}\", \"{}\"]", heads[0], heads[1]));
    }
    vec![("multipliers.csv".to_owned(), columns.text())]
}

fn write_flows(flows: &Flows, form: &mut String) -> Vec<(String, String)> {
    let heads = Heads::new(&flows.accounts, &flows.demand);
    let mut columns = Columns::new(&flows.accounts, &heads);
    columns.names(&flows.accounts);
    form.push_str("\n[flows]\n");
    naming(form, "accounts.csv", &heads);
    let rows: [(&str, Option<&Vec<f64>>); 8] = [
        ("output", Some(&flows.output)),
        ("imports", flows.imports.as_ref()),
        ("net_taxes", flows.net_taxes.as_ref()),
        ("value_added", flows.value_added.as_ref()),
        ("unsplit", flows.unsplit.as_ref()),
        ("compensation", flows.compensation.as_ref()),
        ("workers", flows.workers.as_ref()),
        ("employees", flows.employees.as_ref()),
    ];
    for (name, row) in rows {
        let Some(row) = row else { continue };
        columns.numbers(name, row.iter().copied());
        line(form, name, &quoted(name));
    }
    let mut files = vec![("accounts.csv".to_owned(), columns.text())];
    files.extend(write_cells(flows, &heads, form));
    files.extend(write_demand(flows, &heads, form));
    line(form, "rounding", &format!("{:?}", flows.rounding));
    files
}

fn write_cells(flows: &Flows, heads: &Heads, form: &mut String) -> Vec<(String, String)> {
    let squares = [
        ("triplets", "domestic.csv", Some(&flows.domestic)),
        ("imported_triplets", "imported.csv", flows.imported.as_ref()),
    ];
    let mut files = Vec::new();
    let mut has_pattern = false;
    for (key, file, cells) in squares {
        let Some(cells) = cells else { continue };
        if cells.is_sparse() {
            files.push((file.to_owned(), triplets(cells)));
            line(form, key, &quoted(file));
            continue;
        }
        let mut columns = Columns::new(&flows.accounts, heads);
        columns.square(&flows.accounts, cells);
        files.push((file.to_owned(), columns.text()));
        if key == "imported_triplets" {
            line(form, "imported", &quoted(file));
        }
        if !has_pattern {
            line(form, "cells", &quoted(&format!("{file}:to {{id}}")));
            has_pattern = true;
        }
    }
    files
}

fn triplets(cells: &Cells) -> String {
    let mut text = "row,col,value\n".to_owned();
    cells.for_each(|row, column, value| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{row},{column},{value}");
    });
    text
}

fn write_demand(flows: &Flows, heads: &Heads, form: &mut String) -> Option<(String, String)> {
    if flows.demand.is_empty() {
        return None;
    }
    let mut columns = Columns::new(&flows.accounts, heads);
    for demand in &flows.demand {
        columns.numbers(&demand.name, demand.values.iter().copied());
    }
    let list = |words: Vec<String>| format!("[{}]", words.join(", "));
    let all = flows.demand.iter().map(|demand| quoted(&format!("demand.csv:{}", demand.name)));
    line(form, "demand", &list(all.collect()));
    let households = flows.demand.iter().filter(|demand| demand.is_of_households);
    line(form, "households", &list(households.map(|demand| quoted(&demand.name)).collect()));
    Some(("demand.csv".to_owned(), columns.text()))
}

fn naming(form: &mut String, file: &str, heads: &Heads) {
    line(form, "file", &quoted(file));
    line(form, "code", &quoted(&heads.sector));
    if let Some(region) = &heads.region {
        line(form, "region", &quoted(region));
    }
    line(form, "name_ko", &quoted("name_ko"));
    line(form, "name_en", &quoted("name_en"));
}

fn head(about: &About) -> String {
    let mut form = String::new();
    let text = |form: &mut String, key: &str, text: &Text| {
        line(form, &format!("{key}_ko"), &quoted(&text.ko));
        line(form, &format!("{key}_en"), &quoted(&text.en));
    };
    line(&mut form, "id", &quoted(&about.id));
    text(&mut form, "title", &about.title);
    text(&mut form, "area", &about.area);
    line(&mut form, "year", &about.year.to_string());
    line(&mut form, "currency", &quoted(&about.unit.currency));
    line(&mut form, "unit", &about.unit.size.to_string());
    line(&mut form, "prices", &quoted(prices(about.prices)));
    text(&mut form, "source", &about.source);
    if let Some(link) = &about.link {
        line(&mut form, "link", &quoted(link));
    }
    text(&mut form, "licence", &about.licence);
    text(&mut form, "attribution", &about.attribution);
    text(&mut form, "changes", &about.changes);
    for note in &about.notes {
        form.push_str("\n[[note]]\n");
        line(&mut form, "ko", &quoted(&note.ko));
        line(&mut form, "en", &quoted(&note.en));
    }
    form
}

const fn prices(prices: Prices) -> &'static str {
    match prices {
        Prices::Basic => "basic",
        Prices::Producer => "producer",
        Prices::Purchaser => "purchaser",
    }
}

fn line(form: &mut String, key: &str, value: &str) {
    form.push_str(key);
    form.push_str(" = ");
    form.push_str(value);
    form.push('\n');
}

/// Writes a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
