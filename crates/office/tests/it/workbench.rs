//! The workbench: what a draft changes, and that no draft can harm.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use teukgu_office::law::compare::{Aspect, PartKind};
use teukgu_office::law::halt::Halt;
use teukgu_office::law::{Edition, LawDesk};
use teukgu_office::workbench::{
    Draft, Said, StrayFile, Tried, check_draft, differences, find, open_parameters, try_draft,
};

const PATENT: &str = "provisions/special-act/55-patent-priority.toml";
const CASES: &str = "provisions/special-act/55-patent-priority.cases.toml";

fn edition() -> Edition {
    static EDITION: LazyLock<Edition> = LazyLock::new(|| Edition::read(teukgu_testkit::law_files()).unwrap());
    EDITION.clone()
}

fn file(path: &str) -> String {
    String::from_utf8(edition().files.files[path].clone()).unwrap()
}

fn draft(path: &str, text: String) -> Draft {
    Draft { files: BTreeMap::from([(path.to_owned(), Some(text))]) }
}

fn tried(draft: &Draft) -> Tried {
    try_draft(&edition(), draft, &teukgu_testkit::holidays(), &Halt::default()).unwrap()
}

#[track_caller]
fn replaced(path: &str, old: &str, new: &str) -> Draft {
    let text = file(path);
    assert!(text.contains(old), "`{old}` is not in {path}");
    draft(path, text.replacen(old, new, 1))
}

#[test]
fn a_draft_that_changes_nothing_has_no_effect_whatever_its_line_ends() {
    for text in [file(PATENT), file(PATENT).replace('\n', "\r\n")] {
        let tried = tried(&draft(PATENT, text));
        assert!(tried.is_sound() && tried.findings.is_empty(), "{:#?}", tried.findings);
        assert!(tried.changes.provisions.is_empty() && tried.effects.is_empty());
        assert!(tried.cases.unwrap() > 100);
    }
}

#[test]
fn another_day_of_enforcement_turns_the_authority_of_the_cases_between() {
    let is_of_the_office = |text: &String| text.contains("지식재산처장") && text.contains("2025-10-01");
    let later = |text: String| Some(text.replace("2025-10-01", "2026-06-01"));
    let paths = edition().files.files.keys().cloned().collect::<Vec<_>>();
    let texts =
        paths.into_iter().map(|path| (path.clone(), file(&path))).filter(|(_, text)| is_of_the_office(text));
    let of_law = texts.filter(|(path, _)| !path.ends_with(".cases.toml"));
    let tried = tried(&Draft { files: of_law.map(|(path, text)| (path, later(text))).collect() });
    let parts = &tried.changes.provisions[0].parts;
    assert!(parts.iter().all(|part| part.kind == PartKind::Version), "{parts:#?}");
    assert!(parts.iter().flat_map(|part| &part.details).all(|detail| detail.aspect == Aspect::Days));
    let turned =
        tried.effects.iter().find(|effect| effect.before.authority != effect.after.authority).unwrap();
    assert_eq!(turned.before.authority.as_ref().unwrap().ko, "지식재산처장");
    assert_eq!(turned.after.authority.as_ref().unwrap().ko, "특허청장");
    assert!(
        !tried.is_sound(),
        "the office is not in office then, or its cases are missing: {:#?}",
        tried.findings
    );
}

#[test]
fn a_draft_with_a_fault_says_where_and_promises_no_effect() {
    let tried = tried(&replaced(PATENT, "fact = \"application.kind\"", "fact = \"application.kid\""));
    assert!(!tried.is_sound() && tried.cases.is_none() && tried.effects.is_empty());
    let fault = tried.findings.iter().find(|fault| fault.code == "E01").unwrap();
    assert_eq!(fault.file, PATENT);
    assert!(file(PATENT).lines().nth(fault.line - 1).unwrap().contains("application.kind"));
}

