use super::{Function, Source};

fn code(text: &str) -> String {
    let source = Source::read("crates/x/src/lib.rs", text);
    source.lines.join("\n").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn comments_are_blank() {
    assert_eq!(code("a // b\nc /* d /* e */ f */ g"), "a c g");
}

#[test]
fn texts_are_blank() {
    assert_eq!(
        code(r##"let a = "b\"c"; let d = r#"e " f"#; let g = b"h";"##),
        "let a = ; let d = ; let g = ;"
    );
}

#[test]
fn a_character_is_blank_and_a_lifetime_is_code() {
    assert_eq!(code("fn f<'a>(c: &'a str) { '\"'; '\\''; '{' }"), "fn f<'a>(c: &'a str) { ; ; }");
}

#[test]
fn a_name_that_ends_in_r_does_not_begin_a_text() {
    assert_eq!(code("for x in r { var\"s\" }"), "for x in r { var }");
}

#[test]
fn lines_keep_their_numbers() {
    let source = Source::read("x.rs", "a\n/* b\nc */ d\n");
    let numbered: Vec<_> = source.lines().map(|(number, line, _)| (number, line.trim().to_owned())).collect();
    assert_eq!(numbered[2], (3, "d".to_owned()));
}

#[test]
fn a_module_behind_cfg_test_is_test_code_and_what_follows_is_not() {
    let source = Source::read("crates/x/src/lib.rs", "a\n#[cfg(test)]\nmod t {\n b\n}\nc\n");
    let marks: Vec<bool> = source.lines().map(|(_, _, in_tests)| in_tests).collect();
    assert_eq!(marks, [false, true, true, true, true, false, false]);
}

#[test]
fn a_module_file_behind_cfg_test_marks_nothing_here() {
    let source = Source::read("crates/x/src/lib.rs", "#[cfg(test)]\nmod tests;\nfn f() { g() }\n");
    assert!(source.lines().all(|(_, _, in_tests)| !in_tests));
}

#[test]
fn files_of_tests_are_test_code() {
    for path in ["crates/x/tests/it/main.rs", "crates/x/src/y/tests.rs"] {
        assert!(Source::read(path, "a").lines().all(|(_, _, in_tests)| in_tests), "{path}");
    }
}

#[test]
fn functions_are_measured_from_signature_to_closing_brace() {
    let source =
        Source::read("x.rs", "trait T { fn none(&self); }\nfn long(a: [u8; 2]) {\n  if a {\n  }\n}\n");
    assert_eq!(source.functions(), [Function { name: "long".into(), line: 2, lines: 4 }]);
}
