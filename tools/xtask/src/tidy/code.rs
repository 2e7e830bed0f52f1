//! Habits that the code does not have: silenced lints, unexplained panics, unfinished work.

use super::Fault;
use super::rules::{Pattern, Rules};
use super::source::Source;
use crate::repo::Tree;

/// Returns a fault for each line of code that matches a pattern.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    tree.texts_ending("rs").flat_map(|(path, text)| faults_of(path, text, &rules.code)).collect()
}

fn faults_of(path: &str, text: &str, patterns: &[Pattern]) -> Vec<Fault> {
    let source = Source::read(path, text);
    let fault = |line: usize, code: &str, in_tests: bool, pattern: &Pattern| {
        let hit = pattern.regex.find(code).filter(|_| pattern.in_tests || !in_tests)?;
        Some(Fault::new(path, line, format!("`{}`: {}", hit.as_str(), pattern.why)))
    };
    let lines = source.lines();
    lines
        .flat_map(|(line, code, in_tests)| {
            patterns.iter().filter_map(move |p| fault(line, code, in_tests, p))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    fn check_code(text: &str) -> Vec<usize> {
        let tree = Tree::of(&[("crates/geo/src/lib.rs", text)]);
        check(&tree, &of_the_house()).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn a_silenced_lint_is_a_fault_even_in_tests() {
        let text = "#![allow(dead_code)]\n#[cfg(test)]\nmod tests {\n  #[allow(dead_code)]\n  fn f() {}\n}\n";
        assert_eq!(check_code(text), [1, 4]);
    }

    #[test]
    fn unwrap_is_a_fault_outside_tests_only() {
        let text = "fn f() { a.unwrap() }\n#[cfg(test)]\nmod tests {\n  fn f() { a.unwrap() }\n}\n";
        assert_eq!(check_code(text), [1]);
        assert_eq!(check_code("fn f() { a.unwrap_or(b) }\n"), [0; 0]);
    }

    #[test]
    fn unfinished_work_is_a_fault() {
        assert_eq!(check_code("fn f() {\n  todo!()\n}\nfn g() { dbg!(a) }\n"), [2, 4]);
    }

    #[test]
    fn what_stands_in_a_comment_or_a_text_does_not_count() {
        assert_eq!(check_code("// a.unwrap()\nconst A: &str = \"#[allow(x)] todo!\";\n"), [0; 0]);
    }
}
