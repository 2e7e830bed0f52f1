//! Korean and English hold the same keys; every key that is used exists, and every key that exists is used.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::Fault;
use super::rules::{Rules, Words};
use super::source::Source;
use crate::repo::{Tree, extension};

/// The keys of one language with the place of each; attributes stand as `key.attribute`.
type Keys = BTreeMap<String, Place>;

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    file: String,
    line: usize,
}

impl Place {
    fn fault(&self, message: String) -> Fault {
        Fault::new(&self.file, self.line, message)
    }
}

/// Returns the faults between the two languages and the code.
pub(super) fn check(tree: &Tree, rules: &Rules) -> Vec<Fault> {
    let words = &rules.words;
    let (korean, mut faults) = keys(tree, &words.korean);
    let (english, more) = keys(tree, &words.english);
    faults.extend(more);
    faults.extend(only_in_first(&korean, &english, "English"));
    faults.extend(only_in_first(&english, &korean, "Korean"));
    faults.extend(unknown(tree, words, &korean));
    faults.extend(unused(tree, words, &korean));
    faults
}

/// Reads the keys of one language, a file or a folder of files; a key that stands twice is a fault.
fn keys(tree: &Tree, from: &str) -> (Keys, Vec<Fault>) {
    let (mut keys, mut faults) = (Keys::new(), Vec::new());
    for (path, text) in tree.texts_ending("ftl").filter(|(path, _)| path.starts_with(from)) {
        for (key, line) in keys_of(text) {
            let place = Place { file: path.to_owned(), line };
            if let Some(first) = keys.insert(key.clone(), place.clone()) {
                let message = format!("key `{key}` stands in {}:{} already", first.file, first.line);
                faults.push(place.fault(message));
            }
        }
    }
    if keys.is_empty() {
        faults.push(Fault::new(from, 1, "there is no text"));
    }
    (keys, faults)
}

