//! Korean and English hold the same keys; every key that is used exists, and every key that exists is used.

use std::collections::BTreeMap;

use regex::Regex;

use super::Fault;
use super::rules::{Rules, Words};
use crate::repo::{Tree, extension};

/// The keys of one language with the line of each; attributes stand as `key.attribute`.
type Keys = BTreeMap<String, usize>;

/// Returns the faults between the two languages and the code.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let words = &rules.words;
    let (Some(korean), Some(english)) = (tree.text(&words.korean), tree.text(&words.english)) else {
        let missing = [&words.korean, &words.english].into_iter().filter(|path| tree.text(path).is_none());
        return missing.map(|path| Fault::new(path, 1, "the file of words is missing")).collect();
    };
    let (korean_keys, mut faults) = keys(&words.korean, korean);
    let (english_keys, more) = keys(&words.english, english);
    faults.extend(more);
    faults.extend(only_in_first(&words.korean, &korean_keys, &english_keys, "English"));
    faults.extend(only_in_first(&words.english, &english_keys, &korean_keys, "Korean"));
    faults.extend(uses(tree, words, &korean_keys, korean));
    faults
}

/// Reads the keys of one file; a key that stands twice is a fault.
fn keys(path: &str, text: &str) -> (Keys, Vec<Fault>) {
    let (mut keys, mut faults, mut message) = (Keys::new(), Vec::new(), String::new());
    for (index, line) in text.lines().enumerate() {
        let Some(name) = key_of(line) else { continue };
        let key = if name.starts_with('.') { format!("{message}{name}") } else { name.to_owned() };
        if !name.starts_with('.') {
            message.clone_from(&key);
        }
        if let Some(first) = keys.insert(key.clone(), index + 1) {
            faults.push(Fault::new(path, index + 1, format!("key `{key}` stands in line {first} already")));
        }
    }
    (keys, faults)
}

/// Returns the key that a line begins: a message, a term (`-name`) or an attribute (`  .name`).
fn key_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let indented = name.starts_with([' ', '\t']);
    let name = name.trim();
    let plain = name.trim_start_matches(['-', '.']);
    let is_name =
        !plain.is_empty() && plain.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && indented == name.starts_with('.')).then_some(name)
}

fn only_in_first<'a>(
    path: &'a str,
    first: &'a Keys,
    second: &'a Keys,
    other: &'a str,
) -> impl Iterator<Item = Fault> + 'a {
    let missing = first.iter().filter(|(key, _)| !second.contains_key(*key));
    missing.map(move |(key, line)| Fault::new(path, *line, format!("key `{key}` has no {other} text")))
}

/// Compares the keys with what the code and the other texts ask for.
fn uses(tree: &Tree, words: &Words, keys: &Keys, korean: &str) -> Vec<Fault> {
    let used = used_in_code(tree, words);
    let unknown = used.iter().filter(|(key, _)| !keys.contains_key(*key));
    let unknown =
        unknown.map(|(key, (path, line))| Fault::new(path, *line, format!("no text has the key `{key}`")));
    let within = used_in_texts(korean);
    let is_used = |key: &str| {
        let message = key.split('.').next().unwrap_or(key);
        used.contains_key(message)
            || within.contains_key(message)
            || words.built.iter().any(|b| key.starts_with(b))
    };
    let unused = keys.iter().filter(|(key, _)| !is_used(key));
    let unused =
        unused.map(|(key, line)| Fault::new(&words.korean, *line, format!("nothing uses the key `{key}`")));
    unknown.chain(unused).collect()
}

fn used_in_code(tree: &Tree, words: &Words) -> BTreeMap<String, (String, usize)> {
    let read = |path: &str| {
        matches!(extension(path), "rs" | "html" | "mjs")
            && words.read_in.iter().any(|from| path.starts_with(from))
    };
    let mut used = BTreeMap::new();
    for (path, text) in tree.texts().filter(|(path, _)| read(path)) {
        for (key, line) in words.uses.iter().flat_map(|regex| found(regex, text)) {
            used.entry(key).or_insert_with(|| (path.to_owned(), line));
        }
    }
    used
}

/// Returns what texts refer to themselves: `{ key }` and `{ -term }`.
fn used_in_texts(text: &str) -> BTreeMap<String, usize> {
    let inside =
        text.split('{').skip(1).filter_map(|rest| rest.split(['}', '(', '.', ' ']).find(|w| !w.is_empty()));
    inside.map(|word| (word.trim().to_owned(), 0)).collect()
}

fn found(regex: &Regex, text: &str) -> Vec<(String, usize)> {
    let groups = regex.captures_iter(text).filter_map(|captures| captures.get(1));
    let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    groups.map(|group| (group.as_str().to_owned(), line(group.start()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::of_the_house;
    use super::*;

    fn check_words(korean: &str, english: &str, code: &str) -> Vec<String> {
        let files =
            [("assets/i18n/ko.ftl", korean), ("assets/i18n/en.ftl", english), ("crates/web/src/a.rs", code)];
        check(&Tree::of(&files), &of_the_house()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_keys_all_used_are_fine() {
        let texts = "# words\ntitle = { -brand }\n    .alt = a = b\n-brand = 특구\n";
        assert_eq!(check_words(texts, texts, "fn f() { t(\"title\") }"), [""; 0]);
    }

    #[test]
    fn a_key_of_one_language_is_a_fault() {
        let faults = check_words("a = 가\nb = 나\n", "a = A\n", "t(\"a\"); t(\"b\")");
        assert_eq!(faults, ["assets/i18n/ko.ftl:2 key `b` has no English text"]);
    }

    #[test]
    fn a_key_that_stands_twice_is_a_fault() {
        let faults = check_words("a = 가\na = 나\n", "a = A\n", "t(\"a\")");
        assert_eq!(faults, ["assets/i18n/ko.ftl:2 key `a` stands in line 1 already"]);
    }

    #[test]
    fn a_key_that_no_text_has_is_a_fault_where_it_is_used() {
        let faults = check_words("a = 가\n", "a = A\n", "t(\"a\");\n\nt(\"missing\")");
        assert_eq!(faults, ["crates/web/src/a.rs:3 no text has the key `missing`"]);
    }

    #[test]
    fn a_key_that_nothing_uses_is_a_fault() {
        let faults = check_words("a = 가\nb = 나\n", "a = A\nb = B\n", "t(\"a\")");
        assert_eq!(faults, ["assets/i18n/ko.ftl:2 nothing uses the key `b`"]);
    }

    #[test]
    fn a_missing_file_is_one_fault() {
        let faults = check(&Tree::of(&[("assets/i18n/ko.ftl", "a = 가\n")]), &of_the_house());
        assert_eq!(faults, [Fault::new("assets/i18n/en.ftl", 1, "the file of words is missing")]);
    }
}
