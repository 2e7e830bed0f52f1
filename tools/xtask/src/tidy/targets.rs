//! Each crate has one integration target, named `it`: one link step, one place to look.

use serde_json::Value;

use super::Fault;
use crate::repo::Tree;

/// Returns a fault for each crate whose `tests/` folder is not exactly the target `it`.
pub(super) fn check(tree: &Tree, graph: &Value) -> Vec<Fault> {
    tree.rooms().into_iter().filter_map(|room| fault_of(tree, room, graph)).collect()
}

fn fault_of(tree: &Tree, room: &str, graph: &Value) -> Option<Fault> {
    let names = targets_of(room, graph);
    let expected: &[&str] = if tree.holds(&format!("{room}/tests")) { &["it"] } else { &[] };
    let message =
        || format!("the integration targets are {names:?}; one target `tests/it/main.rs` is wanted");
    (names != expected).then(|| Fault::new(&format!("{room}/Cargo.toml"), 1, message()))
}

fn targets_of<'a>(room: &str, graph: &'a Value) -> Vec<&'a str> {
    let end = format!("/{room}/Cargo.toml");
    let packages = graph["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let package =
        packages.iter().find(|p| p["manifest_path"].as_str().is_some_and(|path| path.ends_with(&end)));
    let targets = package.and_then(|p| p["targets"].as_array()).map(Vec::as_slice).unwrap_or_default();
    let tests = targets.iter().filter(|target| target["kind"][0].as_str() == Some("test"));
    tests.filter_map(|target| target["name"].as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_targets(targets: &[&str], files: &[&str]) -> usize {
        let targets: Vec<Value> =
            targets.iter().map(|name| serde_json::json!({ "kind": ["test"], "name": name })).collect();
        let graph = serde_json::json!({ "packages": [
            { "manifest_path": "/r/crates/geo/Cargo.toml", "targets": targets },
        ]});
        let files: Vec<_> = files.iter().map(|path| (*path, "")).collect();
        check(&Tree::of(&files), &graph).len()
    }

    #[test]
    fn one_target_named_it_is_fine() {
        assert_eq!(check_targets(&["it"], &["crates/geo/Cargo.toml", "crates/geo/tests/it/main.rs"]), 0);
        assert_eq!(check_targets(&[], &["crates/geo/Cargo.toml"]), 0);
    }

    #[test]
    fn a_second_target_or_another_name_is_a_fault() {
        let files = ["crates/geo/Cargo.toml", "crates/geo/tests/points.rs"];
        assert_eq!(check_targets(&["points"], &files), 1);
        assert_eq!(check_targets(&["it", "points"], &files), 1);
    }

    #[test]
    fn a_folder_of_tests_that_is_no_target_is_a_fault() {
        assert_eq!(check_targets(&[], &["crates/geo/Cargo.toml", "crates/geo/tests/it/points.rs"]), 1);
    }
}