fn keys_of(text: &str) -> Vec<(String, usize)> {
    let (mut keys, mut message) = (Vec::new(), String::new());
    for (index, line) in text.lines().enumerate() {
        let Some(name) = key_of(line) else { continue };
        if !name.starts_with('.') {
            name.clone_into(&mut message);
        }
        let key = if name.starts_with('.') { format!("{message}{name}") } else { name.to_owned() };
        keys.push((key, index + 1));
    }
    keys
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

fn only_in_first(first: &Keys, second: &Keys, other: &str) -> Vec<Fault> {
    let missing = first.iter().filter(|(key, _)| !second.contains_key(*key));
    missing.map(|(key, place)| place.fault(format!("key `{key}` has no {other} text"))).collect()
}

/// Every key that code asks for has a text; a test may ask for one that is missing on purpose.
fn unknown(tree: &Tree, words: &Words, keys: &Keys) -> Vec<Fault> {
    let asked = in_code(tree, words, &words.uses);
    let unknown = asked.into_iter().filter(|(key, place)| !keys.contains_key(key) && !is_test(tree, place));
    unknown.map(|(key, place)| place.fault(format!("no text has the key `{key}`"))).collect()
}

fn is_test(tree: &Tree, place: &Place) -> bool {
    let source = Source::read(&place.file, tree.text(&place.file).unwrap_or_default());
    extension(&place.file) == "rs" && source.lines().any(|(line, _, in_tests)| line == place.line && in_tests)
}

/// Every key is asked for, named in code as data, or part of another text.
fn unused(tree: &Tree, words: &Words, keys: &Keys) -> Vec<Fault> {
    let mut used: BTreeSet<String> = in_code(tree, words, &words.mentions).into_keys().collect();
    used.extend(in_code(tree, words, &words.uses).into_keys());
    let texts = tree.texts_ending("ftl").filter(|(path, _)| path.starts_with(&words.korean));
    used.extend(texts.flat_map(|(_, text)| in_texts(text)));
    let is_used = |key: &str| {
        let message = key.split('.').next().unwrap_or(key);
        used.contains(message) || words.built.iter().any(|beginning| key.starts_with(beginning))
    };
    let unused = keys.iter().filter(|(key, _)| !is_used(key));
    unused.map(|(key, place)| place.fault(format!("nothing uses the key `{key}`"))).collect()
}

/// Returns what the patterns find in code and templates, each with its first place.
fn in_code(tree: &Tree, words: &Words, patterns: &[Regex]) -> Keys {
    let read = |path: &str| {
        matches!(extension(path), "rs" | "html" | "mjs")
            && words.read_in.iter().any(|from| path.starts_with(from))
    };
    let mut found_keys = Keys::new();
    for (path, text) in tree.texts().filter(|(path, _)| read(path)) {
        for (key, line) in patterns.iter().flat_map(|regex| found(regex, text)) {
            found_keys.entry(key).or_insert_with(|| Place { file: path.to_owned(), line });
        }
    }
    found_keys
}

/// Returns what texts refer to themselves: `{ key }` and `{ -term }`.
fn in_texts(text: &str) -> Vec<String> {
    let word = |rest: &str| rest.split(['}', '(', '.', ' ']).find(|word| !word.is_empty()).map(str::to_owned);
    text.split('{').skip(1).filter_map(word).collect()
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
        let files = [
            ("assets/i18n/ko/a.ftl", korean),
            ("assets/i18n/en/a.ftl", english),
            ("crates/web/src/a.rs", code),
        ];
        check(&Tree::of(&files), &of_the_house()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_keys_all_used_are_fine() {
        let texts = "# words\ntitle = { -brand }\n    .alt = a = b\n-brand = 특구\n";
        assert_eq!(check_words(texts, texts, "fn f() { p.t(\"title\") }"), [""; 0]);
    }

    #[test]
    fn a_key_of_one_language_is_a_fault() {
        let faults = check_words("a = 가\nb = 나\n", "a = A\n", "p.t(\"a\"); p.t(\"b\")");
        assert_eq!(faults, ["assets/i18n/ko/a.ftl:2 key `b` has no English text"]);
    }

    #[test]
    fn a_key_that_stands_twice_is_a_fault() {
        let faults = check_words("a = 가\na = 나\n", "a = A\n", "p.t(\"a\")");
        assert_eq!(faults, ["assets/i18n/ko/a.ftl:2 key `a` stands in assets/i18n/ko/a.ftl:1 already"]);
    }

    #[test]
    fn a_key_that_no_text_has_is_a_fault_where_it_is_used() {
        let faults = check_words("a = 가\n", "a = A\n", "p.t(\"a\");\n\np.t(\"missing\")");
        assert_eq!(faults, ["crates/web/src/a.rs:3 no text has the key `missing`"]);
    }

    #[test]
    fn a_test_may_ask_for_a_key_that_is_missing() {
        let code = "p.t(\"a\");\n#[cfg(test)]\nmod tests {\n  fn f() { p.t(\"missing\") }\n}\n";
        assert_eq!(check_words("a = 가\n", "a = A\n", code), [""; 0]);
    }

    #[test]
    fn a_key_that_nothing_uses_is_a_fault() {
        let faults = check_words("a = 가\nb = 나\n", "a = A\nb = B\n", "p.t(\"a\")");
        assert_eq!(faults, ["assets/i18n/ko/a.ftl:2 nothing uses the key `b`"]);
    }

    #[test]
    fn a_key_that_code_holds_as_data_is_used() {
        let code = "const MENU: [Entry; 1] = [Entry { key: \"menu-zone\" }];";
        assert_eq!(check_words("menu-zone = 가\n", "menu-zone = A\n", code), [""; 0]);
    }

    #[test]
    fn a_language_without_texts_is_a_fault() {
        let tree = Tree::of(&[("assets/i18n/ko/a.ftl", "a = 가\n"), ("crates/web/src/a.rs", "p.t(\"a\")")]);
        let faults: Vec<String> = check(&tree, &of_the_house()).iter().map(ToString::to_string).collect();
        assert_eq!(faults[0], "assets/i18n/en/:1 there is no text");
    }
}
