//! The values of a fact as a formula tells them apart: classes of values that every test treats alike.

use crate::fact::{Sort, Vocabulary};
use crate::program::{Node, is_in_mask};
use std::collections::BTreeMap;
use teukgu_domain::text::{Lang, Text};

/// Values that every test of a formula treats alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Runs of values, each with both ends; the first value of the first run stands for all.
    pub runs: Vec<(i64, i64)>,
    /// How likely it is against the others when nothing is known.
    pub weight: u32,
}

impl Class {
    /// Returns the value that stands for the class.
    pub fn value(&self) -> i64 {
        self.runs[0].0
    }

    /// Returns true if a value is of the class.
    pub fn contains(&self, value: i64) -> bool {
        self.runs.iter().any(|(lo, hi)| *lo <= value && value <= *hi)
    }
}

/// Splits the values of each fact that a formula tests alone.
pub fn partition(node: &Node, vocabulary: &Vocabulary) -> BTreeMap<usize, Vec<Class>> {
    let mut tests: BTreeMap<usize, Vec<&Node>> = BTreeMap::new();
    tests_of(node, &mut tests);
    tests.into_iter().map(|(slot, tests)| (slot, classes(slot, &tests, vocabulary))).collect()
}

/// Collects the tests of single facts, those over sites left out.
fn tests_of<'a>(node: &'a Node, tests: &mut BTreeMap<usize, Vec<&'a Node>>) {
    match node {
        Node::Range { slot, .. } | Node::Mask { slot, .. } | Node::Listed { slot, .. } => {
            tests.entry(*slot).or_default().push(node);
        }
        Node::Not(body) => tests_of(body, tests),
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| tests_of(part, tests)),
        _ => (),
    }
}

/// Splits the values of a fact by tests, and puts together what all of them treat alike.
pub fn classes(slot: usize, tests: &[&Node], vocabulary: &Vocabulary) -> Vec<Class> {
    let (min, max) = vocabulary.bounds(slot);
    let mut starts = vec![min];
    for test in tests {
        starts.extend(cuts(test).into_iter().filter(|cut| min < *cut && *cut <= max));
    }
    starts.sort_unstable();
    starts.dedup();
    let is_ordered = vocabulary.at(slot).sort.is_ordered();
    let mut alike: Vec<(Vec<bool>, Class)> = Vec::new();
    for (number, lo) in starts.iter().enumerate() {
        let hi = starts.get(number + 1).map_or(max, |next| next - 1);
        let answers: Vec<bool> = tests.iter().map(|test| passes(test, *lo)).collect();
        let weight = if is_ordered { 1 } else { u32::try_from(hi - lo + 1).unwrap_or(1) };
        match alike.iter_mut().find(|(known, _)| *known == answers) {
            Some((_, class)) => {
                class.runs.push((*lo, hi));
                class.weight += weight;
            }
            None => alike.push((answers, Class { runs: vec![(*lo, hi)], weight })),
        }
    }
    alike.into_iter().map(|(_, class)| class).collect()
}

/// Returns where the answer of a test may change.
fn cuts(test: &Node) -> Vec<i64> {
    match test {
        Node::Range { lo, hi, .. } => [Some(*lo), hi.checked_add(1)].into_iter().flatten().collect(),
        Node::Mask { .. } => (0..=64).collect(),
        Node::Listed { values, .. } => {
            values.iter().flat_map(|value| [Some(*value), value.checked_add(1)]).flatten().collect()
        }
        _ => Vec::new(),
    }
}

/// Says whether a known value passes a test of a single fact.
pub fn passes(test: &Node, value: i64) -> bool {
    match test {
        Node::Range { lo, hi, .. } => *lo <= value && value <= *hi,
        Node::Mask { bits, .. } => is_in_mask(*bits, value),
        Node::Listed { values, .. } => values.binary_search(&value).is_ok(),
        _ => false,
    }
}

/// Describes a class of values for people: `1,000명 이상`, `출원 또는 심사청구`.
pub fn describe(slot: usize, class: &Class, vocabulary: &Vocabulary) -> Text {
    let [ko, en] = Lang::ALL.map(|lang| describe_in(slot, class, vocabulary, lang));
    Text { ko, en }
}

fn describe_in(slot: usize, class: &Class, vocabulary: &Vocabulary, lang: Lang) -> String {
    let fact = vocabulary.at(slot);
    let show = |number: i64| {
        vocabulary
            .decode(slot, number)
            .map_or_else(|| lang.pick("다른 값", "another value").to_owned(), |value| fact.show(&value, lang))
    };
    if matches!(fact.sort, Sort::Number { .. } | Sort::Date { .. }) {
        let bounds = vocabulary.bounds(slot);
        let spans: Vec<String> = class.runs.iter().map(|run| span(*run, bounds, lang, &show)).collect();
        return spans.join(lang.pick(" 또는 ", " or "));
    }
    let count: i64 = class.runs.iter().map(|(lo, hi)| hi - lo + 1).sum();
    let values = class.runs.iter().flat_map(|(lo, hi)| *lo..=*hi);
    let words: Vec<String> = values.take(MOST_NAMED).map(show).collect();
    let rest = count - i64::try_from(words.len()).unwrap_or(count);
    let named = words.join(lang.pick(" 또는 ", " or "));
    match (rest, lang) {
        (0, _) => named,
        (_, Lang::Ko) => format!("{named} 등 {count}개 가운데 하나"),
        (_, Lang::En) => format!("{named} or one of {rest} others"),
    }
}

/// How many values of a list are named one by one.
const MOST_NAMED: usize = 8;

fn span((lo, hi): (i64, i64), (min, max): (i64, i64), lang: Lang, show: &impl Fn(i64) -> String) -> String {
    match (lo == min, hi == max, lang) {
        _ if lo == hi => show(lo),
        (true, true, _) => lang.pick("어떤 값이든", "any value").to_owned(),
        (true, false, Lang::Ko) => format!("{} 이하", show(hi)),
        (true, false, Lang::En) => format!("{} or less", show(hi)),
        (false, true, Lang::Ko) => format!("{} 이상", show(lo)),
        (false, true, Lang::En) => format!("{} or more", show(lo)),
        (false, false, Lang::Ko) => format!("{} ~ {}", show(lo), show(hi)),
        (false, false, Lang::En) => format!("{} to {}", show(lo), show(hi)),
    }
}
