//! Words that have no place in any file of the repository.

use super::Fault;
use super::rules::{Pattern, Rules};
use crate::repo::Tree;

/// Returns a fault for each line that holds a forbidden word.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let pairs = tree.texts().flat_map(|file| rules.forbidden.iter().map(move |pattern| (file, pattern)));
    let pairs =
        pairs.filter(|((path, _), pattern)| !pattern.except.iter().any(|from| path.starts_with(from)));
    pairs.flat_map(|((path, text), pattern)| found(path, text, pattern)).collect()
}

fn found(path: &str, text: &str, pattern: &Pattern) -> Vec<Fault> {
    if !pattern.regex.is_match(text) {
        return Vec::new();
    }
    let lines = text.lines().enumerate();
    let hits = lines.filter_map(|(index, line)| Some((index + 1, pattern.regex.find(line)?.as_str().trim())));
    hits.map(|(line, word)| Fault::new(path, line, format!("`{word}`: {}", pattern.why))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::{PATH, of_the_house};
    use super::*;

    fn check_line(line: &str) -> usize {
        check(&Tree::of(&[("docs/a.md", line)]), &of_the_house()).len()
    }

    #[test]
    fn a_path_of_one_machine_is_a_fault() {
        for path in [["/wo", "rk/a"], ["see /tm", "p/x"], ["/ho", "me/kim/x"]] {
            assert_eq!(check_line(&path.concat()), 1, "{path:?}");
        }
    }

    #[test]
    fn a_path_within_a_page_or_a_variable_is_fine() {
        for line in ["https://a.kr/work/b", "$HOME/tmp/b", "target/tmp/x", "/var/lib/teukgu", "{base}/root/x"]
        {
            assert_eq!(check_line(line), 0, "{line}");
        }
    }

    #[test]
    fn words_about_the_tooling_are_a_fault_except_in_data() {
        let line = ["Co-Author", "ed-By: someone"].concat();
        assert_eq!(check_line(&line), 1);
        assert_eq!(check(&Tree::of(&[("tenants/a.toml", &line)]), &of_the_house()).len(), 0);
    }

    #[test]
    fn ordinary_words_are_fine() {
        assert_eq!(check_line("User-Agent, dedicated agency, the session of the council, 생성형 AI"), 0);
    }

    #[test]
    fn the_list_does_not_match_itself() {
        let tree = Tree::of(&[(PATH, include_str!("../../tidy.toml"))]);
        assert_eq!(check(&tree, &of_the_house()), []);
    }
}
