//! Slices and summaries add up to the whole, in any order.

use crate::random::{Table, drawn, table};
use crate::support::{ON, law, screening};
use proptest::prelude::*;
use std::ops::Range;
use std::sync::OnceLock;
use teukgu_geo::contain::Status;
use teukgu_register::findings::Findings;
use teukgu_register::screening::Screening;
use teukgu_register::summary::{OtherScreening, Summary};

const ROWS: usize = 120;

fn at_hand() -> &'static Screening {
    static SCREENING: OnceLock<Screening> = OnceLock::new();
    SCREENING.get_or_init(|| screening(law(), ON))
}

fn run(table: &Table, rows: Range<usize>) -> Findings {
    let held = table.held(rows.clone());
    at_hand().run(&table.slice(&held, rows)).unwrap()
}

fn summed(table: &Table, rows: Range<usize>) -> Summary {
    let mut summary = at_hand().summary();
    summary.add(&run(table, rows.clone()));
    for row in rows {
        let is_nowhere = table.lon[row] == teukgu_geo::fixed::NOWHERE;
        let status = if is_nowhere { Status::NoLocation } else { Status::Located };
        summary.buckets.add(status, table.closed[row]);
    }
    summary
}

/// Cuts all rows into slices.
fn slices(cuts: &[usize]) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (ROWS + 1)).chain([0, ROWS]).collect();
    ends.sort_unstable();
    ends.windows(2).map(|two| two[0]..two[1]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn findings_of_slices_one_after_another_are_those_of_the_whole(
        table in table(&law().vocabulary, ROWS),
        cuts in prop::collection::vec(any::<usize>(), 0..6),
    ) {
        let mut joined = Findings::default();
        for rows in slices(&cuts) {
            joined.append(&run(&table, rows));
        }
        let whole = run(&table, 0..ROWS);
        prop_assert_eq!(&joined, &whole);
        prop_assert!(whole.is_empty() || whole.len() == whole.provisions[0].verdict.len());
    }

    #[test]
    fn summaries_add_up_in_any_order_and_any_slicing(
        table in table(&law().vocabulary, ROWS),
        cuts in prop::collection::vec(any::<usize>(), 0..6),
        order in any::<u64>(),
    ) {
        let mut parts: Vec<Summary> = slices(&cuts).into_iter().map(|rows| summed(&table, rows)).collect();
        let turn = usize::try_from(order % 97).unwrap() % parts.len();
        parts.rotate_left(turn);
        let mut whole = at_hand().summary();
        for part in &parts {
            whole.merge(part).unwrap();
        }
        let expected = summed(&table, 0..ROWS);
        prop_assert_eq!(&whole, &expected);
        prop_assert!(whole.buckets.is_whole());
        check_sums(&whole);
    }
}

/// Every pair of a zone has one verdict a provision, and each that needs a reason has one.
fn check_sums(summary: &Summary) {
    assert_eq!(summary.pairs, summary.zones.iter().map(|zone| zone.pairs).sum::<u64>());
    assert_eq!(summary.border_pairs, summary.zones.iter().map(|zone| zone.border_pairs).sum::<u64>());
    assert!(summary.rows_in_zones <= summary.pairs);
    for zone in &summary.zones {
        for of in &zone.provisions {
            assert_eq!(zone.pairs, of.met + of.not_met + of.unknown + of.not_in_force, "{of:?}");
            assert_eq!(of.not_met, of.deciding.iter().map(|part| part.not_met).sum::<u64>(), "{of:?}");
            assert_eq!(of.unknown, of.deciding.iter().map(|part| part.unknown).sum::<u64>(), "{of:?}");
        }
    }
}

#[test]
fn threads_add_up_to_what_one_finds() {
    let table = drawn(&law().vocabulary, ROWS);
    let cuts = [0..50, 50..51, 51..ROWS];
    let parts: Vec<Summary> = std::thread::scope(|scope| {
        let running: Vec<_> = cuts.into_iter().map(|rows| scope.spawn(|| summed(&table, rows))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut whole = at_hand().summary();
    for part in parts.iter().rev() {
        whole.merge(part).unwrap();
    }
    assert_eq!(whole, summed(&table, 0..ROWS));
}

#[test]
fn a_summary_of_another_screening_is_refused() {
    let other = screening(law(), jiff::civil::date(2025, 1, 1));
    let mut summary = at_hand().summary();
    assert_eq!(summary.merge(&other.summary()), Err(OtherScreening));
    assert_eq!(summary, at_hand().summary());
}

#[test]
fn a_summary_in_json_has_fixed_keys_and_leaves_out_what_decided_nothing() {
    let table = drawn(&law().vocabulary, ROWS);
    let json = serde_json::to_value(summed(&table, 0..ROWS)).unwrap();
    let keys =
        |json: &serde_json::Value| json.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&json), "border_pairs buckets on pairs rows_in_zones zones");
    assert_eq!(keys(&json["buckets"]), "closed left_out noted places rows");
    let zone = &json["zones"][0];
    assert_eq!(keys(zone), "border_pairs name pairs provisions zone");
    let provision = &zone["provisions"][0];
    assert_eq!(keys(provision), "deciding met not_in_force not_met provision unknown");
    let deciding = provision["deciding"].as_array().unwrap();
    assert!(deciding.iter().all(|part| part["not_met"] != 0 || part["unknown"] != 0), "{deciding:?}");
    assert_eq!(json["on"], "2026-06-08");
}
