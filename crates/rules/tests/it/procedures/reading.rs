//! Every code of a procedure finds what it is for, at the place; broken text is told of and never stops the reader.

use crate::support::files;
use teukgu_domain::text::Lang;
use teukgu_rules::{LawFiles, lint};

const P: &str = "procedures/p.toml";
const EVENT: &str = "procedures/event.toml";
const P_TEXT: &str = include_str!("../law/procedures/p.toml");
const EVENT_TEXT: &str = include_str!("../law/procedures/event.toml");

/// The small law with a procedure and an event beside it.
fn with(procedure: &str, event: &str) -> LawFiles {
    let mut files = files();
    files.files.insert(P.to_owned(), procedure.as_bytes().to_vec());
    files.files.insert(EVENT.to_owned(), event.as_bytes().to_vec());
    files
}

fn lines(files: &LawFiles) -> Vec<String> {
    let findings = lint(files).findings;
    findings.iter().map(|fault| format!("{} {}", fault.code, fault.line(Lang::En))).collect()
}

/// Changes one text of the procedure, and expects a code at a line and nothing else.
#[track_caller]
fn check(code: &str, old: &str, new: &str) {
    assert!(P_TEXT.contains(old), "`{old}` is not there");
    let found = lines(&with(&P_TEXT.replacen(old, new, 1), EVENT_TEXT));
    assert!(found.len() == 1 && found[0].starts_with(&format!("{code} {P}:")), "{code}: {found:#?}");
}

#[track_caller]
fn check_event(code: &str, old: &str, new: &str) {
    assert!(EVENT_TEXT.contains(old), "`{old}` is not there");
    let found = lines(&with(P_TEXT, &EVENT_TEXT.replacen(old, new, 1)));
    assert!(found.len() == 1 && found[0].starts_with(&format!("{code} {EVENT}:")), "{code}: {found:#?}");
}

#[test]
fn the_sound_procedure_has_no_finding() {
    assert_eq!(lines(&with(P_TEXT, EVENT_TEXT)), Vec::<String>::new());
}

#[test]
fn e00_what_cannot_be_read_or_is_declared_nowhere() {
    check("E00", "provision = \"test.a\"", "provision = \"test.c\"");
    check("E00", "step = \"test.b\"", "step = \"test.c\"");
    check("E00", "period = \"60d\"", "period = \"60\"");
    check("E00", "period = \"60d\"", "period = \"0d\"");
    check("E00", "name_en = \"Test procedure\"\n", "");
    check("E00", "body_en = [\"{due}\"]\n", "");
    check("E00", "body_ko = [\"{due}\"]", "body_ko = [\"\"]");
    check("E00", "stage = \"check\"", "stage = \"later\"");
    check("E00", "applicant = \"firm\"", "applicant = \"anybody\"");
    check("E00", "version = 1", "version = 0");
    check("E00", "times = 1", "times = 10");
    check("E00", "longest = 100", "longest = 100_000");
    check("E00", "authority = [\"옛 기관\", \"새 기관\"]", "authority = [\"옛 기관\", \"딴 기관\"]");
    check("E00", "value = \"operator\"", "value = \"operators\"");
    check("E00", "field = \"role\"", "field = \"rule\"");
    check("E00", "id = \"papers\"", "id = \"paper list\"");
    check("E00", "required = true", "needed = true");
}

#[test]
fn e00_an_id_that_stands_twice_or_is_a_word_of_the_letters() {
    check("E00", "id = \"staff\"", "id = \"role\"");
    check("E00", "id = \"staff\"", "id = \"number\"");
    let twice = P_TEXT.replacen("id = \"supplement\"", "id = \"refused\"", 1);
    let found = lines(&with(&twice, EVENT_TEXT));
    assert!(found.iter().any(|line| line.ends_with("the id `refused` is taken")), "{found:#?}");
}

#[test]
fn e01_and_e02_facts_that_do_not_fit_a_field() {
    check("E01", "fact = \"firm.role\"", "fact = \"firm.rule\"");
    check("E02", "fact = \"firm.staff\"", "fact = \"firm.related\"");
    check("E02", "fact = \"firm.staff\"", "fact = \"site.inside\"");
    check("E02", "fact = \"firm.staff\"", "fact = \"firm.share\"");
}

#[test]
fn e03_and_e24_a_part_without_a_source() {
    check("E24", "promise = true\nillustrative = true", "promise = true");
    check("E24", "name_en = \"Police\"\nillustrative = true", "name_en = \"Police\"");
    check("E24", "promise = true\nrounds", "rounds");
    check(
        "E03",
        "required = true\ncite = [{ law = \"시험법\", article = \"제1조\" }]",
        "cite = []\nillustrative = true",
    );
}

#[test]
fn e04_an_article_that_does_not_stand_in_the_text_that_day() {
    check("E04", "article = \"제1조\"", "article = \"제9조\"");
    check_event("E04", "article = \"제1조\"", "article = \"제9조\"");
}

