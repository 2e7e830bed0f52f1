//! Files and functions stay short enough to be read in one sitting.

use super::Fault;
use super::rules::Rules;
use super::source::Source;
use crate::repo::{Tree, extension};

/// Returns a fault for each file and each function that is too long.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let files = tree.texts().filter_map(|(path, text)| long_file(rules, path, text));
    let functions = tree.texts_ending("rs").flat_map(|(path, text)| long_functions(rules, path, text));
    files.chain(functions).collect()
}

fn long_file(rules: &Rules, path: &str, text: &str) -> Option<Fault> {
    let most = *rules.lines.get(extension(path))?;
    let lines = text.lines().count();
    let excepted = rules.any_length.iter().any(|name| name == path);
    let message = || format!("the file has {lines} lines; at most {most} are wanted");
    (lines > most && !excepted).then(|| Fault::new(path, most + 1, message()))
}

fn long_functions(rules: &Rules, path: &str, text: &str) -> Vec<Fault> {
    let most = rules.function_lines;
    let functions = Source::read(path, text).functions();
    let long = functions.into_iter().filter(|function| function.lines > most);
    let fault = |name: &str, lines: usize| format!("`{name}` has {lines} lines; at most {most} are wanted");
    long.map(|function| Fault::new(path, function.line, fault(&function.name, function.lines))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    fn check_file(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)]), &of_the_house()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_of_six_hundred_lines_is_the_longest() {
        assert_eq!(check_file("assets/css/a.css", &"a {}\n".repeat(600)), [""; 0]);
        let faults = check_file("assets/css/a.css", &"a {}\n".repeat(601));
        assert_eq!(faults, ["assets/css/a.css:601 the file has 601 lines; at most 600 are wanted"]);
    }

    #[test]
    fn the_changelog_and_data_may_be_long() {
        assert_eq!(check_file("CHANGELOG.md", &"a\n".repeat(601)), [""; 0]);
        assert_eq!(check_file("data/a.csv", &"a\n".repeat(601)), [""; 0]);
    }

    #[test]
    fn a_function_of_more_than_a_hundred_lines_is_a_fault() {
        let function = |lines: usize| format!("\nfn f() {{\n{}}}\n", "a();\n".repeat(lines - 2));
        assert_eq!(check_file("crates/x/src/lib.rs", &function(100)), [""; 0]);
        let faults = check_file("crates/x/src/lib.rs", &function(101));
        assert_eq!(faults, ["crates/x/src/lib.rs:2 `f` has 101 lines; at most 100 are wanted"]);
    }
}
