//! Rooms depend on one another only along the edges that the table allows.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Fault;
use super::rules::{Heavy, Room, Rules};
use crate::repo::Tree;

/// One dependency as a manifest names it.
struct Edge<'a> {
    to: &'a str,
    room: Option<&'a str>,
    for_tests: bool,
}

/// Returns a fault for each edge that the table does not hold.
pub(super) fn check(tree: &Tree, rules: &Rules, graph: &Value) -> Vec<Fault> {
    let packages = graph["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rooms: BTreeMap<&str, &str> =
        packages.iter().filter_map(|p| Some((p["name"].as_str()?, room_of(p)?))).collect();
    packages.iter().flat_map(|package| faults_of(tree, rules, &rooms, package)).collect()
}

fn faults_of(tree: &Tree, rules: &Rules, rooms: &BTreeMap<&str, &str>, package: &Value) -> Vec<Fault> {
    let Some(name) = room_of(package) else { return Vec::new() };
    let manifest = manifest_of(tree, name);
    let Some(room) = rules.rooms.get(name) else {
        return vec![Fault::new(&manifest, 1, format!("room `{name}` is not in the table of edges"))];
    };
    let edges = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let edges = edges.iter().filter_map(|edge| read(edge, rooms));
    let wrong = edges.filter_map(|edge| {
        let heavy = || too_heavy(name, &rules.heavy, &edge);
        Some((edge.to, wrong(name, room, &edge).or_else(heavy)?))
    });
    wrong.map(|(to, message)| Fault::new(&manifest, line_of(tree, &manifest, to), message)).collect()
}

fn read<'a>(edge: &'a Value, rooms: &BTreeMap<&str, &'a str>) -> Option<Edge<'a>> {
    let to = edge["name"].as_str()?;
    Some(Edge { to, room: rooms.get(to).copied(), for_tests: edge["kind"].as_str() == Some("dev") })
}

fn wrong(from: &str, room: &Room, edge: &Edge<'_>) -> Option<String> {
    let Edge { to, room: target, for_tests } = *edge;
    let Some(target) = target else {
        let never = room.never.iter().any(|name| name == to);
        return never.then(|| format!("room `{from}` must not depend on `{to}`"));
    };
    let listed = |list: &[String]| list.iter().any(|name| name == target);
    let allowed = listed(&room.may_use) || (for_tests && listed(&room.tests_may_use));
    (!allowed).then(|| format!("the edge {from} -> {target} is not in the table"))
}

/// Says that a crate is kept out of every build but that of one leaf.
fn too_heavy(from: &str, heavy: &Heavy, edge: &Edge<'_>) -> Option<String> {
    let Heavy { only, crates } = heavy;
    let is_heavy = from != only && crates.iter().any(|name| name == edge.to);
    is_heavy.then(|| format!("`{}` is for `{only}` alone: others would have to compile it", edge.to))
}

/// Returns the folder name of a package, which is the name of its room.
fn room_of(package: &Value) -> Option<&str> {
    package["manifest_path"].as_str()?.strip_suffix("/Cargo.toml")?.rsplit('/').next()
}

fn manifest_of(tree: &Tree, room: &str) -> String {
    let end = format!("/{room}");
    let folder = tree.rooms().into_iter().find(|folder| folder.ends_with(&end));
    format!("{}/Cargo.toml", folder.unwrap_or(room))
}

fn line_of(tree: &Tree, manifest: &str, dependency: &str) -> usize {
    let text = tree.text(manifest).unwrap_or_default();
    let at = text.lines().position(|line| line.split([' ', '=', '.']).next() == Some(dependency));
    at.map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    /// Checks a house of two rooms where `from` depends on `to`.
    fn check_edge(from: &str, to: &str, kind: Option<&str>) -> Vec<String> {
        let graph = serde_json::json!({ "packages": [
            { "name": format!("teukgu-{from}"), "manifest_path": format!("/r/crates/{from}/Cargo.toml"),
              "dependencies": [{ "name": to, "kind": kind }] },
            { "name": "teukgu-web", "manifest_path": "/r/crates/web/Cargo.toml", "dependencies": [] },
            { "name": "teukgu-testkit", "manifest_path": "/r/tools/testkit/Cargo.toml", "dependencies": [] },
            { "name": "teukgu-domain", "manifest_path": "/r/crates/domain/Cargo.toml", "dependencies": [] },
        ]});
        let manifest = format!("crates/{from}/Cargo.toml");
        let tree = Tree::of(&[(&manifest, &format!("[dependencies]\n\n{to} = {{ workspace = true }}\n"))]);
        check(&tree, &of_the_house(), &graph).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_edge_up_the_street_is_a_fault_with_the_line_of_the_manifest() {
        let expected = "crates/geo/Cargo.toml:3 the edge geo -> web is not in the table";
        assert_eq!(check_edge("geo", "teukgu-web", None), [expected]);
    }

    #[test]
    fn an_edge_in_the_table_is_fine() {
        assert_eq!(check_edge("geo", "teukgu-domain", None), [""; 0]);
    }

    #[test]
    fn an_edge_for_tests_is_not_one_for_the_program() {
        assert_eq!(check_edge("office", "teukgu-testkit", Some("dev")), [""; 0]);
        assert_eq!(check_edge("office", "teukgu-testkit", None).len(), 1);
    }

    #[test]
    fn a_pure_room_does_not_name_a_runtime() {
        let expected = "crates/tenant/Cargo.toml:3 room `tenant` must not depend on `tokio`";
        assert_eq!(check_edge("tenant", "tokio", None), [expected]);
    }

    #[test]
    fn an_engine_for_tables_stays_in_its_leaf() {
        let found = check_edge("geo", "datafusion", None).concat();
        assert!(found.contains("`datafusion` is for `screen` alone"), "{found}");
        assert_eq!(check_edge("screen", "datafusion", None), [""; 0]);
    }

    #[test]
    fn a_room_that_is_not_in_the_table_is_a_fault() {
        assert!(check_edge("attic", "serde", None).concat().contains("`attic` is not in the table"));
    }
}
