//! What holds for any table that can be solved.

use crate::files::{accounts, near};
use proptest::prelude::*;
use teukgu_effect::{Cells, Flows, Leontief, Technology, Threads};

/// A table of which every account buys at most 90 % of what it puts out; the rest is imported or added.
fn flows() -> impl Strategy<Value = Flows> {
    (2_usize..12).prop_flat_map(|size| {
        let cells = prop::collection::vec(0.0..1.0_f64, size * size);
        let output = prop::collection::vec(1.0..1e6_f64, size);
        let shares = prop::collection::vec((0.05..0.9_f64, 0.0..1.0_f64), size);
        (cells, output, shares).prop_map(move |(cells, output, shares)| table(size, &cells, output, &shares))
    })
}

fn table(size: usize, cells: &[f64], output: Vec<f64>, shares: &[(f64, f64)]) -> Flows {
    let sums: Vec<f64> =
        (0..size).map(|at| (0..size).map(|row| cells[row * size + at]).sum::<f64>() + 1e-9).collect();
    let flow = |at: usize| {
        let column = at % size;
        cells[at] / sums[column] * shares[column].0 * output[column]
    };
    let domestic = Cells::dense(size, (0..size * size).map(flow).collect()).unwrap();
    let bought = domestic.column_sums();
    let rest: Vec<_> = output.iter().zip(&bought).map(|(output, bought)| output - bought).collect();
    let imports: Vec<_> = rest.iter().zip(shares).map(|(rest, (_, share))| rest * share).collect();
    let codes: Vec<_> = (0..size).map(|at| at.to_string()).collect();
    Flows {
        accounts: accounts(&codes, &codes),
        domestic,
        value_added: Some(rest.iter().zip(&imports).map(|(rest, imports)| rest - imports).collect()),
        imports: Some(imports),
        imported: None,
        net_taxes: None,
        unsplit: None,
        compensation: None,
        workers: None,
        employees: None,
        demand: Vec::new(),
        output,
        rounding: 0.0,
    }
}

proptest! {
    #[test]
    fn every_table_of_this_kind_can_be_used(flows in flows()) {
        prop_assert_eq!(flows.check(), Ok(()));
    }

    #[test]
    fn the_inverse_is_at_least_one(flows in flows()) {
        let inverse = flows.model(Threads::ONE).unwrap().inverse();
        let mut is_fine = true;
        inverse.cells().for_each(|row, column, value| {
            is_fine &= value >= if row == column { 1.0 - 1e-12 } else { -1e-12 };
        });
        prop_assert!(is_fine);
    }

    #[test]
    fn value_added_and_imports_sum_to_one(flows in flows()) {
        let model = flows.model(Threads::ONE).unwrap();
        let of = |row: &Option<Vec<f64>>| {
            model.multipliers(&flows.per_output(row.as_ref().unwrap())).unwrap().values
        };
        for (added, imported) in of(&flows.value_added).iter().zip(of(&flows.imports)) {
            prop_assert!(near(added + imported, 1.0, 1e-12));
        }
    }

    #[test]
    fn rows_and_columns_of_the_inverse_agree_with_the_solutions(flows in flows()) {
        let model = flows.model(Threads::ONE).unwrap();
        let ones = vec![1.0; flows.output.len()];
        let (rows, columns) = (model.solve(&ones).unwrap().values, model.multipliers(&ones).unwrap().values);
        let inverse = model.inverse();
        for (a, b) in inverse.cells().row_sums().iter().zip(&rows) {
            prop_assert!(near(*a, *b, 1e-11));
        }
        for (a, b) in inverse.cells().column_sums().iter().zip(&columns) {
            prop_assert!(near(*a, *b, 1e-11));
        }
    }

    #[test]
    fn another_unit_of_money_changes_no_multiplier(flows in flows(), unit in 1e-3..1e6_f64) {
        let other = Flows {
            domestic: flows.domestic.map(|_, _, value| value * unit),
            output: flows.output.iter().map(|output| output * unit).collect(),
            ..flows.clone()
        };
        let ones = vec![1.0; flows.output.len()];
        let of = |flows: &Flows| flows.model(Threads::ONE).unwrap().multipliers(&ones).unwrap().values;
        for (a, b) in of(&flows).iter().zip(of(&other)) {
            prop_assert!(near(*a, b, 1e-11));
        }
    }

    #[test]
    fn the_order_of_accounts_does_not_matter(flows in flows(), seed in any::<u64>()) {
        let size = flows.output.len();
        let turn = usize::try_from(seed % size as u64).unwrap();
        let place = |at: usize| (at + turn) % size;
        let rows = (0..size * size).map(|at| flows.domestic.get(place(at / size), place(at % size)).unwrap());
        let turned = Cells::dense(size, rows.collect()).unwrap();
        let output: Vec<_> = (0..size).map(|at| flows.output[place(at)]).collect();
        let technology = Technology::inputs(&turned, &output);
        let model = Leontief::new(technology, Threads::ONE).unwrap();
        let ones = vec![1.0; size];
        let (turned, straight) = (model.multipliers(&ones).unwrap().values,
            flows.model(Threads::ONE).unwrap().multipliers(&ones).unwrap().values);
        for at in 0..size {
            prop_assert!(near(turned[at], straight[place(at)], 1e-11));
        }
    }

    #[test]
    fn sectors_of_one_technology_can_be_put_together(flows in flows(), part in 0.1..0.9_f64) {
        // The first account is split into two that buy alike and sell in the same proportions.
        let size = flows.output.len();
        let whole = flows.model(Threads::ONE).unwrap();
        let mut demand = vec![1.0; size];
        let x = whole.solve(&demand).unwrap().values;
        let of = |at: usize| if at == 0 { part } else if at == size { 1.0 - part } else { 1.0 };
        let source = |at: usize| if at == size { 0 } else { at };
        let coefficients = flows.technology().to_cells();
        let split = (0..(size + 1) * (size + 1)).map(|at| {
            let (row, column) = (at / (size + 1), at % (size + 1));
            coefficients.get(source(row), source(column)).unwrap() * of(row)
        });
        let split = Cells::dense(size + 1, split.collect()).unwrap();
        let model = Leontief::new(Technology::of_coefficients(&split), Threads::ONE).unwrap();
        demand[0] = part;
        demand.push(1.0 - part);
        let y = model.solve(&demand).unwrap().values;
        prop_assert!(near(y[0] + y[size], x[0], 1e-11));
        for at in 1..size {
            prop_assert!(near(y[at], x[at], 1e-11));
        }
    }
}
