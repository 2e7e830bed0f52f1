//! The SQL door gives what a run gives.

use crate::support::{against, folder, json, register, screened, strs};
use serde_json::Value as Json;
use std::path::Path;

fn ask(dir: &Path, query: &str, register: &str) -> Json {
    let against = against();
    let mut words = vec!["sql", query, "--register", register];
    words.extend(strs(&against));
    json(dir, &words)
}

#[test]
fn tables_agree_with_the_report_of_a_run() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 8_000);
    let report = screened(dir, "r.parquet", &[]);
    let rows =
        ask(dir, "select count(*) as n, count(distinct establishment) as firms from findings", "r.parquet");
    assert_eq!(rows[0]["n"].as_u64(), report["pairs"].as_u64().map(|pairs| 6 * pairs));
    assert_eq!(rows[0]["firms"], report["rows_in_zones"]);
    let sums =
        "select sum(\"rows\") as n, sum(located) as located, sum(looks_swapped) as swapped from buckets";
    let sums = ask(dir, sums, "r.parquet");
    assert_eq!(sums[0]["n"], 8_000);
    assert_eq!(sums[0]["located"], report["buckets"]["places"]["located"]);
    assert_eq!(sums[0]["swapped"], report["buckets"]["places"]["looks_swapped"]);
    let zones = ask(dir, "select count(*) as n, count(\"from\") as terms from zones", "r.parquet");
    assert_eq!(zones[0]["n"], 174);
    assert!(zones[0]["terms"].as_u64().unwrap() < 174);
    let met = "select zone, provision, sum(case verdict when 'unknown' then 1 else 0 end) as unknown from findings \
               group by zone, provision order by zone, provision";
    for row in ask(dir, met, "r.parquet").as_array().unwrap() {
        let zone =
            report["zones"].as_array().unwrap().iter().find(|zone| zone["zone"] == row["zone"]).unwrap();
        let provisions = zone["provisions"].as_array().unwrap();
        let counted = provisions.iter().find(|one| one["provision"] == row["provision"]).unwrap();
        assert_eq!(counted["unknown"], row["unknown"], "{row}");
    }
}

#[test]
fn the_function_finds_the_zones_that_a_run_finds() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 8_000);
    let by_function = "select zone, count(*) as n from (select unnest(zone_ids(lon, lat)) as zone from register \
                       where status <> '폐업') as hit group by zone order by zone";
    let by_table =
        "select zone, count(distinct establishment) as n from findings group by zone order by zone";
    assert_eq!(ask(dir, by_function, "r.parquet"), ask(dir, by_table, "r.parquet"));
    let places = "select zone_ids(cast(null as double), 37.5) as missing, zone_ids(37.5, 127.0) as swapped";
    let places = ask(dir, places, "r.parquet");
    assert_eq!(places[0]["missing"], Json::Null);
    assert_eq!(places[0]["swapped"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_register_in_csv_is_a_table_of_texts_and_an_answer_can_be_a_file() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.csv", 500);
    let rows = ask(dir, "select count(*) as n from register where venture = '1' or venture = '0'", "r.csv");
    assert_eq!(rows[0]["n"], 500);
    let against = against();
    let mut words = vec![
        "sql",
        "select est_id from register order by est_id limit 2",
        "--register",
        "r.csv",
        "--out",
        "ids.csv",
    ];
    words.extend(strs(&against));
    let output = crate::support::run(dir, &words);
    assert!(output.status.success());
    assert_eq!(std::fs::read_to_string(dir.join("ids.csv")).unwrap(), "est_id\nE00000001\nE00000002\n");
}
