//! Every code finds what it is for, at the place, and lets the sound law pass.

use crate::support::{changed, files};
use teukgu_domain::fault::Severity;
use teukgu_domain::text::Lang;
use teukgu_rules::lint;

const A: &str = "provisions/a.toml";
const A_CASES: &str = "provisions/a.cases.toml";
const B: &str = "provisions/b.toml";
const FACTS: &str = "facts/facts.toml";
const PARAMETERS: &str = "parameters.toml";

/// Changes one text of the small law, and expects a code in a file.
#[track_caller]
fn check(code: &str, file: &str, old: &str, new: &str) {
    let report = lint(&changed(file, old, new));
    let lines: Vec<String> =
        report.findings.iter().map(|fault| format!("{} {}", fault.code, fault.line(Lang::En))).collect();
    let found = report.findings.iter().find(|fault| fault.code == code && fault.file == file);
    let Some(found) = found else { panic!("no {code} in {file}, but {lines:#?}") };
    assert!(found.line >= 1 && found.column >= 1);
    assert!(!found.message.ko.is_empty() && !found.help.ko.is_empty() && !found.help.en.is_empty());
    assert!(!found.message.en.contains('\n') && !found.message.ko.contains('\n'), "one line: {lines:?}");
    assert_eq!(report.law.is_none(), found.severity == Severity::Fault, "{lines:#?}");
}

#[test]
fn the_sound_law_has_no_finding() {
    let report = lint(&files());
    let lines: Vec<String> = report.findings.iter().map(|fault| fault.line(Lang::En)).collect();
    assert!(lines.is_empty(), "{lines:#?}");
    assert!(report.law.is_some());
}

#[test]
fn e00_what_cannot_be_read_is_told_with_its_place() {
    check("E00", A, "[provision]", "[provision");
    check("E00", A, "kind = \"special_case\"", "kind = \"special\"");
    check("E00", A, "checked_on = 2026-01-01", "checked_on = \"2026-01-01\"");
    check("E00", A, "name_en = \"Case A\"\n", "");
    check("E00", A, "direction = \"after\"", "direction = \"after\"\nwhen = 1");
    check("E00", A, "id = \"inside\"", "id = \"role\"");
    check("E00", B, "id = \"test.b\"", "id = \"test.a\"");
    check("E00", A, "expr = 'firm.related'", "expr = 'firm.related &&'");
    check("E00", A, "provision = \"test.b\"", "provision = \"test.c\"");
    check("E00", B, "param = \"staff.least\"", "param = \"staff.most\"");
    check("E00", A, "authority = \"옛 기관\"", "authority = \"없는 기관\"");
    check(
        "E00",
        A,
        "article = \"제1조\" }]\n\n[[version]]",
        "article = \"제1조\", law2 = 1 }]\n\n[[version]]",
    );
}

#[test]
fn one_slip_is_told_once_and_not_by_everything_that_leans_on_it() {
    for (file, old, new) in [
        (B, "kind = \"general_route\"", "kind = \"general\""),
        (A, "fact = \"firm.role\"", "fact = \"firm.rule\""),
        (A, "op = \"in\"", "op = \"inn\""),
    ] {
        let findings = lint(&changed(file, old, new)).findings;
        let lines: Vec<String> = findings.iter().map(|fault| fault.line(Lang::En)).collect();
        assert_eq!(lines.len(), 1, "{lines:#?}");
    }
}

#[test]
fn e01_a_fact_that_nobody_declared() {
    check("E01", A, "fact = \"firm.role\"", "fact = \"firm.rule\"");
    check("E01", A, "expr = 'firm.related'", "expr = 'firm.relation == true'");
}

