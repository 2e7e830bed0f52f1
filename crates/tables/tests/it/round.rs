//! What is written reads back as the same table.

use crate::shipped;
use proptest::prelude::*;
use teukgu_domain::text::Text;
use teukgu_effect::{
    About, Account, Accounts, Body, Cells, Demand, Flows, MoneyUnit, Prices, Published, Split, Table,
};

fn again(table: &Table) -> Table {
    let files = teukgu_tables::write(table);
    teukgu_tables::read(&files).unwrap_or_else(|fault| {
        let form = String::from_utf8_lossy(&files["table.toml"]);
        panic!("{}\n{form}", fault.line(teukgu_domain::text::Lang::En))
    })
}

#[test]
fn the_tables_of_the_repository_stay_as_they_are() {
    for id in ["seoul-2020", "korea-2011", "chile-2013", "world-2011"] {
        let table = shipped::table(id);
        assert!(again(&table) == table, "{id}");
    }
}

fn word() -> impl Strategy<Value = String> {
    "[가-힣a-z0-9 ,\"\\\\{}:'#.]{0,6}[가-힣a-z]"
}

fn about() -> impl Strategy<Value = About> {
    let text = || (word(), "\\PC{0,8}").prop_map(|(ko, en)| Text::new(ko, en));
    let texts = prop::collection::vec(text(), 6..9);
    let prices = prop::sample::select(vec![Prices::Basic, Prices::Producer, Prices::Purchaser]);
    (word(), texts, any::<i16>(), 1..=i64::MAX, prices, prop::option::of(word())).prop_map(
        |(id, texts, year, size, prices, link)| About {
            id,
            title: texts[0].clone(),
            area: texts[1].clone(),
            year,
            unit: MoneyUnit { currency: "KRW".to_owned(), size },
            prices,
            source: texts[2].clone(),
            link,
            licence: texts[3].clone(),
            attribution: texts[4].clone(),
            changes: texts[5].clone(),
            notes: texts[6..].to_vec(),
        },
    )
}

fn accounts(size: usize) -> impl Strategy<Value = Accounts> {
    (prop::collection::vec((word(), word()), size), any::<bool>()).prop_map(|(words, has_regions)| {
        let account = |(at, (sector, name)): (usize, (String, String))| Account {
            region: has_regions.then(|| format!("r{}", at % 2)),
            sector: format!("{at}{sector}"),
            name: Text::new(format!("{name}."), name + "-"),
        };
        Accounts::new(words.into_iter().enumerate().map(account).collect()).unwrap()
    })
}

/// A table whose accounts buy at most 90 % of what they put out.
fn flows() -> impl Strategy<Value = Flows> {
    (1_usize..8).prop_flat_map(|size| {
        let cells = prop::collection::vec(0.0..0.9_f64, size * size);
        let output = prop::collection::vec(1.0..1e9_f64, size);
        let names = prop::collection::btree_map(word(), any::<bool>(), 0..4);
        (accounts(size), cells, output, names, any::<[bool; 6]>())
            .prop_map(|(accounts, cells, output, names, has)| table_of(accounts, &cells, output, names, has))
    })
}

#[expect(clippy::cast_precision_loss, reason = "a table of the test has less than ten accounts")]
fn table_of(
    accounts: Accounts,
    cells: &[f64],
    output: Vec<f64>,
    names: std::collections::BTreeMap<String, bool>,
    has: [bool; 6],
) -> Flows {
    let size = output.len();
    let flow = |(at, cell): (usize, &f64)| cell / size as f64 * output[at % size];
    let domestic = Cells::dense(size, cells.iter().enumerate().map(flow).collect()).unwrap();
    let share = |of: f64| output.iter().map(|output| output * of).collect::<Vec<_>>();
    let rest: Vec<_> =
        output.iter().zip(domestic.column_sums()).map(|(output, bought)| output - bought).collect();
    let sales: Vec<_> = output.iter().zip(domestic.row_sums()).map(|(output, sold)| output - sold).collect();
    let users = names.len() as f64;
    let demand = names.into_iter().map(|(name, is_of_households)| Demand {
        name,
        is_of_households,
        values: sales.iter().map(|left| left / users).collect(),
    });
    Flows {
        demand: demand.collect(),
        accounts,
        imported: has[0].then(|| domestic.map(|_, _, value| -value)),
        domestic,
        imports: has[1].then(|| vec![0.0; size]),
        net_taxes: has[2].then(|| vec![-0.0; size]),
        value_added: has[3].then(|| rest.clone()),
        unsplit: (!has[3]).then_some(rest),
        compensation: has[4].then(|| share(0.3)),
        workers: has[5].then(|| share(1e-6)),
        employees: has[5].then(|| share(1e-7)),
        rounding: output.iter().sum::<f64>() * 1e-6,
        output,
    }
}

fn published() -> impl Strategy<Value = Published> {
    (1_usize..8).prop_flat_map(|size| {
        let split = |least: f64, most: f64| {
            let row = move || prop::collection::vec(least..most, size);
            (row(), row()).prop_map(|(inside, elsewhere)| Split { inside, elsewhere })
        };
        let optional = |least, most| prop::option::of(split(least, most));
        let rows = (optional(0.0, 0.5), optional(0.0, 0.5), optional(0.0, 50.0), optional(0.0, 50.0));
        (accounts(size), split(0.5, 3.0), rows).prop_map(|(accounts, output, rows)| Published {
            accounts,
            output,
            value_added: rows.0,
            compensation: rows.1,
            workers: rows.2,
            employees: rows.3,
        })
    })
}

proptest! {
    #[test]
    fn a_table_of_transactions_that_is_written_reads_back(about in about(), flows in flows()) {
        // Imports that are not stated are read as the sums of what is imported by product.
        prop_assume!(flows.imported.is_none() || flows.imports.is_some());
        let table = Table::new(about, Body::Flows(flows)).unwrap();
        prop_assert_eq!(again(&table), table);
    }

    #[test]
    fn a_table_of_multipliers_that_is_written_reads_back(about in about(), published in published()) {
        let table = Table::new(about, Body::Published(published)).unwrap();
        prop_assert_eq!(again(&table), table);
    }
}
