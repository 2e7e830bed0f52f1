//! What is found is what the interpreter says of each row.

use crate::support::{SIX, against, folder, json, refused, register, screened, strs};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn every_finding_is_that_of_the_interpreter() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.csv", 2_500);
    screened(dir, "r.csv", &["--out", "found.csv"]);
    let text = fs::read_to_string(dir.join("found.csv")).unwrap();
    let mut found: BTreeMap<(&str, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        found.entry((cells[0], cells[2])).or_default().push((cells[4], cells[5]));
    }
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    // One process an establishment: a sample is enough here, and the benchmark compares a hundred thousand rows.
    for ((id, zone), said) in found.iter().step_by(7) {
        let mut words = vec!["explain", "--id", *id, "--zone", *zone, "--register", "r.csv"];
        let against = against();
        words.extend(strs(&against));
        let explained = json(dir, &words);
        assert_eq!(explained["zones"][0]["inside"], true);
        let findings = explained["zones"][0]["findings"].as_array().unwrap();
        assert_eq!(findings.len(), SIX.len());
        for (finding, (provision, verdict)) in findings.iter().zip(said) {
            assert_eq!(
                (finding["provision"].as_str(), finding["verdict"].as_str()),
                (Some(*provision), Some(*verdict)),
                "{id} {zone}"
            );
            *verdicts.entry(verdict).or_default() += 1;
        }
    }
    assert!(verdicts.len() >= 2, "{verdicts:?}");
}

#[test]
fn an_establishment_outside_of_every_zone_can_be_asked_about_as_if_it_were_inside() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let mut words = vec!["explain", "--id", "E00000001", "--register", "r.parquet"];
    let against = against();
    words.extend(strs(&against));
    let explained = json(dir, &words);
    assert_eq!(explained["establishment"], "E00000001");
    words.extend(["--zone", "Z001"]);
    let supposed = json(dir, &words);
    assert_eq!(supposed["zones"][0]["inside"], false);
    assert_eq!(supposed["zones"][0]["findings"].as_array().unwrap().len(), SIX.len());
    words.pop();
    words.push("Z0001");
    let (code, said) = refused(dir, &words);
    assert_eq!(code, 2);
    assert!(said.contains("there is no zone `Z0001`"), "{said}");
}

#[test]
fn an_id_that_is_not_there_is_said_to_be_missing() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 50);
    let against = against();
    let mut words = vec!["explain", "--id", "nobody", "--register", "r.parquet"];
    words.extend(strs(&against));
    let (code, said) = refused(dir, &words);
    assert_eq!(code, 2);
    assert!(said.starts_with("error: `r.parquet`: there is no establishment `nobody`"), "{said}");
}
