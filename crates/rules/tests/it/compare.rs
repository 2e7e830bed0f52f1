//! Two laws compared: what differs by name, what is worth a look, and which cases are decided otherwise.

use crate::support::{changed, files, law, repository};
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_rules::compare::{Aspect, Change, Changes, Effect, PartKind, changes, impact, trials};
use teukgu_rules::halt::Halt;
use teukgu_rules::{LawFiles, lint, lint_until};

const A: &str = "provisions/a.toml";
const A_CASES: &str = "provisions/a.cases.toml";

#[track_caller]
fn compared(draft: &LawFiles) -> Changes {
    let report = lint(draft);
    assert!(report.executable().is_some(), "{:#?}", report.findings);
    changes(&law(&files()), &report)
}

#[track_caller]
fn decided_otherwise(draft: &LawFiles) -> Vec<Effect> {
    let (old, new) = (law(&files()), law(draft));
    let trials = trials(&old, &new);
    impact(&old, &new, &trials, &Holidays::default(), &Halt::default()).unwrap()
}

/// Lists what differs as provision, part, name and aspects.
fn told(changes: &Changes) -> Vec<(PartKind, String, Change, Vec<Aspect>)> {
    let parts = changes.provisions.iter().flat_map(|provision| &provision.parts);
    let aspects = |part: &teukgu_rules::compare::PartChange| {
        part.details.iter().map(|detail| detail.aspect).collect::<Vec<_>>()
    };
    parts.map(|part| (part.kind, part.name.ko.clone(), part.change, aspects(part))).collect()
}

#[test]
fn a_law_does_not_differ_from_itself() {
    for files in [files(), repository()] {
        let old = law(&files);
        assert_eq!(changes(&old, &lint(&files)), Changes::default());
        let trials = trials(&old, &old);
        assert!(trials.iter().all(|trial| !trial.is_new));
        assert_eq!(impact(&old, &old, &trials, &Holidays::default(), &Halt::default()), Some(Vec::new()));
    }
}

#[test]
fn each_part_is_told_with_what_it_said_and_says() {
    for (old, new, kind, name, aspect) in [
        ("name_ko = \"가 특례\"", "name_ko = \"나 특례\"", PartKind::Head, "나 특례", Aspect::Name),
        ("article = \"제1조제2항\"", "article = \"제1조\"", PartKind::Version, "v2", Aspect::Citation),
        ("period = \"1mo\"", "period = \"2mo\"", PartKind::Deadline, "신청 기한", Aspect::Period),
        ("expr = 'firm.related'", "expr = '!firm.related'", PartKind::Condition, "related", Aspect::Formal),
        (
            "text_ko = \"직접 관련될 것\"",
            "text_ko = \"관련될 것\"",
            PartKind::Condition,
            "related",
            Aspect::Text,
        ),
    ] {
        let draft = changed(A, old, new);
        let changes = compared(&draft);
        assert_eq!(told(&changes), [(kind, name.to_owned(), Change::Changed, vec![aspect])], "{new}");
        assert_eq!(changes.provisions[0].id, "test.a");
    }
}

#[test]
fn what_comes_and_goes_is_told_as_such() {
    let note = "[[note]]\ntext_ko = \"수수료가 없습니다.\"\ntext_en = \"No fee.\"\ncite = [{ law = \"시험법\", article = \"제1조\" }]\n\n[[also]]";
    let changes = compared(&changed(A, "[[also]]", note));
    assert_eq!(
        told(&changes),
        [(PartKind::Note, "수수료가 없습니다.".to_owned(), Change::Added, vec![Aspect::Citation])]
    );
    let mut draft = changed(A, "[[also]]\nprovision = \"test.b\"", "");
    let text = String::from_utf8(draft.files[A].clone()).unwrap();
    let why = "checked_on = 2026-01-01\nno_general_route_ko = \"없음\"\nno_general_route_en = \"none\"";
    draft.files.insert(A.to_owned(), text.replacen("checked_on = 2026-01-01", why, 1).into_bytes());
    let parts = told(&compared(&draft));
    assert!(parts.iter().any(|part| (part.0, part.2) == (PartKind::Also, Change::Removed)), "{parts:?}");
    draft.files.remove("provisions/b.toml");
    draft.files.remove("provisions/b.cases.toml");
    let changes = compared(&draft);
    let gone = changes.provisions.iter().find(|provision| provision.id == "test.b").unwrap();
    assert_eq!((gone.change, gone.parts.len()), (Change::Removed, 0));
}

