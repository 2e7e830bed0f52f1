//! A register that was laid out: sorted, in whole units, each id once.

use crate::support::{folder, json, refused, register, run, screened};
use std::fs;

#[test]
fn ids_that_stand_twice_are_left_out_counted_and_named() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.csv", 3_000);
    let text = fs::read_to_string(dir.join("r.csv")).unwrap();
    let mut twice = text.clone();
    // Every row of the first thousand again: those that lie in a zone are found.
    text.lines().skip(1).take(1_000).for_each(|line| {
        twice.push_str(line);
        twice.push('\n');
    });
    fs::write(dir.join("twice.csv"), twice).unwrap();
    let once = screened(dir, "r.csv", &[]);
    let report = screened(dir, "twice.csv", &[]);
    assert_eq!(report["digest"], once["digest"]);
    assert_eq!(report["pairs"], once["pairs"]);
    let left_out = report["buckets"]["left_out"]["duplicate_id"].as_u64().unwrap();
    assert!(left_out > 5, "{left_out}");
    let named = report["named"].as_array().unwrap();
    assert!(named.iter().any(|fault| fault["code"] == "R33"), "{named:?}");
    let rows = report["buckets"]["rows"].as_u64().unwrap();
    let places = report["buckets"]["places"].as_object().unwrap();
    let sum: u64 = places.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(rows, sum + left_out);
    // Laying out looks at every id.
    let prepared = json(dir, &["prepare", "--register", "twice.csv", "--out", "p.parquet"]);
    assert_eq!(prepared["buckets"]["left_out"]["duplicate_id"], 1_000);
    let report = screened(dir, "p.parquet", &[]);
    assert_eq!(report["digest"], once["digest"]);
    assert_eq!(report["buckets"]["left_out"]["duplicate_id"], 1_000);
}

#[test]
fn it_is_not_laid_out_twice_and_knows_its_map() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 500);
    json(dir, &["prepare", "--register", "r.parquet", "--out", "p.parquet"]);
    let (code, said) = refused(dir, &["prepare", "--register", "p.parquet", "--out", "q.parquet"]);
    assert_eq!(code, 2);
    assert!(said.contains("laid out already"), "{said}");
    assert!(!dir.join("q.parquet").exists());
    assert!(run(dir, &["prepare", "--help"]).status.success());
}

#[test]
fn the_public_list_of_shops_is_read_by_its_own_map_also_in_cp949() {
    let dir = folder();
    let dir = dir.path();
    let head = "상가업소번호,상호명,표준산업분류코드,시군구코드,경도,위도\n";
    let row = "MA1,가게,I56111,11650,127.05,37.47\n";
    let text = format!("{head}{row}");
    fs::write(dir.join("shops.csv"), encoding_rs::EUC_KR.encode(&text).0).unwrap();
    let zones = r#"{"type":"Feature","properties":{"zone":"Z1","from":"2024-11-28"},"geometry":{"type":"Polygon","coordinates":[[[127,37.4],[127.1,37.4],[127.1,37.5],[127,37.5],[127,37.4]]]}}"#;
    fs::write(dir.join("z.geojson"), zones).unwrap();
    let words = ["count", "--register", "shops.csv", "--columns", "shops", "--zones", "z.geojson"];
    let counted = json(dir, &words);
    assert_eq!(counted["zones"][0]["establishments"], 1);
}
