//! `teukgu ask` and `teukgu law`: what the law says of facts, from outside.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use teukgu_e2e::{Outcome, copy_folder, repository, teukgu, teukgu_from};

use crate::support::check_refusal;

const PATENT: &str = "act.55.patent_priority";
const SIX: [&str; 6] = [
    "act.31.stay_period",
    "act.33.road_control",
    "act.45.road_occupancy",
    "act.46.park_occupancy",
    PATENT,
    "act.60.investment_review",
];

#[test]
fn the_law_of_the_house_has_no_fault_and_every_case_passes() -> Result<()> {
    for words in [&["law", "lint"][..], &["law", "lint", "law"], &["law", "test"], &["law", "test", "law"]] {
        let outcome = teukgu(words)?;
        ensure!(outcome.status == 0, "{words:?} found something:\n{outcome:#?}");
    }
    Ok(())
}

#[test]
fn an_empty_facts_file_leaves_all_six_unknown_with_a_first_question_each() -> Result<()> {
    for input in ["", "{}"] {
        let answer = asked(input, &["--law-on", "2026-03-02"])?;
        let findings = answer["findings"].as_array().context("no findings")?;
        let ids: Vec<&str> = findings.iter().filter_map(|finding| finding["provision"].as_str()).collect();
        assert_eq!(ids, SIX);
        for finding in findings {
            assert_eq!(finding["verdict"], "unknown", "{finding}");
            assert!(finding["ask_next"]["text"].is_string(), "{finding}");
            for condition in finding["conditions"].as_array().context("no conditions")? {
                assert_ne!(
                    condition["state"], "false",
                    "nothing is false because it was missing: {condition}"
                );
                assert!(condition["cite"].as_array().is_some_and(|cite| !cite.is_empty()), "{condition}");
            }
        }
    }
    Ok(())
}

#[test]
fn the_two_days_around_the_amendment_differ_only_in_the_authority_of_article_55() -> Result<()> {
    let on = |day: &str| -> Result<BTreeMap<String, Value>> {
        let answer = asked("{}", &["--law-on", day])?;
        let findings = answer["findings"].as_array().context("no findings")?;
        let keyed =
            findings.iter().map(|finding| (finding["provision"].to_string(), finding["authority"].clone()));
        Ok(keyed.collect())
    };
    let (before, after) = (on("2025-09-30")?, on("2025-10-01")?);
    let differs: Vec<&String> = before.keys().filter(|id| before[*id] != after[*id]).collect();
    assert_eq!(differs, [&format!("\"{PATENT}\"")]);
    assert_eq!(before[&format!("\"{PATENT}\"")], "특허청장");
    assert_eq!(after[&format!("\"{PATENT}\"")], "지식재산처장");
    Ok(())
}

#[test]
fn an_ai_patent_outside_the_zone_is_shown_its_general_route() -> Result<()> {
    let facts = r#"{"applicant":{"role":"none"},"application":{"kind":"patent","state":"exam_requested","uses_4ir_technology":true},"sites":[{"in_zone":false}]}"#;
    let answer = asked(facts, &["--law-on", "2026-03-02", "--provision", PATENT])?;
    let finding = &answer["findings"][0];
    assert_eq!(finding["verdict"], "not_met", "{finding}");
    assert!(finding["ask_next"].is_null(), "what is false elsewhere asks nothing: {finding}");
    let also = finding["also"].as_array().context("no routes")?;
    let route =
        also.iter().find(|other| other["provision"] == "patent.decree.9.1.2_2").context("no AI route")?;
    assert_ne!(route["verdict"], "not_met", "{route}");
    Ok(())
}

#[test]
fn every_wrong_fact_is_named_by_its_path() -> Result<()> {
    let facts = r#"{"applicant":{"role":"boss"},"nobody":{"x":1},"sites":[{"in_zone":"yes"}]}"#;
    let outcome = run(facts, &["--lang", "en"])?;
    assert_eq!(outcome.status, 2, "{outcome:#?}");
    for path in ["applicant.role", "nobody", "sites.0.in_zone"] {
        assert!(outcome.stderr.contains(path), "{path} is not named:\n{}", outcome.stderr);
    }
    assert!(outcome.stdout.is_empty());
    Ok(())
}

