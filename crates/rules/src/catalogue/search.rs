//! Words to look for, whatever their case, width and Unicode form.

use super::article::{self, Articles, Number};
use teukgu_domain::text::{Lang, Text};
use unicode_normalization::UnicodeNormalization;

/// Words to look for; every one of them must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Word>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    /// The article that it may name.
    article: Option<Number>,
}

impl Words {
    /// Takes the words of a text, which are parted by white space; no word finds everything.
    pub fn new(text: &str) -> Self {
        let word = |word: &str| Word { text: folded(word), article: article::typed(&plain(word)) };
        Self(text.split_whitespace().map(word).filter(|word| !word.text.is_empty()).collect())
    }
}

/// What can be found of an entry.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// Everything but the numbers of articles.
    prose: String,
    /// The articles and the base statute.
    citations: String,
    /// Both without spaces, for words that people write together or apart.
    together: String,
}

impl Index {
    /// Takes the texts of an entry: those about it, and those that cite articles.
    pub(super) fn new<'a>(
        prose: impl Iterator<Item = &'a Text>,
        citations: impl Iterator<Item = &'a Text>,
    ) -> Self {
        let (prose, citations) = (folded(&joined(prose)), folded(&joined(citations)));
        let together = prose.chars().chain(citations.chars()).filter(|c| *c != ' ').collect();
        Self { prose, citations, together }
    }

    /// Returns true if every word is found; `articles` are those of the entry in the Act.
    pub(super) fn holds(&self, words: &Words, articles: Articles) -> bool {
        words.0.iter().all(|word| self.has(word, articles))
    }

    fn has(&self, word: &Word, articles: Articles) -> bool {
        let text = &word.text;
        // A bare number means an article of the Act: the articles of other statutes would drown it.
        let is_bare = text.chars().all(|c| c.is_ascii_digit() || c == '-');
        word.article.is_some_and(|number| articles.hold(number))
            || stands_in(&self.prose, text)
            || (!is_bare && stands_in(&self.citations, text))
            || (!text.is_ascii() && stands_in(&self.together, text))
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a Text>) -> String {
    texts.flat_map(|text| Lang::ALL.map(|lang| text.get(lang))).collect::<Vec<_>>().join("\n")
}

/// Brings a text into the form in which words are compared: one width, one case, no middle dots.
fn folded(text: &str) -> String {
    plain(text).chars().filter(|c| !matches!(c, '·' | '・' | '\u{119e}')).collect()
}

/// Brings a text into one width, composition and case.
fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfc().collect()
}

/// Returns true if `word` stands in `text`; a number at its edge is not part of a longer one.
fn stands_in(text: &str, word: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (opens, closes) = (is_digit(word.chars().next()), is_digit(word.chars().next_back()));
    text.match_indices(word).any(|(at, found)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(found).and_then(|rest| rest.chars().next());
        !(opens && is_digit(before.chars().next_back()) || closes && is_digit(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(words: &str) -> bool {
        let prose = [Text::new("도로점용허가: E-7 5년, 2천㎡, 150%", "Road occupancy for ㈜ E-7, 5 years")];
        let citations = [
            Text::new("초·중등교육법 제61조", "Education Act, Article 61"),
            Text::new("제55조", "Article 55"),
        ];
        let index = Index::new(prose.iter(), citations.iter());
        index.holds(&Words::new(words), Articles::parse("제55조").unwrap())
    }

    #[test]
    fn words_are_found_whatever_their_case_width_and_form() {
        let decomposed: String = "도로".nfd().collect();
        for words in [
            "ROAD",
            "Ｒｏａｄ",
            "도로",
            &decomposed,
            "초중등교육법",
            "초ㆍ중등",
            "도로점용 허가",
            "e-7",
            "m2",
            "  ",
        ] {
            assert!(finds(words), "{words}");
        }
    }

    #[test]
    fn every_word_must_be_found() {
        assert!(finds("도로 e-7") && finds("article 55"));
        assert!(!finds("도로 특허"));
    }

    #[test]
    fn a_number_is_whole_and_means_an_article_of_the_act() {
        for found in ["55", "제55조", "５５", "55조", "제61조", "150", "150%"] {
            assert!(finds(found), "{found}");
        }
        for lost in ["61", "15", "50", "6조", "제5조", "제155조", "99999999999999"] {
            assert!(!finds(lost), "{lost}");
        }
    }

    #[test]
    fn words_written_together_are_found_where_the_law_parts_them() {
        assert!(finds("교육법제61조") && finds("점용허가"));
        assert!(!finds("occupancyfor"), "English words stay apart");
    }
}