#[test]
fn e05_and_e06_versions_that_do_not_follow_each_other() {
    for (first, code) in
        [("from = 2025-08-01\nto = 2025-09-02", "E05"), ("from = 2025-08-01\nto = 2025-08-30", "E06")]
    {
        let mut files = with(P_TEXT, EVENT_TEXT);
        let earlier = P_TEXT.replacen("from = 2025-09-01", first, 1);
        files.files.insert("procedures/p-old.toml".to_owned(), earlier.into_bytes());
        let found = lines(&files);
        assert!(found.len() == 1 && found[0].starts_with(&format!("{code} {P}:1:1 ")), "{found:#?}");
    }
}

#[test]
fn versions_that_follow_each_other_are_found_by_day() {
    let mut files = with(P_TEXT, EVENT_TEXT);
    let earlier = P_TEXT.replacen("from = 2025-09-01", "from = 2025-08-01\nto = 2025-09-01", 1);
    let earlier = earlier.replacen("version = 1", "version = 7", 1);
    files.files.insert("procedures/p-old.toml".to_owned(), earlier.into_bytes());
    let law = crate::support::law(&files);
    let version = |day| law.procedure_on("test.procedure", day).map(|known| known.form.version);
    assert_eq!(version(jiff::civil::date(2025, 8, 31)), Some(7));
    assert_eq!(version(jiff::civil::date(2025, 9, 1)), Some(1));
    assert_eq!(law.procedure("test.procedure").map(|known| known.form.version), Some(1));
}

#[test]
fn e18_an_authority_that_is_not_in_office() {
    check("E18", "authority = [\"옛 기관\", \"새 기관\"]", "authority = [\"옛 기관\"]");
    check("E18", "authority = [\"옛 기관\", \"새 기관\"]", "authority = [\"새 기관\"]");
}

#[test]
fn e21_a_name_in_braces_that_nothing_fills() {
    let found = lines(&with(&P_TEXT.replace("{due}", "{due} {when}"), EVENT_TEXT));
    let said = "the letter `supplement` names `when`, which nothing fills";
    assert_eq!(found.len(), 2, "one a language: {found:#?}");
    assert!(found.iter().all(|line| line.starts_with("E21") && line.ends_with(said)), "{found:#?}");
}

#[test]
fn e22_a_letter_that_a_case_can_come_to_need() {
    for kind in ["granted_with_conditions", "refused", "request", "supplement", "consultation"] {
        let start = P_TEXT.find(&format!("[[letter]]\nid = \"{kind}\"")).unwrap();
        let (before, letter) = P_TEXT.split_at(start);
        let rest = letter.split_once("\n\n").map_or("", |(_, rest)| rest);
        let found = lines(&with(&format!("{before}{rest}"), EVENT_TEXT));
        let said = format!("the letter `{kind}` is missing");
        assert!(found.len() == 1 && found[0].starts_with("E22") && found[0].ends_with(&said), "{found:#?}");
    }
}

#[test]
fn e23_a_letter_that_says_something_else_in_the_other_language() {
    check("E23", "body_en = [\"{due}\"]", "body_en = [\"{due} {date}\"]");
    check("E23", "body_en = [\"{due}\"]", "body_en = [\"{due}\", \"more\"]");
}

#[test]
fn an_event_names_what_is_there() {
    check_event("E00", "\"test.procedure\"", "\"test.procedures\"");
    check_event("E00", "kinds = [\"festival\"]", "kinds = [\"fair\"]");
    check_event("E00", "least_visitors = \"staff.least\"", "least_visitors = \"staff.most\"");
    check_event("E00", "least_visitors = \"staff.least\"", "least_visitors = \"criteria\"");
    check_event("E00", "provision = \"test.b\"", "provision = \"test.c\"");
    check_event("E00", "before = \"21d\"", "before = \"21 days\"");
    check_event("E13", "clock = \"civil\"", "clock = \"civil\"\nhosts = [\"nobody\"]");
    check_event("E24", "cite = [{ law = \"시험법\", article = \"제1조\" }]", "");
}

#[test]
fn broken_text_never_stops_the_reader() {
    let junk = [
        "0",
        "\"\"",
        "[]",
        "{}",
        "true",
        "2025-01-01",
        "\"{\"",
        "[1, [2]]",
        "-9223372036854775808",
        "\"가나다\"",
    ];
    for (at, line) in P_TEXT.lines().enumerate() {
        let mutated = |new: Option<&str>| {
            let lines =
                P_TEXT.lines().enumerate().filter_map(|(n, text)| if n == at { new } else { Some(text) });
            let text: Vec<&str> = lines.collect();
            let _ = lint(&with(&text.join("\n"), EVENT_TEXT));
        };
        mutated(None);
        let key = line.split_once('=').map_or("", |(key, _)| key);
        // Each line meets three of them in turn, so that a kind of key that stands often meets every one.
        let some = junk.iter().cycle().skip(at * 3).take(3);
        for value in some.filter(|_| !key.is_empty()) {
            mutated(Some(&format!("{key}= {value}")));
        }
    }
}

#[test]
fn text_that_ends_anywhere_never_stops_the_reader() {
    for text in [P_TEXT, EVENT_TEXT] {
        for (at, _) in text.char_indices().step_by(7) {
            let (head, _) = text.split_at(at);
            let _ = lint(&with(head, head));
        }
    }
}
