//! Time, chance and place are handed in: only the outer rooms read the clock, the environment and files.
//!
//! `clippy.toml` bans the same calls by type; this check also sees imports, and says which rooms are free.

use super::Fault;
use super::rules::Rules;
use super::source::Source;
use crate::repo::Tree;

/// Returns a fault for each line outside the free rooms and outside tests that reaches for the machine.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let held = tree.texts_ending("rs").filter(|(path, _)| is_held(path, rules));
    held.flat_map(|(path, text)| faults_of(path, text, rules)).collect()
}

/// A build script runs before the program and has no other way to find its files.
fn is_held(path: &str, rules: &Rules) -> bool {
    let Some(rest) = path.strip_prefix("crates/") else { return false };
    let room = rest.split('/').next().unwrap_or_default();
    !rules.free_rooms.iter().any(|free| free == room) && !path.ends_with("/build.rs")
}

fn faults_of(path: &str, text: &str, rules: &Rules) -> Vec<Fault> {
    let source = Source::read(path, text);
    let lines = source.lines().filter(|(_, _, in_tests)| !in_tests);
    let hits = lines.filter_map(|(line, code, _)| {
        let hit = rules.authority.iter().find_map(|regex| regex.find(code))?;
        Some((line, hit.as_str().to_owned()))
    });
    hits.map(|(line, hit)| Fault::new(path, line, format!("`{hit}`: have it handed in by the caller")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    fn check_file(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)]), &of_the_house()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_room_that_reads_the_clock_is_a_fault() {
        let faults =
            check_file("crates/office/src/a.rs", "fn f() {\n  let now = jiff::Timestamp::now();\n}\n");
        assert_eq!(faults, ["crates/office/src/a.rs:2 `Timestamp::now`: have it handed in by the caller"]);
    }

    #[test]
    fn an_import_of_files_is_a_fault_however_it_is_written() {
        assert_eq!(check_file("crates/geo/src/a.rs", "use std::fs;\n").len(), 1);
        assert_eq!(check_file("crates/geo/src/a.rs", "use std::{collections::BTreeMap, env};\n").len(), 1);
    }

    #[test]
    fn the_outer_rooms_tests_and_build_scripts_are_free() {
        for path in
            ["crates/cli/src/a.rs", "tools/e2e/src/a.rs", "crates/web/build.rs", "crates/geo/tests/it/a.rs"]
        {
            assert_eq!(check_file(path, "use std::fs;\n"), [""; 0], "{path}");
        }
    }

    #[test]
    fn the_macro_that_reads_at_build_time_is_fine() {
        assert_eq!(
            check_file("crates/web/src/a.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\");\n"),
            [""; 0]
        );
    }
}
