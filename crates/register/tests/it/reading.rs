//! Registers as text: what is read, what is left out, what is noted, and that nothing is lost.

use crate::support::{ksic, law, read, read_made_up};
use proptest::prelude::*;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Lines;
use teukgu_geo::contain::Status;
use teukgu_geo::fixed::NOWHERE;
use teukgu_register::generate::HEAD;
use teukgu_register::map::{BuiltIn, ColumnMap};
use teukgu_register::read::{FIRST_NAMED, Ids, Limits, Reader, Register};
use teukgu_register::text::Encoding;

const ROW: &str =
    "E1,합성사업체 1,58222,J,11650,127.035000,37.465000,3,1-4,회사법인,2020-01-01,1,0,1000,영업";

fn with_rows(rows: &[&str]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

/// One good row with another text in the place of a part of it, under an id of its own.
fn changed(old: &str, new: &str) -> String {
    let second = ROW.replacen("E1,", "E2,", 1);
    assert!(second.contains(old), "{old}");
    with_rows(&[ROW, &second.replacen(old, new, 1)])
}

fn refused(bytes: &[u8], limits: Limits) -> Vec<Fault> {
    let faults = read(BuiltIn::Register, bytes, limits).unwrap_err();
    assert!(faults.iter().all(|fault| !fault.message.ko.is_empty() && !fault.help.en.is_empty()));
    faults
}

/// The one fault that was named, as code, line and column.
#[track_caller]
fn named(register: &Register) -> (&'static str, usize, usize) {
    assert_eq!(register.named.len(), 1, "{:?}", register.named);
    assert!(register.buckets.is_whole(), "{:?}", register.buckets);
    let fault = &register.named[0];
    assert_eq!(fault.file, "register.csv");
    (fault.code, fault.line, fault.column)
}

#[test]
fn the_made_up_register_is_read_whole() {
    let register = read_made_up(include_str!("fixtures/synthetic_register_300.csv"));
    assert_eq!((register.len(), register.buckets.rows, register.named.len()), (300, 300, 0));
    assert!(register.buckets.is_whole());
    assert!(register.names.iter().all(|name| name.starts_with("합성사업체")));
    assert_eq!((register.lon[0], register.lat[0]), (1_267_558_890, 378_730_100));
    assert_eq!((register.ids[0].as_str(), register.lines[0]), ("E00000001", 2));
    assert_eq!((register.industries[0].as_str(), register.municipalities[0].as_str()), ("85222", "41480"));
    assert!(register.buckets.closed > 0 && !register.is_empty());
    let closed = (0..300).filter(|row| register.is_closed(*row)).count();
    assert_eq!(u64::try_from(closed).unwrap(), register.buckets.closed);
}

#[test]
fn a_fact_of_the_map_becomes_a_column() {
    let register = read_made_up(&changed(",1,0,", ",0,0,"));
    let slot = law().vocabulary.slot("applicant.venture_confirmed").unwrap();
    let known = |row: usize| register.all().facts.batch().row(row).cells[slot];
    assert_eq!((known(0), known(1)), (Some(1), Some(0)));
    let second = register.slice(1..9);
    assert_eq!((second.first_row, second.facts.len(), second.lon.len()), (1, 1, 1));
    assert_eq!(second.facts.batch().row(0).cells[slot], Some(0));
}

#[test]
fn a_mark_at_the_head_and_cp949_and_other_line_ends_change_nothing() {
    let text = with_rows(&[ROW]);
    let marked = format!("\u{feff}{text}");
    let (cp949, _, _) = encoding_rs::EUC_KR.encode(&text);
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked.into_bytes(), Encoding::Utf8),
        (text.replace('\n', "\r\n").into_bytes(), Encoding::Utf8),
        (cp949.to_vec(), Encoding::Cp949),
    ] {
        let register = read(BuiltIn::Register, &bytes, Limits::default()).unwrap();
        assert_eq!((register.names[0].as_str(), register.encoding), ("합성사업체 1", encoding));
        assert_eq!(register.named, []);
    }
}

