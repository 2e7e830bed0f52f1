//! Each crate opens with its README, and each room says what it does not know.

use super::Fault;
use crate::repo::Tree;

const INCLUDED: &str = "#![doc = include_str!(\"../README.md\")]";
const REFUSES: &str = "This room does not know about";
/// The composition root knows every room, so it has nothing to refuse.
const KNOWS_ALL: &str = "crates/cli";

/// Returns the faults of each crate's front page.
pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.rooms()
        .into_iter()
        .filter(|room| room.contains('/'))
        .flat_map(|room| faults_of(tree, room))
        .collect()
}

fn faults_of(tree: &Tree, room: &str) -> Vec<Fault> {
    [not_included(tree, room), no_refusal(tree, room)].into_iter().flatten().collect()
}

fn not_included(tree: &Tree, room: &str) -> Option<Fault> {
    let roots = [format!("{room}/src/lib.rs"), format!("{room}/src/main.rs")];
    let top = roots.iter().find(|path| tree.text(path).is_some())?;
    let included = tree.text(top)?.lines().any(|line| line == INCLUDED);
    (!included).then(|| Fault::new(top, 1, format!("`{INCLUDED}` is missing")))
}

fn no_refusal(tree: &Tree, room: &str) -> Option<Fault> {
    let path = format!("{room}/README.md");
    let Some(text) = tree.text(&path) else {
        return Some(Fault::new(&path, 1, "the crate has no README"));
    };
    let wanted = room.starts_with("crates/") && room != KNOWS_ALL;
    (wanted && !text.contains(REFUSES)).then(|| Fault::new(&path, 1, format!("no sentence `{REFUSES} …`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_room(room: &str, readme: &str, top: &str) -> Vec<String> {
        let [manifest, page, lib] =
            ["Cargo.toml", "README.md", "src/lib.rs"].map(|name| format!("{room}/{name}"));
        let tree = Tree::of(&[(&manifest, ""), (&page, readme), (&lib, top)]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_room_with_its_readme_and_its_refusal_is_fine() {
        assert_eq!(check_room("crates/geo", "This room does not know about files.", INCLUDED), [""; 0]);
    }

    #[test]
    fn a_readme_that_is_not_the_crate_doc_is_a_fault() {
        let faults = check_room("crates/geo", "This room does not know about files.", "//! Geo.");
        assert!(faults[0].starts_with("crates/geo/src/lib.rs:1 "), "{faults:?}");
    }

    #[test]
    fn a_room_that_refuses_nothing_is_a_fault_and_a_tool_is_not() {
        assert_eq!(check_room("crates/geo", "Geo.", INCLUDED).len(), 1);
        assert_eq!(check_room("crates/cli", "Cli.", INCLUDED), [""; 0]);
        assert_eq!(check_room("tools/e2e", "Tests.", INCLUDED), [""; 0]);
    }

    #[test]
    fn a_missing_readme_is_a_fault() {
        let tree = Tree::of(&[("tools/e2e/Cargo.toml", ""), ("tools/e2e/src/lib.rs", INCLUDED)]);
        assert_eq!(check(&tree), [Fault::new("tools/e2e/README.md", 1, "the crate has no README")]);
    }
}
