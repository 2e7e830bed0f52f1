//! Tables as the tests read them: plain columns of numbers, without the reader that the product has.

use std::path::Path;
use teukgu_domain::text::Text;
use teukgu_effect::{
    About, Account, Accounts, Body, Cells, Demand, Flows, MoneyUnit, Prices, Published, Split, Table,
};

/// Rows of a file by the names of its columns.
pub(crate) struct File {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl File {
    pub(crate) fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tables").join(name);
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut lines = text.lines().map(cells);
        Self { head: lines.next().unwrap(), rows: lines.collect() }
    }

    pub(crate) fn words(&self, column: &str) -> Vec<String> {
        let at = self.head.iter().position(|head| head == column).unwrap_or_else(|| panic!("{column}"));
        self.rows.iter().map(|row| row[at].clone()).collect()
    }

    pub(crate) fn numbers(&self, column: &str) -> Vec<f64> {
        self.words(column)
            .iter()
            .map(|word| word.parse().unwrap_or_else(|_| panic!("{column}: {word}")))
            .collect()
    }
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

pub(crate) fn accounts(codes: &[String], names: &[String]) -> Accounts {
    let account = |(code, name): (&String, &String)| Account {
        region: None,
        sector: code.clone(),
        name: Text::new(name.clone(), name.clone()),
    };
    Accounts::new(codes.iter().zip(names).map(account).collect()).unwrap()
}

pub(crate) fn about(id: &str, currency: &str, size: i64) -> About {
    let text = |text: &str| Text::new(text, text);
    About {
        id: id.to_owned(),
        title: text(id),
        area: text("area"),
        year: 2011,
        unit: MoneyUnit { currency: currency.to_owned(), size },
        prices: Prices::Basic,
        source: text("source"),
        link: None,
        licence: text("licence"),
        attribution: text("attribution"),
        changes: text("none"),
        notes: Vec::new(),
    }
}

/// Returns a table of the square columns that are named.
fn square(file: &File, columns: &[String]) -> Cells {
    let columns: Vec<_> = columns.iter().map(|column| file.numbers(column)).collect();
    let rows = (0..columns.len()).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
    Cells::dense(columns.len(), rows).unwrap()
}

pub(crate) fn korea() -> Flows {
    let (domestic, imports) = (File::read("korea-2011/domestic.csv"), File::read("korea-2011/imports.csv"));
    let columns: Vec<_> = (1..=35).map(|at| format!("c{at}")).collect();
    let imported = square(&imports, &columns);
    let users = ["hh_consumption", "npish_consumption", "government", "gfcf", "inventory_change", "exports"];
    let demand = |name: &&str| Demand {
        name: (*name).to_owned(),
        is_of_households: *name == "hh_consumption",
        values: domestic.numbers(name),
    };
    Flows {
        accounts: accounts(&columns, &domestic.words("sector_name")),
        domestic: square(&domestic, &columns),
        imports: Some(imported.column_sums()),
        imported: Some(imported),
        net_taxes: None,
        value_added: Some(File::read("korea-2011/value_added.csv").numbers("value_added_residual_musd")),
        unsplit: None,
        compensation: None,
        workers: None,
        employees: None,
        demand: users.iter().map(demand).collect(),
        output: domestic.numbers("gross_output"),
        // Exports are summed over forty countries, each rounded.
        rounding: 80.0,
    }
}

pub(crate) fn chile() -> Flows {
    let file = File::read("chile-2013/transactions.csv");
    let sectors = file.words("sector");
    let users = ["household", "npish", "government", "gfcf", "inventories", "exports"];
    let demand = |name: &&str| Demand {
        name: (*name).to_owned(),
        is_of_households: *name == "household",
        values: file.numbers(name),
    };
    let (domestic, output) = (square(&file, &sectors), file.numbers("total_output"));
    let bought = domestic.column_sums();
    Flows {
        accounts: accounts(&sectors, &sectors),
        unsplit: Some(output.iter().zip(&bought).map(|(output, bought)| output - bought).collect()),
        domestic,
        imports: None,
        imported: None,
        net_taxes: None,
        value_added: None,
        compensation: Some(file.numbers("wages")),
        workers: None,
        employees: Some(file.numbers("employees")),
        demand: users.iter().map(demand).collect(),
        output,
        rounding: 1e-6,
    }
}

pub(crate) fn seoul() -> Table {
    let file = File::read("seoul-2020/multipliers.csv");
    let split = |part: &str| Split {
        inside: file.numbers(&format!("{part}_in_region")),
        elsewhere: file.numbers(&format!("{part}_out_region")),
    };
    let published = Published {
        accounts: accounts(&file.words("sector_code"), &file.words("sector_name_ko")),
        output: split("production"),
        value_added: Some(split("value_added")),
        compensation: None,
        workers: Some(split("employment")),
        employees: None,
    };
    Table::new(about("seoul-2020", "KRW", 1), Body::Published(published)).unwrap()
}

pub(crate) fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(1.0)
}
