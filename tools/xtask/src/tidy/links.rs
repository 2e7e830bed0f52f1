//! Links from one document to another file of the repository lead somewhere.

use super::Fault;
use crate::repo::Tree;

/// Returns a fault for each link whose file is not there.
pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    tree.texts_ending("md").flat_map(|(path, text)| faults_of(tree, path, text)).collect()
}

fn faults_of(tree: &Tree, path: &str, text: &str) -> Vec<Fault> {
    let links = links(text).into_iter().filter(|(_, target)| is_local(target));
    let broken = links.filter(|(_, target)| !resolves(tree, path, target));
    broken
        .map(|(line, target)| Fault::new(path, line, format!("the link `{target}` leads nowhere")))
        .collect()
}

/// Returns line and target of each `[text](target)`, leaving out fenced and inline code.
fn links(text: &str) -> Vec<(usize, String)> {
    let (mut links, mut fenced) = (Vec::new(), false);
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            links.extend(targets(line).into_iter().map(|target| (index + 1, target)));
        }
    }
    links
}

fn targets(line: &str) -> Vec<String> {
    // Every second piece between backticks is code.
    let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let after = prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    after.map(|target| target.trim_matches(['<', '>']).to_owned()).collect()
}

fn is_local(target: &str) -> bool {
    !target.is_empty()
        && !target.starts_with('#')
        && !target.contains("://")
        && !target.starts_with("mailto:")
}

fn resolves(tree: &Tree, from: &str, target: &str) -> bool {
    let target = target.split(['#', '?']).next().unwrap_or(target);
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.is_empty() => return false,
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.is_empty() || tree.holds(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_page(text: &str) -> Vec<String> {
        let tree = Tree::of(&[("docs/how-to/a.md", text), ("docs/b.md", ""), ("README.md", "")]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_link_to_a_file_or_a_folder_resolves() {
        let page =
            "[b](../b.md) [c](../b.md#part) [d](../../README.md \"title\") [e](../how-to/) [f](../../)";
        assert_eq!(check_page(page), [""; 0]);
    }

    #[test]
    fn a_link_to_nothing_is_a_fault_with_its_line() {
        assert_eq!(
            check_page("a\n![x](../c.png)\n"),
            ["docs/how-to/a.md:2 the link `../c.png` leads nowhere"]
        );
        assert_eq!(check_page("[out](../../../b.md)").len(), 1);
    }

    #[test]
    fn pages_elsewhere_places_in_the_page_and_code_are_left_alone() {
        assert_eq!(check_page("[a](https://x.kr) [b](#c) `[d](e)`\n```\n[f](g)\n```\n"), [""; 0]);
    }
}