#[test]
fn w20_a_sentence_that_parts_from_its_formal_side_is_noted_at_its_line() {
    let draft = changed(A, "text_ko = \"직접 관련될 것\"", "text_ko = \"관련될 것\"");
    let findings = compared(&draft).findings;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((findings[0].code, findings[0].file.as_str()), ("W20", A));
    let line = String::from_utf8(files().files[A].clone()).unwrap();
    let line = line.lines().position(|line| line == "id = \"related\"").unwrap();
    assert_eq!(findings[0].line, line, "the heading stands on the line before the id");
    let both = changed(A, "text_ko = \"특화사업자이거나 참여기업일 것\"", "text_ko = \"특화사업자일 것\"");
    let text = String::from_utf8(both.files[A].clone()).unwrap();
    let text = text.replace("value = [\"operator\", \"participant\"]", "value = [\"operator\"]");
    let mut both = both;
    both.files.insert(A.to_owned(), text.into_bytes());
    assert!(compared(&both).findings.is_empty(), "both sides changed together");
}

#[test]
fn w20_two_versions_of_a_condition_are_held_against_each_other() {
    let one = "id = \"related\"\ntext_ko = \"직접 관련될 것\"";
    let two = "id = \"related\"\nonly = [\"v1\"]\ntext_ko = \"관련될 것\"\ntext_en = \"Related\"\ncite = [{ law = \"시험법\", article = \"제1조\" }]\nkind = \"judgement\"\nexpr = 'firm.related'\n\n[[condition]]\nid = \"related\"\nonly = [\"v2\"]\ntext_ko = \"직접 관련될 것\"";
    let report = lint(&changed(A, one, two));
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["W20"], "{:#?}", report.findings);
    assert!(report.law.is_some(), "a note keeps nothing from being used");
    let clash = lint(&changed(A, one, &two.replace("[\"v2\"]", "[\"v1\", \"v2\"]")));
    assert!(clash.law.is_none(), "two conditions of one id cannot hold in the same version");
}

#[test]
fn cases_that_are_decided_otherwise_are_listed_before_and_after() {
    let narrowed = lint(&changed(A, "value = [\"operator\", \"participant\"]", "value = [\"participant\"]"));
    assert!(narrowed.law.is_none(), "its cases do not fit any more");
    let (old, new) = (law(&files()), Arc::new(narrowed.executable().unwrap().clone()));
    let effects = impact(&old, &new, &trials(&old, &new), &Holidays::default(), &Halt::default()).unwrap();
    let met = effects.iter().find(|effect| effect.name.en == "Everything is there").unwrap();
    assert_eq!(met.before.verdict.as_ref().unwrap().0.key(), "met");
    assert_eq!(met.after.verdict.as_ref().unwrap().0.key(), "not_met");
    assert!(!met.is_new && met.line > 0);
    assert!(effects.iter().all(|effect| effect.name.en != "Without a role it is not met"));
}

#[test]
fn a_case_that_only_the_draft_has_is_marked() {
    let draft = changed(
        A_CASES,
        "[[case]]\nname_ko = \"모두 갖추면 충족한다\"",
        "[[case]]\nname_ko = \"새 사례\"\nname_en = \"A new case\"\nlaw_on = 2010-01-01\nexpect = \"not_in_force\"\n\n[[case]]\nname_ko = \"모두 갖추면 충족한다\"",
    );
    let (old, new) = (law(&files()), law(&draft));
    let trials = trials(&old, &new);
    let added: Vec<_> = trials.iter().filter(|trial| trial.is_new).map(|trial| &trial.case.name.en).collect();
    assert_eq!(added, ["A new case"]);
    assert!(decided_otherwise(&draft).is_empty(), "no law changed");
}

#[test]
fn work_that_is_asked_to_stop_gives_nothing() {
    let halt = Halt::default();
    assert!(lint_until(&files(), &halt).is_some());
    halt.ask();
    assert!(lint_until(&files(), &halt).is_none());
    let old = law(&files());
    assert_eq!(impact(&old, &old, &trials(&old, &old), &Holidays::default(), &halt), None);
}

#[test]
fn drafts_that_would_grow_without_bound_are_refused() {
    let deep = format!("set = {{ \"{}\" = 1 }}", vec!["a"; 20_000].join("."));
    let case = "set = { \"firm.role\" = \"none\" }";
    let wide = "set = { \"sites.0.sites.999.x\" = 1 }";
    let many: String = (0..3_000).map(|n| format!("[[version]]\nid = \"w{n}\"\n")).collect();
    for (file, old, new) in [
        (A_CASES, case, deep.as_str()),
        (A_CASES, case, wide),
        (A, "[[condition]]\nid = \"role\"", &format!("{many}\n[[condition]]\nid = \"role\"")),
    ] {
        let report = lint(&changed(file, old, new));
        assert!(report.law.is_none());
        assert!(report.findings.len() <= 5_000);
    }
}
