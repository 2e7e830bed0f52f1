//! Facts that are handed in: each thing wrong with them is named, and nothing missing becomes false.

use crate::support::{ask, files, law};
use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};
use teukgu_rules::facts::{FactsReader, State, schema};
use teukgu_rules::finding::Verdict;

#[track_caller]
fn faults(facts: &Json) -> Vec<String> {
    let law = law(&files());
    let reader =
        FactsReader { vocabulary: &law.vocabulary, today: date(2026, 3, 2), fact_on: date(2026, 3, 2) };
    let faults = reader.read(facts).expect_err("the facts have a fault");
    for fault in &faults {
        assert!(
            !fault.message.ko.is_empty() && !fault.help.ko.is_empty() && !fault.message.en.contains('\n')
        );
    }
    faults.into_iter().map(|fault| fault.path).collect()
}

#[test]
fn each_fault_is_named_by_its_path() {
    for (facts, paths) in [
        (json!([]), vec![""]),
        (json!({ "firm": { "roll": "operator" } }), vec!["firm.roll"]),
        (json!({ "frim": { "role": "operator" } }), vec!["frim"]),
        (json!({ "firm": { "role": "boss", "staff": "many" } }), vec!["firm.role", "firm.staff"]),
        (json!({ "firm.staff": -1 }), vec!["firm.staff"]),
        (json!({ "firm.staff": 1_000_001 }), vec!["firm.staff"]),
        (json!({ "firm.staff": 1.5 }), vec!["firm.staff"]),
        (json!({ "firm.staff": 1e300 }), vec!["firm.staff"]),
        (json!({ "firm.share": "12.345" }), vec!["firm.share"]),
        (json!({ "firm.filed_on": "2026-02-30" }), vec!["firm.filed_on"]),
        (json!({ "firm.filed_on": "2026-03-03" }), vec!["firm.filed_on"]),
        (json!({ "firm.last_day": "2026-03-03" }), vec!["firm.last_day"]),
        (json!({ "firm.note": "" }), vec!["firm.note"]),
        (json!({ "firm.note": "\u{0}" }), vec!["firm.note"]),
        (json!({ "sites": {} }), vec!["sites"]),
        (json!({ "sites": [1] }), vec!["sites.0"]),
        (json!({ "sites": [{ "outside": true }] }), vec!["sites.0.outside"]),
        (json!({ "sites": [{ "inside": true }, { "inside": 1 }] }), vec!["sites.1.inside"]),
        (json!({ "site.inside": true }), vec!["site.inside"]),
        (json!({ "firm.role": { "state": "lost" } }), vec!["firm.role"]),
        (json!({ "firm.role": { "value": "operator", "by": "x" } }), vec!["firm.role"]),
        (json!({ "firm.role": { "source": "x" } }), vec!["firm.role"]),
    ] {
        assert_eq!(faults(&facts), paths, "{facts}");
    }
}

#[track_caller]
fn state(facts: &Json, fact_on: Date) -> State {
    let law = law(&files());
    let reader = FactsReader { vocabulary: &law.vocabulary, today: date(2026, 3, 2), fact_on };
    reader.read(facts).unwrap().state(law.vocabulary.slot("firm.role").unwrap()).clone()
}

#[test]
fn ways_of_not_knowing_are_kept_apart() {
    let on = date(2026, 3, 2);
    assert_eq!(state(&json!({}), on), State::NotAsked);
    assert_eq!(state(&json!({ "firm": { "role": null } }), on), State::NotAsked);
    assert_eq!(state(&json!({ "firm.role": { "state": "withheld" } }), on), State::Withheld);
    assert_eq!(state(&json!({ "firm.role": { "state": "pending" } }), on), State::Pending);
    let two = json!({ "firm.role": [{ "value": "operator", "source": "register" }, { "value": "none", "source": "applicant" }] });
    let State::Conflict(said) = state(&two, on) else { panic!("two sources differ") };
    assert_eq!(said.len(), 2);
}

#[test]
fn a_fact_holds_between_its_days() {
    let facts = json!({ "firm.role": { "value": "operator", "from": "2025-01-01", "until": "2025-12-31" } });
    for (on, known) in [
        (date(2024, 12, 31), false),
        (date(2025, 1, 1), true),
        (date(2025, 12, 31), true),
        (date(2026, 1, 1), false),
    ] {
        assert_eq!(state(&facts, on).known().is_some(), known, "{on}");
    }
}

#[test]
fn no_fact_that_is_missing_makes_a_verdict_false() {
    let law = law(&files());
    for provision in &law.provisions {
        let finding = ask(&law, &provision.id, date(2026, 3, 2), &json!({}));
        assert_eq!(finding.verdict, Verdict::Unknown, "{}", provision.id);
        assert!(finding.ask_next.is_some());
    }
}

#[test]
fn a_withheld_answer_is_not_asked_again_and_a_conflict_shows_both_sides() {
    let law = law(&files());
    let on = date(2026, 3, 2);
    let withheld =
        json!({ "firm.role": { "state": "withheld" }, "firm.related": true, "sites": [{ "inside": true }] });
    let finding = ask(&law, "test.a", on, &withheld);
    assert_eq!((finding.verdict, finding.ask_next), (Verdict::Unknown, None));
    assert_eq!(finding.missing[0].state, "withheld");
    let conflict = json!({ "firm.role": [{ "value": "operator", "source": "등록부" }, { "value": "none", "source": "신청인" }] });
    let finding = ask(&law, "test.a", on, &conflict);
    let role = finding.conditions.iter().find(|condition| condition.id == "role").unwrap();
    assert_eq!(role.facts[0].state, "conflict");
    assert_eq!(role.facts[0].values.len(), 2);
    assert_eq!(finding.verdict, Verdict::Unknown);
}

#[test]
fn the_schema_names_every_fact_once() {
    let law = law(&files());
    let schema = schema(&law.vocabulary, teukgu_domain::text::Lang::Ko);
    assert!(schema["properties"]["firm"]["properties"]["role"]["anyOf"].is_array());
    assert!(schema["properties"]["sites"]["items"]["properties"]["inside"].is_object());
    assert!(
        schema["properties"]["firm"]["properties"]["last_day"].is_null(),
        "a derived day is not handed in"
    );
}
