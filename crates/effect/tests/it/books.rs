//! Examples of the textbook.

use crate::files::{accounts, near};
use teukgu_effect::{Cells, Demand, Flows, Indicator, Threads};

/// The two sectors of chapter 2 of Miller and Blair.
pub(crate) fn two_sectors() -> Flows {
    let words = ["1".to_owned(), "2".to_owned()];
    Flows {
        accounts: accounts(&words, &["agriculture".to_owned(), "manufacturing".to_owned()]),
        domestic: Cells::dense(2, vec![150.0, 500.0, 200.0, 100.0]).unwrap(),
        imports: None,
        imported: None,
        net_taxes: None,
        value_added: Some(vec![650.0, 1400.0]),
        unsplit: None,
        compensation: None,
        workers: None,
        employees: None,
        demand: vec![Demand { name: "all".to_owned(), is_of_households: false, values: vec![350.0, 1700.0] }],
        output: vec![1000.0, 2000.0],
        rounding: 0.0,
    }
}

#[test]
fn the_inverse_of_two_sectors_is_that_of_the_book() {
    let flows = two_sectors();
    flows.check().unwrap();
    let inverse = flows.model(Threads::ONE).unwrap().inverse();
    let book = [[1.254_125, 0.330_033], [0.264_026, 1.122_112]];
    for (row, values) in book.iter().enumerate() {
        for (column, value) in values.iter().enumerate() {
            assert!(near(inverse.get(row, column).unwrap(), *value, 1e-6));
        }
    }
}

#[test]
fn other_demand_calls_for_the_output_of_the_book() {
    let flows = two_sectors();
    let solved = flows.model(Threads::ONE).unwrap().solve(&[600.0, 1500.0]).unwrap();
    // 1,247.52475… and 1,841.58415… are 126000/101 and 186000/101.
    assert!(
        near(solved.values[0], 126_000.0 / 101.0, 1e-14) && near(solved.values[1], 186_000.0 / 101.0, 1e-14)
    );
    assert!(solved.residual < 1e-14, "{}", solved.residual);
}

#[test]
fn a_sector_that_is_taken_out_takes_what_it_bought_with_it() {
    let flows = two_sectors();
    let extraction = flows.extract(0, Threads::ONE).unwrap();
    // What is left of the second sector is 1,700 / (1 - 0.05).
    let left = 1700.0 / 0.95;
    assert!(near(extraction.by_account[0], 1000.0, 1e-13));
    assert!(near(extraction.by_account[1], 2000.0 - left, 1e-12));
    assert!(near(extraction.share, (3000.0 - left) / 3000.0, 1e-12));
}

#[test]
fn a_sector_set_from_outside_calls_forth_what_its_column_says() {
    let exogenised = two_sectors().exogenise(1, Threads::ONE).unwrap();
    // Its inputs from the first sector are 0.25, which needs 0.25 / (1 - 0.15) of it.
    assert!(near(exogenised.output[0], 0.25 / 0.85, 1e-13) && near(exogenised.output[1], 1.0, 1e-15));
}

#[test]
fn prices_are_one_if_all_costs_are_counted() {
    let flows = two_sectors();
    let costs = flows.per_output(flows.value_added.as_ref().unwrap());
    let prices = flows.prices(&costs, Threads::ONE).unwrap();
    assert!(prices.iter().all(|price| near(*price, 1.0, 1e-14)), "{prices:?}");
    let raised: Vec<_> = costs.iter().map(|cost| cost * 1.1).collect();
    let prices = flows.prices(&raised, Threads::ONE).unwrap();
    assert!(prices.iter().all(|price| near(*price, 1.1, 1e-14)), "{prices:?}");
}

#[test]
fn output_follows_supply_in_the_model_of_ghosh() {
    let flows = two_sectors();
    let output = flows.supply_driven(flows.value_added.as_ref().unwrap(), Threads::ONE).unwrap();
    assert!(near(output[0], 1000.0, 1e-14) && near(output[1], 2000.0, 1e-14), "{output:?}");
}

#[test]
fn a_change_is_told_apart_without_a_rest() {
    let earlier = two_sectors();
    let later = Flows {
        domestic: Cells::dense(2, vec![200.0, 450.0, 250.0, 200.0]).unwrap(),
        value_added: Some(vec![750.0, 1550.0]),
        output: vec![1200.0, 2200.0],
        demand: Vec::new(),
        ..earlier.clone()
    };
    let change = later.change_since(&earlier, Threads::ONE).unwrap();
    for at in 0..2 {
        assert!(near(change.change[at], 200.0, 1e-11));
        assert!(near(change.technology[at] + change.demand[at], change.change[at], 1e-11));
    }
    let same = earlier.change_since(&earlier, Threads::ONE).unwrap();
    assert!(same.technology.iter().chain(&same.demand).all(|part| part.abs() < 1e-10));
}

#[test]
fn paths_sum_to_what_they_explain() {
    let flows = two_sectors();
    let paths = flows.paths(0, Indicator::ValueAdded, 60, Threads::ONE).unwrap();
    assert_eq!((paths[0].accounts.clone(), paths[0].amount), (vec![0], 0.65));
    // Agriculture buys 0.2 of manufacturing, which adds 0.7 of it.
    assert_eq!(paths[1].accounts, [0, 1]);
    assert!(near(paths[1].amount, 0.2 * 0.7, 1e-14));
    assert!(paths.windows(2).all(|two| two[0].amount >= two[1].amount));
    let told: f64 = paths.iter().map(|path| path.share).sum();
    assert!((0.99..=1.0 + 1e-12).contains(&told), "{told}");
}
