//! One boundary amended: its findings anew, the others taken over.

use crate::support::{
    against, folder, json, refused, register, screened, screening, sorted_rows, strs, zones,
};
use std::fs;
use std::path::Path;

/// Writes the zones with the first of them moved a little to the east.
fn amended(dir: &Path) -> String {
    let text = fs::read_to_string(zones()).unwrap();
    let mut all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let zone =
        all["features"].as_array_mut().unwrap().iter_mut().find(|zone| zone["properties"]["zone"] == "Z014");
    move_east(&mut zone.unwrap()["geometry"]["coordinates"]);
    fs::write(dir.join("amended.geojson"), all.to_string()).unwrap();
    "amended.geojson".to_owned()
}

fn move_east(coordinates: &mut serde_json::Value) {
    let Some(list) = coordinates.as_array_mut() else { return };
    match list.first_mut() {
        Some(lon) if lon.is_number() => *lon = (lon.as_f64().unwrap() + 0.01).into(),
        _ => list.iter_mut().for_each(move_east),
    }
}

#[test]
fn a_changed_zone_with_the_earlier_result_is_the_whole_screened_anew() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 20_000);
    json(dir, &["prepare", "--register", "r.parquet", "--out", "p.parquet"]);
    screened(dir, "p.parquet", &["--out", "before.parquet"]);
    let zones = amended(dir);
    let mut words = against();
    words[1] = zones;
    let mut run = vec!["run", "--register", "p.parquet"];
    run.extend(strs(&words));
    let whole = json(dir, &[&run[..], &["--out", "whole.csv"]].concat());
    let previous = ["--changed-zone", "Z014", "--previous", "before.parquet", "--out", "changed.csv"];
    let changed = json(dir, &[&run[..], &previous].concat());
    assert!(whole["pairs"].as_u64().unwrap() > changed["pairs"].as_u64().unwrap());
    assert_eq!(sorted_rows(&dir.join("changed.csv")), sorted_rows(&dir.join("whole.csv")));
    let change = &changed["change"];
    assert!(change["joined"].as_u64().unwrap() > 0 && change["left"].as_u64().unwrap() > 0, "{change}");
}

#[test]
fn a_zone_that_is_not_there_and_a_file_that_is_no_result_are_refused() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 500);
    let words = screening("r.parquet", &["--out", "x.csv", "--changed-zone", "Z0"]);
    let (code, said) = refused(dir, &strs(&words));
    assert!(code == 2 && said.contains("has no zone `Z0`"), "{said}");
    let words =
        screening("r.parquet", &["--out", "x.csv", "--changed-zone", "Z014", "--previous", "r.parquet"]);
    let (code, said) = refused(dir, &strs(&words));
    assert!(code == 2 && said.contains("not a Parquet file with the result of a screening"), "{said}");
    assert!(!dir.join("x.csv").exists());
}

#[test]
fn an_earlier_result_of_another_day_is_refused() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 2_000);
    screened(dir, "r.parquet", &["--out", "before.parquet"]);
    let mut words = against();
    let on = words.iter().position(|word| word == "--on").unwrap() + 1;
    words[on] = "2025-01-01".to_owned();
    let mut run = vec!["run", "--register", "r.parquet"];
    run.extend(strs(&words));
    run.extend(["--changed-zone", "Z014", "--previous", "before.parquet", "--out", "now.parquet"]);
    let (code, said) = refused(dir, &run);
    assert_eq!(code, 2);
    assert!(said.contains("of another law, other provisions or another day"), "{said}");
    assert!(!dir.join("now.parquet").exists());
}