#[test]
fn bytes_of_no_encoding_and_damaged_utf8_are_refused_with_a_place() {
    let mut bytes = with_rows(&[ROW]).into_bytes();
    let at = bytes.windows(3).position(|three| three == "합".as_bytes()).unwrap();
    bytes.remove(at);
    let faults = refused(&bytes, Limits::default());
    assert_eq!((faults[0].code, faults[0].line, faults[0].column), ("R24", 2, 4));
}

#[test]
fn a_head_that_does_not_fit_the_map_is_refused_with_everything_that_is_missing() {
    let code = |text: &str| -> Vec<&str> {
        refused(text.as_bytes(), Limits::default()).iter().map(|fault| fault.code).collect()
    };
    assert_eq!(code(""), ["R21"]);
    assert_eq!(code("\n\n"), ["R21"]);
    assert_eq!(code("est_id,name,lon\n"), ["R22"; 5]);
    assert_eq!(code(&format!("{HEAD},lon\n")), ["R23"]);
    let faults = refused(HEAD.replace("lon", "long").as_bytes(), Limits::default());
    assert!(faults[0].message.ko.contains("`lon`") && faults[0].help.en.contains("`long`"), "{faults:?}");
    let long = "x".repeat(3_000);
    assert_eq!(code(&format!("{HEAD},{long}\n")), ["R31"]);
}

#[test]
fn a_column_that_the_map_does_not_name_may_stand_twice() {
    let text = format!("{HEAD},note,note\n{ROW},a,b\n");
    assert_eq!(read_made_up(&text).len(), 1);
}

#[test]
fn more_than_the_limits_is_refused() {
    let text = with_rows(&[ROW, &ROW.replacen("E1", "E2", 1)]);
    let code = |limits: Limits| refused(text.as_bytes(), limits)[0].code;
    assert_eq!(code(Limits { rows: 1, ..Limits::default() }), "R20");
    assert_eq!(code(Limits { bytes: 10, ..Limits::default() }), "R20");
    let wide = ",".repeat(2_000);
    assert_eq!(refused(format!("a{wide}\n").as_bytes(), Limits::default())[0].code, "R20");
    assert!(read(BuiltIn::Register, text.as_bytes(), Limits { rows: 2, ..Limits::default() }).is_ok());
}

#[test]
fn a_row_that_cannot_be_used_is_left_out_counted_and_named() {
    let cut = read_made_up(&with_rows(&[ROW, "E2,합성사업체 2,58222", ROW.replacen("E1", "E3", 1).as_str()]));
    assert_eq!((named(&cut).0, named(&cut).1, cut.len()), ("R30", 3, 2));
    assert_eq!((cut.buckets.rows, cut.buckets.left_out.fields), (3, 1));
    let more = read_made_up(&changed("영업", "영업,1"));
    assert_eq!((named(&more).0, more.buckets.left_out.fields), ("R30", 1));
    let none = read_made_up(&changed("E2,", " ,"));
    assert_eq!((named(&none), none.buckets.left_out.no_id), (("R32", 3, 1), 1));
    let twice = read_made_up(&with_rows(&[ROW, ROW]));
    assert_eq!((named(&twice), twice.buckets.left_out.duplicate_id), (("R33", 3, 1), 1));
    assert!(twice.named[0].help.en.contains("line 2"), "{:?}", twice.named);
    let long = read_made_up(&changed("합성사업체 1", &"가".repeat(1_000)));
    assert_eq!((named(&long), long.buckets.left_out.long_field), (("R31", 3, 4), 1));
    let open = read_made_up(&with_rows(&[ROW, "\"E2,합성사업체", ROW]));
    assert_eq!((named(&open).0, open.buckets.rows), ("R30", 2));
}