#[test]
fn nothing_of_a_draft_is_kept() {
    let desk = LawDesk::new(edition());
    let before = desk.current();
    tried(&replaced(PATENT, "name_ko", "name_ko"));
    assert!(Arc::ptr_eq(&before.law, &desk.law()) && desk.edition() == 1);
    desk.replace(edition());
    assert_eq!(desk.edition(), 2);
}

#[test]
fn a_file_that_nothing_reads_is_refused() {
    for path in ["../x.toml", "notes.toml", "provisions/../x.toml", "provisions//x.toml", "facts/x.txt", ""] {
        assert_eq!(draft(path, String::new()).check(), Err(StrayFile(path.to_owned())), "{path}");
    }
    for path in ["authorities.toml", "parameters.toml", "facts/x.toml", PATENT] {
        assert_eq!(draft(path, String::new()).check(), Ok(()), "{path}");
    }
    let gone = Draft { files: BTreeMap::from([("authorities.toml".to_owned(), None)]) };
    let findings = check_draft(&edition(), &gone, &Halt::default()).unwrap();
    assert!(findings.iter().any(|fault| fault.file == "authorities.toml" && fault.code == "E00"));
}

#[test]
fn the_facts_of_a_case_are_told_in_words_where_they_differ() {
    let law = edition().law;
    let files = law.cases.iter().filter(|file| !file.base.is_null());
    let mut nothing = 0;
    for file in files {
        for case in &file.cases {
            for differs in differences(&law, file, case) {
                assert!(!differs.name.ko.is_empty() && !differs.path.is_empty());
                nothing += usize::from(differs.said == Said::Nothing);
            }
        }
    }
    assert!(nothing > 10, "cases leave facts out");
}

#[test]
fn what_waits_to_be_entered_is_listed_with_the_provisions_that_need_it() {
    let law = edition().law;
    let open = open_parameters(&law, jiff::civil::date(2026, 3, 2));
    assert!(!open.is_empty());
    assert!(open.iter().any(|open| !open.used_by.is_empty()));
}

#[test]
fn a_provision_is_found_by_its_article_its_name_and_its_words() {
    let law = edition().law;
    for words in ["제55조", "우선심사", "patent_priority", "PRIORITY patent", "지식재산처장"] {
        let found = find(&law, words);
        assert!(found.iter().any(|provision| provision.id == "act.55.patent_priority"), "{words}");
    }
    assert_eq!(find(&law, "").len(), law.provisions.len());
    assert!(find(&law, "no-such-word").is_empty());
}

/// Tries a draft on the stack that a worker has, and asks it to stop after a while.
#[track_caller]
fn survives(name: &str, draft: Draft) {
    let halt = Arc::new(Halt::default());
    let work = {
        let halt = Arc::clone(&halt);
        std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || try_draft(&edition(), &draft, &teukgu_testkit::holidays(), &halt).is_some())
    };
    let work = work.unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    let asked = std::thread::spawn({
        let halt = Arc::clone(&halt);
        move || {
            if receiver.recv_timeout(Duration::from_millis(300)).is_err() {
                halt.ask();
            }
        }
    });
    let ended = work.join();
    sender.send(()).ok();
    asked.join().unwrap();
    assert!(ended.is_ok(), "{name} broke the workbench");
}

