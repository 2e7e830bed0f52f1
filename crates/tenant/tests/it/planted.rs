//! One row a fault: what is planted, and where it must be found with which words.

use crate::sample::{CODES, sample};
use std::collections::BTreeSet;
use teukgu_domain::text::Lang;
use teukgu_tenant::{Folder, catalogue, lint};

/// File, old text, new text, code, and how the English line of the one finding begins.
type Planted = (&'static str, &'static str, &'static str, &'static str, &'static str);

// One row a line keeps the table readable as a table.
#[rustfmt::skip]
const PLANTED: &[Planted] = &[
    ("plan.toml", "budget = \"9억 원\"", "budget = ", "Z03", "plan.toml:9:10 the text is not TOML"),
    ("zone.toml", "name_en = \"Garam AI Zone\"", "name_en = \"Garam AI Zone\"\nname_en = \"Again\"", "Z03", "zone.toml:4:1 the text is not TOML: duplicate key"),
    ("organisations.csv", "\"이른바 \"\"나루\"\"\"", "\"이른바", "Z04", "organisations.csv:3:53 the text is not CSV: the quote is never closed"),
    ("organisations.csv", ",press notice,", ",press notice", "Z04", "organisations.csv:2:1 the text is not CSV: the line has not one field"),
    ("plan.toml", "note_ko = \"사업비 증액\"", "notes_ko = \"사업비 증액\"\nnote_ko = \"사업비 증액\"", "Z05", "plan.toml:20:1 the key `notes_ko`"),
    ("council.toml", "organisation = \"O001\"", "organization = \"O001\"", "Z05", "council.toml:12:1 the key `organization`"),
    ("organisations.csv", "relation,legal_dong", "relation,legal_dongs", "Z05", "organisations.csv:1:34 the key `legal_dongs`"),
    ("programmes.toml", "national = \"1억", "nation = \"1억", "Z05", "programmes.toml:30:10 the key `nation`"),
    ("claims.toml", "said_on = 2024-12-01\nperiod_from", "said_on = 2024-12-01\nperiod_until_ = 1\nperiod_from", "Z05", "claims.toml:15:1 the key `period_until_`"),
    ("operators.toml", "role_en = \"Research\"\n", "", "Z06", "operators.toml:11:1 the key `role_en` is missing"),
    ("sites.toml", "lat = 37.4705\n", "", "Z06", "sites.toml:9:7 the key `lat` is missing"),
    ("zone.toml", "official = false", "official = \"no\"", "Z07", "zone.toml:8:12 wanted true or false, found a string"),
    ("zone.toml", "resolved_on = 2024-11-28", "resolved_on = \"2024-11-28\"", "Z07", "zone.toml:28:15 wanted a date without quotes"),
    ("history.toml", "on = \"2016\"", "on = \"2016년\"", "Z08", "history.toml:3:6 `2016년` is not a date"),
    ("council.toml", "launched_on = 2025-03-01", "launched_on = 2025-03-01T09:00:00", "Z08", "council.toml:6:15 `2025-03-01T09:00:00` is not a date"),
    ("plan.toml", "\"9억 원\"", "\"9억 달러\"", "Z09", "plan.toml:9:10 `9억 달러` is not an amount of money"),
    ("neighbours.toml", "id = \"district\"", "id = \"진흥지구\"", "Z10", "neighbours.toml:2:6 `진흥지구` is not an id"),
    ("history.toml", "id = \"designated\"", "id = \"idea\"", "Z11", "history.toml:11:6 the id `idea` is taken"),
    ("sites.toml", "on = 2029-12-31\nfirms = 1_000\ngoal = true", "on = 2024-12-01\nfirms = 1_000\ngoal = false", "Z11", "sites.toml:28:6 the id `2024-12-01-count`"),
    ("council.toml", "role_en = \"Fosters\"\nsource = \"press\"", "role_en = \"Fosters\"", "Z12", "council.toml:14:1 the record has no source"),
    ("organisations.csv", ",,true", ",,", "Z12", "organisations.csv:3:67 the record has no source"),
    ("council.toml", "source = \"press\"", "source = \"pres\"", "Z13", "council.toml:19:10 the source `pres` is not known"),
    ("zone.toml", "source = [\"notice\", \"press\"]", "source = [\"notice\", \"akt\"]", "Z13", "zone.toml:48:21 the source `akt` is not known"),
    ("provisions.toml", "source = \"act\"", "source = \"notice\"", "Z14", "sources.toml:11:6 no record cites the source `act`"),
    ("claims.toml", "note_en = \"An estimate.\"", "note_en = \" \"", "Z15", "claims.toml:35:11 `note_en` is empty"),
    ("organisations.csv", "O002,나루 주식회사", "O002,", "Z15", "organisations.csv:3:6 `name_ko` is empty"),
    ("provisions.toml", "en = \"Application\"", "en = \"\"", "Z15", "provisions.toml:18:30 `en` is empty"),
    ("boundary.geojson", "\"name_en\": \"East\"", "\"name_en\": \"\"", "Z15", "boundary.geojson:2:46 `name_en` is empty"),
    ("operators.toml", "kind = \"unit\"", "kind = \"units\"", "Z16", "operators.toml:15:8 `units` is not one of the words"),
    ("organisations.csv", "start_up", "startup", "Z16", "organisations.csv:3:24 `startup` is not one of the words"),
    ("programmes.toml", "co_operators = [\"gu\"]", "co_operators = [\"gun\"]", "Z17", "programmes.toml:53:17 there is no operator `gun`"),
    ("programmes.toml", "provisions = [\"act.55\"]", "provisions = [\"act.56\"]", "Z17", "programmes.toml:54:15 there is no special case `act.56`"),
    ("council.toml", "\"O001\"", "\"O003\"", "Z17", "council.toml:12:16 there is no organisation `O003`"),
    ("operators.toml", "until = 2029-12-31", "until = 2024-12-31", "Z18", "operators.toml:19:9 the term ends on 2024-12-31, before it begins"),
    ("plan.toml", "until = 2025-12-31", "until = 2026-01-01", "Z19", "plan.toml:16:8 the term overlaps that of the plan `plan-1`"),
    ("plan.toml", "from = 2026-01-01\nperiod_from = 2025-01-01", "from = 2026-01-01\nperiod_from = 2024-06-01", "Z20", "plan.toml:17:15 the period 2024-06-01 ~ 2029-12-31 leaves the term"),
    ("programmes.toml", "city = \"2억 원\"", "city = \"2억 1원\"", "Z21", "programmes.toml:7:10 the sub-projects sum to KRW 400.000001 million"),
    ("plan.toml", "\"10억 원\"", "\"11억 원\"", "Z22", "plan.toml:19:10 the programmes sum to KRW 1 billion, the plan states KRW 1.1 billion; the difference is 100,000,000원"),
    ("programmes.toml", "2027 = {", "2030 = {", "Z23", "programmes.toml:58:8 the year 2030 lies outside the period"),
    ("claims.toml", "value = 2_000_000_000", "value = -2_000_000_000", "Z24", "claims.toml:27:9 the amount -2,000,000,000원 is below zero"),
    ("programmes.toml", "due = 2025-06-30", "due = 2030-06-30", "Z25", "programmes.toml:34:7 the milestone on 2030-06-30 lies outside"),
    ("zone.toml", "ksic = \"58222\"", "ksic = \"58\"", "Z26", "zone.toml:51:8 `58` is no industry"),
    ("organisations.csv", "58222", "58229", "Z26", "organisations.csv:3:44 `58229` is no industry"),
    ("zone.toml", "\"58222\"", "\"58119\"", "Z27", "zone.toml:51:8 `58119` is an industry of KSIC revision 9"),
    ("zone.toml", "\"1165010300\"", "\"1165065100\"", "Z28", "zone.toml:11:30 `1165065100` is no code of a legal dong"),
    ("organisations.csv", "1165010200", "1165010299", "Z28", "organisations.csv:2:48 `1165010299` is no code of a legal dong"),
    ("zone.toml", "\"가람 인공지능특구\"", "\"가람 인공지능단지\"", "Z29", "zone.toml:2:11 the name of the zone lacks the word 특구"),
    ("zone.toml", "id = \"sample\"", "id = \"simple\"", "Z30", "zone.toml:1:6 the id `simple` of the zone is not the name of its folder `sample`"),
    ("zone.toml", "announced_on = 2024-12-01", "announced_on = 2024-11-01", "Z31", "zone.toml:28:15 the resolution of 2024-11-28 is later"),
    ("boundary.geojson", "[127.0310000, 37.4710000],\n     [127.0300000, 37.4710000],", "[127.0300000, 37.4710000],\n     [127.0310000, 37.4710000],", "Z32", "boundary.geojson:5:6 the ring crosses itself"),
    ("boundary.geojson", "\"part\": \"A\"", "\"part\": \"가\"", "Z32", "boundary.geojson:2:46 `가` is not an id of a part"),
    ("zone.toml", "crs = \"EPSG:4326\"", "crs = \"EPSG:5186\"", "Z32", "boundary.geojson:4:6 `127.03, 37.47` is no place in EPSG:5186; it looks like EPSG:4326"),
    ("claims.toml", "value = \"10억 원\"\nunit = \"won\"", "value = \"10억 원\"\nunit = \"wons\"", "Z16", "claims.toml:7:8 `wons` is not one of the words"),
    ("boundary.geojson", "[127.0310000, 37.4700000]", "[127.0310000]", "Z32", "boundary.geojson:5:6 a position needs two finite numbers"),
    ("boundary.geojson", "]]}}", "]]}", "Z32", "boundary.geojson:10:1 not valid JSON"),
    ("boundary.geojson", "[127.0310000, 37.4700000],\n     [127.0310000, 37.4710000],\n     [127.0300000, 37.4710000]", "[127.0300000, 37.4710000],\n     [127.0310000, 37.4710000],\n     [127.0310000, 37.4700000]", "Z33", "boundary.geojson:3:52 the ring ran the wrong way"),
    ("zone.toml", "crs = \"EPSG:4326\"", "crs = \"EPSG:2097\"", "Z34", "zone.toml:37:7 `EPSG:2097` is not a coordinate system"),
    ("zone.toml", "stated_area_m2 = 9_800", "stated_area_m2 = 9_600", "Z35", "zone.toml:38:18 the drawing measures "),
    ("claims.toml", "as_printed = \"20억 원\"", "as_printed = \"2억 원\"", "Z36", "claims.toml:30:14 the printed amount KRW 200 million differs from the value KRW 2 billion"),
    ("sites.toml", "lon = 127.0305\nlat = 37.4705", "lon = 37.4705\nlat = 127.0305", "Z37", "sites.toml:9:7 longitude and latitude are swapped"),
    ("organisations.csv", "127.0305", "139.6917", "Z38", "organisations.csv:2:75 the position lies outside Korea"),
    ("sites.toml", "position_error_m = 50\n", "", "Z39", "sites.toml:9:7 the position does not say how far off"),
    ("SOURCES.md", "`act`", "`akt`", "Z40", "sources.toml:11:6 SOURCES.md does not speak of the source `act`"),
    ("sites.toml", "floor_area_m2 = 10_000", "floor_area_m2 = -5", "Z42", "sites.toml:8:17 `-5` is not a number that can stand here"),
    ("programmes.toml", "85 = 40", "85 = 41", "Z43", "programmes.toml:63:1 the shares of the industries sum to 101 percent"),
    ("programmes.toml", "2025 = 10", "1025 = 10", "Z42", "programmes.toml:43:13 `1025` is not a number"),
];

/// Puts `new` in the place of `old`, which must stand in the file exactly once.
#[track_caller]
fn plant(folder: &mut Folder, file: &str, old: &str, new: &str) {
    let bytes = folder.files.get_mut(file).expect("the file is in the sample");
    let text = String::from_utf8(bytes.clone()).expect("the sample is text");
    assert_eq!(text.matches(old).count(), 1, "{file}: {old}");
    *bytes = text.replace(old, new).into_bytes();
}

/// Returns code and English line of everything found.
fn found(folder: &Folder) -> Vec<(&'static str, String)> {
    let findings = lint(folder, &CODES).findings;
    findings.iter().map(|finding| (finding.code, finding.line(Lang::En))).collect()
}

#[test]
fn a_planted_fault_is_found_alone_at_its_place() {
    for (file, old, new, code, start) in PLANTED {
        let mut folder = sample();
        plant(&mut folder, file, old, new);
        let found = found(&folder);
        let [(found_code, line)] = &found[..] else { panic!("{file} {new}: {found:#?}") };
        assert!(
            found_code == code && line.starts_with(start),
            "wanted {code} {start}\n found {found_code} {line}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_found_at_their_place() {
    let mut folder = sample();
    let bytes = folder.files.get_mut("history.toml").unwrap();
    let title = bytes.windows(3).position(|bytes| bytes == "구".as_bytes()).unwrap();
    bytes[title + 1] = 0xff;
    assert_eq!(found(&folder), [("Z02", "history.toml:4:13 these bytes are not UTF-8 text".to_owned())]);
}

#[test]
fn a_missing_file_and_a_stray_one_are_named() {
    let mut folder = sample();
    let sites = folder.files.remove("sites.toml").unwrap();
    folder.files.insert("sitse.toml".to_owned(), sites);
    let expected = [
        ("Z01", "sites.toml:1:1 the file `sites.toml` is missing".to_owned()),
        ("Z41", "sitse.toml:1:1 nothing reads the file `sitse.toml`".to_owned()),
    ];
    assert_eq!(found(&folder), expected);
}

#[test]
fn every_rule_of_the_catalogue_is_planted_somewhere() {
    let planted: BTreeSet<&str> = PLANTED.iter().map(|row| row.3).chain(["Z01", "Z02", "Z41"]).collect();
    let rules: BTreeSet<&str> = catalogue().iter().map(|entry| entry.code).collect();
    assert_eq!(planted, rules);
}

#[test]
fn ten_faults_at_once_are_all_found_and_nothing_else() {
    let mut folder = sample();
    plant(&mut folder, "boundary.geojson", "\"part\": \"A\", ", "");
    plant(&mut folder, "claims.toml", "topic = \"output\"", "topic = \"outputs\"");
    plant(&mut folder, "history.toml", "on = \"2016\"", "on = \"2016-13\"");
    plant(&mut folder, "operators.toml", "id = \"institute\"", "id = \"gu\"");
    plant(&mut folder, "organisations.csv", "O002,나루 주식회사", "O002,");
    plant(&mut folder, "plan.toml", "note_en = \"More money\"", "note_en = \"\"");
    plant(&mut folder, "programmes.toml", "operator = \"institute\"", "operator = \"gu\"");
    plant(&mut folder, "programmes.toml", "budget = 400_000_000", "budget = 400_000_00");
    plant(&mut folder, "provisions.toml", "force = \"may\"\n", "");
    plant(&mut folder, "sites.toml", "firms = 500", "firms = \"500\"");
    plant(&mut folder, "zone.toml", "tier = \"core\"", "tier = \"kern\"");
    let lines: Vec<String> = found(&folder).into_iter().map(|(_, line)| line).collect();
    let expected = [
        "boundary.geojson:2:3 the feature has no `part`",
        "claims.toml:26:9 `outputs` is not one of the words that can stand here",
        "history.toml:3:6 `2016-13` is not a date",
        "operators.toml:12:6 the id `gu` is taken",
        "organisations.csv:3:6 `name_ko` is empty",
        "plan.toml:21:11 `note_en` is empty",
        "programmes.toml:7:10 the sub-projects sum to KRW 400 million, the programme states KRW 40 million; \
         the difference is 360,000,000원",
        "provisions.toml:1:1 the key `force` is missing",
        "sites.toml:21:9 wanted a whole number, found a string",
        "zone.toml:52:8 `kern` is not one of the words that can stand here",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_name_in_decomposed_letters_has_the_statutory_word_all_the_same() {
    let mut folder = sample();
    let decomposed = "가람 인공지능\u{1110}\u{1173}\u{11a8}\u{1100}\u{116e}";
    plant(&mut folder, "zone.toml", "\"가람 인공지능특구\"", &format!("\"{decomposed}\""));
    assert_eq!(found(&folder), []);
}

#[test]
fn a_finding_speaks_korean_too() {
    let mut folder = sample();
    plant(&mut folder, "operators.toml", "kind = \"unit\"", "kind = \"units\"");
    let finding = lint(&folder, &CODES).findings.remove(0);
    assert_eq!(finding.line(Lang::Ko), "operators.toml:15:8 쓸 수 없는 값입니다: `units`");
    assert_eq!(finding.help.ko, "가장 가까운 값: `unit`. 쓸 수 있는 값: general, unit");
}

#[test]
fn what_an_unread_file_would_declare_is_not_missed_elsewhere() {
    for file in ["sources.toml", "operators.toml", "provisions.toml", "organisations.csv", "programmes.toml"]
    {
        let mut folder = sample();
        folder.files.insert(file.to_owned(), b"[\"".to_vec());
        let found = found(&folder);
        assert!(!found.is_empty() && found.iter().all(|(_, line)| line.starts_with(file)), "{found:#?}");
    }
}

#[test]
fn a_finding_that_quotes_a_line_break_is_one_line() {
    let mut folder = sample();
    plant(&mut folder, "boundary.geojson", "\"FeatureCollection\"", "\"\nFeatureCollection\"");
    let finding = lint(&folder, &CODES).findings.remove(0);
    assert_eq!(finding.message.en, "not GeoJSON: `\\nFeatureCollection` is no type of GeoJSON");
}