#[test]
fn every_row_has_one_place_or_one_reason_for_none() {
    let place = |lon: &str, lat: &str| {
        let register = read_made_up(&changed("127.035000,37.465000", &format!("{lon},{lat}")));
        assert!(register.buckets.is_whole() && register.lon[1] == NOWHERE, "{lon}, {lat}");
        (register.statuses[1], register.buckets.noted.coordinate)
    };
    for none in ["", "NULL", "NaN", "inf", "-inf", " "] {
        assert_eq!(place(none, "37.465"), (Status::NoLocation, 0), "{none}");
    }
    assert_eq!(place("0", "0"), (Status::NoLocation, 0));
    assert_eq!(place("37.465", "127.035"), (Status::LooksSwapped, 0));
    assert_eq!(place("203122.654", "541208.402"), (Status::WrongCrs, 0));
    assert_eq!(place("139.7", "35.7"), (Status::OutsideKorea, 0));
    assert_eq!(place("동경 127도", "37.465"), (Status::NoLocation, 1));
}

#[test]
fn a_cell_that_cannot_be_used_is_noted_and_the_rest_of_the_row_is_kept() {
    let check = |old: &str, new: &str, code: &str, column: usize| {
        let register = read_made_up(&changed(old, new));
        assert_eq!((named(&register), register.len()), ((code, 3, column), 2), "{new}");
        register
    };
    let old = check("58222", "10798", "R35", 12);
    assert!(old.named[0].help.ko.contains("제9차") && old.industries[1].is_empty(), "{:?}", old.named);
    assert_eq!(old.buckets.noted.other_revision, 1);
    assert_eq!(check("58222", "00000", "R36", 12).buckets.noted.unknown_industry, 1);
    assert_eq!(check("58222", "J58222", "R36", 12).buckets.noted.unknown_industry, 1);
    assert_eq!(check("11650", "서초구", "R39", 20).buckets.noted.municipality, 1);
    let status = check("영업", "이전", "R37", 78);
    assert_eq!((status.buckets.noted.unknown_status, status.buckets.closed), (1, 0));
    let fact = check(",1,0,", ",예,0,", "R38", 69);
    assert_eq!(fact.buckets.noted.fact_value, 1);
    let slot = law().vocabulary.slot("applicant.venture_confirmed").unwrap();
    assert_eq!(fact.all().facts.batch().row(1).cells[slot], None);
    assert_eq!(read_made_up(&changed("58222", "58")).named, [], "a shorter code is one of the list");
    assert_eq!(read_made_up(&changed(",1,0,", ",,0,")).named, [], "nothing is no wrong value");
}

#[test]
fn a_map_that_was_read_with_another_vocabulary_is_refused() {
    let map = ColumnMap::built_in(BuiltIn::Register, &law().vocabulary).unwrap();
    let (other, ksic) = (crate::support::small_law(), ksic());
    let reader = Reader { map: &map, vocabulary: &other.vocabulary, ksic, limits: Limits::default() };
    assert_eq!(reader.read("a.csv", with_rows(&[ROW]).as_bytes()).unwrap_err()[0].code, "R05");
}