#[test]
fn hostile_drafts_end_in_time() {
    let text = file(PATENT);
    let condition = |n: usize| {
        format!(
            "\n[[condition]]\nid = \"c{n}\"\ntext_ko = \"가\"\ntext_en = \"a\"\ncite = [{{ law = \"규제특례법\", article = \"제55조\" }}]\nexpr = '"
        )
    };
    let first = text.find("[[condition]]").unwrap();
    let (head, tail) = text.split_at(first);
    let with = |more: String| draft(PATENT, format!("{head}{more}\n{tail}"));
    let many: String = (0..200)
        .map(|n| format!("{}application.filed_on > date(\"2000-01-01\") + {n}'\n", condition(n)))
        .collect();
    survives("200 conditions", with(many));
    let many: String = (0..200)
        .map(|n| {
            format!("{}application.uses_4ir_technology || applicant.role == \"operator\"'\n", condition(n))
        })
        .collect();
    survives("200 equal conditions", with(many));
    let deep = format!("{}{}plan.lists_case{}'\n", condition(0), "(".repeat(20), ")".repeat(20));
    survives("20 levels", with(deep));
    let deeper = format!("{}{}plan.lists_case{}'\n", condition(0), "!(".repeat(60_000), ")".repeat(60_000));
    survives("60,000 levels", with(deeper));
    let chain = vec!["plan.lists_case"; 12_000].join(" && ");
    survives("a chain", with(format!("{}{chain}'\n", condition(0))));
    let chain = (0..9_000).map(|n| format!("person.wage_won > {n}")).collect::<Vec<_>>().join(" || ");
    survives("a chain of numbers", with(format!("{}{chain}'\n", condition(0))));
    let values = (0..20_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    survives("a long list", with(format!("{}person.wage_won in [{values}]'\n", condition(0))));
    let listed = condition(0).replace("expr = '", "fact = \"person.wage_won\"\nop = \"in\"\nvalue = ");
    survives("a long list of values", with(format!("{listed}[{values}]\n")));
    let versions: String = (0..1_000)
        .map(|n| format!("[[version]]\nid = \"x{n}\"\nfrom = {:04}-01-01\nto = {:04}-01-01\nauthority = \"특허청장\"\ncite = [{{ law = \"규제특례법\", article = \"제55조\" }}]\n", 1000 + n, 1001 + n))
        .collect();
    survives("1,000 versions", with(versions));
    let versions: String = (0..499)
        .map(|n| format!("[[version]]\nid = \"x{n}\"\nfrom = {:04}-01-01\nto = {:04}-01-01\ngap = true\nauthority = \"특허청장\"\ncite = [{{ law = \"규제특례법\", article = \"제55조\" }}]\n", 1000 + n, 1001 + n))
        .collect();
    survives("499 versions", with(versions));
    survives("a long line", draft(PATENT, format!("name = \"{}\"", "가".repeat(350_000))));
    survives("a long key", draft(PATENT, format!("{} = 1", "a".repeat(250_000))));
    survives("dotted keys", draft(PATENT, format!("{}a = 1", "a.".repeat(125_000))));
    survives("nested arrays", draft(PATENT, format!("a = {}", "[".repeat(250_000))));
    survives("nested tables", draft(PATENT, format!("a = {}", "{a=".repeat(80_000))));
    survives("headings", draft(PATENT, format!("[{}a]", "a.".repeat(125_000))));
    survives("many headings", draft(PATENT, (0..40_000).map(|n| format!("[a{n}]\n")).collect()));
    let cases = file(CASES);
    let bomb = |set: &str| {
        draft(
            CASES,
            format!(
                "{cases}\n[[case]]\nname_ko = \"가\"\nname_en = \"a\"\nexpect = \"met\"\nset = {{ {set} }}\n"
            ),
        )
    };
    survives("an index", bomb("\"sites.999999999999.in_zone\" = true, \"sites.18446744073709551615.x\" = 1"));
    let indices: Vec<String> = (0..4_000).map(|n| format!("\"sites.{n}.sites.999.x\" = 1")).collect();
    survives("indices", bomb(&indices.join(", ")));
    survives("a deep path", bomb(&format!("\"{}\" = 1", vec!["a"; 100_000].join("."))));
    let many: String = (0..4_000)
        .map(|n| format!("[[case]]\nname_ko = \"{n}\"\nname_en = \"a\"\nexpect = \"met\"\n"))
        .collect();
    survives("4,000 cases", draft(CASES, format!("{cases}\n{many}")));
    survives("nothing", draft(PATENT, String::new()));
}
