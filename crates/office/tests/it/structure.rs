//! The structure of a table: prices, change between two years, a district, new sums.

use crate::support::tables;
use teukgu_office::effect::model::{Jobs, Quotient, Sums, Table};
use teukgu_office::effect::{
    BalanceAnswer, ChangeAnswer, DistrictAnswer, EffectError, PricesAnswer, Tables, Work,
};

fn korea(tables: &Tables) -> &Table {
    tables.get("korea-2011").unwrap()
}

#[test]
fn prices_rise_by_all_that_primary_inputs_rise_by() {
    let tables = tables();
    let flows = korea(&tables).flows().unwrap();
    let bought = flows.technology().column_sums();
    // Everything that is not bought of another sector gets dearer by a tenth, and so does everything.
    let of = |at: usize| (flows.accounts.id(at), (1.0 - bought[at]) / 10.0);
    let costs: Vec<_> = (0..bought.len()).filter(|at| flows.output[*at] > 0.0).map(of).collect();
    let answer = PricesAnswer::of(korea(&tables), &costs, Work::default()).unwrap();
    for (sector, _, rise) in answer.sectors.iter().filter(|(sector, ..)| sector != "c35") {
        assert!((rise - 0.1).abs() < 1e-12, "{sector}: {rise}");
    }
    assert!((answer.households.unwrap() - 0.1).abs() < 1e-12);
}

#[test]
fn one_cost_reaches_whoever_buys_of_it_and_the_sector_itself_most() {
    let tables = tables();
    let answer = PricesAnswer::of(korea(&tables), &[("c17".to_owned(), 0.05)], Work::default()).unwrap();
    let (first, _, rise) = &answer.sectors[0];
    assert_eq!(first, "c17");
    assert!(*rise >= 0.05 && answer.sectors.iter().all(|(.., other)| (0.0..=*rise).contains(other)));
    assert!(answer.households.is_some_and(|dearer| dearer > 0.0 && dearer < *rise));
}

#[test]
fn a_table_of_multipliers_has_no_structure_to_ask_for() {
    let tables = tables();
    let seoul = tables.get("seoul-2020").unwrap();
    let asked = PricesAnswer::of(seoul, &[("70".to_owned(), 0.1)], Work::default());
    assert!(asked.unwrap_err().message().en.contains("not verifiable with this table"));
    let sums = Sums { rows: vec![1.0], columns: vec![1.0] };
    assert!(matches!(BalanceAnswer::of(seoul, &sums), Err(EffectError::Fault(_))));
    let other = ChangeAnswer::of(korea(&tables), tables.get("chile-2013").unwrap(), Work::default());
    assert!(other.unwrap_err().message().en.contains("other units of money"));
}

#[test]
fn a_table_has_not_changed_since_itself() {
    let tables = tables();
    let answer = ChangeAnswer::of(korea(&tables), korea(&tables), Work::default()).unwrap();
    assert_eq!(answer.sectors.len(), 35);
    assert!(
        answer.sectors.iter().all(|one| one.change.abs() + one.technology.abs() + one.demand.abs() == 0.0)
    );
}

#[test]
fn a_district_calls_forth_less_inside_the_smaller_it_is() {
    let tables = tables();
    let region = vec![1_000.0; 35];
    let inside = |share: f64, quotient: Quotient| {
        let jobs = Jobs { district: vec![1_000.0 * share; 35], region: region.clone() };
        DistrictAnswer::of(korea(&tables), &jobs, quotient, Work::default()).unwrap()
    };
    let (small, large) =
        (inside(0.01, Quotient::Flegg { delta: 0.3 }), inside(0.5, Quotient::Flegg { delta: 0.3 }));
    for (small, large) in small.sectors.iter().zip(&large.sectors) {
        assert!(small.inside <= large.inside && large.inside <= large.in_area + 1e-12, "{}", small.sector);
        assert!(small.from_area >= large.from_area, "{}", small.sector);
    }
    // Where the mix of jobs is that of the area, plain quotients leave nothing out.
    let simple = inside(0.5, Quotient::Simple);
    assert!(simple.sectors.iter().all(|one| (one.inside - one.in_area).abs() < 1e-12));
    assert!((simple.share_of_jobs - 0.5).abs() < 1e-15);
}

#[test]
fn transactions_get_the_sums_that_they_are_to_have() {
    let tables = tables();
    let flows = korea(&tables).flows().unwrap();
    let grown = |sums: Vec<f64>| sums.iter().map(|sum| sum * 1.1).collect::<Vec<_>>();
    let sums = Sums { rows: grown(flows.domestic.row_sums()), columns: grown(flows.domestic.column_sums()) };
    let answer = BalanceAnswer::of(korea(&tables), &sums).unwrap();
    for (at, row) in answer.cells.iter().enumerate() {
        assert!((row.iter().sum::<f64>() - sums.rows[at]).abs() <= 1e-6 * sums.rows[at].max(1.0));
    }
    let first = flows.domestic.get(0, 0).unwrap();
    assert!((answer.cells[0][0] - 1.1 * first).abs() < 1e-6 * first);
}
