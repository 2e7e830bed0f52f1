//! Tables with answers that were worked out by others.

use crate::files::{File, chile, korea, near};
use teukgu_effect::{Body, Indicator, Kind, Spend, Table, Threads};

const TIGHT: f64 = 1e-11;

fn table(flows: teukgu_effect::Flows, id: &str) -> Table {
    Table::new(crate::files::about(id, "USD", 1_000_000), Body::Flows(flows)).unwrap()
}

/// Compares a column of a file with what was worked out for the accounts that it names.
fn assert_column(expected: &[f64], found: impl Fn(usize) -> f64, what: &str) {
    for (at, expected) in expected.iter().enumerate() {
        let found = found(at);
        assert!(near(found, *expected, TIGHT), "{what} {at}: {found} is not {expected}");
    }
}

#[test]
fn korea_has_the_multipliers_and_linkages_that_were_worked_out_apart() {
    let korea = table(korea(), "korea-2011");
    let expected = File::read("korea-2011/expected_multipliers.csv");
    assert_eq!(expected.rows.len(), 34);
    for (indicator, column) in [
        (Indicator::Production, "production_multiplier"),
        (Indicator::ValueAdded, "value_added_multiplier"),
        (Indicator::Imports, "import_multiplier"),
    ] {
        let found = korea.multipliers(indicator, Kind::Simple, Threads::ONE).unwrap().total();
        assert_column(&expected.numbers(column), |at| found[at], column);
    }
    let linkages = korea.flows().unwrap().linkages(Threads::ONE).unwrap();
    assert_eq!(linkages.len(), 34, "the sector without output has none");
    assert_column(&expected.numbers("power_of_dispersion"), |at| linkages[at].power, "power");
    assert_column(
        &expected.numbers("sensitivity_of_dispersion"),
        |at| linkages[at].sensitivity,
        "sensitivity",
    );
    assert!(linkages.iter().any(teukgu_effect::Linkage::is_key));
}

#[test]
fn chile_has_the_multipliers_of_both_types() {
    let chile = table(chile(), "chile-2013");
    let expected = File::read("chile-2013/expected_multipliers.csv");
    let column = |indicator, kind| chile.multipliers(indicator, kind, Threads::ONE).unwrap().total();
    for (name, found) in [
        ("output_multiplier", column(Indicator::Production, Kind::Simple)),
        ("wage_multiplier_simple", column(Indicator::Income, Kind::Simple)),
        ("type2_truncated_output_multiplier_shares1", column(Indicator::Production, Kind::Type2)),
        ("type2_wage_multiplier_shares1", column(Indicator::Income, Kind::Type2)),
    ] {
        assert_column(&expected.numbers(name), |at| found[at], name);
    }
    // The file counts persons for a unit of the table, we count them for a thousand million units.
    let persons = column(Indicator::Employees, Kind::Simple);
    assert_column(&expected.numbers("employment_multiplier_simple"), |at| persons[at] / 1e9, "employees");
    let linkages = chile.flows().unwrap().linkages(Threads::ONE).unwrap();
    assert_column(&expected.numbers("power_of_dispersion"), |at| linkages[at].power, "power");
    assert_column(
        &expected.numbers("sensitivity_of_dispersion"),
        |at| linkages[at].sensitivity,
        "sensitivity",
    );
}

#[test]
fn a_ratio_of_type_one_is_the_simple_one_over_the_direct_effect() {
    let chile = table(chile(), "chile-2013");
    let simple = chile.multipliers(Indicator::Income, Kind::Simple, Threads::ONE).unwrap();
    let ratio = chile.multipliers(Indicator::Income, Kind::Type1, Threads::ONE).unwrap();
    let direct = simple.direct.unwrap();
    for ((ratio, direct), simple) in ratio.inside.iter().zip(&direct).zip(&simple.inside) {
        assert!(near(ratio * direct, *simple, 1e-13));
        assert!(*ratio >= 1.0);
    }
}

#[test]
fn what_leaks_abroad_and_what_is_added_sum_to_what_is_spent() {
    let korea = table(korea(), "korea-2011");
    let spends = [Spend { account: 29, amount: 100.2 }, Spend { account: 17, amount: 35.0 }];
    let induced = korea.induced(&spends, Threads::ONE).unwrap();
    let of = |indicator: Indicator| induced.lines.iter().find(|line| line.indicator == indicator).unwrap();
    let (added, imported) = (of(Indicator::ValueAdded).amounts, of(Indicator::Imports).amounts);
    assert!(near(added.total() + imported.total(), 135.2, 1e-13));
    assert_eq!((imported.inside, imported.elsewhere), (0.0, 0.0));
    assert!(near(imported.abroad, imported.total(), 0.0));
    assert!(induced.solved.unwrap().1 < 1e-13);
    let shares: f64 = of(Indicator::Production).shares.iter().map(|share| share.amount).sum();
    assert!(near(shares, of(Indicator::Production).amounts.total(), 1e-13));
}
