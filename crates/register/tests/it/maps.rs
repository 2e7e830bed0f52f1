//! Maps of columns: what they say, and every fault at its place.

use crate::support::{law, small_law};
use proptest::prelude::*;
use teukgu_domain::fault::Fault;
use teukgu_register::map::{BuiltIn, ColumnMap, Reading};
use teukgu_register::read::{Limits, Reader};

const MAP: &str = r#"name_ko = "등록부"
name_en = "register"
[columns]
id = "id"
longitude = "lon"
latitude = "lat"
[facts."firm.kind"]
column = "kind"
codes = { small = ["1", "2"], large = ["3"] }
[facts."firm.staff"]
column = "dozens"
factor = 12
[facts."firm.share"]
column = "share"
[facts."firm.filed_on"]
column = "filed"
[facts."firm.goods"]
column = "goods"
[facts."firm.related"]
column = "related"
true = ["예"]
false = ["아니요", ""]
[facts."site.area"]
column = "area"
"#;

fn faults(text: &str) -> Vec<Fault> {
    ColumnMap::read("columns.toml", text, &small_law().vocabulary).unwrap_err()
}

/// Code, line and column of every fault.
fn places(text: &str) -> Vec<(&'static str, usize, usize)> {
    faults(text).iter().map(|fault| (fault.code, fault.line, fault.column)).collect()
}

#[test]
fn built_in_maps_are_read_with_the_law_of_the_repository_and_with_any_other() {
    for (word, map) in BuiltIn::WORDS {
        assert_eq!(BuiltIn::find_by_key(word), Some(map));
        let whole = ColumnMap::built_in(map, &law().vocabulary).unwrap();
        assert_eq!(ColumnMap::read("a.toml", map.text(), &law().vocabulary).unwrap(), whole);
        assert_eq!(ColumnMap::built_in(map, &small_law().vocabulary).unwrap().facts, []);
        assert!(whole.columns().contains(&whole.id.as_str()));
    }
    let made_up = ColumnMap::built_in(BuiltIn::Register, &law().vocabulary).unwrap();
    assert!(made_up.illustrative && made_up.facts.len() == 1);
    assert_eq!(BuiltIn::find_by_key("else"), None);
}

#[test]
fn every_type_of_fact_is_read_from_a_column() {
    let law = small_law();
    let map = ColumnMap::read("columns.toml", MAP, &law.vocabulary).unwrap();
    assert_eq!(map.facts[1].reading, Reading::Number { factor: 12 });
    let text = "id,lon,lat,kind,dozens,share,filed,goods,related,area\n\
                a,127,37,2,3,0.05,2025-03-02,tobacco,예,120\n\
                b,127,37,3,1,99,2025-03-02,paper,,0\n\
                c,127,37,9,1.5,0.001,2025-02-30,,모름,-1\n\
                d,127,37,,null,-,NA,none,,\n";
    let ksic = crate::support::ksic();
    let reader = Reader { map: &map, vocabulary: &law.vocabulary, ksic, limits: Limits::default() };
    let register = reader.read("a.csv", text.as_bytes()).unwrap();
    let slots = map.facts.iter().map(|fact| fact.slot);
    let known = |row: usize| -> Vec<Option<i64>> {
        let cells = register.all().facts.batch().row(row).cells;
        slots.clone().map(|slot| cells[slot]).collect()
    };
    let day = 20_149;
    assert_eq!(known(0), [Some(0), Some(36), Some(5), Some(day), known(0)[4], Some(1), Some(120)]);
    assert_eq!(known(1), [Some(1), Some(12), Some(9_900), Some(day), Some(-1), Some(0), Some(0)]);
    assert!(
        known(0)[4].is_some_and(|goods| goods >= 0),
        "a text that a condition names has a number of its own"
    );
    assert_eq!(known(2), [None; 7].map(|_: Option<i64>| None));
    assert_eq!(known(3)[..5], [None; 5]);
    assert_eq!(register.buckets.noted.fact_value, 6);
}

#[test]
fn every_fault_of_a_map_comes_at_once_with_its_place() {
    let text = r#"name_ko = ""
name_english = "register"
illustrative = "no"
[columns]
longitude = 127
latitude = "lat"
colour = "blue"
[industry]
column = "ksic"
revision = 200
[status]
column = "state"
open = ["1", "2"]
closed = ["2", 3]
"#;
    let expected = [
        ("R03", 1, 1),
        ("R04", 1, 11),
        ("R02", 2, 1),
        ("R04", 3, 16),
        ("R03", 4, 1),
        ("R04", 5, 13),
        ("R02", 7, 1),
        ("R04", 10, 12),
        ("R09", 14, 11),
        ("R04", 14, 16),
    ];
    let mut found = places(text);
    found.sort_by_key(|(code, line, column)| (*line, *column, *code));
    assert_eq!(found, expected);
    assert!(
        faults(text).iter().all(|fault| fault.file == "columns.toml" && fault.message.ko != fault.message.en)
    );
}

#[test]
fn a_fact_that_cannot_come_from_a_register_is_refused_at_its_key() {
    let with = |facts: &str| {
        let head = MAP.split("[facts").next().unwrap();
        faults(&format!("{head}{facts}"))
    };
    let only = |facts: &str| {
        let faults = with(facts);
        assert_eq!(faults.len(), 1, "{faults:?}");
        (faults[0].code, faults[0].message.en.clone(), faults[0].help.en.clone())
    };
    let (code, _, help) = only("[facts.\"firm.staf\"]\ncolumn = \"a\"\n");
    assert!(code == "R05" && help.contains("`firm.staff`"), "{help}");
    assert_eq!(only("[facts.\"firm.last_day\"]\ncolumn = \"a\"\n").0, "R06");
    assert_eq!(only("[facts.\"plan.lists_case\"]\ncolumn = \"a\"\n").0, "R06");
    assert_eq!(only("[facts.\"firm.staff\"]\ncolumn = \"a\"\ncodes = {}\n").0, "R07");
    let (code, message, help) = only("[facts.\"firm.kind\"]\ncolumn = \"a\"\ncodes = { smal = [\"1\"] }\n");
    assert!(code == "R08" && message.contains("`smal`") && help.contains("`small`"));
    assert_eq!(only("[facts.\"firm.related\"]\ncolumn = \"a\"\ntrue = [\"1\"]\n").0, "R03");
    assert_eq!(only("[facts.\"firm.staff\"]\ncolumn = \"a\"\nfactor = 0\n").0, "R04");
    assert_eq!(only("[facts]\n\"firm.staff\" = 3\n").0, "R04");
    assert_eq!(with("[facts").iter().map(|fault| fault.code).collect::<Vec<_>>(), ["R01"]);
}

#[test]
fn every_rule_has_a_code_of_its_own() {
    let mut codes: Vec<&str> = teukgu_register::fault_catalogue().iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted());
    codes.dedup();
    assert_eq!(codes.len(), teukgu_register::fault_catalogue().len());
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(cut in 0..MAP.len(), with in "[\\[\\]{}=\"a-z.\n0-9]{0,6}") {
        let vocabulary = &law().vocabulary;
        let cut = MAP.floor_char_boundary(cut);
        let (before, after) = MAP.split_at(cut);
        let _ = ColumnMap::read("a.toml", &format!("{before}{with}{after}"), vocabulary);
    }
}
