//! The catalogue of the repository, and copies of it with faults planted.

use super::*;
use std::collections::BTreeSet;
use teukgu_domain::text::Lang;

const OURS: &str = include_str!("../../../../law/catalogue.csv");

fn ours() -> Catalogue {
    Catalogue::parse(OURS).map_err(|faults| faults[0].line(Lang::En)).unwrap()
}

fn found(words: &str) -> Vec<String> {
    let words = Words::new(words);
    ours().entries().iter().filter(|entry| entry.mentions(&words)).map(|entry| entry.id.clone()).collect()
}

/// Returns place, code and English message of every fault.
fn faults(text: &str) -> Vec<String> {
    let faults = Catalogue::parse(text).unwrap_err();
    for fault in &faults {
        assert!(!fault.message.ko.is_empty() && !fault.help.ko.is_empty() && !fault.help.en.is_empty());
    }
    faults.iter().map(|fault| format!("{} {}", fault.code, fault.line(Lang::En))).collect()
}

/// Returns the head and the first two rows, one value of the first row replaced.
fn with(column: &str, value: &str) -> String {
    let mut reader = csv::Reader::from_reader(OURS.as_bytes());
    let head = reader.headers().unwrap().clone();
    let field = head.iter().position(|name| name == column).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).unwrap();
    for (line, record) in reader.records().take(2).enumerate() {
        let record = record.unwrap();
        let of = |(at, old): (usize, &str)| {
            if line == 0 && at == field { value.to_owned() } else { old.to_owned() }
        };
        writer.write_record(record.iter().enumerate().map(of)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn the_catalogue_holds_every_special_case_of_both_zones_of_the_act() {
    let ours = ours();
    let of = |kind: ZoneKind| ours.entries().iter().filter(|entry| entry.zone_kind == kind).count();
    assert_eq!((of(ZoneKind::RegionalSpecial), of(ZoneKind::RegulationFree)), (99, 49));
    let headings: BTreeSet<_> = ours.entries().iter().map(|entry| entry.heading.ko.clone()).collect();
    let turns = ours.entries().windows(2).filter(|pair| pair[0].heading != pair[1].heading).count();
    assert_eq!(turns + 1, headings.len(), "what has one heading stands together");
}

#[test]
fn entries_stand_in_the_order_of_the_articles() {
    let ours = ours();
    let ordered = |pair: &[CatalogueEntry]| pair[0].articles <= pair[1].articles;
    assert!(ours.entries().windows(2).all(ordered));
}

#[test]
fn both_languages_name_the_same_articles() {
    for entry in ours().entries() {
        let texts = [Some(&entry.act_article), entry.decree_article.as_ref()];
        for text in texts.into_iter().flatten() {
            let first = |text: &str| {
                text.split(|c: char| !c.is_ascii_digit()).find(|n| !n.is_empty()).map(str::to_owned)
            };
            assert_eq!(first(&text.ko), first(&text.en), "{}", entry.id);
        }
    }
}

#[test]
fn an_article_is_found_by_its_number() {
    for words in ["55", "제55조", "55조", "５５"] {
        assert!(found(words).contains(&"SC-055-1".to_owned()), "{words}");
    }
    assert_eq!(found("55"), ["SC-055-1"]);
    assert_eq!(found("article 55"), ["SC-055-1"]);
    assert_eq!(found("100"), ["RF-098-1"], "within 제98조~제101조");
    assert_eq!(found("106-2"), ["RF-106-2"]);
    assert_eq!(found("106"), ["RF-106-1"]);
}

#[test]
fn words_are_found_in_both_languages_and_must_all_be_there() {
    assert_eq!(found("특허 우선심사"), ["SC-055-1"]);
    assert_eq!(found("PRIORITY patent"), ["SC-055-1"]);
    assert_eq!(found("특허법 제61조"), ["SC-055-1"]);
    assert!(found("특허 도로").is_empty());
    assert_eq!(found("").len(), 148);
}

#[test]
fn the_cases_that_serve_an_ai_zone_say_why() {
    let ours = ours();
    let of_ai: Vec<_> =
        ours.entries().iter().filter(|e| e.ai_zone.is_some()).map(|e| e.id.as_str()).collect();
    assert_eq!(of_ai, ["SC-034-1", "SC-034-2", "SC-048-1", "SC-049-1", "SC-054-1"]);
}

#[test]
fn a_case_may_do_without_the_ordinance_that_sets_its_details() {
    let ours = ours();
    let needs = |id: &str| {
        let entry = ours.entries().iter().find(|entry| entry.id == id).unwrap();
        (entry.needs_ordinance, entry.is_nothing_without_ordinance())
    };
    assert_eq!(needs("SC-046-1"), (Some(OrdinanceNeed::Municipal), true));
    assert_eq!(needs("SC-028-2"), (Some(OrdinanceNeed::Metropolitan), true));
    assert_eq!(needs("SC-050-1"), (Some(OrdinanceNeed::Optional), false));
    assert_eq!(needs("SC-055-1"), (None, false));
}

#[test]
fn a_value_that_cannot_stand_is_told() {
    for (column, value, said) in [
        ("zone_kind", "SDZ", "C06 `SDZ` is no value of `zone_kind`"),
        ("zone_kind", "", "C05 `zone_kind` has no value"),
        ("must_be_in_plan", "Y", "C06 `Y` is no value of `must_be_in_plan`"),
        ("needs_ordinance", "no", "C06 `no` is no value of `needs_ordinance`"),
        ("effect_ko", " ", "C05 `effect_ko` has no value"),
        ("ai_zone_ko", "쓸모 있음", "C05 `ai_zone_en` has no value"),
        ("provision", "act 31", "C09 `act 31` in `provision` is not an id"),
        ("as_of", "2026-02-30", "C07 `2026-02-30` in `as_of` is not a day"),
        ("id", "SC-028-2", "C08 the id `SC-028-2` is taken"),
        ("act_article_ko", "28", "C10 `28` names no article"),
    ] {
        let told: Vec<_> =
            faults(&with(column, value)).into_iter().map(|fault| without_place(&fault)).collect();
        assert_eq!(told, [said]);
    }
}

/// Leaves `catalogue.csv:2:10` out of a line.
fn without_place(fault: &str) -> String {
    fault.split(' ').filter(|word| !word.starts_with(FILE)).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_place_is_that_of_the_value_in_characters() {
    for column in ["zone_kind", "must_be_in_plan", "provision", "as_of"] {
        let text = with(column, "여기, 따옴표 안");
        let line = text.lines().nth(1).unwrap();
        let before = line.chars().count()
            - line.split_once("\"여기").unwrap().1.chars().count()
            - "\"여기".chars().count();
        let fault = Catalogue::parse(&text).unwrap_err().remove(0);
        assert_eq!((fault.line, fault.column), (2, before + 1), "{column}");
    }
}

#[test]
fn the_head_is_checked_and_its_faults_are_told_once() {
    let two_rows = with("id", "SC-028-1");
    let misspelt = two_rows.replacen("authority_ko", "authorty_ko", 1);
    let column = misspelt.split("authorty_ko").next().unwrap().chars().count() + 1;
    assert_eq!(
        faults(&misspelt),
        [
            "C04 catalogue.csv:1:1 the column `authority_ko` is missing".to_owned(),
            format!("C02 catalogue.csv:1:{column} the column `authorty_ko` is not known here"),
        ]
    );
    let twice = faults(&two_rows.replacen("effect_en", "effect_ko", 1));
    assert_eq!(twice.len(), 2, "{twice:?}");
    assert!(twice[1].ends_with("the column `effect_ko` stands twice"), "{twice:?}");
    assert_eq!(faults("").len(), 24, "every column is missing");
}

#[test]
fn every_fault_of_a_text_is_told() {
    let broken = with("zone_kind", "x").replace("2026-06-08", "yesterday") + "a,b\n";
    let codes: Vec<_> =
        faults(&broken).iter().map(|fault| fault.split(':').take(2).collect::<Vec<_>>().join(":")).collect();
    assert_eq!(
        codes,
        ["C06 catalogue.csv:2", "C07 catalogue.csv:2", "C07 catalogue.csv:3", "C01 catalogue.csv:4"]
    );
}

#[test]
fn marks_and_line_ends_of_other_editors_do_no_harm() {
    let text = format!("\u{feff}{}", OURS.replace('\n', "\r\n\r\n"));
    assert_eq!(Catalogue::parse(&text).unwrap().entries().len(), 148);
    let at = faults(&format!("\u{feff}{}", with("as_of", "x").replace('\n', "\r\n\r\n")));
    assert!(at[0].starts_with("C07 catalogue.csv:3:"), "{at:?}");
}

#[test]
fn every_value_of_a_closed_list_has_a_word() {
    for (key, kind) in ZoneKind::WORDS {
        assert_eq!((kind.key(), ZoneKind::find_by_key(key)), (key, Some(kind)));
        assert!(!kind.name().ko.is_empty() && !kind.name().en.is_empty());
    }
    assert!(InPlan::WORDS.iter().all(|(key, value)| value.key() == *key));
    assert!(OrdinanceNeed::WORDS.iter().all(|(key, value)| value.key() == *key));
    assert_eq!(ZoneKind::find_by_key("SDZ"), None, "words are lower-case");
}
