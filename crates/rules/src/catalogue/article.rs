//! Article numbers: from the words of a citation, and from what people type into a search.

/// Number of an article with its branch: 제106조의2 is (106, 2), 제106조 is (106, 0).
pub(super) type Number = (u32, u32);

/// The articles that an entry stands in, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Articles {
    first: Number,
    last: Number,
}

impl Articles {
    /// Reads a citation such as `제42조제2항·제3항` or `제98조~제101조`.
    pub(super) fn parse(citation: &str) -> Option<Self> {
        let mut numbers = citation.split("제").skip(1).filter_map(numbered);
        let first = numbers.next()?;
        Some(Self { first, last: numbers.last().unwrap_or(first) })
    }

    /// Returns true if an article is one of these.
    pub(super) fn hold(self, number: Number) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

/// Reads what people type for an article: `55`, `55조`, `제55조`, `106-2`, `제106조의2`.
pub(super) fn typed(word: &str) -> Option<Number> {
    let word = word.strip_prefix('제').unwrap_or(word);
    let branched = |(article, branch): (&str, &str)| Some((whole(article)?, whole(branch)?));
    let plain = || Some((whole(word.strip_suffix('조').unwrap_or(word))?, 0));
    word.split_once("조의").or_else(|| word.split_once('-')).map_or_else(plain, branched)
}

/// Reads the number at the head of `55조제1항`; a paragraph or item is none.
fn numbered(text: &str) -> Option<Number> {
    let (article, rest) = text.split_once('조')?;
    let branch = rest.strip_prefix('의').map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
    Some((whole(article)?, branch.map_or(Some(0), |digits: String| whole(&digits))?))
}

fn whole(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_holds_its_articles_and_those_between() {
        let held = |citation: &str, number| Articles::parse(citation).unwrap().hold(number);
        assert!(held("제55조", (55, 0)) && !held("제55조", (56, 0)));
        assert!(held("제42조제2항·제3항", (42, 0)) && !held("제42조제2항·제3항", (2, 0)));
        assert!(held("제98조~제101조", (99, 0)) && !held("제98조~제101조", (102, 0)));
        assert!(held("제106조의2", (106, 2)) && !held("제106조의2", (106, 0)));
    }

    #[test]
    fn a_text_without_article_is_no_citation() {
        for text in ["", "55", "제조", "제오조", "제1항", "조제", "제99999999999조"] {
            assert_eq!(Articles::parse(text), None, "{text}");
        }
    }

    #[test]
    fn articles_are_typed_in_many_ways() {
        for word in ["55", "55조", "제55조", "제55"] {
            assert_eq!(typed(word), Some((55, 0)), "{word}");
        }
        for word in ["106-2", "106조의2", "제106조의2"] {
            assert_eq!(typed(word), Some((106, 2)), "{word}");
        }
        for word in ["", "-", "제", "e-7", "55항", "+5", "5.5", "제55조제1항", "99999999999"] {
            assert_eq!(typed(word), None, "{word}");
        }
    }
}
