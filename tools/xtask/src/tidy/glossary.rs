//! The glossary and the code use one word for one thing: each Korean word that code carries is explained, and each code
//! name that the glossary gives exists.

use std::collections::BTreeSet;

use regex::Regex;

use super::Fault;
use super::rules::Rules;
use super::source::Source;
use crate::repo::Tree;

/// One row of the glossary's table: `| Korean | code name | prose | source |`.
struct Row {
    line: usize,
    korean: String,
    code_names: Vec<String>,
}

/// Returns the faults between glossary and code.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let path = rules.glossary.as_str();
    let Some(text) = tree.text(path) else {
        return vec![Fault::new(path, 1, "the glossary is missing")];
    };
    let rows = rows(text);
    let mut faults = unexplained(tree, &rows);
    faults.extend(unknown_names(tree, path, &rows));
    faults
}

fn rows(text: &str) -> Vec<Row> {
    text.lines().enumerate().filter_map(|(index, line)| row(index + 1, line)).collect()
}

/// Reads one line of a table; the heading has no name in backticks and so is no row without being told.
fn row(line: usize, text: &str) -> Option<Row> {
    let inner = text.trim().strip_prefix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    let [korean, names, ..] = cells.as_slice() else { return None };
    let is_rule = korean.chars().all(|c| matches!(c, '-' | ':' | ' '));
    let code_names =
        names.split('`').skip(1).step_by(2).map(identifier).filter(|name| !name.is_empty()).collect();
    (!is_rule).then(|| Row { line, korean: (*korean).to_owned(), code_names })
}

/// Returns the last name of a path: `OperatorKind::Unit` says that `Unit` exists, `Won(i64)` that `Won` does.
fn identifier(name: &str) -> String {
    let path: String =
        name.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':')).collect();
    path.rsplit("::").next().unwrap_or_default().to_owned()
}

/// Each word of a `doc(alias = "…")` stands in the first column.
fn unexplained(tree: &Tree, rows: &[Row]) -> Vec<Fault> {
    let aliases = aliases(tree);
    let explained = |word: &str| rows.iter().any(|row| words_of(&row.korean).any(|known| known == word));
    let missing = aliases.into_iter().filter(|(_, _, word)| !explained(word));
    missing
        .map(|(path, line, word)| Fault::new(&path, line, format!("`{word}` is not in the glossary")))
        .collect()
}

/// Returns the words of a cell: the whole of it, and what stands between commas, slashes, dots and brackets.
fn words_of(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(['/', ',', '·', '(', ')', '`', '*']);
    std::iter::once(cell).chain(parts.map(str::trim)).chain(cell.split([' ', '/', ',', '(', ')', '`', '*']))
}

fn aliases(tree: &Tree) -> Vec<(String, usize, String)> {
    let Ok(regex) = Regex::new(r#"doc\(alias\s*=\s*"([^"]+)"\)"#) else { return Vec::new() };
    let mut aliases = Vec::new();
    for (path, text) in tree.texts_ending("rs").filter(|(path, _)| path.starts_with("crates/")) {
        for (index, line) in text.lines().enumerate() {
            let words = regex.captures_iter(line).map(|found| found[1].to_owned());
            aliases.extend(words.map(|word| (path.to_owned(), index + 1, word)));
        }
    }
    aliases
}

fn unknown_names(tree: &Tree, path: &str, rows: &[Row]) -> Vec<Fault> {
    let known = identifiers(tree);
    let names = rows.iter().flat_map(|row| row.code_names.iter().map(move |name| (row.line, name)));
    let unknown = names.filter(|(_, name)| !known.contains(name.as_str()));
    unknown.map(|(line, name)| Fault::new(path, line, format!("no room has the name `{name}`"))).collect()
}

fn identifiers(tree: &Tree) -> BTreeSet<String> {
    let code = tree.texts_ending("rs").filter(|(path, _)| path.starts_with("crates/"));
    let mut names = BTreeSet::new();
    for (path, text) in code {
        for (_, line, _) in Source::read(path, text).lines() {
            names.extend(line.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    const TABLE: &str = "| Korean | code name | prose (English) | source |\n| --- | --- | --- | --- |\n";

    fn check_row(row: &str, code: &str) -> Vec<String> {
        let page = format!("{TABLE}{row}\n");
        let files = [("docs/glossary.md", page.as_str()), ("crates/domain/src/a.rs", code)];
        check(&Tree::of(&files), &of_the_house()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_word_and_a_name_that_meet_are_fine() {
        let code = "#[doc(alias = \"특화사업자\")]\npub struct Operator;";
        assert_eq!(check_row("| 특화사업자 (사업자) | `Operator` | operator | Art. 2 |", code), [""; 0]);
    }

    #[test]
    fn a_word_that_the_glossary_does_not_explain_is_a_fault() {
        let faults =
            check_row("| 특구 | `Zone` | zone | |", "struct Zone;\n#[doc(alias = \"고시\")]\nstruct Notice;");
        assert_eq!(faults, ["crates/domain/src/a.rs:2 `고시` is not in the glossary"]);
    }

    #[test]
    fn a_name_that_no_room_has_is_a_fault() {
        let faults = check_row("| 특구 | `Zone`, `Kind::Part` | zone | |", "struct Zone;");
        assert_eq!(faults, ["docs/glossary.md:3 no room has the name `Part`"]);
    }

    #[test]
    fn a_missing_glossary_is_one_fault() {
        assert_eq!(
            check(&Tree::of(&[]), &of_the_house()),
            [Fault::new("docs/glossary.md", 1, "the glossary is missing")]
        );
    }
}
