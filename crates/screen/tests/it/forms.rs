//! A register is the same whether it is CSV or Parquet, whole or in files, laid out or not.

use crate::support::{folder, json, names, register, screened, sorted_rows};
use serde_json::Value as Json;
use std::fs;

const ROWS: u32 = 20_000;

fn counts(report: &Json) -> [&Json; 5] {
    ["digest", "pairs", "border_pairs", "rows_in_zones", "zones"].map(|key| &report[key])
}

#[test]
fn csv_parquet_and_a_register_that_was_laid_out_give_the_same_findings() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.csv", ROWS);
    register(dir, "r.parquet", ROWS);
    for (from, to) in [("r.csv", "from_csv.parquet"), ("r.parquet", "from_parquet.parquet")] {
        let prepared = json(dir, &["prepare", "--register", from, "--out", to]);
        assert_eq!(prepared["buckets"]["rows"], ROWS);
    }
    let first = screened(dir, "r.csv", &["--out", "csv.csv"]);
    assert!(first["pairs"].as_u64().unwrap() > 100);
    assert!(first["illustrative"].as_bool().unwrap());
    let places = &first["buckets"]["places"];
    let sum: u64 = places.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(sum, u64::from(ROWS));
    let rows = sorted_rows(&dir.join("csv.csv"));
    assert_eq!(u64::try_from(rows.len()).unwrap(), 6 * first["pairs"].as_u64().unwrap());
    for name in ["r.parquet", "from_csv.parquet", "from_parquet.parquet"] {
        let report = screened(dir, name, &["--out", "again.csv"]);
        assert_eq!(counts(&report), counts(&first), "{name}");
        assert_eq!(report["buckets"]["places"], *places, "{name}");
        assert_eq!(sorted_rows(&dir.join("again.csv")), rows, "{name}");
    }
}

#[test]
fn threads_and_the_cut_into_files_change_nothing() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "whole.parquet", 6_000);
    for (name, first) in [("a.parquet", "0"), ("b.csv", "2500"), ("c.parquet", "5000")] {
        let rows = ["2500", "2500", "1000"][usize::from(first != "0") + usize::from(first == "5000")];
        json(dir, &["generate", "--rows", rows, "--seed", "7", "--first", first, "--out", name]);
    }
    let whole = screened(dir, "whole.parquet", &["--threads", "1"]);
    let parts = screened(dir, "a.parquet", &["--register", "b.csv", "c.parquet", "--threads", "3"]);
    assert_eq!(counts(&parts), counts(&whole));
    assert_eq!(parts["buckets"]["places"], whole["buckets"]["places"]);
}

#[test]
fn a_result_tells_what_it_is_of_and_holds_no_names_unless_asked() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 3_000);
    screened(dir, "r.parquet", &["--out", "without.csv"]);
    screened(dir, "r.parquet", &["--out", "with.csv", "--names"]);
    let head = "establishment,name,zone,border,provision,verdict,deciding,on,illustrative";
    let without = fs::read_to_string(dir.join("without.csv")).unwrap();
    assert_eq!(without.lines().next(), Some(head));
    assert!(!without.contains("합성사업체"));
    let with = fs::read_to_string(dir.join("with.csv")).unwrap();
    assert!(with.lines().nth(1).unwrap().contains("합성사업체"));
    assert_eq!(names(dir), ["r.parquet", "with.csv", "without.csv"]);
}

#[test]
fn the_same_rows_come_whatever_the_slice() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "whole.csv", 900);
    json(dir, &["generate", "--rows", "300", "--seed", "7", "--first", "600", "--out", "end.csv"]);
    let (whole, end) = (
        fs::read_to_string(dir.join("whole.csv")).unwrap(),
        fs::read_to_string(dir.join("end.csv")).unwrap(),
    );
    let tail: Vec<&str> = whole.lines().skip(601).collect();
    assert_eq!(end.lines().skip(1).collect::<Vec<_>>(), tail);
}

#[test]
fn counting_reads_coordinates_alone_and_agrees_with_screening_but_for_closed_ones() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 5_000);
    let zones = crate::support::zones();
    let counted = json(dir, &["count", "--register", "r.parquet", "--zones", zones.to_str().unwrap()]);
    let report = screened(dir, "r.parquet", &[]);
    assert_eq!(counted["buckets"]["places"], report["buckets"]["places"]);
    assert!(counted["pairs"].as_u64().unwrap() >= report["pairs"].as_u64().unwrap());
}
