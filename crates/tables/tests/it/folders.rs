//! Folders that are right, and folders in which one thing is wrong.

use crate::shipped;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;

/// Returns the example of tables/README.md.
fn example() -> BTreeMap<String, String> {
    let text = include_str!("../../../../tables/README.md");
    let block = |fence: &str| {
        let (_, rest) = text.split_once(fence).unwrap();
        rest.split_once("```").unwrap().0.trim_start().to_owned()
    };
    BTreeMap::from([("table.toml".to_owned(), block("```toml")), ("flows.csv".to_owned(), block("```csv"))])
}

fn read(files: &BTreeMap<String, String>) -> Result<teukgu_effect::Table, Fault> {
    let bytes = files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
    teukgu_tables::read(&bytes)
}

/// Reads the example with one text in one file put in another's place, and looks at the fault.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: (&str, &str, usize)) {
    let mut files = example();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    let fault = read(&files).expect_err("a fault");
    let found = (fault.code, fault.file.as_str(), fault.line);
    assert_eq!(found, expected, "{}", fault.line(teukgu_domain::text::Lang::Ko));
    assert!(!fault.message.is_empty() && !fault.help.is_empty());
}

#[test]
fn the_example_of_the_readme_is_read() {
    let table = read(&example()).unwrap();
    assert_eq!(table.accounts().len(), 2);
    assert_eq!(table.flows().unwrap().domestic.get(1, 0), Some(200.0));
}

#[test]
fn keys_that_are_unknown_missing_or_of_another_kind_are_refused_where_they_stand() {
    check("table.toml", "households = ", "household = ", ("T03", "table.toml", 25));
    check("table.toml", "year = 2026", "year = \"2026\"", ("T03", "table.toml", 6));
    check("table.toml", "\"basic\"", "\"market\"", ("T03", "table.toml", 9));
    check("table.toml", "unit = 1_000_000", "unit = 0", ("T19", "table.toml", 8));
    check("table.toml", "title_en = \"A table of two sectors\"\n", "", ("T03", "table.toml", 1));
    check("table.toml", "[flows]", "[other]", ("T03", "table.toml", 19));
    check("table.toml", "[flows]", "[flows", ("T03", "table.toml", 19));
}

#[test]
fn files_columns_and_patterns_that_are_not_there_are_named_where_they_are_asked_for() {
    check("table.toml", "flows.csv", "flow.csv", ("T01", "table.toml", 20));
    check("table.toml", "\"output\"", "\"outputs\"", ("T07", "table.toml", 27));
    check("table.toml", "\"output\"", "\"other.csv:output\"", ("T01", "table.toml", 27));
    check("table.toml", "\"{id}\"", "\"to {id}\"", ("T07", "table.toml", 23));
    check("table.toml", "\"{id}\"", "\"id\"", ("T11", "table.toml", 23));
    check("table.toml", "cells = \"{id}\"\n", "", ("T18", "table.toml", 20));
    check(
        "table.toml",
        "households = [\"households\"]",
        "households = [\"household\"]",
        ("T17", "table.toml", 25),
    );
}

#[test]
fn cells_that_are_no_numbers_and_rows_that_do_not_fit_have_their_line() {
    check("flows.csv", "650", "n/a", ("T09", "flows.csv", 2));
    check("flows.csv", "650", "NaN", ("T09", "flows.csv", 2));
    check("flows.csv", ",650", ",", ("T09", "flows.csv", 2));
    check("flows.csv", "650", "6,50", ("T10", "flows.csv", 2));
    check("flows.csv", "households", "output", ("T08", "flows.csv", 1));
    check("flows.csv", "농업", "\"농업", ("T04", "flows.csv", 2));
}

#[test]
fn what_is_wrong_with_the_table_is_said_at_the_row_of_the_account() {
    check("flows.csv", "B,제조업", "A,제조업", ("T13", "flows.csv", 3));
    check("flows.csv", "1400", "1500", ("T13", "flows.csv", 3));
    check("flows.csv", "700", "701", ("T13", "flows.csv", 3));
    check("flows.csv", "1400,2000", "1400,-2000", ("T13", "flows.csv", 3));
    let total = "B,제조업,200,100,1000,700,1400,2000\n합계,합계,350,600,1200,850,2050,3000\n";
    check("flows.csv", "B,제조업,200,100,1000,700,1400,2000\n", total, ("T13", "flows.csv", 4));
    let mut files = example();
    let text = files.get_mut("flows.csv").unwrap();
    *text = text.replace("1400", "1500");
    let fault = read(&files).unwrap_err();
    assert!(fault.message.ko.contains("`output` 열") && fault.message.en.contains("`B`"), "{fault:?}");
    assert_eq!(fault.column, "B,제조업,200,100,1000,700,1500,".chars().count() + 1);
}

#[test]
fn a_second_file_has_the_same_accounts_in_the_same_order() {
    let second = |rows: &str| {
        let mut files = example();
        let form = files.get_mut("table.toml").unwrap();
        *form = form.replace("\"value_added\"", "\"more.csv:value_added\"");
        files.insert("more.csv".to_owned(), format!("code,value_added\n{rows}"));
        read(&files)
    };
    assert!(second("A,650\nB,1400\n").is_ok());
    let code = |rows: &str| second(rows).map_err(|fault| (fault.code, fault.file, fault.line)).unwrap_err();
    assert_eq!(code("B,1400\nA,650\n"), ("T12", "more.csv".to_owned(), 2));
    assert_eq!(code("A,650\nB,1400\nC,1\n"), ("T15", "more.csv".to_owned(), 4));
    assert_eq!(code("A,650\n").0, "T15");
}

#[test]
fn a_description_of_both_kinds_or_of_none_is_refused() {
    let mut files = example();
    let form = files.get_mut("table.toml").unwrap();
    let (head, _) = form.split_once("[flows]").unwrap();
    *form = head.to_owned();
    assert_eq!(read(&files).unwrap_err().code, "T16");
    files.remove("table.toml");
    assert_eq!(read(&files).unwrap_err().code, "T01");
}

#[test]
fn multipliers_that_are_flows_are_refused_with_their_column() {
    let mut files = shipped::files("seoul-2020");
    let text = String::from_utf8(files["multipliers.csv"].clone()).unwrap();
    let text = text.replacen("1.1615185547998408", "116151.0", 1);
    files.insert("multipliers.csv".to_owned(), text.into_bytes());
    let fault = teukgu_tables::read(&files).unwrap_err();
    assert_eq!((fault.code, fault.file.as_str(), fault.line), ("T13", "multipliers.csv", 2));
    assert!(fault.message.en.contains("production_in_region"), "{}", fault.message.en);
}

#[test]
fn a_world_whose_cells_are_damaged_is_refused() {
    let mut files = shipped::files("world-2011");
    files.get_mut("final.csv.gz").unwrap().truncate(1000);
    assert_eq!(teukgu_tables::read(&files).unwrap_err().code, "T05");
}