#[test]
fn the_first_of_a_kind_are_named_and_all_are_counted() {
    let rows: Vec<String> =
        (0..50).map(|n| ROW.replacen("E1", &format!("E{n}"), 1).replacen("58222", "x", 1)).collect();
    let register = read_made_up(&with_rows(&rows.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!((register.named.len(), register.buckets.noted.unknown_industry), (FIRST_NAMED, 50));
}

#[test]
fn the_public_list_of_shops_is_read_by_its_own_columns() {
    let head = "상가업소번호,상호명,지점명,표준산업분류코드,표준산업분류명,시군구코드,시군구명,경도,위도";
    let text = format!(
        "{head}\nMA01,합성상점 가,,I56111,한식 일반 음식점업,11650,서초구,127.035,37.465\n\
         MA02,합성상점 나,,G56111,틀린 문자,11650,서초구,127.036,37.466\n"
    );
    let register = read(BuiltIn::Shops, text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(register.industries, ["56111", ""]);
    assert_eq!((named(&register).0, register.buckets.places.located, register.buckets.closed), ("R36", 2, 0));
}

proptest! {
    #[test]
    fn no_text_makes_a_row_vanish(
        rows in prop::collection::vec(
            prop::collection::vec(prop_oneof!["[가-나a0-9\" ]{0,3}", Just("127.1".to_owned()), Just("37.4".to_owned())], 0..18),
            0..30,
        )
    ) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let text = with_rows(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let register = read_made_up(&text);
        let records = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes()).into_records().count();
        prop_assert_eq!(register.buckets.rows, u64::try_from(records).unwrap());
        prop_assert!(register.buckets.is_whole(), "{:?}", register.buckets);
        prop_assert_eq!(u64::try_from(register.len()).unwrap(), register.buckets.places.sum());
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(BuiltIn::Register, &bytes, Limits::default());
        let mut after_head = format!("{HEAD}\n").into_bytes();
        after_head.extend(bytes);
        let _ = read(BuiltIn::Register, &after_head, Limits::default());
    }
}

#[test]
fn rows_have_the_lines_of_an_editor_whatever_ends_them() {
    let lines = |text: &str| -> Vec<usize> {
        let mut csv =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let (mut lines, mut record, mut found) =
            (Lines::new(text.as_bytes()), csv::StringRecord::new(), Vec::new());
        while csv.read_record(&mut record).unwrap() {
            found.push(lines.of(record.position().unwrap().byte()));
        }
        found
    };
    assert_eq!(lines("a\nb\nc"), [1, 2, 3]);
    assert_eq!(lines("a\r\nb\r\nc\r\n"), [1, 2, 3]);
    assert_eq!(lines("a\n\n\nb\n"), [1, 4]);
    assert_eq!(lines("a\r\n\r\n\"b\r\nb\"\r\nc\r\n"), [1, 3, 5]);
    assert_eq!(lines("\n\na"), [3]);
}

#[test]
fn rows_that_are_handed_in_one_by_one_are_read_as_from_one_text() {
    let text = include_str!("fixtures/synthetic_register_300.csv");
    let whole = read_made_up(text);
    let vocabulary = &law().vocabulary;
    let map = ColumnMap::built_in(BuiltIn::Register, vocabulary).unwrap();
    let reader = Reader { map: &map, vocabulary, ksic: ksic(), limits: Limits::default() };
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut records = csv.records().map(Result::unwrap);
    let head = records.next().unwrap();
    let mut rows = reader.begin("register.csv", &head, Ids::AsTheyCome).unwrap();
    for (number, record) in records.enumerate() {
        rows.push(&record, number + 2);
    }
    let register = rows.end();
    assert_eq!((&register.ids, &register.lines, &register.lon), (&whole.ids, &whole.lines, &whole.lon));
    assert_eq!(register.buckets, whole.buckets);
    // An id that stands twice is left out only where that was asked for.
    for (ids, kept) in [(Ids::Once, 1), (Ids::AsTheyCome, 2)] {
        let mut rows = reader.begin("register.csv", &head, ids).unwrap();
        let row = csv::StringRecord::from(ROW.split(',').collect::<Vec<_>>());
        rows.push(&row, 2);
        rows.push(&row, 3);
        assert_eq!(rows.end().len(), kept);
    }
    assert_eq!(teukgu_register::read::duplicate("a.csv", 3, "E1", 2).code, "R33");
}

#[test]
fn a_map_for_places_alone_leaves_facts_out_whatever_law_they_are_of() {
    let map = ColumnMap::of_places("register.toml", BuiltIn::Register.text()).unwrap();
    assert!(map.facts.is_empty() && map.status.is_some());
    assert!(ColumnMap::of_places("register.toml", "name_ko = 1").is_err());
}