#[test]
fn e02_types_and_ranges_that_do_not_fit() {
    check("E02", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff == true'");
    check("E02", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff <= 2000000'");
    check("E02", A, "expr = 'firm.related'", "expr = 'firm.related && firm.role < \"operator\"'");
    check("E02", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff == firm.filed_on'");
    check("E02", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff'");
    check("E02", B, "fact = \"firm.staff\"", "fact = \"firm.filed_on\"");
}

#[test]
fn e03_a_part_without_a_citation() {
    check(
        "E03",
        A,
        "cite = [{ law = \"시험법\", article = \"제1조\" }]\nfact = \"firm.role\"",
        "fact = \"firm.role\"",
    );
    check("E03", PARAMETERS, "cite = [{ notice = \"공개되지 않은 고시\" }]", "cite = []");
}

#[test]
fn e04_an_article_that_does_not_stand_in_the_text_that_day() {
    check("E04", A, "article = \"제1조제2항\"", "article = \"제9조\"");
    check("E04", "provisions/b.toml", "from = 2025-10-01", "from = 2019-01-01");
    let gone =
        changed("statutes/act.toml", "from = 2020-01-01\n\n", "from = 2020-01-01\nto = 2026-01-01\n\n");
    assert!(lint(&gone).findings.iter().any(|fault| fault.code == "E04"));
}

#[test]
fn e05_versions_and_values_that_overlap() {
    check("E05", A, "to = 2025-10-01", "to = 2025-10-02");
    check("E05", PARAMETERS, "to = 2024-01-01", "to = 2024-01-02");
}

#[test]
fn e06_days_without_a_version() {
    check("E06", A, "to = 2025-10-01", "to = 2025-09-30");
    let said = changed(A, "to = 2025-10-01", "to = 2025-09-30");
    let said = teukgu_rules::LawFiles {
        files: said
            .files
            .into_iter()
            .map(|(name, bytes)| {
                let text = String::from_utf8(bytes).unwrap();
                let text = text.replace("id = \"v2\"", "id = \"v2\"\ngap = true");
                (name, text.into_bytes())
            })
            .collect(),
    };
    assert!(lint(&said).findings.iter().all(|fault| fault.code != "E06"));
}

#[test]
fn e07_requirements_that_nobody_can_meet() {
    check("E07", A, "expr = 'firm.related'", "expr = 'firm.related && !firm.related'");
    check("E07", A, "expr = 'firm.related'", "expr = 'firm.related && firm.role == \"none\"'");
}

#[test]
fn e08_a_condition_that_follows_from_the_others() {
    check("E08", A, "expr = 'firm.related'", "expr = 'firm.related || firm.role != \"none\"'");
}

#[test]
fn e09_operations_that_can_fail() {
    check("E09", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff / 2 > 3'");
    check("E09", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff > 0.5'");
    check("E09", A, "expr = 'firm.related'", "expr = 'firm.related && matches(firm.note)'");
    check("E09", B, "op = \">=\"\nparam = \"staff.least\"", "op = \">=\"\nvalue = 0.5");
}

#[test]
fn e10_numbers_that_may_not_fit() {
    check("E10", A, "expr = 'firm.related'", "expr = 'firm.related && firm.staff * 9223372036854775807 > 3'");
}

#[test]
fn e11_facts_without_a_question_and_judgements_without_an_owner() {
    check("E11", FACTS, "ask_ko = \"어떤 지위입니까?\"\nask_en = \"Which role?\"\n", "");
    check("E11", A, "expr = 'firm.related'", "expr = 'firm.staff > 3'");
}

#[test]
fn e12_a_deadline_without_base_or_counting_rule() {
    check("E12", A, "clock = \"civil\"\n", "");
    check("E12", A, "base = \"firm.filed_on\"\n", "");
    check("E12", A, "base = \"firm.filed_on\"", "base = \"firm.staff\"");
}

#[test]
fn e13_a_code_that_is_not_in_its_list() {
    check("E13", A, "value = [\"operator\", \"participant\"]", "value = [\"operator\", \"participent\"]");
    let dated = |days: &str| {
        let with = format!("ko = \"참여기업\", en = \"participant\", {days} }}");
        lint(&changed(FACTS, "ko = \"참여기업\", en = \"participant\" }", &with)).findings
    };
    for days in ["from = 2020-01-01, to = 2026-01-01", "from = 2024-07-01"] {
        assert!(dated(days).iter().any(|fault| fault.code == "E13" && fault.file == A), "{days}");
    }
    assert!(dated("from = 2020-01-01").is_empty(), "the list holds it on the days of every version");
}

#[test]
fn e14_a_condition_that_always_holds() {
    check("E14", A, "expr = 'firm.related'", "expr = 'firm.related || !firm.related'");
    check("E14", A, "expr = 'firm.related'", "expr = 'firm.related || firm.staff < 19 || firm.staff >= 19'");
}

#[test]
fn e15_a_negation_over_a_fact_that_cannot_say_none() {
    check("E15", A, "expr = 'firm.related'", "expr = 'firm.related && firm.kind != \"large\"'");
    check("E15", A, "expr = 'firm.related'", "expr = 'firm.related && !(firm.kind in [\"large\"])'");
}

#[test]
fn e16_a_list_without_a_quantifier() {
    check("E16", A, "over = \"any_site\"\n", "");
}

#[test]
fn e17_cases_that_are_missing() {
    check("E17", A_CASES, "set = { \"firm.role\" = \"none\" }\nexpect = \"not_met\"", "expect = \"met\"");
    check("E17", A_CASES, "law_on = 2025-09-30", "law_on = 2025-09-29");
    let mut files = files();
    files.files.remove(A_CASES);
    assert!(lint(&files).findings.iter().any(|fault| fault.code == "E17" && fault.file == A));
}

#[test]
fn e18_an_authority_that_is_not_in_office() {
    check("E18", A, "authority = \"새 기관\"", "authority = \"옛 기관\"");
    check("E18", A, "authority = \"옛 기관\"", "authority = \"새 기관\"");
}

#[test]
fn e19_a_special_case_without_a_general_route() {
    check("E19", A, "[[also]]\nprovision = \"test.b\"\n", "");
    let said = changed(
        A,
        "checked_on = 2026-01-01",
        "checked_on = 2026-01-01\nno_general_route_ko = \"없다\"\nno_general_route_en = \"none\"",
    );
    let said =
        String::from_utf8(said.files[A].clone()).unwrap().replace("[[also]]\nprovision = \"test.b\"\n", "");
    let mut files = files();
    files.files.insert(A.to_owned(), said.into_bytes());
    assert!(lint(&files).findings.iter().all(|fault| fault.code != "E19"));
}

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let mut files = changed(A, "fact = \"firm.role\"", "fact = \"firm.rule\"");
    let facts = String::from_utf8(files.files[FACTS].clone()).unwrap();
    files.files.insert(FACTS.to_owned(), facts.replace("max = 1_000_000", "max = -1").into_bytes());
    files.files.insert("provisions/c.toml".to_owned(), b"\xff".to_vec());
    let told: Vec<String> = lint(&files).findings.iter().map(|fault| fault.file.clone()).collect();
    for file in [A, FACTS, "provisions/c.toml"] {
        assert!(told.iter().any(|told| told == file), "{file} in {told:?}");
    }
}

#[test]
fn the_catalogue_of_the_folder_is_checked_with_it() {
    let mut files = files();
    files.files.insert("catalogue.csv".to_owned(), "id,article\n1,2,3\n".into());
    assert!(lint(&files).findings.iter().any(|fault| fault.code == "C01" && fault.file == "catalogue.csv"));
    files.files.insert("catalogue.csv".to_owned(), vec![0xff]);
    assert!(lint(&files).findings.iter().any(|fault| fault.code == "E00" && fault.file == "catalogue.csv"));
}

#[test]
fn a_fault_within_an_expression_stands_at_its_character() {
    let report = lint(&changed(A, "expr = 'firm.related'", "expr = 'firm.related && 없는.사실'"));
    let fault = report.findings.iter().find(|fault| fault.code == "E01").unwrap();
    let source = String::from_utf8(files().files[A].clone()).unwrap();
    let line = source.lines().position(|line| line.starts_with("expr")).unwrap() + 1;
    assert_eq!((fault.line, fault.column), (line, "expr = 'firm.related && ".len() + 1));
}

#[test]
fn hostile_text_is_refused_in_time_and_without_a_panic() {
    let deep = format!("expr = '{}firm.related{}'", "(".repeat(5_000), ")".repeat(5_000));
    let nots = format!("expr = '{}firm.related'", "!".repeat(5_000));
    let long = format!("expr = 'firm.related{}'", " && firm.related".repeat(5_000));
    let quote = "expr = 'firm.note == \"양재'".to_owned();
    for text in [deep, nots, long, quote] {
        let _ = lint(&changed(A, "expr = 'firm.related'", &text));
    }
    let mut files = files();
    for bytes in
        [&b"\xed\xa0\x80"[..], b"provision = 1", b"[[condition]]\n", b"[provision]\nid = \"\xea\xb0\x80\""]
    {
        files.files.insert("provisions/x.toml".to_owned(), bytes.to_vec());
        assert!(lint(&files).law.is_none());
    }
}