#[test]
fn what_cannot_be_read_is_refused_in_one_line_with_help() -> Result<()> {
    let asking = |input: &str, words: &[&str]| run(input, words);
    check_refusal(&asking("{\"applicant\":", &[])?, 2, "JSON")?;
    check_refusal(&asking("[]", &[])?, 2, "JSON")?;
    check_refusal(&asking("{}", &["--provision", "act.99.none"])?, 2, "act.99.none")?;
    check_refusal(&teukgu(&["ask", "--facts", "no-such-file.json"])?, 2, "no-such-file.json")?;
    check_refusal(&teukgu(&["law", "show", "act.99.none"])?, 2, "act.99.none")?;
    check_refusal(&teukgu(&["law", "lint", "no-such-folder"])?, 2, "no-such-folder")?;
    Ok(())
}

#[test]
fn the_schema_describes_the_facts() -> Result<()> {
    let outcome = teukgu(&["ask", "--schema"])?;
    let schema: Value = serde_json::from_str(&outcome.stdout)?;
    assert!(schema["properties"]["applicant"]["properties"]["role"].is_object(), "{schema}");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    Ok(())
}

#[test]
fn a_provision_is_shown_as_it_stood_on_a_day() -> Result<()> {
    let on = |day: &str| -> Result<Value> {
        let outcome = teukgu(&["law", "show", PATENT, "--on", day, "--format", "json"])?;
        ensure!(outcome.status == 0, "{outcome:#?}");
        Ok(serde_json::from_str(&outcome.stdout)?)
    };
    assert_eq!(on("2025-09-30")?["authority"], "특허청장");
    assert_eq!(on("2025-10-01")?["authority"], "지식재산처장");
    assert!(on("2010-01-01")?["version"].is_null());
    Ok(())
}

#[test]
fn faults_of_a_law_folder_are_told_with_code_file_line_and_column() -> Result<()> {
    let folder = tempfile::tempdir()?;
    copy_folder(&repository().join("law"), folder.path())?;
    let file = folder.path().join("provisions/special-act/55-patent-priority.toml");
    let text = fs::read_to_string(&file)?;
    fs::write(&file, text.replacen("fact = \"application.kind\"", "fact = \"application.kid\"", 1))?;
    let statute = folder.path().join("statutes/patent-act.toml");
    fs::write(&statute, b"id = \xff")?;
    let dir = folder.path().to_str().context("a path of tests is UTF-8")?;
    let outcome = teukgu(&["law", "lint", dir, "--lang", "en"])?;
    assert_eq!(outcome.status, 1, "{outcome:#?}");
    let has = |file: &str, code: &str| {
        outcome
            .stdout
            .lines()
            .any(|line| line.contains(&format!("/{file}:")) && line.contains(&format!("[{code}]")))
    };
    assert!(has("provisions/special-act/55-patent-priority.toml", "E01"), "{}", outcome.stdout);
    assert!(has("statutes/patent-act.toml", "E00"), "{}", outcome.stdout);
    let refused = teukgu(&["law", "test", dir])?;
    assert_eq!(refused.status, 1, "{refused:#?}");
    Ok(())
}

#[test]
fn the_same_question_gives_the_same_bytes() -> Result<()> {
    let once = || run("{}", &["--law-on", "2026-03-02", "--format", "json"]).map(|outcome| outcome.stdout);
    assert_eq!(once()?, once()?);
    Ok(())
}

fn run(facts: &str, extra: &[&str]) -> Result<Outcome> {
    teukgu_from(&repository(), &[&["ask", "--facts", "-"], extra].concat(), facts)
}

fn asked(facts: &str, extra: &[&str]) -> Result<Value> {
    let outcome = run(facts, &[extra, &["--format", "json"]].concat())?;
    ensure!(outcome.status == 0, "{outcome:#?}");
    Ok(serde_json::from_str(&outcome.stdout)?)
}
